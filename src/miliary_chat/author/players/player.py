"""A player: somebody of one character who chooses what to do next from what has been shown to them."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from random import Random

from miliary_chat.author.players import sayings
from miliary_chat.author.players.characters import CHARACTERS, Deed, Name
from miliary_chat.author.players.material import Material, Ways, material_of
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.dialogue.states import Phase


def dice(*of: object) -> Random:
    """A generator that depends on `of` alone, on every machine and in every process."""
    text = "\n".join(map(str, of))
    return Random(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big"))


class Player:
    """Somebody who goes through a run. The same character, seed and events make the same actions."""

    def __init__(self, name: Name, seed: int, script: Script) -> None:
        self.name = name
        self._character = CHARACTERS[name]
        self._script = script
        self._dice = dice("player", name, seed)
        self._here = ""
        self._turns = 0
        self._visits = 0
        self._patience = 0
        self._said: set[str] = set()
        self._last = "hello"
        self._material = Material("answer")
        self._leaves_after = self._dice.randint(1, 40) if self._dice.random() < self._character.leaves else None
        self._deeds: Mapping[Deed, Callable[[State], a.Action]] = {
            "one": lambda _: self._say_right(1),
            "several": lambda _: self._say_right(self._dice.randint(2, 6)),
            "also": lambda _: self._say(self._of(self._material.also) or self._of(self._material.right)),
            "near": lambda _: self._say(self._pick(self._material.near)),
            "wrong": lambda _: self._say(self._of(self._material.wrong)),
            "against": lambda _: self._say(self._pick(self._material.against)),
            "elsewhere": lambda _: self._say(self._pick(self._material.elsewhere)),
            "denied": lambda _: self._deny(),
            "dont-know": lambda _: a.Say(self._pick(sayings.DONT_KNOW)),
            "done": lambda _: a.Say(self._pick(sayings.DONE)),
            "talk": lambda _: a.Say(self._pick(sayings.TALK)),
            "empty-talk": lambda _: a.Say(self._pick(sayings.EMPTY_TALK)),
            "swear": lambda _: a.Say(self._pick(sayings.RUDE)),
            "off-topic": lambda _: a.Say(self._pick(sayings.OFF_TOPIC)),
            "hostile": lambda _: a.Say(self._pick(sayings.HOSTILE)),
            "huge": lambda _: a.Say(sayings.huge(self._of(self._material.right) or "word")),
            "same-again": lambda _: a.Say(self._last),
            "hint": lambda _: a.AskHint(),
            "why": lambda _: a.AskWhy(),
            "dispute": lambda _: self._dispute(),
            "skip": lambda _: a.Skip(),
            "go-to": lambda _: a.GoTo(self._pick([ref.id for ref in self._script.items])),
            "choose": lambda _: a.Choose((self._pick(("a", "b", "zz")),)),
            "tick": lambda _: a.Tick(),
        }

    def next(self, state: State) -> a.Action:
        """What this player does now."""
        self._arrive(state)
        self._turns += 1
        if self._leaves_after is not None:
            self._leaves_after -= 1
            if self._leaves_after < 0:
                return a.Submit("handed in" if state.policy == "exam" else "finished")
        action = self._move_on(state) if self._turns > self._patience else self._act(state)
        if isinstance(action, a.Say) and action.text.strip():
            self._last = action.text
        return action

    def _arrive(self, state: State) -> None:
        if state.current == self._here or state.current is None:
            return
        self._here, self._turns, self._said = state.current, 0, set()
        self._visits += 1
        self._material = material_of(self._script, self._here)
        base, each = self._character.patience
        self._patience = self._dice.randint(1, base) + int(self._dice.random() * each * self._material.size)

    def _move_on(self, state: State) -> a.Action:
        """Leave the question; in an exam somewhere else, and hand in when nothing is open any more."""
        if state.policy == "guided":
            return a.Skip()
        open_ones = [
            name for name, item in state.items.items() if item.phase is not Phase.CLOSED and name != self._here
        ]
        if state.item.phase is not Phase.CLOSED and self._visits < len(state.items) and self._dice.random() < 0.6:
            return a.Skip()
        tired = self._visits > 2 * len(state.items)
        return a.GoTo(self._pick(open_ones)) if open_ones and not tired else a.Submit("handed in")

    def _act(self, state: State) -> a.Action:
        pending = state.item.pending
        if state.policy == "exam" and state.item.phase is Phase.CLOSED:
            return self._move_on(state)
        if pending and self._dice.random() < max(0.5, self._character.knows) and self.name != "silent":
            return self._reply(pending)
        if self._material.options and self._dice.random() < 0.7 and self.name not in ("silent", "hint-hungry"):
            return self._choose()
        if self._material.activity == "recommit" and self._dice.random() < self._character.knows:
            return self._say(self._pick((*self._material.leads, *sayings.STANDS)))
        deeds = self._character.deeds
        deed = self._dice.choices(list(deeds), list(deeds.values()))[0]
        return self._deeds[deed](state)

    def _reply(self, pending: e.Pending) -> a.Action:
        """Answer the tutor's own question, well or badly."""
        knows = self._dice.random() < self._character.knows
        match pending.kind:
            case "anything-else":
                return self._say_right(1) if self._dice.random() < 0.2 else a.Say(self._pick(sayings.NO + sayings.DONE))
            case "typo" | "offer":
                return a.Say(self._pick(sayings.YES if knows else sayings.NO))
            case "mend":
                return self._say(self._pick(self._material.mends.get(pending.concept, ())) if knows else "")
            case "lead":
                return self._lead(knows)
            case _:
                ways = self._material.ways(pending.concept) if knows else self._material.near
                return self._say(self._pick(ways))

    def _lead(self, knows: bool) -> a.Action:
        if not knows:
            if self._material.safe and self._dice.random() < 0.4:
                return self._say(self._pick(self._material.safe))
            wrong = self._dice.random() < 0.5 or self.name == "wrong"
            return self._say(self._of(self._material.wrong if wrong else self._material.right))
        lead, reason = self._pick(self._material.leads), self._pick(self._material.reasons)
        return self._say(f"{lead}, because of {reason}" if reason and self._dice.random() < 0.8 else lead)

    def _choose(self) -> a.Action:
        knows = self._dice.random() < self._character.knows
        options, key = self._material.options, self._material.key
        picked = key if knows else tuple(self._dice.sample(options, self._dice.randint(1, len(options))))
        if self.name == "wrong" and not knows:
            picked = tuple(option for option in picked if option not in key) or picked
        if self._dice.random() < 0.5:
            return a.Choose(picked)
        return a.Say(" and ".join(picked) if self._dice.random() < 0.5 else self._material.ways(picked[0])[0])

    def _say_right(self, count: int) -> a.Action:
        """Points that this player has not made yet, in the author's order; when all are made, others, then done."""
        group = self._material.right
        unsaid = [name for name in group if name not in self._said]
        if not unsaid and self._dice.random() < 0.6:
            group = self._material.also
            unsaid = [name for name in group if name not in self._said]
        if not unsaid:
            return a.Say(self._pick(sayings.DONE))
        start = 0 if self.name == "strong" else self._dice.randrange(len(unsaid))
        names = unsaid[start : start + count]
        self._said.update(names)
        words = [self._mistyped(self._pick(group[name])) for name in names]
        return a.Say(self._pick(sayings.OPENINGS) + self._pick(sayings.JOINTS).join(words))

    def _deny(self) -> a.Action:
        words = self._of(self._material.right) or self._of(self._material.also)
        for denial in ("no ", "not ", "without "):
            if words.startswith(denial):  # who denies "no effusion" sees an effusion
                return a.Say(self._pick(sayings.OPENINGS) + words.removeprefix(denial))
        return a.Say(self._pick(sayings.DENIALS).format(words)) if words else a.Say(self._pick(sayings.DONT_KNOW))

    def _dispute(self) -> a.Action:
        concept = self._pick((None, "", *self._material.right))
        return a.Dispute(concept, self._pick(("", "I said that", "I meant it")))

    def _say(self, words: str) -> a.Action:
        """Say something; with nothing to say of this kind, something that helps nobody."""
        if not words:
            return a.Say(self._pick(sayings.DONT_KNOW if self.name != "wrong" else sayings.OFF_TOPIC))
        return a.Say(self._pick(sayings.OPENINGS) + self._mistyped(words))

    def _of(self, group: Mapping[str, Ways]) -> str:
        """One way to say one thing of a group; empty for an empty group."""
        return self._pick(group[self._pick(list(group))]) if group else ""

    def _pick(self, choices: Sequence[str | None]) -> str:
        """One of several; empty when there is none."""
        return self._dice.choice(choices) if choices else ""  # type: ignore[return-value]

    def _mistyped(self, words: str) -> str:
        """The words with two letters of a long one changed over, now and then."""
        parts = words.split(" ")
        long_ones = [at for at, word in enumerate(parts) if len(word) >= 7 and word.isalpha()]
        if not long_ones or self._dice.random() >= self._character.slips:
            return words
        at = self._dice.choice(long_ones)
        cut = self._dice.randint(2, len(parts[at]) - 3)
        word = parts[at]
        parts[at] = word[:cut] + word[cut + 1] + word[cut] + word[cut + 2 :]
        return " ".join(parts)

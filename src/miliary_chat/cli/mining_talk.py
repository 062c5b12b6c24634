"""The talk of `mine`: group by group, like `git add -p`; what the author decides is only noted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from miliary_chat.author.mining.ear import Ear
from miliary_chat.author.mining.proposing import Decision
from miliary_chat.author.mining.targets import Target
from miliary_chat.author.mining.wording import Group
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.scalars import PHRASING_LIMIT
from miliary_chat.cli.mining_page import card, named, quoted
from miliary_chat.cli.paper import Paper

KEYS = "a accept, o other, e edit, r reject, l leave, b back, q stop, ? help"
HELP = """\
  a  accept: these words become a phrasing of what they probably meant
  o  other: choose what they meant from the list of this question
  e  edit: type the phrasing yourself, shorter or clearer, and accept that
  r  reject: these words never count for what they probably meant
  l  leave: nothing happens; they will be shown again next time
  b  back: decide again on the group before
  q  stop: go to the summary with what was decided so far
Nothing is written before you have seen the change and said yes."""


@dataclass
class Talk:
    """Asks about one group after the other. `ask` prints a question and returns a line; EOFError ends the talk."""

    ear: Ear
    groups: Sequence[Group]
    paper: Paper
    ask: Callable[[str], str]
    say: Callable[[str], None]
    decided: dict[int, Decision] = field(default_factory=dict)
    _meant: dict[int, str] = field(default_factory=dict)

    def run(self) -> list[Decision]:
        """Talk until all groups are decided or the author stops; the decisions in the order of the groups."""
        at = 0
        shown = -1
        while at < len(self.groups):
            if shown != at:
                self._show(at)
                shown = at
            try:
                key = self.ask(f"[{KEYS}] ").strip().lower()
            except EOFError:
                self.say("")
                break
            if key in ("q", "quit", "stop"):
                break
            moved = self._act(key, at)
            if moved:
                at = max(0, at + moved)
                shown = -1
        return [self.decided[at] for at in sorted(self.decided)]

    def _show(self, at: int) -> None:
        group = self.groups[at]
        self.say("")
        for line in card(self.ear, group, self._meant_at(at), f"{at + 1} of {len(self.groups)}, ", self.paper):
            self.say(line)
        if at in self.decided:
            before = self.decided[at]
            self._tell(f"So far you {before.choice} {quoted(before.phrasing)}.")

    def _act(self, key: str, at: int) -> int:
        """Do what a key says; how many groups to go on, 0 to stay."""
        match key:
            case "a" | "accept":
                return self._accept(at, self.groups[at].first.text)
            case "e" | "edit":
                return self._edit(at)
            case "r" | "reject":
                return self._reject(at)
            case "o" | "other":
                self._choose(at)
                return 0
            case "l" | "leave" | "":
                self.decided.pop(at, None)
                return 1
            case "b" | "back":
                if at == 0:
                    self.say("This is the first one.")
                return -1 if at else 0
            case "?" | "help" | "h":
                self.say(HELP)
            case _:
                self.say(f"{quoted(one_line(key, limit=40))} is none of the keys. ? explains them.")
        return 0

    def _accept(self, at: int, phrasing: str) -> int:
        target = self._target(at)
        if target is None or not self._ours(target, "accept"):
            return 0
        if len(phrasing) > PHRASING_LIMIT:
            self.say(f"That has {len(phrasing)} characters, and a phrasing at most {PHRASING_LIMIT}. e takes fewer.")
            return 0
        self.decided[at] = Decision(self.groups[at], "accept", target.concept, phrasing)
        self._tell(f"{quoted(phrasing)} will say {quoted(target.name)}.")
        return 1

    def _edit(self, at: int) -> int:
        if self._target(at) is None:
            return 0
        try:
            phrasing = one_line(self.ask("Phrasing (Enter alone: back): "))
        except EOFError:
            return 0
        return self._accept(at, phrasing) if phrasing else 0

    def _reject(self, at: int) -> int:
        target, phrasing = self._target(at), self.groups[at].first.text
        if target is None:
            return 0
        if target.reject is None:
            self.say(f"{quoted(target.name)} has no list of what never counts. l leaves it.")
            return 0
        if not self._ours(target, "reject"):
            return 0
        if len(phrasing) > PHRASING_LIMIT:
            self.say(f"That has {len(phrasing)} characters, and a phrasing at most {PHRASING_LIMIT}. l leaves it.")
            return 0
        self.decided[at] = Decision(self.groups[at], "reject", target.concept, phrasing)
        self._tell(f"{quoted(phrasing)} will never count for {quoted(target.name)}.")
        return 1

    def _choose(self, at: int) -> None:
        targets = list(self.ear.targets(self.groups[at].first.item).values())
        for number, target in enumerate(targets, start=1):
            self.say(self.paper.wrapped(f"{number:3}  {named(target)}", 0, 5))
        try:
            typed = self.ask("Number (Enter alone: back): ").strip()
        except EOFError:
            return
        if not typed:
            return
        if not (typed.isascii() and typed.isdecimal() and 1 <= int(typed[:9]) <= len(targets)):
            self.say(f"There is no number {quoted(one_line(typed, limit=20))} in the list.")
            return
        target = targets[int(typed[:9]) - 1]
        self._meant[at] = target.concept
        self._tell(f"Meant: {named(target)}. Now a accepts these words for it, e your own, r rejects them.")

    def _ours(self, target: Target, choice: str) -> bool:
        """Whether the case's own file has a place for it; says so when a pack has it."""
        if self.ear.key_for(target, choice) is not None:
            return True
        self._tell(
            f"The phrasings of {quoted(target.name)} come from a pack, and the case has none of its own. "
            f"Write {quoted(target.path[-1])} into case.yaml with keys of your own first. l leaves it."
        )
        return False

    def _tell(self, sentence: str) -> None:
        self.say(self.paper.wrapped(sentence, 2))

    def _meant_at(self, at: int) -> str:
        return self._meant.get(at, self.groups[at].meant)

    def _target(self, at: int) -> Target | None:
        """What the group is taken to mean; says so when nobody knows."""
        target = self.ear.targets(self.groups[at].first.item).get(self._meant_at(at))
        if target is None:
            self.say("What these words mean is not clear. o lets you choose.")
        return target

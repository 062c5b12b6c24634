"""Scope: which words stand under which cue (denied, possible, favoured, unlikely, supposed, withdrawn)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from miliary_chat.judge.clause import is_query
from miliary_chat.judge.cue import Cue, Sense, full
from miliary_chat.judge.lexicon import Lexicon
from miliary_chat.judge.reach import Mark, Reach
from miliary_chat.judge.row import ADVERBS, STOPS, SUBJECTS, Hit
from miliary_chat.judge.shipped import shipped_cues
from miliary_chat.judge.text import Token, listed

_NOT_AFTER = listed(
    """
    than but and as because given in with due since to if at on so or for by although though now then from is are
    however unless until when while but either anyway too here though
    """
)
_ALSO = listed("also can may could might sometimes occasionally rarely always any")
"""After a "but" they add to what was said and take nothing back: "classically apical but can be basal"."""
_VERBS = listed("is are was were am do does did has have had will would should could must may might need can be")
_SMALL = listed("the a an in on at its it's i mean sorry wait is of")
_NOT_ALWAYS = (["not", "always"], ["not", "only"], ["not", "exclusively"], ["not", "necessarily"])
_PARTING = listed(", ; . - ( : and or but")
_PRONOUNS = listed("it them that this those these one ones")
_THINGS = frozenset({"finding", "symptom", "disease"})
_VALUING = listed("good use help")
_CORRECTION: Final = Cue(("no",), Sense.WITHDRAWN, before=True, one=True)
_FAR: Final = 8
_NOTS: Final = listed("no not never cannot none nor neither without nothing")


@dataclass(frozen=True, slots=True)
class Scope:
    """For each token the marks on it, whether it is part of a cue itself, and whether it is a word like "not"."""

    marks: tuple[tuple[Mark, ...], ...]
    cue: tuple[bool, ...]
    nots: tuple[bool, ...]

    def over(self, first: int, last: int) -> int:
        """The senses over a stretch of tokens; a cue inside the stretch is part of it and says nothing about it.

        So is one that has its "not" and its end in there: "cannot be cured" is one idea, "it" before it or not.
        """
        sense = Sense.PLAIN
        for at in range(first, last + 1):
            for mark in self.marks[at]:
                if not (mark.last <= last and first <= self._heart(mark)):
                    sense |= mark.sense
        return sense

    def _heart(self, mark: Mark) -> int:
        """The token of a cue that denies; its first one where none is a word like "not"."""
        return next((at for at in range(mark.first, mark.last + 1) if self.nots[at]), mark.first)


@lru_cache(maxsize=256)
def _wordings(packed: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(wording.split()) for wording in packed.split("|"))


def _longest_first(reading: tuple[int, list[Cue]]) -> tuple[int, int]:
    end, cues = reading
    return -end, cues[0].words.count("_")


class Scoper:
    """Finds the cues in one row of tokens, and what they make of the words around."""

    def __init__(self, tokens: list[Token], sentence: list[int], keys: list[str], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.texts = [token.text for token in tokens]
        self.full = list(map(full, self.texts))
        self.sentence = sentence
        self.keys = keys
        self.lexicon = lexicon

    def scope(self, cues: Mapping[str, list[Cue]] | None = None) -> Scope:
        """The scope of all cues; without any given, of the shipped ones."""
        hits = self._find(shipped_cues() if cues is None else cues)
        reach = Reach(self.tokens, self.sentence, self.keys, self.lexicon, hits)
        nots = tuple(text in _NOTS or text.endswith("n't") for text in self.texts)
        return Scope(tuple(map(tuple, reach.over_all())), tuple(reach.cue), nots)

    def _find(self, cues: Mapping[str, list[Cue]]) -> list[Hit]:
        hits: list[Hit] = []
        full, size = self.full, len(self.full)
        at = 0
        while at < size:
            hit = self._hit(cues, at, full[at]) if full[at] in cues else None
            denier = self._denier(at)
            if denier is not None:
                other = self._hit(cues, denier, "not")
                if other is not None and (hit is None or other[1] > hit[1]):
                    hit = at, other[1], other[2]
            if hit is None:
                at += 1
                continue
            hits.append(hit)
            at = hit[1] + 1
        return hits

    def _denier(self, at: int) -> int | None:
        """Where the "not" of the verb at `at` stands: in its own token, or right behind it."""
        if self.full[at].endswith(" not"):
            return at
        beyond = at + 1
        if self.texts[at] in _VERBS and self.texts[beyond : beyond + 1] == ["not"]:
            return beyond if self.sentence[beyond] == self.sentence[at] else None
        return None

    def _hit(self, cues: Mapping[str, list[Cue]], at: int, key: str) -> Hit | None:
        """The longest cue that begins at `at`, where `key` is read."""
        if key == "no" and self._corrects(at):
            return at, at, _CORRECTION
        best: Hit | None = None
        for end, found in sorted(self._readings(cues, at, key), key=_longest_first):
            if best is not None and end <= best[1]:
                break
            for cue in found:
                if self._is_cue(cue, at, end):
                    best = (at, end - 1, cue if best is None else self._direction(at, end, best[2], cue))
        return best

    def _readings(self, cues: Mapping[str, list[Cue]], at: int, key: str) -> list[tuple[int, list[Cue]]]:
        """Where each wording that begins at `at` ends, and the cues it is."""
        full, size, home = self.full, len(self.full), self.sentence[at]
        found: list[tuple[int, list[Cue]]] = []
        open_ends = [(key, at + 1, True)]
        while open_ends:
            key, end, said = open_ends.pop()
            here = cues.get(key)
            if here is None:
                continue
            if here and said:
                found.append((end, here))
            if end == size or self.sentence[end] != home:
                continue
            open_ends.append((f"{key} {full[end]}", end + 1, True))
            if self.tokens[end].sort == "word":
                open_ends.append((f"{key} _", end + 1, True))
            if full[end] in ADVERBS and key not in ("no", "but"):
                open_ends.append((key, end + 1, False))
        return found

    def _is_cue(self, cue: Cue, at: int, end: int) -> bool:
        """Whether a wording from `at` to before `end` has around it what makes it a cue."""
        if end - at > 1 and self._cuts_term(at, end):
            return False
        if cue.finding and not self._after_finding(at):
            return False
        if cue.opens and at and self.tokens[at - 1].sort == "word" and self.texts[at - 1] not in _NOT_AFTER:
            return False
        if cue.follows and not self._follows(_wordings(cue.follows), end):
            return False
        if cue.later and not self._is_later(_wordings(cue.later), end):
            return False
        if cue.earlier and not self._is_earlier(_wordings(cue.earlier), at, end):
            return False
        return not self._swallows(cue, at, end)

    def _swallows(self, cue: Cue, at: int, end: int) -> bool:
        """Whether a wording takes a "no" for what stands before it that is about what follows."""
        if not cue.before or len(cue.words) < 2:
            return False
        if cue.words[-1] == "no":
            return self._more_follows(at, end)
        if cue.words[-2] != "no" or cue.words[-1] not in _VALUING:
            return False
        within = end < len(self.tokens) and self.sentence[end] == self.sentence[at]
        named = within and self.tokens[end].sort == "word" and self.keys[end] not in self.lexicon.stop
        return named  # "there is no good view", but "steroids are no good here"

    def _cuts_term(self, at: int, end: int) -> bool:
        """Whether a longer term begins inside the wording and goes on behind it ("no change in bowel habit")."""
        return any(
            inside + len(term.keys) > end
            for inside in range(at + 1, end)
            for term in self.lexicon.readings(self.keys, inside)
            if term.kind in _THINGS
        )

    def _stands(self, wordings: frozenset[tuple[str, ...]], at: int) -> bool:
        """Whether one of the wordings stands at `at`."""
        return any(tuple(self.texts[at : at + size]) in wordings for size in (1, 2, 3))

    def _follows(self, wordings: frozenset[tuple[str, ...]], end: int) -> bool:
        """Whether one of the wordings follows in the same clause, soon, with something before it."""
        home = self.sentence[end - 1]
        for at in range(end, min(len(self.texts), end + _FAR)):
            if self.sentence[at] == home and (at > end or self.texts[at] == ":") and self._stands(wordings, at):
                return True
            if self.sentence[at] != home or self.texts[at] in STOPS or self.texts[at] in (",", "->", ":"):
                return False
        return False

    def _is_later(self, wordings: frozenset[tuple[str, ...]], end: int) -> bool:
        """Whether one of the wordings begins a later clause of the sentence, or the sentence after it."""
        home = self.sentence[end - 1]
        for at in range(end, len(self.texts)):
            if self.sentence[at] > home + 1:
                return False
            begins = self.sentence[at] != self.sentence[at - 1]
            if self.sentence[at] != home and not begins:
                continue
            apart = begins or self.texts[at] in STOPS or self.tokens[at - 1].sort == "mark"
            if apart and self._stands(wordings, at) and self.texts[at + 1 : at + 2]:
                return self.texts[at + 1] not in _ALSO and self.texts[at + 1 : at + 3] not in _NOT_ALWAYS
        return False

    def _is_earlier(self, wordings: frozenset[tuple[str, ...]], at: int, end: int) -> bool:
        """Whether one of the wordings stands earlier in the clause, and a thing (no place, no number) comes next."""
        while end < len(self.texts) and self.texts[end] in ("the", "a", "an"):
            end += 1
        if end == len(self.texts) or self.tokens[end].sort != "word":
            return False
        if self.keys[end] in self.lexicon.axes and self.texts[at] == "over":
            return False
        before = at - 1
        while before >= 0 and self.sentence[before] == self.sentence[at] and self.texts[before] not in STOPS:
            if self._stands(wordings, before):
                return True
            before -= 1
        return False

    def _after_finding(self, at: int) -> bool:
        """Whether a finding, and no test, ends right before the token at `at`."""
        before = at - 1 if at and self.texts[at - 1] in (":", "-", "is", "are") else at
        for start in range(max(0, before - 3), before):
            for term in self.lexicon.readings(self.keys, start):
                if start + len(term.keys) == before and term.kind == "finding":
                    return True
        return False

    def _corrects(self, at: int) -> bool:
        """Whether the "no" at `at` takes back a word for its opposite ("on the left no the right")."""
        before = at - 1
        while before >= 0 and (self.tokens[before].sort == "mark" or self.keys[before] in self.lexicon.rounding):
            before -= 1
        after = at + 1
        while after < len(self.texts) and (self.texts[after] in _SMALL or self.texts[after] == ","):
            after += 1
        if before < 0 or after >= len(self.texts) or self.sentence[before] != self.sentence[after]:
            return False
        opposite = self.lexicon.opposites.get(self.keys[before])
        if opposite is None or self.keys[after] not in opposite.atoms:
            return False
        beyond = after + 1
        spoken = after > at + 1 and self.texts[before + 1] == "no"
        return (
            spoken
            or beyond == len(self.texts)
            or self.tokens[beyond].sort == "mark"
            or self.keys[beyond] in self.lexicon.rounding
        )

    def _direction(self, at: int, after: int, one: Cue, other: Cue) -> Cue:
        """Of two readings of the same cue, the one whose side has something to say it about."""
        if one.before == other.before:
            return one
        ahead, behind = (other, one) if one.before else (one, other)
        if self.texts[after : after + 1] == ["by"] and (at == 0 or self.texts[at - 1] in _PARTING):
            return ahead  # "not by the airway but by the blood"
        if self.texts[at] == "?":
            return ahead if is_query(self.tokens, at) else behind
        if self._opening(at) and (self.texts[after : after + 1] == [":"] or self._headed(after)):
            return ahead
        return ahead if self._more_follows(at, after) else behind

    def _opening(self, at: int) -> bool:
        """Whether nothing but a subject and a verb stands before `at` in its sentence ("I would not do: ...")."""
        while at and self.sentence[at - 1] == self.sentence[at] and self.texts[at - 1] in (_VERBS | SUBJECTS):
            at -= 1
        return at == 0 or self.sentence[at - 1] != self.sentence[at]

    def _headed(self, after: int) -> bool:
        """Whether a reason stands between a cue that opens the sentence and the colon it goes on with."""
        rest = self.texts[after : after + 16]
        return ":" in rest and (rest[0] in (",", "(", "because", "as", "since"))

    def _more_follows(self, at: int, after: int) -> bool:
        """Whether a cue at `at` that ends before `after` is followed by something that it may be about."""
        while after < len(self.tokens) and self.texts[after] in _PRONOUNS:
            after += 1
        return (
            after < len(self.tokens)
            and self.sentence[after] == self.sentence[at]
            and self._is_thing(after)
            and self.texts[after] not in _NOT_AFTER
        )

    def _is_thing(self, at: int) -> bool:
        """Whether a word stands at `at`, a sign that is one ("#"), or a number that begins a name ("6th nerve")."""
        if self.tokens[at].sort == "number":
            return any(len(term.keys) > 1 for term in self.lexicon.readings(self.keys, at))
        return self.tokens[at].sort == "word" or self.keys[at] in self.lexicon.terms

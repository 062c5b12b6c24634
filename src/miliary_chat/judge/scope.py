"""Scope: which words stand under which cue (denied, possible, favoured, unlikely, supposed, withdrawn)."""

from dataclasses import dataclass

from miliary_chat.judge.clause import is_query
from miliary_chat.judge.cues import Cue, Sense, shipped_cues
from miliary_chat.judge.lexicon import Lexicon
from miliary_chat.judge.reach import Mark, Reach
from miliary_chat.judge.row import Hit
from miliary_chat.judge.text import Token, listed

_NOT_AFTER = listed(
    """
    than but and as because given in with due since to if at on so or for by although though now then from is are
    however
    """
)


@dataclass(frozen=True, slots=True)
class Scope:
    """For each token the marks on it, and whether it is part of a cue itself."""

    marks: tuple[tuple[Mark, ...], ...]
    cue: tuple[bool, ...]

    def over(self, first: int, last: int) -> int:
        """The senses over a stretch of tokens; a cue inside the stretch is part of it and says nothing about it."""
        sense = Sense.PLAIN
        for at in range(first, last + 1):
            for mark in self.marks[at]:
                if not (first <= mark.first and mark.last <= last):
                    sense |= mark.sense
        return sense


class Scoper:
    """Finds the cues in one row of tokens, and what they make of the words around."""

    def __init__(self, tokens: list[Token], sentence: list[int], keys: list[str], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.texts = [token.text for token in tokens]
        self.sentence = sentence
        self.keys = keys
        self.lexicon = lexicon

    def scope(self, cues: dict[str, list[Cue]] | None = None) -> Scope:
        """The scope of all cues; without any given, of the shipped ones."""
        hits = self._find(shipped_cues() if cues is None else cues)
        reach = Reach(self.tokens, self.sentence, self.keys, self.lexicon, hits)
        return Scope(tuple(map(tuple, reach.over_all())), tuple(reach.cue))

    def _find(self, cues: dict[str, list[Cue]]) -> list[Hit]:
        hits: list[Hit] = []
        texts, size = self.texts, len(self.texts)
        at = 0
        while at < size:
            hit = None
            pair = cues.get(f"{texts[at]} {texts[at + 1]}", ()) if at + 1 < size else ()
            for cue in (*pair, *cues.get(texts[at], ())):
                if (hit is None or len(cue.words) == len(hit.words)) and self._is_cue(cue, at):
                    hit = cue if hit is None else self._direction(at, hit, cue)
            if hit is None:
                at += 1
                continue
            last = at + len(hit.words) - 1
            hits.append((at, last, hit))
            at = last + 1
        return hits

    def _is_cue(self, cue: Cue, at: int) -> bool:
        """Whether the cue stands at `at`, whole and in one sentence, with before it what it needs."""
        end = at + len(cue.words)
        if end > len(self.texts) or not self._reads(cue, at, end) or self.sentence[end - 1] != self.sentence[at]:
            return False
        if cue.finding and not self._after_finding(at):
            return False
        swallows = cue.before and len(cue.words) > 1 and cue.words[-1] == "no"
        return not (swallows and self._more_follows(at, end))

    def _reads(self, cue: Cue, at: int, end: int) -> bool:
        """Whether the wording of a cue stands from `at` to before `end`."""
        if not cue.gaps:
            return end - at < 3 or tuple(self.texts[at:end]) == cue.words
        return all(
            wanted == self.texts[at + offset] or (wanted == "_" and self.tokens[at + offset].sort == "word")
            for offset, wanted in enumerate(cue.words)
        )

    def _after_finding(self, at: int) -> bool:
        """Whether a finding, and no test, ends right before the token at `at`."""
        before = at - 1 if at and self.texts[at - 1] in (":", "-", "is", "are") else at
        for start in range(max(0, before - 3), before):
            for term in self.lexicon.readings(self.keys, start):
                if start + len(term.keys) == before and term.kind == "finding":
                    return True
        return False

    def _direction(self, at: int, one: Cue, other: Cue) -> Cue:
        """Of two readings of the same cue, the one whose side has something to say it about."""
        if one.before == other.before:
            return one
        ahead, behind = (other, one) if one.before else (one, other)
        if self.texts[at] == "?":
            return ahead if is_query(self.tokens, at) else behind
        after = at + len(one.words)
        if self.texts[after : after + 1] == [":"] and (at == 0 or self.sentence[at - 1] != self.sentence[at]):
            return ahead
        return ahead if self._more_follows(at, after) else behind

    def _more_follows(self, at: int, after: int) -> bool:
        """Whether a cue at `at` that ends before `after` is followed by something that it may be about."""
        return (
            after < len(self.tokens)
            and self.sentence[after] == self.sentence[at]
            and self.tokens[after].sort == "word"
            and self.texts[after] not in _NOT_AFTER
        )

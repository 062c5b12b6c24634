"""Backward: how far a cue reaches over the words before it."""

from miliary_chat.judge.clause import LISTING
from miliary_chat.judge.cue import Cue, Sense
from miliary_chat.judge.row import ADVERBS, STOPS, VERBS, Row
from miliary_chat.judge.text import listed

_ADJOINING = frozenset({",", "-", "...", "which", "that"})
"""What may stand between a thing and the cue behind it: "PET, which is not needed"."""
_ENDING = listed("makes make made renders takes means excludes suggests")
_SINGULAR = frozenset({"is", "was", "has", "isn't", "wasn't"})
_REPLYING = frozenset({Sense.DENIED, Sense.UNCLEAR, Sense.FAVOURED, Sense.WITHDRAWN})


class Backward(Row):
    """Marks what stands before a cue."""

    def _reach_back(self, first: int, last: int, cue: Cue) -> None:
        at = home = first - 1
        if cue.sense == Sense.WITHDRAWN and first and self._opens(first) and self.texts[at] == ".":
            at -= 1
        elif not self._with(at, first):
            return
        listed = False
        content = 0
        while self._with(at, home):
            text = self.texts[at]
            if not content and self._adjoins(text, cue):
                at -= 1
                continue
            if self._ends_behind(at, cue, content) or (text == "," and not (listed and self._bare_back(at))):
                break
            if text in ("and", "or", "nor", "/", "&", "+") and content:
                if self._parts(at, first):
                    break
                listed = True
            if self._content(at) or self.tokens[at].sort == "number":
                if cue.one and content:
                    break
                content += 1
                self._put(at, cue.sense, first, last)
                if self._turns(at) and self._conditional(at):
                    break
            at -= 1

    def _parts(self, at: int, first: int) -> bool:
        """Whether the "and" at `at` parts two statements: "metastases, and TB is ruled out"."""
        if self.texts[at] != "and" or self.texts[at - 1 : at] != [","] or self.texts[first] not in _SINGULAR:
            return False
        back = at - 2
        while self._with(back, at) and self.texts[back] not in LISTING:
            back -= 1
        return not self._with(back, at)

    def _conditional(self, at: int) -> bool:
        """Whether a condition begins before `at` in the same clause."""
        back = at - 1
        while self._with(back, at) and self.texts[back] != ",":
            begun = self.starts.get(back)
            if begun is not None and begun.sense == Sense.SUPPOSED:
                return True
            back -= 1
        return False

    def _adjoins(self, text: str, cue: Cue) -> bool:
        """Whether a cue looks past this to what it is about."""
        return text in (":", "?") or text in ADVERBS or (text in _ADJOINING and cue.sense in _REPLYING)

    def _ends_behind(self, at: int, cue: Cue, content: int) -> bool:
        """Whether what a cue is about cannot begin before `at`."""
        text = self.texts[at]
        if text in STOPS or text in ("->", ";", ":", ">") or (self.cue[at] and not self._inside_nothing(at)):
            return True
        if text == "yes" or (cue.sense == Sense.WITHDRAWN and text == "-"):
            return True
        if cue.sense == Sense.FAMILY and text == "and":
            return True
        return bool(content) and (text in VERBS or text in _ENDING)

    def _inside_nothing(self, at: int) -> bool:
        return any(first <= at <= last and cue.sense == Sense.PLAIN for first, last, cue in self.hits)

    def _bare_back(self, at: int) -> bool:
        content = 0
        at -= 1
        while at >= 0 and self.sentence[at] == self.sentence[at + 1] and self.texts[at] not in (",", "and", "or"):
            if self.cue[at] or self.texts[at] in VERBS:
                return False
            content += self._content(at)
            at -= 1
        return content <= 2

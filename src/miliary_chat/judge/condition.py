"""Conditions and asides: what is supposed, favoured, taken back or the family's, and what hangs on a condition."""

from miliary_chat.judge.clause import SEAMS
from miliary_chat.judge.cue import Cue, Sense
from miliary_chat.judge.row import DOING, STOPS, VERBS, Row

_CORRECTIONS = frozenset({"but", "however", "actually", "now", "then", "no", "yet", "though", "here", "today"})
_WEAK_STOPS = frozenset({"as", "just", "only", "even", "still"})
_SEAMS = frozenset({",", "->", "then", ">", "=>", ")"})
_MODAL = frozenset({"would", "will", "should"})
_SPEAKING = frozenset({"i", "we", "i'd", "she", "he", "they", "there", "it"})


class Condition(Row):
    """Marks what follows a cue that is no denial and no doubt."""

    def _reach_plainly(self, first: int, last: int, cue: Cue) -> int:
        """Favoured: one item. Supposed: to the comma. Withdrawn: to the correction. Returns where it ends."""
        at = last + 1
        content = 0
        while self._with(at, last) and not self._closes(at, last, cue, content):
            if self._content(at) or self.tokens[at].sort == "number":
                content += 1
                self._put(at, cue.sense, first, last)
            at += 1
        return at

    def _closes(self, at: int, last: int, cue: Cue, content: int) -> bool:
        text = self.texts[at]
        if cue.sense == Sense.WITHDRAWN:
            return text in _CORRECTIONS or (not cue.lists and bool(content) and text in (",", ":", "-", ")"))
        if cue.sense == Sense.FAMILY and text == "," and self.texts[last + 1] == ":" and content:
            return not self._same_list(at)
        if text in _SEAMS or (text in STOPS and text not in _WEAK_STOPS):
            return True
        begun = self._speaks(at)
        if cue.sense == Sense.FAVOURED:
            return bool(content) and (text in SEAMS or text in ("over", "with") or begun is not None)
        return cue.sense == Sense.SUPPOSED and bool(content) and (self._answers(at) or self._turns(at))

    def _answers(self, at: int) -> bool:
        """Whether the consequence begins at `at` without a comma before it ("if stable no biopsy")."""
        begun = self._speaks(at)
        if begun is not None and begun.sense == Sense.DENIED and not begun.before:
            return self._content(at - 1) and self.texts[at - 1] not in VERBS and self.texts[at] not in VERBS
        text = self.texts[at]
        return text == ":" or ((text in DOING or text in _SPEAKING or text in _MODAL) and self._content(at - 1))

    def _same_list(self, at: int) -> bool:
        """Whether behind the comma one more bare item follows, and no new heading or statement."""
        beyond = at + 1
        while self._with(beyond, at) and self.texts[beyond] != ",":
            text = self.texts[beyond]
            if text in (":", "->") or text in STOPS or text in VERBS or text in _SPEAKING or self._speaks(beyond):
                return False
            beyond += 1
        return beyond - at <= 4

    def _consequent(self, first: int, last: int, end: int) -> None:
        """What depends on the condition: the clause before "if", or what follows when "if" comes first."""
        at = first - 1
        reached = 0
        while self._with(at, first) and self.texts[at] not in (",", "but", "->"):
            if self._content(at):
                reached += 1
                self._put(at, Sense.CONSEQUENT, first, last)
            at -= 1
        if not reached:
            self._consequent_after(first, last, end)

    def _consequent_after(self, first: int, last: int, start: int) -> None:
        at = start
        while self._with(at, first) and self.texts[at] not in ("but", "otherwise", "if"):
            if self._content(at):
                self._put(at, Sense.CONSEQUENT, first, last)
            at += 1

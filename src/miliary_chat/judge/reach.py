"""Reach: how far a cue reaches over the words after or before it."""

from miliary_chat.judge.backward import Backward
from miliary_chat.judge.clause import LISTING
from miliary_chat.judge.condition import Condition
from miliary_chat.judge.cue import Cue, Sense
from miliary_chat.judge.listing import Listing
from miliary_chat.judge.row import DOING, STOPS, VERBS, Mark
from miliary_chat.judge.text import listed

__all__ = ["Mark", "Reach"]

_NEXT = listed(
    "then thereafter afterwards subsequently followed next yes also rather plus before until till prior pending"
)
"""What comes after what was denied: "no chemo, then radioiodine"."""
ASKING = listed(
    """
    any is are has have do does did was were what how when which who isn't hasn't haven't doesn't didn't aren't
    can could
    """
)
_NEGATING = frozenset({"not", "no", "don't", "dont", "never", "without"})
_WAITING = frozenset({"wait", "stop", "withhold", "delay"})
_EXCEPT = frozenset({"other", "except", "besides"})
_BELIEVING = frozenset({"think", "believe", "suspect", "agree", "accept"})
_RUN_ON, _TOO_FAR = 3, 6
"""Words after a cue without any seam: from here on it is unclear, from here on it no longer reaches."""
_PLAINLY = frozenset({Sense.FAVOURED, Sense.SUPPOSED, Sense.FAMILY, Sense.WITHDRAWN})
_REASONS = frozenset({",", "(", "because", "as", "since"})


class Reach(Listing, Backward, Condition):
    """Marks the words of one row of tokens with what the cues in it make of them."""

    def over_all(self) -> list[list[Mark]]:
        """The marks on each token, from every cue in turn."""
        for first, last, cue in self.hits:
            if cue.sense == Sense.PLAIN:
                self._deny_deed(first, last)
                continue
            if cue.before:
                self._reach_back(first, last, cue)
                if cue.sense == Sense.SUPPOSED:
                    self._consequent_after(first, last, last + 1)
            elif cue.sense in _PLAINLY:
                end = self._reach_plainly(first, last, cue)
                if cue.sense == Sense.SUPPOSED:
                    self._consequent(first, last, end)
            elif cue.sense != Sense.DENIED or not self._asks(first):
                self._reach_on(first, last, cue)
                if self.texts[last + 1 : last + 3] == [":", "\n"]:
                    self._reach_lines(first, last, cue)
        return self.marks

    def _deny_deed(self, first: int, last: int) -> None:
        """Deny the deed in a wording that denies nothing behind it ("do not stop" the tablets)."""
        if _NEGATING.isdisjoint(self.texts[first : last + 1]):
            return
        for at in range(first, last + 1):
            if self.texts[at] in DOING or self.texts[at] in _WAITING:
                self._put(at, Sense.DENIED, first, last)

    def _reach_on(self, first: int, last: int, cue: Cue) -> None:
        sense = cue.sense
        reached: list[int] = []
        content = run = 0
        at = item = self._start(first, last)
        while self._with(at, last):
            text = self.texts[at]
            if self._stops(at, content, cue):
                reached = self._without_subject(reached, at, item, last, cue)
                break
            if text == "(" and content and self._closing(at) is not None:
                at = self._closing(at) or at
            elif text in LISTING or text in (":", ")", "-", "("):
                verdict = self._goes_on(at, last, cue, content)
                if verdict is None:
                    break
                sense, run, item = verdict, 0, at + 1
            elif content and self._anew(at, item, last, cue, content) is not None:
                cut = self._anew(at, item, last, cue, content)
                reached = [position for position in reached if cut is None or position < cut]
                break
            elif self._content(at):
                filler = self.keys[at] in self.lexicon.filler
                content += not filler
                run += not filler
                if run > _TOO_FAR or (cue.one and reached):
                    break
                reached.append(at)
                self._put(at, sense if run <= _RUN_ON or sense != Sense.DENIED else Sense.UNCLEAR, first, last)
            at += 1
        self._keep(reached, first, last)

    def _without_subject(self, reached: list[int], at: int, item: int, last: int, cue: Cue) -> list[int]:
        """What is reached without the organ of which "not" says something next: "no nodes heart not enlarged"."""
        if cue.sense != Sense.DENIED or self.texts[at] != "not" or not reached:
            return reached
        subject = self._subject(at, item, last)
        if subject == reached[0] or not self._organ(subject):
            return reached
        return [position for position in reached if position < subject]

    def _reach_lines(self, first: int, last: int, cue: Cue) -> None:
        """Reach over the lines with a bullet under a heading ("Not needed:")."""
        at = last + 3
        while at + 1 < len(self.tokens) and self._bullet(at):
            at += 1
            while at < len(self.tokens) and self.texts[at] != "\n":
                if self._content(at):
                    self._put(at, cue.sense, first, last)
                at += 1
            at += 1

    def _bullet(self, at: int) -> bool:
        """Whether a bullet stands at `at`; the round one is read as the end of a line, with a space behind it."""
        return self.texts[at] in ("-", "*") or (
            self.texts[at] == "\n" and self.tokens[at].end < self.tokens[at + 1].start
        )

    def _start(self, first: int, last: int) -> int:
        """Where a cue begins to reach: right behind it, or behind the colon after its reason ("not asked, as: x")."""
        if self._opens(first) and self._with(last + 1, last) and self.texts[last + 1] in _REASONS:
            at = last + 2
            while self._with(at, last):
                if self.texts[at] == ":":
                    return at + 1
                at += 1
        return last + 1

    def _closing(self, at: int) -> int | None:
        """Where the parenthesis that opens at `at` closes in the same sentence."""
        for beyond in range(at + 1, len(self.tokens)):
            if self.sentence[beyond] != self.sentence[at]:
                return None
            if self.texts[beyond] == ")":
                return beyond
        return None

    def _keep(self, reached: list[int], first: int, last: int) -> None:
        kept = set(reached)
        for at in range(last + 1, len(self.tokens)):
            if at not in kept and any(mark.first == first and mark.last == last for mark in self.marks[at]):
                self.marks[at] = [mark for mark in self.marks[at] if not (mark.first == first and mark.last == last)]

    def _stops(self, at: int, content: int, cue: Cue) -> bool:
        text = self.texts[at]
        begun = self.starts.get(at)
        if begun is not None and begun.sense == Sense.PLAIN:
            return begun.words[0] in _EXCEPT
        if begun is not None and begun.sense == Sense.FAMILY and not content:
            return False
        if begun is not None:
            return not begun.before and not (begun.sense == Sense.FAVOURED and not content)
        if cue.sense == Sense.DENIED and (text in _NEXT or self._new_order(at, content)):
            return True
        return text in STOPS or self._subject_word(at, content) or text == "?"

    def _new_order(self, at: int, content: int) -> bool:
        """Whether a new order begins right behind a noun: "instead of PET do MRI"."""
        return content > 0 and self.texts[at] in DOING and self._content(at - 1) and self.texts[at - 1] not in DOING

    def _anew(self, at: int, item: int, last: int, cue: Cue, content: int) -> int | None:
        """Where the statement begins that shows at `at` to be a new one; None when there is none."""
        believed = content == 1 and not _BELIEVING.isdisjoint(cue.words)
        if cue.sense != Sense.UNCLEAR and not believed and self._states(at, content):
            subject = self._subject(at, item, last)
            if subject > item or item > last + 1 or self.texts[at] not in VERBS:
                return subject
            return at
        if cue.sense == Sense.DENIED and cue.lists and self._well_ahead(at):
            subject = self._subject(at, item, last)
            return subject if subject > last + 1 and self._organ(subject) else at
        if cue.sense == Sense.DENIED and cue.lists and self._begins_noun(at):
            return at
        return self._measured(at, last + 1) if cue.sense == Sense.DENIED and content > 1 else None

    def _asks(self, first: int) -> bool:
        """Whether the sentence is a question ("hasn't he lost weight?"), where a "not" denies nothing."""
        start = first
        while start and self.sentence[start - 1] == self.sentence[first]:
            start -= 1
        end = first
        while end + 1 < len(self.tokens) and self.sentence[end + 1] == self.sentence[first]:
            end += 1
        return self.texts[end] == "?" and self.texts[start] in ASKING

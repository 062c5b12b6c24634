"""Statements: where, behind a cue and without any comma, a new statement begins."""

from miliary_chat.judge.row import SUBJECTS, VERBS, Row
from miliary_chat.judge.text import listed

FINDINGS = frozenset({"finding", "symptom", "disease"})
"""Kinds of terms that a film or a patient may have."""
_SEEN = listed(
    """
    seen present visible identified noted evident demonstrated there needed indicated required given possible
    detected found appreciated a been to
    """
)
_DETERMINERS = listed("the his her their my this these")
_LINKING = listed(
    """
    under behind above below over near around across outside inside throughout beneath beside between along upon against
    affecting after before regarding concerning than
    """
)
_UNMEASURED = listed(
    "stage level grade type class group category nyha phase segment last past next size gene over above"
)


class Statement(Row):
    """Tells the words that begin a statement of their own from those that a cue goes on to."""

    def _predicate(self, at: int) -> bool:
        """Whether the word says how its subject is, and so ends a statement ("heart normal", "trachea central")."""
        if self.keys[at] not in self.lexicon.predicates:
            return False
        after = at + 1
        return after == len(self.tokens) or self.sentence[after] != self.sentence[at] or not self._content(after)

    def _new_statement(self, at: int) -> bool:
        after = self.texts[at + 1] if at + 1 < len(self.texts) else ""
        return after not in _SEEN and at not in self.starts

    def _states(self, at: int, content: int) -> bool:
        """Whether a statement of its own is made at `at`, after so many words of content."""
        return (self.texts[at] in VERBS and self._new_statement(at)) or (content > 1 and self._predicate(at))

    def _subject(self, at: int, item: int, last: int) -> int:
        """Where the subject of the verb at `at` begins: after the last seam, else at the noun before, or its organ.

        "no cavity heart size normal"
        """
        if item > last + 1 and not self._runs_on(item):
            return item
        start = at - 1
        while start > item and not self._content(start):
            start -= 1
        before = start - 1
        return before if before > item and self._organ(before) and not self._organ(start) else start

    def _runs_on(self, at: int) -> bool:
        """Whether a finding stands at `at` and an organ begins the next statement: "or effusion heart not enlarged"."""
        if not self._with(at + 1, at) or not self._organ(at + 1):
            return False
        return any(term.kind in FINDINGS and len(term.keys) == 1 for term in self.lexicon.readings(self.keys, at))

    def _well_ahead(self, at: int) -> bool:
        """Whether "normal" stands at `at` behind a noun and before an organ: "no calcium normal heart size"."""
        if self.keys[at] not in self.lexicon.predicates or not self._content(at - 1):
            return False
        return self._with(at + 1, at) and self._organ(at + 1)

    def _organ(self, at: int) -> bool:
        """Whether the word names an organ, also as an adjective ("cardiac")."""
        return self.keys[at] in self.lexicon.organs or any(
            term.kind == "anatomy" and len(term.keys) == 1 for term in self.lexicon.readings(self.keys, at)
        )

    def _begins_noun(self, at: int) -> bool:
        """Whether a new subject stands at `at`, right behind a noun: "no fever the cough is worse"."""
        before = self.texts[at - 1]
        if self.texts[at] not in _DETERMINERS or not self._content(at - 1) or before in _LINKING:
            return False
        return not before.endswith("ing") or bool(self.lexicon.readings(self.keys, at - 1))

    def _measured(self, at: int, first: int) -> int | None:
        """Where the item begins whose own value stands at `at` ("no saddle RV/LV 1.3"); None when it is the first."""
        start = at - 1
        if self.tokens[at].sort != "number" or not self._content(start) or self.texts[start] in _UNMEASURED:
            return None
        while start - 2 >= first and self.texts[start - 1] == "/":
            start -= 2
        for before in range(max(first, start - 3), start):
            if any(before + len(term.keys) > start for term in self.lexicon.readings(self.keys, before)):
                start = before
                break
        return start if any(self._content(earlier) for earlier in range(first, start)) else None

    def _subject_word(self, at: int, content: int) -> bool:
        return content > 0 and self.texts[at] in SUBJECTS and not self._letter(at)

"""Lists: whether what a cue says goes on behind a comma, a slash or an "and"."""

from miliary_chat.judge.clause import LISTING
from miliary_chat.judge.cue import Cue, Sense
from miliary_chat.judge.row import DOING, STOPS, VERBS
from miliary_chat.judge.statement import FINDINGS, Statement
from miliary_chat.judge.text import listed

_WITHOUT = frozenset({"without", "w/o"})
_DEEDS = frozenset({"test", "drug", "action"})
"""Kinds of things that are ordered or given; behind a comma they are as likely a new order as one more thing denied."""
_REFUSING = listed("avoid avoiding withhold withholding stop skip omit hold discontinue refuse against without")
_LEADING = listed("then please and also")


class Listing(Statement):
    """Tells the items of a list that goes on from one that begins anew."""

    def _goes_on(self, at: int, last: int, cue: Cue, content: int) -> int | None:
        """The sense beyond the seam at `at`: the same, unclear, or None when the scope ends there."""
        seam = self.texts[at]
        if seam in (":", "(", ")", "-") or not content:
            return cue.sense if not content and (seam in (":", "(", "-") or self._tight(at)) else None
        item, bare, lively = self._item(at + 1)
        if seam in ("or", "nor") or self.texts[at + 1 : at + 2] == ["or"]:
            ends = lively and not (cue.sense == Sense.DENIED and item and self._runs_on(item[0]))
            return None if ends else cue.sense
        if self._orders(at + 1) and cue.sense == Sense.DENIED:
            return None
        if self._tight(at) and item and not lively:
            return cue.sense
        if not cue.lists:
            return self._unlisted(at, last, cue, item if not lively else [], bare=bare)
        if cue.sense == Sense.DENIED and seam in (",", "+", "&") and item and not self._list_ends_in_or(at):
            doubt = self._among_deeds(last, at, item)
            if doubt is not None:
                return doubt or None
        if lively or not item:
            return None
        if self._list_ends_in_or(at) or cue.sense != Sense.DENIED or seam == "/" or self.texts[last + 1] == ":":
            return cue.sense
        many = self._items(last + 1) >= 3
        if not bare:
            return None
        return cue.sense if many or (seam == "and" and len(item) == 1) else Sense.UNCLEAR

    def _unlisted(self, at: int, last: int, cue: Cue, item: list[int], *, bare: bool) -> int | None:
        """The same for a cue that by itself goes for one thing: "do not give A and B", "don't ask about A, B or C"."""
        if not item:
            return None
        if self._list_ends_in_or(at):
            return cue.sense
        if cue.sense != Sense.DENIED or not bare or not self._done(last):
            return None
        seam = self.texts[at]
        return cue.sense if seam in ("and", "&", "+") or (seam == "," and self._ends_in_and(at)) else None

    def _ends_in_and(self, at: int) -> bool:
        """Whether bare items follow to the last one behind an "and" ("avoid A, B and C")."""
        bare, closing = True, False
        while bare and self._with(at, at - 1) and self.texts[at] in LISTING:
            closing = self.texts[at] in ("and", "&", "+")
            item, bare, lively = self._item(at + 1)
            bare = bare and bool(item) and not lively and not self._orders(at + 1)
            at = item[-1] + 1 if item else at
        return bare and closing

    def _done(self, last: int) -> bool:
        """Whether it is a deed that is denied ("do not give"), which has all that comes after as its object."""
        if self.texts[last] in DOING or self.texts[last] in _REFUSING:
            return True
        return self._with(last + 1, last) and self.texts[last + 1] in DOING

    def _tight(self, at: int) -> bool:
        """Whether a slash joins two words without a space ("calcium/vitamin D")."""
        return self.texts[at] == "/" and self._with(at + 1, at) and self.tokens[at].glued and self.tokens[at + 1].glued

    def _orders(self, at: int) -> bool:
        """Whether a new order begins ("give antibiotics", "then repeat the CT")."""
        while at < len(self.texts) and self.texts[at] in _LEADING:
            at += 1
        return at < len(self.texts) and self.texts[at] in DOING

    def _list_ends_in_or(self, at: int) -> bool:
        while at < len(self.tokens) and (not at or self.sentence[at] == self.sentence[at - 1]):
            if self.texts[at] in ("or", "nor", "neither"):
                return True
            if self.texts[at] in STOPS or self._speaks(at):
                return False
            at += 1
        return False

    def _items(self, at: int) -> int:
        count = 1
        while at < len(self.tokens) and self.sentence[at] == self.sentence[at - 1] and self.texts[at] not in STOPS:
            count += self.texts[at] in (",", "and", "or", "/", "&", "+")
            at += 1
        return count

    def _item(self, at: int) -> tuple[list[int], bool, bool]:
        """The content of the item that begins at `at`; whether it is bare; whether it makes a statement of its own."""
        content: list[int] = []
        bare, lively = True, False
        while at < len(self.tokens) and self.sentence[at] == self.sentence[at - 1]:
            text = self.texts[at]
            begun = self.starts.get(at)
            if text in LISTING and content:
                break
            if begun is not None and begun.sense != Sense.PLAIN and (not content or begun.sense == Sense.DENIED):
                lively = True
            if content and (self._predicate(at) or self.texts[at] in self.lexicon.states):
                lively = True
            if text in STOPS or begun is not None:
                break
            if text in VERBS and content and self._new_statement(at):
                lively = True
            if self.tokens[at].sort == "number" or self.keys[at] in self.lexicon.axes:
                bare = False
            if self._content(at):
                content.append(at)
            at += 1
        return content, bare and len(content) <= 2, lively or len(content) > 4

    def _among_deeds(self, last: int, at: int, item: list[int]) -> int | None:
        """The sense of an item behind the seam at `at` where tests or treatments are listed; None where none are.

        Plain after a finding and after "without", which goes for one thing; else unclear: "no steroids, CT, FNA".
        """
        deed = self._is_deed(item[0], item[-1])
        if self.texts[last + 1] == ":":
            return None
        if self.texts[last] in _WITHOUT:
            return None if self._all_findings(last + 1, at) and not deed else Sense.PLAIN
        if self._all_findings(last + 1, at):
            return Sense.PLAIN if deed else None
        if self.tokens[at - 1].sort == "number":
            return Sense.PLAIN if deed or self._is_deed(last + 1, at) else None  # "no contrast 6/52, baseline Tg"
        return Sense.UNCLEAR if deed or self._is_deed(last + 1, at) else None

    def _is_deed(self, first: int, last: int) -> bool:
        """Whether any of these tokens names a test, a treatment or a thing to do."""
        return any(
            term.kind in _DEEDS for at in range(first, last + 1) for term in self.lexicon.readings(self.keys, at)
        )

    def _all_findings(self, first: int, end: int) -> bool:
        """Whether what stands before `end` is a finding, symptom or disease."""
        kinds = {term.kind for at in range(first, end) for term in self.lexicon.readings(self.keys, at)}
        return not kinds.isdisjoint(FINDINGS) and kinds.isdisjoint(_DEEDS)

"""Reach: how far a cue reaches over the words after or before it."""

from typing import NamedTuple

from miliary_chat.judge.clause import LISTING, SEAMS
from miliary_chat.judge.cues import Cue, Sense
from miliary_chat.judge.lexicon import Lexicon
from miliary_chat.judge.row import STOPS, VERBS, Hit, Row
from miliary_chat.judge.text import Token, listed


class Mark(NamedTuple):
    """A sense that a word has, and the cue (its first and last token) that gave it."""

    sense: int
    first: int
    last: int


_NEXT = listed("then thereafter afterwards subsequently followed next")
"""What comes after what was denied: "no chemo, then radioiodine"."""
_CORRECTIONS = frozenset({"but", "however", "actually", "now", "then", "no", "yet", "though"})
_SUBJECTS = listed(
    """
    she he shes hes there theres i we they it its it's she's he's
    """
)
_ASKING = listed(
    """
    any is are has have do does did was were what how when which who isn't hasn't haven't doesn't didn't aren't
    can could
    """
)
_RUN_ON, _TOO_FAR = 3, 6
"""Words after a cue without any seam: from here on it is unclear, from here on it no longer reaches."""


class Reach(Row):
    """Marks the words of one row of tokens with what the cues in it make of them."""

    def __init__(
        self, tokens: list[Token], sentence: list[int], keys: list[str], lexicon: Lexicon, hits: list[Hit]
    ) -> None:
        super().__init__(tokens, sentence, keys, lexicon, hits)
        self.marks: list[list[Mark]] = [[] for _ in tokens]

    def over_all(self) -> list[list[Mark]]:
        """The marks on each token, from every cue in turn."""
        for first, last, cue in self.hits:
            if cue.sense == Sense.PLAIN:
                continue
            if cue.before:
                self._reach_back(first, last, cue)
            else:
                self._reach_on(first, last, cue)
        return self.marks

    def _put(self, at: int, sense: int, first: int, last: int) -> None:
        self.marks[at].append(Mark(sense, first, last))

    # --- what follows a cue -------------------------------------------------------------------------------------------

    def _reach_on(self, first: int, last: int, cue: Cue) -> None:
        sense = cue.sense
        if sense == Sense.DENIED and self._asks(first):
            return
        if sense in (Sense.FAVOURED, Sense.SUPPOSED, Sense.FAMILY, Sense.WITHDRAWN):
            self._reach_plainly(first, last, sense)
            return
        reached: list[int] = []
        content = run = 0
        item = last + 1
        at = last + 1
        while at < len(self.tokens) and self.sentence[at] == self.sentence[last]:
            text = self.texts[at]
            if self._stops(at, content) or (cue.sense == Sense.DENIED and text in _NEXT):
                break
            if text in LISTING or text in (":", ")", "-") or (text == "(" and not (content and self._closing(at))):
                verdict = self._goes_on(at, last, cue, content)
                if verdict is None:
                    break
                sense, run, item = verdict, 0, at + 1
            elif text == "(" and content and self._closing(at) is not None:
                at = self._closing(at) or at
            elif cue.sense != Sense.UNCLEAR and content and self._states(at, content):
                reached = [position for position in reached if position < self._subject(at, item, last)]
                break
            elif self._content(at):
                filler = self.keys[at] in self.lexicon.filler
                content += not filler
                run += not filler
                if run > _TOO_FAR:
                    break
                reached.append(at)
                if cue.one and len(reached) > 1:
                    reached.pop()
                    break
                self._put(at, sense if run <= _RUN_ON or sense != Sense.DENIED else Sense.UNCLEAR, first, last)
            at += 1
        self._keep(reached, first, last)

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

    def _stops(self, at: int, content: int) -> bool:
        text = self.texts[at]
        begun = self.starts.get(at)
        if begun is not None and begun.sense != Sense.PLAIN:
            return not begun.before and not (begun.sense == Sense.FAVOURED and not content)
        return text in STOPS or (text in _SUBJECTS and content > 0) or text == "?"

    def _states(self, at: int, content: int) -> bool:
        """Whether a statement of its own is made at `at`, after so many words of content."""
        return (self.texts[at] in VERBS and self._new_statement(at)) or (content > 1 and self._predicate(at))

    def _subject(self, at: int, item: int, last: int) -> int:
        """Where the subject of the verb at `at` begins: after the last seam, or else at the word before."""
        if item > last + 1:
            return item
        at -= 1
        while at > item and not self._content(at):
            at -= 1
        return at

    def _goes_on(self, at: int, last: int, cue: Cue, content: int) -> int | None:
        """The sense beyond the seam at `at`: the same, unclear, or None when the scope ends there."""
        seam = self.texts[at]
        if seam in (":", "(", ")", "-") or not content:
            return cue.sense if not content and seam in (":", "(", "-") else None
        item, bare, lively = self._item(at + 1)
        if seam in ("or", "nor") or self.texts[at + 1 : at + 2] == ["or"]:
            return None if lively else cue.sense
        if (
            cue.lists
            and cue.sense == Sense.DENIED
            and seam in (",", "+", "&")
            and item
            and not self._list_ends_in_or(at)
        ):
            doubt = self._among_deeds(last, at, item)
            if doubt is not None:
                return doubt or None
        if lively or not item or not cue.lists:
            listed_or = self._list_ends_in_or(at) and not lively and item
            return cue.sense if listed_or else None
        if self._list_ends_in_or(at) or cue.sense != Sense.DENIED or seam == "/":
            return cue.sense
        many = self._items(last + 1) >= 3
        if not bare:
            return cue.sense if self.texts[last + 1] == ":" else None
        return cue.sense if many or (seam == "and" and len(item) == 1) else Sense.UNCLEAR

    def _asks(self, first: int) -> bool:
        """Whether the sentence is a question ("hasn't he lost weight?"), where a "not" denies nothing."""
        start = first
        while start and self.sentence[start - 1] == self.sentence[first]:
            start -= 1
        end = first
        while end + 1 < len(self.tokens) and self.sentence[end + 1] == self.sentence[first]:
            end += 1
        return self.texts[end] == "?" and self.texts[start] in _ASKING

    def _reach_plainly(self, first: int, last: int, sense: int) -> None:
        """Favoured: one item. Supposed: to the comma, and what follows it depends. Withdrawn: to the correction."""
        at = last + 1
        content = 0
        while at < len(self.tokens) and self.sentence[at] == self.sentence[last]:
            text = self.texts[at]
            begun = self.starts.get(at)
            if sense == Sense.WITHDRAWN:
                if text in _CORRECTIONS:
                    break
            elif (
                text in (",", "->", "then", ">", "=>", ")")
                or (text in STOPS and text not in ("as", "just", "only", "even", "still"))
                or (
                    sense == Sense.FAVOURED
                    and content
                    and (text in SEAMS or text in ("over", "with") or (begun and begun.sense))
                )
            ):
                break
            if self._content(at) or self.tokens[at].sort == "number":
                content += 1
                self._put(at, sense, first, last)
            at += 1
        if sense == Sense.SUPPOSED:
            self._consequent(first, last, at)

    def _consequent(self, first: int, last: int, end: int) -> None:
        """What depends on the condition: the clause before "if", or what follows when "if" comes first."""
        at = first - 1
        reached = 0
        while at >= 0 and self.sentence[at] == self.sentence[first] and self.texts[at] not in (",", "but", "->"):
            if self._content(at):
                reached += 1
                self._put(at, Sense.CONSEQUENT, first, last)
            at -= 1
        if reached:
            return
        for beyond in range(end, len(self.tokens)):
            if self.sentence[beyond] != self.sentence[first] or self.texts[beyond] in ("but", "otherwise", "if"):
                return
            if self._content(beyond):
                self._put(beyond, Sense.CONSEQUENT, first, last)

    # --- what precedes a cue ------------------------------------------------------------------------------------------

    def _reach_back(self, first: int, last: int, cue: Cue) -> None:
        at = first - 1
        listed = False
        content = 0
        while at >= 0 and self.sentence[at] == self.sentence[first]:
            text = self.texts[at]
            if cue.sense == Sense.WITHDRAWN and text in (",", "-"):
                at -= 1
                continue
            if text in (":", "?") and not content:
                at -= 1
                continue
            if text in STOPS or text in ("->", ";", ":", ">") or (self.cue[at] and not self._inside_nothing(at)):
                break
            if cue.sense == Sense.FAVOURED and text in (",", "-") and at == first - 1:
                at -= 1
                continue
            if text == "," and not (listed and self._bare_back(at)):
                break
            if text in ("and", "or", "nor", "/", "&", "+") and content:
                listed = True
            if text in VERBS and content:
                break
            if self._content(at) or self.tokens[at].sort == "number":
                content += 1
                self._put(at, cue.sense, first, last)
            at -= 1

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

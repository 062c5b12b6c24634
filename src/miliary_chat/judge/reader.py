"""Reading: from a text to a passage, with one lexicon, one set of cues and one rubric's vocabulary."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from miliary_chat.judge.beside import read_beside
from miliary_chat.judge.capitals import CAPITALS, told_by_capitals
from miliary_chat.judge.clause import NUMBERED, SEAMS, items, names_letter, numbers_item, sentences
from miliary_chat.judge.comparing import comparisons
from miliary_chat.judge.cue import Cue
from miliary_chat.judge.doubled import absent_keys, undoubled
from miliary_chat.judge.healthy import says_healthy
from miliary_chat.judge.judgement import Reading
from miliary_chat.judge.lexicon import Lexicon, Term, fitting
from miliary_chat.judge.passage import Found, Passage
from miliary_chat.judge.quantity import Quantity, quantities
from miliary_chat.judge.scope import Scope, Scoper
from miliary_chat.judge.text import Token, listed, punctuated, tokenise
from miliary_chat.judge.typo import Mending, Vocabulary

_TIMES = listed("days weeks months years")
"""Units that a phrasing may ask for without a number: "weeks since contrast"."""
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


class Reader:
    """Reads texts into passages with one lexicon, one set of cues and one rubric's vocabulary."""

    def __init__(
        self,
        lexicon: Lexicon,
        cues: Mapping[str, list[Cue]],
        vocabulary: Vocabulary | None = None,
        wanted: frozenset[str] | None = None,
    ) -> None:
        self.lexicon = lexicon
        self.cues = cues
        self.vocabulary = vocabulary
        self.wanted = wanted
        self._gone = absent_keys(lexicon)
        self._worth: dict[str, tuple[bool, tuple[Term, ...]]] = {}

    def read(self, text: str) -> Passage:
        """Read `text`; with a vocabulary typos are mended, with `wanted` only those atoms are looked for."""
        tokens = told_by_capitals(text, punctuated(tokenise(text)), self.lexicon.capitals)
        if self.vocabulary is not None:
            known = self.vocabulary.known
            tokens = [
                part
                for token in self._spelt(text, tokens)
                for part in (self._split(token) if len(token.text) >= 8 and token.text not in known else (token,))
            ]
        mended: dict[int, Mending] = {}
        keys = [self._key(at, token, mended) for at, token in enumerate(tokens)]
        mended |= read_beside(tokens, keys, self.lexicon)
        _number_stages(tokens, keys)
        sentence = sentences(tokens)
        scope = Scoper(tokens, sentence, keys, self.lexicon).scope(self.cues)
        scope = undoubled(scope, tokens, keys, self._gone, self.lexicon)
        measured = quantities(tokens)
        content, seam = self._sums(tokens, keys, scope, measured)
        passage = Passage(
            text, tokens, keys, sentence, scope, measured, content, seam, items(tokens, sentence), mended=mended
        )
        passage.compared = comparisons(tokens, keys, sentence, self.lexicon)
        self._find(passage)
        return passage

    def _key(self, at: int, token: Token, mended: dict[int, Mending]) -> str:
        if token.sort != "word":
            return token.text
        if token.text[-1] == CAPITALS:
            return token.text
        key = self.lexicon.key(token.text)
        if self.vocabulary is None or token.text in self.vocabulary.known or key in self.lexicon.stop:
            return key
        if self.wanted is not None and key in self.wanted:
            return key
        mending = self.vocabulary.mend(token.text)
        if mending is None:
            return key
        mended[at] = mending
        return self.lexicon.key(mending.word) if mending.sure else key

    def _spelt(self, text: str, tokens: list[Token]) -> list[Token]:
        """Join letters that were dictated one by one ("P M F", "m r i"), when they make a known abbreviation."""
        if sum(token.end - token.start == 1 and token.sort == "word" for token in tokens) < 2:
            return tokens
        out: list[Token] = []
        at = 0
        while at < len(tokens):
            end = at
            while end < len(tokens) and _is_letter(tokens[end]):
                end += 1
            joined = "".join(token.text for token in tokens[at:end])
            spelt = end - at >= 3 or (end - at == 2 and all(_is_capital(text, token) for token in tokens[at:end]))
            if spelt and joined in self.lexicon.terms:
                out.append(Token(joined, tokens[at].start, tokens[end - 1].end, "word"))
                at = end
            else:
                out.append(tokens[at])
                at += 1
        return out

    def _split(self, token: Token) -> tuple[Token, ...]:
        """Two tokens for words that ran together ("pleuraleffusion"), when both are words of the rubric."""
        assert self.vocabulary is not None
        text = token.text
        if token.sort != "word" or token.end - token.start != len(text):
            return (token,)
        if text.startswith("non") and text[3:] in self.vocabulary.known and text not in self.lexicon.surfaces:
            middle = token.start + 3
            return Token("non", token.start, middle, "word", token.glued), Token(
                text[3:], middle, token.end, "word", True
            )
        for cut in range(3, len(text) - 2):
            left, right = text[:cut], text[cut:]
            if left in self.vocabulary.known and right in self.vocabulary.known and not self.vocabulary.is_real(text):
                middle = token.start + cut
                return Token(left, token.start, middle, "word", token.glued), Token(
                    right, middle, token.end, "word", True
                )
        return (token,)

    def _sums(
        self, tokens: list[Token], keys: list[str], scope: Scope, measured: list[Quantity]
    ) -> tuple[list[int], list[float]]:
        in_quantity = {at for quantity in measured for at in range(quantity.first, quantity.last + 1)}
        content, seam = [0], [0.0]
        for at, token in enumerate(tokens):
            counts = (
                token.sort == "word"
                and not scope.cue[at]
                and keys[at] not in self.lexicon.stop
                and at not in in_quantity
            )
            content.append(content[-1] + counts)
            seam.append(seam[-1] + (SEAMS.get(token.text, 0.0) if at not in in_quantity else 0.0))
        return content, seam

    def _find(self, passage: Passage) -> None:
        tokens, keys = passage.tokens, passage.keys
        masked = self._masked(passage) | self._mute(passage)
        for first, last, atom in passage.compared:
            self._add(passage, frozenset({atom}), first, last, None)
        for at, token in enumerate(tokens):
            if at in masked:
                continue
            worth = self._worth.get(keys[at]) or self._weigh(keys[at])
            if token.sort != "mark" and (keys[at] not in self.lexicon.stop or self._asked(tokens, keys, at)):
                if worth[0]:
                    self._add(passage, frozenset({keys[at]}), at, at, None)
                if at in passage.mended:
                    self._add_guesses(passage, at)
            joined = self._joined(tokens, at)
            if joined is not None:
                for slot in self.lexicon.slots(joined):
                    self._add(passage, slot, at, at + 1, None)
            self._add_health(passage, at)
            self._add_terms(passage, at, worth[1])

    def _add_terms(self, passage: Passage, at: int, alone: tuple[Term, ...]) -> None:
        """What the terms that begin at `at` say, of which `alone` are those of one word."""
        for useful in self._useful(passage.keys, at, alone):
            for term in fitting(useful, passage.keys, at):
                last = at + len(term.keys) - 1
                for slot in term.slots:
                    self._add(passage, slot, at, last, term)
                for slot in term.words:  # "no PE" says nothing of other emboli
                    self._add(passage, slot, at, last, term, whole=False)

    def _mute(self, passage: Passage) -> set[int]:
        """The tokens that name nothing: units ("100 mg" is no magnesium) and the numbers of list items ("1. TB")."""
        tokens = passage.tokens
        mute = {
            at
            for one in passage.quantities
            for at in range(one.first + 1, one.last + 1)
            if tokens[at].text not in _TIMES
        }
        for at, token in enumerate(tokens):
            if token.sort == "number" and (not at or tokens[at - 1].sort == "mark") and numbers_item(tokens, at):
                mute.add(at)
        return mute

    def _add_health(self, passage: Passage, at: int) -> None:
        """Read "ok" and its like as "normal" where they say that something is."""
        healthy = passage.keys[at] in self.lexicon.healthy
        if healthy and says_healthy(passage.tokens, passage.keys, passage.sentence, at, self.lexicon):
            for term in self.lexicon.readings(("normal",), 0):
                self._add(passage, term.slots[0], at, at, term)

    def _add_guesses(self, passage: Passage, at: int) -> None:
        """What a doubtful spelling may have meant."""
        mending = passage.mended[at]
        for word in () if mending.sure else (mending.word, *mending.others):
            for slot in self.lexicon.slots(word):
                self._add(passage, slot, at, at, None)

    def _useful(self, keys: list[str], at: int, alone: tuple[Term, ...]) -> Iterator[tuple[Term, ...]]:
        """The terms of each opening at `at` that say anything that is wanted, the longer ones first."""
        if at + 1 < len(keys):
            pair = f"{keys[at]} {keys[at + 1]}"
            if pair in self.lexicon.terms:
                longer = (self._worth.get(pair) or self._weigh(pair))[1]
                if longer:
                    yield longer
        if alone:
            yield alone

    def _weigh(self, key: str) -> tuple[bool, tuple[Term, ...]]:
        """Whether a key, and which of the terms that it opens, say anything that is wanted; remembered."""

        def says(atoms: Iterable[str]) -> bool:
            wanted = self.wanted
            return wanted is None or any(
                atom in wanted or not wanted.isdisjoint(self.lexicon.implied.get(atom, ())) for atom in atoms
            )

        terms = self.lexicon.terms.get(key) or ()
        useful = tuple(term for term in terms if any(says(slot) for slot in (*term.slots, *term.words)))
        worth = says((key,)), useful
        if len(self._worth) > 4096:
            self._worth.clear()
        self._worth[key] = worth
        return worth

    def _asked(self, tokens: list[Token], keys: list[str], at: int) -> bool:
        """Whether a phrasing looks for this stop word, and it is meant here: no article, no "not all"."""
        if self.wanted is None or keys[at] not in self.wanted:
            return False
        if len(tokens[at].text) == 1:
            return names_letter(tokens, at)
        return not (at and tokens[at - 1].text in ("not", "nor"))

    def _masked(self, passage: Passage) -> set[int]:
        """The tokens of compounds that are another thing than their last word ("pericardial effusion")."""
        masked: set[int] = set()
        for at, key in enumerate(passage.keys):
            for term in self.lexicon.readings(passage.keys, at) if key in self.lexicon.distinct else ():
                if term.kind != "distinct":
                    continue
                inside = range(at, at + len(term.keys))
                if at > 1 and passage.keys[at - 1] in ("or", "and", "/", "nor", "&"):
                    inside = range(at, at + len(term.keys) - 1)  # "pleural or pericardial effusion"
                for same in self.lexicon.readings(passage.keys, at):
                    if same.keys == term.keys:
                        self._add(passage, same.slots[0], at, inside[-1], same)
                masked.update(inside)
        return masked

    def _joined(self, tokens: list[Token], at: int) -> str | None:
        if (
            self.vocabulary is None
            or at + 1 >= len(tokens)
            or tokens[at].sort != "word"
            or tokens[at + 1].sort != "word"
        ):
            return None
        joined = tokens[at].text + tokens[at + 1].text
        return joined if len(joined) >= 7 and joined in self.vocabulary.known else None

    def _add(
        self,
        passage: Passage,
        atoms: frozenset[str],
        first: int,
        last: int,
        term: Term | None,
        *,
        whole: bool = True,
    ) -> None:
        found: Found | None = None
        for atom in atoms:
            for implied in (atom, *self.lexicon.implied.get(atom, ())):
                if self.wanted is not None and implied not in self.wanted:
                    continue
                if found is None:
                    found = self._make(passage, first, last, term)
                places = passage.found.setdefault(implied, [])
                if not any(
                    place.first == first and place.last == last and place.doubtful == found.doubtful for place in places
                ):
                    places.append(found if whole and implied in atoms else found._replace(implied=True))

    def _make(self, passage: Passage, first: int, last: int, term: Term | None) -> Found:
        readings: list[Reading] = []
        doubtful = False
        for at in range(first, last + 1):
            mending = passage.mended.get(at)
            if mending is not None and (mending.sure or term is None):
                doubtful = doubtful or not mending.sure
                token = passage.tokens[at]
                kind: Literal["typo", "abbreviation", "synonym"] = "abbreviation" if mending.cut else "typo"
                typed = passage.text[token.start : token.end]
                readings.append(Reading(passage.span(at, at), typed, mending.word, kind))
        if term is not None:
            span = passage.span(first, last)
            typed = passage.text[span.start : span.end]
            if term.shown.lower() != typed.lower() and not readings:
                kind = "abbreviation" if term.short else "synonym"
                readings.append(Reading(span, typed, term.shown, kind))
        return Found(first, last, passage.scope.over(first, last), tuple(readings), doubtful)


def _is_letter(token: Token) -> bool:
    return token.end - token.start == 1 and token.sort == "word"


def _is_capital(text: str, token: Token) -> bool:
    return token.end - token.start == 1 and token.sort == "word" and text[token.start].isupper()


def _number_stages(tokens: list[Token], keys: list[str]) -> None:
    """Read Roman numbers after words that are numbered ("stage II")."""
    for at in range(1, len(tokens)):
        before = at - 2 if at > 1 and tokens[at - 1].text in (":", "is", "=", "to") else at - 1
        if tokens[at].text in _ROMAN and tokens[before].text in NUMBERED:
            keys[at] = _ROMAN[tokens[at].text]

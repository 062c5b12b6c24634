"""Stretches of an answer that could be phrasings: cut at marks, with the word that denies them."""

from collections.abc import Iterator, Sequence

from miliary_chat.judge.cue import Sense
from miliary_chat.judge.judgement import Span
from miliary_chat.judge.shipped import shipped_cues
from miliary_chat.judge.text import Token, tokenise


def between_marks(text: str, start: int, end: int) -> str:
    """The words around those from `start` to `end`, up to the next mark on either side."""
    last = min((mark.start for mark in _marks(text) if mark.start >= end), default=len(text))
    return text[_after_mark(text, start) : last]


def with_its_denial(text: str, start: int, end: int) -> str:
    """The words from `start` to `end`, with those before them, from the one on that denies them: "no shift"."""
    before = range(_after_mark(text, start), start)
    denying = [token.start for token in tokenise(text) if token.start in before and denies(token.text)]
    return text[min(denying, default=start) : end]


def between_heard(text: str, spans: Sequence[Span]) -> Iterator[str]:
    """The runs of words, up to a mark, that none of the `spans` touches."""
    run: list[Token] = []
    for token in [*tokenise(text), None]:
        heard = token is not None and any(span.start < token.end and token.start < span.end for span in spans)
        if token is not None and token.sort != "mark" and not heard:
            run.append(token)
        elif run:
            yield text[run[0].start : run[-1].end]
            run = []


def denies(word: str) -> bool:
    """Whether a word by itself denies what stands beside it."""
    return any(cue.sense == Sense.DENIED and cue.words == (word,) for cue in shipped_cues().get(word, ()))


def _after_mark(text: str, start: int) -> int:
    return max((mark.end for mark in _marks(text) if mark.end <= start), default=0)


def _marks(text: str) -> list[Token]:
    return [token for token in tokenise(text) if token.sort == "mark"]

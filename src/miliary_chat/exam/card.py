"""A unit as a card: the rows that a marker reads, the same on a screen and line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from miliary_chat.exam.marker import Marker
from miliary_chat.exam.units import Context, Option, Unit
from miliary_chat.judge.judgement import Missing, Span

AROUND: Final = 60
"""Code points of an answer that are shown on either side of the wording, until it is asked for whole."""
_PHRASINGS: Final = 5
_EXPERT: Final = 240

Kind = Literal["question", "wording", "about", "machine", "option", "phrasings", "expert", "answer"]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a label, the text on one line, and the stretches of it that are the wording."""

    kind: Kind
    label: str
    text: str
    marked: tuple[Span, ...] = ()


def rows(marker: Marker) -> tuple[Row, ...]:
    """The rows of the card on top; none when nothing waits."""
    return tuple(_rows(marker.unit, marker)) if marker.unit else ()


def _rows(unit: Unit, marker: Marker) -> Iterator[Row]:
    yield Row("question", "Question", _flat(unit.asked))
    times = "1 candidate" if unit.candidates == 1 else f"{unit.candidates} candidates"
    yield Row("wording", times, f"“{_flat(unit.wording)}”")
    if unit.concept:
        option = unit.options[0]
        yield Row("about", "Does it say", f"{_flat(option.name)}?")
        yield Row("machine", "The machine", _verdict(unit))
        yield from _phrasings(option)
    else:
        yield Row("about", "What does it say", "one of these, or nothing that counts?")
        yield from (_option(number, option) for number, option in enumerate(marker.options, start=1))
        page, of = marker.pages
        if of > 1:
            yield Row("machine", "m", f"more of them (lot {page} of {of})")
    if unit.expert:
        yield Row("expert", "Expert", _flat(unit.expert) if marker.whole else _short(_flat(unit.expert), _EXPERT))
    label = "Whole answer" if marker.whole else "In the answer"
    yield from (_answer(label, one, whole=marker.whole) for one in unit.contexts)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _short(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def _verdict(unit: Unit) -> str:
    found = "denied" if unit.kind == "denied" else "nearly"
    lack = f" ({_lack(unit.missing)})" if unit.missing else ""
    return f"{found}{lack}: {unit.reason}" if unit.reason else f"{found}{lack}"


def _lack(missing: Missing) -> str:
    words = ", ".join(missing.words)
    instead = f", said: {', '.join(missing.instead)}" if missing.instead else ""
    names = {
        "facet": "missing",
        "place": "another place",
        "value": "the value is off",
        "which": "too general",
        "several": "not all of them",
        "polarity": "unclear whether meant",
        "typo": "a typo for",
        "order": "out of order",
    }
    return f"{names[missing.lack]}{f': {words}' if words else ''}{instead}"


def _phrasings(option: Option) -> Iterator[Row]:
    if option.phrasings:
        more = len(option.phrasings) - _PHRASINGS
        listed = " · ".join(option.phrasings[:_PHRASINGS]) + (f" · and {more} more" if more > 0 else "")
        yield Row("phrasings", "Author accepts", _flat(listed))


def _option(number: int, option: Option) -> Row:
    examples = [one for one in option.phrasings[:2] if one != option.name]
    return Row("option", str(number), _flat(option.name + (f" ({', '.join(examples)})" if examples else "")))


def _answer(label: str, context: Context, *, whole: bool) -> Row:
    """The answer on one line, each line break a bar; whole, or only what stands around the wording."""
    text, spans = context.answer.replace("\n", "¦"), context.spans
    start, end = (spans[0].start, spans[-1].end) if spans else (0, len(text))
    first = 0 if whole or start <= AROUND else start - AROUND
    last = len(text) if whole or len(text) - end <= AROUND else end + AROUND
    lead, tail = "…" if first else "", "…" if last < len(text) else ""
    moved = tuple(Span(one.start - first + len(lead), one.end - first + len(lead)) for one in spans)
    return Row("answer", label, f"{lead}{text[first:last]}{tail}", moved)

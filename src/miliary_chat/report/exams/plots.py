"""Plots of an exam's results: small drawings in SVG, without a script, a font or an address of their own.

Colours are the page's (CSS classes and variables), so that they turn with it and print on white. What a drawing shows
stands in words in its description and in a table on the page.
"""

from collections.abc import Callable, Iterable, Sequence
from math import ceil
from typing import Final

from markupsafe import Markup

from miliary_chat.exam import advice
from miliary_chat.exam.item_analysis import QuestionFigures
from miliary_chat.exam.spread import Bin

WIDTH: Final = 640
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 18, 14, 40

_TEXT: Final = Markup('<text x="{:.1f}" y="{:.1f}" {}>{}</text>')
_LINE: Final = Markup('<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" {}/>')
_BOX: Final = Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" {}/>')
_DOT: Final = Markup('<circle cx="{:.1f}" cy="{:.1f}" r="{}" {}/>')
_WHOLE: Final = Markup(
    '<svg viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title {}-text" font-size="12"'
    ' font-family="Arial, Liberation Sans, sans-serif"><title id="{}-title">{}</title><desc id="{}-text">{}</desc>'
    "{}</svg>"
)

_MIDDLE: Final = Markup('text-anchor="middle"')
_END: Final = Markup('text-anchor="end"')
_START: Final = Markup('text-anchor="start"')
_FAINT: Final = Markup('text-anchor="end" class="faint" fill="#5b6570"')
_NUMBER: Final = Markup('text-anchor="middle" font-weight="600"')
_AXIS: Final = Markup('class="axis" stroke="#1b1f24"')
_GRID: Final = Markup('class="grid" stroke="#c9d0d7"')
_BAR: Final = Markup('class="bar" fill="#1f5f99"')
_PASS: Final = Markup('class="pass" stroke="#a3261d" stroke-width="2" stroke-dasharray="5 4"')
_SPENT: Final = Markup('class="dot" fill="#1f5f99" fill-opacity="0.45"')
_BEYOND: Final = Markup('class="item" fill="#fff" stroke="#1f5f99"')
_MEDIAN: Final = Markup('class="median" stroke="#1b1f24" stroke-width="3"')
_ITEM: Final = Markup('class="item" fill="#fff" stroke="#1f5f99" stroke-width="2"')
_ZONE: Final = Markup('class="zone{}" fill="{}" fill-opacity="{}"')
_ZONES: Final = (("#1f5f99", 0.16), ("#1f5f99", 0.09), ("#1f5f99", 0.04), ("#1f5f99", 0), ("#a3261d", 0.08))
"""Colours stand here for whatever shows the page without its style sheet, which has them for light, dark and print."""


def distribution(bins: Sequence[Bin], pass_mark: int | None) -> Markup:
    """How many candidates have which mark, in tenths, with the pass mark."""
    height, most = 240, max([1, *(one.candidates for one in bins)])
    field = _Field(height, (0, 100), (0, _round_up(most)))
    step = max(1, _round_up(most) // 5)
    parts = [*field.grid_y(range(0, _round_up(most) + 1, step)), *field.ticks_x(range(0, 101, 10))]
    for one in bins:
        left, right, top = field.x(one.low), field.x(one.high), field.y(one.candidates)
        parts.append(_BOX.format(left + 2, top, right - left - 4, field.y(0) - top, _BAR))
        if one.candidates:
            parts.append(_TEXT.format((left + right) / 2, top - 3, _MIDDLE, one.candidates))
    if pass_mark is not None:
        at = field.x(pass_mark)
        parts.append(_LINE.format(at, _TOP, at, field.y(0), _PASS))
        side, shift = (_END, -5) if pass_mark > 50 else (_START, 5)
        parts.append(_TEXT.format(at + shift, _TOP + 9, side, f"pass mark {pass_mark}"))
    parts.append(_TEXT.format((_LEFT + WIDTH) / 2, height - 4, _MIDDLE, "mark out of 100"))
    told = ", ".join(f"{one.low} to {one.high}: {one.candidates}" for one in bins if one.candidates)
    return _drawn("distribution", height, "How the marks are distributed", f"Candidates by mark. {told}.", parts)


def times(questions: Sequence[QuestionFigures]) -> Markup:
    """How long each question took each candidate: a dot a candidate, a bar at the median, hollow beyond the end."""
    row, last = 22, _minutes(questions)
    height = _TOP + _BOTTOM + row * max(1, len(questions))
    field = _Field(height, (0, last * 60), (len(questions), 0))
    parts = field.ticks_x(range(0, last * 60 + 1, max(1, last // 8) * 60), lambda second: str(second // 60))
    for number, one in enumerate(questions, start=1):
        middle = field.y(number - 0.5)
        parts.append(_TEXT.format(_LEFT - 8, middle + 4, _END, number))
        parts.append(_LINE.format(_LEFT, middle, WIDTH - _RIGHT, middle, _GRID))
        for second in one.spent_s:
            inside = second <= last * 60
            parts.append(_DOT.format(field.x(min(second, last * 60)), middle, 3.5, _SPENT if inside else _BEYOND))
        if one.median_s is not None:
            at = field.x(one.median_s)
            parts.append(_LINE.format(at, middle - 8, at, middle + 8, _MEDIAN))
    parts.append(_TEXT.format((_LEFT + WIDTH) / 2, height - 4, _MIDDLE, "minutes at the question"))
    medians = ", ".join(f"{n}: {one.median_s:.0f} s" for n, one in enumerate(questions, 1) if one.median_s is not None)
    return _drawn("times", height, "Time at each question", f"Medians by question. {medians}.", parts)


def _minutes(questions: Sequence[QuestionFigures]) -> int:
    """Where the axis of times ends: one who left the question open over lunch must not press all others together."""
    longest = max([60.0, *(second for one in questions for second in one.spent_s)])
    usual = max([60.0, *(4 * one.median_s for one in questions if one.median_s is not None)])
    minutes = ceil(min(longest, usual) / 60)
    return minutes if minutes <= 12 else ceil(minutes / 5) * 5


_Place = tuple[float, float]
_ASIDE: Final = tuple(
    (ring * across, ring * up)
    for ring in (20, 40, 60, 80)
    for across, up in ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
)


def _apart(places: Sequence[_Place], height: float) -> list[_Place]:
    """Where each number is written: at its place, or beside it where another number stands already."""
    taken: list[_Place] = []
    for x, y in places:
        tries = [(x, y), *((x + across, y + up) for across, up in _ASIDE)]
        inside = [(a, b) for a, b in tries if _LEFT < a < WIDTH - _RIGHT and _TOP < b < height - _BOTTOM]
        free = (one for one in inside if all(abs(one[0] - a) > 18 or abs(one[1] - b) > 18 for a, b in taken))
        taken.append(next(free, (x, y)))
    return taken


def scatter(questions: Sequence[QuestionFigures]) -> Markup:
    """Facility against discrimination, a number a question, over the bands of what discriminates how well."""
    height = 320
    found = [
        (number, one.statistics.facility, one.statistics.discrimination_index)
        for number, one in enumerate(questions, start=1)
        if one.statistics and one.statistics.facility is not None and one.statistics.discrimination_index is not None
    ]
    low = -100 if any(index < -25 for _, _, index in found) else -25
    field = _Field(height, (0, 100), (low, 100))
    parts: list[Markup] = []
    above = 100.0
    for place, (start, word) in enumerate(advice.DISCRIMINATION):
        bottom = max(start, low)
        top, base = field.y(above), field.y(bottom)
        parts.append(_BOX.format(_LEFT, top, WIDTH - _RIGHT - _LEFT, base - top, _ZONE.format(place, *_ZONES[place])))
        parts.append(_TEXT.format(WIDTH - _RIGHT - 5, (top + base) / 2 + 4, _FAINT, word.partition(":")[0]))
        above = bottom
    parts += field.grid_y([mark for mark in (-100, -50, 0, 20, 30, 50, 100) if mark >= low])
    parts += field.ticks_x(range(0, 101, 10))
    places = [(field.x(facility), field.y(index)) for _, facility, index in found]
    labels = _apart(places, height)
    for (x, y), (left, top) in zip(places, labels, strict=True):
        if (x, y) != (left, top):
            parts += [_LINE.format(x, y, left, top, _AXIS), _DOT.format(x, y, 3.5, _SPENT)]
    for (number, _, _), (left, top) in zip(found, labels, strict=True):
        parts += [_DOT.format(left, top, 9, _ITEM), _TEXT.format(left, top + 4, _NUMBER, number)]
    parts.append(_TEXT.format((_LEFT + WIDTH) / 2, height - 4, _MIDDLE, "facility: the average mark on the question"))
    told = "; ".join(f"{number}: facility {x:.0f}, discrimination {y:.0f}" for number, x, y in found)
    words = f"Each question by its number. {told}." if found else "No question has both figures yet."
    return _drawn("scatter", height, "Facility against discrimination", words, parts)


class _Field:
    """The field of a plot: from values to places in the drawing."""

    def __init__(self, height: float, across: tuple[float, float], up: tuple[float, float]) -> None:
        self._across, self._up = across, up
        self._base = height - _BOTTOM

    def x(self, value: float) -> float:
        low, high = self._across
        return _LEFT + (value - low) / ((high - low) or 1) * (WIDTH - _LEFT - _RIGHT)

    def y(self, value: float) -> float:
        low, high = self._up
        return self._base - (value - low) / ((high - low) or 1) * (self._base - _TOP)

    def ticks_x(self, values: Iterable[int], named: Callable[[int], str] = str) -> list[Markup]:
        parts = [_LINE.format(_LEFT, self._base, WIDTH - _RIGHT, self._base, _AXIS)]
        return parts + [_TEXT.format(self.x(value), self._base + 15, _MIDDLE, named(value)) for value in values]

    def grid_y(self, values: Iterable[int]) -> list[Markup]:
        parts = []
        for value in values:
            parts.append(_LINE.format(_LEFT, self.y(value), WIDTH - _RIGHT, self.y(value), _GRID))
            parts.append(_TEXT.format(_LEFT - 6, self.y(value) + 4, _END, value))
        return parts


def _drawn(name: str, height: float, title: str, words: str, parts: Iterable[Markup]) -> Markup:
    return _WHOLE.format(WIDTH, f"{height:.0f}", name, name, name, title, name, words, Markup("").join(parts))


def _round_up(value: int) -> int:
    """The next number that an axis may end with: 5, 10, 15, 20, 30, 40 ..."""
    step = 5 if value <= 20 else 10 if value <= 100 else 100
    return max(step, ceil(value / step) * step)

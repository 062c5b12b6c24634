"""Masking: what in a text would point at a person as far as a program can tell; names it cannot."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MASKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("e-mail", re.compile(r"[^\s@<>()\[\],;]+@[^\s@<>()\[\],;]+\.\w+")),
    ("link", re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)),
    (
        "date",
        re.compile(
            r"(?<!\d)(?:\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{4}|\d{2})|\d{4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,2}"
            rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s.-]+(?:{_MONTHS})[a-z]*[\s.,-]+\d{{2,4}}"
            rf"|(?:{_MONTHS})[a-z]*\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}})(?!\d)",
            re.IGNORECASE,
        ),
    ),
    # Six digits in a row, or eight in groups: a telephone or hospital number. "120/80, 76" is neither.
    ("number", re.compile(r"\+?\d{6,}|\+?\(?\d+\)?(?:[ -]\(?\d{2,}\)?)+")),
)
_GROUPED = 8


@dataclass(frozen=True, slots=True)
class Mask:
    """A stretch of a text that may identify, and what it is taken for."""

    start: int
    end: int
    name: str


def masks(text: str) -> tuple[Mask, ...]:
    """What may identify in a text, from left to right, none over another."""
    found: list[Mask] = []
    for name, pattern in _MASKS:
        for match in pattern.finditer(text):
            digits = sum(char.isdigit() for char in match[0])
            if name == "number" and digits < _GROUPED and not re.search(r"\d{6}", match[0]):
                continue
            if all(match.end() <= mask.start or mask.end <= match.start() for mask in found):
                found.append(Mask(match.start(), match.end(), name))
    return tuple(sorted(found, key=lambda mask: mask.start))


def cut_out(text: str, start: int, end: int, hidden: Iterable[Mask]) -> tuple[str, Counter[str]]:
    """A stretch of a text, grown to the whole of each mask that it touches; "[date]" and so on stands for each.

    Masks are found in the whole text: a part of an address is none any more.
    """
    inside = [mask for mask in hidden if mask.start < end and start < mask.end]
    start, end = min([start, *(mask.start for mask in inside)]), max([end, *(mask.end for mask in inside)])
    parts, at = [], start
    for mask in inside:
        parts += [text[at : mask.start], f"[{mask.name}]"]
        at = mask.end
    return "".join((*parts, text[at:end])), Counter(mask.name for mask in inside)


def masked(text: str) -> tuple[str, Counter[str]]:
    """The whole text with its masks, and how many of each there are."""
    return cut_out(text, 0, len(text), masks(text))

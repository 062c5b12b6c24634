"""Masking: what in a text would point at a person as far as a program can tell; names it cannot."""

import re
from collections import Counter

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


def masked(text: str) -> tuple[str, Counter[str]]:
    """The text with "[number]", "[date]", "[e-mail]" and "[link]" for what may identify, and how many of each."""
    found: Counter[str] = Counter()
    for name, pattern in _MASKS:

        def mask(match: re.Match[str], name: str = name) -> str:
            digits = sum(char.isdigit() for char in match[0])
            if name == "number" and digits < _GROUPED and not re.search(r"\d{6}", match[0]):
                return match[0]
            found[name] += 1
            return f"[{name}]"

        text = pattern.sub(mask, text)
    return text, found

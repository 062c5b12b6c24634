"""Hostile text wherever there is text, to see where it gets out."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

HOSTILE = '=<script src="http://evil.example/x.js">alert(1)</script>" onload="x" {{7*7}} \x1b[31m\x9b2J\u202e\r\n\'&lt;'
"""Markup, an attribute's end, a template, a terminal's commands, a formula, a line's end."""

_KEYS = {"activity", "outcome", "counting", "shown", "kind"}
_WORDS = {"time", "handed in"}
"""What the program itself says, and pages are made by."""


def spoilt(value: Any) -> Any:
    """The same with hostile text before every text in it that is not empty."""
    match value:
        case str():
            return HOSTILE + value if value and value not in _WORDS else value
        case Mapping():
            return {spoilt(key): spoilt(inner) for key, inner in value.items()}
        case tuple():
            return tuple(map(spoilt, value))
    if not is_dataclass(value):
        return value
    own = {field.name: getattr(value, field.name) for field in fields(value)}
    changed = {name: spoilt(inner) for name, inner in own.items() if name not in _KEYS}
    return replace(value, **changed)  # type: ignore[type-var]

"""Writing values as YAML, as an author would: plain where that is safe, else in quotes."""

import json
import re
import textwrap
from collections.abc import Mapping, Sequence

WIDTH = 120
"""Columns that a line should not pass."""

_SAFE = re.compile(r"[^\W_](?:[\w '/.()%+=<>;°·×≥≤–-]*[\w')%°.])?")
_TYPED = re.compile(r"(?i:yes|no|true|false|null|on|off|y|n)|[\d.,:_eExXoO+-]+")
"""What other programs would take for something else than a text."""


def scalar(text: str, *, flow: bool) -> str:
    """A text as YAML on one line; `flow`: inside brackets, where a comma would end it."""
    candidate = text if flow or text.startswith(",") else text.replace(",", "")
    if _SAFE.fullmatch(candidate) and not _TYPED.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)


def flow_list(texts: Sequence[str]) -> str:
    """Texts as a one-line list."""
    return f"[{', '.join(scalar(text, flow=True) for text in texts)}]"


def flow_map(fields: Mapping[str, str | Sequence[str]]) -> str:
    """Fields as a one-line mapping."""
    return f"{{{', '.join(f'{key}: {_value(value)}' for key, value in fields.items())}}}"


def block_map(fields: Mapping[str, str | Sequence[str]], indent: int) -> str:
    """Fields under each other, the first without indentation, for it follows a dash."""
    pad = "\n" + " " * indent
    return pad.join(f"{key}: {_under(key, value, indent)}" for key, value in fields.items())


def _under(key: str, value: str | Sequence[str], indent: int) -> str:
    if not isinstance(value, str):
        return flow_list(value)
    line = scalar(value, flow=False)
    if indent + len(key) + 2 + len(line) <= WIDTH or value != " ".join(value.split()):
        return line
    inner = indent + 2
    return textwrap.fill(
        value,
        WIDTH,
        initial_indent=">-\n" + " " * inner,
        subsequent_indent=" " * inner,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _value(value: str | Sequence[str]) -> str:
    return scalar(value, flow=True) if isinstance(value, str) else flow_list(value)

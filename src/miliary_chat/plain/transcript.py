"""The conversation as a Markdown file."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from miliary_chat.plain.lines import Line
from miliary_chat.plain.rendering import Rendering
from miliary_chat.session.attempt import Attempt

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|])")


def written(attempt: Attempt) -> str:
    """The whole conversation so far, in Markdown: who speaks stands in bold."""
    rendering = Rendering(attempt.script)
    lines = (line for record in attempt.events for line in rendering.lines(record.event, attempt.state))
    return "\n\n".join([f"# {_escaped(attempt.script.title)}", *_paragraphs(lines)]) + "\n"


def saved(attempt: Attempt, path: Path | None) -> Path:
    """Write the conversation to `path`, by default a new file here; OSError, and nothing is ever overwritten."""
    wanted = path.expanduser() if path else Path(f"{_name(attempt)}.md")
    with wanted.open("x", encoding="utf-8") as file:
        file.write(written(attempt))
    return wanted.absolute()


def _name(attempt: Attempt) -> str:
    """ "wedding-photograph-2026-11-22-141503": the case, and when the last thing happened (UTC)."""
    case = next(iter(attempt.script.cases.values())).id
    last = datetime.fromtimestamp(attempt.events[-1].moment.utc_us / 1_000_000, UTC)
    return f"{case}-{last:%Y-%m-%d-%H%M%S}"


def _paragraphs(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        text = "  \n".join(_escaped(row) for row in line.text.split("\n"))
        if line.who and text:
            yield f"**{_escaped(line.who.strip())}:** {text}"
        elif text:
            yield text


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)

"""The conversation as a Markdown file."""

from datetime import UTC, datetime
from pathlib import Path

from miliary_chat.report.markdown import transcript_markdown
from miliary_chat.session.attempt import Attempt


def saved(attempt: Attempt, path: Path | None) -> Path:
    """Write the conversation to `path`, by default a new file here; OSError, and nothing is ever overwritten."""
    wanted = path.expanduser() if path else Path(f"{_name(attempt)}.md")
    with wanted.open("x", encoding="utf-8") as file:
        file.write(transcript_markdown(attempt.script, (record.event for record in attempt.events)))
    return wanted.absolute()


def _name(attempt: Attempt) -> str:
    """ "wedding-photograph-2026-11-22-141503": the case, and when the last thing happened (UTC)."""
    case = next(iter(attempt.script.cases.values())).id
    last = datetime.fromtimestamp(attempt.events[-1].moment.utc_us / 1_000_000, UTC)
    return f"{case}-{last:%Y-%m-%d-%H%M%S}"

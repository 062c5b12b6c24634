"""`history`: attempts and their marks, rows for people, JSON for programs."""

import json
from datetime import UTC, datetime
from typing import Any

from miliary_chat.base.called import called
from miliary_chat.base.paths import store_url
from miliary_chat.cli.endings import tell
from miliary_chat.cli.rows import print_rows
from miliary_chat.cli.wishes import Wishes
from miliary_chat.session.store import Summary, open_store


def list_attempts(wishes: Wishes, *, as_json: bool) -> None:
    """Print the attempts that are kept, the last worked on first."""
    store = open_store(store_url(wishes.db))
    try:
        attempts = store.attempts()
    finally:
        store.close()
    if as_json:
        print(json.dumps([_attempt(one) for one in attempts], ensure_ascii=False, indent=2))
    elif not attempts:
        tell(f"There are no attempts yet. “{called('list')}” shows the cases, “{called('play CASE')}” begins one.")
    else:
        print_rows([_attempt_row(one) for one in attempts])


def standing_of(one: Summary) -> str:
    """Where an attempt stands, in words: its mark, or the place that was reached."""
    if one.live:
        return f"in progress: {one.standing.place}"
    total = "finished" if one.standing.total is None else f"{one.standing.total} out of 100"
    return total if one.standing.ended == "completed" else f"{total} ({one.standing.ended})"


def _attempt_row(one: Summary) -> tuple[str, ...]:
    last = datetime.fromtimestamp(one.last_us / 1_000_000).astimezone()
    return one.id[:8], f"{last:%Y-%m-%d %H:%M}", one.title, standing_of(one)


def _attempt(one: Summary) -> dict[str, Any]:
    return {
        "id": one.id,
        "case": one.source.removeprefix("case:"),
        "title": one.title,
        "policy": one.policy,
        "started": _iso(one.started_us),
        "last": _iso(one.last_us),
        "place": one.standing.place,
        "ended": one.standing.ended,
        "total": one.standing.total,
        "worked_seconds": round(one.standing.worked_us / 1_000_000),
    }


def _iso(microseconds: int) -> str:
    return datetime.fromtimestamp(microseconds / 1_000_000, UTC).isoformat(timespec="seconds")

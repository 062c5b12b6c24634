"""Events as canonical JSON text and back: the bytes that are stored, chained and never rewritten."""

import json
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from miliary_chat.base.errors import StoreError
from miliary_chat.dialogue.events import Event

if TYPE_CHECKING:
    from pydantic import TypeAdapter

VERSION = 1
"""The newest version of an event's payload that this release writes and reads."""

_TYPES: dict[str, type] = {event.__name__: event for event in get_args(Event)}


def pack(event: Event) -> str:
    """The event as canonical JSON: `type` and `v` first by name, keys sorted, no spaces, text unescaped."""
    return canonical(record_of(event))


def unpack(payload: str) -> Event:
    """The event behind a payload, lifted from older versions; StoreError for what this release cannot read."""
    return event_of(json.loads(payload))


def canonical(record: dict[str, Any]) -> str:
    """A record as the one JSON text that says it: keys sorted, no spaces, text unescaped."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def record_of(event: Event) -> dict[str, Any]:
    """The event as JSON can say it, with its `type` and `v`."""
    return {"type": type(event).__name__, "v": VERSION, **_plain(event)}


def event_of(record: dict[str, Any]) -> Event:
    """The event behind such a record; StoreError for what this release cannot read."""
    record = dict(record)
    name, version = record.pop("type", None), record.pop("v", None)
    if name not in _TYPES or not isinstance(version, int) or version > VERSION:
        raise StoreError(
            f"This attempt holds a record ({name}, version {version}) of a newer release.", "Update first."
        )
    event: Event = _reader(name).validate_python(record)
    return event


@cache
def _reader(name: str) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter  # costs 50 ms, and whoever only writes events never needs it

    return TypeAdapter(_TYPES[name])


def _plain(value: Any) -> Any:
    """The value as JSON can say it; a field that holds its default is written all the same: what is stored is whole."""
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return value

"""The .attempt file: a sitting that travels, its chained events one a line, in which nothing can be altered unseen."""

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from miliary_chat import __version__
from miliary_chat.base.errors import MiliaryError, StoreError
from miliary_chat.base.sanitise import one_line
from miliary_chat.base.whole import write_whole
from miliary_chat.dialogue import events as e, wire
from miliary_chat.session.clock import Moment
from miliary_chat.session.exam import short_head
from miliary_chat.session.store import chain
from miliary_chat.session.store.chain import Link
from miliary_chat.session.store.contract import Recorded, Store
from miliary_chat.session.taking_up import EXAM

FORMAT = 1
"""The newest format of an .attempt file that this release reads and writes."""

SUFFIX = ".attempt"
KIND = "miliary-chat attempt"
LIMIT = 60_000_000
"""Bytes of an .attempt file that are read; a day's exam has less than two million."""

_LINES = 200_000
_LATEST = 2**62


class AttemptFileError(MiliaryError):
    """A file is no attempt, or not the one that was handed in."""


@dataclass(frozen=True, slots=True)
class Travelling:
    """An attempt as its file has it: whose it is, at which exam, and its events, whose chain holds."""

    id: str
    person: str
    source: str
    title: str
    release: str
    links: tuple[Link, ...]
    recorded: tuple[Recorded, ...]

    @property
    def started(self) -> e.Started:
        """How it began."""
        first = self.recorded[0].event
        assert isinstance(first, e.Started)
        return first

    @property
    def head(self) -> str:
        """The hash of the last event."""
        return self.links[-1].hash

    @property
    def ended(self) -> str:
        """How it ended."""
        last = self.recorded[-1].event
        assert isinstance(last, e.Ended)
        return last.reason


def text_of(attempt: str, links: tuple[Link, ...], release: str = __version__) -> bytes:
    """The file of an ended attempt, from its id and its chained events; StoreError for one that has not ended."""
    first, last = (wire.unpack(link.payload) for link in (links[0], links[-1]))
    if not isinstance(first, e.Started) or first.terms is None or not isinstance(last, e.Ended):
        raise StoreError("This exam has not been handed in.", "Its file is written at the end.")
    header = {
        "format": FORMAT,
        "kind": KIND,
        "release": release,
        "attempt": attempt,
        "person": first.person,
        "source": EXAM + first.terms.exam,
        "title": first.title,
        "blueprint": first.terms.blueprint,
        "pack": first.terms.pack,
        "started_us": first.at_us,
    }
    body = b"".join(_line(part) for part in (header, *map(_of_link, links)))
    foot = {"ended": last.reason, "head": links[-1].hash, "length": len(links), "sha256": _sha256(body)}
    return body + _line(foot)


def read_attempt(content: bytes) -> Travelling:
    """The attempt in a file's bytes; AttemptFileError with a sentence for every byte that is not as it was written."""
    lines = _split(content)
    header, foot = _record(lines[0]), _record(lines[-1])
    _refuse_strangers(header, foot)
    if foot.get("sha256") != _sha256(b"\n".join(lines[:-1]) + b"\n"):
        # Which event it is can still be told, as long as the lines can be read.
        _refuse_broken(str(header.get("attempt")), lines[1:-1], foot)
        raise _altered("its first or its last line is not what was written")
    links = tuple(_link(line, number) for number, line in enumerate(lines[1:-1], start=1))
    attempt, release = header.get("attempt"), header.get("release")
    if not isinstance(attempt, str) or not re.fullmatch(r"[0-9a-f]{16}", attempt) or not isinstance(release, str):
        raise _altered("its first line is not as it should be")
    _verify(attempt, links, foot)
    recorded = tuple(_recorded(link) for link in links)
    if not isinstance(recorded[0].event, e.Started) or recorded[0].event.terms is None:
        raise AttemptFileError("This is not an attempt at an exam.", "Name a file that an exam ended in.")
    if not isinstance(recorded[-1].event, e.Ended):
        raise _altered("its end is missing")
    if text_of(attempt, links, release) != content:
        raise _altered("its first or its last line does not belong to its events")
    started = recorded[0].event
    assert started.terms is not None
    source = EXAM + started.terms.exam
    return Travelling(attempt, started.person, source, started.title, release, links, recorded)


def save(store: Store, attempt: str, folder: Path) -> Path:
    """Write the file of an ended attempt into a folder, named after the candidate and the exam, and return its path.

    It is on disk when this returns. One that is there already is left as it is; another attempt's gets a neighbour.
    StoreError for an attempt that has not ended, MiliaryError when the file cannot be written.
    """
    summary = store.attempt(attempt)
    content = text_of(summary.id, store.links(summary.id))
    name = f"{_for_a_name(summary.person)}-{_for_a_name(summary.source.removeprefix(EXAM))}"
    file = folder / f"{name}{SUFFIX}"
    try:
        if file.exists() and file.read_bytes() != content:
            file = folder / f"{name}-{summary.id[:6]}{SUFFIX}"
        write_whole(file, content)
    except OSError as error:
        raise MiliaryError(
            f"{one_line(str(file))} cannot be written: {error.strerror or error}.",
            "The answers are safe in the store; name another folder: miliary-chat exam save "
            f"{summary.id[:6]} --out FOLDER",
        ) from error
    return file


def spoken_head(travelling: Travelling) -> str:
    """The end of the chain as people note it: "7f3a-91c2-0b6d"."""
    return short_head(travelling.head)


def _for_a_name(text: str) -> str:
    """A text as a part of a file's name on every system."""
    return re.sub(r"[^A-Za-z0-9._-]+", "_", text).strip("._-")[:60] or "candidate"


def _line(record: dict[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _of_link(link: Link) -> dict[str, Any]:
    moment = link.moment
    seq, payload = link.seq, link.payload
    return {"seq": seq, "at_us": moment.utc_us, "boot_us": moment.boot_us, "payload": payload, "hash": link.hash}


def _split(content: bytes) -> list[bytes]:
    if len(content) > LIMIT:
        raise AttemptFileError(f"This file has {len(content):,} bytes; no attempt is that large.", "Name the file.")
    if KIND.encode() not in content[:2_000]:
        raise AttemptFileError("This is not an .attempt file.", "Name a file that an exam ended in.")
    if not content.endswith(b"\n"):
        raise _altered("it is cut short")
    lines = content[:-1].split(b"\n")
    if not 4 <= len(lines) <= _LINES:
        raise _altered("lines are missing")
    return lines


def _record(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _altered("a line cannot be read") from error
    if not isinstance(record, dict):
        raise _altered("a line cannot be read")
    return record


def _refuse_strangers(header: dict[str, Any], foot: dict[str, Any]) -> None:
    format = header.get("format")
    if header.get("kind") != KIND or not isinstance(format, int) or format < 1:
        raise AttemptFileError("This is not an .attempt file.", "Name a file that an exam ended in.")
    if format > FORMAT:
        wrote = one_line(str(header.get("release", "?")), limit=30)
        raise AttemptFileError(
            f"This attempt was sat with miliary-chat {wrote}; this is {__version__}.", "Update miliary-chat first."
        )
    if set(foot) != {"ended", "head", "length", "sha256"}:
        raise _altered("its end is missing")


def _refuse_broken(attempt: str, lines: list[bytes], foot: dict[str, Any]) -> None:
    """Name the first event that is not what was stored, where there is one."""
    _verify(attempt, tuple(_link(line, number) for number, line in enumerate(lines, start=1)), foot)


def _link(line: bytes, number: int) -> Link:
    record = _record(line)
    seq, at_us, boot_us, payload, hashed = (record.get(key) for key in ("seq", "at_us", "boot_us", "payload", "hash"))
    for value in (seq, at_us, boot_us):
        if type(value) is not int or not 0 <= value < _LATEST:
            raise _altered(f"event {number} cannot be read")
    if not isinstance(payload, str) or not isinstance(hashed, str) or len(record) != 5:
        raise _altered(f"event {number} cannot be read")
    return Link(seq, Moment(at_us, boot_us), payload, hashed)  # type: ignore[arg-type]


def _verify(attempt: str, links: tuple[Link, ...], foot: dict[str, Any]) -> None:
    length, head = foot["length"], foot["head"]
    if type(length) is not int or not isinstance(head, str):
        raise _altered("its end is missing")
    try:
        chain.verify(attempt, links, length, head)
    except StoreError as error:
        raise _altered(error.what.rpartition(": ")[2].removesuffix(".")) from error
    except UnicodeEncodeError as error:
        raise _altered("an event holds what is no text") from error


def _recorded(link: Link) -> Recorded:
    try:
        return Recorded(link.seq, link.moment, wire.unpack(link.payload))
    except StoreError:
        raise
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise _altered(f"event {link.seq} is none that this program writes") from error


def _altered(what: str) -> AttemptFileError:
    return AttemptFileError(f"{what}.", "It is not the file that the exam ended in; ask for that one.")


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

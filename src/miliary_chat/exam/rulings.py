"""What is ruled on an exam that was handed in: what the machine found, and what people decided over it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, get_args

from miliary_chat import __version__
from miliary_chat.base.errors import Conflict, IllegalMove, StoreError
from miliary_chat.case.model import Case
from miliary_chat.dialogue import wire
from miliary_chat.dialogue.events import Event
from miliary_chat.dialogue.evolve import fold
from miliary_chat.dialogue.exam_events import Ruled
from miliary_chat.dialogue.marks import Marks
from miliary_chat.dialogue.score import marks
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.judge.version import judge_version
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import Clock, Moment
from miliary_chat.session.store.contract import Store

VERSION = 1
"""The newest version of a ruling's payload that this release writes and reads."""

MACHINE = "miliary-chat"
"""Who rules when nobody stands behind it."""

Why = Literal["handed in", "collected", "regraded"]


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine's judgement of a whole attempt. The last one counts; what people decided is laid over it.

    `judge` is the judge's version, `release` the program's, `note` the reason of whoever had it judged anew, `events`
    what the judgement folds to. `cases` pairs the hash of every case as it was asked with the one it was judged by:
    two different ones where the author had mended it meanwhile.
    """

    judge: str
    release: str
    why: Why
    by: str
    note: str
    events: tuple[Event, ...]
    cases: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Human:
    """What a person decided on one point of one answer."""

    event: Ruled


Ruling = Machine | Human


class Entry(NamedTuple):
    """A ruling with its number from 1 and the moment when it was stored."""

    seq: int
    moment: Moment
    ruling: Ruling


@dataclass(frozen=True, slots=True)
class Rulings:
    """Everything that was ruled on an attempt, in order."""

    entries: tuple[Entry, ...] = ()

    @property
    def last(self) -> int:
        """The number of the last ruling; 0 when there is none."""
        return self.entries[-1].seq if self.entries else 0

    @property
    def machine(self) -> Machine | None:
        """The judgement that counts: the machine's last; None before the first."""
        return next((one.ruling for one in reversed(self.entries) if isinstance(one.ruling, Machine)), None)

    @property
    def people(self) -> tuple[Ruled, ...]:
        """What people decided, in order, before and after a regrading."""
        return tuple(one.ruling.event for one in self.entries if isinstance(one.ruling, Human))


def pack(ruling: Ruling) -> str:
    """The ruling as canonical JSON; events within it as they stand in an attempt."""
    if isinstance(ruling, Human):
        return wire.canonical({"type": "Human", "v": VERSION, "event": wire.record_of(ruling.event)})
    return wire.canonical(
        {
            "type": "Machine",
            "v": VERSION,
            "judge": ruling.judge,
            "release": ruling.release,
            "why": ruling.why,
            "by": ruling.by,
            "note": ruling.note,
            "events": [wire.record_of(event) for event in ruling.events],
            "cases": [list(pair) for pair in ruling.cases],
        }
    )


def unpack(payload: str) -> Ruling:
    """The ruling behind a payload; StoreError for what this release cannot read."""
    record = json.loads(payload)
    name, version = record.get("type"), record.get("v")
    if name not in ("Machine", "Human") or not isinstance(version, int) or version > VERSION:
        raise StoreError(f"There is a ruling ({name}, version {version}) of a newer release.", "Update first.")
    try:
        if name == "Human":
            return _human(record["event"])
        return _machine(record)
    except (KeyError, TypeError, ValueError) as error:
        raise StoreError("A ruling cannot be read.", "It was not written by this program.") from error


def _human(record: dict[str, object]) -> Human:
    event = wire.event_of(record)
    if not isinstance(event, Ruled):
        raise ValueError(type(event).__name__)
    return Human(event)


def _machine(record: dict[str, object]) -> Machine:
    why, events, cases = record["why"], record["events"], record["cases"]
    words = [record[name] for name in ("judge", "release", "by", "note")]
    if why not in get_args(Why) or not isinstance(events, list) or not isinstance(cases, list):
        raise ValueError(why)
    judge, release, by, note = (str(word) for word in words)
    pairs = tuple((str(asked), str(judged)) for asked, judged in cases)
    return Machine(judge, release, why, by, note, tuple(wire.event_of(one) for one in events), pairs)  # type: ignore[arg-type]


def read(store: Store, attempt: str) -> Rulings:
    """The rulings on an attempt, its chain verified; StoreError when it does not hold or is of a newer release."""
    links = store.read_rulings(attempt)
    return Rulings(tuple(Entry(link.seq, link.moment, unpack(link.payload)) for link in links))


def judge(store: Store, attempt: Attempt, clock: Clock, *, why: Why, by: str = MACHINE) -> bool:
    """Rule what the judge finds in an attempt that was handed in; False when there is a judgement already.

    The attempt's script needs the cases with their keys. IllegalMove while the exam goes on.
    """
    if attempt.state.ended is None:
        raise IllegalMove("This exam has not been handed in.", "It is judged after its end.")
    before = read(store, attempt.id)
    if before.machine is not None:
        return False
    judged = machine(attempt.script, attempt.judgement(), why=why, by=by)
    try:
        store.append_rulings(attempt.id, before.last, [pack(judged)], clock.now())
    except Conflict:
        if read(store, attempt.id).machine is None:
            raise
        return False
    return True


def machine(
    script: Script,
    events: tuple[Event, ...],
    *,
    why: Why,
    by: str,
    note: str = "",
    cases: tuple[tuple[str, str], ...] | None = None,
) -> Machine:
    """A judgement as it is ruled today; `cases` where it was not judged by the very cases that were asked."""
    pins = tuple(dict.fromkeys(ref.case for ref in script.items))
    pairs = tuple((pin, pin) for pin in pins) if cases is None else cases
    return Machine(judge_version(), __version__, why, by, note, events, pairs)


def final(attempt: Attempt, rulings: Rulings) -> State:
    """What the attempt comes to: its events, the machine's last judgement, and what people decided over it."""
    return fold((*_judgement(rulings), *rulings.people), attempt.state)


def machine_only(attempt: Attempt, rulings: Rulings) -> State:
    """What the attempt comes to by the machine's last judgement alone."""
    return fold(_judgement(rulings), attempt.state)


def _judgement(rulings: Rulings) -> Iterator[Event]:
    judged = rulings.machine
    yield from judged.events if judged else ()


def judged_script(store: Store, attempt: Attempt, rulings: Rulings) -> Script:
    """The attempt's script with the cases by which it was last judged: its marks are worked out with these."""
    judged = rulings.machine
    mended = {asked: by for asked, by in judged.cases if asked != by} if judged else {}
    if not mended:
        return attempt.script
    return with_cases(attempt.script, {asked: (by, store.read_case(by).case) for asked, by in mended.items()})


def with_cases(script: Script, mended: Mapping[str, tuple[str, Case]]) -> Script:
    """The script with other versions of some cases: by the hash that was asked, the hash and the case instead."""
    items = tuple(replace(ref, case=mended[ref.case][0]) if ref.case in mended else ref for ref in script.items)
    cases = dict(mended.get(pin, (pin, case)) for pin, case in script.cases.items())
    return replace(script, items=items, cases=cases)


def marked(store: Store, attempt: Attempt) -> Marks:
    """The attempt's marks with everything that was ruled on it."""
    rulings = read(store, attempt.id)
    return marks(judged_script(store, attempt, rulings), final(attempt, rulings))

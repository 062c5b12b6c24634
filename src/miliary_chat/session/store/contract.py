"""What a store promises, and the rows that go in and out of it; nothing here knows a database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from miliary_chat.session.clock import Moment
from miliary_chat.session.store.chain import Link

if TYPE_CHECKING:  # lists of attempts need neither, and are among the first things that are shown
    from miliary_chat.case.loaded import Loaded
    from miliary_chat.dialogue.events import Event, Policy

LOCAL = "local"
"""The person whose attempts these are when nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A new attempt: whose it is, what it runs ("case:wedding-photograph", "exam:mock"), and under which policy.

    `allowed` is how many attempts at this source the person has; None for as many as they like.
    """

    id: str
    person: str
    source: str
    policy: "Policy"
    title: str
    allowed: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What lists show of an attempt without reading its events; the events are the truth and this follows them.

    `place` is for people ("findings, question 2 of 3"); `ended` is the reason; `total` the mark out of 100, once ended;
    `worked_us` the time that was worked, in microseconds.
    """

    place: str
    ended: str | None = None
    total: int | None = None
    worked_us: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """An attempt as a list shows it. Times are microseconds UTC; `length` counts its events, `head` is the last's hash.

    `number` counts a candidate's attempts at an exam from 1; None for other runs.
    """

    id: str
    person: str
    source: str
    policy: "Policy"
    title: str
    started_us: int
    last_us: int
    length: int
    standing: Standing
    number: int | None = None
    head: str = ""

    @property
    def live(self) -> bool:
        """Whether the attempt can go on."""
        return self.standing.ended is None


@dataclass(frozen=True, slots=True)
class Extension:
    """Time that somebody in charge gave to one attempt; logged with who, why and when (microseconds UTC)."""

    id: str
    attempt: str
    us: int
    by: str
    why: str
    at_us: int


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event, its number from 1, and when it happened."""

    seq: int
    moment: Moment
    event: "Event"


class Ledger(Protocol):
    """The part of a store that a running attempt needs; a rehearsal keeps its own, in memory.

    `events` are never empty. Every method does all or nothing, raises StoreError, and may be called from any thread.
    """

    def begin_attempt(self, opening: Opening, events: "Sequence[Event]", moment: Moment, standing: Standing) -> None:
        """Store a new attempt with its first events; Conflict when the person has a live one of the same source."""
        ...

    def append(
        self, attempt: str, expected: int, events: "Sequence[Event]", moment: Moment, standing: Standing
    ) -> None:
        """Store events after number `expected`; Conflict when that is not the attempt's last one.

        The draft of every item that is answered goes in the same stroke.
        """
        ...

    def was_stored(self, attempt: str, after: int, events: "Sequence[Event]", moment: Moment) -> bool:
        """Whether these very events of this very moment follow event number `after`.

        For whoever was told Unsettled: no step is stored twice, and none is said to be stored that is not.
        """
        ...

    def save_draft(self, attempt: str, item: str, text: str) -> None:
        """Keep what is half typed for an item, instead of what was kept before."""
        ...

    def read_draft(self, attempt: str, item: str) -> str:
        """What was half typed for an item; empty when nothing was."""
        ...

    def clear_draft(self, attempt: str, item: str) -> None:
        """Forget what was half typed for an item."""
        ...

    def read_drafts(self, attempt: str) -> Mapping[str, str]:
        """Everything half typed in an attempt, by item."""
        ...

    def extensions(self, attempt: str) -> tuple[Extension, ...]:
        """The time that was given to an attempt, the first first."""
        ...

    def read_image(self, pin: str) -> bytes | None:
        """The picture with this hash (`Loaded.image_hashes` has it); None when none is kept."""
        ...


class ExamStore(Protocol):
    """What exams need of a store beyond attempts: blueprints, rulings, time given, what was sat elsewhere."""

    def extend(self, extensions: Sequence[Extension]) -> None:
        """Log time that is given; the attempts take it up. Conflict for an id that is taken; all or nothing."""
        ...

    def keep_exam(self, pin: str, exam: str, title: str, source: bytes) -> None:
        """Keep a blueprint, or a pack's list of contents, under its hash; one that is there is left as it is."""
        ...

    def read_exam(self, pin: str) -> bytes:
        """What was kept under a hash; StoreError when nothing was."""
        ...

    def keep_images(self, images: Mapping[str, bytes]) -> None:
        """Keep pictures under their hashes; one that is there is left as it is. StoreError for what is not what its
        hash says; all or nothing.
        """
        ...

    def append_rulings(self, attempt: str, expected: int, payloads: Sequence[str], moment: Moment) -> None:
        """Chain rulings to an ended attempt after ruling number `expected`; Conflict when that is not the last one."""
        ...

    def read_rulings(self, attempt: str) -> tuple[Link, ...]:
        """The rulings on an attempt, verified from the attempt's head; StoreError names the one at fault."""
        ...

    def links(self, attempt: str) -> tuple[Link, ...]:
        """An attempt's chained events as they are stored, verified."""
        ...

    def take_in(self, opening: Opening, links: Sequence[Link], standing: Standing) -> bool:
        """Store an attempt that was sat elsewhere; False when the very same is here, Conflict when another is."""
        ...

    def release(self, source: str, by: str, at_us: int) -> None:
        """Let candidates see what the blueprint shows; who and when is kept, the first time counts."""
        ...

    def released(self, source: str) -> int | None:
        """When results were released, in microseconds UTC; None while they are not."""
        ...

    def people(self) -> Mapping[str, str]:
        """Everybody's label by id."""
        ...

    def erase_person(self, person: str) -> None:
        """Forget a person's name: the label becomes the id; attempts and their chains stay as they are."""
        ...


class Store(Ledger, ExamStore, Protocol):
    """Everything that outlives a process. Get one from `open_store`."""

    url: str

    def read_events(self, attempt: str) -> tuple[Recorded, ...]:
        """All events of an attempt; StoreError that names the event when the chain does not hold."""
        ...

    def attempts(
        self, *, live: bool | None = None, person: str | None = None, source: str | None = None
    ) -> tuple[Summary, ...]:
        """Attempts, the last worked on first; all of them unless narrowed."""
        ...

    def attempt(self, start: str) -> Summary:
        """The one attempt whose id starts so; UsageError when none or several do."""
        ...

    def keep_case(self, loaded: "Loaded") -> None:
        """Keep a case's source and pictures under its hash; a hash that is there already is left as it is."""
        ...

    def read_case(self, pin: str) -> "Loaded":
        """The case that was kept under a hash."""
        ...

    def keep_person(self, person: str, label: str) -> None:
        """Keep a person's id and label; a known id gets the new label."""
        ...

    def close(self) -> None:
        """Let go of the files; a later call opens them again."""
        ...

"""What a trainee can do."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Begin:
    """Start the run; `stage` starts there, and what would have been learnt before is told. `person` is who sits it.

    `boot` names the start of the machine that an exam's clock runs by; empty where the system cannot tell.
    """

    stage: str | None = None
    person: str = ""
    boot: str = ""


@dataclass(frozen=True, slots=True)
class Say:
    """An answer in free text. A line that starts with "/" never gets here; `?` and everything else does.

    In an exam `item` names the question that it was typed for: an answer is never given to another one.
    """

    text: str
    from_draft: bool = False
    item: str | None = None


@dataclass(frozen=True, slots=True)
class AskHint:
    """Ask for the next hint."""


@dataclass(frozen=True, slots=True)
class AskWhy:
    """Ask for the reasons of the last verdicts."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Leave this question: what is missing is told (guided) or left (exam). In an interview or orders: move on."""


@dataclass(frozen=True, slots=True)
class Choose:
    """Pick options of a choice by their ids; `item` as in `Say`."""

    options: tuple[str, ...]
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Dispute:
    """Claim what was refused in the last judged answer ("I said that").

    `concept` names one of `reasons.disputable` ("" none of them, None the likeliest); `words` is what the trainee adds.
    """

    concept: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class GoTo:
    """Go to another item, where policy allows it."""

    item: str


@dataclass(frozen=True, slots=True)
class Submit:
    """End the run now: `finished` early, or an exam handed in, with what is half typed (`drafts`, by item)."""

    reason: str = "finished"
    drafts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed; the run looks at its limits. `drafts` is what is half typed, by item."""

    drafts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Flag:
    """Mark a question of an exam to come back to; or take the mark away."""

    item: str
    on: bool = True


@dataclass(frozen=True, slots=True)
class Rest:
    """Begin a rest break, where the terms allow one."""


@dataclass(frozen=True, slots=True)
class GoOn:
    """End a rest break."""


@dataclass(frozen=True, slots=True)
class Reenter:
    """The program was opened again on a running exam, on this start of the machine, after so long."""

    boot: str
    away_us: int


@dataclass(frozen=True, slots=True)
class NoteClock:
    """The machine's clock was set by so much since the last event; it is noted and gives no time."""

    by_us: int


@dataclass(frozen=True, slots=True)
class AddTime:
    """Give time to a running exam (fire alarm): how much, who, why; the same `id` is given once."""

    us: int
    by: str
    why: str
    id: str


@dataclass(frozen=True, slots=True)
class Judge:
    """Judge the final answers of an exam that was handed in."""


Action = (
    Begin
    | Say
    | AskHint
    | AskWhy
    | Skip
    | Choose
    | Dispute
    | GoTo
    | Submit
    | Tick
    | Flag
    | Rest
    | GoOn
    | Reenter
    | NoteClock
    | AddTime
    | Judge
)

"""What a trainee can do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Begin:
    """Start the run; `stage` starts there, and what would have been learnt before is told. `person` is who sits it."""

    stage: str | None = None
    person: str = ""


@dataclass(frozen=True, slots=True)
class Say:
    """An answer in free text. A line that starts with "/" never gets here; `?` and everything else does."""

    text: str
    from_draft: bool = False


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
    """Pick options of a choice by their ids."""

    options: tuple[str, ...]


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
    """End the run now: `finished` early, or an exam handed in."""

    reason: str = "finished"


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed; the run looks at its deadlines."""


Action = Begin | Say | AskHint | AskWhy | Skip | Choose | Dispute | GoTo | Submit | Tick

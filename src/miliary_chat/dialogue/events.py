"""What happened: the only truth about an attempt. Events hold the final words that were shown.

Every event is frozen and serialises as it stands (`wire.py`). A new field needs a default; a changed meaning needs a
new version of the event and a lift in `wire.py`, because what is stored is never rewritten.
"""

from dataclasses import dataclass
from typing import Literal

from miliary_chat.dialogue.exam_events import (
    ClockMoved as ClockMoved,
    Flagged as Flagged,
    Paused as Paused,
    Reentered as Reentered,
    Ruled as Ruled,
    TimeAdded as TimeAdded,
    Unpaused as Unpaused,
    Valued as Valued,
    Worth as Worth,
)
from miliary_chat.dialogue.terms import Terms
from miliary_chat.judge.judgement import Reading, Span, Verdict

Policy = Literal["guided", "exam"]
How = Literal["said", "hinted", "prompted", "clarified", "carried"]


@dataclass(frozen=True, slots=True)
class Words:
    """What was said, and the key of the phrase that it was made from ("hint/size/1", "tutor/praise")."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class ItemRef:
    """A question's place in a run: `id` is unique in the run, `case`, `stage` and `question` say whose question it is.

    In an exam `section` is the part that it stands in, and `weight` what it counts there.
    """

    id: str
    case: str
    stage: str
    question: str
    section: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Pending:
    """The tutor's own question, and what its answer is for.

    clarify: what is missing of `concept`, `quote` is what was already said; typo: "did you mean", a yes earns it;
    vague: which order; mend: the question after a correction; anything-else: leaving an interview or the orders;
    lead: commit to a diagnosis; offer: shall the tutor tell it?
    """

    kind: Literal["clarify", "typo", "vague", "mend", "anything-else", "lead", "offer"]
    concept: str = ""
    quote: str = ""
    meant: str = ""


@dataclass(frozen=True, slots=True)
class Started:
    """The run began. The whole script is recorded: the order drawn, the policy, the seed, who, with which judge.

    An exam has its `terms`; `at_us` is when its clock began, and `boot` names the machine's start by which it runs.
    """

    policy: Policy
    seed: int
    items: tuple[ItemRef, ...]
    person: str
    title: str
    judge: str
    stage: str | None = None
    terms: Terms | None = None
    at_us: int = 0
    boot: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """An item became the current one: its words (stage's scene first), and the picture to show; in an exam, when."""

    item: str
    words: Words
    scene: str | None = None
    show: str | None = None
    at_us: int = 0


@dataclass(frozen=True, slots=True)
class Carried:
    """Something was said before its question was asked; it is taken over when that question opens. Not shown now."""

    item: str
    concept: str
    quote: str
    source: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The trainee said something. `revision` counts the answers to this item from 1; `late` is in a time of grace."""

    item: str
    text: str
    revision: int
    from_draft: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """What the judge found in that answer: every verdict but the missing ones, and what nobody claimed."""

    item: str
    revision: int
    judge: str
    verdicts: tuple[Verdict, ...] = ()
    unclaimed: tuple[Span, ...] = ()
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Credited:
    """An expectation was credited: `leaves` is the share of its weight that its rung leaves, in percent."""

    item: str
    concept: str
    words: Words
    leaves: int = 100
    how: How = "said"
    revision: int = 0
    spans: tuple[Span, ...] = ()
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Pumped:
    """The tutor asked for more without saying for what."""

    item: str
    words: Words


@dataclass(frozen=True, slots=True)
class Hinted:
    """A rung down: hint `rung` of `of`; whoever now says it keeps `leaves` percent. `label` is what the trainee sees.

    `asked` says that the trainee asked for it; an attempt is needed before the next one is asked for.
    """

    item: str
    concept: str
    words: Words
    rung: int
    of: int
    leaves: int
    label: str
    point: str | None = None
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Prompted:
    """The last rung before the assertion: one or two words are wanted."""

    item: str
    concept: str
    words: Words
    leaves: int
    label: str
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Asserted:
    """The tutor said it, and why it matters."""

    item: str
    concept: str
    words: Words
    point: str | None = None


@dataclass(frozen=True, slots=True)
class Erred:
    """A misconception or an unreasonable diagnosis was asserted; kept as the first attempt even if mended later."""

    item: str
    concept: str
    revision: int
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Corrected:
    """The tutor corrected it: the grain of truth first, then the correction."""

    item: str
    concept: str
    words: Words
    point: str | None = None


@dataclass(frozen=True, slots=True)
class Contradicted:
    """An expectation was denied or contradicted, and the tutor said where to look again."""

    item: str
    concept: str
    words: Words
    revision: int = 0
    spans: tuple[Span, ...] = ()
    point: str | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class AskedBack:
    """The tutor asked a question of its own; the next answer is heard as the answer to it."""

    item: str
    pending: Pending
    words: Words


@dataclass(frozen=True, slots=True)
class Settled:
    """The tutor's question was answered or has lapsed."""

    item: str
    answered: bool


@dataclass(frozen=True, slots=True)
class Replied:
    """Interview content: what the patient said, what was found, or what was handed over unmarked."""

    item: str
    reply: str
    words: Words
    kind: Literal["reply", "finding", "handover"] = "reply"
    source: str | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Resulted:
    """An order was carried out and gave its result; `worth` is what it was worth then, and never shown in an exam."""

    item: str
    order: str
    words: Words
    worth: Worth
    credit: int = 100
    name: str = ""
    takes: str | None = None
    show: str | None = None
    revision: int = 0
    told: bool = False


@dataclass(frozen=True, slots=True)
class Withheld:
    """An order was not carried out: too early, too vague, refused, or it belongs to another stage."""

    item: str
    order: str
    words: Words
    why: Literal["too-early", "vague", "elsewhere", "budget"]


@dataclass(frozen=True, slots=True)
class Stopped:
    """The trainee has ordered enough; from here what is missing is discussed."""

    item: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A diagnosis was listed, or changed its stance; the latest stance counts. Without words nothing is shown.

    `general`: by a word that may mean others too ("metastases").
    """

    item: str
    entry: str
    stance: Literal["favoured", "asserted", "possible", "unlikely", "withdrawn"]
    name: str = ""
    leaves: int = 100
    revision: int = 0
    spans: tuple[Span, ...] = ()
    words: Words | None = None
    general: bool = False


@dataclass(frozen=True, slots=True)
class Committed:
    """The lead was chosen. `leaves` is what the lead earns in percent; `words` are None while the verdict waits."""

    item: str
    entry: str
    name: str
    leaves: int
    words: Words | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """Options were chosen. `right` is None where it is not told (exam)."""

    item: str
    options: tuple[str, ...]
    right: bool | None
    words: Words | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    """The trainee disputed a refusal: kept apart from the marks, for the author, with the words."""

    item: str
    concept: str
    text: str
    words: Words


@dataclass(frozen=True, slots=True)
class Unrecognised:
    """Words that no concept claimed; kept for the author, never counted against anybody."""

    item: str
    text: str


@dataclass(frozen=True, slots=True)
class Spoke:
    """The tutor said something that changes no mark.

    move: greet, redirect, remind, summarise, explain, note, teach, warn, framework, aside, encourage, compare.
    """

    item: str | None
    move: str
    words: Words
    point: str | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """The item is over: complete, moved-on, skipped, finished (the run ended early), before (the run started later)."""

    item: str
    why: Literal["complete", "moved-on", "skipped", "finished", "before", "time"]


@dataclass(frozen=True, slots=True)
class Ended:
    """Nothing follows: completed, finished early, handed in, or out of time; `at_us` is by an exam's clock."""

    reason: str
    at_us: int = 0


Event = (
    Started
    | Opened
    | Carried
    | Answered
    | Judged
    | Credited
    | Pumped
    | Hinted
    | Prompted
    | Asserted
    | Erred
    | Corrected
    | Contradicted
    | AskedBack
    | Settled
    | Replied
    | Resulted
    | Withheld
    | Stopped
    | Listed
    | Committed
    | Chosen
    | Claimed
    | Unrecognised
    | Spoke
    | Closed
    | Flagged
    | Paused
    | Unpaused
    | Reentered
    | ClockMoved
    | TimeAdded
    | Valued
    | Ruled
    | Ended
)

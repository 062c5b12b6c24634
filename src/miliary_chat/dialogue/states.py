"""The life of an item, as one table: which event may follow in which phase, and where it leads.

An event that the table does not have for a phase is illegal: it raises and changes nothing. The diagram in
`docs/dialogue.md` is made from this table, and a test walks every pair of it.
"""

from enum import Enum
from typing import Final

from miliary_chat.base.errors import IllegalMove
from miliary_chat.dialogue import events as e


class Phase(Enum):
    """Where an item is in its life."""

    UNSEEN = "unseen"
    OPEN = "open"
    PENDING = "pending"
    CLOSED = "closed"


_TALK: Final = (
    e.Answered,
    e.Judged,
    e.Credited,
    e.Pumped,
    e.Hinted,
    e.Prompted,
    e.Asserted,
    e.Erred,
    e.Corrected,
    e.Contradicted,
    e.Replied,
    e.Resulted,
    e.Withheld,
    e.Stopped,
    e.Listed,
    e.Committed,
    e.Chosen,
    e.Claimed,
    e.Unrecognised,
    e.Spoke,
    e.Flagged,
)
"""What is said while an item is open or a question of the tutor's is pending; none of it changes the phase."""

TRANSITIONS: Final[dict[tuple[Phase, type], Phase]] = {
    (Phase.UNSEEN, e.Opened): Phase.OPEN,
    (Phase.UNSEEN, e.Carried): Phase.UNSEEN,  # said before it was asked
    (Phase.UNSEEN, e.Replied): Phase.UNSEEN,  # told to those who start later
    (Phase.UNSEEN, e.Resulted): Phase.UNSEEN,
    (Phase.UNSEEN, e.Spoke): Phase.UNSEEN,
    (Phase.UNSEEN, e.Flagged): Phase.UNSEEN,
    (Phase.UNSEEN, e.Closed): Phase.CLOSED,
    **{(Phase.OPEN, event): Phase.OPEN for event in _TALK},
    (Phase.OPEN, e.Opened): Phase.OPEN,  # come back to, in an exam with free navigation
    (Phase.OPEN, e.AskedBack): Phase.PENDING,
    (Phase.OPEN, e.Closed): Phase.CLOSED,
    **{(Phase.PENDING, event): Phase.PENDING for event in _TALK},
    (Phase.PENDING, e.Settled): Phase.OPEN,
    (Phase.PENDING, e.Closed): Phase.CLOSED,
    (Phase.CLOSED, e.Spoke): Phase.CLOSED,  # summary, reasons, a delayed verdict
    (Phase.CLOSED, e.Claimed): Phase.CLOSED,
    (Phase.CLOSED, e.Replied): Phase.CLOSED,  # handed over after leaving the interview
    (Phase.CLOSED, e.Judged): Phase.CLOSED,  # an exam's answers, judged after it was handed in
    (Phase.CLOSED, e.Credited): Phase.CLOSED,
    (Phase.CLOSED, e.Erred): Phase.CLOSED,
    (Phase.CLOSED, e.Listed): Phase.CLOSED,
    (Phase.CLOSED, e.Committed): Phase.CLOSED,
    (Phase.CLOSED, e.Valued): Phase.CLOSED,
    (Phase.CLOSED, e.Ruled): Phase.CLOSED,  # decided by a person afterwards
}


def follow(phase: Phase, event: e.Event) -> Phase:
    """The phase after `event`; IllegalMove when the table has no such pair."""
    try:
        return TRANSITIONS[phase, type(event)]
    except KeyError:
        raise IllegalMove(f"{type(event).__name__} cannot happen to an item that is {phase.value}.") from None

"""All questions of a running exam at one look: what is answered, flagged, not seen yet, closed."""

from collections.abc import Iterable
from dataclasses import dataclass

from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.dialogue.states import Phase


@dataclass(frozen=True, slots=True)
class Row:
    """One question: its number from 1 through the whole exam, its part's title, and how it stands."""

    number: int
    item: str
    part: str
    answered: bool
    flagged: bool
    seen: bool
    closed: bool
    here: bool

    @property
    def words(self) -> str:
        """How it stands: "answered, flagged, closed"."""
        seen = "answered" if self.answered else "not answered" if self.seen else "not seen yet"
        marks = [("flagged", self.flagged), ("closed", self.closed), ("you are here", self.here)]
        return ", ".join([seen, *(name for name, holds in marks if holds)])


def overview(script: Script, state: State) -> tuple[Row, ...]:
    """Every question, in the order of the exam."""
    return tuple(row(script, state, ref.id) for ref in script.items)


def row(script: Script, state: State, item: str) -> Row:
    """How one question stands."""
    own, ref = state.items[item], script.ref(item)
    part = script.terms.section(ref.section).title if script.terms else ""
    return Row(
        number=script.items.index(ref) + 1,
        item=item,
        part=part,
        answered=is_answered(script, state, item),
        flagged=own.flagged,
        # What was closed before anybody opened it has no moment of opening.
        seen=own.phase is not Phase.UNSEEN and bool(own.opened_us or own.answers),
        closed=own.phase is Phase.CLOSED,
        here=item == state.current and state.ended is None,
    )


def is_answered(script: Script, state: State, item: str) -> bool:
    """Whether something stands as the answer: options chosen, a text not emptied, anything asked or ordered."""
    own = state.items[item]
    if script.activity(item) == "choice":
        return bool(own.chosen)
    if script.activity(item) in ("interview", "order"):
        return bool(own.answers)
    return bool(own.answers and own.answers[-1])


def numbers(rows: Iterable[Row]) -> str:
    """The numbers of questions as they are read out: "2, 5 and 7"."""
    found = [str(one.number) for one in rows]
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}" if found else "none"

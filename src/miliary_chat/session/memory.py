"""A ledger that forgets: what a rehearsal writes to instead of a store."""

from collections.abc import Mapping, Sequence

from miliary_chat.base.errors import Conflict
from miliary_chat.dialogue.events import Answered, Event
from miliary_chat.session.clock import Moment
from miliary_chat.session.store.contract import Extension, Opening, Standing


class MemoryLedger:
    """Keeps one attempt's numbers and drafts in memory, by the rules that a store has."""

    def __init__(self) -> None:
        self.length = 0
        self._drafts: dict[str, str] = {}

    def begin_attempt(self, opening: Opening, events: Sequence[Event], moment: Moment, standing: Standing) -> None:
        """Begin the one attempt; Conflict when it has begun."""
        self.append(opening.id, 0, events, moment, standing)

    def append(self, attempt: str, expected: int, events: Sequence[Event], moment: Moment, standing: Standing) -> None:
        """Count events after number `expected`; Conflict when that is not the last one."""
        if self.length != expected:
            raise Conflict("This rehearsal went on elsewhere.")
        self.length += len(events)
        for event in events:
            if isinstance(event, Answered):
                self._drafts.pop(event.item, None)

    def was_stored(self, attempt: str, after: int, events: Sequence[Event], moment: Moment) -> bool:
        """No: what this ledger has counted, nobody is in doubt of."""
        return False

    def save_draft(self, attempt: str, item: str, text: str) -> None:
        """Keep what is half typed for an item."""
        self._drafts[item] = text

    def read_draft(self, attempt: str, item: str) -> str:
        """What was half typed for an item; empty when nothing was."""
        return self._drafts.get(item, "")

    def read_drafts(self, attempt: str) -> Mapping[str, str]:
        """Everything half typed, by item."""
        return dict(self._drafts)

    def extensions(self, attempt: str) -> tuple[Extension, ...]:
        """None: nobody gives time to a rehearsal."""
        return ()

    def clear_draft(self, attempt: str, item: str) -> None:
        """Forget what was half typed for an item."""
        self._drafts.pop(item, None)

    def read_image(self, pin: str) -> bytes | None:
        """No picture: a rehearsal plays on what is written."""
        return None

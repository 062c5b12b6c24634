"""Whether a store has kept its word: every acknowledged answer is there, once, on a chain that holds."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.sitting import Sat
from miliary_chat.base.errors import StoreError
from miliary_chat.dialogue.events import Answered
from miliary_chat.session.store import Store, open_store


@dataclass(frozen=True, slots=True)
class Kept:
    """What was found when all was read back."""

    acknowledged: int
    lost: int
    doubled: int
    broken: tuple[str, ...]

    @property
    def well(self) -> bool:
        """Whether nothing was lost, nothing is there twice and all chains hold; and there was something to keep."""
        return self.acknowledged > 0 and not (self.lost or self.doubled or self.broken)

    def as_line(self) -> str:
        """The findings in one line, and a line for each broken chain."""
        chains = "all chains hold" if not self.broken else f"{len(self.broken)} chains broken"
        line = f"{self.acknowledged} answers acknowledged: {self.lost} lost, {self.doubled} doubled, {chains}"
        return "\n".join([line, *self.broken])


def looked_up(url: str, sat: Sequence[Sat]) -> Kept:
    """Read every attempt back, by a store that was opened anew."""
    store, lost, doubled, broken = open_store(url), 0, 0, []
    try:
        for one in sat:
            try:
                there = _answers(store, one.attempt)
            except StoreError as error:
                broken.append(str(error))
                continue
            lost += sum(not there[text] for text in one.acknowledged)
            doubled += sum(count - 1 for count in there.values())
    finally:
        store.close()
    return Kept(sum(len(one.acknowledged) for one in sat), lost, doubled, tuple(broken))


def _answers(store: Store, attempt: str) -> Counter[str]:
    """How often each text stands in an attempt."""
    return Counter(record.event.text for record in store.read_events(attempt) if isinstance(record.event, Answered))

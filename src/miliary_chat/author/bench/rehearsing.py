"""Rehearsing a case that is being written: what was answered is answered again whenever the case has changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from miliary_chat.base.errors import IllegalMove, UsageError
from miliary_chat.case.loaded import Loaded
from miliary_chat.dialogue import tutor
from miliary_chat.dialogue.actions import Action, AskWhy, Submit
from miliary_chat.dialogue.concepts import forget
from miliary_chat.dialogue.events import Event
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.dialogue.states import Phase
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import Clock


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, and in which item."""

    item: str
    action: Action


class Rehearsal:
    """A run of a case of which nothing is stored; `attempt` is the run as it stands now."""

    def __init__(self, loaded: Loaded, clock: Clock, *, stage: str | None = None, seed: int = 0) -> None:
        """`stage` starts there; UsageError when there is none of that name."""
        self._clock, self._seed = clock, seed
        self.loaded = loaded
        self.stage = stage
        self._done: list[Done] = []
        self._left: tuple[Done, ...] = ()
        self._before: list[Done] = []
        self._replayed = 0
        self.attempt = self._begun()

    def begin(self, stage: str | None = None) -> None:
        """Begin anew, at a stage or at the beginning."""
        before, self.stage = self.stage, stage
        try:
            self.attempt = self._begun()
        except UsageError:
            self.stage = before
            raise
        self._before, self._left, self._replayed = [], (), 0

    def take(self, loaded: Loaded) -> str:
        """Go on with the case as it is now: everything is done again; the sentence that says how far that went.

        Each thing is done in the item in which it was done. What belongs to an item that is over by then, or gone, is
        passed over; where an earlier item is open still, or something is not allowed any more, the rest waits for the
        next change of the case, unless something else is done first.
        """
        if loaded.hash != self.loaded.hash:
            forget(self.loaded.hash)
        self.loaded = loaded
        again = self._wanted()
        gone = ""
        try:
            self.attempt = self._begun()
        except UsageError:
            gone = f" Its stage “{self.stage}” is gone, so it begins at the beginning."
            self.stage = None
            self.attempt = self._begun()
        words = self._replay(again)
        self._before, self._replayed = again, len(self._done)
        return f"The case was read again.{gone}{words}"

    def _wanted(self) -> list[Done]:
        """All that is to be done again: what the last replay was about, and what was done since."""
        since = self._done[self._replayed :]
        if not since:
            return self._before
        return [*self._before[: len(self._before) - len(self._left)], *since]

    def _replay(self, again: Sequence[Done]) -> str:
        self._left = ()
        for at, done in enumerate(again):
            state = self.attempt.state
            if self._over(done, state):
                continue
            trouble = self._blocked(done, state)
            if not trouble:
                try:
                    self.attempt.send(done.action)
                except IllegalMove as error:
                    trouble = str(error)
            if trouble:
                self._left = tuple(again[at:])
                return f" {trouble}{_waiting(len(self._left))}"
        return ""

    @staticmethod
    def _over(done: Done, state: State) -> bool:
        """Whether the item that it was done in is gone, or closed already."""
        life = state.items.get(done.item)
        return not isinstance(done.action, Submit | AskWhy) and (life is None or life.phase is Phase.CLOSED)

    @staticmethod
    def _blocked(done: Done, state: State) -> str:
        """Why it cannot be done where one is now; empty when it can."""
        if state.ended is not None:
            return "The case ends here now."
        if state.current == done.item or isinstance(done.action, Submit | AskWhy):
            return ""
        return f"After the same answers {state.current} is still open now."

    def _begun(self) -> Attempt:
        self._done = []
        script = Script.of_case(self.loaded.case, self.loaded.hash, seed=self._seed)
        return Attempt.rehearse(script, (), self._clock, stage=self.stage, decide=self._decide)

    def _decide(self, script: Script, state: State, action: Action, at: int) -> tuple[Event, ...]:
        """The tutor's own decision; what it was made about is remembered."""
        events = tutor.decide(script, state, action, at)
        if state.current is not None:
            self._done.append(Done(state.current, action))
        return events


def _waiting(count: int) -> str:
    return f" {'One later step waits' if count == 1 else f'{count} later steps wait'} for the next change."

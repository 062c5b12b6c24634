"""One person's run: an action is decided, its events are stored, and only then is anything changed or shown."""

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from threading import Lock
from types import MappingProxyType
from typing import Final

from miliary_chat.base.errors import IllegalMove, StoreError, TimeOver, Unsettled
from miliary_chat.base.sanitise import clean
from miliary_chat.case.loaded import Loaded
from miliary_chat.dialogue import tutor
from miliary_chat.dialogue.actions import Action, AddTime, Begin, Judge, NoteClock, Reenter, Submit, Tick
from miliary_chat.dialogue.events import Event, Policy, Started
from miliary_chat.dialogue.evolve import fold
from miliary_chat.dialogue.exam.limits import is_due
from miliary_chat.dialogue.score import marks
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.dialogue.states import Phase
from miliary_chat.session.clock import Clock, Moment
from miliary_chat.session.known import Known
from miliary_chat.session.memory import MemoryLedger
from miliary_chat.session.place import place_of
from miliary_chat.session.store.contract import LOCAL, Ledger, Opening, Recorded, Standing, Store
from miliary_chat.session.timekeeper import Timekeeper

Decide = Callable[[Script, State, Action, int], tuple[Event, ...]]

GIFTS_US: Final = 5_000_000
"""How long, at most, given time may stay unseen on a candidate's screen."""

DRAFT_LIMIT: Final = 20_000
"""Code points of a half-typed answer that are kept."""


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A step of which it is not known whether it was stored: the connection broke during the commit."""

    action: Action
    events: tuple[Event, ...]
    moment: Moment


_NO_CASES: Final[Mapping[str, Loaded]] = MappingProxyType({})


_NOTHING_YET: Final = Known(State(), (), 0, None)


class Attempt:
    """A run that goes on. Make one with `start`, `resume` or `rehearse`; `send` is the only way to change it.

    Any thread may call any method; actions queue. `edited` says that the case's file has changed since the start: the
    attempt goes on with the version that it started with.
    """

    def __init__(
        self,
        script: Script,
        ledger: Ledger,
        clock: Clock,
        opening: Opening,
        known: Known,
        decide: Decide,
        cases: Mapping[str, Loaded] = _NO_CASES,
    ) -> None:
        self.script = script
        self.edited = False
        self._cases = cases
        self._ledger = ledger
        self._clock = clock
        self._opening = opening
        self._known = known
        self._decide = decide
        self._turn = Lock()
        self._looked_us: int | None = None  # boot time of the last look for time that was given
        self._doubt: _Doubt | None = None
        self._untold: tuple[Event, ...] = ()  # stored, but whoever sent the action was told that it is not known

    @classmethod
    def start(
        cls,
        store: Store,
        loaded: Loaded,
        clock: Clock,
        *,
        policy: Policy = "guided",
        seed: int | None = None,
        stage: str | None = None,
        person: str | None = None,
        decide: Decide = tutor.decide,
    ) -> "Attempt":
        """Start a case: keep the case as it is now, then begin. `stage` starts there.

        Conflict when the person has this case in progress; StoreError when nothing could be stored.
        """
        store.keep_case(loaded)
        name = secrets.token_hex(8)
        drawn = seed_of(name) if seed is None else seed
        script = Script.of_case(loaded.case, loaded.hash, policy=policy, seed=drawn)
        opening = Opening(name, person or LOCAL, f"case:{loaded.case.id}", policy, script.title)
        return cls.begin(store, script, {loaded.hash: loaded}, opening, clock, stage=stage, decide=decide)

    @classmethod
    def begin(
        cls,
        store: Ledger,
        script: Script,
        cases: Mapping[str, Loaded],
        opening: Opening,
        clock: Clock,
        *,
        stage: str | None = None,
        decide: Decide = tutor.decide,
    ) -> "Attempt":
        """Begin a run of any script; its `cases`, by the hashes that its items name, are kept in the store already."""
        attempt = cls(script, store, clock, opening, _NOTHING_YET, decide, cases)
        attempt.send(Begin(stage, opening.person, clock.now().boot))
        return attempt

    @classmethod
    def resume(
        cls,
        store: Store,
        attempt: str,
        clock: Clock,
        *,
        current: str | None = None,
        decide: Decide = tutor.decide,
        cases: Mapping[str, Loaded] | None = None,
    ) -> "Attempt":
        """Take an attempt up where it was left, from its events and the cases that were kept with it.

        The beginning of its id is enough. `current` is the hash that the case's file has now. `cases` are those that
        the items name, where the store has not kept them. An ended attempt comes back too, to be read. UsageError when
        there is no such attempt, StoreError when it cannot go on.
        """
        summary = store.attempt(attempt)
        recorded = store.read_events(summary.id)
        started = recorded[0].event if recorded else None
        if not isinstance(started, Started):
            raise StoreError(f"Attempt {summary.id} has no beginning.", "Start the case anew.")
        kept = (
            cases
            if cases is not None
            else {pin: store.read_case(pin) for pin in dict.fromkeys(ref.case for ref in started.items)}
        )
        state = fold(record.event for record in recorded)
        script = Script.recorded(started, {pin: loaded.case for pin, loaded in kept.items()})
        opening = Opening(summary.id, summary.person, summary.source, summary.policy, summary.title)
        # Work is counted from now on: between two sittings nobody worked, however short the break.
        keeper = Timekeeper.of(recorded) if script.terms else None
        known = Known(state, recorded, summary.standing.worked_us, clock.now(), keeper, here=False)
        again = cls(script, store, clock, opening, known, decide, kept)
        again.edited = current is not None and current not in script.cases
        return again

    @classmethod
    def peek(cls, store: Store, attempt: str, clock: Clock) -> "Attempt":
        """An attempt without its cases: enough to read its events and the clock of an exam, not to send anything."""
        return cls.resume(store, attempt, clock, cases={})

    @classmethod
    def rehearse(
        cls,
        script: Script,
        actions: Iterable[Action],
        clock: Clock,
        *,
        stage: str | None = None,
        decide: Decide = tutor.decide,
    ) -> "Attempt":
        """Run actions through the tutor without a store, on the same path; more can be sent to what comes back."""
        opening = Opening("rehearsal", LOCAL, "rehearsal", script.policy, script.title)
        attempt = cls(script, MemoryLedger(), clock, opening, _NOTHING_YET, decide)
        attempt.send(Begin(stage, opening.person))
        for action in actions:
            attempt.send(action)
        return attempt

    @property
    def id(self) -> str:
        """The attempt's name in the store; its beginning is enough for a person to type."""
        return self._opening.id

    @property
    def state(self) -> State:
        """What is known of the run now."""
        return self._known.state

    @property
    def events(self) -> tuple[Recorded, ...]:
        """Everything that has happened so far, with its number and moment."""
        return self._known.recorded

    def send(self, action: Action) -> tuple[Event, ...]:
        """Let a person do something: what then happened, stored before it is returned.

        IllegalMove when the dialogue does not allow it; Conflict when another window went on meanwhile; StoreFull and
        StoreError when it could not be stored. Whatever is raised, this attempt and the store are as they were.

        But after Unsettled it is not known whether the store is: the next call finds out before it does anything. If
        the step was stored, its events come first in what that call returns, and the same action is not done again.
        """
        with self._turn:
            again = self._doubt is not None and self._doubt.action == action
            was_stored = self._find_out()
            before = len(self._known.recorded)
            if not was_stored or not (again or self.state.ended is not None):
                self._act(action, self._clock.now())
            untold, self._untold = self._untold, ()
            return untold + tuple(record.event for record in self._known.recorded[before:])

    def draft(self, text: str, item: str | None = None) -> None:
        """Keep what is half typed for a question, the current one by default; empty text forgets it. StoreError.

        Once the time for it is over nothing is kept any more: what was there at that moment is what counts.
        """
        item = item or self.state.current
        if item is None or self._is_too_late(item):
            return
        if text:
            self._ledger.save_draft(self.id, item, clean(text, limit=DRAFT_LIMIT))
        else:
            self._ledger.clear_draft(self.id, item)

    def read_draft(self, item: str | None = None) -> str:
        """What was half typed for a question, the current one by default; empty when nothing was."""
        item = item or self.state.current
        return "" if item is None else self._ledger.read_draft(self.id, item)

    def picture(self, image: str, item: str | None = None) -> bytes | None:
        """A picture's bytes as they were at the start, of the case of `item` (the current one); None without them."""
        here = item or self.state.current or self.script.items[0].id
        loaded = self._cases.get(self.script.ref(here).case)
        pin = loaded.image_hashes.get(image) if loaded else None
        return self._ledger.read_image(pin) if pin else None

    def elapsed_us(self, now: Moment | None = None) -> int:
        """The time worked until `now`, in microseconds: a silence counts up to PAUSE_US, a break not at all."""
        return self._known.worked_until(now or self._clock.now())

    def time(self, now: Moment | None = None) -> int:
        """The time by the attempt's own clock, in microseconds UTC; an exam's cannot be set."""
        return self._known.time(now or self._clock.now())

    def judgement(self) -> tuple[Event, ...]:
        """What the judge finds in an exam that was handed in: events to be ruled on it, stored by whoever asks."""
        return self._decide(self.script, self.state, Judge(), 0)

    def _is_too_late(self, item: str) -> bool:
        known = self._known
        return known.keeper is not None and (
            is_due(known.state, self.time()) or known.state.items[item].phase is Phase.CLOSED
        )

    def _keep_time(self, now: Moment) -> None:
        """Bring an exam's clock up to date: who came back, what was set, what was given, what is out of time."""
        known = self._known
        if known.keeper is not None:
            away = known.keeper.passed(now, same_process=known.here)
            moved = known.keeper.moved(now, same_process=known.here)
            if not known.here:
                self._do(Reenter(now.boot, away), now)
            if moved:
                self._do(NoteClock(moved), now)
        self._take_gifts(now)
        if is_due(self._known.state, self.time(now)):
            self._do(Tick(self._ledger.read_drafts(self.id)), now)

    def _take_gifts(self, now: Moment) -> None:
        """Take up the time that was given: looked for now and then, and always before a limit is acted on.

        Every candidate ticks each second: a look at the store with each would be most of its load.
        """
        looked = self._looked_us
        if looked is not None and 0 <= now.boot_us - looked < GIFTS_US and not is_due(self.state, self.time(now)):
            return
        for gift in self._ledger.extensions(self.id):
            if gift.id not in self.state.additions:
                self._do(AddTime(gift.us, gift.by, gift.why, gift.id), now)
        self._looked_us = now.boot_us

    def _with_drafts(self, action: Action) -> Action:
        if isinstance(action, Submit) and self.script.terms:
            return replace(action, drafts=self._ledger.read_drafts(self.id))
        return action

    def _act(self, action: Action, moment: Moment) -> None:
        """Do what a person wants; in an exam its clock is brought up to date before."""
        if self._known.state.ended is not None:
            raise IllegalMove("This attempt has ended.", "Start the case anew to try again.")
        timed = self.script.terms is not None and bool(self._known.recorded)
        if timed:
            self._keep_time(moment)
            if isinstance(action, Tick):
                return
            if self._known.state.ended is not None:
                raise TimeOver("The time is over, and your exam is handed in.", "What was typed in time counts.")
        self._do(self._with_drafts(action), moment)

    def _do(self, action: Action, moment: Moment) -> None:
        """Decide and commit one action."""
        known = self._known
        events = self._decide(self.script, known.state, action, self.time(moment))
        if events:
            try:
                self._commit(known, events, moment)
            except Unsettled:
                self._doubt = _Doubt(action, events, moment)
                raise

    def _find_out(self) -> bool:
        """Settle the doubt that the last step left; whether that step was stored after all. StoreError."""
        doubt = self._doubt
        if doubt is None:
            return False
        known = self._known
        stored = self._ledger.was_stored(self.id, len(known.recorded), doubt.events, doubt.moment)
        if stored:
            self._known = known.after(doubt.events, fold(doubt.events, known.state), doubt.moment)
            self._untold += doubt.events
        self._doubt = None
        return stored

    def _commit(self, known: Known, events: tuple[Event, ...], moment: Moment) -> None:
        # The state is computed before anything is stored: an event that the protocol forbids must not get into a store
        # that is never rewritten, where it would make every later resume fail.
        state = fold(events, known.state)
        worked = known.worked_until(moment)
        standing = Standing(place_of(self.script, state), state.ended, self._total(state), worked)
        count = len(known.recorded)
        if count == 0:
            self._ledger.begin_attempt(self._opening, events, moment, standing)
        else:
            self._ledger.append(self.id, count, events, moment, standing)
        self._known = known.after(events, state, moment)

    def _total(self, state: State) -> int | None:
        """The mark that lists show: of a guided run that has ended. An exam's is for its blueprint to show."""
        return marks(self.script, state).total if state.ended is not None and state.policy == "guided" else None


def seed_of(attempt: str) -> int:
    """The seed of an attempt whose person gave none: 32 bits drawn from its name, the same on every machine."""
    return int.from_bytes(hashlib.sha256(f"seed\n{attempt}".encode()).digest()[:4])

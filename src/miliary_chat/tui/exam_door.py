"""How an exam is opened: its rules, a sitting that begins or goes on, the screen after the hand-in, and the marking."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from miliary_chat.base.errors import MiliaryError, UsageError
from miliary_chat.session.taking_up import is_exam

# All that plays an exam is imported when one is opened: home is to be seen at once.
if TYPE_CHECKING:
    from miliary_chat.case.candidates import Candidate
    from miliary_chat.session.attempt import Attempt
    from miliary_chat.session.clock import Clock, Moment
    from miliary_chat.session.exam import Paper
    from miliary_chat.session.store import Store, Summary
    from miliary_chat.tui.app import MiliaryApp
    from miliary_chat.tui.start import MarkExam


@dataclass(frozen=True, slots=True)
class Running:
    """An attempt that goes on, and what was left when it was looked at (microseconds; None without a limit)."""

    attempt: str
    left_us: int | None
    at: "Moment"

    def left(self, now: "Moment") -> int | None:
        """What is left now."""
        return None if self.left_us is None else max(0, self.left_us - (now.boot_us - self.at.boot_us))


@dataclass(frozen=True, slots=True)
class Entrance:
    """Where a candidate stands before an exam: what is running, what was used, what was handed in last.

    `refused` says why no attempt can be begun; empty when one can.
    """

    candidate: "Candidate"
    used: int = 0
    running: Running | None = None
    handed_in: str | None = None
    refused: str = ""


class ExamDoor:
    """Opens exams for an app."""

    def __init__(self, app: "MiliaryApp") -> None:
        self._app = app

    # From the list.

    def open(self, name: str, code: str = "", seed: int | None = None) -> None:
        """The rules of an exam."""
        self._app.run_worker(self._open(name, code, seed), group="open", exclusive=True)

    async def _open(self, name: str, code: str, seed: int | None) -> None:
        app = self._app
        try:
            paper = await app.desk.do(self._paper, name)
            entrance = await self.entrance(paper, code) if code or not paper.candidates else None
        except MiliaryError as error:
            await app.say(error)
            return
        from miliary_chat.tui.screens.exam.rules import RulesScreen

        await app.alone(RulesScreen(paper, entrance, code=code, seed=seed))

    def _paper(self, name: str) -> "Paper":
        from miliary_chat.exam.papers import paper_at

        return paper_at(name, self._app.library)

    async def entrance(self, paper: "Paper", code: str) -> Entrance:
        """Where the candidate with this code stands; UsageError for an unknown code."""
        store = await self._app.store()
        return await self._app.desk.do(_entrance, store, paper, self._app.clock, code)

    async def begin(self, paper: "Paper", code: str, seed: int | None) -> None:
        """Begin: the clock runs. MiliaryError when that cannot be."""
        from miliary_chat.session.exam import begin

        app = self._app
        store = await app.store()
        attempt = await app.desk.do(begin, store, paper, app.clock, code=code, seed=seed)
        await self.show(attempt)

    # An attempt.

    def resume(self, attempt: str) -> None:
        """Go on with an attempt, or show it as it was handed in."""
        self._app.run_worker(self._resume(attempt), group="open", exclusive=True)

    async def _resume(self, name: str) -> None:
        try:
            store = await self._app.store()
            summary = await self._app.desk.do(store.attempt, name)
            await self.show(await self.again(summary.id))
        except MiliaryError as error:
            await self._app.say(error)

    async def again(self, attempt: str) -> "Attempt":
        """An attempt as the store has it now; MiliaryError when it cannot be had."""
        store = await self._app.store()
        return await self._app.desk.do(self._taken_up, store, attempt)

    def _taken_up(self, store: "Store", attempt: str) -> "Attempt":
        from miliary_chat.exam.resuming import resume

        return resume(store, attempt, self._app.clock)

    async def show(self, attempt: "Attempt") -> None:
        """An attempt on the screen: its question, or what comes after the hand-in."""
        from miliary_chat.tui.screens.exam.sitting import ExamScreen

        if attempt.state.ended is None:
            await self._app.alone(ExamScreen(attempt, graphics=self._app.graphics))
        else:
            await self._show_handed_in(attempt, None)

    async def drafts(self, attempt: "Attempt") -> Mapping[str, str]:
        """What is half typed, by question."""
        store = await self._app.store()
        return await self._app.desk.do(store.read_drafts, attempt.id)

    def show_handed_in(self, attempt: "Attempt") -> None:
        """What comes after the hand-in."""
        self._app.run_worker(self._show_handed_in(attempt, Path.cwd()), group="open", exclusive=True)

    async def _show_handed_in(self, attempt: "Attempt", folder: Path | None) -> None:
        from miliary_chat.exam.handed_in import conclude
        from miliary_chat.tui.screens.exam.over import OverScreen

        app = self._app
        try:
            store = await app.store()
            then = await app.desk.do(conclude, store, attempt, app.clock, folder)
        except MiliaryError as error:
            await app.say(error)
            return
        await app.alone(OverScreen(attempt, then))

    # Marking.

    def mark(self, what: "MarkExam") -> None:
        """Put what waits in an exam before its marker."""
        self._app.run_worker(self._mark(what), group="open", exclusive=True)

    async def _mark(self, what: "MarkExam") -> None:
        from miliary_chat.exam.marker import Marker
        from miliary_chat.exam.marking import Marking
        from miliary_chat.tui.screens.marking import MarkingScreen

        app = self._app
        try:
            store = await app.store()
            marking = await app.desk.do(Marking, store, what.source, app.clock, by=what.by)
            marker = await app.desk.do(Marker, marking, app.clock)
        except MiliaryError as error:
            app.last_words = str(error)
            app.exit(1)
            return
        await app.push_screen(MarkingScreen(marker))

    # What home asks.

    async def end_overdue(self) -> tuple[str, ...]:
        """End what ran out of time while nobody was there; the sentences to tell about it."""
        store = await self._app.store()
        return await self._app.desk.do(self._end_overdue, store)

    def _end_overdue(self, store: "Store") -> tuple[str, ...]:
        from miliary_chat.exam.handed_in import end_overdue

        try:
            ended = end_overdue(store, self._app.clock, Path.cwd())
        except MiliaryError as error:  # one that cannot be ended here must not keep the list from being shown
            return (str(error),)
        return tuple(
            f"The time of “{one.title}” ran out while nobody was here: it was handed in then. {one.trouble}".strip()
            for one in ended
        )

    async def running(self, attempts: "Sequence[Summary]") -> Mapping[str, Running]:
        """The attempts at exams that go on, by their ids."""
        store = await self._app.store()
        return await self._app.desk.do(_running, store, self._app.clock, live_exams(attempts))


def live_exams(attempts: "Iterable[Summary]") -> "tuple[Summary, ...]":
    """The attempts at exams that go on."""
    return tuple(one for one in attempts if one.live and is_exam(one))


def _running(store: "Store", clock: "Clock", attempts: "Sequence[Summary]") -> Mapping[str, Running]:
    return {one.id: _looked_at(store, clock, one.id) for one in attempts}


def _looked_at(store: "Store", clock: "Clock", attempt: str) -> Running:
    from miliary_chat.dialogue.exam.limits import left
    from miliary_chat.session.exam import as_it_stands

    moment = clock.now()
    now, state = as_it_stands(store, attempt, clock)
    return Running(attempt, left(state, now), moment)


def _entrance(store: "Store", paper: "Paper", clock: "Clock", code: str) -> Entrance:
    candidate = paper.candidate(code)
    own = store.attempts(person=candidate.code, source=paper.name)
    live = next((one for one in own if one.live), None)
    ended = next((one.id for one in own if not one.live), None)
    running = _looked_at(store, clock, live.id) if live else None
    refused = ""
    try:
        paper.refuse_outside(clock.now().utc_us)
    except UsageError as error:
        refused = str(error)
    allowed = paper.blueprint.attempts
    if allowed is not None and len(own) >= allowed and live is None:
        refused = (
            "You have handed in this exam; it cannot be sat again."
            if allowed == 1
            else (f"You have used all {allowed} attempts at this exam.")
        )
    return Entrance(candidate, len(own), running, ended, refused)

"""Sitting an exam: its time passes, what is typed is kept and sent, and what came of it is shown."""

from collections.abc import Callable, Coroutine
from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from miliary_chat.base.errors import Conflict, MiliaryError
from miliary_chat.dialogue.actions import Action, Tick
from miliary_chat.dialogue.exam import limits
from miliary_chat.dialogue.exam.announcing import announced
from miliary_chat.dialogue.states import Phase
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.commands import Unknown
from miliary_chat.tui import exam_deeds, exam_items
from miliary_chat.tui.deeds import Deed
from miliary_chat.tui.exam_deeds import EXAM_DEEDS
from miliary_chat.tui.exam_news import news
from miliary_chat.tui.exam_time import faces
from miliary_chat.tui.messages import Paused, Sent
from miliary_chat.tui.screens.exam import answering, doing
from miliary_chat.tui.screens.exam.frame import ALL_CLOSED, ExamFrame
from miliary_chat.tui.screens.exam.rest import RestScreen
from miliary_chat.tui.screens.exam.timed import Timed
from miliary_chat.tui.viewer.graphics import HALF, Graphics
from miliary_chat.tui.warming import Warming
from miliary_chat.tui.widgets.exam_bar import ExamBar

LAST: Final = 10_000_000
"""Microseconds before a limit from which on what is in the box is kept every second, pause or no pause."""


class ExamScreen(ExamFrame):
    """One attempt at an exam, one question at a time. All that is sent goes through `send`."""

    AUTO_FOCUS = "#box"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(deed.key, f"deed('{deed.name}')", deed.label, show=False) for deed in EXAM_DEEDS if deed.key),
        Binding("escape", "deed('quit')", show=False),
    ]
    deeds = EXAM_DEEDS

    def __init__(self, attempt: Attempt, *, graphics: Graphics = HALF) -> None:
        """`graphics` how pictures are drawn."""
        super().__init__(attempt, graphics=graphics)
        self.kept = ""
        """What of the box is in the store, as an answer or as a draft."""
        self._told = len(attempt.events)
        self._looked = attempt.time()
        self._busy = self._ticking = self._over = False
        self._resting = False  # from the rest screen's opening until going on has been stored, or was refused
        self._warming = self._warm_up()

    def _warm_up(self) -> Warming:
        script = self.attempt.script
        return Warming(script, [ref.id for ref in script.items if not exam_items.written(script, ref.id)])

    async def on_mount(self) -> None:
        """The question that was left, and what was half typed; then the clock."""
        self.watch(self.talk, "scroll_y", self.tell_keys, init=False)
        self.show_item()
        self.catch_up()
        self.tick()
        self.set_interval(1.0, self.tick)

    def _open_item(self) -> str | None:
        state = self.attempt.state
        closed = state.current is None or state.items[state.current].phase is Phase.CLOSED
        return None if closed else state.current

    def show_item(self) -> None:
        """Show the current question from its beginning, with what stands as its answer or is half typed."""
        self.item, self.telling = self._open_item(), None
        kept = exam_items.kept_answer(self.attempt.script, self.attempt.state, self.item) if self.item else ""
        self.kept = kept
        self.box.take(kept)
        self.draw(anew=True)
        self.run_worker(self._put_back(self.item, kept), group="draft", exclusive=True)
        if not self._warming.over:
            self.run_worker(self._warm(), group="warm", exclusive=True)

    async def _put_back(self, item: str | None, kept: str) -> None:
        """What was half typed for a question, once the store has told it; nothing that is typed by then is lost."""
        if item is None:
            return
        try:
            draft = await self.desk.desk.do(self.attempt.read_draft, item)
        except MiliaryError as error:
            self.note(str(error))
            return
        if draft and item == self.item and self.box.text == kept:
            self.kept = draft
            self.box.take(draft)

    async def _warm(self) -> None:
        await self.desk.side.do(self._warming.step)
        while not (self._warming.over or self._busy or self.box.typing):
            await self.desk.side.do(self._warming.step)

    # The time.

    def tick(self) -> None:
        """A second has passed: show it, keep what is typed when a limit is near, and let the exam see to its limits."""
        if self._over:
            return
        self._show_time()
        if not (self._ticking or self._busy):
            self._ticking = True
            self.run_worker(self._pass_time(), group="tick")

    def _show_time(self) -> None:
        state, at = self.attempt.state, self.attempt.time()
        clocks = faces(state, at)
        self.query_one(ExamBar).faces = clocks
        for screen in self.app.screen_stack:
            if isinstance(screen, Timed):
                screen.show_faces(clocks)
        for words in announced(state, self._looked, at):
            self.announce(words)
        self._looked = at
        left = limits.left(state, at)
        if left is not None and 200_000 < left <= 1_200_000:  # what is typed in the last second counts, too
            self.set_timer((left - 150_000) / 1_000_000, self._keep_last)

    async def _keep_last(self) -> None:
        await self.keep_draft()

    async def _pass_time(self) -> None:
        try:
            left = limits.left(self.attempt.state, self.attempt.time())
            if left is not None and 0 < left <= LAST:
                await self.keep_draft()
            await self.send(Tick())
        finally:
            self._ticking = False

    # What is sent.

    def work(self, doing: Callable[[], Coroutine[object, object, None]]) -> None:
        """Do something that sends; what is being done is not done twice."""
        if self._busy:
            self.note("One moment: your last answer is still being stored.")
            return
        self._busy = True
        self.note("")
        self.run_worker(self._alone(doing), group="work")

    async def _alone(self, doing: Callable[[], Coroutine[object, object, None]]) -> None:
        try:
            await doing()
        finally:
            self._busy = False

    async def send(self, action: Action) -> bool:
        """Let the attempt do it and show what came of it; False, with the reason told, when it was not done."""
        attempt, done = self.attempt, True
        try:
            await self.desk.desk.do(self._warming.send, attempt, action)
        except Conflict:
            await self._take_anew()
            return False
        except MiliaryError as error:
            self.box.await_pause()
            self.note(str(error))
            done = False
        self.catch_up()
        return done

    def catch_up(self) -> None:
        """Tell what happened since the last look, whoever brought it about."""
        if self._over:
            return
        fresh = [record.event for record in self.attempt.events[self._told :]]
        self._told = len(self.attempt.events)
        state = self.attempt.state
        if state.ended is not None:
            self._over = True
            self.desk.exams.show_handed_in(self.attempt)
            return
        if self._open_item() != self.item:
            self.show_item()
        elif fresh:
            self.draw()
        for words in news(self.attempt.script, state, fresh):
            self.announce(words)
        if state.paused_us is not None and not self._resting:
            self._resting = True
            self.app.push_screen(RestScreen(self.attempt), lambda _: self._rested())
        if fresh:
            self._show_time()

    def _rested(self) -> None:
        """Back from the rest screen. What does not succeed now is tried again: the next tick opens the screen anew."""
        if self._busy:
            self._resting = False
        else:
            self.work(self._go_on)

    async def _go_on(self) -> None:
        try:
            await answering.go_on(self)
        finally:
            self._resting = False

    async def _take_anew(self) -> None:
        """Another window went on with this exam: show how it stands now. What was typed here stays, or is kept."""
        typed, item = self.box.text, self.item
        try:
            attempt = await self.desk.exams.again(self.attempt.id)
            if item is not None and attempt.state.current != item and typed != self.kept:
                await self.desk.desk.do(attempt.draft, typed, item)
        except MiliaryError as error:
            self.note(str(error))
            return
        self.attempt, self._told = attempt, len(attempt.events)
        self._warming = self._warm_up()
        if self._open_item() != item:
            self.show_item()
        else:
            self.draw()
        self.catch_up()
        if not self._over:
            self.announce("This exam went on in another window. Here is how it stands now; use only one of the two.")

    async def keep_draft(self) -> None:
        """Keep what stands in the box for the question that it was typed for."""
        text, item = self.box.text, self.item
        if item is None or self._over or text == self.kept or exam_deeds.read(text):
            return
        try:
            await self.desk.desk.do(self.attempt.draft, text, item)
        except MiliaryError as error:
            self.note(f"What you type is not being kept: {error.what}")
            return
        if item == self.item:
            self.kept = text

    # What comes from the widgets.

    def on_sent(self, message: Sent) -> None:
        """Enter: a command, or an answer."""
        meant = exam_deeds.read(message.text)
        if isinstance(meant, Unknown):
            self.note(meant.words)
            self.box.select_all()
        elif meant is not None:
            self._command(*meant)
        elif self.item is None:
            self.note(ALL_CLOSED)
        else:
            self.work(lambda: answering.enter(self, message.text))

    def _command(self, deed: Deed, rest: str) -> None:
        """A command stands where an answer may have stood: that one comes back."""
        self.box.take("" if exam_deeds.read(self.kept) else self.kept)
        self.do(deed.name, rest)

    async def on_paused(self, message: Paused) -> None:
        """Typing paused: keep it."""
        if not self._busy:
            await self.keep_draft()

    def do(self, name: str, rest: str = "") -> None:
        """Do a deed, or say why it cannot be done now."""
        self.note("")
        deed = exam_deeds.exam_deed(name)
        if deed.applies(self.now):
            doing.EXAM_DOINGS[name](self, rest)
        else:
            self.note(exam_deeds.not_now(deed, self.now))

"""The question of an exam that is open: its words and its talk, the picture, the answer, and the time that is left."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual import events as textual_events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Static

from miliary_chat.base.errors import Conflict, MiliaryError
from miliary_chat.base.sanitise import ANSWER_LIMIT
from miliary_chat.dialogue.actions import Action, Tick
from miliary_chat.dialogue.exam import limits
from miliary_chat.dialogue.exam.announcing import announced
from miliary_chat.dialogue.states import Phase
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.commands import Unknown
from miliary_chat.tui import exam_deeds, exam_items
from miliary_chat.tui.choosing import Picking
from miliary_chat.tui.deeds import Deed, Now
from miliary_chat.tui.exam_deeds import EXAM_DEEDS
from miliary_chat.tui.exam_lines import ItemTelling, neutral, tell_item
from miliary_chat.tui.exam_news import news
from miliary_chat.tui.exam_time import faces
from miliary_chat.tui.film import Film, load_film
from miliary_chat.tui.messages import Capped, DeedChosen, OptionPicked, Paused, Refocused, Scrolled, Sent, Ticked
from miliary_chat.tui.screens.exam import answering, doing
from miliary_chat.tui.screens.exam.rest import RestScreen
from miliary_chat.tui.screens.exam.timed import Timed
from miliary_chat.tui.sizes import ROOMY
from miliary_chat.tui.warming import Warming
from miliary_chat.tui.widgets.answer_box import AnswerBox
from miliary_chat.tui.widgets.exam_bar import ExamBar
from miliary_chat.tui.widgets.key_line import Key, KeyLine
from miliary_chat.tui.widgets.option_page import OptionPage
from miliary_chat.tui.widgets.picture_pane import PicturePane

if TYPE_CHECKING:
    from miliary_chat.tui.app import MiliaryApp

LAST: Final = 10_000_000
"""Microseconds before a limit from which on what is in the box is kept every second, pause or no pause."""

_INVITES: Final = {
    "interview": "Ask, or say what you examine …",
    "differential": "Your list, in any order; say which one leads …",
    "order": "What do you order? Several in a line are fine …",
    "choice": "A letter, or ↑ ↓ and Enter",
    "recommit": "Which diagnosis leads now?",
}
_ALL_CLOSED: Final = "All questions are closed. F8 hands in."


class ExamScreen(Screen[None]):
    """One attempt at an exam. What is shown is the fold of its events; nothing here knows what is right."""

    AUTO_FOCUS = "#box"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(deed.key, f"deed('{deed.name}')", deed.label, show=False) for deed in EXAM_DEEDS if deed.key),
        Binding("escape", "deed('quit')", show=False),
    ]
    deeds = EXAM_DEEDS

    def __init__(self, attempt: Attempt, *, cells: bool = True) -> None:
        """`cells` whether pictures may be drawn."""
        super().__init__()
        self.attempt = attempt
        self.cells = cells
        self.item: str | None = None
        """The question that is on the screen; None when all are closed."""
        self.kept = ""
        """What of the box is in the store, as an answer or as a draft."""
        self.picking = Picking()
        self._told = len(attempt.events)
        self._looked = attempt.time()
        self._films: dict[tuple[str, str], Film] = {}
        self._up: tuple[str, str] | None = None
        self._telling: ItemTelling | None = None
        self._busy = self._ticking = self._over = False
        self.noted = ""
        """The sentence above the box."""
        self._picked: tuple[object, ...] = ()
        self._warming = self._warm_up()

    def _warm_up(self) -> Warming:
        script = self.attempt.script
        return Warming(script, [ref.id for ref in script.items if not exam_items.written(script, ref.id)])

    @property
    def desk(self) -> "MiliaryApp":
        """The app that this screen belongs to."""
        return cast("MiliaryApp", self.app)

    def compose(self) -> ComposeResult:
        """The bar, the question beside the picture, a line for notes, the box, the keys."""
        yield ExamBar(id="exam-bar")
        with Horizontal(id="middle"):
            yield OptionPage(sticky=True, id="talk")
            yield PicturePane(id="film", cells=self.cells)
        yield Static("", markup=False, id="note")
        yield AnswerBox(id="box")
        yield KeyLine(id="keys")

    # What is on the screen, found by its name.

    @property
    def talk(self) -> OptionPage:
        """The question and its talk."""
        return self.query_one("#talk", OptionPage)

    @property
    def box(self) -> AnswerBox:
        """The answer box."""
        return self.query_one("#box", AnswerBox)

    @property
    def pane(self) -> PicturePane:
        """The picture."""
        return self.query_one("#film", PicturePane)

    @property
    def now(self) -> Now:
        """What matters for what can be done."""
        script, state = self.attempt.script, self.attempt.state
        terms = script.terms
        return Now(
            place="exam",
            activity=script.activity(self.item) if self.item else "",
            policy="exam",
            ended=state.ended is not None,
            picture=self._telling is not None and self._telling.shown is not None,
            resting=state.paused_us is not None,
            breaks=terms is not None and state.rested_us < terms.rest_us,
            invigilated=terms is not None and bool(terms.word),
        )

    async def on_mount(self) -> None:
        """The question that was left, and what was half typed; then the clock."""
        self.watch(self.talk, "scroll_y", self._tell_keys, init=False)
        self.show_item()
        self.catch_up()
        self.tick()
        self.set_interval(1.0, self.tick)

    # The question.

    def _open_item(self) -> str | None:
        state = self.attempt.state
        closed = state.current is None or state.items[state.current].phase is Phase.CLOSED
        return None if closed else state.current

    def show_item(self) -> None:
        """Show the current question from its beginning, with what stands as its answer or is half typed."""
        self.item, self._telling = self._open_item(), None
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

    def draw(self, *, anew: bool = False) -> None:
        """The question as the events tell it, the bar, the box and the keys."""
        script, state = self.attempt.script, self.attempt.state
        bar = self.query_one(ExamBar)
        if self.item is None:
            bar.title, bar.place, bar.flagged = script.title, "all questions closed", False
            self.talk.show([])
            self.box.invite(_ALL_CLOSED)
        else:
            part = exam_items.part(script, self.item)
            bar.title = part.title if part else script.title
            bar.place, bar.flagged = exam_items.position(script, self.item), state.items[self.item].flagged
            self._telling = tell_item(script, (record.event for record in self.attempt.events), self.item)
            picked = (self.item, self._telling.choice, state.items[self.item].chosen)
            if picked != self._picked:  # ticks that nobody has sent yet stay
                self._picked = picked
                self.picking.open_with(self._telling.blocks, *picked[1:])
            self.box.invite(_INVITES.get(script.activity(self.item), "Your answer …"))
            self.draw_options(anew=anew)
        self.box.choosing = self.picking.kind if self.item else ""
        self._tell_keys()
        if self._wanted() != self._up:
            self.run_worker(self._put_up(), group="film", exclusive=True)

    def draw_options(self, *, anew: bool = False) -> None:
        """The page, with the cursor of a choice where it is now."""
        if self._telling is not None:
            talk = self.talk
            talk.choice = self._telling.choice
            talk.show(self.picking.drawn(self._telling.blocks))
            if anew:  # a question is read from its beginning, its talk from its end
                talks = self.item is not None and exam_items.talks(self.attempt.script, self.item)
                talk.scroll_to(y=talk.max_scroll_y if talks else 0, animate=False, force=True, immediate=True)

    def note(self, words: str) -> None:
        """One sentence above the box, until the next thing is done; empty takes it away."""
        if words == self.noted:
            return
        self.noted = words
        note = self.query_one("#note", Static)
        note.update(words)
        note.display = bool(words)

    def announce(self, words: str) -> None:
        """Something about the exam that must not be missed: above the box, and in a corner for a while."""
        self.note(words)
        self.app.notify(words, markup=False, timeout=8)

    # The picture: without its places, its expert's words and whatever else would tell.

    def _wanted(self) -> tuple[str, str] | None:
        telling = self._telling
        if telling is None or telling.shown is None or telling.shown_in is None:
            return None
        return telling.shown_in, telling.shown

    async def _put_up(self) -> None:
        wanted = self._wanted()
        if wanted is not None:
            film = await self.film(*wanted)
            other = await self.film(wanted[0], film.compare) if film.compare else None
            self.pane.show(film, other, may_tell=False)
        self.set_class(wanted is not None, "-film")
        self._up = wanted

    async def film(self, item: str, image: str) -> Film:
        """A picture as a candidate may see it, decoded once."""
        pin = self.attempt.script.ref(item).case
        if (pin, image) not in self._films:
            data = await self.desk.desk.do(self.attempt.picture, image, item)
            film = await self.desk.side.do(load_film, self.attempt.script.cases[pin], image, data)
            self._films[pin, image] = neutral(film)
        return self._films[pin, image]

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
        if state.paused_us is not None and not isinstance(self.app.screen, RestScreen):
            self.app.push_screen(RestScreen(self.attempt), lambda _: self.work(lambda: answering.go_on(self)))
            self._show_time()

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
            self.note(_ALL_CLOSED)
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

    def on_capped(self, message: Capped) -> None:
        """More was pasted than an answer holds."""
        self.note(f"An answer holds {ANSWER_LIMIT:,} characters; the last {message.left_out:,} were left out.")

    def on_scrolled(self, message: Scrolled) -> None:
        """The box steers the page, or the options of a choice."""
        if message.lines and self.picking.at is not None:
            self.picking.move(message.lines)
            self.draw_options()
            return
        by = message.lines or message.pages * max(self.talk.size.height - 2, 1)
        self.talk.scroll_relative(y=by, animate=False, immediate=True)

    def on_ticked(self, message: Ticked) -> None:
        """Space ticks an option."""
        if self.picking.at is not None:
            self.picking.tick()
            self.draw_options()

    def on_option_picked(self, message: OptionPicked) -> None:
        """A click on an option; Enter takes it."""
        self.picking.pick(message.number)
        self.draw_options()
        self.box.focus()

    def on_refocused(self, message: Refocused) -> None:
        """Escape in the picture."""
        self.box.focus()

    def on_descendant_focus(self, event: textual_events.DescendantFocus) -> None:
        """The keys are other ones now."""
        self._tell_keys()

    def on_resize(self, event: textual_events.Resize) -> None:
        """With the room, the keys change."""
        self._tell_keys()

    def _tell_keys(self) -> None:
        if self.pane.has_focus:
            self.query_one(KeyLine).tell(self.pane.keys)
            return
        keys: list[Key] = [] if self.talk.at_end else [("PgDn", "more below")]
        if self.item is not None:
            keys.append(("⏎", "send" if exam_items.talks(self.attempt.script, self.item) else "keep, next"))
        if self.picking.at is not None:
            keys.append(("↑↓", "options"))
        if self.now.picture:
            keys.append(("tab", "picture") if self.size.width >= ROOMY else ("F7", "picture"))
        deeds = [key for key in exam_deeds.offered(self.now) if key not in keys]
        self.query_one(KeyLine).tell([*keys, *deeds, ("F1", "help")])

    def on_deed_chosen(self, message: DeedChosen) -> None:
        """From the palette."""
        self.do(message.name, message.rest)

    def action_deed(self, name: str) -> None:
        """By its key."""
        self.do(name)

    def do(self, name: str, rest: str = "") -> None:
        """Do a deed, or say why it cannot be done now."""
        self.note("")
        deed = exam_deeds.exam_deed(name)
        if deed.applies(self.now):
            doing.EXAM_DOINGS[name](self, rest)
        else:
            self.note(exam_deeds.not_now(deed, self.now))

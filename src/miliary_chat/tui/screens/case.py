"""The case: the talk, the picture beside it, and the box that answers are typed into."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from miliary_chat.base.errors import MiliaryError
from miliary_chat.dialogue.actions import Action, Say, Submit
from miliary_chat.dialogue.events import Answered, Ended, Event
from miliary_chat.dialogue.showing import may_tell
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.commands import Unknown
from miliary_chat.tui import deeds, doing
from miliary_chat.tui.choosing import Choosing
from miliary_chat.tui.deeds import DEEDS, Now
from miliary_chat.tui.film import Film, ReadImage, load_film
from miliary_chat.tui.messages import Paused, Sent
from miliary_chat.tui.screens.conversation import INVITES, ConversationScreen
from miliary_chat.tui.sizes import ROOMY
from miliary_chat.tui.stations import stations
from miliary_chat.tui.transcript_lines import Telling
from miliary_chat.tui.viewer.graphics import HALF, Graphics
from miliary_chat.tui.warming import Warming
from miliary_chat.tui.widgets.key_line import Key
from miliary_chat.tui.widgets.page import Page
from miliary_chat.tui.widgets.stage_rail import StageRail, clocked

_ENDED = "The case is over. Enter opens the debrief."


class Talk(Page, can_focus=False):
    """The talk is read from the box: PgUp and PgDn go through, Tab leads to the picture."""


class CaseScreen(ConversationScreen):
    """One attempt on the screen: what is shown is the fold of its events, what is typed goes to it."""

    AUTO_FOCUS = "#box"
    TALK = Talk
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(deed.key, f"deed('{deed.name}')", deed.label, show=False) for deed in DEEDS),
        Binding("escape", "deed('quit')", show=False),
    ]

    def __init__(
        self, attempt: Attempt, read_image: ReadImage, *, graphics: Graphics = HALF, timer: bool = True
    ) -> None:
        """`graphics` how pictures are drawn, `timer` whether the time worked is shown."""
        super().__init__(Choosing(), graphics=graphics)
        self._read_image = read_image
        self._timer = timer
        self._films: dict[str, Film] = {}
        self._busy = False
        self._sending = ""
        self._up: tuple[object, ...] = ()
        self._kept = ""
        self._take_up(attempt)

    def _take_up(self, attempt: Attempt) -> None:
        self.attempt = attempt
        self.telling = Telling(attempt.script)
        self.choosing = Choosing()
        ids = [ref.id for ref in attempt.script.items]
        at = ids.index(attempt.state.current) if attempt.state.current else len(ids)
        self._warming = Warming(attempt.script, ids[at:])

    def bar(self) -> StageRail:
        """The case's stages."""
        return StageRail(id="rail")

    @property
    def now(self) -> Now:
        """What matters for what can be done."""
        attempt, item = self.attempt, self.attempt.state.current
        return Now(
            activity=attempt.script.activity(item) if item else "",
            policy=attempt.script.policy,
            ended=attempt.state.ended is not None,
            answered=any(life.answers for life in attempt.state.items.values()),
            picture=self.telling.shown is not None,
        )

    async def on_mount(self) -> None:
        """Tell what has happened so far, and put what was half typed back into the box."""
        self._present()
        draft = await self.desk.desk.do(self.attempt.read_draft)
        if draft and not self.box.text:
            self._kept = draft
            self.box.take(draft)
        if self.attempt.edited:
            self.note("The case has been edited since; you go on with the version that you started with.")
        self.call_after_refresh(self._get_ready)
        self.watch(self.talk, "scroll_y", self.tell_keys, init=False)
        self._tick()
        self.set_interval(1.0, self._tick)

    def _present(self) -> None:
        self.query_one(StageRail).title = self.attempt.script.title
        self.tell(tuple(recorded.event for recorded in self.attempt.events))

    def show_instead(self, attempt: Attempt, *, same_pictures: bool = False) -> None:
        """Show another attempt in this one's place; what is half typed stays."""
        self._take_up(attempt)
        if not same_pictures:
            self._films, self._up = {}, ()
        self._present()
        self._get_ready()

    def tell(self, events: tuple[Event, ...]) -> None:
        """Show what happened: in the talk, on the rail, in the picture, in the keys."""
        before = self.telling.choice
        first = self.telling.tell(events)
        choice = self.telling.choice
        self.choosing.open(self.telling.blocks, choice)
        self._draw(min(at for at in (first, before, choice) if at is not None))
        pointed = any(getattr(event, "point", None) for event in events)
        if pointed or self._wanted() != self._up:
            self.run_worker(self._put_up(), group="film", exclusive=True)

    def _get_ready(self) -> None:
        if not self._warming.over:
            self.run_worker(self._warm(), group="warm", exclusive=True)

    async def _warm(self) -> None:
        """Let the judge get ready, this question first, while the trainee reads; not in the middle of typing."""
        await self.desk.side.do(self._warming.step)
        while not (self._warming.over or self._busy or self.box.typing):
            await self.desk.side.do(self._warming.step)

    def draw_options(self) -> None:
        """The talk, with the cursor of a choice where it is now."""
        if self.choosing.at is not None:
            self._draw(self.choosing.at)

    def _draw(self, first: int) -> None:
        self.talk.show(self.choosing.drawn(self.telling.blocks), first)
        state, box = self.attempt.state, self.box
        self.query_one(StageRail).stations = stations(self.attempt.script, state)
        box.choosing = self.choosing.kind
        box.invite(_ENDED if state.ended else INVITES.get(self.now.activity, "Your answer …"))
        self.tell_keys()

    def _wanted(self) -> tuple[str, str, bool] | tuple[()]:
        """The picture that is up: its item, its id, and whether an expert's words about it may be told; none at all."""
        shown, item = self.telling.shown, self.telling.shown_in
        if shown is None or item is None:
            return ()
        return item, shown, may_tell(self.attempt.script, self.attempt.state, item, shown)

    async def _put_up(self) -> None:
        """Show the picture that is up, where it was pointed at."""
        wanted = self._wanted()
        self.set_class(bool(wanted), "-film")
        if wanted:
            item, shown, telling = wanted
            film = await self.film(item, shown)
            other = await self.film(item, film.compare) if film.compare else None
            self.pane.show(film, other, may_tell=telling)
        self._up = wanted
        if wanted and self.telling.pointed:
            self.pane.point(self.telling.pointed)

    async def film(self, item: str, image: str) -> Film:
        """A picture of the item's case, decoded once."""
        script = self.attempt.script
        if image not in self._films:
            pin = script.ref(item).case
            data = await self.desk.desk.do(self._read_image, pin, image)
            self._films[image] = await self.desk.side.do(load_film, script.cases[pin], image, data)
        return self._films[image]

    def _tick(self) -> None:
        if self._timer:
            self.query_one(StageRail).clock = clocked(self.attempt.elapsed_us() / 1_000_000)

    def tell_keys(self) -> None:
        """The keys of the moment."""
        now = self.now
        keys: list[Key] = [("⏎", "debrief" if now.ended else "send")]
        if self.choosing.at is not None:
            keys.append(("↑↓", "options"))
        if now.picture and self.size.width >= ROOMY:
            keys.append(("tab", "picture"))
        self.show_keys([*keys, *self.offered(now)])

    def offered(self, now: Now) -> list[Key]:
        """The keys of the deeds that can be done now."""
        return deeds.offered(now)

    # What comes from the widgets.

    def on_sent(self, message: Sent) -> None:
        """Enter: a command, a choice, or an answer."""
        typed = message.text
        if not typed.strip():
            self._sent_nothing()
            return
        meant = deeds.read(typed)
        if isinstance(meant, Unknown):
            self.note(meant.words)
            self.box.select_all()  # the next word replaces it, rather than growing on a refused command
        elif meant is not None:
            self.box.take("")
            self.do(meant[0].name, meant[1])
        elif self.attempt.state.ended:
            self.note(_ENDED)
        else:
            self.act(Say(typed), typed)

    def _sent_nothing(self) -> None:
        self.note("")
        if self.attempt.state.ended:
            self.run_worker(doing.open_debrief(self))
        elif (choice := self.choosing.taken()) is not None:
            self.act(choice)

    def act(self, action: Action, typed: str = "") -> None:
        """Let the attempt do it, in its turn; what is being done is not done twice."""
        if self._busy:
            if not typed or typed != self._sending:
                self.note("One moment: your last answer is still being stored.")
            return
        self._busy, self._sending = True, typed
        self.run_worker(self._act(action, typed))

    async def _act(self, action: Action, typed: str) -> None:
        try:
            events = await self.desk.desk.do(self._warming.send, self.attempt, action)
        except MiliaryError as error:
            self.box.await_pause()
            self.note(str(error))
            return
        finally:
            self._busy = False
        if any(isinstance(event, Answered) for event in events):
            self._kept = ""
        # All in one frame: whatever is painted before the reply makes the reply wait for the frame after.
        if typed:
            self.box.take_off(typed)
        self.note("")
        self.tell(events)
        if isinstance(action, Submit) and any(isinstance(event, Ended) for event in events):
            await doing.open_debrief(self)

    async def on_paused(self, message: Paused) -> None:
        """Typing paused: keep it, and go on getting ready."""
        self._get_ready()
        await self.keep_draft()

    async def keep_draft(self) -> None:
        """Keep what stands in the box."""
        text = self.box.text
        if text == self._kept or self._busy or deeds.read(text):
            return
        try:
            await self.desk.desk.do(self.attempt.draft, text)
        except MiliaryError as error:
            self.note(f"What you type is not being kept: {error.what}")
            return
        self._kept = text

    def do(self, name: str, rest: str = "") -> None:
        """Do a deed, or say why it cannot be done now."""
        self.note("")
        deed = deeds.deed(name)
        if deed.applies(self.now):
            doing.DOINGS[name](self, rest)
        else:
            self.note(doing.not_now(deed, self.now))

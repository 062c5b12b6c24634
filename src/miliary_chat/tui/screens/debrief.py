"""The debrief: marks, the expert's reading beside the trainee's, and what to take home."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from miliary_chat.base.errors import MiliaryError
from miliary_chat.case import look_alikes
from miliary_chat.dialogue.debrief import debrief
from miliary_chat.report.markdown import debrief_markdown
from miliary_chat.session.attempt import Attempt
from miliary_chat.tui.cards import tell_cards
from miliary_chat.tui.debrief_lines import DebriefPage, debrief_page
from miliary_chat.tui.deeds import Now
from miliary_chat.tui.film import Film
from miliary_chat.tui.help_page import help_blocks
from miliary_chat.tui.keep import keep
from miliary_chat.tui.messages import DeedChosen
from miliary_chat.tui.screens.ask import Answer, AskScreen
from miliary_chat.tui.screens.compare import CompareScreen
from miliary_chat.tui.screens.film import FilmScreen
from miliary_chat.tui.screens.reader import ReaderScreen
from miliary_chat.tui.viewer.graphics import HALF, Graphics
from miliary_chat.tui.viewer.look import Look
from miliary_chat.tui.viewer.outside import open_address
from miliary_chat.tui.widgets.key_line import KeyLine
from miliary_chat.tui.widgets.page import Page

if TYPE_CHECKING:
    from miliary_chat.tui.app import MiliaryApp

LoadFilm = Callable[[str, str], Awaitable[Film]]
"""From an item and an image's id to the film."""


class DebriefScreen(Screen[None]):
    """What a run was worth and what was to be seen; a number shows where."""

    AUTO_FOCUS = "#page"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(number), f"place({number})", show=False) for number in range(1, 10)),
        Binding("n", "next_place", show=False),
        Binding("s,ctrl+o", "deed('save')", show=False),
        Binding("a,ctrl+l", "deed('cards')", show=False),
        Binding("t", "talk", show=False),
        Binding("c", "compare", show=False),
        Binding("o", "elsewhere", show=False),
        Binding("f1", "deed('help')", show=False),
        Binding("f9", "deed('commands')", show=False),
        Binding("ctrl+t", "deed('theme')", show=False),
        Binding("escape,q,ctrl+c", "deed('quit')", show=False),
    ]

    def __init__(self, attempt: Attempt, film: LoadFilm, *, graphics: Graphics = HALF) -> None:
        super().__init__()
        self._attempt, self._film, self._graphics = attempt, film, graphics
        events = tuple(record.event for record in attempt.events)
        self._debrief = debrief(attempt.script, attempt.state, events)
        self._page: DebriefPage = debrief_page(self._debrief)
        self._at = 0

    @property
    def now(self) -> Now:
        """What matters for what can be done."""
        return Now(place="debrief", ended=True)

    def compose(self) -> ComposeResult:
        """The title, the page, a line for notes, the keys."""
        yield Static(f"Debrief · {self._debrief.title}", markup=False, id="bar")
        yield Page(self._page.blocks, id="page")
        yield Static("", markup=False, id="note")
        yield KeyLine()

    def on_mount(self) -> None:
        """Tell the keys."""
        places = [("1…9", "show where"), ("n", "next place")] if self._page.places else []
        table = self._debrief.table
        more = [("c", "look-alikes")] if table and table.shipped else []
        more += [("o", "see also")] if self._debrief.see_also else []
        keys = [
            ("↑↓", "scroll"),
            *places,
            *more,
            ("esc", "to the cases"),
            ("s", "save"),
            ("a", "Anki"),
            ("t", "the talk"),
            ("F1", "help"),
        ]
        self.query_one(KeyLine).tell(keys)

    def note(self, words: str) -> None:
        """One sentence above the keys."""
        note = self.query_one("#note", Static)
        note.update(words)
        note.display = bool(words)

    async def action_place(self, number: int) -> None:
        """Show where something could be seen."""
        if not 0 < number <= len(self._page.places):
            return
        self._at = number
        place = self._page.places[number - 1]
        image = place.image or self._image_with(place.item, place.region)
        if image is None:
            self.note("The picture with this place is not part of the case any more.")
            return
        film = await self._film(place.item, image)
        if film.region(place.region) is None and (other := self._image_with(place.item, place.region)):
            film = await self._film(place.item, other)
        beside = await self._film(place.item, film.compare) if film.compare else None
        await self.app.push_screen(FilmScreen(Look.at(film, place.region, beside), graphics=self._graphics))

    def _image_with(self, item: str, region: str) -> str | None:
        images = self._attempt.script.case(item).images.values()
        return next((image.id for image in images if region in image.regions), None)

    async def action_next_place(self) -> None:
        """Through all places, one after another."""
        if self._page.places:
            await self.action_place(self._at % len(self._page.places) + 1)

    def action_compare(self) -> None:
        """The case's own diagnosis beside its look-alikes, with their pictures."""
        table = self._debrief.table
        if table and table.shipped in look_alikes.names():
            shipped = look_alikes.take(table.shipped)
            known = [column for column in table.ids if column in shipped.table.diagnoses]
            self.app.push_screen(CompareScreen(shipped, known, graphics=self._graphics))

    def action_elsewhere(self) -> None:
        """Open something that lies elsewhere; nothing is opened before it was chosen."""
        if self._debrief.see_also:
            self.run_worker(self._elsewhere(), exclusive=True)

    async def _elsewhere(self) -> None:
        found = self._debrief.see_also
        answers = [Answer(one.words, one.url) for one in found]
        url = await self.app.push_screen_wait(AskScreen("What is to be opened in your browser?", answers))
        if url is not None:
            self.note(await open_address(self.app, url))

    def action_talk(self) -> None:
        """Back to the talk, to read it again."""
        if self.is_current:
            self.dismiss(None)

    def on_deed_chosen(self, message: DeedChosen) -> None:
        """From the palette."""
        self.action_deed(message.name)

    def action_deed(self, name: str) -> None:
        """Do one of the deeds that make sense here."""
        app = cast("MiliaryApp", self.app)
        if name == "help":
            app.push_screen(ReaderScreen("Help", help_blocks()))
        elif name == "commands":
            app.action_command_palette()
        elif name == "theme":
            app.change_theme()
        elif name == "save":
            self.run_worker(self._save())
        elif name == "cards":
            self.run_worker(tell_cards(app, self._attempt, self.note))
        elif name == "quit":
            app.run_worker(app.go_home())  # not this screen's: it would wait for its own end

    async def _save(self) -> None:
        app = cast("MiliaryApp", self.app)
        try:
            path = await app.desk.do(keep, debrief_markdown(self._debrief), f"{self._debrief.title} debrief")
        except MiliaryError as error:
            self.note(str(error))
        else:
            self.note(f"Saved: {path}")

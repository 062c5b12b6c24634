"""What playing a case and sitting an exam have in common on the screen: a talk, a picture, a note, a box, the keys."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual import events as textual_events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from miliary_chat.base.sanitise import ANSWER_LIMIT
from miliary_chat.tui.choosing import Choosing
from miliary_chat.tui.messages import Capped, DeedChosen, Refocused, Scrolled, Ticked
from miliary_chat.tui.screens.ask import Answer, AskScreen
from miliary_chat.tui.viewer.graphics import HALF, Graphics
from miliary_chat.tui.viewer.pane import PicturePane
from miliary_chat.tui.widgets.answer_box import AnswerBox
from miliary_chat.tui.widgets.key_line import Key, KeyLine
from miliary_chat.tui.widgets.page import Page

if TYPE_CHECKING:
    from miliary_chat.tui.app import MiliaryApp

INVITES = {
    "interview": "Ask, or say what you examine …",
    "differential": "Your list, in any order …",
    "order": "What do you order? Several in a line are fine …",
    "choice": "A letter, or ↑ ↓ and Enter",
    "recommit": "Which diagnosis leads now?",
}


class ConversationScreen(Screen[None]):
    """Its heirs say what stands above (`bar`), which talk it is, what a deed does, and what the keys are."""

    TALK: ClassVar[type[Page]] = Page

    def __init__(self, choosing: Choosing, *, graphics: Graphics = HALF) -> None:
        """`graphics` how pictures are drawn."""
        super().__init__()
        self.graphics = graphics
        self.choosing = choosing
        self.noted = ""
        """The sentence above the box."""

    @property
    def desk(self) -> "MiliaryApp":
        """The app that this screen belongs to."""
        return cast("MiliaryApp", self.app)

    def bar(self) -> Widget:
        """What stands above all."""
        raise NotImplementedError

    def draw_options(self) -> None:
        """Draw the talk with the cursor of a choice where it is now."""
        raise NotImplementedError

    def tell_keys(self) -> None:
        """Show the keys of the moment."""
        raise NotImplementedError

    def do(self, name: str, rest: str = "") -> None:
        """Do a deed, or say why it cannot be done now."""
        raise NotImplementedError

    async def keep_draft(self) -> None:
        """Keep what stands in the box."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The bar, the talk beside the picture, a line for notes, the box, the keys."""
        yield self.bar()
        with Horizontal(id="middle"):
            yield self.TALK(sticky=True, id="talk")
            yield PicturePane(id="film", graphics=self.graphics)
            yield from self.beside()
        yield Static("", markup=False, id="note")
        yield AnswerBox(id="box")
        yield KeyLine(id="keys")

    def beside(self) -> ComposeResult:
        """What stands beside the talk and the picture: nothing, for whoever plays."""
        yield from ()

    # What is on the screen, found by its name.

    @property
    def talk(self) -> Page:
        """The talk."""
        return self.query_one("#talk", Page)

    @property
    def box(self) -> AnswerBox:
        """The answer box."""
        return self.query_one("#box", AnswerBox)

    @property
    def pane(self) -> PicturePane:
        """The picture."""
        return self.query_one("#film", PicturePane)

    def note(self, words: str) -> None:
        """One sentence above the box, until the next thing is done; empty takes it away."""
        if words == self.noted:  # a note that comes or goes moves all that is above it
            return
        self.noted = words
        note = self.query_one("#note", Static)
        note.update(words)
        note.display = bool(words)

    def ask_to_leave(self, question: str, answers: list[Answer], *, first: int = 0) -> None:
        """Ask, then go home or leave, with what is half typed kept; `first` is what Enter takes if nobody moves."""

        async def go(value: str) -> None:
            await self.keep_draft()
            if value == "home":
                await self.desk.go_home()
            else:
                self.app.exit(0)

        def chosen(value: str | None) -> None:
            if value in ("home", "leave"):
                self.app.run_worker(go(value))  # not the screen's: it would wait for its own end

        self.app.push_screen(AskScreen(question, answers, first=first), chosen)

    def show_keys(self, keys: list[Key]) -> None:
        """The picture's own keys while it has the focus, else these, with what holds everywhere."""
        if self.pane.has_focus:
            self.query_one(KeyLine).tell(self.pane.keys)
            return
        below = [] if self.talk.at_end else [("PgDn", "more below")]
        self.query_one(KeyLine).tell([*below, *keys, ("F1", "help")])

    # What comes from the widgets.

    def on_capped(self, message: Capped) -> None:
        """More was pasted than an answer holds."""
        self.note(f"An answer holds {ANSWER_LIMIT:,} characters; the last {message.left_out:,} were left out.")

    def on_scrolled(self, message: Scrolled) -> None:
        """The box steers the talk, or the options of a choice."""
        if message.lines and self.choosing.at is not None:
            self.choosing.move(message.lines)
            self.draw_options()
            return
        by = message.lines or message.pages * max(self.talk.size.height - 2, 1)
        self.talk.scroll_relative(y=by, animate=False, immediate=True)

    def on_ticked(self, message: Ticked) -> None:
        """Space ticks an option."""
        if self.choosing.at is not None:
            self.choosing.tick()
            self.draw_options()

    def on_refocused(self, message: Refocused) -> None:
        """Escape in the picture."""
        self.box.focus()

    def on_descendant_focus(self, event: textual_events.DescendantFocus) -> None:
        """The keys are other ones now."""
        self.tell_keys()

    def on_resize(self, event: textual_events.Resize) -> None:
        """With the room, the keys change."""
        self.tell_keys()

    def on_deed_chosen(self, message: DeedChosen) -> None:
        """From the palette."""
        self.do(message.name, message.rest)

    def action_deed(self, name: str) -> None:
        """By its key."""
        self.do(name)

"""Two look-alikes side by side: their pictures, what separates them, and what does not."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from miliary_chat.case.look_alikes import LookAlikes, Shipped
from miliary_chat.tui.compared_lines import compared_blocks
from miliary_chat.tui.film import Film, film_from
from miliary_chat.tui.help_page import picture_blocks
from miliary_chat.tui.messages import Refocused
from miliary_chat.tui.screens.ask import Answer, AskScreen
from miliary_chat.tui.screens.film import FilmScreen
from miliary_chat.tui.screens.reader import ReaderScreen
from miliary_chat.tui.viewer.graphics import HALF, Graphics
from miliary_chat.tui.viewer.look import Look
from miliary_chat.tui.viewer.pane import PicturePane
from miliary_chat.tui.widgets.key_line import KeyLine
from miliary_chat.tui.widgets.page import Page

if TYPE_CHECKING:
    from miliary_chat.tui.app import MiliaryApp

_LOW = 30
"""Rows of a terminal below which pictures and table do not fit together."""


class CompareScreen(Screen[None]):
    """Holds which two diagnoses are up; all else is the table's."""

    AUTO_FOCUS = "#page"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "choose('left')", show=False),
        Binding("r", "choose('right')", show=False),
        Binding("n", "turn(1)", show=False),
        Binding("p", "turn(-1)", show=False),
        Binding("x", "swap", show=False),
        Binding("v", "pictures", show=False),
        Binding("f7", "whole", show=False),
        Binding("f1,question_mark", "help", show=False),
        Binding("ctrl+t", "theme", show=False),
        Binding("escape,q,ctrl+c", "close", show=False),
    ]

    def __init__(self, shipped: Shipped, chosen: Sequence[str] = (), *, graphics: Graphics = HALF) -> None:
        """`chosen`: ids of one or two diagnoses; what is not chosen is the first that is pictured otherwise."""
        super().__init__()
        self._shipped, self._graphics = shipped, graphics
        self.left, self.right = _pair(shipped.table, chosen)
        self._films: dict[str, Film | None] = {}
        self._table_alone = False

    def compose(self) -> ComposeResult:
        """The title, the pictures above the table, the keys."""
        yield Static("", markup=False, id="bar")
        yield PicturePane(id="compared", graphics=self._graphics, titled=False)
        yield Page(id="page")
        yield KeyLine()

    def on_mount(self) -> None:
        """Put the two up."""
        self._fill()

    def on_resize(self) -> None:
        """A low terminal has room for the table alone."""
        self._arrange()

    @property
    def _pane(self) -> PicturePane:
        return self.query_one("#compared", PicturePane)

    @property
    def _roomy(self) -> bool:
        return self.size.height >= _LOW

    def _fill(self) -> None:
        table = self._shipped.table
        left, right = table.diagnoses[self.left], table.diagnoses[self.right]
        self.query_one("#bar", Static).update(f"{left.label}  |  {right.label}")
        self.query_one("#page", Page).show(compared_blocks(table, self.left, self.right))
        one, other = self._film(self.left), self._film(self.right)
        if one is not None:
            look = Look.at(one, one.regions[0].id if one.regions else None, other)
            self._pane.take(look.stand_beside() if other else look, may_tell=True)
        self._arrange()

    def _arrange(self) -> None:
        shown = self._roomy and not self._table_alone and self._film(self.left) is not None
        self._pane.display = shown
        keys = [
            ("l r", "left, right"),
            ("n p", "next, previous"),
            ("x", "swap"),
            ("v", "table" if shown else "pictures"),
        ]
        self.query_one(KeyLine).tell(
            [*keys, ("F7", "large"), ("tab", "to the picture"), ("F1", "keys"), ("esc", "leave")]
        )

    def _film(self, diagnosis: str) -> Film | None:
        """The picture that goes with a diagnosis, decoded once."""
        name = self._shipped.table.diagnoses[diagnosis].picture
        if name is None:
            return None
        if name not in self._films:
            about = self._shipped.table.pictures[name]
            self._films[name] = film_from(about, self._shipped.picture(name))
        return self._films[name]

    # Which two.

    def action_choose(self, side: str) -> None:
        """Take another diagnosis on one side."""
        self.run_worker(self._choose(side), exclusive=True)

    async def _choose(self, side: str) -> None:
        known = list(self._shipped.table.diagnoses.values())
        now = self.left if side == "left" else self.right
        answers = [Answer(one.label, one.id) for one in known]
        first = next(number for number, one in enumerate(known) if one.id == now)
        found = await self.app.push_screen_wait(AskScreen(f"What is to stand on the {side}?", answers, first=first))
        if found is not None:
            self._put(found if side == "left" else self.left, found if side == "right" else self.right)

    def action_turn(self, by: int) -> None:
        """The next one on the right, past the one on the left."""
        others = [key for key in self._shipped.table.diagnoses if key != self.left]
        at = others.index(self.right) if self.right in others else -by
        self._put(self.left, others[(at + by) % len(others)])

    def action_swap(self) -> None:
        """Left to right."""
        self._put(self.right, self.left)

    def _put(self, left: str, right: str) -> None:
        """Two that differ: who asks for the one that is up on the other side means to swap."""
        self.left, self.right = (self.right, self.left) if left == right else (left, right)
        self._fill()

    # How.

    def action_pictures(self) -> None:
        """The pictures, or more room for the table; a few rows teach nothing, so a low terminal gives them all."""
        if not self._roomy:
            self.action_whole()
            return
        self._table_alone = not self._table_alone
        self._arrange()
        if not self._pane.display:
            self.query_one("#page", Page).focus()

    def action_whole(self) -> None:
        """The two pictures on the whole screen."""
        if self._pane.look and self._film(self.left):
            self.app.push_screen(FilmScreen(self._pane.look, graphics=self._graphics), self._looked)

    def _looked(self, look: Look | None) -> None:
        if look:
            self._pane.take(look, may_tell=True)

    def on_refocused(self, message: Refocused) -> None:
        """Escape in the picture."""
        self.query_one("#page", Page).focus()

    def action_help(self) -> None:
        """The keys of the picture."""
        self.app.push_screen(ReaderScreen("The pictures", picture_blocks()))

    def action_theme(self) -> None:
        """Light or dark."""
        cast("MiliaryApp", self.app).change_theme()

    def action_close(self) -> None:
        """Back."""
        if self.is_current:
            self.dismiss(None)


def _pair(table: LookAlikes, chosen: Sequence[str]) -> tuple[str, str]:
    known = list(table.diagnoses)
    left = chosen[0] if chosen else known[0]
    other = next((one for one in chosen if one != left), None)
    shown = table.diagnoses[left].picture
    otherwise = (one for one in known if one != left and table.diagnoses[one].picture != shown)
    return left, other or next(otherwise, None) or next(one for one in known if one != left)

"""All questions of an exam at one look: answered, flagged, not seen yet, closed; and the way to each."""

from dataclasses import dataclass
from typing import ClassVar, Final

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static

from miliary_chat.dialogue.exam import moving
from miliary_chat.dialogue.exam.overview import Row, overview
from miliary_chat.session.attempt import Attempt
from miliary_chat.tui import exam_items
from miliary_chat.tui.messages import QuestionChosen
from miliary_chat.tui.screens.exam.timed import Timed
from miliary_chat.tui.widgets.exam_bar import FLAG, ExamBar
from miliary_chat.tui.widgets.key_line import KeyLine

ANSWERED, OPEN, UNSEEN, CLOSED, CLOSED_OPEN = "●", "○", "·", "■", "□"
CELL: Final = 9
"""Columns of a question in the grid."""

_LEGEND: Final = (
    f"{ANSWERED} answered   {OPEN} no answer yet   {UNSEEN} not seen   "
    f"{CLOSED} closed, answered   {CLOSED_OPEN} closed, no answer   {FLAG} flagged"
)


def sign(row: Row) -> str:
    """How a question stands, in one sign; none of them says what an answer is worth."""
    if row.closed:
        return CLOSED if row.answered else CLOSED_OPEN
    return ANSWERED if row.answered else OPEN if row.seen else UNSEEN


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the grid: the title of a part, or some of its questions."""

    title: str = ""
    rows: tuple[Row, ...] = ()


class QuestionGrid(ScrollView, can_focus=True):
    """The questions in rows, part by part; the arrows move, Enter chooses."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"grid--title", "grid--cell", "grid--closed", "grid--here", "grid--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "step(-1)", show=False),
        Binding("right,l", "step(1)", show=False),
        Binding("up,k", "line(-1)", show=False),
        Binding("down,j", "line(1)", show=False),
        Binding("home", "end(0)", show=False),
        Binding("end", "end(-1)", show=False),
        Binding("enter", "choose", show=False),
        *(Binding(str(digit), f"digit({digit})", show=False) for digit in range(10)),
    ]

    def __init__(self, rows: tuple[Row, ...], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows = rows
        self._lines: list[_Line] = []
        self._typed = ""
        self.at = next((number for number, row in enumerate(rows) if row.here), 0)

    @property
    def row(self) -> Row:
        """The question under the cursor."""
        return self._rows[self.at]

    @property
    def text_lines(self) -> list[str]:
        """The lines as they are laid out now."""
        return [line.title or "".join(self._cell(row) for row in line.rows) for line in self._lines]

    def on_mount(self) -> None:
        """The cursor is somewhere from the beginning."""
        self._moved()

    def on_resize(self, event: events.Resize) -> None:
        """As many in a line as there is room for, in fives where that is not wasteful."""
        across = max(self.scrollable_content_region.width // CELL, 1)
        across = across // 5 * 5 if across > 5 else across
        self._lines = []
        titles = len({row.part for row in self._rows}) > 1
        part: str | None = None
        for row in self._rows:
            if titles and row.part != part:
                self._lines.append(_Line(title=row.part or " "))
            elif self._lines and len(self._lines[-1].rows) < across and row.part == part:
                self._lines[-1] = _Line(rows=(*self._lines[-1].rows, row))
                continue
            part = row.part
            self._lines.append(_Line(rows=(row,)))
        self.virtual_size = Size(across * CELL, len(self._lines))
        self._moved()

    def _cell(self, row: Row) -> str:
        return f" {row.number:>3} {sign(row)}{FLAG if row.flagged else ' '}".ljust(CELL)

    def render_line(self, y: int) -> Strip:
        """One line."""
        at, width = y + self.scroll_offset.y, self.size.width
        if at >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line = self._lines[at]
        if line.title:
            title = Content(f" {line.title}").truncate(width, ellipsis=True).plain
            segments = [Segment(title, self._look("title"))]
        else:
            segments = [Segment(self._cell(row), self._look(self._kind(row))) for row in line.rows]
        return Strip(segments).crop_extend(0, width, self.rich_style)

    def _kind(self, row: Row) -> str:
        if row is self.row:
            return "cursor"
        return "here" if row.here else "closed" if row.closed else "cell"

    def _look(self, part: str):  # type: ignore[no-untyped-def]
        return (self.visual_style + self.get_visual_style(f"grid--{part}", partial=True)).rich_style

    def action_step(self, by: int) -> None:
        """To the next one, or the one before."""
        self._go(self.at + by)

    def action_line(self, by: int) -> None:
        """A line up or down, over the titles, to the question below as far as there is one."""
        lines = [line for line in self._lines if line.rows]
        here = next((number for number, line in enumerate(lines) if self.row in line.rows), 0)
        there = here + by
        if 0 <= there < len(lines):
            column = min(lines[here].rows.index(self.row), len(lines[there].rows) - 1)
            self._go(self._rows.index(lines[there].rows[column]))

    def action_end(self, at: int) -> None:
        """To the first one, or the last."""
        self._go(at % len(self._rows))

    def action_digit(self, digit: int) -> None:
        """A number goes to its question, digit by digit."""
        typed = int((self._typed + str(digit))[-3:])
        if not 1 <= typed <= len(self._rows):
            typed = digit
        if 1 <= typed <= len(self._rows):
            self._go(typed - 1)
            self._typed = str(typed)

    def _go(self, at: int) -> None:
        self.at = min(max(at, 0), len(self._rows) - 1)
        self._typed = ""
        self._moved()

    def _moved(self) -> None:
        line = next((number for number, line in enumerate(self._lines) if self.row in line.rows), 0)
        if self._lines and not self.scroll_offset.y <= line < self.scroll_offset.y + max(self.size.height, 1):
            self.scroll_to(y=line, animate=False, force=True, immediate=True)
        self.refresh()
        self.post_message(QuestionChosen(self.row.item, taken=False))

    def on_click(self, event: events.Click) -> None:
        """A click goes there; another one on it chooses it."""
        at = event.y + self.scroll_offset.y
        rows = self._lines[at].rows if 0 <= at < len(self._lines) else ()
        if event.x // CELL < len(rows):
            clicked = rows[event.x // CELL]
            again = clicked is self.row
            self._go(self._rows.index(clicked))
            if again:
                self.action_choose()

    def action_choose(self) -> None:
        """This one."""
        self.post_message(QuestionChosen(self.row.item, taken=True))


class GridScreen(Timed, Screen[str | None]):
    """Gives back the question to go to, or None."""

    AUTO_FOCUS = "#grid"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f4,q,ctrl+c", "close", show=False)]

    def __init__(self, attempt: Attempt) -> None:
        super().__init__()
        self._attempt = attempt
        self._overview = overview(attempt.script, attempt.state)

    def compose(self) -> ComposeResult:
        """The bar, the grid, what the signs mean, what is under the cursor, the keys."""
        bar = ExamBar()
        bar.title = "All questions"
        done = sum(row.answered for row in self._overview)
        bar.place = f"{done} of {len(self._overview)} answered"
        yield bar
        yield QuestionGrid(self._overview, id="grid")
        yield Static(_LEGEND, markup=False, id="legend")
        yield Static("", markup=False, id="note")
        keys = KeyLine()
        keys.tell([("arrows", "choose"), ("⏎", "go there"), ("1…9", "number"), ("esc", "back")])
        yield keys

    def on_question_chosen(self, message: QuestionChosen) -> None:
        """Tell how it stands, or go there."""
        refused = moving.may_go(self._attempt.state, message.item)
        here = message.item == self._attempt.state.current
        if message.taken and (here or refused is None):
            self.action_close(message.item)
            return
        note = self.query_one("#note", Static)
        row = next(row for row in self._overview if row.item == message.item)
        words = f"Question {row.number}: {row.words}."
        if refused is not None and not here:
            words += f" {refused}" if message.taken or not row.closed else ""
        elif closing := exam_items.given_up(self._attempt.script, self._attempt.state, message.item):
            numbers = exam_items.ranges(exam_items.number(self._attempt.script, item) for item in closing)
            words += f" Going there closes {numbers} for good."
        note.update(words)
        note.display = True

    def action_close(self, item: str | None = None) -> None:
        """Back to the question that was open."""
        if self.is_current:
            self.dismiss(item)

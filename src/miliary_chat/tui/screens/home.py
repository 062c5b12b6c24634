"""Home: what can be gone on with, the cases to start, and the exams to sit."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from miliary_chat.base.sanitise import one_line
from miliary_chat.tui.blocks import run
from miliary_chat.tui.deeds import Now
from miliary_chat.tui.help_page import help_blocks
from miliary_chat.tui.messages import DeedChosen
from miliary_chat.tui.screens.reader import ReaderScreen
from miliary_chat.tui.shelf import Examined, Going, Offered, Shelf
from miliary_chat.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from miliary_chat.tui.app import MiliaryApp

_EMPTY = "There are no cases yet. Put a folder with a case.yaml into {folder}, or name one with --cases."
_NO_MATCH = "No case matches “{wanted}”. Esc shows all of them again."
_FIRST = "Choose a case and press Enter. You can leave at any time; your place is kept."


class HomeScreen(Screen[None]):
    """Rows to choose from. `/` filters while one types."""

    AUTO_FOCUS = "#rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", show=False),
        Binding("escape", "unfilter", show=False),
        Binding("e", "exams", show=False),
        Binding("f1", "deed('help')", show=False),
        Binding("f9", "deed('commands')", show=False),
        Binding("ctrl+t", "deed('theme')", show=False),
        Binding("q,ctrl+c", "deed('quit')", show=False),
    ]

    def __init__(self, shelf: Shelf | None = None, *, case_folder: str = "") -> None:
        """Without a shelf, it comes later (`take`)."""
        super().__init__()
        self._shelf, self._case_folder = shelf, case_folder
        self._wanted = ""
        self._first: str | None = None
        self.complete = shelf is not None
        """Whether exams have been looked for, too."""

    @property
    def now(self) -> Now:
        """What matters for what can be done."""
        return Now(place="home")

    def compose(self) -> ComposeResult:
        """A title, the filter, the rows, a line for notes, the keys."""
        yield Static("", markup=False, id="bar")
        yield Input(placeholder="filter by title, tag or level", max_length=100, id="filter")
        yield OptionList(id="rows", markup=False)
        yield Static("", markup=False, id="note")
        yield KeyLine()

    def on_mount(self) -> None:
        """Fill in what there is."""
        self.query_one("#filter", Input).display = False
        keys = [
            ("⏎", "open"),
            ("/", "filter"),
            ("e", "exams"),
            ("^T", "light or dark"),
            ("F9", "commands"),
            ("q", "quit"),
            ("F1", "help"),
        ]
        self.query_one(KeyLine).tell(keys)
        if self._shelf is not None:
            self.take(self._shelf)

    def take(self, shelf: Shelf) -> None:
        """Show these attempts, cases and exams; nothing once somebody has gone on from here."""
        if not self.is_attached:
            return
        self._shelf = shelf
        count, going = len(shelf.offered), len(shelf.going) + sum(exam.going for exam in shelf.exams)
        said = f"{count} case{'' if count == 1 else 's'}" + (f" · {going} in progress" if going else "")
        bar = self.query_one("#bar", Static)
        name = "miliary"
        gap = " " * max(self.size.width - len(name) - len(said) - 2, 2)
        bar.update(run((name, "plain"), gap, said))
        self._fill(shelf)
        self.note("" if going or not count else _FIRST)

    def take_if_new(self, shelf: Shelf) -> bool:
        """Show these instead, unless all of it is shown already: what was noted stays then."""
        new = shelf != self._shelf
        if new:
            self.take(shelf)
        return new

    def note(self, words: str) -> None:
        """One sentence above the keys; empty takes it away."""
        if not self.is_attached:
            return
        note = self.query_one("#note", Static)
        note.update(words)
        note.display = bool(words)

    def note_after(self, words: str) -> None:
        """The same, but what stands there stays where there is nothing to say."""
        if words:
            self.note(words)

    def on_resize(self, event: events.Resize) -> None:
        """The columns follow the width."""
        if self.is_mounted and self._shelf is not None:
            self.take(self._shelf)

    def _fill(self, shelf: Shelf) -> None:
        """The rows; whoever has moved stays where they are, and whoever has not is put on the first one."""
        rows = self.query_one("#rows", OptionList)
        at = rows.highlighted
        before = rows.get_option_at_index(at).id if at is not None else None
        rows.clear_options()
        rows.add_options(list(self._options(shelf, max(self.size.width - 4, 20))))
        ids = [rows.get_option_at_index(number).id for number in range(rows.option_count)]
        if before is not None and before in ids and before != self._first:
            rows.highlighted = ids.index(before)
            return
        self._first = next((id for id in ids if id is not None), None)
        rows.highlighted = ids.index(self._first) if self._first is not None else None

    def _options(self, shelf: Shelf, width: int) -> Iterator[Option]:
        offered = [case for case in shelf.offered if case.matches(self._wanted)]
        if shelf.going and not self._wanted:
            yield _heading("Continue")
            for going in shelf.going:
                yield Option(_going_row(going, width), id=f"resume {going.attempt}")
            yield _heading("")
        yield Option(_case_head(width), disabled=True)
        longest = max((Content(case.title).cell_length for case in offered), default=0) + 4
        for case in offered:
            yield Option(_case_row(case, width, longest), id=f"play {case.id}")
        if not shelf.offered:
            yield Option(_EMPTY.format(folder=self._case_folder or "your own folder"), disabled=True)
        elif not offered:
            yield Option(_NO_MATCH.format(wanted=one_line(self._wanted, limit=30)), disabled=True)
        exams = [(at, exam) for at, exam in enumerate(shelf.exams) if exam.matches(self._wanted)]
        if exams:
            yield _heading("")
            yield _heading("Exams")
        for at, exam in exams:
            yield Option(_exam_row(exam, width), id=f"sit {at}")

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: go on, or start."""
        deed, _, name = (event.option.id or "").partition(" ")
        app = cast("MiliaryApp", self.app)
        if deed == "resume":
            app.cases.resume(name)
        elif deed == "play":
            offered = self._shelf.offered if self._shelf else ()
            case = next(case for case in offered if case.id == name)
            if case.problem:
                self.note(f"This case cannot be played. {case.problem}")
            else:
                app.cases.open(name)
        elif deed == "sit" and self._shelf:
            self._sit(self._shelf.exams[int(name)])

    def _sit(self, exam: Examined) -> None:
        app = cast("MiliaryApp", self.app)
        if exam.problem:
            self.note(f"This exam cannot be sat. {exam.problem}")
        elif exam.path:
            app.exams.open(exam.path)
        else:
            app.exams.resume(exam.attempt)

    def action_exams(self) -> None:
        """To the first exam."""
        rows = self.query_one("#rows", OptionList)
        ids = [rows.get_option_at_index(at).id or "" for at in range(rows.option_count)]
        first = next((at for at, id in enumerate(ids) if id.startswith("sit ")), None)
        if first is None and not self.complete:
            self.note("One moment: the exams are still being looked for.")
        elif first is None:
            self.note("There are no exams here. “miliary-chat exam sit FILE” opens one by its file.")
        else:
            rows.highlighted = first
            rows.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search as one types."""
        self._wanted = one_line(event.value)
        if self._shelf is not None:
            self._fill(self._shelf)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the filter goes to the rows."""
        self.query_one("#rows", OptionList).focus()

    def on_key(self, event: events.Key) -> None:
        """Down in the filter goes to the rows, too."""
        if event.key == "down" and self.query_one("#filter", Input).has_focus:
            self.query_one("#rows", OptionList).focus()

    def action_filter(self) -> None:
        """Open the filter."""
        box = self.query_one("#filter", Input)
        box.display = True
        box.focus()

    def action_unfilter(self) -> None:
        """All cases again."""
        box = self.query_one("#filter", Input)
        box.value = ""
        box.display = False
        self.query_one("#rows", OptionList).focus()

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
        elif name == "quit":
            app.exit(0)


_LEVEL, _TIME, _BEST = 10, 5, 5
_TAIL = _LEVEL + _TIME + _BEST + 2


def _heading(words: str) -> Option:
    return Option(Content.styled(words, "bold"), disabled=True)


def _case_head(width: int) -> Content:
    if width < 60:
        return Content.assemble(("Cases".ljust(width - _BEST), "bold"), "best")
    tail = f"{'level':<{_LEVEL}}{'time':>{_TIME + 1}}{'best':>{_BEST}}"
    return Content.assemble(("Cases".ljust(width - len(tail)), "bold"), tail)


def _case_row(case: Offered, width: int, longest: int) -> Content:
    """Title, tags, level, minutes and the best mark; on a narrow screen the title and the mark."""
    sign = "⚠ " if case.problem else "● " if case.going else "  "
    best = "–" if case.best is None else str(case.best)
    if width < 60:
        return run(_fitted(f"{sign}{case.title}", width - _BEST - 1), f"{best:>{_BEST}}")
    tail = f"{case.level[: _LEVEL - 1]:<{_LEVEL}}{f'{case.minutes} min'[:6]:>{_TIME + 1}}{best:>{_BEST}}"
    if case.problem:
        tail = f"{'cannot be played':>{_TAIL}}"
    room = width - len(tail) - 1
    tags = " · ".join(case.tags)
    title = _fitted(f"{sign}{case.title}", min(longest, room * 3 // 4))
    return run(title, _fitted(tags, room - title.cell_length), " ", tail)


def _exam_row(exam: Examined, width: int) -> Content:
    """Title, how it stands, minutes; on a narrow screen the title and how it stands."""
    sign = "⚠ " if exam.problem else "● " if exam.going else "  "
    standing = "cannot be sat" if exam.problem else exam.standing
    minutes = "no limit" if exam.minutes is None and exam.path else f"{exam.minutes} min" if exam.path else ""
    tail = f"  {minutes:>8}" if width >= 60 else ""
    told = Content(standing).truncate(max((width - len(tail)) // 2, 1), ellipsis=True)
    room = width - len(tail) - told.cell_length
    return run(_fitted(f"{sign}{exam.title}", room), told, tail)


def _going_row(going: Going, width: int) -> Content:
    when = f"{going.place} · {going.ago}"
    if width < 60:
        return _fitted(f"● {going.title}", width)
    told = Content(when).truncate(width // 2, ellipsis=True)
    return run(_fitted(f"● {going.title}", width - told.cell_length), told)


def _fitted(words: str, width: int) -> Content:
    """The words cut or padded to a width, in cells."""
    cut = Content(words).truncate(max(width - 1, 1), ellipsis=True)
    return cut.pad_right(max(width - cut.cell_length, 0))

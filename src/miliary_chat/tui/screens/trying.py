"""The author's bench: type an answer, see what is found in it, and what another phrasing would change."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from miliary_chat.author.bench.try_commands import TRY_COMMANDS, Name, TryCalled, TryUnknown, parse_try
from miliary_chat.author.bench.trying import Tried
from miliary_chat.author.bench.workbench import Workbench
from miliary_chat.base.errors import MiliaryError
from miliary_chat.base.sanitise import ANSWER_LIMIT, one_line
from miliary_chat.tui.messages import Capped, Scrolled, Sent
from miliary_chat.tui.screens.ask import Answer, AskScreen
from miliary_chat.tui.screens.reader import ReaderScreen
from miliary_chat.tui.trying_lines import WhatIf, concept_blocks, found_blocks, help_blocks_of_bench, in_rows
from miliary_chat.tui.widgets.answer_box import AnswerBox
from miliary_chat.tui.widgets.key_line import KeyLine
from miliary_chat.tui.widgets.page import Page

if TYPE_CHECKING:
    from miliary_chat.tui.app import MiliaryApp

_KEYS: Final = (
    ("f2", "F2", "keep", "keep"),
    ("f3", "F3", "what", "what if"),
    ("f4", "F4", "item", "question"),
    ("f5", "F5", "again", "answer again"),
    ("ctrl+t", "^T", "theme", "light or dark"),
    ("f1", "F1", "help", "help"),
)
_MORE: Final = (
    ("F5", "", "put the last answer back into the box"),
    ("↑↓ tab", "", "another concept"),
    ("PgUp PgDn", "", "read on in the concept"),
    ("^T", "", "light or dark"),
    ("esc", "", "leave"),
)


class Sheet(Page, can_focus=False):
    """A page that is read from the box."""


class TryScreen(Screen[None]):
    """Shows a workbench; what is found is worked out on the desk, off the screen's own thread."""

    AUTO_FOCUS = "#box"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"bench('{name}')", label, show=False) for key, _, name, label in _KEYS),
        Binding("tab,ctrl+down", "choose(1)", show=False, priority=True),
        Binding("shift+tab,ctrl+up", "choose(-1)", show=False, priority=True),
        Binding("escape,ctrl+c", "leave", show=False),
    ]

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self._tried: Tried | None = None
        self._chosen = ""
        self._what: WhatIf | None = None
        self._proposal = -1
        self._last = ""
        self._deeds: dict[str, Callable[[str], object]] = {
            "keep": self._keep,
            "what": self._what_if,
            "why": self._look_at,
            "phrasings": self._look_at,
            "item": self._go,
            "items": self._go,
            "again": self._again,
            "theme": lambda rest: self.desk.change_theme(),
            "help": self._help,
            "quit": lambda rest: self.action_leave(),
        }

    @property
    def desk(self) -> "MiliaryApp":
        """The app that this screen belongs to."""
        return cast("MiliaryApp", self.app)

    @property
    def box(self) -> AnswerBox:
        """The answer box."""
        return self.query_one("#box", AnswerBox)

    def compose(self) -> ComposeResult:
        """The question, the box and what was found; the concept beside it; a line for notes; the keys."""
        yield Static("", markup=False, id="bar")
        with Horizontal(id="bench"):
            with Vertical(id="left"):
                yield Static("", markup=False, id="asked")
                yield AnswerBox(id="box")
                yield Sheet(id="found")
            yield Sheet(id="concept")
        yield Static("", markup=False, id="note")
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """Show the question and all that is listened for."""
        self.query_one("#keys", KeyLine).tell(
            [("⏎", "judge"), ("↑↓", "concept"), *((shown, label) for _, shown, _, label in _KEYS)]
        )
        self.box.invite("An answer, as a trainee would type it …")
        self.note(self.bench.trouble)
        self._work(lambda: self.bench.noticed)

    # What is on the screen.

    def note(self, words: str) -> None:
        """One sentence above the keys; empty takes it away."""
        note = self.query_one("#note", Static)
        note.update(Content(words))
        note.display = bool(words)

    def _work(self, work: Callable[[], Tried]) -> None:
        """Let the judge work on the desk, in its turn, then show what it found."""
        self.run_worker(self._worked(work))

    async def _worked(self, work: Callable[[], Tried]) -> None:
        news = await self.desk.desk.do(self.bench.refresh)
        tried = await self.desk.desk.do(work)
        if news:
            self.note(news)
        self._take(tried)

    def _take(self, tried: Tried) -> None:
        """Show a judgement; the concept that was looked at stays, where it is still listened for."""
        self._tried = tried
        rows = in_rows(tried)
        if self._chosen not in [one.concept.id for one in rows]:
            self._chosen = rows[0].concept.id if rows else ""
        self._draw()

    def _draw(self) -> None:
        tried, bench = self._tried, self.bench
        if tried is None:
            return
        trial = bench.trial
        kept = len(trial.kept(bench.item))
        count = "no answers kept" if not kept else "1 answer kept" if kept == 1 else f"{kept} answers kept"
        self.query_one("#bar", Static).update(
            Content(f"try  {bench.loaded.case.title}  ·  {trial.short(bench.item)}  ·  {count}")
        )
        asked = trial.asked(bench.item) or f"({trial.script.activity(bench.item)})"
        self.query_one("#asked", Static).update(Content(asked))
        found, concept = self.query_one("#found", Sheet), self.query_one("#concept", Sheet)
        if not self._chosen:
            found.show([])
            concept.show([])
            return
        blocks, at = found_blocks(tried, self._chosen)
        found.show(blocks)
        self.call_after_refresh(_keep_in_sight, found, at, at + 1)
        blocks, at = concept_blocks(trial, tried, self._chosen, trial.suggestions(tried), self._what)
        concept.show(blocks)
        if self._what is not None:
            self.call_after_refresh(_keep_in_sight, concept, at, at + 4 + len(self._what.changes))

    # What comes from the widgets.

    def on_sent(self, message: Sent) -> None:
        """Enter: a command or an answer."""
        typed = message.text
        if not typed.strip():
            return
        self.note("")
        meant = parse_try(typed)
        if isinstance(meant, TryUnknown):
            self.note(meant.words)
            self.box.select_all()
        elif isinstance(meant, TryCalled):
            self.box.take("")
            self._do(meant.name, meant.rest)
        else:
            self._judge(typed)

    def _judge(self, typed: str) -> None:
        self._last, self._what, self._proposal = typed, None, -1
        self._chosen = ""
        self.box.take_off(typed)
        self._work(lambda: self.bench.judge(typed))

    def on_scrolled(self, message: Scrolled) -> None:
        """The box steers: arrows choose a concept, pages turn in it."""
        if message.lines:
            self.action_choose(message.lines)
            return
        page = self.query_one("#concept", Sheet)
        page.scroll_relative(y=message.pages * max(page.size.height - 2, 1), animate=False, immediate=True)

    def on_capped(self, message: Capped) -> None:
        """More was pasted than an answer holds."""
        self.note(f"An answer holds {ANSWER_LIMIT:,} characters; the last {message.left_out:,} were left out.")

    def action_choose(self, step: int) -> None:
        """Another concept, round the ends."""
        if self._tried is None or not self.is_current:
            return
        ids = [one.concept.id for one in in_rows(self._tried)]
        if self._chosen in ids:
            self._show_concept(ids[(ids.index(self._chosen) + step) % len(ids)])

    def _show_concept(self, concept: str) -> None:
        if concept != self._chosen:
            self._chosen, self._what, self._proposal = concept, None, -1
        self.query_one("#concept", Sheet).scroll_to(y=0, animate=False, immediate=True)
        self._draw()

    def action_bench(self, name: str) -> None:
        """By its key."""
        self.note("")
        self._do(name, "")

    def action_leave(self) -> None:
        """Leave: what was kept is kept, and there is nothing else."""
        self.app.exit(0)

    def _do(self, name: "Name | str", rest: str) -> None:
        try:
            self._deeds[name](rest)
        except MiliaryError as error:
            self.note(str(error))

    # What can be done.

    def _keep(self, rest: str) -> None:
        async def work() -> None:
            try:
                self.note(await self.desk.desk.do(self.bench.keep))
            except MiliaryError as error:
                self.note(str(error))
            self._draw()

        self.run_worker(work())

    def _what_if(self, rest: str) -> None:
        """The phrasing in the box, or in the command, or the next one that the answer proposes."""
        name, _, phrasing = rest.partition(" ")
        if name:
            self._show_concept(self.bench.concept(name))
        typed = one_line(self.box.text) if not rest else ""
        words = phrasing.strip() or ("" if parse_try(typed) else typed)
        proposals = self.bench.suggestions()
        if not words and proposals:
            self._proposal = (self._proposal + 1) % len(proposals)
            words = proposals[self._proposal]
        if not words or not self._chosen:
            self.note("Type a phrasing into the box and press F3: it is tried for the concept that is chosen.")
            return
        concept = self._chosen

        async def work() -> None:
            try:
                found = await self.desk.desk.do(self.bench.what_if, concept, words)
            except MiliaryError as error:
                self.note(str(error))
                return
            if concept == self._chosen:  # else somebody looks at another one by now
                self._what = WhatIf(concept, words, found)
                self._draw()

        self.run_worker(work())

    def _look_at(self, rest: str) -> None:
        self._show_concept(self.bench.concept(rest) if rest else self._chosen)

    def _go(self, rest: str) -> None:
        if rest:
            self._go_to(rest)
            return
        trial = self.bench.trial
        answers = [Answer(self._row(item), item) for item in trial.items]
        here = trial.items.index(self.bench.item)

        def chosen(item: str | None) -> None:
            if item is not None:
                self._go_to(item)

        self.app.push_screen(AskScreen("Which question?", answers, first=here), chosen)

    def _row(self, item: str) -> str:
        trial = self.bench.trial
        kept = len(trial.kept(item))
        return f"{trial.short(item)}  {trial.script.activity(item)}{f', {kept} kept' if kept else ''}"

    def _go_to(self, name: str) -> None:
        self.bench.go(name)
        self._chosen, self._what, self._proposal, self._tried = "", None, -1, None
        self._work(lambda: self.bench.noticed)

    def _again(self, rest: str) -> None:
        if self._last:
            self.box.take(self._last)

    def _help(self, rest: str) -> None:
        keys = {name: shown for _, shown, name, _ in _KEYS}
        rows = [(keys.get(command.name, ""), command.usage, command.help) for command in TRY_COMMANDS]
        self.app.push_screen(ReaderScreen("Help", help_blocks_of_bench([*rows, *_MORE])))


def _keep_in_sight(page: Page, first: int, end: int) -> None:
    """Scroll as little as these blocks need to be seen; their beginning, when they are longer than the page."""
    count, height = len(page.blocks), page.scrollable_content_region.height
    if first >= count or not height or not page.text_lines:
        return
    line = page.line_of(first)
    after = page.line_of(end) if end < count else len(page.text_lines)
    top = page.scroll_offset.y
    if line < top or after > top + height:
        wanted = line if line < top else min(line, after - height)
        page.scroll_to(y=wanted, animate=False, immediate=True)

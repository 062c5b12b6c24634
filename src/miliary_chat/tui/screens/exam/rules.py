"""The rules of an exam before the clock runs: read them, say who you are, then start, or not now."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from miliary_chat.base.errors import MiliaryError
from miliary_chat.case.candidates import Candidate
from miliary_chat.dialogue.exam.telling import time_left
from miliary_chat.session.exam import Paper
from miliary_chat.session.exam_rules import rules
from miliary_chat.tui.blocks import Block, Prose, toned
from miliary_chat.tui.exam_door import Entrance
from miliary_chat.tui.widgets.key_line import KeyLine
from miliary_chat.tui.widgets.page import Page

if TYPE_CHECKING:
    from miliary_chat.tui.app import MiliaryApp

_ASK_CODE: Final = "Type your candidate code and press Enter."


def rule_blocks(paper: Paper, candidate: Candidate, used: int) -> Iterator[Block]:
    """The rules as blocks: what each is about above it."""
    for number, (name, words) in enumerate(rules(paper, candidate, used=used)):
        if name:
            yield Prose(toned(name, "heading"), gap=number > 0)
        yield Prose(toned(words), inset=2 if name else 0)


class RulesScreen(Screen[None]):
    """What holds in this exam for this candidate, and the way in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "read(-1)", show=False, priority=True),
        Binding("pagedown", "read(1)", show=False, priority=True),
        Binding("escape,ctrl+c", "leave", show=False),
        Binding("ctrl+t", "theme", show=False),
    ]

    def __init__(self, paper: Paper, entrance: Entrance | None, *, code: str = "", seed: int | None = None) -> None:
        """Without an `entrance` the candidate has still to say who they are."""
        super().__init__()
        self._paper, self._entrance = paper, entrance
        self._code, self._seed = code, seed
        self._busy = False

    @property
    def desk(self) -> "MiliaryApp":
        """The app that this screen belongs to."""
        return cast("MiliaryApp", self.app)

    def compose(self) -> ComposeResult:
        """The title, the rules, the box for a code, the ways to go, a line for notes, the keys."""
        yield Static(self._paper.blueprint.title, markup=False, id="bar")
        yield Page(id="rules")
        if self._paper.candidates:
            yield Input(self._code, placeholder="your candidate code", max_length=40, id="code")
        yield OptionList(id="ways", markup=False)
        yield Static("", markup=False, id="note")
        yield KeyLine()

    def on_mount(self) -> None:
        """What is known of the candidate so far."""
        self.query_one(KeyLine).tell([("⏎", "choose"), ("↑↓", "move"), ("PgUp PgDn", "read on"), ("esc", "not now")])
        self._tell()
        if self._entrance is None:
            self.query_one("#code", Input).focus()
            self._note(_ASK_CODE)
        else:
            self.query_one("#ways", OptionList).focus()
        self.set_interval(1.0, self.tick)

    def _note(self, words: str) -> None:
        note = self.query_one("#note", Static)
        note.update(words)
        note.display = bool(words)

    def _tell(self) -> None:
        entrance = self._entrance
        candidate = entrance.candidate if entrance else Candidate("")
        used = entrance.used - (entrance.running is not None) if entrance else 0
        self.query_one("#rules", Page).show(rule_blocks(self._paper, candidate, used))
        ways = self.query_one("#ways", OptionList)
        ways.clear_options()
        ways.add_options([Option(Content(words), id=way) for way, words in self._ways()])
        ways.highlighted = 0
        self._note(entrance.refused if entrance and not entrance.running else "")

    def _ways(self) -> Iterator[tuple[str, str]]:
        entrance = self._entrance
        if entrance is None:
            yield "start", "Start: type your code first"
        elif entrance.running is not None:
            yield "go on", f"Go on where you were{self._left(entrance)}"
        elif not entrance.refused:
            yield "start", "Start: the clock runs from then on"
        if entrance is not None and entrance.handed_in and not entrance.running:
            yield "see", "See what you handed in last"
        yield "leave", "Not now"

    def _left(self, entrance: Entrance) -> str:
        left = entrance.running.left(self.desk.clock.now()) if entrance.running else None
        return "" if left is None else f": {time_left(left)} left"

    def tick(self) -> None:
        """The time that is really left, while one reads."""
        if self._entrance is not None and self._entrance.running is not None:
            words = f"Go on where you were{self._left(self._entrance)}"
            self.query_one("#ways", OptionList).replace_option_prompt("go on", Content(words))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """A code: who is it, and where do they stand?"""
        self._do(self._look_up, event.value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another code is another candidate."""
        if self._entrance is not None and event.value.strip().casefold() != self._code.strip().casefold():
            self._entrance = None
            self._tell()

    async def _look_up(self, code: str) -> None:
        self._entrance = await self.desk.exams.entrance(self._paper, code)
        self._code = code
        self._tell()
        name = self._entrance.candidate.name
        if name and not self._entrance.refused:
            self._note(f"{name}. Is that you? Then go on below.")
        self.query_one("#ways", OptionList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        way = event.option.id
        if way == "leave":
            self.action_leave()
        elif self._entrance is None:
            self._do(self._look_up, self.query_one("#code", Input).value)
        elif way == "start":
            self._do(self._start)
        elif way == "go on" and self._entrance.running is not None:
            self.desk.exams.resume(self._entrance.running.attempt)
        elif way == "see" and self._entrance.handed_in is not None:
            self.desk.exams.resume(self._entrance.handed_in)

    def _do(self, work, *given: str) -> None:  # type: ignore[no-untyped-def]
        if not self._busy:
            self._busy = True
            self.app.run_worker(self._done(work, *given))  # not the screen's: it would wait for its own end

    async def _done(self, work, *given: str) -> None:  # type: ignore[no-untyped-def]
        try:
            await work(*given)
        except MiliaryError as error:
            self._note(str(error))
        finally:
            self._busy = False

    async def _start(self) -> None:
        await self.desk.exams.begin(self._paper, self._code, self._seed)

    def action_read(self, pages: int) -> None:
        """Read on in the rules."""
        page = self.query_one("#rules", Page)
        page.scroll_relative(y=pages * max(page.size.height - 2, 1), animate=False, immediate=True)

    def action_theme(self) -> None:
        """Light or dark."""
        self.desk.change_theme()

    def action_leave(self) -> None:
        """Home."""
        self.app.run_worker(self.desk.go_home())

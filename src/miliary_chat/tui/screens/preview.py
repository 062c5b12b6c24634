"""The preview: the case as trainees see it, beside its problems, and read again whenever its file is saved."""

import difflib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from miliary_chat.author.bench.rehearsing import Rehearsal
from miliary_chat.author.bench.watching import Looked, Watch, look, pictures_of, problems_of
from miliary_chat.author.beside import answers_beside
from miliary_chat.base.errors import UsageError
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.loaded import Loaded
from miliary_chat.case.problems import Problem
from miliary_chat.case.reader import case_file
from miliary_chat.session.clock import Clock
from miliary_chat.session.place import stage_name
from miliary_chat.tui.deeds import Now
from miliary_chat.tui.film import picture_bytes
from miliary_chat.tui.messages import Refocused, Sent
from miliary_chat.tui.problems_page import problem_blocks
from miliary_chat.tui.screens.ask import Answer, AskScreen
from miliary_chat.tui.screens.case import CaseScreen
from miliary_chat.tui.viewer.graphics import HALF, Graphics
from miliary_chat.tui.widgets.key_line import Key, KeyLine
from miliary_chat.tui.widgets.page import Page

POLL: Final = 0.5
"""Seconds between two looks at the files."""

_BEGINNING: Final = "*"


class ProblemPanel(Page):
    """The problems beside the case; Tab leads here when there are many, Escape back to the box."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False)]

    def action_back(self) -> None:
        """Give the keys back."""
        self.post_message(Refocused())


@dataclass(frozen=True, slots=True)
class OwnDeed:
    """What an author can do in a preview beyond what a trainee can."""

    name: str
    key: str
    shown: str
    label: str


OWN_DEEDS: Final = (
    OwnDeed("problems", "f12", "F12", "problems"),
    OwnDeed("stage", "ctrl+g", "^G", "go to a stage"),
    OwnDeed("restart", "ctrl+n", "^N", "anew"),
)


class PreviewScreen(CaseScreen):
    """A rehearsal on the case's own screen. Nothing is stored; the file is looked at twice a second."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(deed.key, f"own('{deed.name}')", deed.label, show=False) for deed in OWN_DEEDS
    ]

    def __init__(
        self, path: Path, rehearsal: Rehearsal, looked: Looked, clock: Clock, *, graphics: Graphics = HALF
    ) -> None:
        """`looked` is what the look gave that `rehearsal` plays."""
        self.rehearsal = rehearsal
        self._path, self._clock = path, clock
        self._problems = looked.problems
        self._watch = Watch(case_file(path), answers_beside(path), *pictures_of(path, rehearsal.loaded))
        self._taken_at = self._time()
        self._stale = False
        self._looking = True
        self._checking: Loaded | None = None
        self._reading = False
        super().__init__(rehearsal.attempt, self._picture, graphics=graphics, timer=False)

    def beside(self) -> ComposeResult:
        """The problems."""
        yield ProblemPanel(id="problems")

    async def on_mount(self) -> None:
        """Show the problems, and begin to look."""
        self.set_class(True, "-problems")
        self._tell_problems()
        self.set_interval(POLL, self.poll)

    # The file.

    def poll(self) -> None:
        """Look whether the case was saved; if so, read it."""
        if self._reading or self._busy or not self._watch.changed():
            return
        self._reading = self._busy = True
        self.run_worker(self._read_again(), group="read")

    async def _read_again(self) -> None:
        """Read the case, answer everything again, and show where that leads."""
        before, words = self.rehearsal.loaded, ""
        try:
            looked = await self.desk.desk.do(look, self._path)
            if self._stale:  # the errors are mended, or they are others
                self._problems = looked.problems
            self._stale = looked.loaded is None
            if looked.loaded is not None and looked.loaded.hash == before.hash:
                self.rehearsal.loaded = looked.loaded  # a comment, or the answers beside it: nothing to play anew
            elif looked.loaded is not None:
                words = await self.desk.desk.do(self.rehearsal.take, looked.loaded)
                self._watch.also(*pictures_of(self._path, looked.loaded))
                self._taken_at = self._time()
        finally:
            self._reading = self._busy = False
        self._looking = not self._stale
        if words:
            self.show_instead(self.rehearsal.attempt, same_pictures=_same_pictures(before, self.rehearsal.loaded))
        else:
            self._get_ready()
        self.note(words)
        if self._stale:
            self._take_problems(looked.problems)
        else:
            self._tell_problems()

    def _get_ready(self) -> None:
        """First the judge, so that answers do not wait; then, with what it has compiled, the lints."""
        super()._get_ready()
        loaded = self.rehearsal.loaded
        if self._warming.over and self._looking and self._checking is not loaded:
            self._checking = loaded
            self.run_worker(self._check(loaded))

    async def _warm(self) -> None:
        await super()._warm()
        if self._warming.over:
            self._get_ready()

    async def _check(self, loaded: Loaded) -> None:
        """Let `check` look at all of it, beside everything else."""
        problems = await self.desk.side.do(problems_of, self._path, loaded)
        if not self._stale and loaded is self.rehearsal.loaded:  # else it was about an earlier version
            self._take_problems(problems)

    def _take_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show them; the panel opens for the first ones and closes after the last, else it stays as it is."""
        if self._stale or bool(problems) != bool(self._problems) or not problems:
            self.set_class(bool(problems), "-problems")
        self._problems, self._looking = problems, False
        self._tell_problems()

    def _tell_problems(self) -> None:
        head = f"The case on screen is that of {self._taken_at}." if self._stale else ""
        head = head or ("Looking for problems …" if self._looking else "")
        self.query_one("#problems", ProblemPanel).show(
            problem_blocks(self._problems, one_line(str(case_file(self._path))), head)
        )
        self.tell_keys()

    def tell_keys(self) -> None:
        """The problems' own keys while they have the focus."""
        if self.query_one("#problems", ProblemPanel).has_focus:
            self.query_one("#keys", KeyLine).tell([("↑↓", "scroll"), ("space", "page"), ("esc", "back")])
        else:
            super().tell_keys()

    def _picture(self, pin: str, image: str) -> bytes | None:
        """A picture's bytes as they lie beside the case now."""
        return picture_bytes(self.rehearsal.loaded, image)

    def _time(self) -> str:
        return f"{datetime.fromtimestamp(self._clock.now().utc_us / 1_000_000):%H:%M:%S}"

    # What an author can do.

    def offered(self, now: Now) -> list[Key]:
        """The author's own keys first, then those of a trainee."""
        own = [(deed.shown, deed.label) for deed in OWN_DEEDS]
        count = len(self._problems)
        own[0] = (own[0][0], "1 problem" if count == 1 else f"{count or 'no'} problems")
        return [*own, *super().offered(now)]

    def on_sent(self, message: Sent) -> None:
        """An author's own command; everything else is a trainee's, and goes on to where that is heard."""
        name, _, rest = message.text.strip().partition(" ")
        deed = next((deed for deed in OWN_DEEDS if name == f"/{deed.name}"), None)
        if deed is not None:
            message.prevent_default()
            self.box.take("")
            self._own(deed.name, rest.strip())

    def action_own(self, name: str) -> None:
        """By its key."""
        self._own(name, "")

    def _own(self, name: str, rest: str) -> None:
        if name == "problems":
            self.toggle_class("-problems")
        elif name == "restart":
            self._begin(None)
        elif rest:
            self._begin(rest)
        else:
            self._ask_for_stage()

    def _ask_for_stage(self) -> None:
        script = self.attempt.script
        stages = script.stages()
        names = {stage: stage_name(script, next(r.id for r in script.items if r.stage == stage)) for stage in stages}
        answers = [Answer("the beginning", _BEGINNING), *(Answer(names[stage], stage) for stage in stages[1:])]

        def chosen(stage: str | None) -> None:
            if stage is not None:
                self._begin(None if stage == _BEGINNING else stage)

        self.app.push_screen(AskScreen("Begin at which stage? What was answered here is forgotten.", answers), chosen)

    def _begin(self, stage: str | None) -> None:
        if self._busy:
            return
        try:
            self.rehearsal.begin(stage)
        except UsageError as error:
            near = difflib.get_close_matches(stage or "", self.attempt.script.stages(), n=1)
            self.note(f"{error.what} Did you mean “{near[0]}”?" if near else str(error))
            return
        self.show_instead(self.rehearsal.attempt, same_pictures=True)
        self.note("")

    def do(self, name: str, rest: str = "") -> None:
        """A trainee's deed; leaving keeps nothing here, and says so."""
        if name != "quit":
            super().do(name, rest)
            return
        answers = [Answer("leave", "leave"), Answer("stay", "stay")]

        def chosen(value: str | None) -> None:
            if value == "leave":
                self.app.exit(0)

        self.app.push_screen(AskScreen("Leave the preview? Nothing of it is kept.", answers), chosen)


def _same_pictures(before: Loaded, after: Loaded) -> bool:
    return before.image_hashes == after.image_hashes and before.case.images == after.case.images


__all__ = ["OWN_DEEDS", "POLL", "PreviewScreen", "ProblemPanel"]

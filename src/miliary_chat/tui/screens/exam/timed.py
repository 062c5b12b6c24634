"""Screens over an exam that show its time too: nothing that a candidate opens may hide how much is left."""

from textual.app import ComposeResult
from textual.screen import Screen

from miliary_chat.tui.blocks import Block
from miliary_chat.tui.exam_time import ClockFace
from miliary_chat.tui.screens.film import FilmScreen
from miliary_chat.tui.screens.reader import ReaderScreen
from miliary_chat.tui.widgets.exam_bar import ExamBar
from miliary_chat.tui.widgets.key_line import KeyLine


class Timed:
    """A screen with the exam's bar at its top, to which the exam tells the time every second."""

    _faces: tuple[ClockFace, ...] = ()

    def on_mount(self) -> None:
        """What was told before there was a bar to show it on."""
        self.show_faces(self._faces)

    def show_faces(self, faces: tuple[ClockFace, ...]) -> None:
        """Show these clocks."""
        assert isinstance(self, Screen)
        self._faces = faces
        for bar in self.query(ExamBar):
            bar.faces = faces


class ExamFilmScreen(Timed, FilmScreen):
    """A film on the whole screen, and the time."""

    def compose(self) -> ComposeResult:
        """The bar, the film, the keys."""
        yield ExamBar()
        yield self.pane
        yield KeyLine()

    def reader(self, title: str, blocks: list[Block]) -> "ExamReader":
        """A page that shows the time too."""
        reader = ExamReader(title, blocks)
        reader.show_faces(self._faces)
        return reader

    def headline(self, words: str) -> None:
        """What stands at the top."""
        self.query_one(ExamBar).title = words


class ExamReader(Timed, ReaderScreen):
    """A page to read, and the time."""

    def compose(self) -> ComposeResult:
        """The bar, the page, the keys."""
        bar = ExamBar()
        bar.title = self.heading
        yield bar
        yield from list(super().compose())[1:]

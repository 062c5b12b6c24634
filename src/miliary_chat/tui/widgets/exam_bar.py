"""The line at the top of an exam: the part, the question's number, and the time that is left."""

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from miliary_chat.tui.exam_time import ClockFace

FLAG = "⚑"


class ExamBar(Widget):
    """Where one is and how long there is. The time is never left out; the part's title makes room first."""

    DEFAULT_CSS = "ExamBar { height: 1; width: 1fr; }"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "exam-bar--title",
        "exam-bar--place",
        "exam-bar--time",
        "exam-bar--near",
        "exam-bar--last",
    }

    title: reactive[str] = reactive("")
    place: reactive[str] = reactive("")
    flagged: reactive[bool] = reactive(False)
    faces: reactive[tuple[ClockFace, ...]] = reactive(())

    def render(self) -> Content:
        """One line."""
        width = self.size.width
        place = Content.styled(self.place + (f" {FLAG}" if self.flagged else ""), self._look("place"))
        for faces in (self.faces, self.faces[:1]):
            time = self._time(faces)
            room = width - time.cell_length - place.cell_length - 6
            if room >= 0:
                break
        title = Content.styled(self.title, self._look("title")).truncate(max(room, 0), ellipsis=True)
        if room < 8:
            title = Content("")
        left = Content("  ").join([part for part in (title, place) if part.cell_length])
        left = left.truncate(max(width - time.cell_length - 3, 0), ellipsis=True)
        gap = max(width - left.cell_length - time.cell_length - 2, 1)
        return Content.assemble(" ", left, " " * gap, time)

    def _time(self, faces: Sequence[ClockFace]) -> Content:
        parts = [
            Content.styled(face.words, self._look("last" if face.last else "near" if face.near else "time"))
            for face in faces
        ]
        return Content(" · ").join(parts)

    def _look(self, part: str) -> Style:
        return self.get_visual_style(f"exam-bar--{part}", partial=True)

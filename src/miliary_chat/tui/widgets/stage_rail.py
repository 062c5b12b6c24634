"""The line at the top: the case, the stages with the one that is open, and the time that was worked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class Station:
    """A stage on the rail: done, the one that is open (with its place, "2/3"), or still to come."""

    name: str
    status: Literal["done", "now", "ahead"]
    place: str = ""


class StageRail(Widget):
    """Where one is. On a narrow screen only the open stage and its neighbours are shown."""

    DEFAULT_CSS = "StageRail { height: 1; width: 1fr; }"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "stage-rail--title",
        "stage-rail--now",
        "stage-rail--done",
        "stage-rail--time",
    }

    title: reactive[str] = reactive("")
    stations: reactive[tuple[Station, ...]] = reactive(())
    clock: reactive[str] = reactive("")

    def render(self) -> Content:
        """One line: what does not fit is left out from the outside in."""
        width = self.size.width
        clock = Content.styled(f"   {self.clock} ", self._look("time"))
        for stations in _narrowing(self.stations):
            rail = Content("   ").join(self._station(station) for station in stations)
            room = width - rail.cell_length - clock.cell_length - 3
            if room >= min(len(self.title), 16):
                break
        title = Content.styled(self.title, self._look("title"))
        if room < 8:
            title, room = Content(""), max(width - rail.cell_length - clock.cell_length - 1, 0)
        title = title.truncate(max(room, 0), ellipsis=True)
        gap = max(width - title.cell_length - rail.cell_length - clock.cell_length - 1, 1)
        return Content.assemble(" ", title, " " * gap, rail, clock).truncate(width)

    def _station(self, station: Station) -> Content:
        if station.status == "done":
            return Content.styled(f"{station.name} ✓", self._look("done"))
        if station.status == "now":
            return Content.styled(f"{station.name.upper()} {station.place}".strip(), self._look("now"))
        return Content.styled(station.name, self._look("done"))

    def _look(self, part: str) -> Style:
        return self.get_visual_style(f"stage-rail--{part}", partial=True)


def _narrowing(stations: Sequence[Station]) -> list[list[Station]]:
    """All stations, then the open one with its neighbours, then it alone."""
    at = next((number for number, station in enumerate(stations) if station.status == "now"), None)
    if at is None:
        return [list(stations), list(stations[-1:])]
    return [list(stations), list(stations[max(at - 1, 0) : at + 2]), [stations[at]]]


def clocked(seconds: float) -> str:
    """A time for the rail: "06:12", from an hour on "1:06:12"."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes:02d}:{rest:02d}"

"""Where a film of one's own stands for the case's, nothing is said of places and sizes that are not on it."""

from pathlib import Path

import pytest
from PIL import Image

from miliary_chat.case.loaded import load_case
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.plain.pictures import place_name, zoomed

WHOLE = Path(__file__).parents[1] / "case" / "whole.yaml"
FILM = "findings/film"
PLACE = "{regions: {right-mid-zone: {label: right mid zone, box: [1, 2, 31, 22]}}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an own film for the case."""
    (tmp_path / "whole").mkdir()
    Image.new("L", (40, 30), 90).save(tmp_path / "whole" / "film.png")
    return tmp_path


def script_with(folder: Path, written: str = "") -> Script:
    if written:
        (folder / "whole" / "pictures.yaml").write_text(f"pictures: {{film: {written}}}", encoding="utf-8")
    loaded = load_case(WHOLE, folder)
    return Script.of_case(loaded.case, loaded.hash, seed=1)


def test_a_line_that_points_at_a_place_of_the_cases_film_points_nowhere(folder: Path) -> None:
    assert place_name(script_with(folder), FILM, "right-mid-zone") is None
    assert place_name(script_with(folder, f"{PLACE}}}"), FILM, "right-mid-zone") == "Right mid zone"


def test_zoom_names_no_places_where_there_are_none(folder: Path) -> None:
    lines = [str(line) for line in zoomed(script_with(folder), State(), FILM, "film", "")]
    assert lines == [
        "Picture: PA chest radiograph (own picture).",
        "In words: Dots in both lungs.",
        "To compare with: A normal film. /zoom other",
    ]
    lines = [str(line) for line in zoomed(script_with(folder), State(), FILM, "film", "right mid zone")]
    assert lines == ["Picture: There is no place “right mid zone” on it."]


@pytest.mark.parametrize(
    ("more", "told"),
    [("", "a part of the picture"), (", mm_per_pixel: 2", "60 by 40 mm of the picture")],
)
def test_a_size_is_told_by_the_films_own_scale_alone(folder: Path, more: str, told: str) -> None:
    lines = zoomed(script_with(folder, f"{PLACE}{more}}}"), State(), FILM, "film", "right mid zone")
    assert str(lines[0]) == f"Right mid zone: {told}."

"""One command makes all films: the cases' and the gallery's."""

import sys
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="the films are made with NumPy, which playing does not need")

from make_films import gallery, main
from phantoms.findings import (
    LEFT,
    RIGHT,
    Cannonballs,
    Consolidation,
    Effusion,
    Finding,
    Goitre,
    Mass,
    Miliary,
    Nodes,
    Oedema,
    Pneumothorax,
    Silicosis,
)
from phantoms.gallery import PATTERNS
from phantoms.recipes import FLAGSHIP, PICTURES

EXAMS = [case for case, pictures in PICTURES.items() if not pictures.told and pictures.films]


def test_the_gallery_is_a_film_with_its_truth_for_each_pattern_and_a_mask_where_an_area_is_changed(
    tmp_path: Path,
) -> None:
    gallery(tmp_path / "new", 256, frozenset({"normal", "goitre"}))
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == [
        "goitre.mask.png",
        "goitre.png",
        "goitre.truth.json",
        "normal.png",
        "normal.truth.json",
    ]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["nonsense"], "there are no films for nonsense"),
        (["--gallery", "x", "wedding-photograph"], "there are no films for wedding-photograph"),
        (["--gallery", "x", "--width", "20"], "256 is the least"),
    ],
)
def test_what_there_is_not_ends_with_a_sentence(
    asked: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["make_films.py", *asked])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_the_films_of_the_cases_show_what_their_answers_say() -> None:
    """The answers stand in the cases' files: this keeps a recipe from being changed without them."""
    wrong = {
        case: {
            name.removeprefix("film-"): [type(finding) for finding in recipe.findings]
            for name, recipe in PICTURES[case].films.items()
            if recipe.findings
        }
        for case in EXAMS
    }
    assert wrong == {
        "chest-films": {"b": [Miliary], "c": [Effusion], "d": [Cannonballs], "e": [Pneumothorax]},
        "film-round": {
            "02": [Miliary], "03": [Effusion], "07": [Miliary], "10": [Pneumothorax], "11": [Cannonballs],
            "13": [Miliary],
        },
        "viewing-box": {
            "a": [Consolidation], "c": [Pneumothorax], "d": [Nodes], "f": [Effusion], "g": [Silicosis],
            "h": [Oedema, Effusion, Effusion], "i": [Mass], "k": [Consolidation], "l": [Cannonballs],
            "m": [Pneumothorax], "o": [Nodes],
        },
    }  # fmt: skip
    assert [type(finding) for finding in PICTURES[FLAGSHIP].films["film"].findings] == [Miliary, Goitre]
    large = {name for case in EXAMS for name, recipe in PICTURES[case].films.items() if recipe.build.heart > 1.2}
    assert large == {"film-05", "film-h"}


@pytest.mark.parametrize(
    ("film", "finding"),
    [
        ("a", Consolidation("left-lower")),
        ("c", Pneumothorax(RIGHT, 60, tension=True)),
        ("f", Effusion(RIGHT, -4)),
        ("i", Mass(RIGHT, 22, 0.15, 0.42, spiculated=True)),
        ("k", Consolidation("right-middle")),
        ("m", Pneumothorax(LEFT, 16)),
        ("o", Nodes(sides=(LEFT,), paratracheal=False, size=1.15)),
    ],
)
def test_a_one_sided_finding_lies_on_the_side_that_its_answer_says(film: str, finding: Finding) -> None:
    assert PICTURES["viewing-box"].films[f"film-{film}"].findings == (finding,)


def test_every_pattern_of_the_gallery_has_a_name_that_can_be_a_file() -> None:
    assert all(name == name.lower() and name.replace("-", "").isalpha() for name in PATTERNS)

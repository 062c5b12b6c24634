"""One command makes all films: the cases' and the gallery's."""

import sys
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="the films are made with NumPy, which playing does not need")

from make_films import gallery, main
from phantoms.findings import Cannonballs, Effusion, Goitre, Miliary, Pneumothorax
from phantoms.gallery import PATTERNS
from phantoms.recipes import FLAGSHIP, PICTURES

EXAMS = [pictures for pictures in PICTURES.values() if not pictures.told and pictures.films]


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
        name: [type(finding) for finding in recipe.findings]
        for pictures in EXAMS
        for name, recipe in pictures.films.items()
        if recipe.findings
    }
    assert wrong == {
        "film-b": [Miliary], "film-c": [Effusion], "film-d": [Cannonballs], "film-e": [Pneumothorax],
        "film-02": [Miliary], "film-03": [Effusion], "film-07": [Miliary], "film-10": [Pneumothorax],
        "film-11": [Cannonballs], "film-13": [Miliary],
    }  # fmt: skip
    assert [type(finding) for finding in PICTURES[FLAGSHIP].films["film"].findings] == [Miliary, Goitre]
    assert [name for name, recipe in PICTURES["film-round"].films.items() if recipe.build.heart > 1.2] == ["film-05"]


def test_every_pattern_of_the_gallery_has_a_name_that_can_be_a_file() -> None:
    assert all(name == name.lower() and name.replace("-", "").isalpha() for name in PATTERNS)

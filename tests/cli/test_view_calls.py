"""`view` as a person calls it: pictures in words where there is no terminal, and one sentence for what is wrong."""

from pathlib import Path

import pytest
from PIL import Image

from miliary_chat.picture.picture import Picture
from miliary_chat.tui.film import Film, film_of
from miliary_chat.tui.screens.view import ViewScreen


def test_a_file_is_told_in_words_with_the_scale_that_was_given(program, tmp_path: Path) -> None:
    file = tmp_path / "film.png"
    Image.new("L", (200, 100), 90).save(file)
    told = program("view", str(file), "--mm", "0.2")
    assert told.stdout == "film.png\n200 by 100 pixels; 0.2 mm a pixel: 40 by 20 mm; grey levels.\n"
    assert told.returncode == 0


def test_a_picture_of_a_case_gives_nothing_away_unless_it_is_asked_to(program) -> None:
    neutral, full = program("view", "wedding-photograph/film"), program("view", "wedding-photograph/film", "--full")
    assert "miliary" not in neutral.stdout.lower()
    assert "miliary" in full.stdout.lower()
    assert (neutral.returncode, full.returncode) == (0, 0)


def test_all_pictures_of_a_case_come_with_its_name(program) -> None:
    assert program("view", "wedding-photograph").stdout.count("PA chest radiograph") >= 2


@pytest.mark.parametrize(
    ("names", "code", "sentence"),
    [
        (["nothing.png"], 1, "The picture nothing.png is missing."),
        (["no-such-case"], 2, "no case"),
        (["wedding-photograph/liver"], 2, "“liver” is no picture of this case. It has: film"),
        ([], 2, "PICTURE"),
        (["--graphics", "ascii", "x.png"], 2, "ascii"),
    ],
)
def test_what_is_wrong_is_one_sentence(program, names: list[str], code: int, sentence: str) -> None:
    told = program("view", *names)
    assert told.returncode == code
    assert sentence in told.stderr
    assert "Traceback" not in told.stderr


def test_one_broken_picture_does_not_hide_the_others(program, tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nand no more")
    Image.new("L", (20, 10)).save(tmp_path / "whole.png")
    told = program("view", str(tmp_path / "broken.png"), str(tmp_path / "whole.png"))
    assert told.returncode == 1
    assert "broken.png" in told.stderr
    assert "20 by 10 pixels" in told.stdout


def film(name: str, grey: int, compare: str | None = None) -> Film:
    """A small film."""
    made = film_of(Picture.of(Image.new("L", (30, 40), grey)), name)
    return Film(name, name, made.neutral, made.full, made.picture, compare=compare)


async def test_keys_go_from_film_to_film_and_each_has_one_to_compare_with(home: Path) -> None:
    from miliary_chat.base.settings import Settings
    from miliary_chat.session.clock import SystemClock
    from miliary_chat.tui.viewing import ViewApp

    films = [film("a", 10), film("b", 20, compare="a"), film("c", 30)]
    app = ViewApp(films, may_tell=False, clock=SystemClock(), settings=Settings())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ViewScreen)
        seen = []
        for _ in range(4):
            look = screen.pane.look
            assert look is not None
            seen.append((look.shown.id, look.other.id if look.other else None))
            await pilot.press("n")
        assert seen == [("a", "b"), ("b", "a"), ("c", "a"), ("a", "b")]
        await pilot.press("p", "f1")
        await pilot.pause()
        assert app.screen is not screen
        await pilot.press("escape", "q")
    assert app.return_code == 0


@pytest.mark.parametrize("name", ["wedding-photograph/hrct", "cases/wedding-photograph/hrct"])
def test_a_picture_is_named_by_its_cases_id_or_its_path(program, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
    told = program("view", name)
    assert told.stdout.startswith("Thin-section CT at the carina")
    assert "The same slices of a normal lung" in told.stdout


def test_a_settings_file_that_makes_no_sense_is_put_aside_and_told_about_once(program, home: Path) -> None:
    file = home / "settings.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("{")
    first, second = program("view", "wedding-photograph/film"), program("view", "wedding-photograph/film")
    assert first.stderr.count("could not be understood") == 1
    assert "could not be understood" not in second.stderr
    assert first.returncode == second.returncode == 0

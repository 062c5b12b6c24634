"""Films of one's own, dropped into a folder: which take the place of a case's pictures, and what holds for them."""

import io
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from PIL import Image

from miliary_chat.author.bench.watching import pictures_of
from miliary_chat.base.settings import pictures_folder
from miliary_chat.case.library import Library
from miliary_chat.case.loaded import Loaded, case_hash, load_case
from miliary_chat.case.model import CaseImage, OwnPicture
from miliary_chat.case.own_pictures import caption_of_own
from miliary_chat.case.reader import check_case, read_case

WHOLE = Path(__file__).parent / "whole.yaml"


def png(grey: int = 90, size: tuple[int, int] = (40, 30)) -> bytes:
    data = io.BytesIO()
    Image.new("L", size, grey).save(data, "PNG")
    return data.getvalue()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This person's own home, where their pictures lie."""
    monkeypatch.setenv("MILIARY_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case with a film, with places on it, and with a second picture that has no file."""
    (tmp_path / "cases" / "whole").mkdir(parents=True)
    shutil.copy(WHOLE, tmp_path / "cases" / "whole" / "case.yaml")
    (tmp_path / "cases" / "whole" / "film.png").write_bytes(png(10))
    return tmp_path / "cases" / "whole"


@pytest.fixture
def own(home: Path) -> Path:
    """The folder of own pictures of that case."""
    (home / "pictures" / "whole").mkdir(parents=True)
    return home / "pictures" / "whole"


def told(loaded: Loaded, own: Path) -> list[str]:
    """The notices, with the files by their names."""
    return [str(problem).replace(f"{own}{os.sep}", "") for problem in loaded.notices]


def again(loaded: Loaded) -> Loaded:
    """The case as a store gives it back."""
    return Loaded.from_source(loaded.source, loaded.image_hashes)


def same(one: Loaded, other: Loaded) -> bool:
    return (one.case, one.hash, one.source, dict(one.image_hashes)) == (
        other.case,
        other.hash,
        other.source,
        dict(other.image_hashes),
    )


# What stays as it was


def test_without_own_pictures_a_case_is_pinned_as_it_always_was(case: Path, own: Path) -> None:
    loaded, tree = load_case(case), check_case(case).tree
    assert tree is not None
    assert loaded.source == (case / "case.yaml").read_bytes()
    assert loaded.hash == case_hash(tree, loaded.image_hashes)
    assert loaded.notices == ()
    shutil.rmtree(own.parent)
    assert same(load_case(case), loaded)


def test_what_lies_there_for_another_case_changes_nothing(case: Path, own: Path) -> None:
    before = load_case(case)
    (own.parent / "other").mkdir()
    (own.parent / "other" / "film.png").write_bytes(png())
    assert same(load_case(case), before)


def test_everything_that_an_own_picture_can_say_is_what_is_not_taken_over_from_the_cases() -> None:
    assert set(OwnPicture.model_fields) == set(CaseImage.model_fields) - {"compare"}


# What takes its place


@pytest.mark.parametrize("name", ["film.png", "FILM.PNG", "Film.Jpg", "film.jpeg", "film.dcm"])
def test_a_file_named_like_the_picture_is_enough(case: Path, own: Path, name: str) -> None:
    (own / name).write_bytes(png())
    loaded = load_case(case)
    film = loaded.case.images["film"]
    assert loaded.images["film"] == own / name
    assert (film.file, film.caption, film.compare) == (name, "PA chest radiograph (own picture)", "normal")
    assert (film.mm_per_pixel, film.licence, film.source, dict(film.regions)) == (None, None, None, {})
    assert film.describe.full == "Innumerable tiny nodules in both lungs."
    assert told(loaded, own) == [
        f"{name}:1:1: N404 “film” shows {name}, a picture of your own; no scale is known of it, it has no places to"
        " point at, the case's own words describe it."
    ]
    assert loaded.trouble == ""


def test_what_is_written_of_it_holds_for_it(case: Path, own: Path) -> None:
    (own / "IM000042").write_bytes(png())
    (own / "pictures.yaml").write_text(
        "pictures:\n"
        "  film:\n"
        "    file: IM000042\n"
        "    caption: PA film, 2019\n"
        "    licence: for this department\n"
        "    source: our teaching file\n"
        "    mm_per_pixel: 0.14\n"
        "    describe: {neutral: Dots., full: Many dots.}\n"
        "    regions: {right-mid-zone: {label: right mid zone, box: [1, 2, 30, 20]}}\n",
        encoding="utf-8",
    )
    loaded = load_case(case)
    film = loaded.case.images["film"]
    assert (film.caption, film.licence, film.source) == ("PA film, 2019", "for this department", "our teaching file")
    assert (film.mm_per_pixel, film.describe.neutral, film.describe.full) == (0.14, "Dots.", "Many dots.")
    assert film.regions["right-mid-zone"].box == (1, 2, 30, 20)
    assert told(loaded, own) == ["pictures.yaml:2:3: N404 “film” shows IM000042, a picture of your own."]


def test_a_picture_that_the_case_came_without_is_not_missed_any_more(case: Path, own: Path) -> None:
    (case / "film.png").unlink()
    assert [problem.code for problem in load_case(case).notices] == ["N401"]
    (own / "film.png").write_bytes(png())
    (own / "normal.png").write_bytes(png(200))
    loaded = load_case(case)
    assert [problem.code for problem in loaded.notices] == ["N404", "N404"]
    assert list(loaded.images) == ["film", "normal"]


@pytest.mark.parametrize(
    ("shipped", "own"),
    [
        ("PA chest radiograph (synthetic)", "PA chest radiograph (own picture)"),
        ("Synthetic PA chest radiograph", "PA chest radiograph (own picture)"),
        ("PA chest radiograph, synthetic", "PA chest radiograph (own picture)"),
        ("Chest radiograph (PA, synthetic)", "Chest radiograph (PA) (own picture)"),
        ("Chest radiograph (synthetic, PA)", "Chest radiograph (PA) (own picture)"),
        ("HRCT – Synthetic", "HRCT (own picture)"),
        ("(synthetic)", "(own picture)"),
        ("Film of a photosynthetic man", "Film of a photosynthetic man (own picture)"),
    ],
)
def test_a_caption_does_not_call_a_real_film_synthetic(shipped: str, own: str) -> None:
    assert caption_of_own(shipped) == own


def test_lines_go_on_pointing_at_places_that_the_own_picture_does_not_have(case: Path, own: Path) -> None:
    before = load_case(case)
    (own / "film.png").write_bytes(png())
    after = load_case(case)
    assert "right-mid-zone" in str(before.case.stages)
    assert after.case.stages == before.case.stages
    assert not any("right-mid-zone" in image.regions for image in after.case.images.values())


# How it is kept


def test_what_a_store_keeps_is_the_same_case_without_the_folder(case: Path, own: Path) -> None:
    (own / "film.png").write_bytes(png())
    (own / "pictures.yaml").write_text('pictures: {film: {caption: "A: b", mm_per_pixel: 0.2}}', encoding="utf-8")
    loaded = load_case(case)
    shutil.rmtree(own)
    assert same(again(loaded), loaded)
    assert again(loaded).case.images["film"].mm_per_pixel == 0.2


def test_the_pin_changes_with_the_film_and_with_its_words_and_comes_back(case: Path, own: Path) -> None:
    pins = [load_case(case).hash]
    (own / "film.png").write_bytes(png(1))
    pins.append(load_case(case).hash)
    (own / "film.png").write_bytes(png(2))
    pins.append(load_case(case).hash)
    (own / "pictures.yaml").write_text("pictures: {film: {mm_per_pixel: 0.2}}", encoding="utf-8")
    pins.append(load_case(case).hash)
    assert len(set(pins)) == 4
    (own / "pictures.yaml").write_text("# a comment\npictures:\n  film:\n    mm_per_pixel: 0.2\n", encoding="utf-8")
    assert load_case(case).hash == pins[3]
    shutil.rmtree(own)
    assert load_case(case).hash == pins[0]


_WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Zs"]) | st.just(" "), min_size=1
).filter(lambda text: text.strip())
_REGION = st.fixed_dictionaries(
    {"label": _WORDS, "box": st.just([1, 2, 3, 4])}, optional={"window": st.sampled_from(["lung", "bone"])}
)
_OWN = st.fixed_dictionaries(
    {},
    optional={
        "caption": _WORDS,
        "licence": _WORDS,
        "source": _WORDS,
        "mm_per_pixel": st.integers(1, 400).map(lambda hundredths: hundredths / 100),
        "describe": _WORDS | st.fixed_dictionaries({"full": _WORDS}, optional={"neutral": _WORDS}),
        "regions": st.dictionaries(st.from_regex(r"[a-z]{1,8}(-[0-9]{1,3})?", fullmatch=True), _REGION, min_size=1),
    },
).filter(bool)


@settings(max_examples=40, deadline=None)
@given(written=st.fixed_dictionaries({"film": _OWN}, optional={"normal": st.just({"caption": "B"})}))
def test_whatever_is_written_of_own_pictures_is_read_back_from_what_is_kept(
    written: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("own")
    (folder / "whole").mkdir()
    for name in written:
        (folder / "whole" / f"{name}.png").write_bytes(png())
    text = json.dumps({"pictures": written}, ensure_ascii=False)
    (folder / "whole" / "pictures.yaml").write_text(text, encoding="utf-8")
    loaded = load_case(WHOLE, folder)
    assert {problem.code for problem in loaded.notices} <= {"N404", "N401"}
    assert set(loaded.case.pictures) == set(written)
    assert same(again(loaded), loaded)


# What is wrong is told, and stops nothing


_STAYS = "The case shows the picture that it came with."
_ALL_STAY = "The case shows the pictures that it came with."

BROKEN = [
    ("", "1:1: W546 This file is empty. {all}"),
    ("just words", "1:1: W546 This is no list of pictures, which begins with “pictures:”. {all}"),
    ("film: {caption: C}", "1:1: W546 The file needs “pictures”. {all}\n1:1: W546 “film” is no key here. Known are"
     " “pictures”. {all}"),
    ("pictures: {film: {caption: C}", "1:30: W546 "),
    ("pictures:\n  film:\n    caption: C\n   licence: L\n", "4:4: W546 "),
    ("pictures: &a {film: {caption: C}}", "1:11: W546 “&a” is a YAML anchor. Delete it, or put the text in quotes."
     " {all}"),
    ("pictures: words", "1:11: W546 A mapping (“key: value” lines) was expected, but this is the text “words”. {all}"),
    ("pictures:\n  film:\n    caption:\n", "3:5: W546 “caption” has no value. Write one, or delete the key. {all}"),
    ("pictures:\n  film: words\n", "2:9: W548 A mapping (“key: value” lines) was expected, but this is the text"
     " “words”. {one}"),
    ("pictures:\n  film: {mm_per_pxel: 0.2}\n", "2:10: W548 “mm_per_pxel” is no key here; did you mean"
     " “mm_per_pixel”? {one}"),
    ("pictures:\n  film: {mm_per_pixel: wide}\n", "2:24: W548 Write a number, such as 2 or 0.5. {one}"),
    ("pictures:\n  film: {compare: normal}\n", "2:10: W548 “compare” is no key here. Known are “file”, “caption”,"),
    ("pictures:\n  film: {regions: {a: {label: L, box: [3, 0, 1, 1]}}}\n", "2:20: W548 A box is left, top, right,"),
    ("pictures:\n  flim: {caption: C}\n", "2:3: W547 “flim” is no picture of this case; did you mean “film”?"),
    ("pictures:\n  ../x: {caption: C}\n", "2:3: W547 “../x” is no picture of this case. {all}"),
    ("pictures:\n  normal: {caption: C}\n", "2:3: W548 There is no file for “normal”: put normal.png beside this list."
     " {one}"),
    ("pictures:\n  film: {file: nothing.png}\n", "2:16: W548 The picture nothing.png is missing. {one}"),
    ("pictures:\n  film: {file: ../film.png}\n", "2:16: W548 “../film.png” leads out of the folder of this case's own"
     " pictures. Put the file itself there. {one}"),
    ("pictures:\n  film: {file: /etc/passwd}\n", "2:16: W548 “/etc/passwd” leads out of the folder of this case's own"
     " pictures. Put the file itself there. {one}"),
    ('pictures:\n  film: {file: "C:\\\\film.png"}\n', "2:16: W548 “C:\\film.png” leads out of the folder of this case's"
     " own pictures. Put the file itself there. {one}"),
    ("pictures:\n  film: {file: films\\film.png}\n", "2:16: W548 Write “films\\film.png” with forward slashes. {one}"),
    ("pictures:\n  film: {file: pictures.yaml}\n", "2:16: W548 pictures.yaml is "),
]  # fmt: skip


@pytest.mark.parametrize(("text", "problems"), BROKEN, ids=[row[0][:60] for row in BROKEN])
def test_a_mistake_is_told_at_its_place_and_the_case_shows_what_it_came_with(
    case: Path, own: Path, text: str, problems: str
) -> None:
    before = load_case(case)
    (own / "pictures.yaml").write_text(text, encoding="utf-8")
    if "normal" not in text and "file:" not in text and "W547" not in problems:
        (own / "film.png").write_bytes(png())
    loaded = load_case(case)
    expected = [f"pictures.yaml:{row.format(all=_ALL_STAY, one=_STAYS)}" for row in problems.splitlines()]
    found = told(loaded, own)
    assert len(found) == len(expected)
    assert all(one.startswith(row) for one, row in zip(found, expected, strict=True)), found
    assert same(loaded, before)
    assert loaded.trouble.startswith(loaded.notices[0].message)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The picture film.png is empty. {one}"),
        (b"%PDF-1.7 no picture", "film.png is "),
        (png()[:60], "The picture film.png is damaged or cut short. {one}"),
        (png(size=(8_000, 8_000)), "The picture film.png has more than 40 megapixels. {one}"),
        (None, "film.png is not a file. {one}"),
    ],
    ids=["nothing", "a document", "half a picture", "too many pixels", "a folder"],
)
def test_what_is_no_picture_takes_no_place(case: Path, own: Path, content: bytes | None, sentence: str) -> None:
    before = load_case(case)
    if content is None:
        (own / "film.png").mkdir()
    else:
        (own / "film.png").write_bytes(content)
    loaded = load_case(case)
    (found,) = told(loaded, own)
    assert found.startswith(f"film.png:1:1: W548 {sentence.format(one=_STAYS)}")
    assert same(loaded, before)


def test_a_huge_file_is_not_read(case: Path, own: Path) -> None:
    with (own / "film.png").open("wb") as stream:
        stream.truncate(90_000_000)
    (found,) = told(load_case(case), own)
    assert found == f"film.png:1:1: W548 The picture film.png is larger than 80 MB. {_STAYS}"


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
@pytest.mark.parametrize("what", ["film.png", "pictures.yaml", "the folder itself", "a circle"])
def test_a_link_out_of_the_folder_is_not_followed(case: Path, own: Path, tmp_path: Path, what: str) -> None:
    before = load_case(case)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "film.png").write_bytes(png())
    (outside / "pictures.yaml").write_text("pictures: {film: {caption: C}}", encoding="utf-8")
    if what == "the folder itself":
        own.rmdir()
        own.symlink_to(outside)
    elif what == "a circle":
        (own / "film.png").symlink_to(own / "film.png")
    else:
        (own / what).symlink_to(outside / what)
    loaded = load_case(case)
    assert [problem.code for problem in loaded.notices] in (["W546"], ["W548"])
    assert same(loaded, before)


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_within_the_folder_is_followed(case: Path, own: Path) -> None:
    (own / "IM000042").write_bytes(png())
    (own / "film.png").symlink_to(own / "IM000042")
    assert load_case(case).case.images["film"].file == "film.png"


@pytest.mark.skipif(os.name == "nt", reason="there are no named pipes")
def test_a_pipe_is_not_waited_for(case: Path, own: Path) -> None:
    os.mkfifo(own / "film.png")
    os.mkfifo(own / "pictures.yaml")
    assert [problem.code for problem in load_case(case).notices] == ["W546"]


def test_a_file_that_is_named_after_nothing_is_told_and_other_files_are_not(case: Path, own: Path) -> None:
    for name in ("flim.png", "film.truth.json", "README.txt", ".DS_Store", "._film.png", "_old.png"):
        (own / name).write_bytes(png())
    assert told(load_case(case), own) == [
        "flim.png:1:1: W547 “flim.png” is named after no picture of this case; did you mean “film”?"
    ]


def test_of_two_files_for_one_picture_the_first_kind_is_shown_and_the_other_told(case: Path, own: Path) -> None:
    (own / "film.jpg").write_bytes(png(1))
    (own / "film.png").write_bytes(png(2))
    loaded = load_case(case)
    assert loaded.images["film"].name == "film.png"
    assert told(loaded, own)[0] == (
        "film.jpg:1:1: W548 “film.png” is shown for “film”, so this one is not. Keep one of them."
    )


def test_a_place_that_another_picture_has_is_refused_with_its_picture(case: Path, own: Path) -> None:
    before = load_case(case)
    (own / "normal.png").write_bytes(png())
    text = "pictures:\n  normal:\n    regions: {right-mid-zone: {label: L, box: [0, 0, 1, 1]}}\n"
    (own / "pictures.yaml").write_text(text, encoding="utf-8")
    loaded = load_case(case)
    assert told(loaded, own) == [
        "pictures.yaml:3:15: W548 “right-mid-zone” is a region of “film” too; a region's id is unique in the case."
        f" {_STAYS}"
    ]
    assert same(loaded, before)


def test_one_mistake_does_not_cost_the_other_pictures(case: Path, own: Path) -> None:
    (own / "film.png").write_bytes(png())
    (own / "normal.png").write_bytes(png())
    (own / "pictures.yaml").write_text("pictures: {normal: {mm_per_pixel: no}}", encoding="utf-8")
    loaded = load_case(case)
    assert list(loaded.images) == ["film"]
    assert set(loaded.case.pictures) == {"film"}


def test_more_than_a_case_can_hold_is_refused(case: Path, own: Path) -> None:
    before = load_case(case)
    (own / "film.png").write_bytes(png())
    places = {f"r-{number}": {"label": "x" * 3_990, "box": [0, 0, 1, 1]} for number in range(247)}
    (own / "pictures.yaml").write_text(json.dumps({"pictures": {"film": {"regions": places}}}), encoding="utf-8")
    loaded = load_case(case)
    assert [problem.code for problem in loaded.notices] == ["W546"]
    assert same(loaded, before)


def test_a_folder_that_the_settings_name_is_used_and_missed_when_it_is_gone(
    case: Path, home: Path, tmp_path: Path
) -> None:
    home.mkdir()
    elsewhere = tmp_path / "share"
    (elsewhere / "whole").mkdir(parents=True)
    (elsewhere / "whole" / "film.png").write_bytes(png())
    (home / "settings.json").write_text(json.dumps({"pictures": str(elsewhere)}), encoding="utf-8")
    assert pictures_folder() == elsewhere
    assert load_case(case).images["film"].parent.parent == elsewhere
    shutil.rmtree(elsewhere)
    assert [str(problem) for problem in load_case(case).notices] == [
        f"{elsewhere}:1:1: N405 The folder of own pictures is not there. {_ALL_STAY}"
    ]


def test_an_author_at_the_bench_is_watched_by_the_film_that_is_shown(case: Path, own: Path) -> None:
    (own / "film.png").write_bytes(png())
    assert pictures_of(case, load_case(case)) == (own / "film.png",)


def test_the_library_finds_a_case_with_its_own_pictures(case: Path, own: Path) -> None:
    (own / "film.png").write_bytes(png())
    assert Library([case.parent]).find("whole").images["film"] == own / "film.png"


# The key in a case itself

TYPED = [
    ("film: {file: film.png, mm_per_pixel: 0.2}", ""),
    ("film: {}", "E206"),
    ("flim: {file: film.png}", "E301"),
    ("film: {file: ../film.png}", "E309"),
    ("normal: {file: film.png, regions: {right-mid-zone: {label: L, box: [0, 0, 1, 1]}}}", "E308"),
    ("film: {colour: red}", "E202"),
]


@pytest.mark.parametrize(("written", "code"), TYPED)
def test_what_a_case_says_itself_of_own_pictures_is_checked_like_the_rest_of_it(written: str, code: str) -> None:
    source = WHOLE.read_text(encoding="utf-8").replace("\nimages:\n", f"\npictures:\n  {written}\nimages:\n")
    reading = read_case(source.encode(), "case.yaml")
    assert [(problem.code, problem.line) for problem in reading.problems] == ([(code, 17)] if code else [])


def test_a_picture_under_the_wrong_key_is_told_where_it_belongs() -> None:
    text = "format: 1\nid: a\ntitle: T\ndiagnosis: D\npictures: {film: {file: a.png}}\n"
    text += "stages: {s: {question: Q?, expect: {e: [x]}}}\n"
    (problem,) = read_case(text.encode(), "case.yaml").problems
    assert problem.message == "“film” is no picture of the case. Its pictures stand under “images”."

"""`strip` as it is called: copies, a stack, what is printed where, and the exit code."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from dicoms import ct, dicom, need_pydicom
from miliary_chat.case.nodes import compose, plain
from miliary_chat.cli.main import main
from miliary_chat.picture.decode import read
from miliary_chat.picture.identifiers import identifiers

Captured = pytest.CaptureFixture[str]
SECRET = "Jane Example"


@pytest.fixture(autouse=True)
def _here(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("miliary_chat.cli.endings.heed_termination", lambda: None)
    monkeypatch.chdir(tmp_path)


def called(capsys: Captured, *words: str) -> tuple[int, str, str]:
    code = main(["strip", *words])
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    assert "Jane" not in out + err
    return code, out, err


def photograph(file: str, turned: int = 1, size: tuple[int, int] = (40, 30)) -> bytes:
    exif = Image.Exif()
    exif[0x013B], exif[0x0112] = SECRET, turned
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).save(out, "JPEG", exif=exif)
    Path(file).write_bytes(out.getvalue())
    return out.getvalue()


def slices(count: int = 4, **told: Any) -> list[str]:
    """CT slices whose names, numbers and places are in three different orders."""
    need_pydicom()
    import numpy as np

    for place in range(count):
        samples = np.full((8, 8), 100 * place, "u2")
        usual = {
            "PatientName": SECRET,
            "ImagePositionPatient": [0, 0, 5 * place],
            "ImageOrientationPatient": [1, 0, 0, 0, 1, 0],
            "InstanceNumber": (place * 3) % count + 1,
            "PixelSpacing": [0.7, 0.7],
        }
        Path(f"IM{place}").write_bytes(ct(samples, **{**usual, **told}))
    return [f"IM{place}" for place in range(count)]


def test_a_copy_lies_beside_its_picture_and_says_what_it_left_behind(capsys: Captured) -> None:
    before = photograph("film.jpg")
    code, out, err = called(capsys, "film.jpg")
    assert (code, out) == (0, "film.jpg -> film.clean.jpg: left behind: Artist (a name).\n")
    assert "text that is burnt into its pixels is still there" in err
    assert Path("film.jpg").read_bytes() == before
    assert identifiers(Path("film.clean.jpg").read_bytes(), "x") == ()
    assert read(Path("film.clean.jpg")).frames[0].tobytes() == read(Path("film.jpg")).frames[0].tobytes()


def test_copies_go_into_a_folder_that_is_made_for_them(capsys: Captured) -> None:
    photograph("film.jpg")
    assert called(capsys, "film.jpg", "--into", "clean/ones")[0] == 0
    assert Path("clean/ones/film.clean.jpg").is_file()


def test_the_ending_fits_what_is_in_the_copy(capsys: Captured) -> None:
    photograph("turned.jpg", turned=6)
    photograph("called.png")
    photograph("no-ending")
    assert called(capsys, "turned.jpg", "called.png", "no-ending")[0] == 0
    assert {file.name for file in Path().glob("*.clean.*")} == {
        "turned.clean.png",
        "called.clean.jpg",
        "no-ending.clean.jpg",
    }


def test_nothing_is_written_where_one_copy_would_take_the_place_of_a_file(capsys: Captured) -> None:
    photograph("one.jpg")
    photograph("two.jpg")
    Path("two.clean.jpg").write_bytes(b"mine")
    code, out, err = called(capsys, "one.jpg", "two.jpg")
    assert (code, out) == (2, "")
    assert "two.clean.jpg is there already." in err
    assert not Path("one.clean.jpg").exists()
    assert Path("two.clean.jpg").read_bytes() == b"mine"


def test_two_pictures_of_one_name_are_not_written_over_each_other(capsys: Captured) -> None:
    for folder in ("a", "b"):
        Path(folder).mkdir()
        photograph(f"{folder}/film.jpg")
    code, _, err = called(capsys, "a/film.jpg", "b/film.jpg", "--into", "clean")
    assert code == 2
    assert "a/film.jpg and b/film.jpg would both become clean/film.clean.jpg" in err


def test_what_cannot_be_read_is_told_and_the_others_are_written(capsys: Captured) -> None:
    photograph("film.jpg")
    Path("text.png").write_text("a text", "utf-8")
    code, out, err = called(capsys, "text.png", "missing.png", "film.jpg")
    assert code == 1
    assert out.startswith("film.jpg -> film.clean.jpg")
    assert "text.png is not a PNG, JPEG or DICOM picture" in err
    assert "missing.png is missing" in err


def test_programs_get_a_row_for_each_file(capsys: Captured) -> None:
    photograph("film.jpg")
    Path("text.png").write_text("a text", "utf-8")
    code, out, _ = called(capsys, "--json", "film.jpg", "text.png")
    assert code == 1
    film, text = json.loads(out)
    assert (film["into"], film["removed"]) == ("film.clean.jpg", [{"tag": "Artist", "what": "a name"}])
    assert film["problem"] is None
    assert (text["into"], text["removed"]) == (None, [])
    assert "not a PNG" in text["problem"]


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(capsys: Captured) -> None:
    photograph("film.jpg")
    code, _, err = called(capsys, "film.jpg", "--into", "film.jpg")
    assert code == 2
    assert "film.jpg is no folder to write into" in err


def test_a_dicom_file_without_an_ending_gets_one_and_what_is_burnt_in_is_told(capsys: Captured) -> None:
    slices(1, BurnedInAnnotation="YES")
    code, out, err = called(capsys, "IM0")
    assert (code, out) == (0, "IM0 -> IM0.clean.dcm: left behind: PatientName (a name).\n")
    assert "IM0 still has text in the pixels" in err


def test_slices_of_a_ct_become_a_stack_from_head_to_feet(capsys: Captured) -> None:
    code, out, err = called(capsys, *slices(), "--stack", "HRCT lung.png")
    assert code == 0
    assert "HRCT lung.png has 4 slices, from IM3 to IM0." in err
    assert "PatientName" in err
    root, problems = compose(out.encode(), "case.yaml")
    assert root is not None
    assert not problems
    ((name, image),) = plain(root).items()
    assert name == "hrct-lung"
    assert image["hounsfield"] == {"black": "-1024", "step": "8"}
    assert (image["file"], image["mm_per_pixel"]) == ("HRCT lung.png", "0.7")
    picture = read(Path("HRCT lung.png"), hounsfield=(-1024, 8))
    values = [picture.values.black + picture.values.step * frame.getpixel((3, 3)) for frame in picture.frames]  # type: ignore[operator]
    assert values == pytest.approx([-724, -824, -924, -1024], abs=4)


def test_slices_without_a_place_go_by_their_number(capsys: Captured) -> None:
    err = called(capsys, *slices(ImagePositionPatient=None), "--stack", "s.png")[2]
    assert "from IM0 to IM1." in err  # numbered 1, 4, 3, 2


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"ImagePositionPatient": None, "InstanceNumber": None}, "they are in the order given"),
        ({"ImagePositionPatient": [0, 0, 7]}, "Two of the slices lie at the same place"),
    ],
)
def test_what_is_doubtful_about_a_stack_is_told(capsys: Captured, told: dict[str, Any], sentence: str) -> None:
    code, _, err = called(capsys, *slices(**told), "--stack", "s.png")
    assert code == 0
    assert sentence in err


def test_a_slice_that_seems_to_be_missing_is_told(capsys: Captured) -> None:
    files = slices(5)
    assert "The slices lie 5.0 to 10.0 mm apart" in called(capsys, *files[:2], *files[3:], "--stack", "s.png")[2]


def test_pictures_are_stacked_in_the_order_given(capsys: Captured) -> None:
    for place, level in enumerate((200, 10, 100)):
        Image.new("L", (4, 4), level).save(f"{place}.png")
    code, out, _ = called(capsys, "0.png", "1.png", "2.png", "--stack", "s.png")
    assert code == 0
    assert "hounsfield" not in out
    assert [frame.getpixel((0, 0)) for frame in read(Path("s.png")).frames] == [257 * level for level in (200, 10, 100)]


def test_slices_that_are_alike_are_all_there(capsys: Captured) -> None:
    Image.new("L", (4, 4), 10).save("0.png")
    assert called(capsys, *["0.png"] * 3, "--stack", "s.png")[0] == 0
    assert len(read(Path("s.png")).frames) == 3


def test_a_stack_takes_the_place_of_no_file_and_is_a_png(capsys: Captured) -> None:
    photograph("0.jpg")
    Path("s.png").write_bytes(b"mine")
    assert called(capsys, "0.jpg", "--stack", "s.png")[0] == 2
    assert called(capsys, "0.jpg", "--stack", "s.gif")[0] == 2
    assert Path("s.png").read_bytes() == b"mine"


def test_what_does_not_belong_together_is_not_stacked(capsys: Captured) -> None:
    need_pydicom()
    import numpy as np

    photograph("0.jpg")
    photograph("1.jpg", size=(30, 30))
    Path("ct.dcm").write_bytes(ct(np.zeros((8, 8), "u2")))
    Path("dx.dcm").write_bytes(dicom(np.zeros((8, 8), "u2")))
    code, _, err = called(capsys, "0.jpg", "1.jpg", "--stack", "s.png")
    assert (code, "1.jpg is not of the same size as 0.jpg" in err) == (1, True)
    code, _, err = called(capsys, "ct.dcm", "dx.dcm", "--stack", "s.png")
    assert (code, "only one is a CT" in err) == (1, True)
    assert not Path("s.png").exists()

"""What `check` says of the files of a case's pictures: what they tell, whether they can be shown, what is off them."""

from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from dicoms import ct, need_pydicom
from miliary_chat.author.checking.check import check, examine
from miliary_chat.author.checking.remembering import Memory
from miliary_chat.case.problems import Problem


def named(folder: Path, file: str = "film.png", *more: str) -> Path:
    """The case with a picture's file, and further keys of the picture."""
    case = folder / "case.yaml"
    text = case.read_text("utf-8")
    lines = "".join(f"    {line}\n" for line in (f"file: {file}", *more))
    case.write_text(text.replace("  film:\n", f"  film:\n{lines}", 1), "utf-8")
    return folder


def told(folder: Path, code: str) -> list[Problem]:
    return [problem for problem in check(folder) if problem.code == code]


def codes(folder: Path) -> set[str]:
    return {problem.code for problem in check(folder)}


def film(folder: Path, **options: object) -> None:
    Image.new("L", (40, 30)).save(folder / "film.png", **options)


def test_a_picture_with_nothing_but_pixels_is_not_told(folder: Path) -> None:
    film(folder, dpi=(72, 72))
    assert codes(named(folder)) == {"N402"}


@pytest.mark.parametrize("keyword", ["Comment", "Author"])
def test_the_tags_of_a_header_are_named_with_what_takes_them_out_and_their_values_are_not(
    folder: Path, keyword: str
) -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text(keyword, "Mrs Example, born 1950")
    film(folder, pnginfo=info)
    (problem,) = told(named(folder), "W543")
    assert problem.message.startswith(f"The header of “film.png” holds {keyword}.")
    assert f"“miliary-chat strip {folder / 'film.png'}” writes a copy without it." in problem.message
    assert "Example" not in problem.message
    assert problem.line == 25


def test_of_many_tags_six_are_named(folder: Path) -> None:
    need_pydicom()
    import numpy as np

    names = ("PatientName", "PatientID", "PatientSex", "AccessionNumber", "InstitutionName", "StationName", "StudyID")
    data = ct(np.zeros((8, 8), "u2"), StudyDate="20200102", BurnedInAnnotation="YES", **dict.fromkeys(names, "JANE"))
    (folder / "ct.dcm").write_bytes(data)
    header, burnt = sorted(
        (problem.message for problem in told(named(folder, "ct.dcm"), "W543")), key=len, reverse=True
    )
    assert "PatientID, PatientName, PatientSex, StationName and 2 more" in header
    assert "says itself that there is text in its pixels" in burnt


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The picture film.png is empty"),
        (b"some text", "film.png is not a PNG, JPEG or DICOM picture"),
        (b"\x89PNG\r\n\x1a\n", "film.png is not a PNG"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_told(folder: Path, content: bytes, sentence: str) -> None:
    (folder / "film.png").write_bytes(content)
    (problem,) = told(named(folder), "W544")
    assert problem.message.startswith(sentence)
    assert problem.message.endswith("The case plays on its description.")
    assert problem.severity == "lint"


def test_a_picture_that_was_mended_is_looked_at_again(folder: Path) -> None:
    (folder / "film.png").write_bytes(b"")
    assert told(named(folder), "W544")
    film(folder)
    assert not told(folder, "W544")


def test_a_picture_that_is_not_there_is_told_once(folder: Path) -> None:
    assert codes(named(folder)) == {"N401", "N402"}


@pytest.mark.parametrize(
    ("region", "sentence"),
    [
        ("box: [0, 0, 41, 30]", "“apex” reaches beyond the picture, which has 40 x 30 pixels."),
        ("box: [0, 0, 40, 31]", "“apex” reaches beyond the picture, which has 40 x 30 pixels."),
        ("box: [0, 0, 40, 30], slice: 2", "“apex” is on slice 2 of a picture of one slice."),
    ],
)
def test_a_region_that_is_not_on_its_picture_is_told(folder: Path, region: str, sentence: str) -> None:
    film(folder)
    (problem,) = told(named(folder, "film.png", f"regions: {{apex: {{label: the apex, {region}}}}}"), "W545")
    assert problem.message == sentence


def test_a_region_on_the_last_slice_is_not_told(folder: Path) -> None:
    film(folder, save_all=True, append_images=[Image.new("L", (40, 30), 9)])
    named(folder, "film.png", "regions: {apex: {label: the apex, box: [0, 0, 40, 30], slice: 2}}")
    assert codes(folder) == {"N402"}


def test_dicom_without_pydicom_is_a_notice_that_is_not_remembered(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "ct.dcm").write_bytes(bytes(128) + b"DICM")
    monkeypatch.setattr("miliary_chat.picture.dicom.importlib.util.find_spec", lambda name: None)
    (problem,) = told(named(folder, "ct.dcm"), "N403")
    assert 'pip install "miliary-chat[dicom]"' in problem.message
    assert problem.severity == "notice"
    memory = Memory(tmp_path / "checked.json")
    memory.keep(folder, examine(folder))
    assert memory.recall(folder) is None

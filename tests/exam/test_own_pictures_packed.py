"""Films of one's own go into an exam's pack, and what was sat with them is verified without them."""

import shutil
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner

from miliary_chat.cli.for_examiners_files import files
from miliary_chat.exam.attempt_file import save
from miliary_chat.exam.unpacking import paper_from
from miliary_chat.picture.decode import decode
from packed import Laptop, png, traps, whole_exam


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An examiner's folder with an exam, its case, and an own picture for that."""
    monkeypatch.setenv("MILIARY_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    traps(tmp_path, png())
    (tmp_path / "mock").mkdir()
    (tmp_path / "mock" / "exam.yaml").write_text(whole_exam("traps-of-glanders"), encoding="utf-8")
    own = tmp_path / "home" / "pictures" / "traps-of-glanders"
    own.mkdir(parents=True)
    Image.new("L", (64, 48), 90).save(own / "film.png")
    (own / "pictures.yaml").write_text("pictures: {film: {caption: Our film, mm_per_pixel: 0.2}}", encoding="utf-8")
    return tmp_path


def test_the_pack_holds_the_own_film_and_is_collected_and_verified_when_the_folder_is_gone(desk: Path) -> None:
    def run(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(files, list(words))
        return result.exit_code, result.output

    code, told = run("pack", "mock", "--out", "mock.exam")
    assert code == 0
    assert "N404 “film” shows film.png, a picture of your own" in told
    content = (desk / "mock.exam").read_bytes()
    paper = paper_from(content)
    (case,) = paper.cases.values()
    assert (case.case.images["film"].caption, case.case.images["film"].mm_per_pixel) == ("Our film", 0.2)
    assert decode(paper.pictures[case.image_hashes["film"]], name="film").size == (64, 48)
    laptop = Laptop(desk / "laptop")
    attempt = laptop.sits(content, "C07", "work")
    file = save(laptop.store(), attempt.id, desk)
    shutil.rmtree(desk / "home" / "pictures")
    assert run("collect", file.name)[0] == 0
    assert run("verify")[0] == run("verify", file.name, "mock.exam")[0] == 0

"""The examiner's commands about files, as they are typed."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from miliary_chat.cli.for_examiners_files import files
from miliary_chat.exam.attempt_file import save
from packed import Laptop, png, traps, whole_exam


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An examiner's folder with an exam and its case."""
    monkeypatch.setenv("MILIARY_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    traps(tmp_path, png())
    (tmp_path / "mock").mkdir()
    (tmp_path / "mock" / "exam.yaml").write_text(whole_exam("traps-of-glanders"), encoding="utf-8")
    return tmp_path


def test_an_exam_is_packed_sat_collected_and_verified(desk: Path) -> None:
    def run(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(files, list(words))
        return result.exit_code, result.stdout

    code, told = run("pack", "mock", "--out", "mock.exam", "--word", "marigold")
    assert (code, told.splitlines()[0].split(",")[0]) == (0, "A mock: mock.exam")
    laptop = Laptop(desk / "laptop")
    attempt = laptop.sits((desk / "mock.exam").read_bytes(), "C07", "work")
    file = save(laptop.store(), attempt.id, desk)
    again = run("save", attempt.id[:6], "--out", str(laptop.folder), "--db", str(laptop.folder / "attempts.db"))
    assert again == (0, f"{laptop.folder}/{file.name}\n")
    code, told = run("collect", str(desk), "--head", "C07=0000-0000-0000")
    assert (code, told.split("  ")[1][:8]) == (1, "REFUSED:")
    code, told = run("collect", file.name)
    assert code == 0
    assert told.startswith("C07  1 of 7 answered  handed in ")
    assert told.endswith("  taken in\n")
    assert run("collect", file.name)[1].endswith("  was here already\n")
    assert run("verify")[0] == run("verify", "mock", file.name, "mock.exam", "--json")[0] == 0
    file.write_bytes(file.read_bytes()[:-2])
    code, told = run("verify", file.name)
    assert (code, "WRONG: " in told) == (1, True)

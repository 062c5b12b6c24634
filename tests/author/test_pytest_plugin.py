"""The pytest plugin collects answers.yaml beside a case, a test for each answer."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]


def outcome(pytester: pytest.Pytester, folder: Path) -> tuple[dict[str, int], str]:
    pytester.makeini("[pytest]\n")
    # By its name, since a checkout that was set up by scripts/test.py is not installed; and as a process, since
    # pytester unloads what a run imported, after which a class is there twice.
    plugins = ("-p", "miliary_chat.author.pytest_plugin", "-p", "no:cacheprovider", "-p", "no:asyncio")
    done = pytester.runpytest_subprocess(str(folder), *plugins, "-q")
    return done.parseoutcomes(), done.stdout.str()


def test_every_answer_and_dialogue_is_a_test(pytester: pytest.Pytester, folder: Path) -> None:
    assert outcome(pytester, folder)[0] == {"passed": 17}


def test_a_failure_says_what_test_would_say(pytester: pytest.Pytester, folder: Path) -> None:
    file = folder / "answers.yaml"
    file.write_text(file.read_text("utf-8").replace("met: [pain, breathless]", "met: [pain]"), "utf-8")
    counts, text = outcome(pytester, folder)
    assert counts == {"passed": 16, "failed": 1}
    assert "breathless: not labelled, found met" in text
    assert "Traceback" not in text


@pytest.mark.parametrize(("name", "code"), [("case.yaml", "E204"), ("answers.yaml", "E202")])
def test_a_file_that_is_broken_fails_with_its_problems(
    pytester: pytest.Pytester, folder: Path, name: str, code: str
) -> None:
    file = folder / name
    broken = file.read_text("utf-8").replace("level: intro", "level: intr").replace("missed:", "mised:")
    file.write_text(broken, "utf-8")
    counts, text = outcome(pytester, folder)
    assert counts == {"failed": 1}
    assert code in text


def test_an_answers_file_without_a_case_is_nobodys(pytester: pytest.Pytester, tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text("hello: there\n", "utf-8")
    assert outcome(pytester, tmp_path)[0] == {}

"""`miliary-chat exam ...`: sitting in a pipe, who sits now, time that is given, results let out, names erased."""

import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from miliary_chat.cli.main import main
from miliary_chat.session.clock import Moment, SystemClock

WHOLE = Path(__file__).parents[1] / "case" / "whole.yaml"
EXAM = """\
format: 1
exam: spring
title: Spring paper
time: 20 min
after: {show: marks, when: released}
sections:
  films:
    title: Films
    take: [{case: whole, only: [answer, report, choice]}]
"""
Called = Callable[..., tuple[int, str, str]]


class Clock:
    """The machine's clock, in the hands of the test."""

    def __init__(self) -> None:
        self.moment = Moment(1_800_000_000_000_000, 5_000_000, "boot-1")

    def forward(self, seconds: float, *, utc: float | None = None) -> None:
        """Let time pass; `utc` says what the wall clock made of it."""
        wall = seconds if utc is None else utc
        self.moment = Moment(
            self.moment.utc_us + round(wall * 1e6), self.moment.boot_us + round(seconds * 1e6), "boot-1"
        )


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that stands still until it is told otherwise."""
    one = Clock()
    monkeypatch.setattr(SystemClock, "now", lambda self: one.moment)
    return one


@pytest.fixture
def exam(tmp_path: Path, clock: Clock) -> Path:
    """An exam with two named candidates; its folder."""
    folder = tmp_path / "exam"
    (folder / "whole").mkdir(parents=True)
    shutil.copy(WHOLE, folder / "whole" / "case.yaml")
    (folder / "exam.yaml").write_text(EXAM, "utf-8")
    (folder / "candidates.csv").write_text("code,name,extra_time\nC7,Ada Lovelace,1.25\nC8,,\n", "utf-8")
    return folder


@pytest.fixture
def called(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Called:
    """Calls the program: exit code, output, diagnostics; `typed` lines come in through a pipe."""
    monkeypatch.setattr("miliary_chat.cli.endings.heed_termination", lambda: None)

    def call(*arguments: object, typed: tuple[str, ...] = ()) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return call


@pytest.fixture
def sit(called: Called, exam: Path) -> Callable[..., str]:
    """Begins a sitting (or goes on with it), and leaves after these lines; what was said."""

    def begin(code: str, *lines: str) -> str:
        ended, out, err = called("exam", "sit", exam, "--plain", "--code", code, typed=lines)
        assert ended == 0
        return out + err

    return begin


@pytest.mark.parametrize("words", [("exam",), ("exam", "sit"), ("exam", "extend", "x"), ("exam", "nothing")])
def test_a_call_that_lacks_something_is_answered_with_2(called: Called, words: tuple[str, ...]) -> None:
    assert called(*words)[0] == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("sit", "nothing", "--plain"), "There is no exam “nothing”."),
        (("sit", "EXAM", "--plain", "--code", "X9"), "There is no candidate “X9” in this exam."),
        (("live", "nothing"), "There is no exam “nothing”."),
        (("extend", "EXAM", "--minutes", "5", "--why", "fire"), "Nobody is sitting this exam now."),
        (("extend", "EXAM", "--minutes", "0", "--why", "fire"), "No minutes are no gift."),
        (("extend", "EXAM", "--minutes", "99999999999999", "--why", "fire"), "That is more than a day."),
        (("live", "caf\udcff"), "There is no exam"),
        (("extend", "EXAM", "--minutes", "5", "--why", " "), "Time is given for a reason"),
        (("extend", "EXAM", "--minutes", "5", "--why", "fire", "--code", "C8"), "“C8” is not sitting this exam now."),
        (
            ("extend", "EXAM", "--minutes", "5", "--why", "x", "--attempt", "zz"),
            "No sitting in progress starts with “zz”.",
        ),
        (("forget", "C9"), "Nobody here has the code “C9”."),
    ],
)
def test_a_wrong_call_says_what_is_wrong(called: Called, exam: Path, words: tuple[str, ...], said: str) -> None:
    code, out, err = called("exam", *(str(exam) if word == "EXAM" else word for word in words))
    assert (code, out) == (2, "")
    assert said in err


def test_a_broken_exam_is_refused_with_1_and_the_place(called: Called, exam: Path) -> None:
    (exam / "exam.yaml").write_text(EXAM.replace("20 min", "soon"), "utf-8")
    code, _, err = called("exam", "sit", exam, "--plain")
    assert code == 1
    assert "exam.yaml" in err


def test_a_whole_sitting_in_a_pipe_ends_with_0_however_it_went(called: Called, exam: Path) -> None:
    lines = ("c8", "start", "nonsense", "nonsense", "c", "/hand-in yes")
    code, out, err = called("exam", "sit", exam, "--plain", typed=lines)
    assert code == 0
    assert "For the invigilator to note: " in out
    assert "You can see your marks when whoever runs the exam releases them." in out
    assert "marks" not in err


def test_an_exam_is_found_by_its_id_where_cases_are_looked_for(called: Called, exam: Path) -> None:
    code, out, _ = called("exam", "sit", "spring", "--cases", exam, "--plain", "--code", "C8", typed=("/quit",))
    assert code == 0
    assert "Spring paper. Candidate C8." in out


def test_resume_and_home_open_a_sitting_as_an_exam(called: Called, sit: Callable[..., str]) -> None:
    sit("C8", "start", "nodules")
    assert "Question 2 of 3. 20:00 left." in called("resume", "--plain")[1]
    code, out, _ = called("--plain", typed=("1",))
    assert code == 0
    assert "1: Spring paper (Films, question 2 of 3)" in out
    assert "You are back in your exam" in out


def test_home_lists_exams_too(called: Called, exam: Path) -> None:
    out = called("--plain", "--cases", exam, typed=("/quit",))[1]
    number = re.search(r"(\d+): Spring paper \(20 minutes\)", out)
    assert number
    assert "Spring paper. Type your candidate code." in called("--plain", "--cases", exam, typed=(number[1],))[1]


def test_who_sits_now_is_told_to_people_and_to_programs(
    called: Called, exam: Path, sit: Callable[..., str], clock: Clock
) -> None:
    sit("C7", "start", "nodules")
    sit("C8", "start")
    clock.forward(60, utc=-3_540)
    sit("C8", "/time")
    code, out, _ = called("exam", "live", exam)
    assert code == 0
    first, second = out.splitlines()
    assert first.split("  ") == ["C7 (Ada Lovelace)", "Films, question 2 of 3", "24:00 left", "1 of 3 answered"]
    assert second.startswith("C8")
    assert "19:00 left" in second
    assert "clock set back by 1 hour; came back once, away for 1 minute" in second
    found = json.loads(called("exam", "live", exam, "--json")[1])
    assert [(one["code"], one["left_seconds"], one["answered"]) for one in found] == [
        ("C7", 1_440, 1),
        ("C8", 1_140, 0),
    ]


def test_nobody_there_is_said_on_the_side(called: Called, exam: Path) -> None:
    assert called("exam", "live", exam) == (0, "", "Nobody is sitting this exam now.\n")
    assert called("exam", "live", exam, "--json")[1] == "[]\n"


def test_time_is_given_to_everybody_or_to_one_and_taken_back_as_far_as_it_was_given(
    called: Called, exam: Path, sit: Callable[..., str]
) -> None:
    sit("C7", "start")
    sit("C8", "start")
    give = ("exam", "extend", exam, "--why", "fire alarm", "--by", "Dr Ito", "--minutes")
    assert sorted(called(*give, 5)[1].splitlines()) == [
        "C7 (Ada Lovelace): 5 minutes more; 30:00 left",
        "C8: 5 minutes more; 25:00 left",
    ]
    given = json.loads(called(*give, 2, "--code", "c8", "--json")[1])
    assert (given["by"], [(one["code"], one["left_seconds"]) for one in given["given"]]) == ("Dr Ito", [("C8", 1_620)])
    code, out, err = called(*give, -6)
    assert (code, out) == (2, "")
    assert "C7 has been given 5 minutes, and no more can be taken away. Nothing was changed for anybody." in err
    assert (
        called(*give, -1, "--attempt", given["given"][0]["attempt"][:8])[1] == "C8: 1 minute taken back; 26:00 left\n"
    )
    assert "Time added: 5 minutes, by Dr Ito: fire alarm." in sit("C7")
    assert "30:00 left" in called("exam", "live", exam)[1]


def test_time_given_while_nobody_is_there_keeps_the_sitting_open(
    called: Called, exam: Path, sit: Callable[..., str], clock: Clock
) -> None:
    sit("C8", "start")
    called("exam", "extend", exam, "--why", "the laptop died", "--minutes", 30)
    clock.forward(25 * 60)
    assert "25:00 left" in called("exam", "live", exam)[1]
    assert "Question 1 of 3. 25:00 left." in sit("C8")


def test_a_sitting_whose_time_ran_out_with_nobody_there_is_handed_in_when_the_store_is_opened(
    called: Called, exam: Path, sit: Callable[..., str], clock: Clock
) -> None:
    sit("C8", "start", "nodules")
    clock.forward(3_600)
    assert "Nobody is sitting this exam now." in called("exam", "live", exam)[2]
    assert "finished (time)" in called("history")[1]


def test_results_are_released_once(called: Called, exam: Path, sit: Callable[..., str]) -> None:
    sit("C8", "start", "miliary nodules", "/hand-in yes")
    attempt = called("history")[1].split()[0]
    assert "Total:" not in called("resume", attempt, "--plain")[1]
    assert called("exam", "release", exam, "--by", "Dr Ito")[1] == (
        "The results of spring are released: candidates see what the exam shows.\n"
    )
    assert "were released already, on " in called("exam", "release", "spring")[1]
    assert "Total:" in called("resume", attempt, "--plain")[1]


def test_a_name_is_erased_and_the_sitting_stays(called: Called, exam: Path, sit: Callable[..., str]) -> None:
    sit("C7", "start")
    assert "Nobody is there to be asked." in called("exam", "forget", "c7")[2]
    assert "Ada Lovelace" in called("exam", "live", exam)[1]
    assert "The name of C7 is erased." in called("exam", "forget", "c7", "--yes")[1]
    assert called("exam", "live", exam)[1].startswith("C7  Films")
    assert called("exam", "forget", "C7", "--yes")[1] == "C7 has no name here.\n"


def test_sitting_once_more_than_allowed_is_a_wrong_call(called: Called, exam: Path, sit: Callable[..., str]) -> None:
    sit("C8", "start", "/hand-in yes")
    code, _, err = called("exam", "sit", exam, "--plain", "--code", "C8", typed=("start",))
    assert code == 2
    assert "You have used your one attempt at this exam." in err


def test_before_and_after_its_hours_an_exam_is_not_begun(called: Called, exam: Path, clock: Clock) -> None:
    (exam / "exam.yaml").write_text(EXAM.replace("time:", "opens: 2027-01-16 09:00 +00:00\ntime:"), "utf-8")
    code, _, err = called("exam", "sit", exam, "--plain", "--code", "C8", typed=("start",))
    assert (code, "This exam opens on 16 January 2027 at 09:00 UTC." in err) == (2, True)
    assert json.loads(called("history", "--json")[1]) == []


@pytest.mark.parametrize("name", ["\x1b[31mred", "=1+1", "[/bold]", "a" * 90])
def test_a_hostile_name_harms_no_list(called: Called, exam: Path, sit: Callable[..., str], name: str) -> None:
    (exam / "candidates.csv").write_text(f"code,name\nC8,{name}\n", "utf-8")
    sit("C8", "start")
    out: Any = called("exam", "live", exam)[1]
    assert "\x1b" not in out
    assert out.count("\n") == 1

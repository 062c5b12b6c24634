"""The rules of an exam as a candidate reads them."""

from pathlib import Path

import pytest

from miliary_chat.case.blueprint_reader import load_exam
from miliary_chat.case.candidates import Candidate
from miliary_chat.case.library import Library
from miliary_chat.session.exam import Paper
from miliary_chat.session.exam_rules import rules

WHOLE = Path(__file__).parents[1] / "case" / "whole.yaml"


def told(folder: Path, head: str, part: str, candidate: Candidate | None = None, used: int = 0) -> dict[str, str]:
    """The rules of an exam whose file says this."""
    (folder / "whole.yaml").write_text(WHOLE.read_text("utf-8"), "utf-8")
    file = folder / "spring.exam.yaml"
    file.write_text(f"format: 1\nexam: spring\ntitle: Spring\n{head}\nsections:\n  films: {{{part}}}\n", "utf-8")
    paper = Paper.of(load_exam(file, Library([folder])))
    return dict(rules(paper, candidate or Candidate("C7"), used=used))


TAKE = "take: [{case: whole, only: [answer, report]}]"


@pytest.mark.parametrize(
    ("head", "part", "name", "rule"),
    [
        ("time: 1 h", TAKE, "Time", "1 hour in all, from the moment you begin."),
        ("", TAKE, "Time", "There is no time limit."),
        ("navigation: linear", f"question_time: 20 s, {TAKE}", "Time", "What each part says; there is no other limit."),
        ("", TAKE, "Films", "2 questions. In any order, and you may change your answers until you hand in."),
        ("", f"time: 5 min, {TAKE}", "Films",
         "2 questions, 5 minutes. In any order, and you may change your answers until you leave this part or its time"
         " is over; you cannot come back to it then."),
        ("navigation: linear", f"question_time: 20 s, draw: 1, {TAKE}", "Films",
         "1 question, 20 seconds for each. One after the other: what you have left is closed, and you cannot go back"
         " to it."),
        ("", "draw: 1, take: [{case: whole}]", "Films",
         "7 questions. In any order, and you may change your answers until you hand in."),
        ("time: 1 h\noverdue: grace\ngrace: 30 s", TAKE, "When the time is over",
         "You have 30 seconds more for the answer that you are in; then your exam is handed in by itself."),
        ("time: 1 h\noverdue: discard", TAKE, "When the time is over",
         "Your exam is handed in by itself, with what you have sent. What is half typed then does not count."),
        ("attempts: unlimited", TAKE, "Attempts", "As many as you like."),
        ("attempts: 3", TAKE, "Attempts", "3; this is number 2."),
        ("pass: 60", TAKE, "Pass mark", "60 out of 100."),
        ("after: {show: answers}", TAKE, "Afterwards", "You see your marks and the expert's answers at once."),
        ("after: {show: marks, when: released}", TAKE, "Afterwards",
         "You see your marks when whoever runs the exam releases them."),
        ("closes: 2027-03-01 12:00 +01:00\nafter: {show: marks, when: closes}", TAKE, "Afterwards",
         "You see your marks when the exam has closed, on 1 March 2027 at 11:00 UTC."),
        ("closes: 2027-03-01 12:00 +01:00\ntime: 1 h", TAKE, "Time",
         "1 hour in all, from the moment you begin. It ends at the latest on 1 March 2027 at 11:00 UTC."),
    ],
)  # fmt: skip
def test_what_the_file_says_is_told_in_a_sentence(tmp_path: Path, head: str, part: str, name: str, rule: str) -> None:
    assert told(tmp_path, head, part, used=1)[name] == rule


def test_a_candidates_own_time_is_in_every_limit(tmp_path: Path) -> None:
    found = told(tmp_path, "time: 1 h", f"time: 20 min, {TAKE}", Candidate("C7", "", 1.5, 600))
    assert found["Time"] == (
        "1 hour 30 minutes in all, from the moment you begin. Your extra time is in it: 1.5 times what others have."
    )
    assert found["Films"].startswith("2 questions, 30 minutes.")
    assert found["Rest breaks"] == "10 minutes in all; the clock stands still in them."

"""Trying answers line by line: what is printed for each line that is typed."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from miliary_chat.author.bench.workbench import Workbench
from miliary_chat.plain.page import Page
from miliary_chat.plain.trying import TryTalk
from written import SetClock, saved, written

Tried = Callable[..., list[str]]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return written(tmp_path)


@pytest.fixture
def tried(place: Path) -> Tried:
    """What is printed for some lines in a pipe, after the two lines of the beginning."""

    def run(*lines: str) -> list[str]:
        out = io.StringIO()
        page = Page(out, io.StringIO("".join(f"{line}\n" for line in lines)))
        TryTalk(Workbench(place, SetClock(), "findings"), page).begin()
        return out.getvalue().splitlines()[2:]

    return run


def test_it_begins_with_the_case_and_the_question(place: Path) -> None:
    out = io.StringIO()
    TryTalk(Workbench(place, SetClock(), "findings"), Page(out, io.StringIO(""))).begin()
    assert out.getvalue().splitlines() == [
        "A film full of dots. Type answers as a trainee would; /help lists the commands.",
        "findings/film: What do you see?",
    ]


def test_an_answer_is_told_concept_by_concept(tried: Tried) -> None:
    assert tried("tiny nodules, 2 cm, a snowstorm, consolidation") == [
        "findings/film> tiny nodules, 2 cm, a snowstorm, consolidation",
        "✓ dots met: “tiny nodules” by “tiny nodules”, all-words.",
        "≈ size near: “2 cm” by “1-3 mm”, measure. Near: the value is not 1-3 mm.",
        "! solid asserted: “consolidation” by “consolidation”, all-words.",
        "not heard: “snowstorm”",
        "open: both, no-effusion",
        "",
    ]


def test_of_a_hundred_open_lines_of_a_pack_only_the_first_are_named(tmp_path: Path) -> None:
    text = "format: 1\nid: a\ntitle: T\ndiagnosis: D\nstages:\n  s:\n    use: chest-history\n"
    (tmp_path / "case.yaml").write_text(f"{text}    interview: {{garden: {{ask: [garden], reply: Roses.}}}}\n")
    out = io.StringIO()
    TryTalk(Workbench(tmp_path, SetClock()), Page(out, io.StringIO("wheeze\n"))).begin()
    (still,) = (line for line in out.getvalue().splitlines() if line.startswith("open: "))
    assert still.startswith("open: garden, cough, ")
    assert still.count(",") == 11
    assert still.endswith(" more")


def test_an_answer_that_a_tutor_would_not_judge_is_said_to_be_one(tried: Tried) -> None:
    assert tried("I don't know")[1] == "In a run this is “I don't know”: the tutor helps."


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/what dots", ["If “snowstorm” were a phrasing of dots:", "  - this answer: dots missing → met"]),
        ("/what", ["could be added: “snowstorm”  (/what CONCEPT snowstorm)"]),
        ("/what dots both lungs", ["If “both lungs” were a phrasing of dots:", "  ! “both lungs” of both would meet"]),
        ("/what both dense", ["If “dense” were a phrasing of both:", "  Nothing would change: not this answer,"]),
        ("/why dots", ["· dots (tiny nodules): not found", "  Nothing in this answer speaks of it."]),
        ("/phrasings dots", ["dots, expectation", "  accept: tiny nodules | innumerable tiny nodules"]),
        ("/keep", ["Kept in answers.yaml:5: nothing is to be found in it."]),
        ("/item spread", ["findings/spread: How did it get there?"]),
        ("/items", ["history: interview", "findings/film: answer (here)", "findings/spread: answer"]),
        ("/item", ["history: interview"]),
        ("/help", ["/keep: keep the last answer"]),
        ("/kep", ["There is no command “/kep”. Did you mean /keep?"]),
        ("/why dost", ["There is no concept “dost” in findings/film. Did you mean “dots”?"]),
        ("/why", ["Name a concept. There are: dots, size, both, no-effusion, solid."]),
        ("/item nowhere", ["There is no question “nowhere” here. There are: history, findings/film"]),
    ],
)
def test_every_command_answers(tried: Tried, line: str, said: list[str]) -> None:
    rows = tried("a snowstorm", line)
    after = rows[rows.index(f"findings/film> {line}") + 1 :]
    for row, wanted in zip(after, said, strict=False):
        assert row.startswith(wanted)
    assert len(after) >= len(said)


def test_the_prompt_follows_the_question_and_quit_ends(tried: Tried) -> None:
    rows = tried("/item spread", "through the blood", "/quit", "never heard")
    assert "findings/spread> through the blood" in rows
    assert not any("never heard" in row for row in rows)


def test_a_kept_answer_counts_in_what_follows(tried: Tried, place: Path) -> None:
    rows = tried("a snowstorm", "/keep", "nothing new", "/what dots snowstorm")
    assert "  ! kept answer “a snowstorm”: dots missing → met, but it must be not found" in rows
    assert "say: a snowstorm" in (place / "answers.yaml").read_text()


def test_a_mistake_in_the_case_is_told_before_the_verdicts(place: Path) -> None:
    class Saving(io.StringIO):
        """The author saves a mistake while the answer is typed."""

        def readline(self, size: int | None = -1, /) -> str:
            row = super().readline(-1 if size is None else size)
            if row.startswith("tiny"):
                saved(place, ("title:", "titel:"))
            return row

    out = io.StringIO()
    TryTalk(Workbench(place, SetClock(), "findings"), Page(out, Saving("tiny nodules\n"))).begin()
    rows = out.getvalue().splitlines()
    assert rows[3].startswith("The file has a mistake now, so this is still the case of ")
    assert rows[4].startswith("✓ dots")


def test_hostile_answers_print_nothing_that_a_terminal_obeys(tried: Tried) -> None:
    told = "\n".join(tried("\x1b]52;c;aGk=\x07tiny nodules \u202e", "/why dots", "/keep", "/what dots \x1b[2J"))
    assert not set(told) & set("\x1b\x07\u202e")

"""The parts of scripts/bench.py work. What it measures is watched by whoever runs it, never asserted here."""

import itertools
import json
import os
import sys
from pathlib import Path

import pytest

from benchmarks import checking, judging, machine, play
from benchmarks.figures import Spread, percentile, timed
from benchmarks.result import Result, aimed, as_json, as_table, not_measured
from benchmarks.terminal import Stuck, Terminal
from miliary_chat.author.checking.many import check_all
from miliary_chat.dialogue.events import Replied
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import SystemClock
from miliary_chat.session.store import open_store

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminals")


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [([7.0], 99, 7.0), ([1.0, 2.0], 50, 1.0), ([1.0, 2.0, 3.0], 99, 3.0), (range(1, 201), 99, 198)],
)
def test_a_percentile_is_a_value_that_was_measured(values: list[float], percent: float, expected: float) -> None:
    assert percentile(values, percent) == expected


def test_nothing_measured_has_no_percentile() -> None:
    with pytest.raises(ValueError, match="nothing"):
        percentile([], 50)


def test_a_spread_does_not_mind_the_order() -> None:
    assert Spread.of([9.0, 1.0, 4.0]) == Spread(4.0, 9.0, 3)


def test_every_call_is_timed_in_turn() -> None:
    done: list[int] = []
    assert len(timed(done.append, [3, 1, 2])) == 3
    assert done == [3, 1, 2]


@pytest.mark.parametrize(("value", "verdict"), [(2.5, "met"), (2.51, "missed")])
def test_an_aim_is_met_up_to_its_limit(value: float, verdict: str) -> None:
    assert aimed("start", "", value, 2.5, " x hello") == Result("start", "", "at most 2.5 x hello", verdict)  # type: ignore[arg-type]


def test_the_table_has_a_line_for_each_result_and_says_what_was_not_measured() -> None:
    table = as_table([aimed("start", "3 s", 3.0, 2.0, " s"), not_measured("turns", machine.NEEDS_PTY)])
    _, _, first, second = table.splitlines()
    assert first.split() == ["start", "3", "s", "at", "most", "2", "s", "missed"]
    assert "needs a pty: Linux or macOS" in second
    assert second.endswith("not measured")


def test_programs_get_the_numbers() -> None:
    told = json.loads(as_json([Result("store", "1 ms", figures={"p50_ms": 1.25})]))
    assert told == [{"what": "store", "measured": "1 ms", "aim": "", "verdict": "", "figures": {"p50_ms": 1.25}}]


@pytest.mark.parametrize("length", judging.LENGTHS)
def test_answers_are_as_long_as_they_should_be_and_the_same_every_time(length: int) -> None:
    made = judging.answers(length, 4)
    assert [len(answer) for answer in made] == [length] * 4
    assert made == judging.answers(length, 4)
    assert len(set(made)) == 4


def test_the_rubric_has_ten_concepts_of_four_phrasings() -> None:
    assert [len(concept.accept) for concept in judging.concepts()] == [4] * 10


def test_a_whole_run_says_something_in_every_way_that_an_answer_can_be_given() -> None:
    script = play.flagship()
    spoken = {script.activity(ref.id) for ref in script.items} - {"choice"}
    assert {turn.activity for turn in play.played(script)} == spoken


def test_every_question_opens_with_a_mark_that_the_case_never_says() -> None:
    script = play.flagship()
    asked = list(itertools.islice(play.questions(script), 200))
    assert all(line.split()[0] in play.MARKS for line in asked)
    said = (machine.ROOT / "cases" / machine.CASE / "case.yaml").read_text(encoding="utf-8").lower().split()
    assert not set(play.MARKS) & set(said)


def test_an_attempt_can_be_gone_on_with_after_many_turns(tmp_path: Path) -> None:
    left = play.leave_attempt(7, str(tmp_path))
    store = open_store(f"sqlite:///{tmp_path / 'attempts.db'}")
    attempt = Attempt.resume(store, left, SystemClock())
    store.close()
    assert sum(isinstance(record.event, Replied) for record in attempt.events) >= 7


@posix
def test_a_terminal_tells_when_something_was_painted() -> None:
    echoing = "print('Who is there?'); print('Hello,', input())"
    with Terminal([sys.executable, "-c", echoing], {}) as terminal:
        assert terminal.wait_for("Who is there") > terminal.started
        typed = terminal.type("Ada\n")
        assert terminal.wait_for("Hello, Ada") > typed


@posix
def test_a_program_that_ends_is_not_waited_for() -> None:
    with (
        Terminal([sys.executable, "-c", "print('Goodbye')"], {}) as terminal,
        pytest.raises(Stuck, match="ended"),
    ):
        terminal.wait_for("Hello")


@pytest.mark.parametrize("differ", [False, True])
def test_the_cases_that_are_checked_have_their_lines_and_can_be_played(tmp_path: Path, differ: bool) -> None:
    paths = checking.write(tmp_path, 3, differ=differ)
    for path in paths:
        assert (path / "case.yaml").read_text(encoding="utf-8").count("\n") in range(
            checking.LINES - 3, checking.LINES + 1
        )
    assert not any(one.errors for one in check_all(paths))
    texts = {(path / "case.yaml").read_text(encoding="utf-8").split("stages:")[1] for path in paths}
    assert len(texts) == (3 if differ else 1)

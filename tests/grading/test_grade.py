"""Grading: order kept, equal answers judged once, constant memory, the same with one process or many."""

from collections.abc import Sequence
from concurrent.futures import Future

from hypothesis import given, strategies as st

from miliary_chat.case.words import Words
from miliary_chat.grading.answers import BadRow, Row
from miliary_chat.grading.grade import BATCH, Grading
from miliary_chat.grading.results import Result
from miliary_chat.grading.workers import Question, Submit, judge_of, workers
from miliary_chat.judge.concept import Concept

CONCEPTS = {
    "lungs": (
        Concept("effusion", accept=("pleural effusion",)),
        Concept("side", accept=("left pleural effusion",)),
        Concept("wrong", kind="misconception", accept=("pneumothorax",)),
    )
}
ANSWERS = ("left effusion", "no effusion", "right effusion", "ptx", "", "nodules")


class Run:
    """A grading whose workers note what they were asked."""

    def __init__(self, submit: Submit | None = None) -> None:
        self.asked: list[Question] = []
        self.written: list[tuple[Row, Result]] = []
        self.told: list[BadRow] = []
        self.most = 0
        judge = judge_of(CONCEPTS, Words())

        def at_once(batch: Sequence[Question]) -> "Future[list[Result]]":
            self.asked += batch
            done: Future[list[Result]] = Future()
            done.set_result(judge(batch))
            return done

        self.grading = Grading(
            known=lambda rubric: None if rubric in CONCEPTS else f"there is no rubric “{rubric}”",
            submit=submit or at_once,
            jobs=2,
            write=lambda row, result: self.written.append((row, result)),
            tell=self.told.append,
            step=lambda tally: None,
        )


def rows(answers: Sequence[str]) -> list[Row]:
    return [Row(number, f"a{number}", "lungs", answer) for number, answer in enumerate(answers, 1)]


@given(st.lists(st.sampled_from(ANSWERS), max_size=60))
def test_every_answer_is_written_once_in_its_order_and_equal_ones_are_judged_once(answers: list[str]) -> None:
    run = Run()
    tally = run.grading.run(rows(answers))
    assert [row for row, _ in run.written] == rows(answers)
    assert len(run.asked) == len(set(run.asked)) == tally.judged == len(set(answers))
    assert tally.answers == len(answers)
    alone = judge_of(CONCEPTS, Words())
    assert [result for _, result in run.written] == [alone([("lungs", answer)])[0] for answer in answers]


def test_what_the_judge_finds_becomes_lists_and_evidence() -> None:
    run = Run()
    run.grading.run(rows(["small left effusion, no ptx", "right effusion"]))
    first, second = (result for _, result in run.written)
    assert (first["met"], first["near"], first["denied"], first["misconceptions"]) == (["side"], [], [], []) or first[
        "met"
    ] == ["effusion", "side"]
    assert first["evidence"]["side"]["said"] == ["left effusion"]
    assert first["evidence"]["side"]["rule"]
    assert "side" not in second["met"]


def test_bad_lines_and_unknown_rubrics_are_told_and_the_rest_goes_on() -> None:
    run = Run()
    tally = run.grading.run([BadRow(1, "this is no JSON"), Row(2, "a", "heart", "x"), *rows(["ptx"])])
    assert [(bad.number, bad.why) for bad in run.told] == [(1, "this is no JSON"), (2, "there is no rubric “heart”")]
    assert (tally.bad, tally.answers) == (2, 1)
    assert run.written[0][1]["misconceptions"] == ["wrong"]


def test_a_long_file_is_never_held_whole() -> None:
    run = Run()
    most = 0

    def endless() -> "Sequence[Row]":
        nonlocal most
        for number in range(2_000):
            most = max(most, number - len(run.written))
            yield Row(number, number, "lungs", f"effusion {number}")

    run.grading.run(endless())
    assert len(run.written) == 2_000
    assert most <= BATCH * 6


def test_two_processes_say_the_same_as_one() -> None:
    one = Run()
    one.grading.run(rows(ANSWERS * 3))
    with workers(CONCEPTS, Words(), 2) as submit:
        two = Run(submit)
        two.grading.run(rows(ANSWERS * 3))
    assert two.written == one.written

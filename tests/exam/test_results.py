"""What an exam came to, gathered from the store."""

from dataclasses import replace
from pathlib import Path

import pytest

from classes import SMALL, Hall, exam_in, seated_class, sit, small_exam
from miliary_chat.base.errors import UsageError
from miliary_chat.case.blueprint_reader import LoadedExam
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.exam import rulings
from miliary_chat.exam.item_analysis import analyse_items
from miliary_chat.exam.results import results
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.exam import Paper, begin, give_time
from miliary_chat.session.store import Store

CLASS = {
    "A": ("grey square", "a"),  # 100 and 100
    "B": ("grey", "a"),  # 50 and 100
    "C": ("square", "b"),  # 50 and 0
    "D": ("", ""),  # nothing
}


def seated(store: Store, exam: LoadedExam, hall: Hall) -> None:
    for code, answers in CLASS.items():
        sit(store, exam, hall, code, answers)


def test_marks_are_those_of_paper_and_pencil(store: Store, exam: LoadedExam, hall: Hall) -> None:
    seated(store, exam, hall)
    found = results(store, "small-exam", hall)
    assert [(one.code, one.mark, [part.mark for part in one.parts]) for one in found.candidates] == [
        ("A", 100, [100, 100]),
        ("B", 75, [50, 100]),
        ("C", 25, [50, 0]),
        ("D", 0, [0, 0]),
    ]
    assert [one.passed for one in found.candidates] == [True, True, False, False]
    assert (found.title, found.pass_mark, len(found.judges), found.blueprints) == (
        "A small exam",
        60,
        1,
        (exam.hash,),
    )


def test_a_question_is_named_by_its_case_and_its_label_is_for_people(
    store: Store, exam: LoadedExam, hall: Hall
) -> None:
    sit(store, exam, hall, "A", ("grey", "a"))
    questions = results(store, "exam:small-exam", hall).questions
    assert [(name, one.label, one.activity) for name, one in questions.items()] == [
        ("small/findings/shape", "Seeing: What do you see?", "answer"),
        ("small/debrief/colour", "Knowing: Which colour is it? (colour)", "choice"),
    ]
    assert questions["small/debrief/colour"].options == (("a", "Grey"), ("b", "Red"), ("c", "Blue"))


def test_an_answer_comes_with_what_was_credited_in_it_and_what_was_not_said(
    store: Store, exam: LoadedExam, hall: Hall
) -> None:
    sit(store, exam, hall, "A", ("it is grey", "b"))
    first, second = results(store, "small-exam", hall).candidates[0].items
    assert (first.answer, first.mark, first.share) == ("it is grey", 50, 50)
    assert [first.answer[span.start : span.end] for span in first.credited] == ["grey"]
    assert [(part.id, part.how) for part in first.parts] == [("grey", "said"), ("square", "missed")]
    assert [(heard.concept, heard.outcome, heard.phrasing) for heard in first.heard] == [("grey", "met", "grey")]
    assert (second.chosen, second.mark) == (("b",), 0)


def test_the_last_answer_counts_and_all_are_kept(store: Store, exam: LoadedExam, hall: Hall) -> None:
    attempt = begin(store, Paper.of(exam), hall, code="A")
    item = attempt.script.items[0].id
    attempt.send(a.Say("grey", item=item))
    attempt.send(a.Say("square", item=item))
    attempt.send(a.Submit())
    first = results(store, "small-exam", hall).candidates[0].items[0]
    assert (first.answers, first.answer) == (("grey", "square"), "square")
    assert [part.id for part in first.parts if part.earned] == ["square"]


@pytest.mark.parametrize(
    ("counting", "marks", "left_out"),
    [("best", [75], 2), ("last", [25], 2), ("first", [0], 2), ("all", [0, 75, 25], 0)],
)
def test_of_several_attempts_the_examiner_says_which_counts(
    store: Store, exam: LoadedExam, hall: Hall, counting: str, marks: list[int], left_out: int
) -> None:
    for answers in (("", ""), ("grey", "a"), ("square", "b")):
        sit(store, exam, hall, "A", answers)
    found = results(store, "small-exam", hall, attempts=counting)  # type: ignore[arg-type]
    assert [one.mark for one in found.candidates] == marks
    assert found.left_out == left_out


def test_whoever_still_sits_is_listed_without_marks(store: Store, exam: LoadedExam, hall: Hall) -> None:
    begin(store, Paper.of(exam), hall, code="A")
    found = results(store, "small-exam", hall)
    assert found.candidates == ()
    assert [(one.code, one.over) for one in found.seated] == [("A", False)]
    hall.go(601)
    assert [(one.code, one.over) for one in results(store, "small-exam", hall).seated] == [("A", True)]


def test_an_exam_that_nobody_began_is_a_wrong_call(store: Store, hall: Hall) -> None:
    with pytest.raises(UsageError, match="nothing-of-the-kind"):
        results(store, "nothing-of-the-kind", hall)


def test_a_name_stands_beside_the_code_until_it_is_erased(store: Store, exam: LoadedExam, hall: Hall) -> None:
    store.keep_person("A", "Ada Example")
    sit(store, exam, hall, "A", ("grey", "a"))
    assert results(store, "small-exam", hall).candidates[0].label == "Ada Example (A)"
    store.erase_person("A")
    assert results(store, "small-exam", hall).candidates[0].label == "A"


def test_time_is_counted_for_the_question_that_was_open(store: Store, exam: LoadedExam, hall: Hall) -> None:
    attempt = begin(store, Paper.of(exam), hall, code="A")
    one, two = (ref.id for ref in attempt.script.items)
    hall.go(30)
    attempt.send(a.GoTo(two))
    hall.go(20)
    attempt.send(a.GoTo(one))
    hall.go(12)
    attempt.send(a.Submit())
    candidate = results(store, "small-exam", hall).candidates[0]
    assert [item.spent_us for item in candidate.items] == [42_000_000, 20_000_000]
    assert candidate.used_us == 62_000_000


def test_an_hour_away_is_no_time_at_a_question_whose_limit_ended_it(store: Store, tmp_path: Path, hall: Hall) -> None:
    timed = SMALL.replace("title: Seeing", "title: Seeing\n    time: 1 min").replace("time: 10 min", "time: 3 h")
    exam = small_exam(tmp_path / "timed", timed)
    attempt = begin(store, Paper.of(exam), hall, code="A")
    hall.go(3_600)
    again = Attempt.resume(store, attempt.id, hall)
    again.send(a.Tick())
    hall.go(10)
    again.send(a.Submit())
    candidate = results(store, "small-exam", hall).candidates[0]
    assert [item.spent_us for item in candidate.items] == [60_000_000, 10_000_000]


def test_a_rest_break_is_no_time_at_a_question(store: Store, tmp_path: Path, hall: Hall) -> None:
    exam = exam_in(tmp_path / "mock", candidates="code,rest\nA,10 min\n")
    attempt = begin(store, Paper.of(exam), hall, code="A")
    hall.go(30)
    attempt.send(a.Rest())
    hall.go(120)
    attempt.send(a.GoOn())
    hall.go(10)
    attempt.send(a.Submit())
    candidate = results(store, "chest-mock", hall).candidates[0]
    assert candidate.items[0].spent_us == 40_000_000
    assert (candidate.used_us, candidate.rested_us) == (40_000_000, 120_000_000)


def test_what_an_examiner_should_look_at_is_told(store: Store, exam: LoadedExam, hall: Hall) -> None:
    attempt = begin(store, Paper.of(exam), hall, code="A")
    give_time(store, store.attempts(live=True), 300_000_000, by="Dr Ito", why="fire alarm", clock=hall)
    again = Attempt.resume(store, attempt.id, hall)
    hall.go(60, utc=-3_600)
    again.send(a.Tick())
    hall.go(4_000)
    again.send(a.Tick())
    candidate = results(store, "small-exam", hall).candidates[0]
    assert candidate.overdue
    assert candidate.moved == (-3_660_000_000,)
    assert (candidate.returns, candidate.away_us) == (1, 60_000_000)
    assert [(gift.us, gift.by, gift.why) for gift in candidate.added] == [(300_000_000, "Dr Ito", "fire alarm")]
    assert candidate.used_us == 900_000_000


def test_nothing_is_written_by_looking(store: Store, exam: LoadedExam, hall: Hall) -> None:
    attempt = sit(store, exam, hall, "A", ("grey", "a"))
    before = store.attempts()
    assert results(store, "small-exam", hall) == results(store, "small-exam", hall)
    assert store.attempts() == before
    assert rulings.read(store, attempt.id).last == 0


def test_the_ruled_judgement_counts_as_the_one_of_the_moment(store: Store, exam: LoadedExam, hall: Hall) -> None:
    attempt = sit(store, exam, hall, "A", ("grey", "a"))
    before = results(store, "small-exam", hall)
    rulings.judge(store, attempt, hall, why="handed in")
    assert results(store, "small-exam", hall) == before


def test_a_persons_decision_counts_and_the_machines_marking_stays_beside_it(
    store: Store, exam: LoadedExam, hall: Hall
) -> None:
    attempt = sit(store, exam, hall, "A", ("grey, boxy", "b"))
    rulings.judge(store, attempt, hall, why="handed in")
    item = attempt.script.items[0].id
    ruled = e.Ruled(item, "square", 100, "Dr Ito", "means the same", "boxy")
    store.append_rulings(attempt.id, 1, [rulings.pack(rulings.Human(ruled))], hall.now())
    first = results(store, "small-exam", hall).candidates[0].items[0]
    assert first.mark == 100
    assert [(part.id, part.earned) for part in first.machine] == [("grey", 1.0), ("square", 0.0)]
    (decision,) = first.decisions
    assert (decision.name, decision.leaves, decision.by, decision.why, decision.wording, decision.at_us) == (
        "square",
        100,
        "Dr Ito",
        "means the same",
        "boxy",
        hall.now().utc_us,
    )


def test_what_waits_makes_a_mark_provisional_and_leaves_the_result_open(
    store: Store, exam: LoadedExam, hall: Hall
) -> None:
    sit(store, exam, hall, "A", ("grey, squarish", "b"))
    sit(store, exam, hall, "B", ("grey, squarish", "a"))
    sit(store, exam, hall, "C", ("grey", "b"))
    first, second, third = results(store, "small-exam", hall).candidates
    assert (first.mark, first.highest, first.provisional, first.passed) == (25, 50, True, False)
    assert (second.mark, second.highest, second.provisional, second.passed) == (75, 100, True, True)
    assert (third.provisional, third.passed) == (False, False)
    lower = SMALL.replace("pass: 60", "pass: 40")
    exam = small_exam(Path(exam.folder or "."), lower)
    sit(store, exam, hall, "D", ("grey, squarish", "b"))
    assert [one.passed for one in results(store, "small-exam", hall).candidates if one.code == "D"] == [None]
    assert len(results(store, "small-exam", hall).blueprints) == 2


def test_an_attempt_that_cannot_be_read_is_named_and_the_others_are_shown(
    store: Store, exam: LoadedExam, hall: Hall
) -> None:
    paper = replace(Paper.of(exam), pack="f" * 64, packed=b"{}")  # a pack's cases are not kept
    begin(store, paper, hall, code="A").send(a.Submit())
    found = results(store, "small-exam", hall)
    assert [(lost.code, found.candidates) for lost in found.unread] == [("A", ())]
    cases = {loaded.hash: loaded for loaded in exam.cases.values()}
    assert [one.code for one in results(store, "small-exam", hall, cases=cases).candidates] == ["A"]


@pytest.mark.parametrize(
    ("show", "when", "before", "after"),
    [
        ("nothing", "hand-in", "nothing", "nothing"),
        ("marks", "hand-in", "marks", "marks"),
        ("answers", "released", "nothing", "answers"),
    ],
)
def test_a_candidate_may_see_what_the_blueprint_allows(
    store: Store, tmp_path: Path, hall: Hall, show: str, when: str, before: str, after: str
) -> None:
    exam = small_exam(tmp_path / "shown", f"{SMALL}after: {{show: {show}, when: {when}}}\n")
    sit(store, exam, hall, "A", ("grey", "a"))
    assert results(store, "small-exam", hall).candidates[0].shown == before
    store.release("exam:small-exam", "Dr Ito", hall.now().utc_us)
    assert results(store, "small-exam", hall).candidates[0].shown == after


def test_a_class_from_the_flagship_is_gathered_whole(store: Store, tmp_path: Path, hall: Hall) -> None:
    seated_class(store, exam_in(tmp_path / "mock"), hall, 12)
    found = results(store, "chest-mock", hall)
    assert len(found.candidates) == 12
    assert all(0 <= one.mark <= one.highest <= 100 for one in found.candidates)
    for one in found.candidates:
        assert sum(item.share for item in one.items) == pytest.approx(100)
        assert sum(item.spent_us for item in one.items) == one.used_us
    marks = [one.mark for one in found.candidates]
    assert sum(marks[6:]) > sum(marks[:6])


def test_a_whole_case_with_all_its_activities_can_be_gathered(store: Store, tmp_path: Path, hall: Hall) -> None:
    take = "take: [{case: wedding-photograph}]"
    exam = exam_in(tmp_path / "whole", f"format: 1\nexam: whole\ntitle: Whole\nsections: {{all: {{{take}}}}}\n")
    seated_class(store, exam, hall, 2)
    found = results(store, "whole", hall)
    assert {one.activity for one in found.questions.values()} == {
        "interview",
        "answer",
        "differential",
        "order",
        "recommit",
        "choice",
    }
    figures = analyse_items(found)
    for question in figures.questions:
        for point in question.wanted:
            assert point.credited + point.near + point.denied + point.missing == question.given
    for one in found.candidates:
        for item in one.items:
            known = {wanted.id for wanted in found.questions[item.question].wanted}
            assert {part.id for part in item.parts if part.kind == "expectation"} <= known
    assert {one.passed for one in found.candidates} == {None}
    assert figures.passed is None

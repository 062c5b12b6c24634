"""Item analysis of real attempts, against numbers worked out by hand."""

from pathlib import Path

import pytest

from classes import SMALL, SMALL_CASE, Hall, sit, small_exam
from miliary_chat.case.blueprint_reader import LoadedExam
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.exam import rulings
from miliary_chat.exam.item_analysis import ClassFigures, analyse_items, matrix_of
from miliary_chat.exam.results import results
from miliary_chat.session.exam import Paper, begin
from miliary_chat.session.store import Store


def figures_of(store: Store, hall: Hall) -> ClassFigures:
    return analyse_items(results(store, "small-exam", hall))


def test_the_figures_of_a_small_class_are_those_worked_out_by_hand(store: Store, exam: LoadedExam, hall: Hall) -> None:
    for code, answers in (("A", ("grey square", "a")), ("B", ("grey", "a")), ("C", ("square", "b")), ("D", ("", ""))):
        sit(store, exam, hall, code, answers)
    figures = figures_of(store, hall)
    whole = figures.analysis.exam
    # Marks 100, 75, 25, 0; deviations 50, 25, -25, -50; variance 6250 / 3.
    assert (whole.candidates, whole.items, whole.mean, whole.median) == (4, 2, 50, 50)
    assert whole.sd == pytest.approx((6250 / 3) ** 0.5)
    # alpha = 2 (1 - (1250 / 3 + 2500 / 3) / (6250 / 3)) = 0.8
    assert whole.alpha == pytest.approx(80)
    assert whole.standard_error == pytest.approx(whole.sd * 0.2**0.5)
    first, second = (one.statistics for one in figures.questions)
    assert first is not None
    assert second is not None
    assert (first.maximum, first.facility, second.facility) == (50, 50, 50)
    # (1, 0.5, 0.5, 0) against (1, 1, 0, 0): 0.5 / √(0.5 · 1), the same for both; sorted they are as they stand
    assert first.discrimination_index == pytest.approx(100 * 0.5**0.5)
    assert second.discrimination_index == pytest.approx(100 * 0.5**0.5)
    assert first.discriminative_efficiency == pytest.approx(100)
    assert (first.upper_facility, first.lower_facility) == (100, 0)
    assert (figures.passed, figures.failed, figures.undecided, figures.small) == (2, 2, 0, True)
    assert [(one.low, one.candidates) for one in figures.histogram if one.candidates] == [
        (0, 1),
        (20, 1),
        (70, 1),
        (90, 1),
    ]


def test_every_point_is_counted_once_for_every_candidate(store: Store, exam: LoadedExam, hall: Hall) -> None:
    for code, text in (("A", "grey"), ("B", "ashen"), ("C", "grey, no square"), ("D", ""), ("E", "quadratic")):
        sit(store, exam, hall, code, (text, "a"))
    grey, square = figures_of(store, hall).questions[0].wanted
    assert (grey.credited, grey.near, grey.denied, grey.missing) == (3, 0, 0, 2)
    assert (square.credited, square.near, square.denied, square.missing) == (1, 0, 1, 3)
    assert (grey.used, grey.unused) == ((("grey", 2), ("ashen", 1)), ())
    assert (square.used, square.unused) == ((("quadratic", 1),), ("square",))


def test_what_a_person_decided_counts_as_decided(store: Store, exam: LoadedExam, hall: Hall) -> None:
    attempt = sit(store, exam, hall, "A", ("grey, boxy", "a"))
    rulings.judge(store, attempt, hall, why="handed in")
    ruled = e.Ruled(attempt.script.items[0].id, "square", 100, "Dr Ito", "", "boxy")
    store.append_rulings(attempt.id, 1, [rulings.pack(rulings.Human(ruled))], hall.now())
    square = figures_of(store, hall).questions[0].wanted[1]
    assert (square.credited, square.missing, square.decided, square.used) == (1, 0, 1, ())


def test_a_misconception_is_counted_by_how_many_said_it(store: Store, exam: LoadedExam, hall: Hall) -> None:
    for code, text in (("A", "a balloon"), ("B", "grey balloon"), ("C", "grey")):
        sit(store, exam, hall, code, (text, "a"))
    figures = figures_of(store, hall)
    assert [(one.id, one.candidates) for one in figures.questions[0].wrong] == [("balloon", 2)]
    assert figures.questions[1].wrong == ()


def test_options_are_counted_and_laid_over_the_best_and_the_worst_third(
    store: Store, exam: LoadedExam, hall: Hall
) -> None:
    answers = [("grey square", "a")] * 2 + [("grey", "a")] * 2 + [("", "b"), ("", "")]
    for number, pair in enumerate(answers):
        sit(store, exam, hall, f"C{number}", pair)
    options = figures_of(store, hall).questions[1].options
    assert [(one.key, one.right, one.chosen, one.upper, one.lower) for one in options] == [
        ("a", True, 4, 100, 0),
        ("b", False, 1, 0, 50),
        ("c", False, 0, 0, 0),
    ]


@pytest.mark.parametrize("size", [0, 1, 2])
def test_where_nothing_is_defined_nothing_is_said(store: Store, exam: LoadedExam, hall: Hall, size: int) -> None:
    for number in range(size):
        sit(store, exam, hall, f"C{number}", ("grey", "a"))
    begin(store, Paper.of(exam), hall, code="still")
    figures = figures_of(store, hall)
    assert figures.analysis.exam.candidates == size
    assert figures.analysis.exam.alpha is None
    assert {one.statistics and one.statistics.discrimination_index for one in figures.questions} <= {None}
    assert all(option.upper is None for one in figures.questions for option in one.options)


def test_a_class_in_which_all_are_equal_has_no_discrimination(store: Store, exam: LoadedExam, hall: Hall) -> None:
    for number in range(5):
        sit(store, exam, hall, f"C{number}", ("grey", "a"))
    figures = figures_of(store, hall)
    assert (figures.analysis.exam.mean, figures.analysis.exam.sd, figures.analysis.exam.alpha) == (75, 0, None)
    assert {one.statistics and one.statistics.discrimination_index for one in figures.questions} == {None}


def test_draws_that_differ_leave_cells_empty(store: Store, tmp_path: Path, hall: Hall) -> None:
    case = SMALL_CASE.replace(
        "quiz:\n", "quiz:\n  again: {question: And this one?, options: {a: Yes, b: No}, right: [a]}\n"
    )
    text = SMALL.replace(
        "take: [{question: small/debrief/colour}]",
        "draw: 1\n    take: [{question: small/debrief/colour}, {question: small/debrief/again}]",
    )
    exam = small_exam(tmp_path / "drawn", text, case)
    for number in range(6):
        sit(store, exam, hall, f"C{number}", ("grey", "a"), seed=number)
    found = results(store, "small-exam", hall)
    matrix = matrix_of(found)
    assert len(matrix.items) == 3
    assert matrix.maxima == (50, 50, 50)
    drawn = [[score is not None for score in row] for row in matrix.scores]
    assert all(row[0] and row[1] != row[2] for row in drawn)
    assert len({tuple(row) for row in drawn}) == 2
    figures = analyse_items(found)
    assert figures.analysis.exam.alpha is None
    assert not figures.analysis.exam.same_items
    assert sum(one.given for one in figures.questions) == 12


def test_one_who_answered_nothing_is_of_the_class(store: Store, exam: LoadedExam, hall: Hall) -> None:
    begin_and_leave = begin(store, Paper.of(exam), hall, code="A")
    hall.go(10_000)
    begin_and_leave.send(a.Tick())
    figures = figures_of(store, hall)
    assert (figures.questions[0].given, figures.questions[0].answered) == (1, 0)
    assert (figures.questions[1].spent_s, figures.questions[1].median_s) == ((), None)
    assert figures.analysis.marks == (0,)

"""Regrading: the difference first, then rulings; what people decided stays over it."""

from pathlib import Path

import pytest

from miliary_chat.base.errors import UsageError
from miliary_chat.dialogue.marks import Marks
from miliary_chat.exam import rulings as r
from miliary_chat.exam.regrading import Difference, apply, compare
from sat import CASE, SOURCE, Hall, loaded

MENDED = CASE.replace("accept: [tiny nodules]", "accept: [tiny nodules, snowstorm]")
STRICTER = CASE.replace("accept: [both lungs]", "accept: [both apices]")


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    made = Hall.at(tmp_path)
    made.sit("C1", {"findings/film": "snowstorm, both lungs, no effusion", "findings/size": "2 mm"})
    made.sit("C2", {"findings/film": "tiny nodules, both lungs", "findings/size": "about a centimetre"})
    return made


def compared(hall: Hall, tmp_path: Path, text: str) -> Difference:
    return compare(hall.store, SOURCE, hall.clock, mended=[loaded(tmp_path / "edited", text)])


def shown(hall: Hall) -> dict[str, Marks]:
    return {one.person: r.marked(hall.store, hall.attempt(one.id)) for one in hall.store.attempts(source=SOURCE)}


def test_the_same_judge_and_case_change_nothing(hall: Hall) -> None:
    found = compare(hall.store, SOURCE, hall.clock)
    assert (found.changed, found.fresh) == ((), ())
    assert apply(hall.store, found, hall.clock, by="Ada", why="to be sure") == (0, 0)
    assert all(one.before == one.after for one in found.attempts)


def test_a_mended_phrasing_shows_who_gains_before_anything_is_written(hall: Hall, tmp_path: Path) -> None:
    found = compared(hall, tmp_path, MENDED)
    assert [(one.question, one.part, one.name, one.gain, one.lose) for one in found.changed] == [
        ("film", "nodules", "tiny nodules", 1, 0)
    ]
    first, second = found.attempts
    assert (first.code, second.code) == ("C1", "C2")
    assert first.after > first.before
    assert second.after == second.before
    assert (first.waited, first.waits) == (1, 0)
    for one in found.attempts:
        (only,) = r.read(hall.store, one.attempt).entries
        assert isinstance(only.ruling, r.Machine)
        assert only.ruling.why == "handed in"


def test_what_was_regraded_counts_and_says_by_whom_why_and_with_which_case(hall: Hall, tmp_path: Path) -> None:
    found = compared(hall, tmp_path, MENDED)
    assert apply(hall.store, found, hall.clock, by="Ada", why="snowstorm is right") == (2, 0)
    assert {code: marks.total for code, marks in shown(hall).items()} == {one.code: one.after for one in found.attempts}
    for one in found.attempts:
        machine = r.read(hall.store, one.attempt).machine
        assert machine is not None
        ((asked, judged),) = machine.cases
        assert (machine.why, machine.by, machine.note) == ("regraded", "Ada", "snowstorm is right")
        assert asked == hall.attempt(one.attempt).script.items[0].case
        assert judged == found.mended[0].hash != asked
        assert hall.store.read_case(judged).case.id == "dots"
    assert compare(hall.store, SOURCE, hall.clock).fresh == ()  # by the case that it was last judged by
    assert compared(hall, tmp_path, MENDED).fresh == ()
    assert [one.after for one in compared(hall, tmp_path, CASE).attempts] == [one.before for one in found.attempts]


def test_what_people_decided_stays_over_a_new_judgement(hall: Hall, tmp_path: Path) -> None:
    marking = hall.marking()
    for unit in marking.units():
        marking.decide(unit, unit.options[0].concept, 50)
    decided = [sheet.rulings.people for sheet in marking.sheets]
    found = compared(hall, tmp_path, MENDED)
    assert [one for one in found.changed if one.part == "nodules"] == []  # a marker gave it half, and that stays
    apply(hall.store, found, hall.clock, by="Bob", why="mended")
    marking.refresh()
    assert [sheet.rulings.people for sheet in marking.sheets] == decided
    assert marking.units() == ()
    assert marking.undo() is not None


def test_somebody_may_pass_or_fail_by_it(hall: Hall, tmp_path: Path) -> None:
    exam = "format: 1\nexam: mock\ntitle: A mock\npass: 60\nsections: {all: {take: [{question: dots/findings/film}]}}\n"
    small = Hall.at(tmp_path / "small", loaded(tmp_path / "small" / "dots"), exam=exam)
    small.sit("C1", {"findings/film": "snowstorm, both lungs"})
    small.sit("C2", {"findings/film": "tiny nodules, both lungs"})
    up = compared(small, tmp_path, MENDED).attempts
    assert [(one.passed, one.passes) for one in up] == [(False, True), (True, True)]
    down = compared(small, tmp_path, STRICTER)
    assert [(one.passed, one.passes) for one in down.attempts] == [(False, False), (True, False)]
    assert [(one.part, one.lose) for one in down.changed] == [("both", 2)]


def test_two_regradings_at_once_leave_the_first(hall: Hall, tmp_path: Path) -> None:
    one, other = compared(hall, tmp_path, MENDED), compared(hall, tmp_path, STRICTER)
    assert apply(hall.store, one, hall.clock, by="Ada", why="mended") == (2, 0)
    assert apply(hall.store, other, hall.clock, by="Bob", why="stricter") == (0, 2)


def test_a_marker_who_decides_meanwhile_is_no_hindrance(hall: Hall, tmp_path: Path) -> None:
    found, marking = compared(hall, tmp_path, MENDED), hall.marking()
    marking.decide(marking.units()[0], marking.units()[0].options[0].concept, 100)
    assert apply(hall.store, found, hall.clock, by="Ada", why="mended") == (2, 0)
    marking.refresh()
    assert sum(len(sheet.rulings.people) for sheet in marking.sheets) == 1


@pytest.mark.parametrize(
    ("text", "match"),
    [
        (CASE.replace("      size:\n", "      how-large:\n"), "findings/size"),
        (CASE.replace("id: dots\n", "id: other\n"), "not part of this exam"),
    ],
)
def test_another_case_or_another_question_is_refused(hall: Hall, tmp_path: Path, text: str, match: str) -> None:
    with pytest.raises(UsageError, match=match):
        compared(hall, tmp_path, text)


def test_a_regrade_is_signed(hall: Hall, tmp_path: Path) -> None:
    found = compared(hall, tmp_path, MENDED)
    for by, why in (("", "x"), ("Ada", " ")):
        with pytest.raises(UsageError, match="signed"):
            apply(hall.store, found, hall.clock, by=by, why=why)

"""What of a judged exam waits for a person, and that guided and exam find the same in the same answers."""

from functools import cache
from pathlib import Path

import pytest

from miliary_chat.author.answers_file import read_answers_of
from miliary_chat.case.loaded import Loaded, load_case
from miliary_chat.case.questions import AnswerQuestion, DifferentialQuestion
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.concepts import lexicon
from miliary_chat.dialogue.evolve import fold
from miliary_chat.dialogue.exam.waiting import Waiting, waiting
from miliary_chat.dialogue.exam.wordings import key, line, says_something, with_denial
from miliary_chat.dialogue.exam_events import Ruled
from miliary_chat.dialogue.score import marks
from miliary_chat.dialogue.script import RECOMMIT, Script
from miliary_chat.dialogue.state import State
from miliary_chat.dialogue.tutor import decide
from miliary_chat.judge.judgement import Span, Verdict
from miliary_chat.judge.shipped import shipped
from sat import Hall

SHIPPED = Path(__file__).parents[2] / "cases" / "wedding-photograph"


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall.at(tmp_path)


def judged(hall: Hall, said: dict[str, str | list[str]], *ruled: Ruled) -> tuple[Script, State]:
    attempt = hall.attempt(hall.sit("C1", said))
    return attempt.script, fold((*attempt.judgement(), *ruled), attempt.state)


def waits(hall: Hall, said: dict[str, str | list[str]], *ruled: Ruled) -> list[tuple[str, str, str]]:
    return [(one.kind, one.concept, one.wording) for one in waiting(*judged(hall, said, *ruled))]


@pytest.mark.parametrize(
    ("place", "answer", "expected"),
    [
        ("findings/film", "tiny nodules, both lungs, no effusion, a snowstorm", []),  # all is earned
        ("findings/film", "tiny nodules, both lungs, right effusion", [("denied", "no-effusion", "right effusion")]),
        ("findings/film", "tiny nodules, both lungs, a snowstorm", [("unmatched", "", "snowstorm")]),
        ("findings/size", "about a centimetre", [("near", "size", "about a centimetre")]),
        ("findings/size", "2 mm", []),
        ("findings/size", "impression:", []),
        ("findings/size", "1. 2. 3.", []),
        ("findings/size", "I do not know", []),
        ("differential/main", "sarcoid, gout", [("unmatched", "", "sarcoid")]),  # what costs does not wait
        ("differential/main", "probably metastases", [("near", "mets", "probably metastases")]),
        ("workup/main", ["needle the lump", "CT chest"], [("unmatched", "", "needle the lump")]),
        ("workup/main", ["needle the lump", "FNA, CT chest"], []),
        ("workup/main", ["CT chest", "no more"], []),
    ],
)
def test_only_what_may_still_earn_something_waits(
    hall: Hall, place: str, answer: str | list[str], expected: list[tuple[str, str, str]]
) -> None:
    assert waits(hall, {place: answer}) == expected


def test_the_machines_verdict_stands_beside_what_waits(hall: Hall) -> None:
    (one,) = waiting(*judged(hall, {"findings/size": "Hm, about a centimetre; not sure"}))
    assert one.missing is not None
    assert one.missing.lack == "value"
    assert one.reason.startswith("“about a centimetre” is not the value")
    assert [one.answer[s.start : s.end] for s in one.spans] == ["about a centimetre"]


@pytest.mark.parametrize(
    ("said", "ruled"),
    [
        ({"findings/size": "about a centimetre"}, Ruled("all/2", "size", 0, "Ada", "", "about a centimetre")),
        ({"differential/main": "sarcoid"}, Ruled("all/3", "", 0, "Ada", "", "sarcoid")),
        ({"workup/main": ["needle the lump"]}, Ruled("all/4", "fna", 100, "Ada", "", "needle the lump")),
    ],
)
def test_what_was_decided_waits_no_more_and_what_is_withdrawn_waits_again(
    hall: Hall, said: dict[str, str | list[str]], ruled: Ruled
) -> None:
    script, state = judged(hall, said)
    assert marks(script, state).provisional
    decided = fold([ruled], state)
    assert waiting(script, decided) == ()
    assert not marks(script, decided).provisional
    back = Ruled(ruled.item, ruled.concept, ruled.leaves, "Ada", "", ruled.wording, withdrawn=True)
    assert [one.wording for one in waiting(script, fold([back], decided))] == [ruled.wording]


def test_a_mark_is_provisional_as_long_as_anything_waits_and_then_final(hall: Hall) -> None:
    script, state = judged(hall, {"findings/film": "a snowstorm, right effusion"})
    while pile := waiting(script, state):
        assert marks(script, state).provisional
        state = fold([Ruled(pile[0].item, pile[0].concept, 0, "Ada", "", pile[0].wording)], state)
    assert not marks(script, state).provisional


def test_a_draft_that_names_no_option_waits_for_a_person(hall: Hall) -> None:
    attempt = hall.attempt(hall.sit("C1", {}, hand_in=False))
    attempt.send(a.GoTo("all/5"))
    attempt.draft("not bigger than a grain of rice", "all/5")
    attempt.send(a.Submit())
    state = fold(attempt.judgement(), attempt.state)
    assert [(one.wording, one.open) for one in waiting(attempt.script, state)] == [
        ("not bigger than a grain of rice", ("one",))
    ]


SAME = [
    ("Tiny nodules!", "tiny nodules"),
    ("the tiny  nodule", "tiny nodules"),
    ("there are tiny nodules.", "Tiny nodules"),
    ("haemorrhage", "hemorrhage"),
]
APART = [
    ("no nodules", "nodules"),
    ("left effusion", "right effusion"),
    ("not left, right", "not right, left"),
    ("> 3 mm", "< 3 mm"),
    ("1-3 mm", "13 mm"),
    ("fever but no cough", "cough but no fever"),
    ("without contrast", "contrast"),
    ("possibly TB", "TB"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_wordings_that_differ_in_nothing_that_counts_are_one(one: str, other: str) -> None:
    assert key(one, shipped()) == key(other, shipped())


@pytest.mark.parametrize(("one", "other"), APART)
def test_wordings_that_may_mean_something_else_stay_apart(one: str, other: str) -> None:
    assert key(one, shipped()) != key(other, shipped())


@pytest.mark.parametrize(("text", "expected"), [("snowstorm", True), ("the", False), ("DDx", False), ("2", False),
                                                ("", False), ("🩻", False), ("plan of action", False)])  # fmt: skip
def test_fillers_headings_and_numbers_say_nothing(text: str, expected: bool) -> None:
    assert says_something(text, shipped()) is expected


@pytest.mark.parametrize(
    ("answer", "word", "expected"),
    [
        ("no effusion, consolidation, cavities or calcification", "calcification", "no … calcification"),
        ("no effusion; calcification", "calcification", "calcification"),
        ("without any heart failure", "heart failure", "without any heart failure"),
        ("calcification: none", "calcification", "calcification … none"),
        ("sarcoid: unlikely", "sarcoid", "sarcoid … unlikely"),
        ("I thought sarcoid, actually no", "sarcoid", "sarcoid … actually no"),
        ("not TB but sarcoid", "sarcoid", "sarcoid"),
        ("?sarcoid", "sarcoid", "sarcoid"),
    ],
)
def test_what_turns_a_wording_stands_beside_it(answer: str, word: str, expected: str) -> None:
    at = answer.index(word)
    spans = with_denial(answer, Span(at, at + len(word)), shipped())
    assert line(answer, *spans) == expected


# Guided and exam.


@cache
def case() -> Loaded:
    return load_case(SHIPPED)


def labelled() -> list[tuple[str, str]]:
    """Every labelled answer to a question of expectations, or to the differential, of the shipped case, by its item."""
    script = Script.of_case(case().case, case().hash)
    answers = read_answers_of(SHIPPED / "answers.yaml", script).answers
    assert answers is not None
    return [
        (ref.id, one.say)
        for ref in script.items
        if isinstance(script.question(ref.id), AnswerQuestion | DifferentialQuestion) and ref.question != RECOMMIT
        for one in answers.answers.get(ref.id, answers.answers.get(ref.stage, ()))
    ]


def found(events: tuple[e.Event, ...]) -> tuple[tuple[Verdict, ...], set[str], set[str]]:
    """The verdicts, what was credited, and what was said wrong."""
    verdicts = tuple(verdict for one in events if isinstance(one, e.Judged) for verdict in one.verdicts)
    credited = {one.concept for one in events if isinstance(one, e.Credited)}
    erred = {one.concept for one in events if isinstance(one, e.Erred)}
    return verdicts, credited, erred


def listed(events: tuple[e.Event, ...], least: int) -> set[tuple[str, str]]:
    """The diagnoses that were listed, with at least so many percent."""
    return {(one.entry, one.stance) for one in events if isinstance(one, e.Listed) and one.leaves >= least}


@pytest.mark.long
def test_guided_and_exam_find_the_same_in_every_labelled_answer_of_the_shipped_case() -> None:
    guided = Script.of_case(case().case, case().hash)
    silent = Script.of_case(case().case, case().hash, policy="exam")
    table = labelled()
    assert len(table) > 230
    for item, text in table:
        if not says_something(text, lexicon(guided, item)):
            continue
        begun = [e.Started("guided", 1, guided.items, "", "t", "j"), e.Opened(item, e.Words("q", "?"))]
        told = decide(guided, fold(begun), a.Say(text), 0)
        sat = [e.Started("exam", 1, silent.items, "", "t", "j"), e.Opened(item, e.Words("q", "?")),
               e.Answered(item, text, 1), e.Closed(item, "finished"), e.Ended("handed in")]  # fmt: skip
        ruled = decide(silent, fold(sat), a.Judge(), 0)
        assert found(told) == found(ruled), (item, text)
        # A word too general is listed for less while it can be asked back; in an exam it waits for a person.
        assert listed(told, 100) <= listed(ruled, 100) <= listed(told, 0), (item, text)


def test_waiting_is_pure_and_names_only_parts_of_its_question(hall: Hall) -> None:
    script, state = judged(hall, {"findings/film": "snow", "differential/main": "sarcoid, probably metastases"})
    first: tuple[Waiting, ...] = waiting(script, state)
    assert first == waiting(script, state)
    for one in first:
        assert set(one.open) <= {"nodules", "both", "no-effusion", "mets", "tb", "lead"}
        assert all(0 <= span.start < span.end <= len(one.answer) for span in one.spans)

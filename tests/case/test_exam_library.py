"""A library finds exams beside the cases, and never takes the one for the other."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from exams import TOP, put_case, put_exam, write
from miliary_chat.base.errors import CaseError
from miliary_chat.case.blueprint_reader import ExamRefused
from miliary_chat.case.exam_cards import ExamCard
from miliary_chat.case.exam_files import candidates_beside, exam_paths, is_exam
from miliary_chat.case.library import Library

SECTIONS = "sections: {s: {navigation: linear, take: {case: cough}}}\n"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    put_case(tmp_path, "cough", "answer", "report")
    put_exam(tmp_path / "mock", "time: 20 min\nopens: 2026-12-01 09:00Z\n" + SECTIONS)
    return tmp_path


def test_a_folder_with_an_exam_is_an_exam_and_no_case(shelf: Path) -> None:
    library = Library([shelf])
    assert [card.id for card in library.cards()] == ["cough"]
    opens = datetime(2026, 12, 1, 9, tzinfo=UTC)
    assert library.exams() == (ExamCard("mock", shelf / "mock", "A mock", minutes=20, opens=opens),)
    (checked,) = library.exams(check=True)
    assert (checked.questions, checked.problems, checked.checked) == (2, (), True)


@pytest.mark.parametrize("name", ["spring.exam.yaml", "spring.exam.yml", "exam.yaml", "candidates.yaml"])
def test_a_file_that_is_called_as_an_exam_is_no_case(shelf: Path, name: str) -> None:
    put_exam(shelf, SECTIONS, name, TOP.replace("mock", "spring"))
    library = Library([shelf])
    assert [card.id for card in library.cards()] == ["cough"]
    assert library.troubles == ()
    assert [card.id for card in library.exams()] == (["mock"] if "candidates" in name else ["mock", "spring"])


def test_an_exam_in_the_folder_of_a_case_is_named_by_its_file(shelf: Path) -> None:
    file = put_exam(shelf / "cough", SECTIONS, top=TOP.replace("mock", "own"))
    assert list(exam_paths(shelf)) == [file, shelf / "mock"]
    assert [card.path for card in Library([shelf]).cards()] == [shelf / "cough"]


@pytest.mark.parametrize(
    ("sections", "questions", "minutes"),
    [
        ("s: {take: [{question: cough/answer/main}, {question: cough/report/main}]}", 2, None),
        ("s: {draw: 3, take: {tag: chest, only: report}}", 3, None),
        ("s: {time: 90 s, take: {case: cough}}\n  t: {time: 5 min, take: {case: cough}}", None, 7),
        ("s: {time: soon, draw: x, take: {question: cough/answer/main}}", 1, None),
        ("s: {take: cough}", None, None),
        ("s: cough", None, None),
    ],
)
def test_a_card_tells_what_the_file_alone_can_tell(
    tmp_path: Path, sections: str, questions: int | None, minutes: int | None
) -> None:
    put_exam(tmp_path / "a", f"sections:\n  {sections}\n")
    (card,) = Library([tmp_path]).exams()
    assert (card.title, card.questions, card.minutes) == ("A mock", questions, minutes)


@pytest.mark.parametrize("text", ["", "title: T\n", "exam: [\n", "exam: Mock\nexam: Mock\n", "colour: red\n"])
def test_a_broken_exam_has_a_card_with_its_problems(tmp_path: Path, text: str) -> None:
    write(tmp_path / "autumn" / "exam.yaml", text)
    (card,) = Library([tmp_path]).exams()
    assert card.errors
    assert Library([tmp_path]).place_of_exam("autumn") == tmp_path / "autumn"


def test_the_later_folder_wins_and_it_is_said(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        put_exam(tmp_path / folder / "mock", SECTIONS)
    (card,) = Library([tmp_path / "one"], [tmp_path / "two"]).exams()
    assert (card.path, card.hides) == (tmp_path / "two" / "mock", (tmp_path / "one" / "mock",))


def test_an_exam_is_found_by_its_id_its_folder_and_its_path(shelf: Path) -> None:
    put_exam(shelf, SECTIONS, "may.exam.yaml", TOP.replace("mock", "spring"))
    library = Library([shelf])
    for name, id_ in (("mock", "mock"), ("spring", "spring"), ("may", "spring"), (str(shelf / "mock"), "mock")):
        exam = library.find_exam(name)
        assert exam.blueprint.exam == id_
        assert [*exam.cases] == ["cough"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("mok", "There is no exam “mok”. Did you mean “mock”?"),
        ("xyz", "There is no exam “xyz”. “miliary-chat list” shows those that there are."),
        ("./gone.yaml", "There is no exam at ./gone.yaml. “miliary-chat list” shows those that there are."),
        ("\x1b[31m", "There is no exam “[31m”. “miliary-chat list” shows those that there are."),
    ],
)
def test_an_exam_that_is_not_there_is_told_in_a_sentence(shelf: Path, name: str, said: str) -> None:
    with pytest.raises(CaseError) as refused:
        Library([shelf]).find_exam(name)
    assert str(refused.value) == said


def test_a_case_where_an_exam_was_wanted_is_refused(shelf: Path) -> None:
    with pytest.raises(ExamRefused, match="This YAML is a case"):
        Library([shelf]).find_exam(str(shelf / "cough" / "case.yaml"))


@pytest.mark.parametrize(
    ("file", "beside"),
    [("exam.yaml", "candidates.csv"), ("may.exam.yaml", "may.candidates.csv"), ("may.yaml", "may.candidates.csv")],
)
def test_the_candidates_lie_beside_their_exam(tmp_path: Path, file: str, beside: str) -> None:
    assert candidates_beside(tmp_path / file) == tmp_path / beside


def test_what_is_an_exam_is_known_by_its_name_its_folder_or_its_key(shelf: Path) -> None:
    put_exam(shelf, SECTIONS, "other.yaml")
    exams = ["mock", "mock/exam.yaml", "gone.exam.yaml", "other.yaml"]
    others = ["cough", "cough/case.yaml", "gone.yaml", ".", "film.png"]
    assert [name for name in exams + others if is_exam(shelf / name)] == exams

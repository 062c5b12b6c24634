"""An exam gets what it takes, or is told what is missing; what may be unfair in it is told too."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from exams import QUIZ, TOP, put_case, put_exam, write
from miliary_chat.case.blueprint_reader import ExamRefused, LoadedExam, check_exam, load_exam
from miliary_chat.case.codes import CODES
from miliary_chat.case.library import Library
from miliary_chat.case.units import Unit, units


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Three cases that can be played, and one that cannot."""
    put_case(tmp_path, "cough", "answer", "report", "choice", tags="chest, short", more=QUIZ)
    put_case(tmp_path, "ache", "interview", "order", tags="chest")
    put_case(tmp_path, "rash", "differential", tags="skin")
    put_case(tmp_path, "torn", "answer", tags="broken", more="colour: red")
    return tmp_path


def section(text: str) -> str:
    """A linear section's further keys; they begin in line 7, column 5."""
    return "sections:\n  s:\n    navigation: linear\n    " + text.replace("\n", "\n    ") + "\n"


def two(first: str, second: str) -> str:
    """Two linear sections; what the first takes is in line 5, what the second in line 6, both from column 33."""
    return f"sections:\n  s: {{navigation: linear, take: {first}}}\n  t: {{navigation: linear, take: {second}}}\n"


NOW = datetime(2026, 7, 1, tzinfo=UTC)
_OPEN = "opens: 2026-05-01 09:00Z\ncloses: 2026-05-01 10:00Z\n"

# fmt: off
ERRORS = [
    (section("take: {case: couhg}"), "7:18: E320 There is no case “couhg”; did you mean “cough”?"),
    (section("take: {question: xylophone/findings/main}"),
     "7:22: E320 There is no case “xylophone”. There are “ache”, “cough”, “rash” and “torn”."),
    (section("take: {question: cough/anser/main}"),
     "7:22: E304 “anser” is no stage of “cough”; did you mean “answer”?"),
    (section("take: {question: cough/answer/film}"),
     "7:22: E321 “film” is no question of “cough/answer”. There is “main”."),
    (section("take: {question: cough/debrief/qq}"),
     "7:22: E321 “qq” is no question of “cough/debrief”. There is “q”."),
    (section("take: {tag: chets}"), "7:17: E322 No case has the tag “chets”; did you mean “chest”?"),
    (section("take: {case: rash, only: [report, answer]}"),
     "7:30: E323 Nothing is left: “rash” has no such question, only “differential”."),
    (section("take: {tag: Chest, only: differential}"),
     "7:30: E323 Nothing is left: the cases with the tag “Chest” have no such question, only “answer”, “choice”,"
     " “interview”, “order” and “report”."),
    (section("draw: 3\ntake: {tag: chest}"), "7:11: E324 3 are to be drawn, and there are 2 to draw from."),
    (section("take: {case: rash}\ndraw: 2"), "8:11: E324 2 are to be drawn, and there is 1 to draw from."),
    (section("draw: 9\ntake: [{tag: chest}, {case: couhg}]"),
     "8:33: E320 There is no case “couhg”; did you mean “cough”?"),
    (section("take:\n  - {case: rash}\n  - {question: rash/differential/main}"),
     "9:9: E325 “rash/differential/main” comes in this section too."),
    (two("{case: cough}", "{tag: chest, only: [answer, order]}"),
     "6:33: E325 “cough/answer/main” comes in “s” too."),
    (section("take: {case: torn}"),
     "7:18: E326 The case “torn” cannot be played. The first: {torn}:6:1: E202 “colour” is no key here. Known are"
     " “format”, “id”, “title”, “diagnosis”, “level”, “minutes”, “tags”, “reviewed”, “patient”, “guideline”,"
     " “sources”, “images”, “pictures”, “misconceptions”, “lexicon”, “stages”, “quiz” or “debrief”."),
]

LINTS = [
    (section("time: 90 s\nquestion_time: 1 min\ntake: {case: cough, only: [answer, report]}"),
     "8:20: W560 2 questions of 1 min take 2 min; the section has 1 min 30 s."),
    ("time: 10 min\n" + two("{case: cough}\n    , time: 8 min", "{case: rash}, question_time: 3 min"),
     "4:7: W561 The sections take 11 min together; the whole has 10 min."),
    ("time: 90 min\nopens: 2026-08-01 09:00Z\ncloses: 2026-08-01 10:00Z\n" + section("take: {case: rash}"),
     "6:9: W561 Nobody has the whole 1 h 30 min: the exam closes sooner after it opens."),
    (_OPEN + section("take: {case: rash}"), "5:9: W562 This exam closed on 2026-05-01 at 10:00 UTC."),
    ("closes: 2026-08-01 10:00Z\nafter: {show: answers}\n" + section("take: {case: rash}"),
     "5:1: W563 The expert's answers are shown at the hand-in, while others may still sit. Write “when: closes”."),
    (section("question_time: 1 min\ntake: {case: ache, only: [interview]}"),
     "7:20: W566 1 min is little for “ache/interview/main”, which takes many turns."),
    (section("take: {case: cough}").replace("linear", "free"),
     "7:11: W567 Candidates can go back within “cough”, whose later questions may give earlier ones away."
     " “navigation: linear” prevents it."),
    (section("draw: 1\ntake: [{case: rash}, {tag: skin}]"),
     "8:26: W568 “rash/differential/main” can be drawn in this section too."),
]

FAIR = [
    section("take: {case: cough}"),
    section("take: {tag: CHEST}"),
    section("draw: 2\ntake: {tag: chest}"),
    section("take: {question: cough/debrief/q}"),
    section("question_time: 10 min\ntake: {case: ache, only: [interview]}"),
    section("time: 2 min\nquestion_time: 1 min\ntake: {case: cough, only: [answer, report]}"),
    section("take: {case: rash}").replace("linear", "free"),
    "after: {show: answers}\n" + section("take: {case: rash}"),
    "closes: 2026-08-01 10:00Z\nafter: {show: answers, when: closes}\n" + section("take: {case: rash}"),
    "closes: 2026-08-01 10:00Z\nattempts: unlimited\nafter: {show: answers}\n" + section("take: {case: rash}"),
    two("{case: cough, only: answer}", "{case: cough, only: [report, choice]}"),
]
# fmt: on


def told(shelf: Path, text: str, now: datetime | None = NOW) -> list[str]:
    file = put_exam(shelf / "mock", text)
    return [str(problem).removeprefix(f"{file}:") for problem in check_exam(file, Library(()), now=now).problems]


@pytest.mark.parametrize(("text", "problem"), ERRORS, ids=[row[1] for row in ERRORS])
def test_what_an_exam_names_and_does_not_get_is_told_at_its_place(shelf: Path, text: str, problem: str) -> None:
    assert told(shelf, text) == [problem.replace("{torn}", str(shelf / "torn" / "case.yaml"))]
    with pytest.raises(ExamRefused, match="cannot be sat: 1 problem"):
        load_exam(shelf / "mock", Library(()))


@pytest.mark.parametrize(("text", "problem"), LINTS, ids=[row[1] for row in LINTS])
def test_what_may_be_unfair_is_told_and_stops_nothing(shelf: Path, text: str, problem: str) -> None:
    assert told(shelf, text) == [problem]
    assert load_exam(shelf / "mock", Library(())).blueprint.exam == "mock"


@pytest.mark.parametrize("text", FAIR)
def test_of_a_fair_exam_nothing_is_told(shelf: Path, text: str) -> None:
    assert told(shelf, text) == []


def test_every_code_of_an_exam_is_in_the_tables() -> None:
    seen = {word for _, problem in ERRORS + LINTS for word in problem.split()[1:2]}
    elsewhere = {"E304", "E330", "E331", "E332", "E333", "W564", "W565", "W569"}  # below, and in test_candidates
    assert seen | elsewhere == {code for code in CODES if "E320" <= code < "E400" or "W560" <= code < "W590"} | {"E304"}


def test_that_an_exam_has_closed_is_told_only_when_it_is_asked(shelf: Path) -> None:
    assert told(shelf, _OPEN + section("take: {case: rash}"), now=None) == []
    assert told(shelf, _OPEN + section("take: {case: rash}"), now=datetime(2026, 5, 1, 9, 59, tzinfo=UTC)) == []


@pytest.mark.parametrize(
    ("name", "more", "what"),
    [
        ("gouty-toe", "", "id “gouty-toe” of “gouty-toe” holds “gouty”"),
        ("toe", "images: {gout: {caption: C, describe: D}}", "picture “gout” of “toe” holds “gout”"),
        (
            "toe",
            "images: {i: {file: big_gout1.png, caption: C, describe: D}}",
            "file “big_gout1.png” of “toe” holds “gout”",
        ),
    ],
)
def test_a_name_that_holds_a_word_of_the_diagnosis_is_told(shelf: Path, name: str, more: str, what: str) -> None:
    put_case(shelf, name, more=more, diagnosis="Acute gouty gout of the right side")
    assert told(shelf, section(f"take: {{case: {name}}}")) == [f"7:11: W564 The {what}, a word of its diagnosis."]


@pytest.mark.parametrize("name", ["acute-pain", "right-side", "go-out", "got"])
def test_a_name_with_other_words_is_not(shelf: Path, name: str) -> None:
    put_case(shelf, name, diagnosis="Acute gouty gout of the right side")
    assert told(shelf, section(f"take: {{case: {name}}}")) == []


@pytest.mark.parametrize(
    "question",
    [
        "{interview: {i: {ask: [cough], reply: Yes.}}}",
        "{orders: {o: {accept: [blood], result: R.}}}",
    ],
)
def test_a_question_with_nothing_to_earn_is_told(shelf: Path, question: str) -> None:
    write(
        shelf / "idle" / "case.yaml",
        f"format: 1\nid: idle\ntitle: T\ndiagnosis: D\nstages:\n  a: {question}\n"
        "  b: {question: Q?, expect: {e: [x]}}\n",
    )
    assert told(shelf, section("take: {case: idle}")) == ["7:11: W565 Nothing can be earned in “idle/a/main”."]


# Where cases are looked for


def test_the_exams_own_cases_come_before_those_beside_its_folder_and_these_before_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "shelf" / "mock"
    put_case(tmp_path / "library", "a", "answer")
    put_case(tmp_path / "library", "b", "answer")
    put_case(tmp_path / "shelf", "a", "report")
    put_case(tmp_path / "shelf", "c", "report")
    put_case(folder, "b", "choice")
    put_exam(folder, section("take: [{case: a}, {case: b}, {case: c}]"))
    exam = load_exam(folder, Library([tmp_path / "library"]))
    assert {id_: [*one.case.stages] for id_, one in exam.cases.items()} == {
        "a": ["answer"],
        "b": ["choice"],
        "c": ["report"],
    }


def test_a_file_called_as_an_exam_has_its_cases_beside_it(shelf: Path) -> None:
    put_exam(shelf, section("take: {case: rash}"), "spring.exam.yaml")
    put_exam(shelf, section("take: {case: rash}"), "other.yaml")
    for name in ("spring.exam.yaml", "other.yaml"):
        assert [*load_exam(shelf / name, Library(())).cases] == ["rash"]


# What is loaded


def loaded(shelf: Path, text: str) -> LoadedExam:
    put_exam(shelf / "mock", text)
    return load_exam(shelf / "mock", Library(()))


def test_the_hash_is_of_what_was_typed_and_of_no_comment_default_or_case(shelf: Path) -> None:
    exam = loaded(shelf, section("take: {case: rash}"))
    assert exam.hash == loaded(shelf, "# now\n" + section("take:\n  case: rash")).hash
    put_case(shelf, "rash", "answer")
    assert exam.hash == loaded(shelf, section("take: {case: rash}")).hash
    assert exam.hash != loaded(shelf, "navigation: free\n" + section("take: {case: rash}")).hash
    assert exam.source == (TOP + section("take: {case: rash}")).encode()
    assert exam.folder == shelf / "mock"


def test_the_candidates_beside_an_exam_are_found_by_themselves(shelf: Path) -> None:
    write(shelf / "mock" / "candidates.csv", "code\nA1\n")
    assert [one.code for one in loaded(shelf, section("take: {case: rash}")).candidates] == ["A1"]
    write(shelf / "mock" / "candidates.csv", "code\nA 1\n")
    with pytest.raises(ExamRefused) as refused:
        loaded(shelf, section("take: {case: rash}"))
    assert [problem.code for problem in refused.value.problems] == ["E331"]
    assert refused.value.problems[0].file == str(shelf / "mock" / "candidates.csv")


def test_an_exam_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExamRefused, match=r"cannot be sat: 1 problem\. The first: .*E101 No such file"):
        load_exam(tmp_path / "none" / "exam.yaml", Library(()))


# Units


def taken(exam: LoadedExam) -> list[tuple[Unit, ...]]:
    return [units(one, exam.blueprint, exam.cases) for one in exam.blueprint.sections.values()]


def test_a_whole_case_is_one_unit_with_its_quiz_at_its_end(shelf: Path) -> None:
    exam = loaded(shelf, section("take: {case: cough, weight: 2}"))
    questions = (("answer", "main"), ("report", "main"), ("choice", "main"), ("debrief", "q"))
    assert taken(exam) == [(Unit("cough", questions, 2.0, whole=True),)]


def test_with_only_each_question_is_a_unit_of_its_own(shelf: Path) -> None:
    exam = loaded(shelf, section("take: {case: cough, only: [choice, answer], weight: 0.5}"))
    places = [("answer", "main"), ("choice", "main"), ("debrief", "q")]
    assert taken(exam) == [tuple(Unit("cough", (one,), 0.5) for one in places)]


def test_units_come_as_they_are_written_and_the_cases_of_a_tag_by_their_ids(shelf: Path) -> None:
    put_case(shelf, "extra")
    exam = loaded(shelf, two("[{question: rash/differential/main}, {tag: chest}]", "{case: extra}"))
    first, second = taken(exam)
    assert [(unit.case, unit.whole, unit.take) for unit in first] == [
        ("rash", False, 0),
        ("ache", True, 1),
        ("cough", True, 1),
    ]
    assert [unit.case for unit in second] == ["extra"]

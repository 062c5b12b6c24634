"""What every whole case of the miliary pack has to have before it ships; the medicine is for a reviewer to judge."""

import json
import re
from pathlib import Path

import pytest

from miliary_chat.author.answers_file import read_answers_of
from miliary_chat.author.checking.check import examine
from miliary_chat.case.grafting import uses_packs
from miliary_chat.case.library import case_paths, shipped_cases
from miliary_chat.case.loaded import Loaded, load_case
from miliary_chat.case.look_alikes import take
from miliary_chat.case.nodes import compose
from miliary_chat.case.questions import AnswerQuestion, DifferentialQuestion, InterviewQuestion, OrderQuestion
from miliary_chat.dialogue.script import Script

WHOLE = [path for path in sorted(case_paths(shipped_cases(), [])) if load_case(path).case.differential()]
LIKE_A_DIAGNOSIS = re.compile(
    r"tubercul|\btb\b|sarcoid|silico|histoplasm|metasta|carcinoma|melanoma|chorio|hypersens|miliary|cancer|tumou?r",
    re.I,
)


@pytest.fixture(scope="module", params=WHOLE, ids=lambda path: path.name)
def loaded(request) -> Loaded:
    return load_case(request.param)


def questions(loaded: Loaded, kind: type) -> list:
    return [q for stage in loaded.case.stages.values() for q in stage.questions.values() if isinstance(q, kind)]


def folder(loaded: Loaded) -> Path:
    assert loaded.folder
    return loaded.folder


def test_there_are_ten(request) -> None:
    assert len(WHOLE) == 10


@pytest.mark.long
def test_it_is_fair_by_every_lint_and_plays(loaded: Loaded) -> None:
    problems = examine(folder(loaded)).problems
    assert [str(problem) for problem in problems if problem.severity != "notice"] == []


def test_it_has_every_stage_and_enough_in_each(loaded: Loaded) -> None:
    case = loaded.case
    assert {"history", "findings", "differential", "workup", "treatment"} <= set(case.stages)
    (history,), (orders,) = questions(loaded, InterviewQuestion), questions(loaded, OrderQuestion)
    (differential,) = questions(loaded, DifferentialQuestion)
    assert len(history.interview) >= 15
    assert sum(reply.must for reply in history.interview.values()) >= 4
    assert len(orders.orders) >= 12
    assert any(order.value in ("low", "contra") and (order.why or order.teach) for order in orders.orders.values())
    assert len(differential.entries) >= 5
    assert any(entry.must_not_miss for entry in differential.entries.values())
    wrong = {*case.misconceptions, *(name for q in questions(loaded, AnswerQuestion) for name in q.misconceptions)}
    assert len(wrong) >= 4
    assert any(part.critical for q in case.stages["treatment"].questions.values() for part in q.expect.values())


def test_what_is_pursued_can_be_hinted_at_and_is_taught(loaded: Loaded) -> None:
    for question in questions(loaded, AnswerQuestion):
        for part in question.expect.values():
            if part.need == "required":
                assert part.hint, part.id
                assert part.teach, part.id


def test_the_quiz_explains_every_option(loaded: Loaded) -> None:
    assert len(loaded.case.quiz) >= 5
    for question in loaded.case.quiz.values():
        assert set(question.why) == set(question.options), question.id


def test_the_debrief_is_whole_and_compares_with_the_pack(loaded: Loaded) -> None:
    own = loaded.case.debrief
    assert own.expert
    assert len(own.pearls) >= 4
    assert own.references
    assert own.compare
    assert own.compare.table == "miliary"
    (differential,) = questions(loaded, DifferentialQuestion)
    lead = differential.entries[differential.lead.accept[0]]
    assert own.compare.ids[0] == (lead.column or lead.id)
    known = take("miliary").table.diagnoses
    for entry in differential.entries.values():
        if (entry.column or entry.id) in known and entry.group is None:
            assert (entry.column or entry.id) in own.compare.ids, entry.id


def test_strangers_have_answered_it(loaded: Loaded) -> None:
    script = Script.of_case(loaded.case, loaded.hash)
    answers = read_answers_of(folder(loaded) / "answers.yaml", script).answers
    assert answers
    said = [answer for questions in answers.answers.values() for answer in questions]
    assert len(said) >= 40
    assert answers.dialogues


def test_neither_name_nor_title_nor_picture_gives_the_diagnosis_away(loaded: Loaded) -> None:
    case = loaded.case
    shown = [case.id, case.title, *case.tags, *(image.caption for image in case.images.values()), *case.images]
    assert [text for text in shown if LIKE_A_DIAGNOSIS.search(text)] == []


def test_its_pictures_are_called_synthetic_and_stand_where_the_truth_says(loaded: Loaded) -> None:
    for image in loaded.case.images.values():
        assert "synthetic" in image.caption
        assert image.licence == "CC0-1.0"
        told = json.loads((folder(loaded) / f"{image.id}.truth.json").read_text("utf-8"))
        assert float(image.mm_per_pixel or 0) == pytest.approx(told["mm_per_pixel"], rel=1e-3)
        true = (*told["regions"].values(), *told.get("findings", ()))
        places = {(tuple(map(round, place["box"])), place.get("slice")) for place in true}
        for region in image.regions.values():
            assert (region.box, region.slice) in places, region.id


def test_it_says_what_it_is(loaded: Loaded) -> None:
    top = (folder(loaded) / "case.yaml").read_text("utf-8").splitlines()[:4]
    assert any("not medical advice" in line for line in top)
    assert loaded.case.reviewed.status == "unreviewed"
    assert loaded.case.patient == "invented"
    assert loaded.case.guideline
    assert (folder(loaded) / "README.md").is_file()


def test_most_of_the_pack_uses_the_shared_packs() -> None:
    trees = [compose((path / "case.yaml").read_bytes(), "case.yaml")[0] for path in WHOLE]
    assert sum(tree is not None and uses_packs(tree) for tree in trees) >= 9

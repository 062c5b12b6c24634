"""Denials: how far a "no" reaches, what denies without one, and what only sounds like a denial."""

import pytest

from miliary_chat.judge.concept import Concept
from miliary_chat.judge.judgement import Verdict
from miliary_chat.judge.rubric import Rubric


def judge(accept: str, answer: str) -> Verdict:
    return Rubric([Concept("x", accept=(accept,))]).judge(answer).verdicts[0]


@pytest.mark.parametrize(
    "answer",
    [
        "chemotherapy is not useful",
        "chemo is not effective in this disease",
        "chemo does not help",
        "chemotherapy won't help her",
        "chemotherapy wont work",
        "chemotherapy is of no use",
        "chemotherapy is of no benefit here",
        "chemotherapy is not indicated",
        "chemotherapy has no role",
        "chemotherapy is useless",
        "chemotherapy would be futile",
        "no role for chemotherapy",
        "no chemo",
        "chemotherapy won't be of any help",
        "definitely not chemo",
        "chemo definitely not",
    ],
)
def test_what_is_called_useless_is_denied(answer: str) -> None:
    assert judge("chemotherapy", answer).outcome == "denied"


@pytest.mark.parametrize("answer", ["chemotherapy is useful", "chemotherapy helps", "chemotherapy will work"])
def test_what_is_called_useful_is_met(answer: str) -> None:
    assert judge("chemotherapy", answer).outcome == "met"


@pytest.mark.parametrize("finding", ["consolidation", "cavitation", "effusion"])
@pytest.mark.parametrize(
    "answer",
    [
        "I do not see consolidation, cavitation, neither effusion",
        "I cannot see consolidation, cavitation or effusion",
        "I don't see any consolidation, cavitation, effusion",
        "no cavitation/consolidation/effusion",
        "no consolidation, cavitation, effusion",
        "I can't identify consolidation, cavitation, or pleural effusion",
        "neither consolidation, cavitation nor effusion",
        "there are no consolidation, cavitation nor effusion",
    ],
)
def test_a_denial_is_carried_along_a_list(finding: str, answer: str) -> None:
    assert judge(finding, answer).outcome == "denied"
    assert judge("no " + finding, answer).outcome == "met"


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("normal hila", "no pleural effusions, hila look normal, heart not enlarged"),
        ("normal heart size", "no pleural effusions, hila look normal, heart not enlarged"),
        ("no pleural effusion", "no pleural effusions, hila look normal, heart not enlarged"),
        ("hila normal", "no effusion, hila normal, heart normal"),
        ("heart normal", "no effusion, hila normal, heart normal"),
        ("normal heart", "no effusion heart normal"),
        ("normal heart", "no nodes and the heart looks normal"),
        ("trachea central", "no pleural effusion, trachea central"),
        ("lungs clear", "no nodes, lungs clear"),
        ("normal heart", "cannot see any fluid. heart looks ok"),
    ],
)
def test_a_subject_with_its_own_predicate_ends_a_denial(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome == "met"


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("effusion", "effusion neg"),
        ("effusion", "effusion: neg"),
        ("effusion", "effusion negative"),
        ("hilar nodes", "hilar nodes -ve"),
        ("hilar nodes", "hilar nodes are negative"),
    ],
)
def test_a_negative_finding_is_denied(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome == "denied"
    assert judge("no " + accept, answer).outcome == "met"


@pytest.mark.parametrize(
    ("accept", "answer"),
    [("sputum AFB", "sputum AFB negative"), ("pregnancy test", "pregnancy test neg"), ("HIV test", "HIV test -ve")],
)
def test_a_negative_test_was_done(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome == "met"


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("not pregnant", "preg test"),
        ("not pregnant", "pregnancy test"),
        ("not pregnant", "is she pregnant?"),
        ("not pregnant", "check pregnancy status"),
        ("no contrast", "wait till contrast washed out"),
        ("no contrast", "two months since contrast"),
        ("no contrast", "at least two months must have passed since the iodinated contrast"),
        ("no recent contrast", "interval since contrast"),
    ],
)
def test_a_thing_only_tested_or_waited_for_is_not_asserted(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome in ("missing", "near")


@pytest.mark.parametrize(
    ("accept", "answer"),
    [("not pregnant", "she is pregnant"), ("no contrast", "give contrast"), ("no effusion", "effusion for two months")],
)
def test_a_thing_asserted_still_contradicts_its_denial(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome == "denied"


@pytest.mark.parametrize("accept", ["both lungs", "all zones", "diffuse", "throughout"])
@pytest.mark.parametrize(
    "answer", ["no zonal sparing", "no sparing of any zone", "no zone is spared", "without zonal sparing"]
)
def test_no_sparing_affirms_that_all_is_involved(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome == "met"


@pytest.mark.parametrize(
    ("accept", "answer"),
    [("both lungs", "nodules in both lungs, no zonal sparing"), ("diffuse", "diffuse nodules, no sparing of any zone")],
)
def test_no_sparing_takes_nothing_back(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome == "met"


@pytest.mark.parametrize(
    "answer",
    [
        "too uniform for metastases",
        "uniform size rules out mets",
        "the even size excludes mets",
        "uniform size argues against mets",
        "even size goes against mets",
        "too small and uniform for mets",
        "too young to have mets",
        "the film is not in keeping with mets",
    ],
)
def test_what_a_finding_speaks_against_is_denied(answer: str) -> None:
    assert judge("metastases", answer).outcome == "denied"


def test_what_a_finding_makes_unlikely_is_unlikely() -> None:
    verdict = judge("metastases", "uniform size makes mets unlikely")
    assert (verdict.outcome, verdict.stance) == ("met", "unlikely")


@pytest.mark.parametrize(
    ("accept", "answer"), [("PET", "No PET"), ("PET scan", "no PET needed"), ("HRCT", "no HRCT for now")]
)
def test_an_order_may_be_declined(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome == "denied"


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("no hilar nodes", "no nodes"),
        ("no pleural fluid", "cannot see any fluid"),
        ("no left effusion", "no effusion"),
        ("no neck nodes", "no LN"),
    ],
)
def test_a_thing_denied_altogether_is_denied_in_its_place(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome == "met"


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("enlarged heart", "no effusion, heart enlarged"),
        ("tracheal deviation", "no effusion, trachea deviated to the left"),
    ],
)
def test_a_finding_with_its_own_state_ends_a_denial(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome == "met"


@pytest.mark.parametrize(
    "answer", ["no lymph nodes enlarged", "no effusion, consolidation or lymph nodes", "no effusion or enlarged nodes"]
)
def test_a_state_alone_ends_no_denial(answer: str) -> None:
    assert judge("lymph nodes", answer).outcome == "denied"


def test_the_denial_of_one_kind_is_no_denial_of_its_whole_family() -> None:
    assert judge("metastases", "metastases rather than a primary lung cancer").outcome == "met"
    assert judge("lung cancer", "no malignancy").outcome == "denied"


def test_a_no_without_seams_soon_becomes_unclear() -> None:
    answer = "no cavity consolidation pneumothorax effusion nodes"
    outcomes = [judge(finding, answer).outcome for finding in ("cavity", "pneumothorax", "effusion", "nodes")]
    assert outcomes == ["denied", "denied", "near", "near"]


@pytest.mark.parametrize(
    "answer", ["it cannot be cured", "this disease cannot be cured", "can't be cured", "there is no cure"]
)
def test_a_denial_that_is_part_of_an_idea_denies_nothing_twice(answer: str) -> None:
    assert Rubric([Concept("x", accept=("incurable",))]).judge(answer).of("x").outcome == "met"

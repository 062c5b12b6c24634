"""Short words: abbreviations only as they are typed, letters spelt out one by one, words cut short."""

import pytest

from miliary_chat.judge.concept import Concept
from miliary_chat.judge.judgement import Verdict
from miliary_chat.judge.rubric import Rubric
from miliary_chat.judge.typo import Vocabulary


def judge(accept: str, answer: str) -> Verdict:
    return Rubric([Concept("x", accept=(accept,))]).judge(answer).verdicts[0]


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("RUL mass", "as a rule there is a mass"),
        ("right upper lobe", "as a rule"),
        ("PET", "any pets at home?"),
        ("PET CT", "pets"),
        ("HIV", "hives"),
        ("HIV", "hive"),
        ("dyspnoea", "sobs"),
        ("lymphadenopathy", "lads"),
    ],
)
def test_another_word_of_the_same_root_is_no_abbreviation(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome == "missing"


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("RUL mass", "mass in the RUL"),
        ("right upper lobe mass", "mass in the rul"),
        ("PET", "a pet scan please"),
        ("pets", "any pets at home?"),
        ("HIV", "hiv test"),
        ("hives", "hives"),
        ("dyspnoea", "sob"),
        ("pulmonary embolism", "PEs in the past"),
    ],
)
def test_as_it_is_typed_it_is_one_in_any_case(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome == "met"


@pytest.mark.parametrize(
    ("accept", "answer", "typed"),
    [
        ("MRI", "m r i of the head", "m r i"),
        ("magnetic resonance imaging", "an m r i", "m r i"),
        ("HRCT", "h r c t next", "h r c t"),
        ("ECG", "e c g please", "e c g"),
        ("COPD", "known c o p d", "c o p d"),
        ("progressive massive fibrosis", "that is P M F", "P M F"),
        ("tuberculosis", "is it T B", "T B"),
    ],
)
def test_letters_spelt_out_are_read_as_the_abbreviation(accept: str, answer: str, typed: str) -> None:
    verdict = judge(accept, answer)
    assert verdict.outcome == "met"
    assert verdict.evidence is not None
    assert [answer[span.start : span.end] for span in verdict.evidence.spans] == [typed]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("LOW, LOA", "met"),
        ("cough, LOW and LOA", "met"),
        ("low, loa", "missing"),
        ("LOW GRADE FEVER AND LOA", "missing"),
    ],
)
def test_an_abbreviation_that_looks_like_a_word_is_one_in_capitals_only(answer: str, expected: str) -> None:
    assert judge("weight loss", answer).outcome == expected


@pytest.mark.parametrize(
    ("accept", "answer"),
    [("tuberculosis", "t b"), ("ACE", "vitamins a, c, e"), ("MRI", "m and r and i"), ("MRI", "m r")],
)
def test_two_small_letters_or_a_list_of_letters_are_none(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome == "missing"


@pytest.mark.parametrize(
    ("known", "typed", "word"),
    [
        ("glucose", "gluc", "glucose"),
        ("scintigraphy", "scintig", "scintigraphy"),
        ("pyrazinamide", "pyraz", "pyrazinamide"),
        ("histiocytosis", "histioc", "histiocytosis"),
        ("nodules nodule", "nodu", "nodule"),
    ],
)
def test_a_word_cut_short_is_completed(known: str, typed: str, word: str) -> None:
    vocabulary = Vocabulary()
    vocabulary.add(known.split())
    mending = vocabulary.mend(typed)
    assert mending is not None
    assert (mending.word, mending.sure, mending.cut) == (word, True, True)


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        ("glucose gluconate", "gluc"),
        ("thromboembolism", "thrombo"),
        ("cardiomegaly", "cardio"),
        ("mediastinoscopy", "medi"),
        ("miliary", "mil"),
        ("effusion", "effort"),
        ("formation", "form"),
    ],
)
def test_a_beginning_of_several_words_or_a_real_one_or_a_very_short_one_is_not(known: str, typed: str) -> None:
    vocabulary = Vocabulary()
    vocabulary.add(known.split())
    mending = vocabulary.mend(typed)
    assert mending is None or not mending.cut


@pytest.mark.parametrize(
    ("accept", "cut"),
    [
        ("scintigraphy", "scintig"),
        ("pyrazinamide", "pyraz"),
        ("histiocytosis", "histioc"),
        ("adalimumab", "adalim"),
        ("paracetamol", "acetamin"),
    ],
)
def test_a_word_cut_short_is_met_and_denied_like_the_whole_one(accept: str, cut: str) -> None:
    assert judge(accept, f"{cut} please").outcome == "met"
    assert judge(accept, f"no {cut}").outcome == "denied"


@pytest.mark.parametrize(
    ("accept", "answer", "typed", "read_as"),
    [
        ("paracetamol", "acetamin", "acetamin", "acetaminophen"),
        ("adrenaline", "give EPINEPH now", "EPINEPH", "epinephrin"),
    ],
)
def test_the_evidence_calls_a_word_cut_short_an_abbreviation(
    accept: str, answer: str, typed: str, read_as: str
) -> None:
    verdict = judge(accept, answer)
    assert verdict.outcome == "met"
    assert verdict.evidence is not None
    read = [(reading.typed, reading.read_as, reading.kind) for reading in verdict.evidence.readings]
    assert read == [(typed, read_as, "abbreviation")]

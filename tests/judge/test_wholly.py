"""Wholly: a bare "normal" at the start of an answer is said of the picture that was asked about."""

import pytest

from miliary_chat.judge.concept import Concept
from miliary_chat.judge.judgement import Verdict
from miliary_chat.judge.rubric import Rubric


def judge(answer: str, *, kind: str = "expectation", accept: str = "normal film") -> Verdict:
    return Rubric([Concept("x", kind, accept=(accept,))]).judge(answer).verdicts[0]  # type: ignore[arg-type]


@pytest.mark.parametrize("accept", ["normal film", "normal chest radiograph", "normal CXR", "normal ECG"])
@pytest.mark.parametrize(
    "answer",
    [
        "normal",
        "Normal.",
        "looks normal to me",
        "i think it's normal",
        "all normal",
        "it is completely normal",
        "within normal limits",
        "NAD",
        "unremarkable",
        "looks fine",
        "all clear",
        "normal, no effusion",
        "Lungs clear, heart not big. I'd say it's normal.",
        "Normal. Lungs clear, heart not enlarged.",
        "looks normal to me, maybe a bit hazy in the mid zones",
        "No effusion. Heart not enlarged. Normal appearances.",
        "No effusion. I would therefore call this within normal limits.",
        "Lungs clear. Normal appearances; early infection not excluded.",
    ],
)
def test_a_bare_normal_calls_the_picture_normal(answer: str, accept: str) -> None:
    assert judge(answer, accept=accept).outcome == "met"
    assert judge(answer, accept=accept, kind="misconception").outcome == "met"


@pytest.mark.parametrize(
    "answer",
    [
        "normal heart",
        "normal hila and heart",
        "heart normal",
        "hila. normal",
        "normal size",
        "normal: heart, hila",
        "not normal",
        "nearly normal",
        "fine nodules",
        "fine dots, all clear cut",
        "lungs clear",
        "abnormal",
        "normal apart from tiny nodules",
        "normal except at the bases",
        "otherwise normal",
        "tiny nodules, otherwise normal",
        "tiny nodules. The rest is normal",
        "no effusion, normal",
        "The hila look odd. The heart appears normal.",
        "Tiny nodules. Otherwise normal appearances.",
    ],
)
def test_a_part_an_exception_or_another_thing_does_not(answer: str) -> None:
    assert judge(answer).outcome != "met"


@pytest.mark.parametrize("accept", ["normal heart", "normal lungs", "CTR normal", "abnormal film"])
def test_what_is_more_than_a_picture_has_to_be_named(accept: str) -> None:
    assert judge("normal", accept=accept).outcome != "met"


def test_a_doubt_stays_a_doubt_and_a_question_holds_nothing_wrong() -> None:
    assert judge("normal?").stance == "possible"
    assert judge("is it normal?", kind="misconception").outcome != "met"


def test_the_reading_is_told() -> None:
    evidence = judge("looks NAD").evidence
    assert evidence is not None
    assert [(reading.typed, reading.read_as) for reading in evidence.readings] == [("NAD", "normal film")]

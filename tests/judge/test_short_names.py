"""Short names: what people leave out or say shorter, and what is then met, near or not said at all."""

import pytest

from miliary_chat.judge.concept import Concept
from miliary_chat.judge.rubric import Rubric


def outcome(accept: str, answer: str) -> str:
    return Rubric([Concept("x", accept=(accept,))]).judge(answer).verdicts[0].outcome


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("needle biopsy of the node", "biopsy the node"),
        ("needle biopsy of the node", "node biopsy"),
        ("node biopsy", "needle biopsy of the node"),
        ("radiation as a child", "radiation as child"),
        ("childhood radiation", "radiation as child"),
        ("childhood radiation", "any radiation as a kid?"),
        ("heart size normal", "CTR normal"),
        ("no cardiomegaly", "CTR ok"),
        ("normal heart size", "the CTR is normal"),
    ],
)
def test_a_shorter_wording_is_met(accept: str, answer: str) -> None:
    assert outcome(accept, answer) == "met"


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("needle biopsy of the node", "excision biopsy of the node"),
        ("Colon carcinoma", "colon"),
        ("Prostate carcinoma", "the prostate"),
        ("thyroid cancer", "thyroid?"),
    ],
)
def test_the_place_of_a_cancer_or_another_tool_is_near(accept: str, answer: str) -> None:
    assert outcome(accept, answer) == "near"


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("Colon carcinoma", "no colon"),
        ("Colon carcinoma", "colon polyps"),
        ("thyroid cancer", "feel the thyroid while she swallows"),
        ("needle puncture", "lumbar puncture"),
        ("childhood radiation", "neck radiation"),
        ("heart size normal", "CTR increased"),
        ("heart size normal", "CTR not normal"),
        ("miliary nodules", "snowstorm"),
    ],
)
def test_what_only_shares_a_word_is_not_met(accept: str, answer: str) -> None:
    assert outcome(accept, answer) != "met"


def test_a_bound_at_the_end_of_the_range_is_within_it() -> None:
    concepts = [Concept("size", accept=("nodules",), measure="1-3 mm"), Concept("said", accept=("nodules 1-3 mm",))]
    verdicts = Rubric(concepts).judge("bilat nodules <3mm, sharp").verdicts
    assert [verdict.outcome for verdict in verdicts] == ["met", "met"]

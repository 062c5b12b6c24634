"""Comparisons of zones: which has more, in signs and in words, and never the other way round."""

import pytest

from miliary_chat.judge.concept import Concept
from miliary_chat.judge.rubric import Rubric

LOWER = [
    "lower more than upper",
    "lower zones more than upper zones",
    "lower zone > upper zone",
    "LZ>UZ",
    "upper < lower",
    "bases > apices",
    "bases >> apices",
    "more at the bases than the apices",
    "more nodules in the lower zones than in the upper zones",
    "worse in the lower than the upper zones",
    "fewer in the upper than the lower zones",
    "upper zones less involved than lower zones",
    "slightly more numerous in the lower zones than upper",
]
UPPER = ["upper zone > lower zone", "lower < upper", "apices > bases", "more in the upper than the lower zones"]
WORDINGS = [*LOWER[:2], "bases more than apices", "lower > upper"]


def outcome(accept: str, answer: str) -> str:
    return Rubric([Concept("x", accept=(accept,))]).judge(answer).verdicts[0].outcome


@pytest.mark.parametrize("answer", LOWER)
@pytest.mark.parametrize("accept", WORDINGS)
def test_every_way_to_say_that_the_bases_have_more_is_the_same(accept: str, answer: str) -> None:
    assert outcome(accept, answer) == "met"


@pytest.mark.parametrize("answer", UPPER)
@pytest.mark.parametrize("accept", WORDINGS)
def test_the_other_way_round_is_the_opposite(accept: str, answer: str) -> None:
    assert outcome(accept, answer) == "denied"


def test_who_has_more_predominates() -> None:
    assert outcome("basal predominance", "lower zone > upper zone") == "met"
    assert outcome("basal predominance", "upper zone > lower zone") != "met"


@pytest.mark.parametrize("answer", ["more than 3 nodules in the lower zone", "larger than before, lower zone", "1 > 2"])
def test_other_comparisons_compare_no_zones(answer: str) -> None:
    assert outcome("lower more than upper", answer) in ("missing", "near")

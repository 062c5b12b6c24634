"""Concepts beside each other: the more specific one wins, and steps have an order."""

import pytest

from miliary_chat.judge.concept import Concept
from miliary_chat.judge.rubric import Rubric


def outcomes(answer: str, *concepts: Concept) -> dict[str, str]:
    return {verdict.concept: verdict.outcome for verdict in Rubric(concepts).judge(answer).verdicts}


TB = Concept("tb", accept=("TB", "tuberculosis"))
MILIARY = Concept("miliary", accept=("miliary TB",))


def test_the_more_specific_wording_takes_the_words_from_the_general_one() -> None:
    assert outcomes("miliary TB", TB, MILIARY) == {"tb": "missing", "miliary": "met"}


def test_the_general_one_is_met_when_it_stands_elsewhere_as_well() -> None:
    assert outcomes("TB", TB, MILIARY)["tb"] == "met"
    assert (
        outcomes("miliary TB. I also asked about TB contacts", Concept("c", accept=("TB contact",)), MILIARY)["c"]
        == "met"
    )


@pytest.mark.parametrize(("tb", "miliary"), [(("miliary",), ()), ((), ("tb",))])
def test_an_author_may_let_both_count(tb: tuple[str, ...], miliary: tuple[str, ...]) -> None:
    met = outcomes(
        "miliary TB", Concept("tb", accept=("TB",), also=tb), Concept("miliary", accept=("miliary TB",), also=miliary)
    )
    assert met == {"tb": "met", "miliary": "met"}


@pytest.mark.parametrize("answer", ["CT of the neck", "CT of the neck with contrast", "a CT neck"])
def test_small_words_inside_a_name_do_not_part_it(answer: str) -> None:
    met = outcomes(answer, Concept("ct", accept=("CT",)), Concept("neck", accept=("CT neck", "CT neck with contrast")))
    assert met == {"ct": "missing", "neck": "met"}


def test_different_claims_on_shared_words_both_count() -> None:
    met = outcomes(
        "4 cm right upper lobe mass",
        Concept("mass", accept=("right upper lobe mass",)),
        Concept("size", measure="4 cm"),
    )
    assert met == {"mass": "met", "size": "met"}


SURGERY = Concept("surgery", accept=("total thyroidectomy", "thyroidectomy"))
IODINE = Concept("iodine", accept=("radioiodine", "RAI"), after="surgery")


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("total thyroidectomy then RAI", "met"),
        ("thyroidectomy, RAI", "met"),
        ("RAI after thyroidectomy", "met"),
        ("after thyroidectomy RAI", "met"),
        ("1. thyroidectomy 2. radioiodine", "met"),
        ("thyroidectomy followed by radioiodine", "met"),
        ("RAI once the thyroidectomy is done", "met"),
        ("RAI, but first thyroidectomy", "met"),
        ("RAI", "met"),
        ("RAI then thyroidectomy", "near"),
        ("radioiodine before thyroidectomy", "near"),
        ("1. RAI 2. thyroidectomy", "near"),
        ("before thyroidectomy give RAI", "near"),
        ("thyroidectomy after RAI", "near"),
    ],
)
def test_a_step_that_must_follow_is_near_when_it_comes_first(answer: str, outcome: str) -> None:
    verdict = Rubric([SURGERY, IODINE]).judge(answer).of("iodine")
    assert verdict.outcome == outcome
    if outcome == "near":
        assert verdict.missing is not None
        assert (verdict.missing.lack, verdict.missing.words) == ("order", ("total thyroidectomy",))


@pytest.mark.parametrize("words", ["after that", "after this", "after which", "following that"])
def test_what_comes_after_that_comes_later(words: str) -> None:
    assert outcomes(f"thyroidectomy, {words} radioiodine", SURGERY, IODINE)["iodine"] == "met"
    assert outcomes(f"radioiodine, {words} thyroidectomy", SURGERY, IODINE)["iodine"] == "near"

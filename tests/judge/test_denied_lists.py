"""Lists behind a denial: how far "no" and "without" go over commas, and where the next order begins."""

import pytest

from miliary_chat.judge.concept import Concept
from miliary_chat.judge.rubric import Rubric


def outcome(accept: str, answer: str) -> str:
    return Rubric([Concept("x", accept=(accept,))]).judge(answer).verdicts[0].outcome


@pytest.mark.parametrize(
    ("answer", "denied", "met"),
    [
        ("hrct w/o contrast, us neck, fna node", ["contrast"], ["HRCT", "neck ultrasound", "node FNA"]),
        ("tb screen w/o delay, us neck", [], ["neck ultrasound"]),
        ("ct chest w/o contrast, fna", ["contrast"], ["chest CT", "FNA"]),
        ("ct without contrast, fna, bronchoscopy", ["contrast"], ["FNA", "bronchoscopy"]),
        ("no effusion, CT chest", ["effusion"], ["chest CT"]),
    ],
)
def test_an_order_behind_a_comma_starts_anew(answer: str, denied: list[str], met: list[str]) -> None:
    assert {accept: outcome(accept, answer) for accept in denied} == dict.fromkeys(denied, "denied")
    assert {accept: outcome(accept, answer) for accept in met} == dict.fromkeys(met, "met")


@pytest.mark.parametrize(
    "answer",
    [
        "no chemo, then RAI",
        "no chemo then RAI",
        "no chemo and then RAI",
        "no chemo followed by RAI",
        "no chemo, followed by RAI",
        "no chemo, afterwards RAI",
    ],
)
def test_what_comes_next_is_not_denied(answer: str) -> None:
    assert outcome("chemotherapy", answer) == "denied"
    assert outcome("radioiodine", answer) == "met"


@pytest.mark.parametrize(
    ("answer", "first", "unsure"),
    [
        ("no steroids, ct chest, fna", "steroids", ["chest CT", "FNA"]),
        ("no surgery, chemotherapy, RAI", "surgery", ["chemotherapy", "radioiodine"]),
        ("no biopsy, neck ultrasound, fna", "biopsy", ["neck ultrasound", "FNA"]),
    ],
)
def test_orders_listed_after_a_no_are_asked_about(answer: str, first: str, unsure: list[str]) -> None:
    assert outcome(first, answer) == "denied"
    assert {accept: outcome(accept, answer) for accept in unsure} == dict.fromkeys(unsure, "near")


@pytest.mark.parametrize("closing", ["or", ", or", "nor"])
def test_orders_whose_list_closes_with_or_are_denied(closing: str) -> None:
    assert outcome("FNA", f"no steroids, ct chest {closing} fna") == "denied"
    assert outcome("chest CT", f"no steroids, ct chest {closing} fna") == "denied"


@pytest.mark.parametrize("finding", ["effusion", "consolidation", "cavity"])
@pytest.mark.parametrize("cue", ["no", "without"])
def test_a_list_of_findings_is_denied_to_its_end(cue: str, finding: str) -> None:
    assert outcome(finding, f"{cue} effusion, consolidation, cavity") == "denied"


@pytest.mark.parametrize(
    ("answer", "stopped"),
    [
        ("stop prednisolone and methotrexate", True),
        ("stop aspirin, methotrexate and ramipril", True),
        ("stop aspirin, start methotrexate", False),
        ("stop aspirin. methotrexate continues", False),
        ("stop aspirin and give methotrexate", False),
    ],
)
def test_what_is_stopped_is_every_drug_of_the_list_up_to_the_next_deed(answer: str, stopped: bool) -> None:
    assert (outcome("stop methotrexate", answer) == "met") is stopped

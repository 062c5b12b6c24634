"""What holds for every finding: "no" before it takes its credit away, and so does the other side."""

import re
from functools import cache

from hypothesis import HealthCheck, given, settings, strategies as st

from miliary_chat.judge.concept import Concept
from miliary_chat.judge.data_files import read_synonyms
from miliary_chat.judge.rubric import Rubric
from miliary_chat.judge.text import listed

DENYING = listed("no not absent without unable cannot")
LEFT_OUT = ("small ", "change ")
RINGS = read_synonyms()
FINDINGS = sorted(
    name
    for kind in ("finding", "symptom")
    for name in RINGS[kind]
    if DENYING.isdisjoint(name.split()) and not name.startswith(LEFT_OUT)
)
AFFIRMED = ["{}", "there is {}", "{}, heart normal", "likely {}", "I see {} and nothing else"]
DENIED = [
    *("no {}", "there is no {}", "no {}, heart normal", "No {} seen", "she has no {}", "I can see no {} at all"),
    *("There is no evidence of {}.", "no obvious {}", "no {} or deafness", "deafness and no {}", "NO {}", "No, no {}."),
]
SIDED = sorted(
    {
        *("pleural effusion", "upper lobe mass", "lower zone consolidation", "paratracheal nodes", "apical cavity"),
        *("hilar lymphadenopathy", "pneumothorax", "lower lobe collapse", "middle lobe nodule", "kidney stone"),
        *("adrenal mass", "neck lump", "breast cancer", "hip fracture", "calf swelling", "flank pain", "facial droop"),
        *("arm weakness", "shoulder pain", "iliac fossa pain", "ventricular dilatation", "heart failure", "ptosis"),
        *("renal artery stenosis", "carotid bruit", "basal crackles", "testicular pain", "clavicle fracture"),
        *("pulmonary artery embolus", "hemiparesis", "lung volume loss", "supraclavicular node", "ovarian cyst"),
    }
)
SHAPES = [
    *("{side} {it}", "{side}-sided {it}", "{it} on the {side}", "{it} ({side})", "{it}, {side}", "{short} {it}"),
    *("There is a {side} {it}.", "on the {side} there is a {it}", "the {it} is on the {side}", "likely {side} {it}"),
    *("I see {side} {it} and a central trachea", "{side} {it}, heart normal", "Heart normal. {side} {it}. No more."),
]
OTHER = {"left": "right", "right": "left"}
SHORT = {"left": "L", "right": "R"}
WORDED = sorted(
    wording
    for kind in ("finding", "symptom", "action", "anatomy")
    for name, others in RINGS[kind].items()
    for wording in (name, *others)
    if len(set(re.findall(r"\b(?:left|right)\b", wording))) == 1 and wording != "left parasternal heave"
)
often = settings(deadline=None, derandomize=True, max_examples=300, suppress_health_check=list(HealthCheck))


@cache
def rubric(accept: str) -> Rubric:
    return Rubric([Concept("x", accept=(accept,))])


def outcome(accept: str, answer: str) -> str:
    return rubric(accept).judge(answer).verdicts[0].outcome


def test_there_are_findings_enough_to_draw_from() -> None:
    assert len(FINDINGS) > 600
    assert len(SIDED) > 30
    assert len(WORDED) > 60


@often
@given(st.sampled_from(FINDINGS), st.sampled_from(AFFIRMED))
def test_every_finding_is_met_by_its_name(finding: str, shape: str) -> None:
    assert outcome(finding, shape.format(finding)) == "met"


@often
@given(st.sampled_from(FINDINGS), st.sampled_from(DENIED))
def test_no_before_a_finding_never_keeps_it_met(finding: str, shape: str) -> None:
    assert outcome(finding, shape.format(finding)) != "met"


@often
@given(st.sampled_from(SIDED), st.sampled_from(sorted(OTHER)), st.sampled_from(SHAPES))
def test_the_other_side_never_keeps_a_sided_concept_met(it: str, side: str, shape: str) -> None:
    accept, other = f"{side} {it}", OTHER[side]
    assert outcome(accept, shape.format(it=it, side=side, short=SHORT[side])) == "met"
    assert outcome(accept, shape.format(it=it, side=other, short=SHORT[other])) != "met"


@often
@given(st.sampled_from(WORDED))
def test_no_wording_of_the_lexicon_that_names_a_side_is_met_by_the_other(wording: str) -> None:
    swapped = re.sub(r"\b(left|right)\b", lambda found: OTHER[found[0]], wording)
    assert outcome(wording, wording) == "met"
    assert outcome(wording, swapped) != "met"

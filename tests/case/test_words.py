"""A case's own words: what `lexicon:` in a case changes when a run of that case is judged, and only there."""

import itertools

import pytest

from miliary_chat.case.reader import read_case
from miliary_chat.dialogue.concepts import rubric
from miliary_chat.dialogue.script import Script
from miliary_chat.judge.judgement import Verdict
from miliary_chat.judge.shipped import shipped

PINS = itertools.count()
CASE = """
format: 1
id: words
title: A case with words of its own
diagnosis: None
{lexicon}
stages:
  film:
    questions:
      look:
        question: What do you see?
        expert: The lung is down.
        expect:
          atelectasis: {{accept: [{accept}], hint: Look., teach: It is.}}
"""


def script(lexicon: str, accept: str) -> Script:
    reading = read_case(CASE.format(lexicon=lexicon, accept=accept).encode(), "case.yaml")
    assert reading.case is not None, reading.problems
    return Script.of_case(reading.case, f"words-{next(PINS)}")


def judge(lexicon: str, accept: str, answer: str) -> Verdict:
    run = script(lexicon, accept)
    return rubric(run, run.items[0].id).judge(answer).verdicts[0]


@pytest.mark.parametrize(
    ("lexicon", "accept", "answer", "shipped", "here"),
    [
        ("lexicon: {apart: [collapse]}", "atelectasis", "collapse of the lung", "met", "missing"),
        ("lexicon: {apart: [breathless]}", "breathless", "dyspnoea", "met", "missing"),
        ("lexicon: {apart: [SOB]}", "dyspnoea", "SOB", "met", "missing"),
        ("lexicon: {apart: [coughing up blood]}", "haemoptysis", "coughing up blood", "met", "missing"),
        ("lexicon: {same: {atelectasis: [pancake lung]}}", "atelectasis", "a pancake lung", "missing", "met"),
        ("lexicon: {same: {pancake lung: [waffle]}}", "waffle", "pancake lung", "missing", "met"),
        ("lexicon: {same: {atelectasis: [zorbing]}}", "atelectasis", "no zorbing", "missing", "denied"),
        (
            "lexicon: {same: {dyspnoea: [zorbing]}, apart: [breathless]}",
            "dyspnoea",
            "zorbing, not breathless",
            "denied",
            "met",
        ),
    ],
)
def test_same_and_apart_change_what_a_run_of_the_case_hears(
    lexicon: str, accept: str, answer: str, shipped: str, here: str
) -> None:
    assert judge("", accept, answer).outcome == shipped
    assert judge(lexicon, accept, answer).outcome == here


@pytest.mark.parametrize("answer", ["collapse", "dyspnoea"])
def test_a_word_taken_apart_still_means_itself(answer: str) -> None:
    assert judge(f"lexicon: {{apart: [{answer}]}}", answer, answer).outcome == "met"


def test_one_cases_words_are_not_anothers() -> None:
    judge("lexicon: {apart: [breathless], same: {dyspnoea: [zorbing]}}", "dyspnoea", "zorbing")
    assert judge("", "dyspnoea", "breathless").outcome == "met"
    assert judge("", "dyspnoea", "zorbing").outcome == "missing"


def test_a_case_without_words_of_its_own_uses_the_shipped_lexicon_itself() -> None:
    run = script("", "atelectasis")
    assert run.case(run.items[0].id).lexicon.over_shipped() is shipped()


@pytest.mark.parametrize(
    "lexicon", ["lexicon: {alike: [collapse]}", "lexicon: {same: [collapse]}", "lexicon: {apart: {collapse: yes}}"]
)
def test_a_lexicon_of_another_shape_is_refused(lexicon: str) -> None:
    reading = read_case(CASE.format(lexicon=lexicon, accept="atelectasis").encode(), "case.yaml")
    assert reading.case is None
    assert reading.errors

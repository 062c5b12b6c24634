"""A file of rubrics: the case format's own syntax, any names, and problems with their places."""

import pytest

from miliary_chat.case.rubrics_file import read_rubrics
from miliary_chat.judge.concept import Concept
from miliary_chat.judge.rubric import Rubric

FILE = b"""
lexicon:
  same: {snowstorm: [innumerable nodules]}
  apart: [collapse]
rubrics:
  miliary-tb.Findings_1:
    question: What do you see?
    expect:
      Nodules 1: [tiny nodules, micronodules]
      size: {measure: 1-3 mm, tolerance: 1 mm}
      both:
        accept: []
        require: [[random], [bilateral, both lungs]]
        weight: 2
      no-effusion: {accept: no effusion, reject: [trace of fluid], contradicted: {accept: [effusion]}}
    misconceptions:
      M.1: pneumothorax
      M.2: {accept: [cavity], correct: There is none.}
"""


def test_the_syntax_of_a_case_with_its_short_forms_and_empty_lists() -> None:
    read = read_rubrics(FILE, "r.yaml")
    assert read.problems == ()
    assert read.doubts == ()
    concepts = {concept.id: concept for concept in read.concepts["miliary-tb.Findings_1"]}
    assert list(concepts) == ["Nodules 1", "size", "both", "no-effusion", "M.1", "M.2"]
    assert concepts["Nodules 1"].accept == ("tiny nodules", "micronodules")
    assert concepts["size"].measure == "1-3 mm"
    assert concepts["both"].require == (("random",), ("bilateral", "both lungs"))
    assert concepts["no-effusion"].contradicted == ("effusion",)
    assert [concepts[id].kind for id in ("both", "M.1", "M.2")] == ["expectation", "misconception", "misconception"]


def test_a_files_own_words_are_read_with_it() -> None:
    lexicon = read_rubrics(FILE, "r.yaml").words.over_shipped()
    rubric = Rubric([Concept("n", accept=("innumerable nodules",)), Concept("a", accept=("atelectasis",))], lexicon)
    assert [v.outcome for v in rubric.judge("a snowstorm, and collapse of the lung").verdicts] == ["met", "missing"]
    plain = Rubric([Concept("a", accept=("atelectasis",))])
    assert plain.judge("collapse of the lung").of("a").outcome == "met"


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (b"", "r.yaml:1:1: E113 This file is empty."),
        (b"rubrics: {}", "r.yaml:1:1: E201 The file needs “rubrics”."),
        (b"rubrics: {a: {expect: {x: [TB]}, misconceptions: {x: [TB]}}}", "is an expectation and a misconception"),
        (b"rubrics:\n  a:\n    expect:\n      x: {acept: [TB]}", "r.yaml:4:11: E202"),
        (b"rubrics:\n  a:\n    expect:\n      x: {measure: big}", "r.yaml:4:20: E204"),
        (b"rubrics: [a", "r.yaml:1:"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(source: bytes, told: str) -> None:
    read = read_rubrics(source, "r.yaml")
    assert read.concepts == {}
    assert told in str(read.problems[0])


def test_a_phrasing_that_is_too_long_and_a_concept_without_one_are_doubts_not_errors() -> None:
    source = b"rubrics: {a: {expect: {x: {accept: [%s]}, y: {label: none}}}}" % (b"node " * 50)
    read = read_rubrics(source, "r.yaml")
    assert read.problems == ()
    assert len(read.doubts) == 2
    assert "more than 200 characters" in read.doubts[0]
    assert "nothing that is said can reach it" in read.doubts[1]

"""Scattered words: said, but in different places of the answer; near, and what is not said is named."""

import pytest

from miliary_chat.judge.concept import Concept
from miliary_chat.judge.judgement import Missing, Verdict
from miliary_chat.judge.rubric import Rubric

RANDOM = "random nodules in both lungs"
CAVITY = "thick walled cavity in the right upper lobe"
MASS = "spiculated mass with pleural retraction"


def judge(accept: str, answer: str, kind: str = "expectation") -> Verdict:
    return Rubric([Concept("x", kind, accept=(accept,))]).judge(answer).verdicts[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("accept", "answer", "missing"),
    [
        (RANDOM, "Both lungs. There are nodules. I would call the pattern random.", ()),
        (RANDOM, "There are nodules. The pattern is random.", ("in both lungs",)),
        (RANDOM, "Both lungs look abnormal. The heart is big. The pattern is random.", ("nodules",)),
        (CAVITY, "There is a cavity. Its wall is thick. It lies in the right upper lobe.", ()),
        (CAVITY, "I see a cavity. The film is rotated. Thick walled, I think. Right upper lobe.", ()),
        (MASS, "There is a mass. The diaphragm is raised. Spiculated. Pleural retraction.", ()),
    ],
)
def test_words_in_different_places_are_near_and_what_is_not_said_is_named(
    accept: str, answer: str, missing: tuple[str, ...]
) -> None:
    verdict = judge(accept, answer)
    assert verdict.evidence is not None
    assert (verdict.outcome, verdict.evidence.rule) == ("near", "some-apart")
    assert verdict.missing == Missing("facet", missing)


@pytest.mark.parametrize(
    ("accept", "answer", "missing"),
    [
        (RANDOM, "No nodules. Both lungs. The pattern is random.", ("nodules",)),
        (RANDOM, "Both lungs. Nodules. The pattern is not random.", ("random",)),
        (RANDOM, "His father had nodules. Both lungs. The pattern is random.", ("nodules",)),
        (CAVITY, "No cavity. The pleura is thick walled. Right upper lobe.", ("cavity",)),
        (MASS, "Spiculated. The heart is fine. No mass. Pleural retraction.", ("mass",)),
    ],
)
def test_a_word_that_is_denied_or_not_the_patients_counts_as_not_said(
    accept: str, answer: str, missing: tuple[str, ...]
) -> None:
    verdict = judge(accept, answer)
    assert verdict.evidence is not None
    assert (verdict.outcome, verdict.evidence.rule) == ("near", "some-apart")
    assert verdict.missing == Missing("facet", missing)
    said = [answer[span.start : span.end] for span in verdict.evidence.spans]
    assert not set(missing) & set(said)


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        (RANDOM, "There are nodules."),
        (RANDOM, "The pattern is random."),
        (RANDOM, "Random. I see no nodules in both lungs."),
        (CAVITY, "I see a cavity. The film is rotated. The trouble lies in the left upper lobe."),
    ],
)
def test_too_few_words_are_nothing(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome == "missing"


@pytest.mark.parametrize(
    "answer",
    [
        "Both lungs. There are nodules. I would call the pattern random.",
        "There are nodules. The pattern is random.",
    ],
)
def test_a_misconception_is_never_gathered_from_pieces(answer: str) -> None:
    assert judge(RANDOM, answer, "misconception").outcome == "missing"


def test_the_spans_are_the_places_where_the_words_stand() -> None:
    answer = "Both lungs. There are nodules. I would call the pattern random."
    evidence = judge(RANDOM, answer).evidence
    assert evidence is not None
    assert [answer[span.start : span.end] for span in evidence.spans] == ["Both lungs", "nodules", "random"]

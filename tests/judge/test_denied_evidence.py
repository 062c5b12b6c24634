"""The evidence of a denial: its spans hold the cue, so that a tutor can quote it."""

import pytest

from miliary_chat.judge.concept import Concept
from miliary_chat.judge.rubric import Rubric


@pytest.mark.parametrize(
    ("accept", "answer", "outcome", "marked"),
    [
        ("nodules", "no nodules", "denied", ["no nodules"]),
        ("nodules", "there are no obvious nodules", "denied", ["no obvious nodules"]),
        ("nodules", "nodules are absent", "denied", ["nodules are absent"]),
        ("no pleural effusion", "no efusion", "met", ["no efusion"]),
        ("no effusion", "no pleural effusion", "met", ["no pleural effusion"]),
        ("no effusion", "sharp dots, no cavity or effusion", "met", ["no", "effusion"]),
        ("no cardiomegaly", "heart not enlarged", "met", ["heart not enlarged"]),
        ("hila normal", "hila are not normal", "denied", ["hila are not normal"]),
        ("no effusion", "effusion", "denied", ["effusion"]),
        ("nodules", "nodules, no effusion", "met", ["nodules"]),
    ],
)
def test_the_spans_of_a_denial_hold_its_cue(accept: str, answer: str, outcome: str, marked: list[str]) -> None:
    verdict = Rubric([Concept("x", accept=(accept,))]).judge(answer).verdicts[0]
    assert verdict.outcome == outcome
    assert verdict.evidence is not None
    assert [answer[span.start : span.end] for span in verdict.evidence.spans] == marked
    assert verdict.position == verdict.evidence.spans[0].start


def test_all_groups_that_one_cue_denies_share_it() -> None:
    concept = Concept("x", require=(("no effusion",), ("no cavity",)))
    verdict = Rubric([concept]).judge("no effusion or cavity").verdicts[0]
    assert verdict.evidence is not None
    assert [(span.start, span.end) for span in verdict.evidence.spans] == [(0, 11), (15, 21)]
    assert verdict.position == 0

"""Probes: what a cunning examiner would try on the judge, each with the outcomes that may come of it."""

from pathlib import Path

import pytest
import yaml

from miliary_chat.judge.concept import Concept, Kind
from miliary_chat.judge.rubric import Rubric

PROBES: dict[str, list[list[str]]] = yaml.load(
    Path(__file__).with_name("probes.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
)


def outcome(accept: str, answer: str, kind: Kind) -> str:
    return Rubric([Concept("x", kind, accept=(accept,))]).judge(answer).verdicts[0].outcome


@pytest.mark.parametrize(
    ("subject", "accept", "answer", "allowed"), [(subject, *row) for subject, rows in PROBES.items() for row in rows]
)
def test_an_examiners_trick_question_gets_an_outcome_that_is_fair(
    subject: str, accept: str, answer: str, allowed: str
) -> None:
    kind: Kind = "misconception" if subject == "misconceptions" else "expectation"
    assert outcome(accept, answer, kind) in allowed.split(" or ")


def test_no_probe_stands_twice() -> None:
    rows = [(subject == "misconceptions", *row[:2]) for subject, all_ in PROBES.items() for row in all_]
    assert len(set(rows)) == len(rows)

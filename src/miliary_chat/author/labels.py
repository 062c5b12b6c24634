"""What answers.yaml calls a verdict."""

from typing import Literal

from miliary_chat.dialogue.concepts import UNREASONABLE
from miliary_chat.judge.judgement import Verdict

Label = Literal["met", "near", "denied", "asserted", "missed"]
"""A misconception, or a diagnosis that is wrong here, is asserted or missed."""


def label_of(verdict: Verdict, *, asked: bool) -> Label:
    """The label of a verdict; `asked` says that it is about a question to the patient, which no denial undoes."""
    if verdict.kind == "misconception" or verdict.concept.startswith(UNREASONABLE):
        return "asserted" if verdict.outcome == "met" and verdict.stance != "unlikely" else "missed"
    if verdict.outcome == "denied" and asked:
        return "met"  # "no fever?" asks for the fever
    return "missed" if verdict.outcome == "missing" else verdict.outcome

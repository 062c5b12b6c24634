"""A small case as an author has it on disk, and a clock that a test sets: for the author's tools."""

from pathlib import Path

from miliary_chat.session.clock import Moment

CASE = """\
format: 1
id: dots
title: A film full of dots
diagnosis: Metastases
stages:
  history:
    interview:
      cough: {ask: [any cough, coughing], reply: For ten weeks.}
      neck: {examine: [palpate the neck], find: A firm lump.}
  findings:
    questions:
      film:
        question: What do you see?
        expect:
          dots: {accept: [tiny nodules, innumerable tiny nodules], broader: [nodules], need: required}
          size: {measure: 1-3 mm, tolerance: 1 mm, need: required}
          both: {accept: [both lungs], need: required}
          no-effusion: {accept: [no pleural effusion]}
        misconceptions:
          solid: {accept: [consolidation], correct: Every vessel can be seen.}
      spread:
        question: How did it get there?
        expect:
          blood: {accept: [through the blood, haematogenous]}
  differential:
    question: What is it?
    list:
      mets: {accept: [metastases]}
      tb: {accept: [miliary TB]}
    unreasonable:
      asthma: {accept: [asthma], correct: Asthma leaves the film clear.}
    lead: {accept: [mets]}
quiz:
  size:
    question: How large is miliary?
    options: {a: Up to 3 mm, b: Up to 3 cm}
    right: [a]
"""


def written(folder: Path, text: str = CASE) -> Path:
    """The case in a folder of its own; the folder."""
    place = folder / "dots"
    place.mkdir(parents=True, exist_ok=True)
    (place / "case.yaml").write_text(text, encoding="utf-8")
    return place


def saved(place: Path, *changes: tuple[str, str]) -> None:
    """Save the case anew with some words replaced; each has to be there."""
    file = place / "case.yaml"
    text = file.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    file.write_text(text, encoding="utf-8")


class SetClock:
    """A clock that stands where a test sets it: microseconds."""

    def __init__(self) -> None:
        self.us = 1_800_000_000_000_000

    def now(self) -> Moment:
        """The moment that was set."""
        return Moment(self.us, self.us)

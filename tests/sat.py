"""An exam that was sat: a small case, a store, and candidates who say what a test wants."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from miliary_chat.case.blueprint_reader import read_blueprint
from miliary_chat.case.loaded import Loaded, load_case
from miliary_chat.dialogue.actions import Choose, GoTo, Say, Submit
from miliary_chat.exam.marking import Marking
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import Moment
from miliary_chat.session.exam import Paper, begin
from miliary_chat.session.store import Store, open_store

SOURCE = "exam:mock"

CASE = """\
format: 1
id: dots
title: A film full of dots
diagnosis: miliary metastases
stages:
  findings:
    label: the film
    questions:
      film:
        question: What do you see?
        expert: Tiny nodules in both lungs, no effusion.
        expect:
          nodules: {label: tiny nodules, accept: [tiny nodules], need: required, critical: true}
          both: {label: both lungs, accept: [both lungs], need: required}
          no-effusion: {label: no effusion, accept: [no effusion], contradicted: {accept: [pleural effusion]}}
      size:
        question: How large are they?
        expect:
          size: {label: 1 to 3 mm, measure: 1-3 mm, need: required}
  differential:
    list:
      mets: {label: metastases, accept: [thyroid metastases], broader: [metastases], must_not_miss: true}
      tb: {label: tuberculosis, accept: [miliary tuberculosis], need: required}
    unreasonable:
      gout: {accept: [gout], correct: Gout spares the lungs.}
    lead: {accept: [mets]}
  workup:
    question: What do you order?
    orders:
      fna: {label: fine needle aspiration, accept: [FNA], value: must, result: Papillary carcinoma.}
      ct: {label: CT of the chest, accept: [CT chest], value: should, result: Random nodules.}
quiz:
  one: {question: How large is miliary?, options: {a: Up to 3 mm, b: Up to 3 cm}, right: [a], why: {a: By definition.}}
"""

EXAM = """\
format: 1
exam: mock
title: A mock
pass: 50
sections:
  all: {take: [{case: dots}]}
"""


class Ticking:
    """A clock that goes on a second whenever it is read."""

    def __init__(self, second: int = 0) -> None:
        self.second = second

    def now(self) -> Moment:
        self.second += 1
        return Moment(1_800_000_000_000_000 + self.second * 1_000_000, self.second * 1_000_000, "test")


def loaded(folder: Path, text: str = CASE) -> Loaded:
    """The case of this text, written to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    return load_case(folder)


@dataclass
class Hall:
    """Where the exam is sat, and marked."""

    store: Store
    paper: Paper
    clock: Ticking = field(default_factory=Ticking)

    @classmethod
    def at(cls, folder: Path, *cases: Loaded, exam: str = EXAM) -> "Hall":
        cases = cases or (loaded(folder / "dots"),)
        read = read_blueprint(exam.encode(), "exam.yaml")
        assert read.blueprint is not None, read.problems
        paper = Paper(read.blueprint, "pin", exam.encode(), {one.case.id: one for one in cases})
        return cls(open_store(f"sqlite:///{folder}/exams.db"), paper)

    def sit(self, code: str, said: Mapping[str, str | Sequence[str]], *, hand_in: bool = True) -> str:
        """Sit the exam: what is said to each `stage/question`; the attempt's id."""
        attempt = begin(self.store, self.paper, self.clock, code=code)
        for ref in attempt.script.items:
            texts = said.get(f"{ref.stage}/{ref.question}", ())
            for text in (texts,) if isinstance(texts, str) else texts:
                attempt.send(GoTo(ref.id))
                attempt.send(Choose((text,)) if ref.stage == "debrief" else Say(text, item=ref.id))
        if hand_in:
            attempt.send(Submit())
        return attempt.id

    def attempt(self, name: str) -> Attempt:
        return Attempt.resume(self.store, name, self.clock)

    def marking(self, by: str = "Ada") -> Marking:
        return Marking(self.store, SOURCE, self.clock, by=by)

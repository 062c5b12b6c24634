"""A small exam to sit: two short cases, a blueprint whose rules a test chooses, a clock that obeys."""

from dataclasses import dataclass, field
from pathlib import Path

from miliary_chat.case.blueprint_reader import load_exam
from miliary_chat.case.library import Library
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import Moment
from miliary_chat.session.exam import Paper, begin
from miliary_chat.session.store import Store

FIRST = """\
format: 1
id: cough
title: The lobe behind the heart
diagnosis: collapsed left lower lobe
tags: [chest]
stages:
  history:
    scene: A man of sixty with a cough.
    interview:
      fever: {ask: [fever], reply: No fever., must: true, critical: true}
      smoking: {ask: [smoking, smoke], reply: Forty a day for forty years., must: true}
      weight: {ask: [weight loss, lost weight], reply: Eight kilos.}
    handover: {from: The letter, if_not_asked: {smoking: He smokes.}}
  findings:
    scene: His film.
    questions:
      first:
        question: What do you see?
        expect:
          collapse: {accept: [collapsed lobe, lobar collapse], need: required, ask: Which lobe?}
          left: {accept: [left], need: required}
          effusion: {accept: [no effusion, no pleural effusion]}
        misconceptions:
          pneumonia: {accept: [pneumonia], correct: Volume is lost.}
      second: {question: Where is the heart?, expect: {shift: {accept: [shifted to the left], need: required}}}
  workup:
    orders:
      ct: {accept: [ct chest, ct], value: must, result: A mass in the left main bronchus., hint: [Which picture next?]}
      scope: {accept: [bronchoscopy], value: must, needs: ct, too_early: Look where first., result: A tumour.}
      lavage: {accept: [blind lavage], value: contra, why: It bleeds., result: It bled.}
    panels:
      imaging: {accept: [imaging], gives: [ct], credit: 50}
quiz:
  lobe: {question: Which lobe hides behind the heart?, options: {a: the left lower, b: the right upper}, right: [a]}
"""

SECOND = """\
format: 1
id: fall
title: The broken rib
diagnosis: pneumothorax
tags: [chest]
stages:
  report:
    scene: A film after a fall.
    questions:
      film:
        activity: report
        question: Report this film.
        expect:
          pneumothorax: {accept: [pneumothorax], need: required}
          rib: {accept: [rib fracture, broken rib], need: required}
      next: {question: What now?, expect: {drain: {accept: [chest drain], need: required}}}
"""

FREE = """\
sections:
  films:
    take:
      - question: cough/findings/first
      - question: cough/findings/second
      - question: fall/report/film
"""

TIMED = """\
sections:
  one:
    time: 4 min
    take: [{question: cough/findings/first}, {question: cough/findings/second}]
  two:
    take: [{question: fall/report/film}, {question: fall/report/next}]
"""

RAPID = """\
sections:
  round:
    navigation: linear
    question_time: 20 s
    take: [{question: cough/findings/first}, {question: cough/findings/second}, {question: fall/report/film}]
"""

WHOLE = """\
navigation: linear
sections:
  patient: {take: [{case: cough}]}
"""


@dataclass
class ObedientClock:
    """A clock that stands still until it is told otherwise; `utc` says what somebody made of the wall clock."""

    moment: Moment = field(default_factory=lambda: Moment(1_800_000_000_000_000, 5_000_000_000, "monday"))

    def now(self) -> Moment:
        return self.moment

    def forward(self, seconds: float, *, utc: float | None = None) -> None:
        wall = seconds if utc is None else utc
        here = self.moment
        self.moment = Moment(here.utc_us + round(wall * 1e6), here.boot_us + round(seconds * 1e6), here.boot)

    def restart(self, *, off: float, utc: float | None = None, up: float = 30, name: str = "tuesday") -> None:
        """The machine was off for so many seconds and has been up for a while since."""
        wall = off + up if utc is None else utc
        self.moment = Moment(self.moment.utc_us + round(wall * 1e6), round(up * 1e6), name)


def paper(folder: Path, rules: str = "time: 10 min\n", sections: str = FREE, candidates: str = "") -> Paper:
    """An exam written into `folder` and read from there."""
    for name, text in (("cough", FIRST), ("fall", SECOND)):
        (folder / "cases" / name).mkdir(parents=True, exist_ok=True)
        (folder / "cases" / name / "case.yaml").write_text(text, encoding="utf-8")
    exam = folder / "exam"
    exam.mkdir(exist_ok=True)
    (exam / "exam.yaml").write_text(f"format: 1\nexam: mock\ntitle: A mock\n{rules}{sections}", encoding="utf-8")
    if candidates:
        (exam / "candidates.csv").write_text(candidates, encoding="utf-8")
    return Paper.of(load_exam(exam, Library((folder / "cases",))))


@dataclass
class Sitting:
    """Somebody who sits the exam, with the store and the clock they sit it by."""

    store: Store
    clock: ObedientClock
    attempt: Attempt

    @classmethod
    def of(cls, paper: Paper, store: Store, clock: ObedientClock, code: str = "", seed: int = 1) -> "Sitting":
        return cls(store, clock, begin(store, paper, clock, code=code, seed=seed))

    def does(self, *actions: a.Action) -> tuple[e.Event, ...]:
        """Do each in turn; what happened after the last."""
        events: tuple[e.Event, ...] = ()
        for action in actions:
            events = self.attempt.send(action)
        return events

    def says(self, text: str) -> tuple[e.Event, ...]:
        return self.does(a.Say(text, item=self.attempt.state.current))

    def after(self, seconds: float, **how: float) -> tuple[e.Event, ...]:
        """Let time pass, then look at the clock as every surface does."""
        self.clock.forward(seconds, **how)
        return self.does(a.Tick())

    def again(self) -> "Sitting":
        """The same attempt taken up by another process."""
        return Sitting(self.store, self.clock, Attempt.resume(self.store, self.attempt.id, self.clock))

    def answers(self) -> dict[str, str]:
        """The answers that count."""
        return {name: own.answers[-1] for name, own in self.attempt.state.items.items() if own.answers}


def kinds(events: tuple[e.Event, ...]) -> list[str]:
    """The kinds of some events."""
    return [type(event).__name__ for event in events]

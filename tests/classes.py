"""A class that sits an exam from the flagship: seeded, with the answers that trainees really gave."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from miliary_chat.author.answers import Answers, Labelled
from miliary_chat.author.answers_file import read_answers_of
from miliary_chat.case.blueprint_reader import LoadedExam, load_exam
from miliary_chat.case.library import open_library
from miliary_chat.dialogue import actions as a
from miliary_chat.dialogue.script import Script
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import Moment
from miliary_chat.session.exam import Paper, begin
from miliary_chat.session.store import Store

FLAGSHIP = Path(__file__).parent.parent / "cases" / "wedding-photograph"

MOCK = """\
format: 1
exam: chest-mock
title: A chest mock
time: 30 min
attempts: unlimited
pass: 50
sections:
  film:
    title: The film
    take:
      - question: wedding-photograph/findings/film
      - question: wedding-photograph/findings/pattern
  care:
    title: Her care
    take:
      - question: wedding-photograph/treatment/plan
      - question: wedding-photograph/debrief/best-test
      - question: wedding-photograph/debrief/the-word
"""

SMALL_CASE = """\
format: 1
id: small
title: Two questions
diagnosis: nothing
misconceptions:
  balloon: {accept: [balloon], correct: It is no balloon.}
stages:
  findings:
    label: the film
    questions:
      shape:
        question: What do you see?
        expect:
          grey: {accept: [grey, ashen], need: required}
          square: {accept: [square, quadratic], need: required}
quiz:
  colour:
    question: Which colour is it?
    options: {a: Grey, b: Red, c: Blue}
    right: [a]
"""
"""Marks that can be worked out on paper: 0, 50 or 100 for the first question, 0 or 100 for the second."""

SMALL = """\
format: 1
exam: small-exam
title: A small exam
time: 10 min
attempts: unlimited
pass: 60
sections:
  see:
    title: Seeing
    take: [{question: small/findings/shape}]
  know:
    title: Knowing
    take: [{question: small/debrief/colour}]
"""


@dataclass
class Hall:
    """A clock that goes on when it is told to."""

    moment: Moment = field(default_factory=lambda: Moment(1_800_000_000_000_000, 5_000_000, "boot-1"))

    def now(self) -> Moment:
        return self.moment

    def go(self, seconds: float, utc: float | None = None) -> None:
        by_utc = seconds if utc is None else utc
        self.moment = Moment(
            self.moment.utc_us + round(by_utc * 1e6), self.moment.boot_us + round(seconds * 1e6), self.moment.boot
        )


def small_exam(folder: Path, text: str = SMALL, case: str = SMALL_CASE) -> LoadedExam:
    """The exam of this text from the small case."""
    (folder / "cases" / "small").mkdir(parents=True, exist_ok=True)
    (folder / "cases" / "small" / "case.yaml").write_text(case, encoding="utf-8")
    (folder / "exam.yaml").write_text(text, encoding="utf-8")
    return load_exam(folder, open_library((folder / "cases",)))


def exam_in(folder: Path, text: str = MOCK, candidates: str = "") -> LoadedExam:
    """The exam of this text, with its table of candidates if there is one."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "exam.yaml").write_text(text, encoding="utf-8")
    if candidates:
        (folder / "candidates.csv").write_text(candidates, encoding="utf-8")
    return load_exam(folder, open_library())


@cache
def labelled() -> Answers:
    """The flagship's answers with what each must earn."""
    loaded = open_library().find("wedding-photograph")
    read = read_answers_of(FLAGSHIP / "answers.yaml", Script.of_case(loaded.case, loaded.hash))
    assert read.answers is not None, read.problems
    return read.answers


def sayings(place: str) -> tuple[Labelled, ...]:
    """The answers to stage/question."""
    answers = labelled().answers
    return answers.get(place) or answers[place.split("/")[0]]


def sit(
    store: Store, exam: LoadedExam, hall: Hall, code: str, answers: Sequence[str], *, seconds: float = 60, seed: int = 1
) -> Attempt:
    """Somebody sits the exam: an answer to each question in turn (an empty one is none), and hands in."""
    attempt = begin(store, Paper.of(exam), hall, code=code, seed=seed)
    for text, ref in zip(answers, attempt.script.items, strict=False):
        if attempt.state.current != ref.id:
            attempt.send(a.GoTo(ref.id))
        hall.go(seconds)
        if text and len(text) == 1:
            attempt.send(a.Choose((text,), item=ref.id))
        elif text:
            attempt.send(a.Say(text, item=ref.id))
    attempt.send(a.Submit())
    return attempt


def seated_class(store: Store, exam: LoadedExam, hall: Hall, size: int, seed: int = 7) -> None:
    """A class of candidates who know more or less, C01 the least, and take their time."""
    chance = random.Random(seed)
    for number in range(size):
        ability = (number + 0.5) / size
        attempt = begin(store, Paper.of(exam), hall, code=f"C{number + 1:02}", seed=number)
        for ref in attempt.script.items:
            if attempt.state.current != ref.id:
                attempt.send(a.GoTo(ref.id))
            hall.go(chance.uniform(20, 140))
            for text in _says(f"{ref.stage}/{ref.question}", ability, chance):
                attempt.send(a.Say(text, item=ref.id))
        attempt.send(a.Submit())


def _says(place: str, ability: float, chance: random.Random) -> Iterator[str]:
    pool = sayings(place)
    if place.startswith("debrief/"):
        loaded = open_library().find("wedding-photograph")
        right = set(loaded.case.quiz[place.removeprefix("debrief/")].right)
        pool = tuple(one for one in pool if set(one.met) == right)
    good = [one.say for one in pool if one.met and not one.misconceptions]
    poor = [one.say for one in pool if one.misconceptions or one.near or one.denied or not one.met]
    if chance.random() < 0.05:
        return
    if place.startswith("debrief/"):
        yield chance.choice(good) if chance.random() < 0.2 + 0.75 * ability else chance.choice("abcd")
        return
    share = min(0.95, 0.1 + 0.9 * ability)
    said = [chance.choice(good) if chance.random() < share else chance.choice(poor or good) for _ in range(4)]
    yield ". ".join(said[: 1 + round(3 * share)])

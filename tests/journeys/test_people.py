"""Five trainees, from the first word to the debrief: what each of them must experience."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

TRAINEES = run_path(str(Path(__file__).with_name("trainees.py")))

STAGES = ["history", "film", "differential", "workup", "treatment", "quiz"]
QUESTIONS = [
    "Take her history",
    "Describe the film",
    "Name the three",
    "By which road",
    "What are your thoughts",
    "what do you order",
    "Does your lead stand",
    "Set out the plan",
    "What must be in place",
    "what will become of her",
    "Which of the following tumours",
    "Which imaging test",
    "NOT a typical cause",
    'What does the word "miliary" tell you',
    "When does radioiodine become sensible",
    "What is her stage",
]


def silent_but_done(news: str) -> str:
    """Somebody who has said all they had to say."""
    return "done"


@pytest.fixture
def strong(desk: Any, person: Any) -> "Told":
    """A strong trainee who has been through the case."""
    return been_through(desk, person(TRAINEES["STRONG"], silent_but_done))


class Told:
    """A whole conversation as its reader sees it."""

    def __init__(self, text: str, typed: int) -> None:
        self.text, self.typed = text, typed
        talk, _, self.debrief = text.partition("\nDebrief: ")
        self.talk = talk.splitlines()
        assert self.debrief, f"never reached the debrief; it ends: {text[-1500:]}"

    @property
    def total(self) -> int:
        """The mark out of 100."""
        found = re.search(r"^Total: (\d+) out of 100", self.debrief, re.MULTILINE)
        assert found
        return int(found[1])

    @property
    def missed(self) -> list[str]:
        """The lines that a good total cannot hide, as far as they were missed."""
        return re.findall(r"^(?:Must not be missed|Critical), (.*): missed\.$", self.debrief, re.MULTILINE)

    def turns(self) -> Iterator[list[str]]:
        """What was said between one answer of the trainee and the next."""
        turn: list[str] = []
        for line in self.talk:
            if line.startswith("You: "):
                yield turn
                turn = []
            elif line:
                turn.append(line)
        yield turn

    def begins(self, *starts: str) -> list[str]:
        """The lines that begin so."""
        return [line for line in self.talk if line.startswith(starts)]

    def between(self, first: str, last: str) -> list[str]:
        """The lines from one that holds `first` to one that holds `last`."""
        places = [at for at, line in enumerate(self.talk) if first in line]
        ends = [at for at, line in enumerate(self.talk) if last in line and at > places[0]]
        return self.talk[places[0] : ends[0]]


def been_through(desk: Any, person: Any) -> Told:
    """Let a person play the whole case."""
    text = desk.play(person)
    return Told(text, len(person.typed))


def in_order(text: str, parts: list[str]) -> bool:
    """Whether the parts stand in the text, each after the one before."""
    at = -1
    for part in parts:
        at = text.find(part, at + 1)
        if at < 0:
            return False
    return True


def assert_well_led(told: Told) -> None:
    """What holds for everybody: every stage and question in its place, no stutter, nothing raw on the page."""
    assert in_order("\n".join(told.talk), [f": {name}.\n" for name in STAGES])
    assert in_order("\n".join(told.talk), QUESTIONS)
    for turn in told.turns():
        assert len(turn) == len(set(turn)), f"said twice in one breath: {turn}"
    for _, run in itertools.groupby(turn for turn in told.turns() if turn):
        assert len(list(run)) <= 2, "the same answer three times in a row helps nobody"
    assert not re.search(r"[{}✓✗≈·]|\bNone\b|\.\.(?!\.)|  +\S", "\n".join(told.talk)), "something raw"


@pytest.fixture
def lost(desk: Any, person: Any) -> Told:
    """Somebody who knows nothing and says so, and has been through the case."""
    return been_through(desk, person({}, lambda news: "I don't know"))


@pytest.fixture
def sure(desk: Any, person: Any) -> Told:
    """Somebody who is wrong with confidence, and has been through the case."""
    return been_through(desk, person(TRAINEES["WRONG"], lambda news: "It is miliary TB"))


@pytest.fixture
def asking(desk: Any, person: Any) -> Told:
    """Somebody who asks for every hint before each next guess, and has been through the case."""
    guesses = itertools.count(1)
    says = itertools.cycle(["/hint", "guess"])

    def say(news: str) -> str:
        if "nothing left" in news or "anything else" in news:
            return "done"
        if "\nA. " in news or "Choose one" in news:
            return "a"
        word = next(says)
        return word if word == "/hint" else f"perhaps it is number {next(guesses)}"

    return been_through(desk, person({}, say))


# The strong trainee.


def test_a_strong_trainee_is_led_through_every_stage_without_a_hint_or_a_correction(strong: Told) -> None:
    assert_well_led(strong)
    assert strong.begins("Hint", "One or two words", "Told", "Correction", "Look again", "Warning") == []
    assert strong.typed < 60


def test_a_strong_trainee_gets_nearly_all_the_marks_and_misses_nothing_vital(strong: Told) -> None:
    assert strong.total >= 90
    assert strong.missed == []


def test_one_good_sentence_about_the_film_is_credited_point_by_point(strong: Told) -> None:
    credited = [
        line for line in strong.between("You: PA chest film", "Thin-section CT comes next") if "Credited: " in line
    ]
    assert len(credited) >= 8


def test_nothing_is_credited_that_was_not_said_in_so_many_words(strong: Told) -> None:
    early = [line for line in strong.talk if "you said so earlier" in line]
    assert early == [], "this trainee answers each question only when it is put"


# The one who knows nothing.


def test_somebody_who_knows_nothing_reaches_the_debrief_and_is_told_everything_that_matters(lost: Told) -> None:
    assert_well_led(lost)
    told = "\n".join(lost.begins("Told: "))
    for matter in ("nodules", "both lungs", "random", "tuberculosis", "thyroidectomy", "radioiodine", "regnancy"):
        assert matter.lower() in told.lower()


def test_not_knowing_goes_down_the_ladder_one_rung_at_a_time(lost: Told) -> None:
    film = lost.between("Describe the film", "Thin-section CT comes next")
    rungs = [line.split(":")[0].split(",")[0] for line in film if line.startswith(("Hint", "One or two words", "Told"))]
    assert rungs[:4] == ["Hint 1 of 2", "Hint 2 of 2", "One or two words", "Told"]


def test_not_knowing_is_never_called_wrong_and_earns_next_to_nothing(lost: Told) -> None:
    assert lost.begins("Correction", "Look again", "Warning", "Credited") == []
    assert lost.total <= 10
    assert "miliary tuberculosis" in lost.missed


# The one who is wrong with confidence.


def test_every_wrong_idea_is_corrected_by_name_and_the_case_goes_on(sure: Told) -> None:
    assert_well_led(sure)
    for idea in ("consolidation", "pneumonia", "stage IV", "chemotherapy"):
        assert any(idea in line.partition(":")[0] for line in sure.begins("Correction, ")), idea


def test_a_wrong_idea_gets_its_grain_of_truth_and_stays_in_the_debrief(sure: Told) -> None:
    correction = next(line for line in sure.begins("Correction, consolidation"))
    assert "There is more white" in correction
    assert "\nCorrected, consolidation: " in sure.debrief


def test_what_harms_is_warned_of_at_once(sure: Told) -> None:
    for order in ("lung biopsy", "radioiodine scan"):
        at = sure.talk.index(f"You: {order}")
        assert sure.talk[at + 1].startswith("Warning: ")


def test_confidence_earns_nothing(sure: Told) -> None:
    assert sure.total <= 25
    assert "needle aspiration of the node" in sure.missed


# The one who asks for every hint.


def test_every_hint_says_which_one_it_is_and_what_it_leaves(asking: Told) -> None:
    assert_well_led(asking)
    hints = asking.begins("Hint ")
    assert len(hints) > 15
    assert all(re.match(r"Hint \d of \d, leaves \d+ %: \S", hint) for hint in hints)


def test_hints_alone_earn_nothing_but_cost_no_more_than_that(asking: Told, lost: Told) -> None:
    assert 0 <= asking.total <= lost.total + 10


# All of them.


def test_the_same_words_earn_the_same_marks_whatever_the_seed(desk: Any, person: Any) -> None:
    totals = set()
    for seed in (1, 2, 3):
        one = person(TRAINEES["STRONG"], silent_but_done)
        totals.add(Told(desk.play(one, seed=seed), 0).total)
    assert len(totals) == 1

"""Silence: no verdict lies anywhere before an exam is handed in, and afterwards the marks are those of a guided run."""

from pathlib import Path

import pytest

from miliary_chat.base.errors import IllegalMove
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.evolve import fold
from miliary_chat.dialogue.score import marks
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.dialogue.tutor import decide
from miliary_chat.session.store import Store
from sittings import FREE, WHOLE, ObedientClock, Sitting, kinds, paper

TELLING = (
    e.Judged, e.Credited, e.Erred, e.Listed, e.Committed, e.Hinted, e.Prompted, e.Asserted, e.Corrected,
    e.Contradicted, e.Pumped, e.AskedBack, e.Valued, e.Ruled, e.Claimed,
)  # fmt: skip
GOOD = {
    "history/main": ["any fever? do you smoke?"],
    "findings/first": ["pneumonia", "a collapsed left lobe, no pleural effusion"],
    "findings/second": ["shifted to the left"],
    "workup/main": ["imaging, and a blind lavage", "bronchoscopy"],
    "debrief/lobe": ["a"],
}


@pytest.fixture
def sitting(tmp_path: Path, store: Store) -> Sitting:
    return Sitting.of(paper(tmp_path, sections=WHOLE), store, ObedientClock())


def all_said(sitting: Sitting) -> None:
    """Answer everything, question by question."""
    for ref in sitting.attempt.script.items:
        for text in GOOD[f"{ref.stage}/{ref.question}"]:
            sitting.says(text)
        sitting.does(a.Skip())


def test_an_open_attempt_holds_no_event_that_tells_a_verdict(sitting: Sitting) -> None:
    all_said(sitting)
    assert not [event for record in sitting.attempt.events if isinstance(event := record.event, TELLING)]


def test_the_database_of_an_open_attempt_holds_no_verdict(sitting: Sitting, url: str, behind_its_back) -> None:
    all_said(sitting)
    with behind_its_back(url) as connection:
        kept = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in connection.tables()}
    assert kept["rulings"] == []
    [attempt] = kept["attempts"]
    assert None in attempt  # the total
    payloads = " ".join(str(row) for row in kept["events"])
    for word in (
        '"must"',
        '"contra"',
        '"should"',
        '"low"',
        '"met"',
        '"near"',
        '"denied"',
        "misconception",
        '"right":true',
    ):
        assert word not in payloads, word
    assert '"worth":"neutral"' in payloads


def test_results_come_in_an_order_that_tells_nothing(sitting: Sitting) -> None:
    sitting.does(a.Skip(), a.Skip(), a.Skip())
    events = sitting.says("ct chest and a blind lavage")
    assert [event.order for event in events if isinstance(event, e.Resulted)] == ["ct", "lavage"]


@pytest.mark.parametrize("action", [a.AskHint(), a.AskWhy(), a.Dispute()])
def test_nobody_helps(sitting: Sitting, action: a.Action) -> None:
    assert kinds(sitting.does(action)) == ["Spoke"]


def test_nothing_is_judged_before_the_hand_in_and_nothing_is_added_after_it(sitting: Sitting) -> None:
    all_said(sitting)
    sitting.does(a.Submit())
    before = sitting.attempt.events
    found = sitting.attempt.judgement()
    assert {"Judged", "Credited", "Valued"} == set(kinds(found))
    assert sitting.attempt.events == before
    with pytest.raises(IllegalMove, match="ended"):
        sitting.does(a.Say("more"))


def test_the_last_answer_counts_and_orders_are_valued_by_what_was_known_then(sitting: Sitting) -> None:
    all_said(sitting)
    sitting.does(a.Submit())
    state = fold([*(record.event for record in sitting.attempt.events), *sitting.attempt.judgement()])
    by_place = {f"{ref.stage}/{ref.question}": state.items[ref.id] for ref in sitting.attempt.script.items}
    assert set(by_place["findings/first"].credits) == {"collapse", "left", "effusion"}
    assert by_place["findings/first"].erred == ()
    runs = {name: (run.worth, run.credit) for name, run in by_place["workup/main"].runs.items()}
    assert runs == {"ct": ("must", 50), "lavage": ("contra", 100), "scope": ("must", 100)}
    # The history, the film and the quiz 100 each; the orders (0.5 + 1 - 1) of 2: 25.
    assert marks(sitting.attempt.script, state).total == 81


def test_guided_and_exam_find_the_same_in_the_same_words(sitting: Sitting) -> None:
    text = "collapsed lobe on the left, pneumonia, no effusion"
    sitting.does(a.Skip())
    sitting.says(text)
    sitting.does(a.Submit())
    [in_exam] = [event for event in sitting.attempt.judgement() if isinstance(event, e.Judged)]
    case = sitting.attempt.script.case("patient/1")
    guided = Script.of_case(case, sitting.attempt.script.ref("patient/1").case)
    state = fold(decide(guided, State(), a.Begin("findings"), 0))
    [judged] = [event for event in decide(guided, state, a.Say(text), 0) if isinstance(event, e.Judged)]
    assert judged.verdicts == in_exam.verdicts


def test_a_judgement_before_the_hand_in_is_refused(tmp_path: Path, store: Store) -> None:
    sitting = Sitting.of(paper(tmp_path, sections=FREE), store, ObedientClock())
    with pytest.raises(IllegalMove, match="handed in"):
        sitting.attempt.judgement()

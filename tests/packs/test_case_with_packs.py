"""A case that writes only what is particular about its patient is played like any other."""

from pathlib import Path

import pytest

from miliary_chat.case.loaded import Loaded
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.marks import Marks
from miliary_chat.dialogue.score import marks
from miliary_chat.dialogue.script import Script
from persons import Person, said

LOADED = Loaded.from_source((Path(__file__).parent / "market-stall.yaml").read_bytes())


@pytest.fixture
def trainee() -> Person:
    someone = Person(Script.of_case(LOADED.case, LOADED.hash, seed=7))
    someone.does(a.Begin())
    return someone


def results(events: list[e.Event]) -> dict[str, str]:
    return {event.order: event.words.text for event in events if isinstance(event, e.Resulted)}


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("How long have you been coughing?", "Seven weeks now, and every morning is worse."),
        ("ever coughed up blood?", "Since you ask: twice."),
        ("night sweats?", "I change the sheets at two in the morning."),
        ("orthopnoea?", "I sleep flat on one pillow, and I never wake for want of air."),
        ("do you smoke", "I have never smoked, and I do not vape."),
        ("obs", "Temperature 38.1 °C, pulse 96, saturation 94 % on air."),
        ("check his hands", "Clubbed fingers."),
        ("listen to the lungs", "Vesicular breath sounds everywhere"),
        ("do you sell at a market?", "Thirty years, outdoors mostly."),
    ],
)
def test_the_patient_says_what_the_author_wrote_and_else_what_is_normal(
    trainee: Person, text: str, answer: str
) -> None:
    assert answer in said(trainee.says(text))


def test_what_was_left_out_has_no_line(trainee: Person) -> None:
    assert [type(event) for event in trainee.says("do you keep pets?") if isinstance(event, e.Replied)] == []


def test_what_was_asked_by_a_packs_words_is_a_fact_for_the_authors_conditions(trainee: Person) -> None:
    trainee.says("any cough?")
    assert "Twice, a streak on the handkerchief." in said(trainee.says("haemoptysis?"))


def test_hints_name_what_the_author_made_a_must_in_the_authors_order(trainee: Person) -> None:
    trainee.does(a.AskHint())
    trainee.says("mood?")
    hinted = [event.concept for event in trainee.does(a.AskHint()) if isinstance(event, e.Hinted)]
    assert hinted == ["cough"]


def played(trainee: Person) -> Marks:
    trainee.says("cough, blood in the sputum, sweats, weight, fever and any TB contact?", "done", "done")
    came = results(trainee.says("mask and side room, then sputum for AFB, FBC and a chest X-ray"))
    assert list(came) == ["isolate", "chest-film", "fbc", "sputum-smear"]
    assert came["chest-film"] == "A cavity in the right upper lobe."
    assert came["sputum-smear"] == "Acid-fast bacilli in two of three."
    assert came["fbc"].startswith("Haemoglobin")
    trainee.says("HIV", "done", "no")
    return marks(trainee.script, trainee.state)


def test_the_case_is_played_to_its_end_and_earns_all_there_is_to_earn(trainee: Person) -> None:
    total = played(trainee)
    assert trainee.state.ended is not None
    assert total.total == 100


def test_what_was_not_asked_is_handed_over_by_a_packs_id(trainee: Person) -> None:
    events = trainee.says("cough?", "done", "done")
    handed = {event.reply: event.words.text for event in events if isinstance(event, e.Replied)}
    assert handed == {"fever": "No fever that he knows of.", "weight": "He has lost 6 kg."}


def test_a_packs_panel_asks_back_and_the_authors_own_runs(trainee: Person) -> None:
    trainee.says("done", "done")
    assert "Which, and what for?" in said(trainee.says("bloods please"))
    assert set(results(trainee.says("sputum samples"))) == {"sputum-smear", "sputum-culture"}

"""Flashcards: one question with one answer, nothing given away, and for a trainee only what was missed."""

from dataclasses import replace
from pathlib import Path

import pytest

from miliary_chat.case.library import shipped_cases
from miliary_chat.case.loaded import Loaded, load_case
from miliary_chat.case.questions import AnswerQuestion
from miliary_chat.dialogue import actions as a
from miliary_chat.dialogue.concepts import rubric
from miliary_chat.dialogue.script import Script
from miliary_chat.report.around import Around
from miliary_chat.report.card import Card
from miliary_chat.report.cards import cards_of_attempt, cards_of_case
from miliary_chat.report.fronts import initials
from persons import PIN, Person, clinic

WHOLE = Path(__file__).parents[1] / "case" / "whole.yaml"
FILM = "clinic/findings/film"


@pytest.fixture(scope="module")
def flagship() -> Loaded:
    """The case that ships."""
    return load_case(shipped_cases() / "wedding-photograph")


@pytest.fixture(scope="module")
def deck(flagship: Loaded) -> dict[str, Card]:
    """Its cards by their keys, without the case's id."""
    return {card.key.partition("/")[2]: card for card in cards_of_case(flagship)}


@pytest.fixture(scope="module")
def script() -> Script:
    """A run of the clinic."""
    return Script.of_case(clinic(), PIN, seed=7)


@pytest.fixture(scope="module")
def of_clinic() -> dict[str, Card]:
    """The clinic's cards."""
    return {card.key: card for card in cards_of_case(Loaded(clinic(), PIN, b""))}


def missed_by(script: Script, stage: str, *said: str) -> dict[str, Card]:
    """The cards of somebody who begins at a stage, says this there, and then ends the run."""
    person = Person(script)
    person.does(a.Begin(stage))
    person.says(*said)
    if person.state.ended is None:
        person.does(a.Submit())
    return {card.key: card for card in cards_of_attempt(script, person.state, person.log)}


# What a case gives.


def test_the_same_case_gives_the_same_cards_and_each_has_a_key_of_its_own(flagship: Loaded) -> None:
    cards = cards_of_case(flagship)
    assert cards_of_case(flagship) == cards
    assert len({card.key for card in cards}) == len(cards)


def test_no_front_is_credited_by_the_rubric_of_what_it_asks_for(flagship: Loaded, deck: dict[str, Card]) -> None:
    script = Script.of_case(flagship.case, flagship.hash)
    for ref in script.items:
        question = script.question(ref.id)
        for name in question.expect if isinstance(question, AnswerQuestion) else ():
            card = deck.get(f"{ref.id}/{name}")
            if card is not None:
                words = card.picture.words if card.picture else ""
                front = f"{replace(card, scene='').front}\n{words}"
                assert rubric(script, ref.id).judge(front).of(name).outcome != "met", front


def test_every_required_expectation_of_the_case_that_ships_has_a_card(flagship: Loaded, deck: dict[str, Card]) -> None:
    wanted = {
        f"{stage.id}/{question.id}/{part.id}"
        for stage in flagship.case.stages.values()
        for question in stage.questions.values()
        if isinstance(question, AnswerQuestion)
        for part in question.expect.values()
        if part.need == "required"
    }
    assert wanted <= set(deck)


@pytest.mark.parametrize(
    ("key", "cue", "answer"),
    [
        ("findings/film/size", "A number in millimetres, please.", "1 to 3 mm"),
        (
            "findings/route/blood",
            "Which road leads to every part of both lungs at the same moment?",
            "Through the blood",
        ),
        ("findings/film/inlet", "What do you see here?", "Mass at the thoracic inlet, trachea pushed to the left"),
        ("treatment/plan/radioiodine", "how could you use that? Which isotope?", "Radioiodine after surgery"),
        ("treatment/prepare/contrast-gap", "Which common X-ray drug would", "Weeks since iodinated contrast"),
        ("differential/main/miliary-tb", "Which treatable infection", "Miliary tuberculosis"),
        ("workup/main/isolate", "Look at where she is sitting.", "Mask and side room"),
    ],
)
def test_a_cue_asks_for_one_thing(deck: dict[str, Card], key: str, cue: str, answer: str) -> None:
    assert cue in deck[key].cue
    assert deck[key].answer == answer


def test_a_prompt_that_says_the_answer_is_passed_over_for_a_hint(deck: dict[str, Card]) -> None:
    assert "Airway, lymphatics or blood?" not in deck["findings/route/blood"].cue


def test_a_place_in_a_stored_ct_is_cut_from_its_slice_in_hounsfield_units() -> None:
    loaded = load_case(WHOLE)
    clip = Around(Script.of_case(loaded.case, loaded.hash)).region("ct/fissure")
    assert clip
    assert clip.hounsfield == (-1024, 8)
    assert clip.region
    assert clip.region.frame == 2


def test_an_expectation_with_a_place_shows_it_on_the_front_a_hint_only_on_the_back(deck: dict[str, Card]) -> None:
    inlet, bases = deck["findings/film/inlet"], deck["findings/film/bases"]
    assert inlet.picture
    assert inlet.picture.region
    assert inlet.picture.region.id == "thoracic-inlet"
    assert bases.picture
    assert bases.picture.region is None
    assert bases.place
    assert bases.place.region
    assert bases.place.region.id == "right-base"


def test_a_differential_is_asked_with_the_film_that_was_up_and_the_scene_of_the_clinic(deck: dict[str, Card]) -> None:
    card = deck["differential/main/sarcoid"]
    assert card.picture
    assert card.picture.image == "film"
    assert card.scene.startswith("Chest clinic")


def test_a_look_alike_says_what_tips_it_and_whose_sign_that_is(deck: dict[str, Card]) -> None:
    card = deck["differential/main/look-alike.sarcoid"]
    assert card.question == "Blood-borne metastases or sarcoidosis: what tips it?"
    assert card.answer.startswith("Sarcoidosis: Perilymphatic on thin-section CT")
    assert card.more[1] == "Against it here: normal hila; skin and eyes clear; a lump that rises on swallowing."


def test_a_quiz_card_has_the_options_in_front_and_the_reasons_behind(deck: dict[str, Card]) -> None:
    card = deck["debrief/the-word/the-word"]
    assert card.question.splitlines()[2] == "B. The size and number of the nodules"
    assert card.answer == "B. The size and number of the nodules"
    assert card.more[0] == "A. The cause. Dozens of diseases share it."


def test_a_misconception_is_for_answering_a_colleague(deck: dict[str, Card]) -> None:
    card = deck["misconceptions/miliary-means-tb"]
    assert card.question == "A colleague says: “miliary means tuberculosis”. What do you answer?"
    assert card.answer.startswith("Tuberculosis is the commonest cause in much of the world, and")
    assert "it names no cause" in card.answer
    assert card.sources
    assert card.sources[0].startswith("Source: Jin SM")


def test_a_back_ends_with_what_the_card_is_and_whether_an_expert_has_read_it(deck: dict[str, Card]) -> None:
    unread = "Teaching simulation, not medical advice, not yet reviewed by a radiologist."
    assert all(card.back.endswith(unread) for card in deck.values())
    assert all(
        card.back.endswith("Teaching simulation, not medical advice.") for card in cards_of_case(load_case(WHOLE))
    )


def test_a_card_is_tagged_with_its_case_its_stage_and_the_level(deck: dict[str, Card]) -> None:
    card = deck["workup/main/hcg"]
    assert card.tags == ("miliary-chat::wedding-photograph", "stage::workup", "level::core")
    assert not any(" " in tag for each in deck.values() for tag in each.tags)


def test_a_part_without_a_line_to_ask_by_is_asked_by_its_initials(of_clinic: dict[str, Card]) -> None:
    assert of_clinic[f"{FILM}/no-effusion"].cue == "One point of it: n… p… e…"
    assert initials("1 to 3 mm, Höhe") == "… t… … m…, H…"


def test_a_bonus_without_a_line_to_ask_by_has_no_card(of_clinic: dict[str, Card]) -> None:
    assert f"{FILM}/trachea" not in of_clinic


def test_what_must_be_ordered_has_a_card_and_so_has_what_must_not(of_clinic: dict[str, Card]) -> None:
    orders = {key.rpartition("/")[2] for key in of_clinic if key.startswith("clinic/workup")}
    assert orders == {"isolate", "sputum", "us", "fna", "scan"}
    assert of_clinic["clinic/workup/main/scan"].answer == "The gland takes it all."


def test_one_critical_question_of_a_history_has_a_card(of_clinic: dict[str, Card]) -> None:
    card = of_clinic["clinic/history/main/lump"]
    assert (card.scene, card.why) == ("She sits down.", "There is one. A firm lump.")


# What a trainee missed.


def test_what_was_said_at_once_makes_no_card_and_what_was_left_out_does(script: Script) -> None:
    cards = missed_by(script, "findings", "tiny nodules in both lungs")
    assert f"{FILM}/nodules" not in cards
    assert f"{FILM}/both-lungs" not in cards
    assert cards[f"{FILM}/size"].said == "Not in your answer: “tiny nodules in both lungs”"


def test_a_trainees_card_is_the_cases_own_with_the_answer_that_was_given(
    script: Script, of_clinic: dict[str, Card]
) -> None:
    card = missed_by(script, "findings", "tiny nodules in both lungs")[f"{FILM}/size"]
    own = of_clinic[f"{FILM}/size"]
    assert (card.front, card.answer, card.why) == (own.front, own.answer, own.why)
    assert card.tags == (*own.tags, "missed")


def test_what_was_denied_is_quoted_even_if_it_was_mended(script: Script) -> None:
    cards = missed_by(
        script, "findings", "tiny nodules in both lungs, there is a pleural effusion", "no pleural effusion"
    )
    assert cards[f"{FILM}/no-effusion"].said == "You said: “pleural effusion”"


def test_what_came_only_with_the_prompt_is_learnt_again(script: Script) -> None:
    person = Person(script)
    person.does(a.Begin("findings"))
    person.says("both lungs, 2 mm")
    person.says("I don't know", "I don't know", "I don't know", "micronodules")
    assert person.state.items["findings/film"].credits["nodules"].how == "prompted"
    person.does(a.Submit())
    card = {one.key: one for one in cards_of_attempt(script, person.state, person.log)}[f"{FILM}/nodules"]
    assert card.said == "You said it only when it had all but been told. At first you said: “both lungs, 2 mm”"


def test_a_misconception_is_quoted_and_corrected(script: Script) -> None:
    cards = missed_by(script, "findings", "patchy consolidation; it has to be tuberculosis")
    assert cards[f"{FILM}/consolidation"].said == "You said: “consolidation”"
    assert cards["clinic/misconceptions/dots-are-tb"].answer == "It often is. The word names no cause."


def test_what_must_not_be_missed_and_was_comes_with_its_discriminator(script: Script) -> None:
    cards = missed_by(script, "differential", "metastases, sarcoidosis and pneumonia")
    assert cards["clinic/differential/main/tb"].more == ("What tips it: Fever.",)
    assert "clinic/differential/main/mets" not in cards
    assert cards["clinic/differential/main/pneumonia"].answer == "It fills the air spaces."


def test_what_was_not_ordered_and_a_wrong_choice_make_cards(script: Script) -> None:
    cards = missed_by(script, "workup", "isolate")
    assert "clinic/workup/main/isolate" not in cards
    assert "clinic/workup/main/sputum" in cards
    cards = missed_by(script, "debrief", "a", "a, c")
    assert cards["clinic/debrief/one/one"].said == "You chose: A. Apples"
    assert "clinic/debrief/several/several" not in cards


def test_what_must_not_be_ordered_and_was_is_explained(script: Script) -> None:
    card = missed_by(script, "workup", "iodine scan")["clinic/workup/main/scan"]
    assert (card.said, card.answer) == ("You ordered it.", "The gland takes it all.")
    assert "clinic/workup/main/scan" not in missed_by(script, "workup", "PET")


def test_a_long_answer_is_cut_and_no_answer_is_said_to_be_none(script: Script) -> None:
    long = missed_by(script, "treatment", "radioiodine " + "and so on " * 60)["clinic/treatment/main/surgery"]
    assert long.said.endswith("…”")
    assert len(long.said) < 250
    assert missed_by(script, "treatment")["clinic/treatment/main/surgery"].said == "You gave no answer."

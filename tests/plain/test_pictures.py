"""What may be said of a picture, and when."""

from dataclasses import replace

import pytest

from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import ItemState, State
from miliary_chat.dialogue.states import Phase
from miliary_chat.plain.pictures import presented, zoomed

FILM = "findings/film"
OVER = State(items={name: ItemState(phase=Phase.CLOSED) for name in (FILM, "findings/report")})


def said(lines: object) -> list[str]:
    assert isinstance(lines, tuple)
    return [str(line) for line in lines]


def test_while_the_film_is_asked_about_only_the_neutral_description_is_told(script: Script) -> None:
    half_way = State(items={FILM: ItemState(phase=Phase.CLOSED)})
    for state in (State(), half_way):
        assert said(presented(script, state, FILM, "film")) == [
            "Picture: PA chest radiograph.",
            "In words: Dots in both lungs.",
        ]


def test_when_the_questions_about_it_are_over_the_expert_describes_it(script: Script) -> None:
    assert said(presented(script, OVER, FILM, "film"))[1] == "In words: Innumerable tiny nodules in both lungs."


def test_zoom_without_a_place_names_the_places_and_the_picture_to_compare_with(script: Script) -> None:
    assert said(zoomed(script, State(), FILM, "film", ""))[2:] == [
        "Places on it: right mid zone. /zoom right mid zone",
        "To compare with: A normal film. /zoom other",
    ]


@pytest.mark.parametrize("place", ["right mid zone", "Right Mid Zone", "right-mid-zone", "mid", "right midzone"])
def test_a_place_is_found_by_its_name_or_something_like_it(script: Script, place: str) -> None:
    told = said(zoomed(script, State(), FILM, "film", place))
    assert told == ["Right mid zone: 65 by 65 mm of the picture, in the lung window."]


def test_a_place_in_a_stack_is_told_with_its_slice(script: Script) -> None:
    assert said(zoomed(script, State(), FILM, "ct", "fissure"))[0] == "Fissure: a part of slice 3."


def test_a_place_that_is_not_there_is_answered_with_those_that_are(script: Script) -> None:
    told = said(zoomed(script, State(), FILM, "film", "tail bone"))
    assert told == [
        "Picture: There is no place “tail bone” on it.",
        "Places on it: right mid zone. /zoom right mid zone",
    ]


def test_the_picture_to_compare_with_can_be_asked_for(script: Script) -> None:
    assert said(zoomed(script, State(), FILM, "film", "other"))[0] == "Picture: A normal film."


def test_a_picture_that_only_a_result_shows_is_described_at_once(script: Script) -> None:
    pin, case = next(iter(script.cases.items()))
    ct = case.images["film"].model_copy(update={"id": "ct"})
    with_ct = replace(script, cases={pin: case.model_copy(update={"images": {**case.images, "ct": ct}})})
    assert said(presented(with_ct, State(), "workup/main", "ct"))[1] == (
        "In words: Innumerable tiny nodules in both lungs."
    )

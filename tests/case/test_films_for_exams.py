"""The films to be examined with: nothing beside a film tells what is on it."""

import re

import pytest

from miliary_chat.case.library import shipped_cases
from miliary_chat.case.loaded import load_case
from miliary_chat.case.model import Case

CASES = ("chest-films", "film-round")


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest) -> Case:
    return load_case(shipped_cases() / request.param).case


def test_all_films_of_a_case_have_the_same_caption_source_and_licence(case: Case) -> None:
    assert len({(image.caption, image.source, image.licence) for image in case.images.values()}) == 1


def test_all_films_of_a_case_have_the_same_regions_for_a_list_of_them_stands_beside_the_picture(case: Case) -> None:
    listed = {
        tuple((region.label, region.window) for region in image.regions.values()) for image in case.images.values()
    }
    assert len(listed) == 1
    assert len(listed.pop()) == 6


def test_films_and_their_files_are_called_by_a_letter_or_a_number(case: Case) -> None:
    for name, image in case.images.items():
        assert re.fullmatch(r"film-([a-e]|\d\d)", name)
        assert image.file == f"{name}.png"


def test_a_normal_film_is_described_at_the_length_of_the_others() -> None:
    case = load_case(shipped_cases() / "film-round").case
    right = {name: question.right for name, question in case.stages["round"].questions.items()}
    lengths = {
        answer: [len(case.images[name].describe.neutral or "") for name in right if right[name] == (answer,)]
        for answer in ("a", "b")
    }
    assert len(lengths["a"]) == 6
    assert len(lengths["b"]) == 7
    assert max(lengths["a"]) > min(lengths["b"])
    assert min(lengths["a"]) > 0.8 * min(lengths["b"])

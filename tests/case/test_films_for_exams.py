"""The films to be examined with: nothing beside a film tells what is on it."""

import re

import pytest

from miliary_chat.case.blueprint_reader import load_exam
from miliary_chat.case.library import Library, shipped_cases
from miliary_chat.case.loaded import load_case
from miliary_chat.case.model import Case
from miliary_chat.case.questions import ChoiceQuestion
from miliary_chat.case.units import units

CASES = ("chest-films", "film-round", "viewing-box")


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
        assert re.fullmatch(r"film-([a-o]|\d\d)", name)
        assert image.file == f"{name}.png"


@pytest.mark.parametrize(("name", "normal"), [("film-round", 6), ("viewing-box", 4)])
def test_a_normal_film_is_described_at_the_length_of_the_others(name: str, normal: int) -> None:
    case = load_case(shipped_cases() / name).case
    lengths: dict[str, list[int]] = {"a": [], "b": []}
    for question in choices(case):
        assert question.show is not None
        lengths[question.right[0]].append(len(case.images[question.show].describe.neutral or ""))
    assert len(lengths["a"]) == normal
    assert len(lengths["a"] + lengths["b"]) == len(case.images)
    assert max(lengths["a"]) > min(lengths["b"])
    assert min(lengths["a"]) > 0.8 * min(lengths["b"])


def test_what_is_said_after_the_choice_leaves_the_finding_to_the_question_that_follows() -> None:
    """In the viewing box one commits first and describes then: the reasons must not describe."""
    case = load_case(shipped_cases() / "viewing-box").case
    named = re.compile(
        r"consolid|pneumo|effusion|fluid|nodul|nodes|mass|metasta|silicos|oedema|hil[au]|left|right", re.I
    )
    for question in choices(case):
        assert not [line.say for line in question.why.values() if named.search(line.say)]


def test_in_the_mixed_paper_a_film_from_a_whole_case_comes_as_a_film_alone_does() -> None:
    """The cases' films are all abnormal: how one is asked must not tell where it comes from."""
    exam = load_exam(shipped_cases() / "mixed-chest", Library([shipped_cases()]))
    asked = []
    for unit in units(exam.blueprint.sections["films"], exam.blueprint, exam.cases):
        ((stage, name),) = unit.questions
        case = exam.cases[unit.case].case
        question = case.question(stage, name)
        assert question.question is not None
        assert question.show is not None
        who, ask = question.question.split(". ")
        assert re.match(r"A (wo)?man of \d\d[ ,]", who), unit
        film = case.images[question.show]
        assert "beside it" not in (film.describe.neutral or ""), unit  # an exam shows it alone
        asked.append((ask, case.stages[stage].scene, film.caption))
    assert len(asked) == 20
    assert set(asked) == {("Describe the film to a colleague on the phone.", None, "PA chest radiograph (synthetic)")}


def choices(case: Case) -> list[ChoiceQuestion]:
    """Every question with options, whatever its stage."""
    asked = [question for stage in case.stages.values() for question in stage.questions.values()]
    return [question for question in asked if isinstance(question, ChoiceQuestion)]

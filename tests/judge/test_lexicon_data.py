"""The lexicon's files: every entry does what its file says, none works against another."""

import pytest

from miliary_chat.judge.concept import Concept
from miliary_chat.judge.data_files import read_data, read_families, read_kinds, read_synonyms
from miliary_chat.judge.rubric import Rubric
from miliary_chat.judge.shipped import shipped

SYNONYMS = [
    (kind, shown, other)
    for kind, rings in read_synonyms().items()
    for shown, others in rings.items()
    for other in others
]
KINDS = [(general, specific) for general, below in read_kinds().items() for specific in below]
PLACES = [
    (one[0], other[0])
    for poles in read_data("opposites.yaml")["place"].values()
    for one in poles
    for other in poles
    if one != other
]


def outcome(accept: str, answer: str) -> str:
    return Rubric([Concept("x", accept=(accept,))]).judge(answer).verdicts[0].outcome


@pytest.mark.parametrize(("kind", "shown", "other"), SYNONYMS[::41])
def test_a_synonym_is_met_by_the_term_it_stands_for(kind: str, shown: str, other: str) -> None:
    assert outcome(other, shown) == "met"


@pytest.mark.parametrize(("general", "specific"), KINDS[::7])
def test_the_specific_word_says_the_general_one_and_not_the_other_way_round(general: str, specific: str) -> None:
    assert outcome(general, specific) == "met"
    if general not in (other for one, other in KINDS if one == specific):
        assert outcome(specific, general) != "met"


@pytest.mark.parametrize(("one", "other"), PLACES)
def test_one_place_is_never_another(one: str, other: str) -> None:
    assert outcome(f"{one} nodules", f"{other} nodules") != "met"


@pytest.mark.parametrize(
    ("one", "other"),
    [(members[0], other) for members in read_data("opposites.yaml")["confusable"] for other in members[1:]],
)
def test_confusable_terms_are_never_taken_for_each_other(one: str, other: str) -> None:
    if shipped().key(one) != shipped().key(other) and not shipped().atoms(one) & shipped().atoms(other):
        assert outcome(one, other) != "met"


def test_no_word_stands_in_two_families() -> None:
    families = read_families()
    seen: dict[str, str] = {}
    for members in families:
        for member in members:
            assert seen.setdefault(member, members[0]) == members[0], f"{member} is in two families"


@pytest.mark.parametrize(
    ("accept", "answer", "met"),
    [
        ("posteroanterior", "PA film", True),
        ("pulmonary artery", "PA film", False),
        ("pulmonary artery", "dilated PA", True),
        ("posteroanterior", "dilated PA", False),
        ("cancer", "lung ca", True),
        ("calcium", "check Ca and phosphate", True),
        ("transplant drugs", "Tx drugs", True),
    ],
)
def test_an_abbreviation_is_read_by_the_words_around_it(accept: str, answer: str, met: bool) -> None:
    assert (outcome(accept, answer) == "met") is met

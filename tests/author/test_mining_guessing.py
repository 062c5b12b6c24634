"""The phrasing that a wording is most like tells what it probably meant."""

import pytest

from miliary_chat.author.mining.guessing import Guesser
from miliary_chat.author.mining.meaning import Meanings
from miliary_chat.author.mining.targets import Target
from miliary_chat.author.mining.wording import Wording
from miliary_chat.judge.shipped import shipped


def target(concept: str, *phrasings: str) -> Target:
    return Target(concept, "expectation", phrasings[0], phrasings, ("stages", "findings", "expect", concept))


TARGETS = (
    target("clots", "leg swelling", "leg pain"),
    target("pain", "chest pain", "where does it hurt"),
    target("pneumothorax", "right pneumothorax", "air in the right pleural space"),
    target("ultrasound", "ultrasound of the neck"),
    Target("inoperable", "misconception", "inoperable", ("inoperable", "it cannot be operated"), ("misconceptions",)),
    target("no-shift", "no mediastinal shift", "trachea central"),
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("pain", "pain"),
        ("no shift", "no-shift"),
        ("pneumo on the right", "pneumothorax"),
        ("right pneumothroax", "pneumothorax"),
        ("mediastinal shift", ""),
        ("snowstorm", ""),
        ("neck", ""),
        ("it is inoperable", "inoperable"),
        ("is it inoperable", ""),
        ("is it operable", ""),
        ("inoperable?", ""),
        ("could be inoperable", "inoperable"),
        ("where is the pain", "pain"),
    ],
)
def test_a_wording_means_what_it_is_likest_to_and_never_the_opposite(text: str, meant: str) -> None:
    guesser = Guesser({one.concept: one for one in TARGETS}, Meanings(shipped()))
    found, ground = guesser.guess([Wording("findings/main", text, "unrecognised", "", "", "", 1, 0)])
    assert (found, ground) == (meant, "like" if meant else None)

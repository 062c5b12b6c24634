"""What kinds of people sit down before a case: how often each does what, and how long they stay."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

Name = Literal["strong", "weak", "wrong", "hint-hungry", "rude", "silent"]
Deed = Literal[
    "one",
    "several",
    "near",
    "wrong",
    "denied",
    "against",
    "elsewhere",
    "also",
    "dont-know",
    "done",
    "talk",
    "empty-talk",
    "hint",
    "why",
    "dispute",
    "skip",
    "swear",
    "off-topic",
    "hostile",
    "huge",
    "same-again",
    "go-to",
    "choose",
    "tick",
]


@dataclass(frozen=True, slots=True)
class Character:
    """How somebody goes about it.

    `deeds` weighs what they do when nothing was asked of them in particular. `knows` is how often they answer the
    tutor's own question well, `slips` how often a word is mistyped, `leaves` how often they finish early. `patience` is
    how many turns they stay at a question, and how many more for each thing that there is to say.
    """

    deeds: Mapping[Deed, int]
    knows: float
    patience: tuple[int, float]
    slips: float = 0.0
    leaves: float = 0.1


def _deeds(**weights: int) -> Mapping[Deed, int]:
    return MappingProxyType({name.replace("_", "-"): weight for name, weight in weights.items()})  # type: ignore[misc]


CHARACTERS: Final[Mapping[Name, Character]] = MappingProxyType(
    {
        "strong": Character(
            _deeds(one=30, several=50, also=8, near=2, talk=1, why=2, dispute=1, hint=1, go_to=1), 0.95, (6, 1.2), 0.05
        ),
        "weak": Character(
            _deeds(
                one=30, near=16, dont_know=28, wrong=8, also=6, hint=6, talk=3, why=3, dispute=3, done=4, denied=3
            ),
            0.4,
            (9, 0.5),
            0.2,
        ),
        "wrong": Character(
            _deeds(wrong=40, denied=22, against=14, elsewhere=8, near=6, one=6, also=4, dispute=6, why=4, done=3),
            0.15,
            (8, 0.5),
            0.1,
        ),
        "hint-hungry": Character(
            _deeds(hint=60, dont_know=14, one=8, near=4, off_topic=8, skip=3, why=2), 0.2, (10, 0.3), leaves=0.05
        ),
        "rude": Character(
            _deeds(
                swear=16, off_topic=16, hostile=20, huge=3, same_again=14, go_to=5, choose=6, tick=3, talk=5, one=8,
                wrong=8, denied=5, near=4, why=4, dispute=6, done=6, skip=3,
            ),
            0.3,
            (10, 0.2),
            0.1,
        ),
        "silent": Character(_deeds(empty_talk=60, dont_know=16, skip=20, tick=6, done=6), 0.0, (6, 0.1), leaves=0.05),
    }
)  # fmt: skip

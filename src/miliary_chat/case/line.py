"""A line that the program may say, show or point at, and that may depend on what was learnt."""

from collections.abc import Set
from typing import Annotated

from pydantic import BeforeValidator, Field

from miliary_chat.case.condition import Condition
from miliary_chat.case.scalars import Id, Ids, Model, Percent, Text, shorthand


class SpokenLine(Model):
    """What is said; `if` it does not hold, `else` is said (nothing, when there is no `else`).

    `point` names a region of a picture to go to, `cite` sources, `leaves` the share of the marks that a hint leaves.
    """

    say: Text
    condition: Condition | None = Field(None, alias="if")
    otherwise: Text | None = Field(None, alias="else")
    point: Id | None = None
    cite: Ids = ()
    leaves: Percent | None = None

    def words(self, known: Set[str]) -> str | None:
        """The words for somebody who knows `known`; None when this line is not for them."""
        if self.condition is None or self.condition.holds(known):
            return self.say
        return self.otherwise


_short = BeforeValidator(shorthand("say", str))


def _line_list(value: object) -> object:
    return [value] if isinstance(value, str | dict) else value


Line = Annotated[SpokenLine, _short]
Lines = Annotated[tuple[Line, ...], BeforeValidator(_line_list)]

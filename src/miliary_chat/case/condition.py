"""What a text or an order's worth may depend on: what the trainee has learnt so far."""

import re
from collections.abc import Set
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

VERBS = ("asked", "examined", "ordered", "said", "listed")
"""What can be known: a reply heard, a finding felt, a result seen, an expectation credited, a diagnosis listed."""

_TERM = re.compile(rf"(?P<no>not )?(?P<verb>{'|'.join(VERBS)}) (?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)")


class ConditionSyntaxError(ValueError):
    """A text that is no condition."""


@dataclass(frozen=True, slots=True)
class Term:
    """One fact and whether it has to hold: `not asked fever` is Term("asked fever", wanted=False)."""

    fact: str
    wanted: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """Terms that must all hold: "asked neck-lump and not ordered ct-neck"."""

    text: str
    terms: tuple[Term, ...]

    @classmethod
    def parse(cls, text: str) -> "Condition":
        """Read `[not] VERB ID [and ...]`; ConditionSyntaxError says how it is written."""
        terms = []
        for part in " ".join(text.split()).split(" and "):
            found = _TERM.fullmatch(part)
            if not found:
                raise ConditionSyntaxError(
                    f"write “[not] VERB ID [and ...]”; the verb is {', '.join(VERBS[:-1])} or {VERBS[-1]}"
                )
            terms.append(Term(f"{found['verb']} {found['id']}", wanted=not found["no"]))
        return cls(text, tuple(terms))

    def holds(self, known: Set[str]) -> bool:
        """Whether every term agrees with the facts in `known` ("asked neck-lump", ...)."""
        return all((term.fact in known) == term.wanted for term in self.terms)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(_read, core_schema.is_instance_schema(cls))


def _read(value: Any) -> Any:
    return Condition.parse(value) if isinstance(value, str) else value


When = Annotated[Condition, BeforeValidator(_read)]

"""Lines and conditions of a case without keys: what can never hold in this exam is settled before it is packed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from miliary_chat.case.condition import Condition
from miliary_chat.case.line import SpokenLine
from miliary_chat.case.questions import Asked, Changed, InterviewQuestion, Order, OrderQuestion

Words = str | dict[str, str]
"""A line as an author writes it: a text, or a mapping with its condition."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a candidate can come to know in this exam. That something was said or listed is known to nobody before the
    hand-in, so that a condition on it is settled.
    """

    possible: frozenset[str]

    @classmethod
    def of(cls, asked: Iterable[Asked]) -> "Facts":
        """What these questions can make true."""
        possible: set[str] = set()
        for question in asked:
            if isinstance(question, InterviewQuestion):
                replies = question.interview.values()
                possible |= {f"asked {one.id}" for one in replies if one.ask}
                possible |= {f"examined {one.id}" for one in replies if one.examine}
            elif isinstance(question, OrderQuestion):
                possible |= {f"ordered {name}" for name in question.orders}
        return cls(frozenset(possible))

    def settle(self, condition: Condition) -> bool | str:
        """Whether a condition always holds or never, or what is left of it."""
        if any(term.wanted and term.fact not in self.possible for term in condition.terms):
            return False
        left = [term for term in condition.terms if term.fact in self.possible]
        return " and ".join(f"{'' if term.wanted else 'not '}{term.fact}" for term in left) or True

    def optional(self, line: SpokenLine | None) -> Words | None:
        """A line that may be missing; None where it is never said."""
        if line is None or line.condition is None:
            return line.say if line else None
        settled = self.settle(line.condition)
        if isinstance(settled, bool):
            return line.say if settled else line.otherwise
        words = {"say": line.say, "if": settled}
        return {**words, "else": line.otherwise} if line.otherwise else words

    def needed(self, line: SpokenLine | None, fact: str) -> Words | None:
        """A line that has to be there; one that is never said waits for `fact` to be and not to be."""
        found = self.optional(line)
        return {"say": "-", "if": f"{fact} and not {fact}"} if found is None and line is not None else found


def results(order: Order, facts: Facts) -> dict[str, Any]:
    """An order's `result` and `when`, without what it is worth: the same results come in the same situations."""
    fact = f"ordered {order.id}"
    base = facts.needed(order.result, fact)
    branches: dict[str, Words | None] = {}
    for condition, changed in order.when.items():
        settled = facts.settle(condition)
        result = _result(order, changed, facts)
        if settled is True:
            base = result
            break
        if settled is not False:
            branches.setdefault(settled, result)
    # A branch that changes nothing that is seen would only tell that something is different.
    while branches and next(reversed(branches.values())) == base:
        branches.popitem()
    when: Mapping[str, Any] = {text: {"result": result} for text, result in branches.items()}
    return {"result": base, "when": when} if when else {"result": base}


def _result(order: Order, changed: Changed, facts: Facts) -> Words | None:
    return facts.needed(changed.result or order.result, f"ordered {order.id}")

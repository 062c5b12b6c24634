"""What an answer question works on next: what is still open in it, and what may be asked for or hinted at."""

from miliary_chat.case.rubrics import Expectation
from miliary_chat.dialogue import ladder
from miliary_chat.dialogue.turn import Turn

EXTRAS_PURSUED = 3
"""How many unmet extras get a hint before the rest is told (cases.md)."""


def settled(turn: Turn, part: Expectation) -> bool:
    """Whether nothing more is to be had from it: said, told, or claimed."""
    item = turn.item
    return part.id in item.credits or part.id in item.asserted or part.id in item.claimed


def importance(part: Expectation) -> tuple[bool, float]:
    """A key that sorts the required before the extras, and the weightier first."""
    return (part.need != "required", -part.weight)


def unmet(turn: Turn, need: str) -> list[Expectation]:
    """What is still open, most important first."""
    parts = turn.question.expect.values()
    open_ones = [part for part in parts if part.need == need and not part.bonus and not settled(turn, part)]
    return sorted(open_ones, key=importance)


def pursuable(turn: Turn) -> list[Expectation]:
    """Extras that may still get their one hint; who has had nothing right yet is not pressed for more."""
    extras = {name: part for name, part in turn.question.expect.items() if part.need == "extra"}
    spent = [name for name in turn.item.pursued if name in extras]
    if len(spent) >= EXTRAS_PURSUED or not turn.item.credits:
        return []
    return [part for part in unmet(turn, "extra") if part.id not in spent and ladder.has_rungs(turn, part)]


def in_hand(turn: Turn) -> Expectation | None:
    """What the last rung was about, required or not, as long as it is open."""
    part: Expectation | None = turn.question.expect.get(turn.item.target or "")
    return part if part and not settled(turn, part) else None


def extra_to_hint(turn: Turn) -> Expectation | None:
    """The extra that a hint asked for is about: that of the last hint as long as it has rungs, else the next."""
    extras = [part for part in unmet(turn, "extra") if ladder.has_rungs(turn, part)]
    return next(iter(sorted(extras, key=lambda part: part.id != turn.item.target)), None)


def wanted(turn: Turn) -> Expectation | None:
    """The extra that the trainee asked for help with and may ask for more, once all that is required is settled."""
    part = extra_to_hint(turn) if complete(turn) else None
    return part if part and ladder.wanted(turn, part) else None


def complete(turn: Turn) -> bool:
    """Whether every required expectation is met, claimed or told."""
    return not unmet(turn, "required")


def target_of(turn: Turn) -> Expectation | None:
    """The expectation to work on: the one asked for while it is open, else the most important one."""
    required = unmet(turn, "required")
    current: Expectation | None = turn.question.expect.get(turn.item.target or "")
    if current in required:
        return current
    return next(iter([*required, *pursuable(turn)]), None)

"""The shortest run that still shows a fault, as far as a bounded search finds it."""

from typing import Final

from miliary_chat.author.players.faults import Fault, shows
from miliary_chat.author.players.trail import Decide, Trail, again

TURNS: Final = 2_500
"""Turns that are spent on making one run shorter."""


def shrunk(trail: Trail, fault: Fault, decide: Decide) -> Trail:
    """Cut off what follows the fault, then take out turns, many at a time and then one, while the fault stays."""
    shortest = again(trail.script, trail.actions[: fault.turn + 1], decide)
    if not shows(shortest, fault, decide):
        return trail
    if fault.kind == "endless":
        return shortest
    spent, size = len(shortest.steps), max(1, (len(shortest.steps) - 1) // 2)
    while size and spent < TURNS:
        smaller, cost = _without(shortest, size, fault, decide, TURNS - spent)
        spent += cost
        size = min(size, (len(smaller.steps) - 1) // 2) if len(smaller.steps) < len(shortest.steps) else size // 2
        shortest = smaller
    return shortest


def _without(trail: Trail, size: int, fault: Fault, decide: Decide, budget: int) -> tuple[Trail, int]:
    """The run without as many stretches of `size` turns as it can do without, and the turns that the search took."""
    start, spent = 1, 0  # the beginning stays
    while start < len(trail.actions) and spent < budget:
        rest = trail.actions[start + size :]
        candidate = again(trail.script, rest, decide, first=trail.steps[:start])
        spent += len(rest) + 1
        if shows(candidate, fault, decide):
            trail = candidate
        else:
            start += size
    return trail, spent

"""What the players found, line by line, for whoever wrote the case."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from miliary_chat.author.players.perfect import Lost
from miliary_chat.author.players.reach import Piece
from miliary_chat.author.players.talk import in_plain_words
from miliary_chat.author.players.walks import Failure, Walks
from miliary_chat.base.sanitise import one_line

_END: Final = 12
"""The turns that are shown of a run that does not end."""


def told(walks: Walks) -> Iterator[str]:
    """The lines to print: how many players, each fault with its run, what nobody can earn, what nobody reached."""
    sent = f"{_count(walks.players, 'player')}, {_count(walks.turns, 'turn')}, seed {walks.seed}"
    yield f"{one_line(walks.title)}: {sent}."
    if walks.clean:
        yield "Nothing is wrong: every run ends, nothing repeats, and full marks can be had in every question."
    for number, failure in enumerate(walks.faults, start=1):
        yield ""
        yield from _failure(number, failure)
    for lost in walks.lost:
        yield ""
        yield from _lost(lost)
    if walks.unreached:
        yield ""
        yield from _unreached(walks)


def _failure(number: int, failure: Failure) -> Iterator[str]:
    yield f"Fault {number}. {one_line(failure.fault.what)}"
    runs = "in one run" if failure.times == 1 else f"in {failure.times} runs"
    exam = ", in an exam" if failure.policy == "exam" else ""
    who = f"a {failure.character} player{exam}"
    yield f"  Seen {runs}, first by {who}: --players 1 --seed {failure.seed} sends that one again."
    if failure.trail is None:
        return
    last = _END if failure.fault.kind == "endless" else None
    yield f"  The shortest way there that I found ({_count(len(failure.trail.steps), 'turn')}):"
    yield from (f"    {line}" for line in in_plain_words(failure.trail, last=last))


def _lost(lost: Lost) -> Iterator[str]:
    yield f"Nobody can get full marks in {lost.item}: who says everything gets {lost.mark} of 100."
    for name, earned, worth, how in lost.parts:
        if worth:
            yield f"  “{one_line(name)}” earns {earned:g} of {worth:g} ({how})."
        else:
            yield f"  “{one_line(name)}” costs {-earned:g} ({how})."
    for answer in lost.said[:3]:
        yield f"  Said was: {one_line(answer, limit=200)}"


def _unreached(walks: Walks) -> Iterator[str]:
    yield f"No player reached {len(walks.unreached)} of {walks.pieces} things that you wrote (a notice, not a fault):"
    for sort, group in groupby(walks.unreached, key=lambda piece: piece.sort):
        for item, found in groupby(group, key=lambda piece: piece.item):
            yield f"  {sort}, {item}: {_names(list(found))}".rstrip(": ")


def _names(found: Sequence[Piece]) -> str:
    return ", ".join(piece.name for piece in found)


def _count(number: int, name: str) -> str:
    return f"{number:,} {name}" if number == 1 else f"{number:,} {name}s"

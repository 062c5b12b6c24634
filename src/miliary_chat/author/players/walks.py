"""Many players, one after another, through one case: what went wrong, and what nobody ever reached."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from miliary_chat.author.borrowed import NOTHING, Borrowed
from miliary_chat.author.players.characters import CHARACTERS, Name
from miliary_chat.author.players.faults import Fault, faults_of
from miliary_chat.author.players.perfect import Lost, losses
from miliary_chat.author.players.player import Player, dice
from miliary_chat.author.players.reach import Piece, Reached, conditions, pieces
from miliary_chat.author.players.shrinking import shrunk
from miliary_chat.author.players.trail import Decide, Trail, walked
from miliary_chat.case.loaded import Loaded
from miliary_chat.dialogue import tutor
from miliary_chat.dialogue.concepts import warm
from miliary_chat.dialogue.events import Policy
from miliary_chat.dialogue.script import Script

ScriptOf = Callable[[Policy, int], Script]
"""Makes the script of a run from its policy and its seed."""

EXAMS, LATE_STARTS = 0.15, 0.15
"""The shares of the runs that sit the case as an exam, and that start at a later stage."""
SHOWN = 1
"""How many faults of a kind are shown with the shortest run that was found; further ones come with a sentence."""
DONE_AGAIN = 4
"""Every so many runs, and each of the first ones, all is done again and has to bring the same."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A fault, in how many runs it showed, and who showed it first; `trail` is the shortest run that was found."""

    fault: Fault
    character: Name
    seed: int
    policy: Policy
    times: int
    trail: Trail | None = None


@dataclass(frozen=True, slots=True)
class Walks:
    """What came of it. `faults` must not be; `lost` says where nobody can get full marks; `unreached` is a notice."""

    title: str
    players: int
    seed: int
    turns: int
    faults: tuple[Failure, ...]
    lost: tuple[Lost, ...]
    unreached: tuple[Piece, ...]
    pieces: int

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong: no fault, and full marks can be had in every question."""
        return not (self.faults or self.lost)


@dataclass(frozen=True, slots=True)
class Sitting:
    """Who sits a run, how: all of it follows from the seed, so that one player can be sent again alone."""

    character: Name
    seed: int
    policy: Policy
    stage: str | None

    @classmethod
    def drawn(cls, seed: int, stages: tuple[str, ...]) -> "Sitting":
        """The sitting of a seed, for a case with these stages."""
        chance = dice("sitting", seed)
        names = list(CHARACTERS)
        policy: Policy = "exam" if chance.random() < EXAMS else "guided"
        late = chance.random() < LATE_STARTS and len(stages) > 1
        return cls(names[seed % len(names)], seed, policy, chance.choice(stages[1:]) if late else None)


def walk(
    of: Loaded | ScriptOf, players: int, seed: int = 1, *, decide: Decide = tutor.decide, packs: Borrowed = NOTHING
) -> Walks:
    """Send `players` players through a case, with the seeds from `seed` on, and two or three who know it by heart.

    What only `packs` say is not told as unreached. Pure apart from the time it takes. The same arguments give the same
    walks, on every machine.
    """
    script_of = _script_of(of)
    plain = script_of("guided", seed)
    warm(plain)
    known = {ref.id: conditions(plain.question(ref.id)) for ref in plain.items}
    reached, turns = Reached(), 0
    first: dict[tuple[str, str, str], tuple[Fault, Sitting, Trail]] = {}
    times: dict[tuple[str, str, str], int] = {}
    for number in range(players):
        sitting = Sitting.drawn(seed + number, plain.stages())
        script = script_of(sitting.policy, sitting.seed)
        trail = walked(script, Player(sitting.character, sitting.seed, script), sitting.stage, decide)
        turns += len(trail.steps)
        reached.add(trail, known)
        twice = number < len(CHARACTERS) or number % DONE_AGAIN == 0
        for fault in faults_of(trail, decide, twice=twice):
            first.setdefault(fault.key, (fault, sitting, trail))
            times[fault.key] = times.get(fault.key, 0) + 1
    by_heart, lost = losses(plain, decide)
    for trail in by_heart:
        turns += len(trail.steps)
        reached.add(trail, known)
    failures = tuple(_failures(first, times, decide))
    every = tuple(one for one in dict.fromkeys(pieces(plain)) if not packs.speaks(one.item, one.name))
    return Walks(plain.title, players, seed, turns, failures, lost, reached.missing(plain, every), len(every))


def _script_of(of: Loaded | ScriptOf) -> ScriptOf:
    if not isinstance(of, Loaded):
        return of
    return lambda policy, seed: Script.of_case(of.case, of.hash, policy=policy, seed=seed)


def _failures(
    first: dict[tuple[str, str, str], tuple[Fault, Sitting, Trail]],
    times: dict[tuple[str, str, str], int],
    decide: Decide,
) -> Iterator[Failure]:
    shown: Counter[str] = Counter()
    for key, (fault, sitting, trail) in first.items():
        shown[fault.kind] += 1
        short = shrunk(trail, fault, decide) if shown[fault.kind] <= SHOWN else None
        yield Failure(fault, sitting.character, sitting.seed, sitting.policy, times[key], short)

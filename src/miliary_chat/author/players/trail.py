"""One run, step by step: what was done, what came of it, and where it stood before and after."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from miliary_chat.author.players.material import material_of
from miliary_chat.author.players.player import Player
from miliary_chat.base.errors import IllegalMove
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.evolve import fold
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State

Decide = Callable[[Script, State, a.Action, int], tuple[e.Event, ...]]

SKIPS_TO_CLOSE = 8
"""Skips in a row that close any question: an interview takes two, orders one for each that is discussed."""


@dataclass(frozen=True, slots=True)
class Step:
    """One action. `refused` is why the dialogue did not allow it, `broken` the error that it ended in."""

    action: a.Action
    before: State
    after: State
    events: tuple[e.Event, ...] = ()
    refused: str = ""
    broken: str = ""


@dataclass(frozen=True)
class Trail:
    """A run as far as it went."""

    script: Script
    steps: tuple[Step, ...]

    @property
    def state(self) -> State:
        """Where it ended."""
        return self.steps[-1].after

    @property
    def actions(self) -> tuple[a.Action, ...]:
        """What was done."""
        return tuple(step.action for step in self.steps)

    @property
    def log(self) -> tuple[e.Event, ...]:
        """Everything that happened."""
        return tuple(event for step in self.steps for event in step.events)


def take(script: Script, state: State, action: a.Action, decide: Decide) -> Step:
    """One step of a run; whatever goes wrong in it is kept with it."""
    try:
        events = decide(script, state, action, 0)
        after = fold(events, state)
    except IllegalMove as refusal:
        return Step(action, state, state, refused=str(refusal))
    except Exception as error:  # what breaks the tutor is what the players are looking for
        return Step(action, state, state, broken=f"{type(error).__name__}: {error}")
    return Step(action, state, after, events)


def again(script: Script, actions: Iterable[a.Action], decide: Decide, first: Sequence[Step] = ()) -> Trail:
    """The run that these actions make, after the steps in `first`; it ends where the run ends or breaks."""
    steps = list(first)
    state = steps[-1].after if steps else State()
    for action in actions:
        step = take(script, state, action, decide)
        steps.append(step)
        state = step.after
        if step.broken or state.ended is not None:
            break
    return Trail(script, tuple(steps))


def walked(script: Script, player: Player, stage: str | None, decide: Decide) -> Trail:
    """The run of one player, until it ends, breaks, sticks or goes on for too long."""
    steps = [take(script, State(), a.Begin(stage), decide)]
    skips, bound = 0, turns_at_most(script)
    while not steps[-1].broken and steps[-1].after.current is not None and len(steps) <= bound:
        step = take(script, steps[-1].after, player.next(steps[-1].after), decide)
        steps.append(step)
        stays = step.after.current == step.before.current
        skips = skips + 1 if isinstance(step.action, a.Skip) and stays else 0
        if step.after.policy == "guided" and skips > SKIPS_TO_CLOSE:
            break
    return Trail(script, tuple(steps))


def turns_at_most(script: Script) -> int:
    """Turns within which every player gets to the end: what they may stay at each question, and the skips after it."""
    return sum(24 + 2 * material_of(script, ref.id).size + SKIPS_TO_CLOSE for ref in script.items)

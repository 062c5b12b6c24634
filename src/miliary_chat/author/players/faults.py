"""What must never happen in a run: each a check, with a sentence for the author."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from miliary_chat.author.players.repeats import said_thrice, told_twice
from miliary_chat.author.players.trail import SKIPS_TO_CLOSE, Decide, Step, Trail, again, turns_at_most
from miliary_chat.base.sanitise import one_line
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.evolve import fold
from miliary_chat.dialogue.marks import ItemMark
from miliary_chat.dialogue.reasons import name_of
from miliary_chat.dialogue.score import marks
from miliary_chat.dialogue.state import ItemState
from miliary_chat.dialogue.states import Phase

Kind = Literal[
    "broken",
    "refused",
    "silence",
    "stuck",
    "endless",
    "marks",
    "late-help",
    "told-twice",
    "said-thrice",
    "state",
    "replay",
]
_SAID: Final = (a.Begin, a.Say, a.AskHint, a.AskWhy, a.Skip, a.Choose, a.Dispute, a.GoTo, a.Submit)
_PROGRAM: Final = "This is a fault of the program, not of the case: please report it with this transcript."
_NO_MARK: Final = (e.Answered, e.Judged, e.Unrecognised, e.Spoke, e.Pumped, e.AskedBack, e.Settled, e.Carried)
_SLACK: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that must not happen: `about` names whom it is about, `turn` the step at which it showed."""

    kind: Kind
    item: str
    about: str
    what: str
    turn: int

    @property
    def key(self) -> tuple[str, str, str]:
        """The same fault in another run has the same key."""
        return self.kind, self.item, self.about


Check = Callable[[Trail], Iterator[Fault]]


def faults_of(trail: Trail, decide: Decide, *, twice: bool = True) -> tuple[Fault, ...]:
    """Every fault of a run, each once, in the order in which they showed; `twice` does all of it again to compare."""
    found = [fault for check in CHECKS.values() for fault in check(trail)]
    if twice:
        found += _differs_again(trail, decide)
    first: dict[tuple[str, str, str], Fault] = {}
    for fault in sorted(found, key=lambda fault: fault.turn):
        first.setdefault(fault.key, fault)
    return tuple(first.values())


def shows(trail: Trail, fault: Fault, decide: Decide) -> bool:
    """Whether a run has this fault too."""
    found = _differs_again(trail, decide) if fault.kind == "replay" else CHECKS[fault.kind](trail)
    return any(one.key == fault.key for one in found)


def _where(step: Step) -> str:
    return step.before.current or step.after.current or "the beginning"


def _broken(trail: Trail) -> Iterator[Fault]:
    for turn, step in enumerate(trail.steps):
        if step.broken:
            about = step.broken.split(":")[0]
            what = f"The tutor broke down at {_where(step)}: {one_line(step.broken, limit=300)}. {_PROGRAM}"
            yield Fault("broken", _where(step), about, what, turn)


def _refused(trail: Trail) -> Iterator[Fault]:
    """Only going to a question, and an exam's question that is closed, may be refused."""
    for turn, step in enumerate(trail.steps):
        closed = step.before.policy == "exam" and step.before.item.phase is Phase.CLOSED
        if step.refused and not isinstance(step.action, a.GoTo) and not closed:
            doing = type(step.action).__name__
            what = f"At {_where(step)} the tutor could not take {doing}: {step.refused} {_PROGRAM}"
            yield Fault("refused", _where(step), doing, what, turn)


def _silence(trail: Trail) -> Iterator[Fault]:
    for turn, step in enumerate(trail.steps):
        if step.refused or step.broken or trail.script.policy != "guided" or not isinstance(step.action, _SAID):
            continue
        if not any(words.text.strip() for event in step.events if (words := getattr(event, "words", None))):
            what = f"Something was said at {_where(step)}, and nothing came back."
            yield Fault("silence", _where(step), type(step.action).__name__, what, turn)


def _stuck(trail: Trail) -> Iterator[Fault]:
    """A dead end: a question that stays open whatever is skipped."""
    skips = 0
    for turn, step in enumerate(trail.steps):
        stays = step.after.current == step.before.current
        skips = skips + 1 if isinstance(step.action, a.Skip) and stays else 0
        if skips > SKIPS_TO_CLOSE and step.after.policy == "guided":
            what = f"{_where(step)} is a dead end: it stays open after {skips} skips in a row."
            yield Fault("stuck", _where(step), "", what, turn)
            return


def _endless(trail: Trail) -> Iterator[Fault]:
    bound = turns_at_most(trail.script)
    if trail.script.policy == "guided" and len(trail.steps) > bound and trail.state.ended is None:
        what = f"The run does not end: after {bound} turns it stands at {trail.state.current}."
        yield Fault("endless", "", "", what, len(trail.steps) - 1)


def _marks(trail: Trail) -> Iterator[Fault]:
    """Marks outside 0 to 100, or of a part outside what it is worth, at any time."""
    for turn, step in enumerate(trail.steps):
        if all(isinstance(event, _NO_MARK) for event in step.events):
            continue
        try:
            now = marks(trail.script, step.after)
        except Exception as error:  # a mark that cannot be counted is a fault, and the run goes on
            what = f"The marks cannot be counted at {_where(step)}: {type(error).__name__}: {error}. {_PROGRAM}"
            yield Fault("marks", _where(step), "counted", what, turn)
            return
        pairs = [("the case", now.total), *((f"the stage {stage.stage}", stage.mark) for stage in now.stages)]
        for name, mark in pairs:
            if mark is not None and not 0 <= mark <= 100:
                yield Fault("marks", _where(step), name, f"The mark of {name} is {mark}, outside 0 to 100.", turn)
        for item in (item for stage in now.stages for item in stage.items):
            for about, what in _out_of_range(item):
                yield Fault("marks", item.item, about, what, turn)


def _out_of_range(item: ItemMark) -> Iterator[tuple[str, str]]:
    numbers = {"the mark": item.mark, "thoroughness": item.thoroughness, "efficiency": item.efficiency}
    for name, number in numbers.items():
        if number is not None and not 0 <= number <= 100:
            yield name, f"In {item.item} {name} is {number}, outside 0 to 100."
    for part in item.parts:
        low, high = (None, 0.0) if part.kind == "wrong" else (0.0, part.worth)
        if part.earned > high + _SLACK or (low is not None and part.earned < low - _SLACK):
            yield part.id, f"In {item.item} “{part.name}” earns {part.earned:g}, and it is worth {part.worth:g}."


def _late_help(trail: Trail) -> Iterator[Fault]:
    """A hint, a prompt or a question about what was earned already."""
    for turn, step in enumerate(trail.steps):
        state = step.before
        for event in step.events:
            own = state.items.get(getattr(event, "item", None) or "")
            if isinstance(event, e.Hinted | e.Prompted) and own and _has(own, event.concept):
                name = name_of(trail.script, event.item, event.concept) or event.concept
                sort = "a hint" if isinstance(event, e.Hinted) else "a prompt"
                what = f"At {event.item} the tutor gives {sort} for “{name}” after it was said or told."
                yield Fault("late-help", event.item, event.concept, what, turn)
            state = fold((event,), state)


def _has(own: ItemState, name: str) -> bool:
    listed = name in own.stands and own.stands[name].stance != "withdrawn"
    return listed or name in own.credits or name in own.asserted or name in own.runs or name in own.heard


def _state(trail: Trail) -> Iterator[Fault]:
    """What is known has to be what the events tell, and nothing else."""
    if trail.state.sequence and fold(trail.log) != trail.state:
        what = f"The events of this run do not lead to where it stands. {_PROGRAM}"
        yield Fault("state", "", "", what, len(trail.steps) - 1)


def _differs_again(trail: Trail, decide: Decide) -> Iterator[Fault]:
    """The same actions have to bring the same events."""
    second = again(trail.script, trail.actions, decide)
    for turn, (one, other) in enumerate(zip(trail.steps, second.steps, strict=False)):
        if one.events != other.events or one.refused != other.refused:
            what = f"The same actions, done again, bring something else at {_where(one)}. {_PROGRAM}"
            yield Fault("replay", _where(one), "", what, turn)
            return


def _told_twice(trail: Trail) -> Iterator[Fault]:
    for repeat in told_twice(trail):
        yield Fault("told-twice", repeat.item, repeat.about, repeat.what, repeat.turn)


def _said_thrice(trail: Trail) -> Iterator[Fault]:
    for repeat in said_thrice(trail):
        yield Fault("said-thrice", repeat.item, repeat.about, repeat.what, repeat.turn)


CHECKS: Final[Mapping[Kind, Check]] = MappingProxyType(
    {
        "broken": _broken,
        "refused": _refused,
        "silence": _silence,
        "stuck": _stuck,
        "endless": _endless,
        "marks": _marks,
        "late-help": _late_help,
        "told-twice": _told_twice,
        "said-thrice": _said_thrice,
        "state": _state,
    }
)
"""Every kind of fault with the check that finds it, but "replay", which needs the tutor once more."""

"""What the screens ask of an exam's questions: how they are answered, which comes next, what leaving one closes."""

from collections.abc import Iterable
from typing import Final

from miliary_chat.dialogue.exam import moving
from miliary_chat.dialogue.exam.overview import is_answered
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.dialogue.states import Phase
from miliary_chat.dialogue.terms import SectionTerms

_TALKS: Final = ("interview", "order")


def talks(script: Script, item: str) -> bool:
    """Whether what is sent is replied to, so that one stays at the question."""
    return script.activity(item) in _TALKS


def written(script: Script, item: str) -> bool:
    """Whether one text is the answer, and the last one counts; not so where one talks, orders or chooses."""
    return script.activity(item) not in (*_TALKS, "choice")


def kept_answer(script: Script, state: State, item: str) -> str:
    """The text that counts as the answer to a written question now; empty where there is none."""
    answers = state.items[item].answers
    return answers[-1] if answers and written(script, item) else ""


def number(script: Script, item: str) -> int:
    """The number of a question in the whole exam, from 1."""
    return script.items.index(script.ref(item)) + 1


def position(script: Script, item: str) -> str:
    """What a question is called: "Question 3 of 12"."""
    return f"Question {number(script, item)} of {len(script.items)}"


def part(script: Script, item: str) -> SectionTerms | None:
    """The part that a question stands in; None for a case that is sat without a blueprint."""
    section = script.ref(item).section
    return script.terms.section(section) if script.terms and section else None


def after(script: Script, state: State) -> str | None:
    """The next question in order that is not closed; None after the last one."""
    return next(iter(_open(script, state, step=1)), None)


def before(script: Script, state: State) -> str | None:
    """The question before this one that is not closed; None before the first one."""
    return next(iter(_open(script, state, step=-1)), None)


def _open(script: Script, state: State, step: int) -> list[str]:
    names = [ref.id for ref in script.items][::step]
    beyond = names[names.index(state.current) + 1 :] if state.current else names
    return [name for name in beyond if state.items[name].phase is not Phase.CLOSED]


def given_up(script: Script, state: State, target: str) -> tuple[str, ...]:
    """What going to `target` closes that somebody might still want: more than one question that is answered."""
    closing = moving.leaves_for_good(state, target)
    if closing == (state.current,) and is_answered(script, state, closing[0]):
        return ()
    return closing


def begins_time(script: Script, state: State, target: str) -> SectionTerms | None:
    """The part with a time of its own that going to `target` enters; None when its time runs already, or it has none.

    A part is entered once: its clock cannot be begun anew.
    """
    there = part(script, target)
    return there if there and there.limit_us is not None and there.id not in state.sections else None


def ranges(found: Iterable[int]) -> str:
    """Numbers as they are read out, neighbours together: "2", "1 to 4, 7 and 9"."""
    runs: list[list[int]] = []
    for one in sorted(found):
        if runs and runs[-1][-1] == one - 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    words = [word for run in runs for word in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run))]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""

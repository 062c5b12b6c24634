"""`exam live`: who sits an exam now, where they are, and what is to be looked into."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from miliary_chat.base.sanitise import one_line
from miliary_chat.cli.endings import tell
from miliary_chat.cli.papers import open_exams, source_at
from miliary_chat.cli.rows import print_rows
from miliary_chat.cli.wishes import Wishes
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.exam.limits import left
from miliary_chat.dialogue.exam.telling import in_words, time_left
from miliary_chat.dialogue.state import State
from miliary_chat.session.clock import Clock, SystemClock
from miliary_chat.session.exam import as_it_stands
from miliary_chat.session.store import Store, Summary


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody in an exam. Seconds are whole; `flags` are sentences."""

    code: str
    name: str
    attempt: str
    place: str
    left_seconds: int | None
    answered: int
    questions: int
    quiet_seconds: int
    flags: tuple[str, ...]


def show_live(wishes: Wishes, exam: str, *, as_json: bool) -> int:
    """Print who sits the exam now; 0, also when nobody does."""
    clock = SystemClock()
    store = open_exams(wishes, clock)
    try:
        source = source_at(exam, wishes, store)
        names = store.people()
        found = [
            _sitting(store, one, names.get(one.person, ""), clock) for one in store.attempts(live=True, source=source)
        ]
    finally:
        store.close()
    found.sort(key=lambda one: one.code.casefold())
    if as_json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2))
    elif not found:
        tell("Nobody is sitting this exam now.")
    else:
        print_rows([_row(one) for one in found])
    return 0


def _sitting(store: Store, summary: Summary, name: str, clock: Clock) -> Sitting:
    now, state = as_it_stands(store, summary.id, clock)
    remains = left(state, now)
    events = [record.event for record in store.read_events(summary.id)]
    return Sitting(
        code=summary.person,
        name="" if name == summary.person else name,
        attempt=summary.id,
        place=summary.standing.place,
        left_seconds=None if remains is None else round(remains / 1_000_000),
        answered=sum(_is_answered(state, item) for item in state.refs),
        questions=len(state.refs),
        quiet_seconds=max(0, round((clock.now().utc_us - summary.last_us) / 1_000_000)),
        flags=tuple(_flags(state, events)),
    )


def _is_answered(state: State, item: str) -> bool:
    """As far as events alone tell, without the cases: something was sent, and not emptied again."""
    answers = state.items[item].answers
    return bool(answers and answers[-1])


def _flags(state: State, events: list[e.Event]) -> Iterator[str]:
    if state.paused_us is not None:
        yield "in a rest break"
    for event in events:
        if isinstance(event, e.ClockMoved):
            yield f"clock set {'ahead' if event.by_us > 0 else 'back'} by {in_words(abs(event.by_us))}"
    away = [event.away_us for event in events if isinstance(event, e.Reentered)]
    if away:
        yield f"came back {'once' if len(away) == 1 else f'{len(away)} times'}, away for {in_words(sum(away))}"
    if state.given_us - state.rested_us:
        yield f"{in_words(state.given_us - state.rested_us)} given"


def _row(one: Sitting) -> tuple[str, ...]:
    who = one.code if not one.name else f"{one.code} ({one_line(one.name, limit=40)})"
    remains = "no limit" if one.left_seconds is None else f"{time_left(one.left_seconds * 1_000_000)} left"
    return who, one.place, remains, f"{one.answered} of {one.questions} answered", "; ".join(one.flags)

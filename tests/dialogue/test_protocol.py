"""The life of an item: every pair of the table, and the illegal ones too."""

from itertools import product
from typing import Any, get_args, get_type_hints

import pytest

from miliary_chat.base.errors import IllegalMove
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.evolve import evolve, fold
from miliary_chat.dialogue.states import TRANSITIONS, Phase, follow

ITEM = "findings/film"
OF_AN_ITEM = [event for event in get_args(e.Event) if event not in (e.Started, e.Ended)]
ROADS: dict[Phase, tuple[e.Event, ...]] = {
    Phase.UNSEEN: (),
    Phase.OPEN: (e.Opened(ITEM, e.Words("k", "t")),),
    Phase.PENDING: (
        e.Opened(ITEM, e.Words("k", "t")),
        e.AskedBack(ITEM, e.Pending("clarify", "size", "big"), e.Words("k", "t")),
    ),
    Phase.CLOSED: (e.Closed(ITEM, "skipped"),),
}
STARTED = e.Started("guided", 1, (e.ItemRef(ITEM, "0", "findings", "film"),), "p", "t", "j")


def sample(kind: type) -> e.Event:
    """An event of this kind, with the plainest values that its fields take."""
    plain: dict[Any, Any] = {str: "x", int: 1, bool: False, e.Words: e.Words("k", "t"), e.Pending: e.Pending("lead")}
    values = {}
    for name, hint in get_type_hints(kind).items():
        choices = get_args(hint)
        if name == "item":
            values[name] = ITEM
        elif hint in plain:
            values[name] = plain[hint]
        elif type(None) in choices:
            values[name] = None
        elif choices and isinstance(choices[0], str):
            values[name] = choices[0]
        else:
            values[name] = ()
    event: e.Event = kind(**values)
    return event


@pytest.mark.parametrize(("phase", "kind"), list(product(Phase, OF_AN_ITEM)), ids=lambda v: getattr(v, "__name__", v))
def test_every_pair_of_phase_and_event_follows_the_table_or_is_refused(phase: Phase, kind: type) -> None:
    state = fold((STARTED, *ROADS[phase]))
    assert state.items[ITEM].phase is phase
    if (phase, kind) in TRANSITIONS:
        assert evolve(state, sample(kind)).items[ITEM].phase is TRANSITIONS[phase, kind]
    else:
        with pytest.raises(IllegalMove):
            evolve(state, sample(kind))


def test_an_illegal_event_changes_nothing() -> None:
    state = fold((STARTED, *ROADS[Phase.CLOSED]))
    before = (state, dict(state.items))
    with pytest.raises(IllegalMove):
        evolve(state, sample(e.Opened))
    assert (state, dict(state.items)) == before


def test_nothing_leads_out_of_closed() -> None:
    assert {after for (before, _), after in TRANSITIONS.items() if before is Phase.CLOSED} == {Phase.CLOSED}


def test_only_the_tutors_own_question_leads_to_pending_and_only_its_settling_back_to_open() -> None:
    into = {kind for (before, kind), after in TRANSITIONS.items() if before is Phase.OPEN and after is Phase.PENDING}
    back = {kind for (before, kind), after in TRANSITIONS.items() if before is Phase.PENDING and after is Phase.OPEN}
    assert (into, back) == ({e.AskedBack}, {e.Settled})


def test_follow_says_what_cannot_happen() -> None:
    with pytest.raises(IllegalMove, match="Settled cannot happen to an item that is closed"):
        follow(Phase.CLOSED, e.Settled(ITEM, answered=True))

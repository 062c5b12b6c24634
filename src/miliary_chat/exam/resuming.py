"""Taking up an exam's attempt, whether it is sat from a pack or from cases with their keys."""

from collections.abc import Mapping

from miliary_chat.base.errors import StoreError
from miliary_chat.case.loaded import Loaded
from miliary_chat.dialogue.events import Started
from miliary_chat.exam.unpacking import paper_from
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import Clock
from miliary_chat.session.store.contract import Store, Summary


def resume(store: Store, attempt: str, clock: Clock) -> Attempt:
    """Take an attempt up where it was left; the beginning of its id is enough.

    One that goes on from a pack goes on without keys, even where the store has them; one that was handed in comes back
    with them where it has. UsageError when there is no such attempt, StoreError when it cannot go on.
    """
    summary = store.attempt(attempt)
    pack = pack_of(store, summary)
    if not pack:
        return Attempt.resume(store, summary.id, clock)
    return Attempt.resume(store, summary.id, clock, cases=_cases(store, summary, pack))


def pack_of(store: Store, summary: Summary) -> str:
    """The hash of the pack that an attempt was sat from; empty for none."""
    return _pack(_started(store, summary))


def _started(store: Store, summary: Summary) -> Started | None:
    recorded = store.read_events(summary.id)
    first = recorded[0].event if recorded else None
    return first if isinstance(first, Started) else None


def _pack(started: Started | None) -> str:
    return started.terms.pack if started is not None and started.terms is not None else ""


def _cases(store: Store, summary: Summary, pack: str) -> Mapping[str, Loaded]:
    started = _started(store, summary)
    pins = dict.fromkeys(ref.case for ref in started.items) if started else {}
    if not summary.live:
        full = _with_keys(store, tuple(pins))
        if full is not None:
            return full
    paper = paper_from(store.read_exam(pack))
    cases = {loaded.hash: loaded for loaded in paper.cases.values() if loaded.hash in pins}
    if paper.pack != pack or len(cases) < len(pins):
        raise StoreError("The exam file that this attempt belongs to was changed in the store.", "It cannot go on.")
    return cases


def _with_keys(store: Store, pins: tuple[str, ...]) -> Mapping[str, Loaded] | None:
    """The cases as the examiner's store has them; None on a candidate's machine."""
    try:
        return {pin: store.read_case(pin) for pin in pins}
    except StoreError:  # not there, and what is there instead is in the pack
        return None

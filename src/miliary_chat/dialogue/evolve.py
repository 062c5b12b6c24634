"""How an event changes what is known: the fold, pure, without a judgement of its own."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, TypeVar

from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.state import Credit, Entered, ItemState, Run, Stand, State
from miliary_chat.dialogue.states import follow
from miliary_chat.dialogue.terms import BARE

Value = TypeVar("Value")

TRIES = 2
"""The first answer after a hint that was asked for leaves the next step to the trainee; the second does not."""


def fold(events: Iterable[e.Event], state: State | None = None) -> State:
    """The state after `events`, from the beginning or from `state`."""
    state = state or State()
    for event in events:
        state = evolve(state, event)
    return state


def evolve(state: State, event: e.Event) -> State:
    """The state after `event`; IllegalMove when the item's life has no place for it."""
    count = state.sequence + 1
    if isinstance(event, e.Started):
        items = MappingProxyType({ref.id: ItemState() for ref in event.items})
        return State(
            policy=event.policy,
            seed=event.seed,
            sequence=count,
            items=items,
            terms=event.terms or (BARE if event.policy == "exam" else None),
            started_us=event.at_us,
            refs=MappingProxyType({ref.id: ref for ref in event.items}),
        )
    if isinstance(event, e.Ended):
        return replace(state, sequence=count, ended=event.reason, ended_us=event.at_us, current=None)
    if event.item is None:
        return replace(state, sequence=count, **_exam(state, event))
    before = state.items.get(event.item, ItemState())
    after = replace(_changed(before, event), phase=follow(before.phase, event))
    if isinstance(event, e.Opened) and state.terms is not None:
        state, after = _entered(state, after, event)
    elif isinstance(event, e.Resulted):
        run = replace(after.runs[event.order], known=state.known_of(event.item))
        after = replace(after, runs=_with(after.runs, event.order, run))
    return replace(
        state,
        sequence=count,
        current=event.item if isinstance(event, e.Opened) else state.current,
        judged=event.item if isinstance(event, e.Judged) else state.judged,
        items=MappingProxyType({**state.items, event.item: after}),
        facts=_learnt(state, event.item, _facts(event)),
    )


def _exam(state: State, event: e.Event) -> dict[str, Any]:
    """What an event about the whole exam changes."""
    match event:
        case e.Paused():
            return {"paused_us": event.at_us}
        case e.Unpaused():
            rested, given = state.rested_us + event.rested_us, state.given_us + event.rested_us
            return {"paused_us": None, "rested_us": rested, "given_us": given}
        case e.TimeAdded():
            return {"given_us": state.given_us + event.us, "additions": state.additions | {event.id}}
        case _:
            return {}


def _entered(state: State, item: ItemState, event: e.Opened) -> tuple[State, ItemState]:
    """The first opening of an exam's item, and of its section, begins their clocks."""
    section = state.refs[event.item].section
    if section not in state.sections:
        state = replace(state, sections=_with(state.sections, section, Entered(event.at_us, state.given_us)))
    if not item.opened_us:
        item = replace(item, opened_us=event.at_us, given_us=state.given_us)
    return state, item


def _with(mapping: Mapping[str, Value], key: str, value: Value) -> Mapping[str, Value]:
    return MappingProxyType({**mapping, key: value})


def _once(items: tuple[str, ...], item: str) -> tuple[str, ...]:
    return items if item in items else (*items, item)


def _learnt(state: State, item: str, facts: frozenset[str]) -> Mapping[str, frozenset[str]]:
    return _with(state.facts, state.refs[item].case, state.known_of(item) | facts) if facts else state.facts


def _facts(event: e.Event) -> frozenset[str]:
    """What somebody who was there now knows, in the words of conditions."""
    match event:
        case e.Replied(reply=name, kind="reply"):
            return frozenset({f"asked {name}"})
        case e.Replied(reply=name, kind="finding"):
            return frozenset({f"examined {name}"})
        case e.Resulted(order=name):
            return frozenset({f"ordered {name}"})
        case e.Credited(concept=name):
            return frozenset({f"said {name}"})
        case e.Listed(entry=name):
            return frozenset({f"listed {name}"})
        case _:
            return frozenset()


def _changed(item: ItemState, event: e.Event) -> ItemState:
    """The item's state after `event`, its phase aside."""
    changes = _speech(item, event) or _ladder(item, event) or _content(item, event)
    return replace(item, **changes) if changes else item


def _speech(item: ItemState, event: e.Event) -> dict[str, Any]:
    match event:
        case e.Answered():
            tries = max(0, item.tries - 1)
            return {"answers": (*item.answers, event.text), "hinted_since": False, "tries": tries}
        case e.Judged(aside=True):
            return {"verdicts": event.verdicts, "judged": event.revision, "sought": item.target}
        case e.Judged():
            blanks = 0 if event.verdicts else item.blanks
            judged = {"verdicts": event.verdicts, "judged": event.revision, "sought": item.target}
            judged["unclaimed"] = event.unclaimed
            return {**judged, "blanks": blanks}
        case e.Unrecognised():
            return {"blanks": item.blanks + 1, "unrecognised": (*item.unrecognised, event.text)}
        case e.AskedBack():
            about = event.pending.concept
            asked = f"offer {about}" if event.pending.kind == "offer" else about or event.pending.kind
            return {"pending": event.pending, "asked_back": item.asked_back | {asked}, "target": about or item.target}
        case e.Settled():
            return {"pending": None}
        case e.Carried():
            return {"carried": _with(item.carried, event.concept, event.quote)}
        case e.Claimed():
            target = None if event.concept == item.target else item.target
            return {"claimed": _with(item.claimed, event.concept, event.text), "target": target}
        case e.Closed():
            return {"why": event.why, "pending": None, "target": None}
        case _:
            return {}


def _ladder(item: ItemState, event: e.Event) -> dict[str, Any]:
    match event:
        case e.Pumped():
            return {"pumped": True}
        case e.Credited():
            credit = Credit(event.leaves, event.how, event.revision, event.spans)
            target = None if item.target == event.concept else item.target
            return {"credits": _with(item.credits, event.concept, credit), "target": target}
        case e.Hinted():
            rungs = _with(item.rungs, event.concept, event.rung)
            pursued = _once(item.pursued, event.concept)
            return {"rungs": rungs, "target": event.concept, "pursued": pursued, **_asked(event)}
        case e.Spoke(move="compare", words=words):  # which row of the table of look-alikes was told
            column, _, row = words.key.rpartition("/")
            return {"rungs": _with(item.rungs, column, int(row))}
        case e.Prompted():
            return {
                "prompted": item.prompted | {event.concept},
                "target": event.concept,
                "pursued": _once(item.pursued, event.concept),
                **_asked(event),
            }
        case e.Asserted():
            target = None if item.target == event.concept else item.target
            return {"asserted": item.asserted | {event.concept}, "target": target, "blanks": 0}
        case e.Erred():
            return {"erred": _once(item.erred, event.concept)}
        case e.Corrected():
            return {"corrected": item.corrected | {event.concept}}
        case e.Contradicted():
            return {"contradicted": item.contradicted | {event.concept}, "target": event.concept}
        case _:
            return {}


def _decided(decided: tuple[e.Ruled, ...], event: e.Ruled) -> tuple[e.Ruled, ...]:
    """The decisions that hold after one more, in order; one on the same concept and wording takes the other's place."""
    others = tuple(one for one in decided if (one.concept, one.wording) != (event.concept, event.wording))
    return others if event.withdrawn else (*others, event)


def _asked(event: e.Hinted | e.Prompted) -> dict[str, Any]:
    return {"hinted_since": event.asked, "tries": TRIES if event.asked else 0}


def _content(item: ItemState, event: e.Event) -> dict[str, Any]:
    match event:
        case e.Replied(kind="handover"):
            return {"unasked": _once(item.unasked, event.reply)}
        case e.Replied():
            name = event.reply if event.kind == "reply" else f"{event.reply}.find"
            return {"heard": _once(item.heard, name)}
        case e.Resulted():
            run = Run(event.worth, event.credit, event.told, event.revision)
            return {"runs": _with(item.runs, event.order, run), "target": None}
        case e.Stopped():
            return {"stopped": True}
        case e.Listed():
            stand = Stand(event.stance, event.leaves, event.revision, event.general)
            return {"stands": _with(item.stands, event.entry, stand), "target": None}
        case e.Committed():
            return {"lead": event.entry, "lead_leaves": event.leaves}
        case e.Chosen():
            return {"chosen": event.options}
        case e.Flagged():
            return {"flagged": event.on}
        case e.Valued():
            before = item.runs.get(event.order, Run(event.worth, event.credit))
            run = replace(before, worth=event.worth, credit=event.credit)
            return {"runs": _with(item.runs, event.order, run)}
        case e.Ruled():
            decided = _decided(item.decided, event)
            ruled = MappingProxyType({one.concept: one.leaves for one in decided if one.concept})
            return {"decided": decided, "ruled": ruled}
        case _:
            return {}

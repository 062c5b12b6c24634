"""Why a verdict is what it is, and what becomes of it when the trainee disputes it."""

from collections.abc import Iterator

from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.concepts import UNREASONABLE
from miliary_chat.dialogue.listening import quoted
from miliary_chat.dialogue.moves import spans_of
from miliary_chat.dialogue.phrases import phrase
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import ItemState, State
from miliary_chat.dialogue.states import Phase
from miliary_chat.dialogue.turn import Turn
from miliary_chat.judge.judgement import Span


def explain(turn: Turn) -> None:
    """Say the reason behind every verdict on the last answer, in the judge's words."""
    item = turn.state.judged
    if item is None:
        return turn.say("redirect", "why-nothing")
    state = turn.state.items[item]
    answer = turn.quote(_judged_answer(state))
    lines = list(dict.fromkeys(_reasons(turn, item, state)))
    if not lines:
        return turn.say("explain", "why-none", answer=answer)
    text = "\n".join([turn.words("why-head", answer=answer).text, *lines])
    turn.emit(e.Spoke(turn.id, "explain", e.Words("tutor/why", text)))


def _reasons(turn: Turn, item: str, state: ItemState) -> Iterator[str]:
    """A line for each verdict; what is nearly right is not named while it is still asked for."""
    for verdict in state.verdicts:
        if verdict.evidence is None:
            continue
        outcome = "met" if verdict.concept in state.credits else verdict.outcome
        key = "wrong" if verdict.kind == "misconception" else outcome
        open_still = key == "near" and state.phase is not Phase.CLOSED
        name = "not settled yet" if open_still else name_of(turn.script, item, verdict.concept)
        reason = "close, but something is still missing." if open_still else verdict.evidence.reason
        if key == "met" and verdict.outcome != "met":
            reason = "credited with what you added."
        if name:
            yield turn.words(f"why-{key}", name=name, reason=reason).text


def name_of(script: Script, item: str, concept: str) -> str:
    """What the tutor calls a concept of an item; empty for one that has no name of its own."""
    question = script.question(item)
    plain = concept.split(".")[-1] if "." in concept else concept
    for group in ("expect", "interview", "entries", "unreasonable", "umbrella", "orders", "panels"):
        parts = getattr(question, group, {})
        part = parts.get(plain) or parts.get(concept.split(".")[0])
        if part is not None:
            return str(getattr(part, "name", plain.replace("-", " ")))
    wrong = script.case(item).misconceptions_in(question).get(concept)
    return wrong.name if wrong else ""


def disputable(script: Script, state: State) -> tuple[tuple[str, str], ...]:
    """What may be claimed about the last judged answer, the likeliest first: (concept, name) pairs.

    First what the answer was refused for, then the point that was asked for when it was given. While the question is
    open, points go by the trainee's own words, so that nothing is given away; once it is closed, everything that was
    not credited can be claimed by its name. Earlier wrong ideas come last. "" stands for the words alone.
    """
    item = _disputed_item(script, state)
    if item is None or script.activity(item) in ("choice", "interview"):
        return ()
    own = state.items[item]
    found = dict(_refused(script, state, item))
    if own.sought in _parts(script, item) and _is_open(own, own.sought):
        found.setdefault(own.sought, _label(script, state, item, "claim-asked", own.sought))
    if own.phase is Phase.CLOSED:
        expect = getattr(script.question(item), "expect", {})
        found = {**found, **{name: part.name for name, part in expect.items() if _is_open(own, name)}, **found}
    elif not found and own.target in _parts(script, item) and _is_open(own, own.target):
        found = {"": _phrase(state, "claim-own"), own.target: _phrase(state, "claim-now")}
    for name in own.erred:
        found.setdefault(name, name_of(script, item, name))
    return tuple((name, label) for name, label in found.items() if name not in own.claimed)


def _disputed_item(script: Script, state: State) -> str | None:
    """Whose answer is disputed: the item that was judged last, or a choice that was made after it."""
    order = [ref.id for ref in script.items]
    since = order.index(state.judged) + 1 if state.judged else 0
    chosen = [item for item in order[since:] if script.activity(item) == "choice" and state.items[item].answers]
    return chosen[-1] if chosen else state.judged


def _refused(script: Script, state: State, item: str) -> Iterator[tuple[str, str]]:
    """What the last judged answer was refused for: wrong ideas first, then what it denied, then what is only near."""
    own, parts = state.items[item], _parts(script, item)
    wrong: set[Span] = set()
    for verdict in own.verdicts:
        name = verdict.concept.removeprefix(UNREASONABLE)
        if verdict.outcome == "met" and verdict.stance != "unlikely" and name in own.erred:
            wrong.update(spans_of(verdict))
            yield name, name_of(script, item, name)
    for outcome in ("denied", "near"):
        for verdict in own.verdicts:
            spans = spans_of(verdict)
            mine = verdict.concept in parts and _is_open(own, verdict.concept) and not wrong & {*spans}
            if verdict.outcome == outcome and mine and spans:
                quote = quoted(_judged_answer(own), spans)
                yield verdict.concept, _label(script, state, item, "claim-quote", verdict.concept, quote=quote)


def _parts(script: Script, item: str) -> frozenset[str]:
    """The points of an item's question that can be claimed."""
    question = script.question(item)
    return frozenset(name for group in ("expect", "entries", "orders") for name in getattr(question, group, {}))


def _is_open(own: ItemState, name: str) -> bool:
    listed = name in own.stands and own.stands[name].leaves == 100
    return not (listed or name in own.credits or name in own.runs or name in own.claimed)


def _label(script: Script, state: State, item: str, key: str, concept: str, *, quote: str = "") -> str:
    """How a point is called to the trainee: by its name only once nothing can be given away."""
    closed = state.items[item].phase is Phase.CLOSED
    return name_of(script, item, concept) if closed else _phrase(state, key, quote=quote)


def _phrase(state: State, key: str, *, quote: str = "") -> str:
    return phrase(key, seed=state.seed, sequence=0, quote=quote).text


def dispute(turn: Turn, concept: str | None, words: str = "") -> None:
    """Keep the claim apart from the marks, with the trainee's words; what is claimed is not asked for again.

    `concept` names one of `disputable`, "" none of them: then only the words are kept. None takes what the last answer
    was refused for, else what it was asked for, else the words alone.
    """
    item = _disputed_item(turn.script, turn.state)
    if item is None or not turn.state.items[item].answers:
        return turn.say("redirect", "claim-nothing")
    choices = dict(disputable(turn.script, turn.state))
    state = turn.state.items[item]
    chosen = concept if concept in choices or concept == "" else _likeliest(turn, item, list(choices))
    said = turn.words("claim", name=choices[chosen]) if chosen else turn.words("claim-words")
    answer = _judged_answer(state) or state.answers[-1]
    turn.emit(e.Claimed(item, chosen, f"{answer} ({words})" if words else answer, said))
    if chosen and state.pending and state.pending.concept == chosen:
        turn.emit(e.Settled(item, answered=False))


def _judged_answer(state: ItemState) -> str:
    """The answer that the last verdicts are about; what was said after it may not have been judged."""
    return state.answers[state.judged - 1] if 0 < state.judged <= len(state.answers) else ""


def _likeliest(turn: Turn, item: str, names: list[str]) -> str:
    """What the last answer was refused for or asked for; "" when only the words can be kept."""
    own = turn.state.items[item]
    refused = {name for name, _ in _refused(turn.script, turn.state, item)} | {own.sought}
    return next((name for name in names if name in refused), "")

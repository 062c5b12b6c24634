"""Why a verdict is what it is, and what becomes of it when the trainee disputes it."""

from collections.abc import Iterator

from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import ItemState, State
from miliary_chat.dialogue.states import Phase
from miliary_chat.dialogue.turn import Turn
from miliary_chat.judge.judgement import Verdict


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
    """What may be claimed about the last judged answer: (concept, name) pairs.

    While a question is open only the point that is asked for can be claimed, unnamed, so that nothing is given away;
    once it is closed everything that was not credited, and every wrong idea that the trainee is said to have had.
    """
    if state.judged is None:
        return ()
    item = state.items[state.judged]
    wrong = [(name, name_of(script, state.judged, name)) for name in item.erred if name not in item.claimed]
    if item.phase is not Phase.CLOSED:
        target = [(item.target, "the point that I asked for")] if item.target else []
        return (*target, *wrong)
    expect = getattr(script.question(state.judged), "expect", {})
    missed = [(name, part.name) for name, part in expect.items() if name not in item.credits]
    return (*((name, label) for name, label in missed if name not in item.claimed), *wrong)


def dispute(turn: Turn, concept: str | None, words: str = "") -> None:
    """Keep the claim apart from the marks, with the trainee's words; what is claimed is not asked for again.

    `concept` names one of `disputable`, "" none of them: then only the words are kept.
    """
    item = turn.state.judged
    if item is None or not turn.state.items[item].answers:
        return turn.say("redirect", "claim-nothing")
    choices = dict(disputable(turn.script, turn.state))
    state = turn.state.items[item]
    chosen = concept if concept in choices or concept == "" else _likeliest(state, list(choices))
    said = turn.words("claim", name=choices[chosen]) if chosen else turn.words("claim-words")
    text = f"{_judged_answer(state)} ({words})" if words else _judged_answer(state)
    turn.emit(e.Claimed(item, chosen, text, said))


def _judged_answer(state: ItemState) -> str:
    """The answer that the last verdicts are about; what was said after it may not have been judged."""
    return state.answers[state.judged - 1] if 0 < state.judged <= len(state.answers) else ""


def _likeliest(state: ItemState, names: list[str]) -> str:
    """The nearly recognised one if there is one, else the first; "" when only the words can be kept."""
    near = [verdict.concept for verdict in state.verdicts if _refused(verdict) and verdict.concept in names]
    return next(iter([*near, *names]), "")


def _refused(verdict: Verdict) -> bool:
    return verdict.outcome in ("near", "denied")

"""What `try` says of a judgement: signs, sentences and lists that both surfaces show."""

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from miliary_chat.author.bench.trying import Noticed, Trial, Tried
from miliary_chat.author.bench.what_if import Change
from miliary_chat.dialogue.hearing import Manner
from miliary_chat.judge.concept import Concept

Sign = Literal["✓", "≈", "✗", "!", "·"]

_MANNERS: Final[dict[Manner, str]] = {
    "dont-know": "“I don't know”: the tutor helps",
    "done": "“done”: the tutor moves on",
    "yes": "“yes”: it counts only where the tutor asked",
    "no": "“no”: it counts only where the tutor asked",
    "stands": "“it stands”: the lead stays as it is",
    "greeting": "a greeting: the tutor greets back",
    "thanks": "thanks: the tutor is polite",
    "repeat": "asks for the question again",
    "ask-tutor": "a question to the tutor: it is turned back",
}


def sign_of(one: Noticed) -> Sign:
    """✓ met, ≈ near, ✗ denied or rejected, ! a mistake that was said, · not found."""
    match one.verdict.outcome:
        case "met":
            return "!" if one.wrong else "✓"
        case "near":
            return "≈"
        case "denied":
            return "✓" if one.asked else "✗"
        case "missing":
            return "✗" if one.heard else "·"


def outcome_of(one: Noticed) -> str:
    """The verdict in a word or two: "met", "asserted" for a mistake, "not counted" for words that fit but lose."""
    outcome = one.verdict.outcome
    if outcome == "met":
        stance = "" if one.verdict.stance == "asserted" else f", {one.verdict.stance}"
        return f"{'asserted' if one.wrong else 'met'}{stance}"
    if outcome == "denied" and one.asked:
        return "met, for a denial asks too"
    if outcome == "missing" and one.heard:
        return "not counted"
    return "not found" if outcome == "missing" else outcome


def basis_of(one: Noticed) -> str:
    """What the verdict rests on: the words, the author's phrasing, the rule; what is missing; why, where that adds."""
    evidence = one.verdict.evidence
    if evidence is None:
        return ""
    told = f"“{one.words}” by “{evidence.phrasing}”, {evidence.rule}."
    if one.lack:
        told += f" Near: {one.lack}."
    elif evidence.rule != "all-words":
        told += f" {evidence.reason}"
    return told


def evidence_of(one: Noticed) -> Iterator[str]:
    """All the evidence of one verdict, a line each."""
    evidence = one.verdict.evidence
    if evidence is None:
        yield "Nothing in this answer speaks of it."
        return
    yield f"words: “{one.words}”"
    yield f"phrasing: “{evidence.phrasing}”"
    yield f"score {evidence.score:.2f}, rule {evidence.rule}"
    for reading in evidence.readings:
        yield f"read: “{reading.typed}” as “{reading.read_as}” ({reading.kind})"
    if one.lack:
        yield f"to be met: {one.lack}"
    yield f"told to trainees: {evidence.reason}"


def phrasings_of(concept: Concept, accept: str = "accept") -> Iterator[tuple[str, tuple[str, ...]]]:
    """All that the judge listens for, by the key under which it stands in the case; `accept` as it is called there."""
    rows = [(accept, concept.accept)]
    rows += [(f"require {number}", group) for number, group in enumerate(concept.require, start=1)]
    rows += [("measure", (concept.measure,) if concept.measure else ())]
    rows += [("tolerance", (concept.tolerance,) if concept.tolerance else ())]
    rows += [("broader", concept.broader), ("reject", concept.reject), ("contradicted", concept.contradicted)]
    rows += [("after", (concept.after,) if concept.after else ()), ("also", concept.also)]
    yield from ((name, texts) for name, texts in rows if texts)


def unheard_of(tried: Tried) -> str:
    """The stretches that no concept claimed, quoted; empty when there are none."""
    return ", ".join(f"“{words}”" for words in tried.unheard)


def manner_of(tried: Tried) -> str:
    """What the tutor would take the whole answer for, when it is none; empty when it is judged."""
    return f"In a run this is {_MANNERS[tried.manner]}." if tried.manner in _MANNERS else ""


def told(change: Change) -> str:
    """One change in a line."""
    step = f"{change.before} → {change.after}"
    match change.way:
        case "answer":
            return f"this answer: {change.concept} {step}"
        case "kept":
            must = f", but it must be {change.label or 'not found'}" if change.harms else ""
            return f"kept answer “{_short(change.text)}”: {change.concept} {step}{must}"
        case "phrasing" if change.concept == change.of:
            return f"“{change.text}” would no longer meet {change.of}, whose phrasing it is"
        case "phrasing":
            return f"“{change.text}” of {change.of} would meet {change.concept} too"
        case "itself" if change.after == "met":
            return f"“{change.text}” meets {change.concept} too"
        case "itself":
            return f"“{change.text}” alone is {change.after} for {change.concept}: the judge needs more than this"


def told_none(kept: Sequence[object]) -> str:
    """What is said when a phrasing would change nothing."""
    answers = {0: "no answers are kept here"}.get(len(kept), f"{len(kept)} kept answers stay as they are")
    return f"Nothing would change: not this answer, not another phrasing; {answers}."


def advice(trial: Trial, item: str, concept: str, phrasing: str, changes: Sequence[Change]) -> str:
    """What to do about a phrasing that was looked at: where to write it, or why rather not."""
    if any(change.harms for change in changes):
        return "Better not as it is: see the lines with an exclamation mark."
    return f"To have it so, add “{phrasing}” under “{trial.place_of(item, concept)}” of {concept} in the case."


def _short(text: str, limit: int = 48) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else f"{flat[: limit - 1].rstrip()}…"

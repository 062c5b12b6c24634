"""A run in plain words, for whoever has to find out what went wrong in it."""

from collections.abc import Iterator
from typing import Final

from miliary_chat.author.players.trail import Step, Trail
from miliary_chat.base.sanitise import one_line
from miliary_chat.dialogue import actions as a, events as e

_LONGEST: Final = 240
_LABELS: Final = {
    e.Credited: "credited",
    e.Hinted: "hint",
    e.Prompted: "prompt",
    e.Asserted: "told",
    e.Corrected: "correction",
    e.Contradicted: "look again",
    e.AskedBack: "asks back",
    e.Replied: "reply",
    e.Resulted: "result",
    e.Withheld: "not done",
    e.Listed: "listed",
    e.Committed: "lead",
    e.Chosen: "choice",
    e.Claimed: "claimed",
    e.Opened: "question",
}


def in_plain_words(trail: Trail, *, last: int | None = None) -> Iterator[str]:
    """The lines of a run, without its judgements; `last` shows the end of it only."""
    steps = trail.steps[-last:] if last else trail.steps
    if len(steps) < len(trail.steps):
        yield f"(… {len(trail.steps) - len(steps)} turns before this are left out)"
    for step in steps:
        yield f"You: {deed(step.action)}"
        yield from _answered(step)


def deed(action: a.Action) -> str:
    """An action as a trainee would type it; what would not show is written out."""
    match action:
        case a.Begin(stage=stage):
            return f"(begin at {stage})" if stage else "(begin)"
        case a.Say(text=text):
            shown = one_line(text)
            shown = shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}… ({len(text)} characters)"
            return shown or f"(nothing that shows: {text[:40]!a})"
        case a.AskHint():
            return "/hint"
        case a.AskWhy():
            return "/why"
        case a.Skip():
            return "/skip"
        case a.Choose(options=options):
            return f"(chooses {', '.join(options) or 'nothing'})"
        case a.Dispute(concept=concept, words=words):
            return f"/dispute {concept or ''} {words}".rstrip()
        case a.GoTo(item=item):
            return f"(goes to {item})"
        case a.Submit():
            return "/finish"
        case a.Flag(item=item, on=on):
            return f"({'flags' if on else 'unflags'} {item})"
        case _:  # the clock's and the examiner's doing
            return "(waits)"


def _answered(step: Step) -> Iterator[str]:
    if step.refused:
        yield f"   (refused: {step.refused})"
    if step.broken:
        yield f"   (broke down: {one_line(step.broken, limit=_LONGEST)})"
    for event in step.events:
        if isinstance(event, e.Ended):
            yield f"   (the end: {event.reason})"
        words = getattr(event, "words", None)
        if words is not None:
            text = one_line(words.text)
            shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
            label = _LABELS.get(type(event), "tutor")
            yield f"   {label}: {shown or '(nothing)'}"

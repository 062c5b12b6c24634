"""Moves that several activities share: correct a misconception, credit, contradict, ask back."""

from collections.abc import Iterable, Mapping
from typing import Literal

from miliary_chat.base.errors import IllegalMove
from miliary_chat.case.line import SpokenLine
from miliary_chat.case.questions import Entry, Unreasonable
from miliary_chat.case.rubrics import Expectation, Misconception
from miliary_chat.dialogue import events as e, ladder
from miliary_chat.dialogue.hearing import manners
from miliary_chat.dialogue.listening import Heard
from miliary_chat.dialogue.phrases import read_data
from miliary_chat.dialogue.turn import Turn
from miliary_chat.judge.concept import Concept
from miliary_chat.judge.judgement import Missing, Reading, Span, Verdict
from miliary_chat.judge.rubric import Rubric
from miliary_chat.judge.text import tokenise

_HARM = {"high": 0, "moderate": 1, "low": 2}


def spans_of(verdict: Verdict) -> tuple[Span, ...]:
    """The credited spans of a verdict; none when it has no evidence."""
    return verdict.evidence.spans if verdict.evidence else ()


def readings_of(verdict: Verdict) -> tuple[Reading, ...]:
    """What was read as something else."""
    return verdict.evidence.readings if verdict.evidence else ()


def misconceptions(turn: Turn) -> Mapping[str, Misconception]:
    """The misconceptions that the current question listens for."""
    return turn.script.case(turn.id).misconceptions_in(turn.question)


def note_errors(turn: Turn, heard: Heard) -> list[str]:
    """Record every misconception that was asserted; return those that were corrected before and are said again."""
    again: list[str] = []
    if turn.silent:
        return again
    for verdict in heard.having("met"):
        if verdict.kind == "misconception" and verdict.stance != "unlikely":
            if verdict.concept in turn.item.corrected:
                again.append(verdict.concept)
            turn.emit(e.Erred(turn.id, verdict.concept, heard.revision, spans_of(verdict)))
    return again


def correct_one(turn: Turn) -> Misconception | Unreasonable | None:
    """Correct the most harmful wrong idea that still waits, unreasonable diagnoses last; the others wait their turn."""
    known: dict[str, Misconception | Unreasonable] = {**misconceptions(turn)}
    known.update(getattr(turn.question, "unreasonable", {}))
    waiting = [known[name] for name in turn.item.erred if name in known and name not in turn.item.corrected]
    if not waiting:
        return None
    worst = min(waiting, key=lambda wrong: _HARM[wrong.harm] if isinstance(wrong, Misconception) else len(_HARM))
    grain = turn.text(worst.grain) or ""
    now = any(isinstance(event, e.Erred) and event.concept == worst.id for event in turn.events)
    key = "correct-late" if not now else "correct" if isinstance(worst, Misconception) else "correct-diagnosis"
    words = turn.words(key, name=ladder.capital(worst.name), grain=grain, correct=turn.text(worst.correct) or "")
    point = getattr(worst, "point", None)
    turn.emit(e.Corrected(turn.id, worst.id, e.Words(f"correct/{worst.id}", words.text), point))
    return worst


def corrected_here(turn: Turn, verdict: Verdict) -> bool:
    """Whether the words behind `verdict` were corrected in this turn already: one idea is not scolded twice."""
    wrong = [span for event in turn.events if isinstance(event, e.Erred) for span in event.spans]
    mine = spans_of(verdict)
    return any(one.start < other.end and other.start < one.end for one in mine for other in wrong)


def correct_rest(turn: Turn) -> None:
    """Correct everything that still waits: no question closes over a wrong idea."""
    while correct_one(turn):
        continue


def ask_mend(turn: Turn, name: str) -> bool:
    """Ask the short question that follows a correction; False when the author gave none."""
    misconception = misconceptions(turn).get(name)
    ask = turn.text(misconception.mend.ask) if misconception and misconception.mend else None
    if ask is None:
        return False
    turn.emit(e.AskedBack(turn.id, e.Pending("mend", name), e.Words(f"mend/{name}", ask)))
    return True


def settle_mend(turn: Turn, text: str, name: str) -> None:
    """Hear the answer to the question after a correction; it is never marked."""
    mend = misconceptions(turn)[name].mend
    if mend is None:
        raise IllegalMove(f"{name} has no question after its correction.")
    judged = Rubric([Concept("mend", accept=mend.accept)]).judge(text) if mend.accept else None
    if judged and judged.of("mend").outcome == "met":
        turn.say("encourage", "mend-good")
    elif told := turn.text(mend.tell):
        turn.emit(e.Spoke(turn.id, "teach", e.Words(f"mend/{name}/tell", told)))
    else:
        turn.say("encourage", "mend-leave")


def credit_words(turn: Turn, name: str, verdict: Verdict | None) -> e.Words:
    """The name of what is credited, with the typing errors that were read over."""
    text = turn.words("credit", name=name).text
    typos = [reading for reading in (readings_of(verdict) if verdict else ()) if reading.kind == "typo"]
    read = [turn.words("read-as", typed=typo.typed, read=typo.read_as).text for typo in typos[:2]]
    return e.Words("tutor/credit", f"{text} ({'; '.join(read)})" if read else text)


def credit(turn: Turn, part: Expectation, verdict: Verdict, heard: Heard) -> None:
    """Credit an expectation on the rung where it stands."""
    known = turn.state.known
    how = "clarified" if part.id in heard.completed else ladder.how(part, turn.item)
    turn.emit(
        e.Credited(
            turn.id,
            part.id,
            credit_words(turn, part.name, verdict),
            ladder.leaves(part, turn.item, known),
            how,
            heard.revision,
            spans_of(verdict),
            readings_of(verdict),
        )
    )


def contradict(turn: Turn, part: Expectation, verdict: Verdict, heard: Heard, *, briefly: bool = False) -> None:
    """Say what was denied that is so, and where to look again; `briefly` leaves the author's words for later."""
    own = part.contradicted
    quote = heard.quote(verdict)
    if briefly:
        words = turn.words("contradict-briefly", quote=quote)
    elif own and own.say:
        words = turn.words("contradict-say", quote=quote, say=own.say)
    else:
        words = turn.words("contradict", quote=quote)
    label = turn.words("contradict-label", leaves=min(ladder.CONTRADICTION_LEAVES, _left(turn, part))).text
    point = (own.point if own else None) or part.point
    said = e.Words(f"contradict/{part.id}", words.text)
    turn.emit(e.Contradicted(turn.id, part.id, said, heard.revision, spans_of(verdict), point, label))


def _left(turn: Turn, part: Expectation) -> int:
    return ladder.leaves(part, turn.item, turn.state.known)


def ask_back(turn: Turn, part: Expectation | Entry, verdict: Verdict, heard: Heard) -> bool:
    """Ask for what a near answer lacks, once for each expectation and without naming it; False when it was asked."""
    if part.id in turn.item.asked_back or verdict.missing is None:
        return False
    quote = heard.quote(verdict)
    missing = verdict.missing
    kind: Literal["typo", "clarify"] = "typo" if missing.lack == "typo" else "clarify"
    meant = missing.words[0] if missing.words and kind == "typo" else ""
    if missing.lack == "place" and isinstance(part, Expectation):
        _refuse_place(turn, part, verdict, heard, missing)
    own = turn.text(_own_question(part, missing))
    words = e.Words(f"near/{part.id}", own) if own else _ask_for(turn, missing, quote, meant)
    turn.emit(e.AskedBack(turn.id, e.Pending(kind, part.id, quote, meant), words))
    return True


def _refuse_place(turn: Turn, part: Expectation, verdict: Verdict, heard: Heard, missing: Missing) -> None:
    """Say that it is there, but not in that place: at the cost of a denial, for a wrong side is no small thing."""
    if part.id in turn.item.contradicted:
        return
    words = turn.words("contradict-place", quote=heard.quote(verdict), instead=" ".join(missing.instead))
    label = turn.words("contradict-label", leaves=min(ladder.CONTRADICTION_LEAVES, _left(turn, part))).text
    said = e.Words(f"contradict/{part.id}", words.text)
    spans = _places_said(heard.text, missing.instead) or spans_of(verdict)
    turn.emit(e.Contradicted(turn.id, part.id, said, heard.revision, spans, part.point, label))


def _places_said(text: str, words: Iterable[str]) -> tuple[Span, ...]:
    """Where the words for a place stand in an answer, so that they are marked and not what is right."""
    return tuple(Span(token.start, token.end) for token in tokenise(text) if token.text in set(words))


def _own_question(part: Expectation | Entry, missing: Missing) -> SpokenLine | None:
    """What the author wants asked; a typo and an unclear polarity have questions of their own."""
    if missing.lack == "order":
        return part.out_of_order if isinstance(part, Expectation) else None
    return None if missing.lack in ("typo", "polarity") else part.ask


def _ask_for(turn: Turn, missing: Missing, quote: str, meant: str) -> e.Words:
    if missing.lack == "typo":
        return turn.words("near-typo", quote=quote, meant=meant)
    if missing.lack == "facet":
        kind = _facet(missing.words) if missing.words else "apart"
        return turn.words(f"near-{kind}", quote=quote)
    if missing.lack == "place":
        return turn.words("near-elsewhere")
    return turn.words(f"near-{missing.lack}", quote=quote)


def _facet(words: Iterable[str]) -> str:
    """What kind of thing is missing: the first kind that a missing word belongs to."""
    lowered = {part for word in words for part in word.casefold().split()}
    for kind, members in read_data("facets.yaml").items():
        if lowered & set(members):
            return str(kind)
    return "facet"


def agrees(text: str) -> bool:
    """Whether the whole answer says yes."""
    return "yes" in manners(text)


def declines(text: str) -> bool:
    """Whether the whole answer says no."""
    return "no" in manners(text)

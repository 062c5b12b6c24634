"""What tables and pages say of an exam's results, in words: the same sentences everywhere."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Final

from miliary_chat.dialogue.debrief import UNREVIEWED
from miliary_chat.dialogue.exam.telling import in_words, time_left
from miliary_chat.exam.item_analysis import SMALL_CLASS
from miliary_chat.exam.result import Candidate, ExamResults, Seated
from miliary_chat.judge.judgement import Span

NONE: Final = "–"
"""Stands where there is no number."""

TEACHING: Final = "A teaching simulation with invented patients; it certifies nothing."

_SECOND: Final = 1_000_000
_MOST_MOVES: Final = 3

_REASONS: Final = {"time": "the time ran out", "handed in": "handed in"}

FIGURES: Final = {
    "mean": "The average of the marks.",
    "median": "Half of the candidates have this mark or less.",
    "sd": "How far marks usually lie from the average.",
    "alpha": "How well the questions measure one and the same thing: 100 would be perfectly, 0 not at all.",
    "standard_error": "By about so much a mark would change by chance alone if such an exam were sat again.",
    "facility": "The average mark on the question: near 100 everybody can do it, near 0 nobody.",
    "discrimination": "Whether those who do well on the rest of the exam do well here: 100 always, 0 no link, below 0 "
    "the other way round.",
    "efficiency": "How much of what these marks could tell of good and weak candidates they do tell.",
    "thirds": "The average mark on the question in the third of the class with the best and with the worst marks.",
}
"""Each figure in one plain sentence."""


def disclaimer(results: ExamResults) -> str:
    """What every report ends with."""
    return TEACHING if results.reviewed else f"{TEACHING} {UNREVIEWED}"


def moment(us: int) -> str:
    """A moment as people read it, in UTC: "14 March 2027 at 09:30 UTC"."""
    when = datetime.fromtimestamp(us / _SECOND, UTC)
    return f"{when.day} {when:%B %Y at %H:%M} UTC"


def clock(us: float) -> str:
    """A length of time as a clock shows it: "12:40"."""
    return time_left(round(us))


def figure(value: float | None, digits: int = 0) -> str:
    """A number with so many digits; a dash for none."""
    if value is None:
        return NONE
    return f"{round(value, digits) + 0.0:.{digits}f}"  # a sum with 0.0, since -0 is no mark


def verdict(candidate: Candidate) -> str:
    """Passed, failed or open, in a word; empty without a pass mark."""
    if candidate.pass_mark is None:
        return ""
    return {True: "passed", False: "failed", None: "open"}[candidate.passed]


def provisional(candidate: Candidate) -> str:
    """What is said of a mark that may still rise; empty for one that stands."""
    if not candidate.provisional:
        return ""
    many = f"{_count(candidate.waiting, 'wording')} {'waits' if candidate.waiting == 1 else 'wait'} for a marker"
    could = f"; the mark can still rise to {candidate.highest}" if candidate.highest > candidate.mark else ""
    return f"Provisional: {many}{could}."


def ending(candidate: Candidate) -> str:
    """How an attempt ended."""
    return _REASONS.get(candidate.reason, candidate.reason)


def remarks(candidate: Candidate) -> Iterator[str]:
    """What an examiner should know of how a sitting went, a sentence each."""
    if candidate.overdue:
        yield "The time ran out before the hand-in."
    if candidate.late:
        yield f"{_count(candidate.late, 'answer')} came in the time of grace."
    for by in candidate.moved[:_MOST_MOVES]:
        way = "back" if by < 0 else "ahead"
        yield f"The machine's clock was set {way} by {in_words(abs(by))}; the exam's clock did not follow."
    if len(candidate.moved) > _MOST_MOVES:
        yield f"The machine's clock was set {len(candidate.moved) - _MOST_MOVES} times more."
    if candidate.returns:
        times = "once" if candidate.returns == 1 else f"{candidate.returns} times"
        yield f"The program was opened again {times}, {in_words(candidate.away_us)} after what was done last, in all."
    for added in candidate.added:
        why = f": {added.why}" if added.why else ""
        what = "Time added" if added.us >= 0 else "Time taken away again"
        yield f"{what}: {in_words(abs(added.us))}, by {added.by}{why}."
    if candidate.rested_us:
        yield f"Rest taken: {in_words(candidate.rested_us)}."
    if candidate.factor != 1:
        yield f"Time limits were {candidate.factor:g} times as long."


def vitals(results: ExamResults) -> str:
    """The critical points that were not met, and by how many; empty when there are none."""
    missed = Counter(name for one in results.candidates for name in one.vitals_missed)
    ordered = sorted(missed.items(), key=lambda pair: (-pair[1], pair[0]))
    return "; ".join(f"{name} ({_count(often, 'candidate')})" for name, often in ordered)


def cautions(results: ExamResults) -> Iterator[str]:
    """What whoever reads the whole should know first, a sentence each."""
    if results.waiting:
        verb = "waits" if results.waiting == 1 else "wait"
        yield f"Provisional: {_count(results.waiting, 'wording')} {verb} for a marker."
    if results.candidates and len(results.candidates) < SMALL_CLASS:
        yield (
            f"This is a small class: below about {SMALL_CLASS} candidates the figures are rough, and the next class may"
            " give others."
        )
    if len(results.blueprints) > 1:
        yield f"The attempts began with {len(results.blueprints)} versions of the exam; compare marks with care."
    if len(results.judges) > 1:
        yield f"{len(results.judges)} versions of the judge have marked; regrade to have all marked by one."
    if results.left_out:
        which = {"best": "highest", "last": "last", "first": "first"}.get(results.counting, "")
        verb = "is" if results.left_out == 1 else "are"
        yield f"Each candidate's {which} attempt counts; {_count(results.left_out, 'other')} {verb} left out."


def where(seated: Seated) -> str:
    """Where somebody is who has not handed in."""
    return "the time is over; it is handed in when it is next opened" if seated.over else seated.place


def size(results: ExamResults) -> str:
    """How many there are: "12 candidates", "14 attempts"."""
    return _count(len(results.candidates), "attempt" if results.counting == "all" else "candidate")


def stretches(text: str, spans: Sequence[Span]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it lies in one of the spans."""
    inside = [any(span.start <= at < span.end for span in spans) for at in range(len(text))]
    pieces = groupby(zip(text, inside, strict=True), key=lambda pair: pair[1])
    return [("".join(char for char, _ in group), marked) for marked, group in pieces]


def _count(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number:,} {noun}s"

"""The rules of an exam in sentences, as a candidate reads them before the clock runs."""

from collections.abc import Iterator

from miliary_chat.case.blueprint import Section
from miliary_chat.case.candidates import Candidate
from miliary_chat.case.units import Unit, units
from miliary_chat.dialogue.exam.drawing import Adjustment, terms_of
from miliary_chat.dialogue.exam.telling import in_words
from miliary_chat.dialogue.script import asked_in
from miliary_chat.dialogue.terms import SectionTerms, Terms
from miliary_chat.session.exam import Paper, spoken_us

_SECOND = 1_000_000

Rule = tuple[str, str]
"""What a rule is about, in a word or two, and the rule."""


def rules(paper: Paper, candidate: Candidate, *, used: int = 0) -> tuple[Rule, ...]:
    """What this candidate has to know; `used` is how many attempts they have made already. The title is not in it."""
    terms = terms_of(paper.blueprint, paper.hash, Adjustment(candidate.factor, candidate.rest_s * _SECOND))
    return tuple(_all(paper, candidate, terms, used))


def _all(paper: Paper, candidate: Candidate, terms: Terms, used: int) -> Iterator[Rule]:
    if terms.instructions:
        yield "", terms.instructions.strip()
    parts = list(paper.blueprint.sections.values())
    for number, (section, own) in enumerate(zip(parts, terms.sections, strict=True), start=1):
        name = f"Part {number} of {len(parts)}, {own.title}" if len(parts) > 1 else own.title
        yield name, _part(paper, section, own)
    yield "Time", " ".join(_time(terms, candidate))
    yield "When the time is over", _over(terms)
    yield "Leaving", "Every answer is kept as soon as it is sent. Leaving the program does not stop the clock."
    if terms.rest_us:
        yield "Rest breaks", f"{in_words(terms.rest_us)} in all; the clock stands still in them."
    yield "Attempts", _attempts(paper.blueprint.attempts, used)
    if terms.pass_mark is not None:
        yield "Pass mark", f"{terms.pass_mark} out of 100."
    yield "Before the end", "Nothing tells you whether an answer is right."
    yield "Afterwards", _after(terms)


def _part(paper: Paper, section: Section, own: SectionTerms) -> str:
    sizes = sorted((_size(paper, unit) for unit in units(section, paper.blueprint, paper.cases)), reverse=True)
    varies = section.draw is not None and len(set(sizes)) > 1
    count = sum(sizes[: section.draw])
    questions = f"{'up to ' if varies else ''}{count} question{'' if count == 1 else 's'}"
    limit = f", {in_words(own.limit_us)}" if own.limit_us is not None else ""
    each = f", {in_words(own.question_us)} for each" if own.question_us is not None else ""
    said = [f"{questions}{limit}{each}.", _going(own, several=count > 1)]
    return " ".join(sentence for sentence in said if sentence)


def _size(paper: Paper, unit: Unit) -> int:
    """How many questions a unit asks; a whole case puts the lead again too."""
    return len(tuple(asked_in(paper.cases[unit.case].case))) if unit.whole else len(unit.questions)


def _going(own: SectionTerms, *, several: bool) -> str:
    if own.linear:
        return "One after the other: what you have left is closed, and you cannot go back to it."
    within = "In any order, and you may change your answers" if several else "You may change your answer"
    if own.limit_us is not None:
        return f"{within} until you leave this part or its time is over; you cannot come back to it then."
    return f"{within} until you hand in."


def _time(terms: Terms, candidate: Candidate) -> Iterator[str]:
    if terms.limit_us is not None:
        yield f"{in_words(terms.limit_us)} in all, from the moment you begin."
    elif not any(one.limit_us or one.question_us for one in terms.sections):
        yield "There is no time limit."
    else:
        yield "What each part says; there is no other limit."
    if candidate.factor != 1:
        yield f"Your extra time is in it: {candidate.factor:g} times what others have."
    if terms.closes_us is not None:
        yield f"It ends at the latest on {spoken_us(terms.closes_us)}."


def _over(terms: Terms) -> str:
    match terms.overdue:
        case "submit":
            return "Your exam is handed in by itself, with what you have typed."
        case "grace":
            more = in_words(terms.grace_us)
            return f"You have {more} more for the answer that you are in; then your exam is handed in by itself."
        case "discard":
            return "Your exam is handed in by itself, with what you have sent. What is half typed then does not count."


def _attempts(allowed: int | None, used: int) -> str:
    if allowed is None:
        return "As many as you like."
    if allowed == 1:
        return "One."
    return f"{allowed}; this is number {used + 1}."


def _after(terms: Terms) -> str:
    if terms.shown == "nothing":
        return "You are not shown how you did; whoever runs the exam tells you."
    what = "your marks" if terms.shown == "marks" else "your marks and the expert's answers"
    match terms.shown_when:
        case "hand-in":
            return f"You see {what} at once."
        case "closes":
            closes = f", on {spoken_us(terms.closes_us)}" if terms.closes_us is not None else ""
            return f"You see {what} when the exam has closed{closes}."
        case "released":
            return f"You see {what} when whoever runs the exam releases them."

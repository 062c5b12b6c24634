"""A question of an exam as results speak of it: its name for people, and everything that it listens for."""

from collections.abc import Iterable, Iterator

from miliary_chat.base.sanitise import one_line
from miliary_chat.case.questions import (
    AnswerQuestion,
    ChoiceQuestion,
    DifferentialQuestion,
    InterviewQuestion,
    OrderQuestion,
)
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.concepts import REASON
from miliary_chat.dialogue.debrief import expert_of
from miliary_chat.dialogue.parts import LEAD
from miliary_chat.dialogue.passage import words_of
from miliary_chat.dialogue.script import RECOMMIT, Script
from miliary_chat.exam.result import Question, Wanted

SHORT = 60
"""Code points of a question's words in its label."""


def ids_of(script: Script) -> dict[str, str]:
    """The question of each item as case/stage/question; one that is asked again in the same exam gets a number."""
    found: dict[str, str] = {}
    for ref in script.items:
        name = f"{script.cases[ref.case].id}/{ref.stage}/{ref.question}"
        again = sum(1 for known in found.values() if known.partition(" ")[0] == name)
        found[ref.id] = f"{name} ({again + 1})" if again else name
    return found


def question_of(script: Script, item: str, name: str, opened: Iterable[e.Event]) -> Question:
    """The question of an item; `opened` are the attempt's events, whose words are those that were really put."""
    put = (event.words.text for event in opened if isinstance(event, e.Opened) and event.item == item)
    words = words_of(script, item) or next(put, "")
    ref, asked = script.ref(item), script.question(item)
    parts = {one.id: one.title for one in script.terms.sections} if script.terms else {}
    part = parts.get(ref.section, "")
    head = asked.question if isinstance(asked, ChoiceQuestion) else words
    choice = asked if isinstance(asked, ChoiceQuestion) else None
    named = shortened(head) or ref.question.replace("-", " ")
    if choice:  # a round asks the same of every film
        named = f"{named} ({ref.question})"
    return Question(
        id=name,
        label=f"{part}: {named}" if len(parts) > 1 else named,
        part=part,
        activity=script.activity(item),
        words=words,
        wanted=tuple(_wanted(script, item)),
        options=tuple(choice.options.items()) if choice else (),
        right=choice.right if choice else (),
        expert=expert_of(script, item),
    )


def shortened(text: str, limit: int = SHORT) -> str:
    """A text in one line, cut at a word where it is longer than `limit` code points."""
    line = one_line(text)
    if len(line) <= limit:
        return line
    whole = line[: limit - 1].rpartition(" ")[0]
    return (whole or line[: limit - 1]).rstrip(",;:") + "…"


def _wanted(script: Script, item: str) -> Iterator[Wanted]:
    asked = script.question(item)
    again = script.activity(item) == RECOMMIT
    if isinstance(asked, DifferentialQuestion):
        yield Wanted(LEAD, "the lead")
    match asked:
        case AnswerQuestion():
            for name, part in asked.expect.items():
                yield Wanted(name, part.name, (*part.accept, *(words for group in part.require for words in group)))
        case InterviewQuestion():
            yield from (Wanted(name, reply.name) for name, reply in asked.interview.items() if reply.must)
        case DifferentialQuestion() if not again:
            if asked.lead.reason:
                yield Wanted(REASON, "a reason for it", asked.lead.reason)
            yield from (Wanted(name, entry.name, entry.accept) for name, entry in asked.entries.items())
            yield from (Wanted(name, one.name, one.accept, wrong=True) for name, one in asked.unreasonable.items())
        case OrderQuestion():
            yield from (Wanted(name, one.name) for name, one in asked.orders.items() if one.value in ("must", "should"))
    # The case's misconceptions are listened for everywhere; those that were never said here are of no interest here.
    for name, wrong in script.case(item).misconceptions_in(asked).items():
        yield Wanted(name, wrong.name, wrong.accept, wrong=True)

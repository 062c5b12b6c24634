"""Making the debrief: what the expert would have said, beside what was said."""

from collections.abc import Iterable, Iterator, Mapping

from miliary_chat.case.model import Case
from miliary_chat.case.questions import (
    AnswerQuestion,
    Asked,
    ChoiceQuestion,
    DifferentialQuestion,
    InterviewQuestion,
    OrderQuestion,
)
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.concepts import FIND
from miliary_chat.dialogue.debrief_parts import (
    Debrief,
    Elsewhere,
    LookAlike,
    Mended,
    Missed,
    QuizResult,
    Reply,
    Side,
    Table,
)
from miliary_chat.dialogue.hearing import manners
from miliary_chat.dialogue.ladder import capital
from miliary_chat.dialogue.listening import quoted
from miliary_chat.dialogue.parts import mark_of
from miliary_chat.dialogue.passage import words_of
from miliary_chat.dialogue.reasons import name_of
from miliary_chat.dialogue.score import marks
from miliary_chat.dialogue.script import RECOMMIT, Script
from miliary_chat.dialogue.side_by_side import listed, side_by_side
from miliary_chat.dialogue.state import ItemState, State
from miliary_chat.judge.judgement import Span

__all__ = [
    "Debrief",
    "LookAlike",
    "Mended",
    "Missed",
    "QuizResult",
    "Reply",
    "Side",
    "Table",
    "choice_result",
    "debrief",
    "side",
]

DISCLAIMER = (
    "A teaching simulation with an invented patient. Not medical advice, and no substitute for your own department's "
    "guidance."
)
UNREVIEWED = "Not yet reviewed by a radiologist."


def debrief(script: Script, state: State, events: Iterable[e.Event]) -> Debrief:
    """The debrief of a run of one case; `events` give every answer with the words that were credited."""
    events = tuple(events)
    case = next(iter(script.cases.values()))
    own = case.debrief
    sides = tuple(
        _side(script, state, ref, events)
        for ref in script.items
        if ref.stage != "debrief" and state.items[ref.id].why != "before"
    )
    return Debrief(
        title=case.title,
        diagnosis=case.diagnosis,
        expert=own.expert or "",
        marks=marks(script, state),
        sides=sides,
        quiz=tuple(_quiz(case, state)),
        look_alikes=tuple(_look_alikes(case)),
        table=side_by_side(case, listed(script, state)),
        pearls=tuple(words for line in own.pearls if (words := line.words(state.known))),
        teaching=tuple(own.teaching.items()),
        references=tuple(case.sources[name].text for name in own.references),
        see_also=tuple(Elsewhere(one.title, one.url, one.licence or "") for one in own.see_also),
        next=own.next,
        disclaimer=DISCLAIMER if case.reviewed.status == "reviewed" else f"{DISCLAIMER} {UNREVIEWED}",
    )


def side(script: Script, state: State, item: str, events: Iterable[e.Event]) -> Side:
    """One question of a run, of whatever case: the expert beside the trainee."""
    return _side(script, state, script.ref(item), tuple(events))


def choice_result(script: Script, state: State, item: str) -> QuizResult:
    """One choice of a run: what was chosen, what is right, and why."""
    question = script.question(item)
    assert isinstance(question, ChoiceQuestion)
    ref = script.ref(item)
    stages = script.cases[ref.case].stages
    shown = question.show or (stages[ref.stage].show if ref.stage in stages else None)
    return _choice(question, item, state, script.cases[ref.case], shown)


def _side(script: Script, state: State, ref: e.ItemRef, events: tuple[e.Event, ...]) -> Side:
    question, own = script.question(ref.id), state.items[ref.id]
    case = script.cases[ref.case]
    stage = case.stages.get(ref.stage)
    again = ref.question == RECOMMIT
    denied = _denied(ref.id, own, events)
    return Side(
        item=ref.id,
        stage=stage.name if stage else ref.stage,
        question=words_of(script, ref.id),
        expert=expert_of(script, ref.id),
        replies=tuple(_replies(ref.id, events)),
        missed=() if again else tuple(_missed(question, own, state, denied)),
        mended=tuple(_mended(script, ref.id, own, events)),
        remarks=tuple(_remarks(script, state, ref.id)),
        show=question.show or (stage.show if stage else None),
        late=() if again else tuple(_late(question, own, denied)),
    )


def _remarks(script: Script, state: State, item: str) -> Iterator[str]:
    """What earned less than it is worth or cost something: a mark that nobody can explain teaches nothing."""
    for part in mark_of(script, state, item).parts:
        if part.kind == "wrong":
            yield f"{part.name}: {part.how}, costs {-part.earned:g}"
        elif 0 < part.earned < part.worth:
            yield f"{part.name}: {part.how}, {round(100 * part.earned / part.worth)} % of its marks"
    denied = [name_of(script, item, name) for name in sorted(state.items[item].contradicted)]
    yield from (f"{name}: you had said otherwise at first" for name in denied if name)


def _replies(item: str, events: tuple[e.Event, ...]) -> Iterator[Reply]:
    """Every answer to an item, first attempts included, with what was credited in it."""
    credited: dict[int, set[Span]] = {}
    for event in events:
        if isinstance(event, e.Credited | e.Listed) and event.item == item:
            credited.setdefault(event.revision, set()).update(event.spans)
    for event in events:
        if isinstance(event, e.Answered) and event.item == item and manners(event.text) == ("answer",):
            yield Reply(event.text, tuple(sorted(credited.get(event.revision, ()))))


def expert_of(script: Script, item: str) -> str:
    """The expert's answer to an item's question; where the author wrote none, what it wants, by name."""
    question = script.question(item)
    if script.ref(item).question != RECOMMIT:
        return question.expert or _expert(question)
    again = script.differential(item)[1].recommit
    return (again.expert if again else None) or _expert(question)


def _expert(question: Asked) -> str:
    """The expert's answer where the author wrote none: what the question wants, by name."""
    match question:
        case AnswerQuestion():
            names = [part.name for part in question.expect.values() if not part.bonus]
        case InterviewQuestion():
            names = [reply.name for reply in question.interview.values() if reply.must]
        case DifferentialQuestion():
            ranked = sorted(question.entries.values(), key=lambda entry: entry.rank or 99)
            names = [entry.name for entry in ranked if entry.group is None]
        case OrderQuestion():
            names = [order.name for order in question.orders.values() if order.value == "must"]
        case _:
            names = []
    return f"{capital('; '.join(names))}." if names else ""


def _missed(question: Asked, own: ItemState, state: State, denied: Mapping[str, str]) -> Iterator[Missed]:
    """What an expert would have said, asked, listed or ordered, and the trainee did not."""
    match question:
        case AnswerQuestion():
            for name, part in question.expect.items():
                if name not in own.credits:
                    point = part.point or next((hint.point for hint in part.hint if hint.point), None)
                    how, quote = _told(name in own.asserted), denied.get(name, "")
                    yield Missed(part.name, _words(part.teach, state), point, how, name, quote)
        case InterviewQuestion():
            open_replies = [
                reply for name, reply in question.interview.items() if not {name, name + FIND} & {*own.heard}
            ]
            for reply in open_replies:
                if reply.must:
                    yield Missed(reply.name, _words(reply.reply or reply.find, state), concept=reply.id)
        case DifferentialQuestion():
            yield from _missed_diagnoses(question, own)
        case OrderQuestion():
            for name, order in question.orders.items():
                run = own.runs.get(name)
                if order.value == "must" and (run is None or run.told):
                    yield Missed(order.name, _words(order.teach, state), None, _told(run is not None), name)


def _missed_diagnoses(question: DifferentialQuestion, own: ItemState) -> Iterator[Missed]:
    for name, entry in question.entries.items():
        if name not in own.stands and (entry.must_not_miss or entry.need == "required"):
            yield Missed(entry.name, entry.look_alike or "", None, _told(name in own.asserted), name)


def _late(question: Asked, own: ItemState, denied: Mapping[str, str]) -> Iterator[Missed]:
    """What was said in the end, but otherwise at first, or only when it was asked for in so many words or told.

    And what was ordered though it must not be: the reason is as worth knowing as that of a misconception.
    """
    match question:
        case AnswerQuestion():
            said = {name: part.name for name, part in question.expect.items() if name in own.credits}
        case DifferentialQuestion():
            said = {name: part.name for name, part in question.entries.items() if name in own.stands}
        case OrderQuestion():
            said = {}
            for name, run in own.runs.items():
                if run.worth == "contra" and not run.told:
                    yield Missed(question.orders[name].name, how="ordered", concept=name)
        case _:
            said = {}
    for name, label in said.items():
        ways = (("denied", name in denied), ("told", name in own.asserted), ("prompted", name in own.prompted))
        how = next((how for how, so in ways if so), None)
        if how:
            yield Missed(label, how=how, concept=name, quote=denied.get(name, ""))


def _denied(item: str, own: ItemState, events: tuple[e.Event, ...]) -> Mapping[str, str]:
    """The concepts that were denied, each with the words in which it first was."""
    denied: dict[str, str] = {}
    for event in events:
        if isinstance(event, e.Contradicted) and event.item == item:
            denied.setdefault(event.concept, _quote(own, event))
    return denied


def _told(told: bool) -> str:
    return "told" if told else "missed"


def _words(line: object, state: State) -> str:
    words = getattr(line, "words", None)
    return (words(state.known) or "") if words else ""


def _mended(script: Script, item: str, own: ItemState, events: tuple[e.Event, ...]) -> Iterator[Mended]:
    """What was said wrongly: the correction as it was told, or as the case has it where nothing was told (exam)."""
    for name in own.erred:
        told = next(
            (event.words.text for event in events if isinstance(event, e.Corrected) and event.concept == name), ""
        )
        said = next(
            (event for event in events if isinstance(event, e.Erred) and event.concept == name and event.item == item),
            None,
        )
        yield Mended(name_of(script, item, name), told or _correction(script, item, name), _quote(own, said), name)


def _correction(script: Script, item: str, name: str) -> str:
    question = script.question(item)
    wrong = script.case(item).misconceptions_in(question).get(name) or getattr(question, "unreasonable", {}).get(name)
    return wrong.correct.say if wrong else ""


def _quote(own: ItemState, wrong: e.Erred | e.Contradicted | None) -> str:
    if wrong is None or not wrong.spans or not 0 < wrong.revision <= len(own.answers):
        return ""
    return quoted(own.answers[wrong.revision - 1], wrong.spans)


def _quiz(case: Case, state: State) -> Iterator[QuizResult]:
    for name, question in case.quiz.items():
        yield _choice(question, f"debrief/{name}", state, case, question.show)


def _choice(question: ChoiceQuestion, item: str, state: State, case: Case, shown: str | None) -> QuizResult:
    own = state.items.get(item, ItemState())
    why = {key: _words(line, state) for key, line in question.why.items()}
    shows = case.images[shown].describe.full if shown else ""
    return QuizResult(question.question, dict(question.options), own.chosen, question.right, why, question.id, shows)


def _look_alikes(case: Case) -> Iterator[LookAlike]:
    found = case.differential()
    if found:
        for entry in sorted(found[1].entries.values(), key=lambda entry: entry.rank or 99):
            if entry.look_alike:
                yield LookAlike(capital(entry.name), entry.look_alike, entry.supports, entry.against)

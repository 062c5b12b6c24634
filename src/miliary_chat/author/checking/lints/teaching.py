"""What a trainee would miss: a hint, a lesson, the grain of truth, a look-alike, a reason for each option."""

from collections.abc import Iterator

from miliary_chat.author.checking.lints.pages import Found
from miliary_chat.author.checking.lints.study import Study
from miliary_chat.case.places import KEY, Path as Route
from miliary_chat.case.questions import AnswerQuestion, ChoiceQuestion, DifferentialQuestion


def teaching(study: Study) -> Iterator[Found]:
    """Yield what is not there and would teach."""
    for item, question, route in study.items:
        match question:
            case AnswerQuestion():
                yield from _expectations(question, (*route, "expect"))
            case DifferentialQuestion():
                yield from _differential(item, question, route)
            case ChoiceQuestion():
                yield from _choice(question, route)
        for id_, wrong in question.misconceptions.items():
            if wrong.grain is None:
                yield (*route, "misconceptions", id_, KEY), "W522", _grain(id_)
    for id_, wrong in study.case.misconceptions.items():
        if wrong.grain is None:
            yield ("misconceptions", id_, KEY), "W522", _grain(id_)
    if study.case.reviewed.status == "unreviewed":
        place: Route = ("reviewed",) if "reviewed" in study.root.entries else ("id", KEY)
        yield place, "N402", "No radiologist has reviewed this case yet; trainees are told so."


def _grain(id_: str) -> str:
    return f"“{id_}” is corrected without its grain of truth."


def _expectations(question: AnswerQuestion, route: Route) -> Iterator[Found]:
    for part in question.expect.values():
        if part.need != "required":
            continue
        if not part.hint:
            yield (*route, part.id, KEY), "W520", f"“{part.id}” is required and has no hint."
        if part.teach is None:
            yield (*route, part.id, KEY), "W521", f"“{part.id}” is required, and nothing is taught when it is told."


def _differential(item: str, question: DifferentialQuestion, route: Route) -> Iterator[Found]:
    urgent = [entry for entry in question.entries.values() if entry.must_not_miss]
    if not urgent:
        yield (*route, "list", KEY), "W530", f"No diagnosis of “{item}” is marked must_not_miss."
    for entry in urgent:
        if entry.look_alike is None:
            yield (*route, "list", entry.id, KEY), "W531", f"“{entry.id}” must not be missed and has no look_alike."


def _choice(question: ChoiceQuestion, route: Route) -> Iterator[Found]:
    bare = [option for option in question.options if option not in question.why]
    if bare:
        yield (*route, "options", bare[0], KEY), "W532", f"No why for {', '.join(f'“{option}”' for option in bare)}."

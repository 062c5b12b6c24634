"""Whether the answers beside a case ever say what is wrong."""

from collections.abc import Iterator

from miliary_chat.author.checking.lints.pages import Found
from miliary_chat.author.checking.lints.study import Study
from miliary_chat.author.naming import author_name
from miliary_chat.case.places import KEY
from miliary_chat.case.questions import DifferentialQuestion


def triggers(study: Study) -> Iterator[Found]:
    """Yield every misconception and unreasonable diagnosis that no answer is labelled with."""
    if study.answers is None:
        yield ("id", KEY), "W524", "No answers.yaml lies beside the case, so nothing shows that it is fair."
        return
    if study.answers.answers is None:
        return  # its own problems are told
    named = {
        author_name(name)
        for labelled in study.answers.answers.answers.values()
        for one in labelled
        for name in one.misconceptions
    }
    for id_ in study.case.misconceptions:
        if id_ not in named:
            yield ("misconceptions", id_, KEY), "W523", _untried(id_)
    for _item, question, route in study.items:
        for id_ in question.misconceptions:
            if id_ not in named:
                yield (*route, "misconceptions", id_, KEY), "W523", _untried(id_)
        if isinstance(question, DifferentialQuestion):
            for id_ in question.unreasonable:
                if id_ not in named:
                    yield (*route, "unreasonable", id_, KEY), "W523", _untried(id_)


def _untried(id_: str) -> str:
    return f"No answer in answers.yaml says “{id_}”, so nothing shows that it is heard."

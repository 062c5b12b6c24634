"""Texts that say a later answer: titles, captions, scenes, earlier questions, and hints before their prompt."""

from collections.abc import Iterator
from functools import partial

from miliary_chat.author.checking.lints.pages import Found
from miliary_chat.author.checking.lints.study import Study
from miliary_chat.case.line import SpokenLine
from miliary_chat.case.places import Path as Route
from miliary_chat.case.questions import AnswerQuestion, Asked, DifferentialQuestion, Entry
from miliary_chat.case.rubrics import Expectation
from miliary_chat.judge.passage import Passage

Text = tuple[Route, str, str]
"""Where a text stands, what it is called, and its words."""


def giveaways(study: Study) -> Iterator[Found]:
    """Yield every text that meets what is asked for later, or by itself."""
    before = list(_at_the_start(study))
    scenes: set[str] = set()
    told: set[tuple[Route, str]] = set()
    for item, question, route in study.items:
        stage = study.script.ref(item).stage
        if stage not in scenes and stage in study.case.stages:
            scenes.add(stage)
            before += _of_stage(study, stage)
        if question.question:
            before.append(((*route, "question"), "question", question.question))
        wanted = _wanted(question)
        for place, name, words in before if wanted else ():
            for concept in _said(study, item, words, wanted):
                if (place, concept) not in told:
                    told.add((place, concept))
                    yield place, "W510", f"This {name} says “{concept}”, which “{item}” asks for."
        look = partial(_hints, study, item, question, route)
        yield from study.page(item).findings("hints", look)


def _said(study: Study, item: str, words: str, wanted: tuple[str, ...]) -> list[str]:
    """Which of the concepts `wanted` the words say, as they are spelt."""
    page = study.page(item)
    passage = study.as_written(words)
    hopeful = tuple(
        id_ for id_, probe in page.probes(lambda: _probes(study, item, wanted)).items() if _open(probe, passage)
    )
    return page.says(words, hopeful, lambda: _met(study, item, words, hopeful)) if hopeful else []


def _probes(study: Study, item: str, wanted: tuple[str, ...]) -> dict[str, tuple[frozenset[str], bool]]:
    probes = study.rubric(item).probes
    return {id_: probes[id_] for id_ in wanted}


def _open(probe: tuple[list[str], bool], passage: Passage) -> bool:
    """Whether a concept is not ruled out already because the words have nothing that it looks for."""
    atoms, measured = probe
    return any(atom in passage.found for atom in atoms) or (measured and bool(passage.quantities))


def _met(study: Study, item: str, words: str, wanted: tuple[str, ...]) -> list[str]:
    judged = study.rubric(item).judge(words)
    return [id_ for id_ in wanted if judged.of(id_).outcome == "met"]


def _at_the_start(study: Study) -> Iterator[Text]:
    yield ("title",), "title", study.case.title
    yield ("id",), "id", study.case.id.replace("-", " ")


def _of_stage(study: Study, stage: str) -> Iterator[Text]:
    part = study.case.stages[stage]
    if part.scene:
        yield ("stages", stage, "scene"), "scene", part.scene
    shown = {part.show, *(question.show for question in part.questions.values())}
    for image in study.case.images.values():
        if image.id in shown:
            yield ("images", image.id, "caption"), "caption", image.caption
            if image.file:
                words = image.file.rsplit("/", 1)[-1].rsplit(".", 1)[0].replace("-", " ").replace("_", " ")
                yield ("images", image.id, "file"), "file name", words


def _wanted(question: Asked) -> tuple[str, ...]:
    """What a trainee has to find out for themselves there."""
    match question:
        case AnswerQuestion():
            return tuple(part.id for part in question.expect.values() if part.need == "required")
        case DifferentialQuestion():
            urgent = [entry.id for entry in question.entries.values() if entry.must_not_miss]
            return tuple(dict.fromkeys([*question.lead.accept, *urgent]))
    return ()


def _hints(study: Study, item: str, question: Asked, route: Route) -> Iterator[Found]:
    """A hint that says the answer while a rung is still to come."""
    key = {"answer": "expect", "report": "expect", "differential": "list"}.get(study.script.activity(item), "")
    parts: tuple[Expectation | Entry, ...] = ()
    if isinstance(question, AnswerQuestion):
        parts = tuple(question.expect.values())
    elif isinstance(question, DifferentialQuestion):
        parts = tuple(question.entries.values())
    for part in parts:
        rungs: tuple[SpokenLine, ...] = part.hint
        for index, line in enumerate(rungs):
            if index == len(rungs) - 1 and part.prompt is None:
                continue
            for words in filter(None, (line.say, line.otherwise)):
                if study.rubric(item).judge(words).of(part.id).outcome == "met":
                    place = (*route, key, part.id, "hint", index)
                    yield place, "W512", f"This hint says “{part.id}” itself, and there is still a rung to come."

"""A case laid out for the lints: the model, what was typed and where, and what the judge listens for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from miliary_chat.author.answers_file import AnswersRead
from miliary_chat.author.borrowed import NOTHING, Borrowed, borrowed_in
from miliary_chat.author.checking.lints.pages import Found, Page, Pages
from miliary_chat.case.model import Case
from miliary_chat.case.nodes import MapNode
from miliary_chat.case.places import KEY, Path as Route, locate
from miliary_chat.case.problems import Problem
from miliary_chat.case.questions import Asked, DifferentialQuestion, InterviewQuestion, OrderQuestion, Reply
from miliary_chat.case.source_text import harmless
from miliary_chat.dialogue.concepts import ELSEWHERE, FIND, PANEL, UMBRELLA, UNREASONABLE, concepts, rubric
from miliary_chat.dialogue.script import RECOMMIT, Script
from miliary_chat.judge.concept import Concept
from miliary_chat.judge.lexicon import Lexicon
from miliary_chat.judge.passage import Passage
from miliary_chat.judge.phrasing import counts_only_where
from miliary_chat.judge.reader import Reader
from miliary_chat.judge.rubric import Rubric
from miliary_chat.judge.shipped import shipped_cues

_USES = re.compile(r"\buse\b")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrasing where it stands: the item that listens for it, the judge's name of its concept, its place."""

    item: str
    concept: str
    text: str
    route: Route
    misconception: bool = False


@dataclass(frozen=True)
class Study:
    """One case. `folder` is where its files lie; `answers` are those beside it, None without any.

    `pages` holds what was found in questions before.
    """

    case: Case
    root: MapNode
    where: str
    text: str
    pin: str
    folder: Path | None = None
    answers: AnswersRead | None = None
    pages: Pages = field(default_factory=Pages)

    @cached_property
    def script(self) -> Script:
        """The whole case."""
        return Script.of_case(self.case, self.pin)

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """The lines of the file, as the parser counts them."""
        return tuple(harmless(self.text.removeprefix("\ufeff")).split("\n"))

    @cached_property
    def borrowed(self) -> Borrowed:
        """What of it comes out of packs."""
        return borrowed_in(self.text.encode(), self.script) if _USES.search(self.text) else NOTHING

    @cached_property
    def items(self) -> tuple[tuple[str, Asked, Route], ...]:
        """Every question but the lead put again: its item, itself, and where it stands."""
        out = []
        for ref in self.script.items:
            if ref.question == RECOMMIT:
                continue
            quiz = ref.stage == "debrief"
            route: Route = ("quiz", ref.question) if quiz else ("stages", ref.stage, "questions", ref.question)
            out.append((ref.id, self.script.question(ref.id), route))
        return tuple(out)

    def rubric(self, item: str) -> Rubric:
        """What the judge listens for there; compiled when first asked for, which takes its time."""
        return rubric(self.script, item)

    @cached_property
    def concepts(self) -> Mapping[str, tuple[Concept, ...]]:
        """What each item listens for, as it was written."""
        return {item: tuple(concepts(self.script, item)) for item, _, _ in self.items}

    def page(self, item: str) -> Page:
        """What is known of a question as it stands."""
        if item not in self._content:
            packed = sorted(id_ for where, id_ in self.borrowed.whole if where == item)
            parts = (self.script.question(item), self.concepts[item], self.case.lexicon, *packed)
            self._content[item] = f"{item}\n" + "\n".join(map(repr, parts))
        return self.pages.of(self._content[item])

    def as_written(self, text: str) -> Passage:
        """A text read without any rubric: no typo is mended, no atom left out."""
        return _as_written(self._lexicon, text)

    def counts_only_where(self, text: str, *, sweeping: bool) -> tuple[str, ...]:
        """The words of a phrasing that do not count, where nothing counts but a place or a part of the body."""
        return counts_only_where(text, _reader(self._lexicon), sweeping=sweeping)

    @cached_property
    def _lexicon(self) -> Lexicon:
        return self.case.lexicon.over_shipped()

    @cached_property
    def _content(self) -> dict[str, str]:
        return {}

    def problem(self, found: Found) -> Problem:
        """A finding as a problem with its line."""
        route, code, message = found
        place = locate(self.root, route)
        line, column = place.at_key if route[-1:] == (KEY,) else place.at_value
        return Problem(self.where, line, column, code, message)

    def phrases(self, item: str, question: Asked, route: Route) -> Iterator[Phrase]:
        """Every phrasing of a question that can meet something, in the author's order."""
        yield from _of_question(item, question, route)
        heard = {concept.id for concept in self.concepts[item]}
        for id_, wrong in self.case.misconceptions_in(question).items():
            own = route if id_ in question.misconceptions else ()
            if id_ not in heard:  # interviews and quizzes listen for none
                continue
            for index, text in enumerate(wrong.accept):
                yield Phrase(item, id_, text, (*own, "misconceptions", id_, "accept", index), misconception=True)


@lru_cache(maxsize=4)
def _reader(lexicon: Lexicon) -> Reader:
    return Reader(lexicon, shipped_cues())


@lru_cache(maxsize=512)
def _as_written(lexicon: Lexicon, text: str) -> Passage:
    """The passage of a text; cases of one collection share their questions and captions."""
    return _reader(lexicon).read(text)


def _of_question(item: str, question: Asked, route: Route) -> Iterator[Phrase]:
    for key, parts, mark in _parts(question):
        for id_, part in parts.items():
            only_examined = isinstance(part, Reply) and not part.ask
            for list_, suffix in (("accept", FIND if only_examined else ""), ("ask", ""), ("examine", FIND)):
                for index, text in enumerate(getattr(part, list_, None) or ()):
                    if isinstance(text, str):
                        yield Phrase(item, f"{mark}{id_}{suffix}", text, (*route, key, id_, list_, index))


def _parts(question: Asked) -> Iterator[tuple[str, Mapping[str, object], str]]:
    expect = getattr(question, "expect", None)
    if expect:
        yield "expect", expect, ""
    match question:
        case InterviewQuestion():
            yield "interview", question.interview, ""
        case DifferentialQuestion():
            yield "list", question.entries, ""
            yield "unreasonable", question.unreasonable, UNREASONABLE
            yield "umbrella", question.umbrella, UMBRELLA
        case OrderQuestion():
            yield "orders", question.orders, ""
            yield "panels", question.panels, PANEL
            yield "elsewhere", question.elsewhere, ELSEWHERE

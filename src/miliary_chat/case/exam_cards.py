"""What a list shows of an exam, read from its file without its cases."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from miliary_chat.base.called import called
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.exam_files import exam_file
from miliary_chat.case.library import Library
from miliary_chat.case.nodes import ListNode, MapNode, Node, TextNode, compose
from miliary_chat.case.problems import Problem
from miliary_chat.case.reader import source_of
from miliary_chat.case.times import moment, seconds


@dataclass(frozen=True, slots=True)
class ExamCard:
    """What a list shows of an exam. A broken exam has a card too, with its problems.

    `minutes` is None without a limit; `questions` is how many a candidate gets at the most, None until it is `checked`
    where whole cases or tags are taken. `problems` is complete only when `checked`; `hides` are exams of the same id in
    earlier folders.
    """

    id: str
    path: Path
    title: str
    minutes: int | None = None
    questions: int | None = None
    opens: datetime | None = None
    closes: datetime | None = None
    problems: tuple[Problem, ...] = ()
    checked: bool = False
    hides: tuple[Path, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop the exam, as far as they are known."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def exam_card(path: Path) -> ExamCard:
    """Return the card of the exam at `path`; of one that is not as it should be, with its problems."""
    file = exam_file(path)
    name = one_line(path.name.split(".")[0] if path == file and file.stem != "exam" else file.absolute().parent.name)
    source = source_of(file)
    if isinstance(source, Problem):
        return ExamCard(name, path, name, problems=(source,))
    root, problems = compose(source, one_line(str(file)))
    id_, title = _text(root, "exam"), _text(root, "title")
    if root is not None and id_ and title and not problems:
        return _filled(ExamCard(id_, path, title), root)
    from miliary_chat.case.blueprint_reader import (
        read_blueprint,
    )  # pydantic takes 100 ms: not for exams without mistakes

    found = read_blueprint(source, one_line(str(file))).problems
    card = ExamCard(id_ or name, path, title or name, problems=found)
    return card if root is None else _filled(card, root)


def checked(card: ExamCard, library: Library) -> ExamCard:
    """Return a card with all that reading the exam and its cases tells."""
    from miliary_chat.case.blueprint_doubts import most
    from miliary_chat.case.blueprint_reader import check_exam
    from miliary_chat.case.units import units

    reading = check_exam(card.path, library)
    exam = reading.blueprint
    if exam is None:
        return replace(card, problems=reading.problems, checked=True)
    count = sum(most(one, units(one, exam, reading.cases)) for one in exam.sections.values())
    return replace(card, problems=reading.problems, questions=count, checked=True)


def lying_at(name: str, cards: Iterable[ExamCard]) -> ExamCard | None:
    """Return the exam whose folder or file has this name: one with a mistake may not have told its id."""
    for card in cards:
        place = card.path.parent if card.path.name == exam_file(card.path.parent).name else card.path
        if name in (place.name, place.stem, place.name.split(".")[0]):
            return card
    return None


def advice(name: str, cards: Iterable[ExamCard]) -> str:
    """Return the sentence that tells which exam was meant, or where those that there are can be seen."""
    from miliary_chat.case.validation import did_you_mean

    words = {word.casefold(): card.id for card in cards for word in (card.title, card.id)}
    meant = did_you_mean(name, tuple(words)) if name else ""
    found = next((id_ for word, id_ in words.items() if f"“{word}”" in meant), None)
    return f"Did you mean “{found}”?" if found else f"“{called('list')}” shows those that there are."


def _filled(card: ExamCard, root: MapNode) -> ExamCard:
    sections = root.entries["sections"].value if "sections" in root.entries else None
    parts = [entry.value for entry in sections.entries.values()] if isinstance(sections, MapNode) else []
    limit = _length(root, "time")
    lengths = [_length(part, "time") for part in parts]
    if limit is None and lengths and all(lengths):
        limit = sum(filter(None, lengths))
    counts = [_count(part) for part in parts]
    return replace(
        card,
        minutes=None if limit is None else -(-limit // 60),
        questions=sum(filter(None, counts)) if counts and all(counts) else None,
        opens=_moment(root, "opens"),
        closes=_moment(root, "closes"),
    )


def _count(section: Node) -> int | None:
    """How many questions a section asks; None where that cannot be told without its cases."""
    take = section.entries["take"].value if isinstance(section, MapNode) and "take" in section.entries else None
    takes: Sequence[Node] = take.items if isinstance(take, ListNode) else [take] if take is not None else []
    if not all(isinstance(one, MapNode) and {"question", "only"} & set(one.entries) for one in takes):
        return None
    draw = _text(section, "draw") or ""
    if draw.isascii() and draw.isdecimal() and len(draw) < 5:
        return int(draw)
    single = all(isinstance(one, MapNode) and "question" in one.entries for one in takes)
    return len(takes) if single else None


def _length(node: Node, key: str) -> int | None:
    try:
        return seconds(_text(node, key) or "")
    except ValueError:  # the whole reading says so
        return None


def _moment(node: Node, key: str) -> datetime | None:
    try:
        return moment(_text(node, key) or "")
    except ValueError:  # the whole reading says so
        return None


def _text(node: Node | None, key: str) -> str | None:
    value = node.entries[key].value if isinstance(node, MapNode) and key in node.entries else None
    return value.text.strip() if isinstance(value, TextNode) else None

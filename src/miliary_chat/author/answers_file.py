"""Reading answers.yaml: its problems with their places, and whether everything that it names is in the case."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from miliary_chat.author.answers import Answers
from miliary_chat.author.naming import names_in
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.nodes import MapNode, compose
from miliary_chat.case.places import KEY, Path as Route, locate
from miliary_chat.case.problems import Problem, in_order
from miliary_chat.case.reader import source_of
from miliary_chat.case.validation import did_you_mean, fill
from miliary_chat.dialogue.script import RECOMMIT, Script


@dataclass(frozen=True, slots=True)
class AnswersRead:
    """What reading gave: the answers when nothing is wrong with them, else all that is.

    `where` is the file's name in problems; `tree` is what was typed, None when the YAML cannot be understood.
    """

    where: str
    answers: Answers | None
    problems: tuple[Problem, ...] = ()
    tree: MapNode | None = None

    def line_of(self, *route: int | str) -> int:
        """The line of a part of the file: `line_of("answers", "findings/film", 3)`."""
        return locate(self.tree, route).node.line if self.tree else 1


def read_answers_of(file: Path, script: Script) -> AnswersRead:
    """Read the file of answers at `file` for the case of `script`."""
    source = source_of(file)
    where = one_line(str(file))
    if isinstance(source, Problem):
        return AnswersRead(where, None, (source,))
    return read_answers(source, where, script)


def read_answers(source: bytes, where: str, script: Script) -> AnswersRead:
    """Read answers from a file's bytes. Never raises for what the bytes say."""
    root, problems = compose(source, where)
    if root is None:
        return AnswersRead(where, None, in_order(problems))
    answers, invalid = fill(Answers, root, where)
    problems += invalid
    if answers is not None:
        problems += _unknown(answers, script, root, where)
    found = in_order(problems)
    return AnswersRead(where, None if found else answers, found, root)


def _unknown(answers: Answers, script: Script, root: MapNode, where: str) -> Iterator[Problem]:
    for route, code, message in (*_answers(answers, script), *_dialogues(answers, script)):
        place = locate(root, route)
        line, column = place.at_key if route[-1] == KEY else place.at_value
        yield Problem(where, line, column, code, message)


def item_of(script: Script, written: str) -> str | None:
    """The item that an author means: `stage/question`, or the stage of one question; None when there is none.

    The lead that is put again after a stage is none of the stage's own questions.
    """
    items = [ref.id for ref in script.items]
    if written in items:
        return written
    of_stage = [ref.id for ref in script.items if ref.stage == written and ref.question != RECOMMIT]
    return of_stage[0] if len(of_stage) == 1 else None


def _answers(answers: Answers, script: Script) -> Iterator[tuple[Route, str, str]]:
    for written, labelled in answers.answers.items():
        item = item_of(script, written)
        if item is None:
            known = tuple(ref.id for ref in script.items)
            meant = did_you_mean(written, known) or f". Questions are {', '.join(known)}."
            yield ("answers", written, KEY), "E401", f"“{written}” is no question of this case{meant}"
            continue
        names = names_in(script, item)
        for index, one in enumerate(labelled):
            for name in one.expected():
                if name not in names:
                    route = ("answers", written, index, _key_of(one.expected()[name]))
                    yield (
                        route,
                        "E402",
                        f"“{name}” is nothing that “{item}” listens for{did_you_mean(name, names) or '.'}",
                    )


def _key_of(label: str) -> str:
    return "misconceptions" if label == "asserted" else label


def _dialogues(answers: Answers, script: Script) -> Iterator[tuple[Route, str, str]]:
    for dialogue in answers.dialogues.values():
        if dialogue.stage is not None and dialogue.stage not in script.stages():
            meant = did_you_mean(dialogue.stage, script.stages()) or f". It has {', '.join(script.stages())}."
            yield ("dialogues", dialogue.id, "from"), "E304", f"“{dialogue.stage}” is no stage of this case{meant}"

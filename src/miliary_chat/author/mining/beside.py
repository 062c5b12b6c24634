"""The answers.yaml beside a case: what is labelled in it, as far as the case still has the questions."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from miliary_chat.author.answers import Answers, Labelled
from miliary_chat.author.beside import answers_beside
from miliary_chat.author.mining.ear import Ear
from miliary_chat.author.mining.sifting import folded
from miliary_chat.base.errors import MiliaryError
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.nodes import compose
from miliary_chat.case.problems import Problem
from miliary_chat.case.reader import source_of
from miliary_chat.case.validation import fill


@dataclass(frozen=True, slots=True)
class Beside:
    """A file of answers; `source` is None when it is not there yet."""

    file: Path
    source: bytes | None = None
    answers: Answers | None = None

    def labelled(self, ear: Ear) -> Iterator[tuple[str, Labelled]]:
        """Every labelled answer with its item; those to questions that are gone are left out."""
        for written, held in (self.answers.answers if self.answers else {}).items():
            item = ear.item(written)
            if item is not None:
                yield from ((item, one) for one in held)

    def decided(self, ear: Ear) -> frozenset[tuple[str, str]]:
        """The (item, folded text) of every labelled answer."""
        return frozenset((item, folded(one.say)) for item, one in self.labelled(ear))


def read_beside(case_file: Path) -> Beside:
    """Read the answers beside a case's file; MiliaryError names the first thing that is wrong with them."""
    file = answers_beside(case_file)
    if not file.exists():
        return Beside(file)
    source = source_of(file)
    if isinstance(source, Problem):
        raise MiliaryError(str(source))
    if not source.strip():
        return Beside(file, source)
    root, problems = compose(source, one_line(str(file)), gaps=True)
    answers = None
    if root is not None and not problems:
        answers, problems = fill(Answers, root, one_line(str(file)))
    if problems:
        raise MiliaryError(f"The answers beside the case cannot be read: {problems[0]}", "Mend that first.")
    return Beside(file, source, answers)

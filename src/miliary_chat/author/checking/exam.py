"""Everything that can be said about an exam without sitting it."""

from datetime import datetime
from pathlib import Path

from miliary_chat.author.checking.examined import Examined
from miliary_chat.author.checking.silencing import without_silenced
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.blueprint_reader import check_exam
from miliary_chat.case.exam_files import exam_file
from miliary_chat.case.library import Library
from miliary_chat.case.places import locate
from miliary_chat.case.problems import in_order


def examine_exam(path: Path, library: Library, *, now: datetime | None = None) -> Examined:
    """Check the exam at `path` with its cases, looked for about it and in the `library`, and its candidates.

    With `now` it is told when the exam has closed. From the top of each file to its end.
    """
    reading = check_exam(path, library, now=now)
    where = one_line(str(exam_file(path)))
    problems = reading.problems
    if reading.tree is not None:
        text = reading.source.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        mine = [problem for problem in problems if problem.file == where]
        others = [problem for problem in problems if problem.file != where]
        problems = (*in_order(without_silenced(mine, text, where)), *others)
    if reading.blueprint is None or reading.tree is None:
        return Examined(problems)
    return Examined(problems, reading.blueprint.exam, locate(reading.tree, ("exam",)).at_value)

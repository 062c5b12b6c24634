"""Where exams come from: an exam file without keys, or a blueprint with its cases."""

from pathlib import Path

from miliary_chat.case.library import Library
from miliary_chat.exam import unpacking
from miliary_chat.session.exam import Paper


def paper_at(name: str, library: Library) -> Paper:
    """The exam with this id, or at this path: an exam file, an exam.yaml, or its folder. CaseError, UsageError."""
    path = Path(name).expanduser()
    if unpacking.is_exam_file(path):
        return unpacking.paper_at(path)
    return Paper.of(library.find_exam(name))

"""Which files are exams, and what lies beside them."""

import os
from collections.abc import Iterator
from pathlib import Path

FILE_NAME = "exam.yaml"
"""The file that makes a folder an exam."""

CANDIDATES = "candidates.csv"
"""The table of those who may sit the exam beside it."""

SUFFIXES = (".yaml", ".yml")


def is_exam_name(name: str) -> bool:
    """Whether a file is an exam by its name: exam.yaml, or NAME.exam.yaml."""
    path = Path(name)
    return path.suffix in SUFFIXES and (path.stem == "exam" or path.stem.endswith(".exam"))


def exam_file(path: Path) -> Path:
    """Return the file of the exam at `path`, which is a folder or the file itself."""
    return path / FILE_NAME if path.is_dir() else path


def candidates_beside(path: Path) -> Path:
    """Return where an exam's candidates belong: candidates.csv beside exam.yaml, a.candidates.csv beside a.yaml."""
    file = exam_file(path)
    stem = file.stem.removesuffix("exam").rstrip(".") if is_exam_name(file.name) else file.stem
    return file.with_name(f"{stem}.{CANDIDATES}" if stem else CANDIDATES)


def exam_paths(folder: Path) -> Iterator[Path]:
    """Yield the exams of a folder: itself, or folders with exam.yaml and files named like exams in it, by name.

    A folder that is a case too is named by its exam.yaml. What cannot be looked into holds none.
    """
    try:
        if folder.suffix in SUFFIXES and not folder.is_dir():
            if is_exam(folder):
                yield folder
            return
        if (folder / FILE_NAME).exists():
            yield _named(folder)
        names = sorted(os.listdir(folder))
    except OSError:  # whoever looks for cases in the same folder says so
        return
    for name in names:
        path = folder / name
        if name.startswith((".", "_")) or name == FILE_NAME:
            continue
        try:
            if path.is_dir() and (path / FILE_NAME).exists():
                yield _named(path)
            elif is_exam_name(name) and path.is_file():
                yield path
        except OSError:
            continue


def is_exam(path: Path) -> bool:
    """Whether there is an exam at `path`: by the name of the file, by the folder's exam.yaml, or by the key `exam`."""
    try:
        if path.is_dir():
            return (path / FILE_NAME).exists() and not (path / "case.yaml").exists()
        if is_exam_name(path.name) or path.suffix not in SUFFIXES or not path.is_file():
            return is_exam_name(path.name)
    except OSError:
        return False
    from miliary_chat.case.nodes import head  # reads YAML, which a name alone does not need
    from miliary_chat.case.reader import source_of

    source = source_of(path)
    top = head(source, "", wanted=("exam",), before=("sections", "stages")) if isinstance(source, bytes) else None
    return top is not None and "exam" in top.entries and "diagnosis" not in top.entries


def _named(folder: Path) -> Path:
    return folder / FILE_NAME if (folder / "case.yaml").exists() else folder

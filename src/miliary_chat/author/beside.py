"""Where a case's answers lie."""

from pathlib import Path

from miliary_chat.case.reader import FILE_NAME as CASE_FILE

FILE_NAME = "answers.yaml"
"""The file beside case.yaml that makes a case its own test suite."""


def answers_beside(case_path: Path) -> Path:
    """Return where a case's answers belong: answers.yaml in its folder, NAME.answers.yaml beside a NAME.yaml."""
    if case_path.is_dir():
        return case_path / FILE_NAME
    if case_path.name == CASE_FILE:
        return case_path.with_name(FILE_NAME)
    return case_path.with_name(f"{case_path.stem}.{FILE_NAME}")

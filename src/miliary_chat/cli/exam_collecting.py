"""`exam collect`: what was sat on other machines is verified, judged and taken in; a line for each file."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from miliary_chat.base.errors import UsageError
from miliary_chat.base.paths import store_url
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.library import open_library
from miliary_chat.cli.endings import WRONG, tell
from miliary_chat.cli.rows import print_rows
from miliary_chat.cli.wishes import Wishes
from miliary_chat.exam.attempt_file import LIMIT, SUFFIX
from miliary_chat.exam.collecting import Collected, Exams, collect
from miliary_chat.exam.unpacking import content_of, is_exam_file, paper_at
from miliary_chat.session.clock import Clock, SystemClock
from miliary_chat.session.exam import Paper, short_head
from miliary_chat.session.store import Store, open_store

_CHARACTERS = 12
"""Of a chain's end, as it is shown at the hand-in and noted."""


def collect_files(
    wishes: Wishes,
    files: Sequence[Path],
    exams: Sequence[str],
    heads: Sequence[str],
    *,
    as_json: bool,
    clock: Clock | None = None,
) -> int:
    """Take attempts in; 1 when any was refused, and the others are taken in all the same."""
    noted = noted_heads(heads)
    store = open_store(store_url(wishes.db))
    try:
        known = Exams(store, [_paper(store, wishes, name) for name in exams])
        found = [(file, _collected(store, file, known, noted, clock or SystemClock())) for file in attempts_in(files)]
    finally:
        store.close()
    if as_json:
        rows = [{"file": str(file), **asdict(one)} for file, one in found]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        _print(found)
    for code in sorted(set(noted) - {one.code.casefold() for _, one in found}):
        tell(f"An end was noted for {code.upper()}, and there is no file of theirs here.")
    return WRONG if any(one.outcome == "refused" for _, one in found) else 0


def noted_heads(heads: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The ends that were noted, by code in small letters, from "C07=7f3a-91c2-0b6d"; UsageError for anything else."""
    noted: dict[str, tuple[str, ...]] = {}
    for written in heads:
        code, mark, end = written.rpartition("=")
        plain = re.sub(r"[\s-]", "", end).lower()
        if not mark or not code.strip() or not re.fullmatch(rf"[0-9a-f]{{{_CHARACTERS}}}", plain):
            shown = one_line(written, limit=60)
            raise UsageError(
                f"“{shown}” is no noted end.", "Write the code and its twelve characters: C07=7f3a-91c2-0b6d"
            )
        key = one_line(code).casefold()
        noted[key] = (*noted.get(key, ()), short_head(plain))
    return noted


def attempts_in(named: Sequence[Path]) -> list[Path]:
    """The files that are meant: a folder means the .attempt files in it, and so does a pattern (*.attempt) that the
    shell has left as it is.
    """
    found: list[Path] = []
    for path in named:
        if path.is_dir():
            found += sorted(path.glob(f"*{SUFFIX}")) or [path]
        elif "*" in path.name and not path.exists():
            found += sorted(path.parent.glob(path.name)) or [path]
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _paper(store: Store, wishes: Wishes, name: str) -> Paper:
    """An exam that was named: an exam file, or the exam itself, whose cases are then kept with their keys."""
    path = Path(name).expanduser()
    if is_exam_file(path):
        return paper_at(path)
    loaded = open_library(wishes.cases).find_exam(name)
    for case in loaded.cases.values():
        store.keep_case(case)
    store.keep_exam(loaded.hash, loaded.blueprint.exam, loaded.blueprint.title, loaded.source)
    return Paper.of(loaded)


def _collected(store: Store, file: Path, exams: Exams, heads: dict[str, tuple[str, ...]], clock: Clock) -> Collected:
    try:
        content = content_of(file, LIMIT)
    except UsageError as error:
        return Collected("refused", error.what.removesuffix("."), error.advice)
    return collect(store, content, exams, clock, heads)


def _print(found: list[tuple[Path, Collected]]) -> None:
    rows = [_row(one) for _, one in found if one.outcome != "refused"]
    if rows:
        print_rows(rows)
    for _, one in found:
        for remark in one.remarks:
            print(f"{one_line(one.code, limit=60)}: {one_line(remark)}.")
    for file, one in found:
        if one.outcome == "refused":
            who = f" ({one_line(one.code, limit=60)})" if one.code else ""
            print(
                f"{one_line(file.name, limit=80)}{who}  REFUSED: {one_line(one.why)}. {one_line(one.advice)}".rstrip()
            )
    taken = sum(one.outcome == "taken in" for _, one in found)
    known = sum(one.outcome == "here already" for _, one in found)
    refused = len(found) - taken - known
    parts = [f"{taken} taken in"] + [f"{known} here already"] * bool(known) + [f"{refused} refused"] * bool(refused)
    tell(f"{', '.join(parts)}.")


def _row(one: Collected) -> tuple[str, ...]:
    how = "handed in" if one.ended == "handed in" else "out of time"
    at = datetime.fromtimestamp(one.ended_us / 1_000_000).astimezone()
    outcome = "taken in" if one.outcome == "taken in" else "was here already"
    return (
        one_line(one.code, limit=60),
        f"{one.answered} of {one.questions} answered",
        f"{how} {at:%H:%M}",
        one.head,
        outcome,
    )

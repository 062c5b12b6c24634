"""`exam results`: what an exam came to, as a table, JSON, files for spreadsheets or pages."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from miliary_chat.base.errors import MiliaryError, UsageError
from miliary_chat.base.paths import store_url
from miliary_chat.base.sanitise import one_line
from miliary_chat.base.whole import write_whole
from miliary_chat.cli.endings import WRONG, tell
from miliary_chat.cli.paper import Paper
from miliary_chat.cli.papers import source_at
from miliary_chat.cli.wishes import Wishes
from miliary_chat.exam.item_analysis import ClassFigures, analyse_items
from miliary_chat.exam.result import Counting, ExamResults
from miliary_chat.exam.results import results
from miliary_chat.report.exams import record, sheets, table
from miliary_chat.session.clock import Clock, SystemClock
from miliary_chat.session.store import Store, open_store
from miliary_chat.session.taking_up import EXAM


def exam_results(
    wishes: Wishes,
    exam: str,
    *,
    csv: Path | None = None,
    html: Path | None = None,
    as_json: bool = False,
    attempts: Counting = "best",
    candidate: str | None = None,
    examiner: bool = False,
    clock: Clock | None = None,
) -> int:
    """Show the results of an exam, or write them; the exit code, 1 when an attempt could not be read."""
    store = open_store(store_url(wishes.db))  # looking at results writes nothing, so that nothing is ended either
    try:
        found = results(store, _known(store, wishes, exam), clock or SystemClock(), attempts=attempts)
    finally:
        store.close()
    figures = analyse_items(found)
    shown = found if candidate is None else _narrowed(found, candidate)
    if csv is not None:
        _write(csv, _sheets(shown, figures, alone=candidate is not None))
    if html is not None:
        _write(html, dict(_pages(shown, figures, alone=candidate is not None, examiner=examiner)))
    if as_json:
        print(record.as_json(shown, figures), end="")
    elif csv is None and html is None:
        _show(shown, figures, candidate)
    for lost in found.unread:
        tell(f"Attempt {lost.attempt[:8]} of {one_line(lost.code)} is left out: {lost.why}")
    return WRONG if found.unread else 0


def _known(store: Store, wishes: Wishes, exam: str) -> str:
    """The exam's id; UsageError when nobody has begun it."""
    source = source_at(exam, wishes, store)
    if not store.attempts(source=source):
        name = source.removeprefix(EXAM)
        raise UsageError(
            f"Nobody has begun an exam called “{one_line(name, limit=80)}” here.", "Collect the attempts first."
        )
    return source.removeprefix(EXAM)


def _narrowed(found: ExamResults, code: str) -> ExamResults:
    wanted = one_line(code).casefold()
    own = tuple(one for one in found.candidates if one.code.casefold() == wanted)
    if own:
        return replace(found, candidates=own, seated=(), unread=())
    if any(one.code.casefold() == wanted for one in found.seated):
        raise UsageError(f"{one_line(code)} is still sitting, and has no marks yet.")
    codes = ", ".join(dict.fromkeys(one.code for one in found.candidates[:20]))
    raise UsageError(
        f"There is no result of a candidate “{one_line(code, limit=60)}”.", f"There are: {codes}." if codes else ""
    )


def _show(shown: ExamResults, figures: ClassFigures, candidate: str | None) -> None:
    paper = Paper.of_stdout()
    for line in _lines(shown, figures, candidate, paper.width):
        print(paper.folded(line))


def _lines(shown: ExamResults, figures: ClassFigures, candidate: str | None, width: int) -> Iterator[str]:
    if candidate is None:
        yield from table.table(shown, figures, width)
        return
    for number, one in enumerate(shown.candidates):
        yield from [""] * (number > 0)
        yield from table.candidate_table(shown, one, width)


def _sheets(shown: ExamResults, figures: ClassFigures, *, alone: bool) -> Mapping[str, bytes]:
    files = sheets.sheets(shown, figures)
    return {name: files[name] for name in ("candidates.csv", "answers.csv")} if alone else files


def _pages(shown: ExamResults, figures: ClassFigures, *, alone: bool, examiner: bool) -> Iterator[tuple[str, bytes]]:
    from miliary_chat.report.exams import pages  # Jinja2 takes a while, and a table needs none of it

    if not alone:
        yield "class.html", pages.class_page(shown, figures).encode("utf-8")
    for one in shown.candidates:
        yield pages.file_name(one), pages.candidate_page(shown, one, examiner=examiner).encode("utf-8")


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            write_whole(folder / name, content, durable=False)
    except OSError as error:
        where = one_line(str(folder))
        raise MiliaryError(f"{where} cannot be written: {error.strerror or error}.", "Name another folder.") from error
    many = "1 file" if len(files) == 1 else f"{len(files)} files"
    tell(f"{many} written into {one_line(str(folder))}: {_named(list(files))}.")


def _named(names: list[str]) -> str:
    return ", ".join(names) if len(names) <= 4 else f"{', '.join(names[:3])} and {len(names) - 3} more"

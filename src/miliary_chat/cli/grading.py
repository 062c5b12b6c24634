"""`grade`: answers that were collected elsewhere, judged against rubrics without a case."""

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import IO

from miliary_chat.base.errors import MiliaryError, UsageError
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.reader import source_of
from miliary_chat.case.rubrics_file import SIZE_LIMIT, Rubrics, read_rubrics
from miliary_chat.case.validation import did_you_mean
from miliary_chat.cli.endings import MISUSED, WRONG, tell
from miliary_chat.grading.answers import BadRow, Format, read_answers
from miliary_chat.grading.grade import Grading, Tally
from miliary_chat.grading.results import writer
from miliary_chat.grading.workers import workers

_MOST_TOLD = 100


def grade(rubrics_file: Path, answers_file: Path, out: Path | None, jobs: int | None) -> int:
    """Judge every answer; 0 when all lines held one, 1 when some did not, 2 when nothing could be judged."""
    rubrics = _rubrics(rubrics_file)
    if rubrics is None:
        return MISUSED
    jobs = max(1, jobs if jobs else os.cpu_count() or 1)
    format = _format_of(answers_file)
    progress = _Progress(monotonic, tty=sys.stderr.isatty())
    with (
        _reading(answers_file) as source,
        _writing(out, (rubrics_file, answers_file)) as target,
        workers(rubrics.concepts, rubrics.words, jobs) as submit,
    ):
        results = writer(target, _format_of(out) if out else format)
        bad = _BadLines(answers_file)
        grading = Grading(_known_in(rubrics), submit, jobs, results.write, bad.tell, progress.step)
        try:
            tally = grading.run(read_answers(source, format))
        except BrokenProcessPool as error:
            raise MiliaryError("A worker process was ended from outside.", "Try again with --jobs 1.") from error
        except UnicodeDecodeError as error:
            words = f"{answers_file} is not UTF-8 text, after answer {grading.tally.answers} at the latest."
            raise MiliaryError(words, "Save it as UTF-8.") from error
    progress.end()
    bad.sum_up()
    tell(_summary(tally, out))
    return WRONG if tally.bad else 0


def _rubrics(file: Path) -> Rubrics | None:
    source = source_of(file, limit=SIZE_LIMIT)
    if not isinstance(source, bytes):
        tell(str(source))
        return None
    rubrics = read_rubrics(source, one_line(str(file)))
    for line in (*rubrics.problems, *rubrics.doubts):
        tell(str(line))
    return None if rubrics.problems else rubrics


def _known_in(rubrics: Rubrics) -> Callable[[str], str | None]:
    names = tuple(rubrics.concepts)

    def wrong(rubric: str) -> str | None:
        if rubric in rubrics.concepts:
            return None
        return f"there is no rubric “{one_line(rubric, limit=60)}”{did_you_mean(rubric[:200], names)}"

    return wrong


def _format_of(file: Path) -> Format:
    ending = file.suffix.lower()
    if ending in (".jsonl", ".ndjson", ".json"):
        return "jsonl"
    if ending in (".csv", ".tsv"):
        return "csv"
    raise UsageError(f"{file} is neither .jsonl nor .csv.", "Name it after what it holds.")


@contextmanager
def _reading(file: Path) -> Iterator[IO[str]]:
    try:
        stream = file.open(encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.") from error
    with stream:
        yield stream


@contextmanager
def _writing(out: Path | None, sources: tuple[Path, ...]) -> Iterator[IO[str]]:
    """A stream to `out`, which gets its name only when all is written; standard output without one."""
    if out is None:
        yield sys.stdout
        return
    if any(out.exists() and out.samefile(source) for source in sources):
        raise UsageError(f"{out} is what is read.", "Name another file to write to.")
    part = out.with_name(out.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        os.replace(part, out)
    except OSError as error:
        raise MiliaryError(
            f"{out} cannot be written: {error.strerror or error}.", "What was there is untouched."
        ) from error
    finally:
        part.unlink(missing_ok=True)


class _BadLines:
    """Says which lines held no answer, the first hundred of them each in a line of its own."""

    def __init__(self, file: Path) -> None:
        self._file = one_line(str(file))
        self._count = 0

    def tell(self, row: BadRow) -> None:
        self._count += 1
        if self._count <= _MOST_TOLD:
            tell(f"{self._file}:{row.number}: {row.why.removesuffix('?')}{'?' if row.why.endswith('?') else '.'}")

    def sum_up(self) -> None:
        if self._count > _MOST_TOLD:
            tell(f"{self._file}: ... and {self._count - _MOST_TOLD:,} more such lines.")


class _Progress:
    """Says on standard error how far it is: each second over one line of a terminal, else every ten seconds."""

    def __init__(self, now: Callable[[], float], *, tty: bool) -> None:
        self._now, self._tty = now, tty
        self._begun = self._told = now()
        self._shown = False

    def step(self, tally: Tally) -> None:
        moment = self._now()
        if moment - self._told < (1 if self._tty else 10):
            return
        self._told = moment
        words = f"{tally.answers:,} answers, {tally.answers / (moment - self._begun):,.0f} a second"
        if self._tty:
            print(f"\r\x1b[K{words}", end="", file=sys.stderr, flush=True)
            self._shown = True
        else:
            tell(words)

    def end(self) -> None:
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _summary(tally: Tally, out: Path | None) -> str:
    answers = "1 answer" if tally.answers == 1 else f"{tally.answers:,} answers"
    different = f" ({tally.judged:,} different)" if tally.judged != tally.answers else ""
    bad = "" if not tally.bad else f"; {tally.bad:,} {'line' if tally.bad == 1 else 'lines'} held none"
    return f"{answers}{different} graded{f' into {out}' if out else ''}{bad}."

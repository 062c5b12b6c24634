"""Grading: rows in, results out in the same order, in constant memory; equal answers are judged once."""

from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field

from miliary_chat.grading.answers import BadRow, Row
from miliary_chat.grading.results import Result
from miliary_chat.grading.workers import Question, Submit

BATCH = 64
"""Different answers that go to a worker at once."""
REMEMBERED = 10_000
"""Different answers whose results are kept, so that an equal one need not be judged again."""


@dataclass(slots=True)
class Tally:
    """How far a run is. `answers`: written; `judged`: different ones; `bad`: lines that held no answer."""

    answers: int = 0
    judged: int = 0
    bad: int = 0


@dataclass(slots=True)
class _Batch:
    """Questions that are judged together, and what became of them."""

    questions: list[Question] = field(default_factory=list)
    future: "Future[list[Result]] | None" = None


@dataclass(frozen=True, slots=True)
class _Slot:
    """Where one question's result will be."""

    batch: _Batch
    at: int

    def result(self) -> Result:
        assert self.batch.future is not None
        return self.batch.future.result()[self.at]


@dataclass
class Grading:
    """One run. `write` gets every row with its result, `tell` every bad line, `step` the tally after each answer."""

    known: Callable[[str], str | None]
    submit: Submit
    jobs: int
    write: Callable[[Row, Result], None]
    tell: Callable[[BadRow], None]
    step: Callable[[Tally], None]
    tally: Tally = field(default_factory=Tally)
    _waiting: deque[tuple[Row, _Slot]] = field(default_factory=deque)
    _recent: OrderedDict[Question, _Slot] = field(default_factory=OrderedDict)
    _open: _Batch = field(default_factory=_Batch)

    def run(self, rows: Iterable[Row | BadRow]) -> Tally:
        """Grade all rows; `known` says what is wrong with a rubric's id, None when nothing is."""
        most = BATCH * (2 * self.jobs + 1)  # enough for every worker, and no more than that in memory
        for row in rows:
            wrong = row.why if isinstance(row, BadRow) else self.known(row.rubric)
            if isinstance(row, BadRow) or wrong:
                self.tally.bad += 1
                self.tell(BadRow(row.number, wrong or ""))
                continue
            self._waiting.append((row, self._slot((row.rubric, row.answer))))
            while len(self._waiting) > most:
                self._finish_first()
        while self._waiting:
            self._finish_first()
        return self.tally

    def _slot(self, question: Question) -> _Slot:
        slot = self._recent.get(question)
        if slot is not None:
            self._recent.move_to_end(question)
            return slot
        slot = _Slot(self._open, len(self._open.questions))
        self._open.questions.append(question)
        self._recent[question] = slot
        if len(self._recent) > REMEMBERED:
            self._recent.popitem(last=False)
        self.tally.judged += 1
        if len(self._open.questions) == BATCH:
            self._send()
        return slot

    def _send(self) -> None:
        batch, self._open = self._open, _Batch()
        batch.future = self.submit(batch.questions)

    def _finish_first(self) -> None:
        row, slot = self._waiting.popleft()
        if slot.batch.future is None:
            self._send()
        self.write(row, slot.result())
        self.tally.answers += 1
        self.step(self.tally)

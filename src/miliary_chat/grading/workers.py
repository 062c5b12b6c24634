"""Who judges: this process, or one process for each core; either way a batch goes in and its results come out."""

import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from miliary_chat.case.words import Words
from miliary_chat.grading.results import Result, result_of
from miliary_chat.judge.concept import Concept
from miliary_chat.judge.rubric import Rubric

Question = tuple[str, str]
"""A rubric's id and an answer."""

Judge = Callable[[Sequence[Question]], list[Result]]
Submit = Callable[[Sequence[Question]], "Future[list[Result]]"]


def judge_of(concepts: Mapping[str, Sequence[Concept]], words: Words) -> Judge:
    """A judge that compiles each rubric when it is first asked about."""
    lexicon = words.over_shipped()
    compiled: dict[str, Rubric] = {}

    def judge(batch: Sequence[Question]) -> list[Result]:
        results = []
        for rubric, answer in batch:
            if rubric not in compiled:
                compiled[rubric] = Rubric(concepts[rubric], lexicon)
            results.append(result_of(compiled[rubric].judge(answer)))
        return results

    return judge


_here: Judge | None = None
"""The judge of a worker process."""


def _begin(concepts: Mapping[str, Sequence[Concept]], words: Words) -> None:
    global _here
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that talks to the person
    _here = judge_of(concepts, words)


def _judge(batch: Sequence[Question]) -> list[Result]:
    assert _here is not None
    return _here(batch)


@contextmanager
def workers(concepts: Mapping[str, Sequence[Concept]], words: Words, jobs: int) -> Iterator[Submit]:
    """A way to have batches judged, by this process where `jobs` is 1."""
    if jobs == 1:
        judge = judge_of(concepts, words)

        def at_once(batch: Sequence[Question]) -> "Future[list[Result]]":
            done: Future[list[Result]] = Future()
            done.set_result(judge(batch))
            return done

        yield at_once
        return
    # spawn: what a fork copies of a process with threads differs from system to system
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (concepts, words))
    try:
        yield lambda batch: pool.submit(_judge, batch)
    finally:
        pool.shutdown(cancel_futures=True)

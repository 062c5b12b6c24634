"""Collecting what was sat elsewhere: verified, compared with the exam, judged by the full cases, taken in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from miliary_chat.base.errors import Conflict, StoreError, UsageError
from miliary_chat.case.loaded import Loaded
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.exam.drawing import Adjustment, script_of
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.dialogue.terms import Terms
from miliary_chat.exam import rulings
from miliary_chat.exam.attempt_file import AttemptFileError, Travelling, read_attempt, spoken_head
from miliary_chat.exam.credible import refuse_incredible, remarks
from miliary_chat.exam.manifest import PackError
from miliary_chat.exam.unpacking import paper_from
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import Clock
from miliary_chat.session.exam import Paper, short_head
from miliary_chat.session.known import PAUSE_US
from miliary_chat.session.store.contract import Opening, Recorded, Standing, Store

Outcome = Literal["taken in", "here already", "refused"]

_SECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class Collected:
    """What became of one file. `why` says for what reason it was refused; `remarks` what should be known of it.

    `ended_us` is microseconds UTC by the exam's clock; what is not known of a refused file is empty.
    """

    outcome: Outcome
    why: str = ""
    advice: str = ""
    attempt: str = ""
    code: str = ""
    title: str = ""
    answered: int = 0
    questions: int = 0
    ended: str = ""
    ended_us: int = 0
    head: str = ""
    remarks: tuple[str, ...] = ()


class Exams:
    """The exams that attempts are compared with: those of the store, and those that were named."""

    def __init__(self, store: Store, named: Iterable[Paper] = ()) -> None:
        self._store = store
        self._papers = {(paper.hash, paper.pack): paper for paper in named}

    def find(self, terms: Terms) -> Paper:
        """The exam that an attempt with these terms was sat from; AttemptFileError when nobody knows it here."""
        key = (terms.blueprint, terms.pack)
        if key not in self._papers:
            self._papers[key] = self._kept(terms)
        return self._papers[key]

    def _kept(self, terms: Terms) -> Paper:
        if not terms.pack:
            raise AttemptFileError(
                "it was sat from the exam itself and not from an exam file.", "Name that exam: --exam EXAM"
            )
        unknown = f"it belongs to an exam file ({short_head(terms.pack)}) that this store does not know."
        try:
            content = self._store.read_exam(terms.pack)
        except StoreError as error:
            raise AttemptFileError(
                unknown, "Use the store in which it was packed (--db), or name the exam file: --exam FILE"
            ) from error
        paper = paper_from(content)
        if (paper.hash, paper.pack) != (terms.blueprint, terms.pack):
            raise AttemptFileError(unknown, "It was altered, or belongs to somebody else's exam.")
        return paper


def collect(
    store: Store, content: bytes, exams: Exams, clock: Clock, heads: Mapping[str, tuple[str, ...]] | None = None
) -> Collected:
    """Take one .attempt file in. Whatever is wrong with the file is in what comes back; a store that fails raises.

    `heads` are the ends that were noted, by the candidate's code in small letters.
    """
    travelling: Travelling | None = None
    try:
        travelling = _read(content)
        paper, script = _compared(travelling, exams)
        state = refuse_incredible(travelling, script)
        said = (*remarks(travelling, paper.blueprint.seed), *_compared_head(travelling, heads or {}))
        cases = _with_keys(store, script)
        fresh = _take_in(store, travelling, paper)
    except (AttemptFileError, PackError, UsageError, Conflict) as error:
        about = _about(travelling) if travelling else Collected("refused")
        return replace(about, why=error.what.removesuffix("."), advice=error.advice)
    rulings.judge(store, Attempt.resume(store, travelling.id, clock, cases=cases), clock, why="collected")
    outcome: Outcome = "taken in" if fresh else "here already"
    return replace(_about(travelling), outcome=outcome, answered=_answered(state), remarks=said)


def _read(content: bytes) -> Travelling:
    try:
        return read_attempt(content)
    except StoreError as error:  # a record of a newer release
        raise AttemptFileError(error.what, error.advice) from error


def _compared(travelling: Travelling, exams: Exams) -> tuple[Paper, Script]:
    """The exam that it was sat from, and the script that this draws for the candidate."""
    started = travelling.started
    assert started.terms is not None
    paper = exams.find(started.terms)
    candidate = paper.candidate(travelling.person)
    if candidate.code != travelling.person:
        raise AttemptFileError(f"there is no candidate “{travelling.person}” in this exam.")
    adjustment = Adjustment(candidate.factor, candidate.rest_s * _SECOND)
    script = script_of(
        paper.blueprint, paper.hash, paper.cases, started.seed, adjustment, pack=paper.pack, word=paper.word
    )
    return paper, script


def _compared_head(travelling: Travelling, heads: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    if not heads:
        return ()
    noted = heads.get(travelling.person.casefold())
    if noted is None:
        return ("no end was noted for it",)
    if spoken_head(travelling) not in noted:
        words = f"it ends in {spoken_head(travelling)}, and {' or '.join(noted)} was noted."
        raise AttemptFileError(words, "It is not the file that was shown at the hand-in.")
    return ()


def _with_keys(store: Store, script: Script) -> Mapping[str, Loaded]:
    """The full cases; AttemptFileError where the store has them not."""
    try:
        return {pin: store.read_case(pin) for pin in script.cases}
    except StoreError as error:
        raise AttemptFileError(
            "the cases with their keys are not in this store.",
            "Use the store in which the exam was packed (--db), or name the exam itself too: --exam EXAM",
        ) from error


def _take_in(store: Store, travelling: Travelling, paper: Paper) -> bool:
    opening = Opening(
        travelling.id, travelling.person, travelling.source, "exam", travelling.title, paper.blueprint.attempts
    )
    standing = Standing(travelling.ended, travelling.ended, None, worked_us(travelling.recorded))
    return store.take_in(opening, travelling.links, standing)


def worked_us(recorded: Iterable[Recorded]) -> int:
    """The time that was worked, as the sitting itself counts it: silences up to a limit, breaks between two not."""
    return sum(
        min(max(after.moment.boot_us - before.moment.boot_us, 0), PAUSE_US)
        for before, after in pairwise(recorded)
        if not isinstance(after.event, e.Reentered)
    )


def _about(travelling: Travelling) -> Collected:
    last = travelling.recorded[-1].event
    assert isinstance(last, e.Ended)
    return Collected(
        "refused",
        attempt=travelling.id,
        code=travelling.person,
        title=travelling.title,
        ended=last.reason,
        ended_us=last.at_us,
        head=spoken_head(travelling),
        questions=len(travelling.started.items),
    )


def _answered(state: State) -> int:
    return sum(1 for item in state.items.values() if item.chosen or any(item.answers[-1:]))

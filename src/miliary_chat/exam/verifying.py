"""Verifying: whether attempts, rulings, cases and files are still what was written; the first that is not is named."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from miliary_chat.base.errors import CaseError, IllegalMove, MiliaryError, StoreError, UsageError
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.blueprint_reader import exam_hash, read_blueprint
from miliary_chat.case.loaded import Loaded
from miliary_chat.dialogue import events as e, wire
from miliary_chat.dialogue.evolve import fold
from miliary_chat.dialogue.terms import Terms
from miliary_chat.exam.attempt_file import LIMIT, SUFFIX, read_attempt, spoken_head
from miliary_chat.exam.manifest import PackError
from miliary_chat.exam.unpacking import content_of, is_exam_file, paper_from
from miliary_chat.session.exam import short_head
from miliary_chat.session.store.chain import Link
from miliary_chat.session.store.contract import Store, Summary
from miliary_chat.session.taking_up import EXAM


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found of one thing: `name` for people, what it `holds`, and what is `wrong` (empty: nothing)."""

    name: str
    holds: str = ""
    wrong: str = ""


def verify(store: Store, names: tuple[str, ...] = ()) -> Iterator[Verified]:
    """Verify what is named: files, attempts by the beginning of their id, exams by theirs; all exams without names.

    UsageError for a name that nothing has.
    """
    if not names:
        for summary in sorted(store.attempts(), key=lambda one: (one.source, one.person, one.started_us)):
            if summary.source.startswith(EXAM):
                yield verify_attempt(store, summary)
    for name in names:
        path = Path(name).expanduser()
        if path.suffix == SUFFIX or is_exam_file(path):
            yield verify_file(path)
            continue
        for summary in _named(store, name):
            yield verify_attempt(store, summary)


def _named(store: Store, name: str) -> tuple[Summary, ...]:
    of_exam = store.attempts(source=EXAM + name)
    if of_exam:
        return of_exam
    try:
        return (store.attempt(name),)
    except UsageError as error:
        shown = one_line(name, limit=60)
        raise UsageError(
            f"There is no attempt, no file and no exam “{shown}” here.",
            "Name an .attempt or .exam file, an exam's id, or the beginning of an attempt's id.",
        ) from error


def verify_file(path: Path) -> Verified:
    """Verify an .attempt or .exam file by itself; UsageError when it cannot be read at all."""
    name = one_line(str(path), limit=200)
    content = content_of(path) if is_exam_file(path) else content_of(path, LIMIT)
    try:
        if is_exam_file(path):
            paper = paper_from(content)
            cases, pictures = len(paper.cases), len(paper.pictures)
            holds = f"{_count(cases, 'case')} and {_count(pictures, 'picture')} hold, pack {short_head(paper.pack)}"
            return Verified(name, holds)
        found = read_attempt(content)
        fold(record.event for record in found.recorded)
        head = spoken_head(found)
        return Verified(name, f"{found.person}: {_count(len(found.links), 'event')} hold, they end in {head}")
    except (MiliaryError, KeyError) as error:
        return Verified(name, wrong=_said(error))


def verify_attempt(store: Store, summary: Summary) -> Verified:
    """Verify an attempt in the store: its events, what the lists say of it, its rulings, its cases and pictures."""
    name = f"{summary.person} {summary.id[:6]}"
    try:
        links = store.links(summary.id)
        events = tuple(_event(summary, link) for link in links)
        fold(events)
        _compare(summary, links, events)
        rulings = store.read_rulings(summary.id)
        cases = _verify_cases(store, events[0])
    except (MiliaryError, KeyError) as error:
        return Verified(name, wrong=_said(error))
    of = [_count(len(links), "event"), _count(len(rulings), "ruling"), _count(cases, "case")]
    return Verified(name, f"{', '.join(of)} hold, the events end in {short_head(summary.head)}")


def _event(summary: Summary, link: Link) -> e.Event:
    try:
        return wire.unpack(link.payload)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        words = f"event {link.seq} of attempt {summary.id} is none that this program writes."
        raise StoreError(words) from error


def _compare(summary: Summary, links: tuple[Link, ...], events: tuple[e.Event, ...]) -> None:
    """The row by which lists and the store's own keys know an attempt has to say what its events say."""
    started, last = events[0], events[-1]
    ended = last.reason if isinstance(last, e.Ended) else None
    own = (summary.person, summary.policy, summary.title, summary.standing.ended, summary.started_us)
    if not isinstance(started, e.Started):
        raise StoreError("event 1 is not a beginning.")
    said = (started.person, started.policy, started.title, ended, links[0].moment.utc_us)
    source = EXAM + started.terms.exam if started.terms and started.terms.exam else summary.source
    if own != said or summary.source != source:
        raise StoreError("what the list says of it (whose it is, at what, whether it has ended) is not what it holds.")


def _verify_cases(store: Store, started: e.Event) -> int:
    """The cases that an attempt runs on, the exam or the pack that it belongs to, and their pictures."""
    assert isinstance(started, e.Started)
    pins = dict.fromkeys(ref.case for ref in started.items)
    terms = started.terms
    if terms is not None and terms.blueprint:
        _verify_exam(store, terms)
    for loaded in _cases(store, tuple(pins), terms):
        for image in loaded.image_hashes.values():
            if store.read_image(image) is None:
                raise StoreError("a picture of one of its cases is missing.")
    return len(pins)


def _cases(store: Store, pins: tuple[str, ...], terms: Terms | None) -> Iterator[Loaded]:
    """The full cases where the store has them, else those of the pack; StoreError for what is not what was kept."""
    packed = paper_from(store.read_exam(terms.pack)).cases if terms and terms.pack else {}
    by_hash = {loaded.hash: loaded for loaded in packed.values()}
    for pin in pins:
        try:
            yield store.read_case(pin)
        except StoreError as error:
            if pin not in by_hash or "not in the store" not in error.what:
                raise
            yield by_hash[pin]


def _verify_exam(store: Store, terms: Terms) -> None:
    content = store.read_exam(terms.pack or terms.blueprint)
    if terms.pack:
        paper = paper_from(content)
        if (paper.pack, paper.hash) != (terms.pack, terms.blueprint):
            raise StoreError("the exam file that it was sat from is not what was kept.")
        return
    tree = read_blueprint(content, "the exam").tree
    if tree is None or exam_hash(tree) != terms.blueprint:
        raise StoreError("the exam that it belongs to is not what was kept.")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _said(error: MiliaryError | KeyError) -> str:
    """What is wrong, in words; what cannot follow by the protocol is named as such."""
    if isinstance(error, KeyError):
        return "an event names something that the attempt does not have"
    if isinstance(error, IllegalMove):
        return f"its events cannot have followed each other: {error.what.removesuffix('.')}"
    if isinstance(error, PackError | CaseError):
        return error.what.removesuffix(".")
    return error.what.rpartition("failing: ")[2].removesuffix(".")

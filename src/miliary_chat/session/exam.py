"""Sitting an exam: who may begin, how a sitting starts, what ends with nobody there, time that is given."""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from miliary_chat.base.errors import UsageError
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.blueprint import Blueprint
from miliary_chat.case.blueprint_reader import LoadedExam
from miliary_chat.case.candidates import Candidate
from miliary_chat.case.loaded import Loaded
from miliary_chat.dialogue.actions import Tick
from miliary_chat.dialogue.evolve import fold
from miliary_chat.dialogue.exam.drawing import Adjustment, script_of
from miliary_chat.dialogue.exam.limits import last_call
from miliary_chat.dialogue.exam_events import TimeAdded
from miliary_chat.dialogue.state import State
from miliary_chat.dialogue.terms import Shown, Terms
from miliary_chat.session.attempt import Attempt, seed_of
from miliary_chat.session.clock import Clock
from miliary_chat.session.store.contract import LOCAL, Extension, Opening, Store, Summary
from miliary_chat.session.taking_up import EXAM as EXAM, is_exam

_SECOND: Final = 1_000_000
_ROUNDS: Final = 200_000
_NO_CASES: Final[Mapping[str, Loaded]] = MappingProxyType({})
_NO_PICTURES: Final[Mapping[str, bytes]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Paper:
    """An exam as it is sat: the blueprint with its hash, the cases by id, who may sit it (nobody named: everybody).

    From a pack the cases have no keys, `pack` is the pack's hash and `packed` its bytes, `word` is the salted hash of
    the invigilator's word, and `pictures` are those of the cases by their hashes.
    """

    blueprint: Blueprint
    hash: str
    source: bytes
    cases: Mapping[str, Loaded] = field(default_factory=lambda: _NO_CASES)
    candidates: tuple[Candidate, ...] = ()
    pack: str = ""
    packed: bytes = b""
    word: str = ""
    pictures: Mapping[str, bytes] = field(default_factory=lambda: _NO_PICTURES)

    @classmethod
    def of(cls, loaded: LoadedExam) -> "Paper":
        """The paper of an exam whose cases are here, keys and all."""
        return cls(loaded.blueprint, loaded.hash, loaded.source, loaded.cases, loaded.candidates)

    @property
    def name(self) -> str:
        """What the attempts at it have as their source."""
        return EXAM + self.blueprint.exam

    def candidate(self, code: str) -> Candidate:
        """The candidate with this code, in capitals or not; UsageError when the exam names others."""
        wanted = one_line(code)
        if not self.candidates:
            return Candidate(one_line(code, limit=40) or LOCAL)
        for candidate in self.candidates:
            if candidate.code.casefold() == wanted.casefold():
                return candidate
        raise UsageError(
            f"There is no candidate “{wanted}” in this exam." if wanted else "This exam needs your candidate code.",
            "Type the code that you were given, or ask the invigilator.",
        )

    def refuse_outside(self, at: int) -> None:
        """UsageError with the hour when the exam is not open yet, or not any more, at `at` (microseconds UTC)."""
        opens, closes = self.blueprint.opens, self.blueprint.closes
        if opens and at < opens.timestamp() * _SECOND:
            raise UsageError(f"This exam opens on {spoken(opens)}.", "Come back then.")
        if closes and at >= closes.timestamp() * _SECOND:
            raise UsageError(f"This exam closed on {spoken(closes)}.", "Ask whoever runs it.")


def spoken(moment: datetime) -> str:
    """A moment as people read it, in UTC: clocks and zones of machines differ, and this one does not."""
    here = moment.astimezone(UTC)
    return f"{here.day} {here:%B %Y at %H:%M} UTC"


def spoken_us(moment_us: int) -> str:
    """A moment in microseconds UTC as people read it."""
    return spoken(datetime.fromtimestamp(moment_us / _SECOND, UTC))


def begin(store: Store, paper: Paper, clock: Clock, *, code: str = "", seed: int | None = None) -> Attempt:
    """Begin a sitting: the clock runs from now. UsageError outside its hours, Conflict for a second live attempt, or
    when all attempts are used; nothing is stored then but the cases.
    """
    candidate = paper.candidate(code)
    paper.refuse_outside(clock.now().utc_us)
    name = secrets.token_hex(8)
    # Who sits an exam file does not choose the draw: a seed is for those who have the keys anyway.
    drawn = seed_of(name) if seed is None or paper.pack else seed
    adjustment = Adjustment(candidate.factor, candidate.rest_s * _SECOND)
    script = script_of(paper.blueprint, paper.hash, paper.cases, drawn, adjustment, pack=paper.pack, word=paper.word)
    store.keep_exam(paper.pack or paper.hash, paper.blueprint.exam, paper.blueprint.title, paper.packed or paper.source)
    cases = {loaded.hash: loaded for loaded in paper.cases.values() if loaded.hash in script.cases}
    if paper.pack:
        pins = {pin for loaded in cases.values() for pin in loaded.image_hashes.values()}
        store.keep_images({pin: paper.pictures[pin] for pin in sorted(pins)})
    else:
        for loaded in cases.values():
            store.keep_case(loaded)
    if candidate.name:
        store.keep_person(candidate.code, candidate.name)
    opening = Opening(name, candidate.code, paper.name, "exam", script.title, paper.blueprint.attempts)
    return Attempt.begin(store, script, cases, opening, clock)


def live(store: Store, paper: Paper, code: str = "") -> Summary | None:
    """The attempt at this exam that the candidate is in the middle of; None without one."""
    found = store.attempts(live=True, person=paper.candidate(code).code, source=paper.name)
    return found[0] if found else None


def end_overdue(store: Store, clock: Clock, resume: Callable[[str], Attempt]) -> tuple[str, ...]:
    """End the attempts at exams whose time ran out while nobody was there, at their deadline; their ids.

    `resume` takes an attempt up by its id, from a pack or from the store.
    """
    ended = []
    for summary in store.attempts(live=True):
        if not is_exam(summary):
            continue
        now, state = as_it_stands(store, summary.id, clock)
        last = last_call(state, now)
        if last is not None and now >= last:
            resume(summary.id).send(Tick())
            ended.append(summary.id)
    return tuple(ended)


def as_it_stands(store: Store, attempt: str, clock: Clock) -> tuple[int, State]:
    """What the exam's clock shows (microseconds UTC), and the state with all time that was given, taken up or not."""
    peeked = Attempt.peek(store, attempt, clock)
    now, state = peeked.time(), peeked.state
    waiting = (gift for gift in store.extensions(peeked.id) if gift.id not in state.additions)
    return now, fold((TimeAdded(now, gift.us, gift.by, gift.why, gift.id) for gift in waiting), state)


def give_time(
    store: Store, attempts: tuple[Summary, ...], us: int, *, by: str, why: str, clock: Clock
) -> tuple[Extension, ...]:
    """Give so many microseconds to running attempts, in one stroke; logged with who and why. UsageError without any."""
    if not attempts:
        raise UsageError("Nobody is sitting this exam now.", "Time can be given to attempts that are in progress.")
    gift, at = secrets.token_hex(6), clock.now().utc_us
    by, why = one_line(by, limit=200), one_line(why, limit=200)
    given = tuple(Extension(f"{gift}-{one.id}", one.id, us, by, why, at) for one in attempts)
    store.extend(given)
    return given


def seal_word(word: str, salt: bytes | None = None) -> str:
    """The invigilator's word as a pack may hold it: salted and hashed slowly; empty for no word."""
    if not word:
        return ""
    salt = salt or secrets.token_bytes(16)
    digest = hashlib.pbkdf2_hmac("sha256", one_line(word).casefold().encode(), salt, _ROUNDS)
    return f"{salt.hex()}:{digest.hex()}"


def knows_word(terms: Terms | None, word: str) -> bool:
    """Whether `word` is the invigilator's; never, where none was set."""
    if terms is None or not terms.word or not word:
        return False
    salt = bytes.fromhex(terms.word.partition(":")[0])
    return hmac.compare_digest(seal_word(word, salt), terms.word)


def may_see(terms: Terms, at: int, released: int | None) -> Shown:
    """What a candidate who has handed in may see at `at` (microseconds UTC): nothing, the marks, or answers too."""
    if terms.shown_when == "released" and released is None:
        return "nothing"
    if terms.shown_when == "closes" and terms.closes_us is not None and at < terms.closes_us:
        return "nothing"
    return terms.shown


def short_head(head: str) -> str:
    """The beginning of a chain's head, for people to read out and note: "7f3a-91c2-0b6d"."""
    return "-".join(head[at : at + 4] for at in range(0, 12, 4))

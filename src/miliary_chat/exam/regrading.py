"""Regrading: every attempt judged anew, what that would change, and the rulings that make it so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from miliary_chat.base.errors import Conflict, UsageError
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.loaded import Loaded
from miliary_chat.dialogue.actions import Judge
from miliary_chat.dialogue.evolve import fold
from miliary_chat.dialogue.exam.waiting import waiting
from miliary_chat.dialogue.marks import Marks
from miliary_chat.dialogue.parts import parts_of
from miliary_chat.dialogue.score import marks
from miliary_chat.dialogue.script import RECOMMIT, Script, asked_in
from miliary_chat.dialogue.state import State
from miliary_chat.dialogue.tutor import decide
from miliary_chat.exam import rulings as r
from miliary_chat.exam.marking import WORDS_LIMIT
from miliary_chat.exam.sheets import Reader, Sheet
from miliary_chat.session.clock import Clock
from miliary_chat.session.store.contract import Store

_NO_CASES: Mapping[str, Loaded] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Changed:
    """One part of a question that somebody earns more, or less, of: how many do; `case` is the case's id."""

    case: str
    stage: str
    question: str
    part: str
    name: str
    gain: int
    lose: int


@dataclass(frozen=True, slots=True)
class Regraded:
    """One attempt before and after: marks out of 100, what waits for a marker, whether it passes (None: no pass mark).

    `machine` is the judgement to be ruled; None where the machine says what it said before, by the same cases.
    """

    attempt: str
    code: str
    before: int
    after: int
    waited: int
    waits: int
    passed: bool | None
    passes: bool | None
    machine: r.Machine | None
    ruled: int = 0
    """How many rulings there were when it was judged anew."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What a regrading would change. `mended` are the edited cases, `left_out` says which attempts were not read."""

    attempts: tuple[Regraded, ...]
    changed: tuple[Changed, ...]
    mended: tuple[Loaded, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def fresh(self) -> tuple[Regraded, ...]:
        """The attempts on which there is something to be ruled."""
        return tuple(one for one in self.attempts if one.machine is not None)


@dataclass(slots=True)
class _Tally:
    """Who gains and who loses, by part, in the order in which they are met."""

    names: dict[tuple[str, str, str, str], str] = field(default_factory=dict)
    gain: dict[tuple[str, str, str, str], int] = field(default_factory=dict)
    lose: dict[tuple[str, str, str, str], int] = field(default_factory=dict)

    def changed(self) -> Iterator[Changed]:
        for key, name in self.names.items():
            yield Changed(*key, name, self.gain.get(key, 0), self.lose.get(key, 0))


def compare(store: Store, source: str, clock: Clock, *, mended: Sequence[Loaded] = ()) -> Difference:
    """Judge all handed-in attempts of an exam with today's judge, and say what would change; nothing is ruled.

    Each by the case that it was last judged by; by one of `mended` where that has the case's id. What people decided
    stays over the new judgement. UsageError when nobody has handed in, or a mended case lacks a question.
    """
    reader = Reader(store, clock)
    sheets = reader.sheets(source)
    if not sheets and not reader.left_out:
        raise UsageError("Nobody has handed in this exam yet.", "There is nothing to regrade.")
    by_id = {loaded.case.id: loaded for loaded in mended}
    _refuse_strangers(by_id, sheets)
    codes = {one.id: one.person for one in store.attempts(source=source)}
    tally = _Tally()
    found = tuple(_regraded(sheet, by_id, codes[sheet.id], tally) for sheet in sheets)
    ordered = tuple(sorted(found, key=lambda one: (one.code, one.attempt)))
    return Difference(ordered, tuple(tally.changed()), tuple(mended), tuple(reader.left_out))


def _refuse_strangers(by_id: Mapping[str, Loaded], sheets: Sequence[Sheet]) -> None:
    known = {case.id for sheet in sheets for case in sheet.script.cases.values()}
    for name in by_id:
        if sheets and name not in known:
            raise UsageError(f"The case “{name}” is not part of this exam.", f"It has: {', '.join(sorted(known))}.")


def _regraded(sheet: Sheet, by_id: Mapping[str, Loaded], code: str, tally: _Tally) -> Regraded:
    script, pairs = _script(sheet, by_id)
    events = decide(script, sheet.attempt.state, Judge(), 0)
    after = fold((*events, *sheet.rulings.people), sheet.attempt.state)
    old, new = sheet.marks, marks(script, after)
    _count(tally, sheet, script, after)
    machine = r.machine(script, events, why="regraded", by="", cases=pairs)
    last = sheet.rulings.machine
    same = last is not None and (last.events, last.judge, last.cases) == (events, machine.judge, pairs)
    pass_mark = script.terms.pass_mark if script.terms else None
    return Regraded(
        sheet.id,
        code,
        old.total,
        new.total,
        len(sheet.waiting),
        len(waiting(script, after)),
        _passes(old, pass_mark),
        _passes(new, pass_mark),
        None if same else machine,
        sheet.rulings.last,
    )


def _passes(of: Marks, pass_mark: int | None) -> bool | None:
    return None if pass_mark is None else of.total >= pass_mark


def _script(sheet: Sheet, by_id: Mapping[str, Loaded]) -> tuple[Script, tuple[tuple[str, str], ...]]:
    """The script to judge by, and every case's hash as asked with that of the case that judges."""
    mended = {}
    for pin, case in sheet.script.cases.items():
        loaded = by_id.get(case.id)
        if loaded is not None and loaded.hash != pin:
            _refuse_missing(sheet.script, pin, loaded)
            mended[pin] = (loaded.hash, loaded.case)
    last = sheet.rulings.machine
    asked = last.cases if last and last.cases else tuple((pin, pin) for pin in sheet.script.cases)
    pairs = tuple((one, mended[by][0] if by in mended else by) for one, by in asked)
    return (r.with_cases(sheet.script, mended) if mended else sheet.script), pairs


def _refuse_missing(script: Script, pin: str, loaded: Loaded) -> None:
    """UsageError unless the mended case asks every question that was asked, in the same way."""
    there = set(asked_in(loaded.case))
    for ref in script.items:
        if ref.case != pin:
            continue
        same = (ref.stage, ref.question) in there
        if same and ref.question != RECOMMIT:
            before, now = script.question(ref.id), loaded.case.question(ref.stage, ref.question)
            same = getattr(before, "activity", "choice") == getattr(now, "activity", "choice")
        if not same:
            raise UsageError(
                f"The edited case has no question {ref.stage}/{ref.question} of the same kind any more.",
                "A regrade needs the questions that were asked; mend phrasings, not questions.",
            )


def _count(tally: _Tally, sheet: Sheet, script: Script, after: State) -> None:
    for ref in script.items:
        before = {part.id: part for part in parts_of(sheet.script, sheet.state, ref.id)}
        now = {part.id: part for part in parts_of(script, after, ref.id)}
        for name in dict.fromkeys((*before, *now)):
            was = before[name].earned if name in before else 0.0
            is_now = now[name].earned if name in now else 0.0
            if was != is_now:
                key = (script.cases[ref.case].id, ref.stage, ref.question, name)
                tally.names.setdefault(key, (now.get(name) or before[name]).name)
                counted = tally.gain if is_now > was else tally.lose
                counted[key] = counted.get(key, 0) + 1


def apply(store: Store, difference: Difference, clock: Clock, *, by: str, why: str) -> tuple[int, int]:
    """Rule the new judgements, signed; how many attempts they were written for, and how many another regrading met
    first, which are left as they are. What people decided stays over them, and what they decide meanwhile too.

    UsageError without a name or a reason.
    """
    by, why = one_line(by, limit=WORDS_LIMIT), one_line(why, limit=WORDS_LIMIT)
    if not by or not why:
        raise UsageError("A regrade is signed: it needs who and why.", "Give --by NAME and --why TEXT.")
    for loaded in difference.mended:
        store.keep_case(loaded)
    written = sum(_rule(store, one, clock, by, why) for one in difference.fresh)
    return written, len(difference.fresh) - written


def _rule(store: Store, one: Regraded, clock: Clock, by: str, why: str) -> bool:
    assert one.machine is not None
    judged = one.machine
    signed = r.Machine(judged.judge, judged.release, "regraded", by, why, judged.events, judged.cases)
    expected = one.ruled
    while True:
        try:
            store.append_rulings(one.attempt, expected, [r.pack(signed)], clock.now())
        except Conflict:
            now = r.read(store, one.attempt)
            since = [entry for entry in now.entries if entry.seq > one.ruled]
            if any(isinstance(entry.ruling, r.Machine) for entry in since):
                return False
            expected = now.last
        else:
            return True

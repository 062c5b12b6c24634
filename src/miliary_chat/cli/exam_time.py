"""`exam extend`: time for everybody who sits an exam now, or for one."""

import json
from dataclasses import dataclass

from miliary_chat.base.errors import UsageError
from miliary_chat.base.sanitise import one_line
from miliary_chat.cli.papers import open_exams, signed, source_at
from miliary_chat.cli.wishes import Wishes
from miliary_chat.dialogue.exam.limits import left
from miliary_chat.dialogue.exam.telling import in_words, time_left
from miliary_chat.session.clock import SystemClock
from miliary_chat.session.exam import as_it_stands, give_time
from miliary_chat.session.store import Store, Summary

_MINUTE = 60_000_000
_MOST = 24 * 60
"""Minutes that can be given at once."""


@dataclass(frozen=True, slots=True)
class Gift:
    """Time that is given: minutes (below 0 takes a slip back), why, by whom, and to whom alone."""

    minutes: int
    why: str
    by: str = ""
    code: str = ""
    attempt: str = ""


def extend(wishes: Wishes, exam: str, gift: Gift, *, as_json: bool) -> int:
    """Give the time, and print who got it; 0. UsageError where nobody can get it, and then nobody does."""
    if not gift.minutes:
        raise UsageError("No minutes are no gift.", "Say how many: --minutes 5.")
    if abs(gift.minutes) > _MOST:
        raise UsageError("That is more than a day.", "Say the minutes: --minutes 5.")
    if not one_line(gift.why):
        raise UsageError("Time is given for a reason, which is kept.", "Add --why “fire alarm”.")
    by = signed(gift.by)
    clock = SystemClock()
    store = open_exams(wishes, clock)
    try:
        whom = _whom(store, source_at(exam, wishes, store), gift)
        for one in whom:
            _refuse_more_than_given(store, one, gift.minutes * _MINUTE)
        give_time(store, whom, gift.minutes * _MINUTE, by=by, why=gift.why, clock=clock)
        found = [(one, *as_it_stands(store, one.id, clock)) for one in whom]
        names = store.people()
    finally:
        store.close()
    if as_json:
        rows = [
            {"attempt": one.id, "code": one.person, "left_seconds": _seconds(left(s, now))} for one, now, s in found
        ]
        print(json.dumps({"minutes": gift.minutes, "by": by, "why": gift.why, "given": rows}, ensure_ascii=False))
        return 0
    for one, now, state in found:
        name = names.get(one.person, one.person)
        who = one.person if name == one.person else f"{one.person} ({name})"
        remains = left(state, now)
        print(f"{who}: {_told(gift.minutes)}; {'no limit' if remains is None else f'{time_left(remains)} left'}")
    return 0


def _whom(store: Store, source: str, gift: Gift) -> tuple[Summary, ...]:
    live = store.attempts(live=True, source=source)
    if gift.code:
        live = tuple(one for one in live if one.person.casefold() == gift.code.strip().casefold())
        if not live:
            raise UsageError(f"“{one_line(gift.code, limit=60)}” is not sitting this exam now.", "See: exam live.")
    if gift.attempt:
        live = tuple(one for one in live if one.id.startswith(gift.attempt.strip().lower()))
        if len(live) != 1:
            many = "Several sittings start" if live else "No sitting in progress starts"
            raise UsageError(f"{many} with “{one_line(gift.attempt, limit=40)}”.", "See: exam live --json.")
    return live


def _refuse_more_than_given(store: Store, one: Summary, us: int) -> None:
    before = sum(extension.us for extension in store.extensions(one.id))
    if us < 0 and before + us < 0:
        had = in_words(before) if before else "no time"
        raise UsageError(
            f"{one.person} has been given {had}, and no more can be taken away.", "Nothing was changed for anybody."
        )


def _told(minutes: int) -> str:
    count = f"{abs(minutes)} minute{'' if abs(minutes) == 1 else 's'}"
    return f"{count} more" if minutes > 0 else f"{count} taken back"


def _seconds(us: int | None) -> int | None:
    return None if us is None else round(us / 1_000_000)

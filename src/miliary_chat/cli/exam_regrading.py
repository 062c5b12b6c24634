"""`exam regrade`: what judging an exam anew would change, and the rulings that change it."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from miliary_chat.base.errors import UsageError
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.library import open_library
from miliary_chat.case.loaded import Loaded
from miliary_chat.cli.endings import WRONG, tell
from miliary_chat.cli.papers import open_exams, source_at
from miliary_chat.cli.rows import print_rows
from miliary_chat.cli.wishes import Wishes
from miliary_chat.exam.regrading import Difference, Regraded, apply, compare
from miliary_chat.judge.version import judge_version
from miliary_chat.session.clock import SystemClock
from miliary_chat.session.store import Store
from miliary_chat.session.taking_up import EXAM


def regrade(
    wishes: Wishes, name: str, cases: tuple[Path, ...], *, really: bool, by: str, why: str, as_json: bool
) -> int:
    """Show what a regrade changes, and with `really` rule it; 1 when an attempt had to be left out."""
    if really and not (one_line(by) and one_line(why)):
        raise UsageError("A regrade is signed: it needs who and why.", "Give --by NAME and --why TEXT.")
    library = open_library(wishes.cases)
    mended = tuple(library.find(str(path)) for path in cases)
    store = open_exams(wishes)
    try:
        return _regrade(store, source_at(name, wishes, store), mended, (by, why) if really else None, as_json)
    finally:
        store.close()


def _regrade(
    store: Store, source: str, mended: tuple[Loaded, ...], signed: tuple[str, str] | None, as_json: bool
) -> int:
    clock = SystemClock()
    found = compare(store, source, clock, mended=mended)
    for words in found.left_out:
        tell(f"An attempt was left out: {words}")
    written = None
    if signed and found.fresh:
        written = apply(store, found, clock, by=signed[0], why=signed[1])
    if as_json:
        ruled = written[0] if written else 0
        print(json.dumps(_record(source, found, ruled), ensure_ascii=False, indent=2))
    else:
        _show(found)
        print(_outcome(found, signed is not None, written))
    return WRONG if found.left_out else 0


def _record(source: str, found: Difference, written: int) -> dict[str, Any]:
    attempts = [
        {key: value for key, value in asdict(one).items() if key not in ("machine", "ruled")}
        | {"rejudged": one.machine is not None}
        for one in found.attempts
    ]
    return {
        "exam": source.removeprefix(EXAM),
        "judge": judge_version(),
        "cases": {loaded.case.id: loaded.hash for loaded in found.mended},
        "attempts": attempts,
        "changed": [asdict(one) for one in found.changed],
        "written": written,
    }


def _show(found: Difference) -> None:
    if found.changed:
        print("What earns more or less:")
        head = ("  question", "part", "gain", "lose")
        print_rows(
            [head]
            + [
                (f"  {one.case}/{one.stage}/{one.question}", one_line(one.name), str(one.gain), str(one.lose))
                for one in found.changed
            ]
        )
    moved = [one for one in found.attempts if one.before != one.after]
    if moved:
        print("Whose mark changes:")
        print_rows([(f"  {one_line(one.code)}", f"{one.before} → {one.after}", _passing(one)) for one in moved])
    waited, waits = sum(one.waited for one in found.attempts), sum(one.waits for one in found.attempts)
    if waited != waits:
        print(f"Wordings that wait for a marker: {waited} → {waits}.")


def _passing(one: Regraded) -> str:
    if one.passed == one.passes:
        return ""
    return "passes now" if one.passes else "does not pass any more"


def _outcome(found: Difference, really: bool, written: tuple[int, int] | None) -> str:
    return " ".join(_sentences(found, really, written))


def _sentences(found: Difference, really: bool, written: tuple[int, int] | None) -> Iterator[str]:
    count, moved = len(found.attempts), sum(one.before != one.after for one in found.attempts)
    marks = "no mark changes" if not moved else "one mark changes" if moved == 1 else f"{moved} marks change"
    yield f"{count} attempt{'' if count == 1 else 's'} judged anew: {marks}."
    if not found.fresh:
        yield "There is nothing to rule."
    elif written:
        yield f"The new judgement is ruled for {written[0]}; what markers decided stays over it."
        if written[1]:
            yield f"{written[1]} had been regraded by somebody else meanwhile and are left so."
    elif not really:
        yield "Nothing was changed; --apply --by NAME --why TEXT makes it so."

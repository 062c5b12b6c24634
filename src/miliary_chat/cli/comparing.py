"""`compare`: look-alikes side by side; on a whole terminal with their pictures, else row by row."""

import json as js
from collections.abc import Iterator, Sequence

from miliary_chat.base.errors import UsageError
from miliary_chat.base.sanitise import one_line
from miliary_chat.base.settings import read_settings
from miliary_chat.case.look_alikes import Diagnosis, LookAlikes, take
from miliary_chat.cli.paper import Paper
from miliary_chat.cli.playing import plainly
from miliary_chat.cli.wishes import Wishes
from miliary_chat.session.clock import SystemClock

_TABLE = "miliary"
"""The table that is shown: there is one so far."""


def compare(wishes: Wishes, diagnoses: Sequence[str], *, as_json: bool) -> int:
    """Show some diagnoses of the table beside each other, all of them where none is named; the exit code."""
    shipped = take(_TABLE)
    chosen = [_meant(shipped.table, name) for name in diagnoses]
    if as_json:
        print(_json(shipped.table, chosen or list(shipped.table.diagnoses)))
        return 0
    if plainly(wishes):
        for line in _rows(shipped.table, chosen or list(shipped.table.diagnoses), Paper.of_stdout()):
            print(line)
        return 0
    from miliary_chat.tui.comparing import run_compare

    return run_compare(
        shipped,
        chosen,
        clock=SystemClock(),
        settings=read_settings().settings,
        graphics=wishes.graphics,
        theme=wishes.theme,
    )


def _meant(table: LookAlikes, typed: str) -> str:
    """The diagnosis that is meant by its id, its name or the beginning of one; UsageError for what is in none."""
    wanted = typed.casefold().strip().replace(" ", "-")
    known = {key: (key, one.label, one.short) for key, one in table.diagnoses.items()}
    called = {key: [name.casefold().replace(" ", "-") for name in all_] for key, all_ in known.items()}
    for fits in (str.__eq__, str.startswith, str.__contains__):
        found = [key for key, all_ in called.items() if wanted and any(fits(name, wanted) for name in all_)]
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(
                f"“{one_line(typed, limit=40)}” may be {' or '.join(found)}.", "Type one of these as it stands here."
            )
    raise UsageError(
        f"“{one_line(typed, limit=40)}” is not in the table of look-alikes.", f"It has: {', '.join(table.diagnoses)}."
    )


def _rows(table: LookAlikes, chosen: Sequence[str], paper: Paper) -> Iterator[str]:
    """The table as text: a row, then what holds of each diagnosis; of two, which rows separate them."""
    columns: list[Diagnosis] = [table.diagnoses[key] for key in chosen]
    yield paper.wrapped(f"{table.title}. {table.about}", 0)
    for feature in table.features.values():
        yield ""
        apart = len(chosen) == 2 and feature.separates(*chosen)
        yield paper.wrapped(f"{feature.label}{' (separates them)' if apart else ''}. {feature.look}", 0)
        for column in columns:
            yield paper.wrapped(f"{column.short}: {feature.cells[column.id].say}", 2, 4)
    yield ""
    yield paper.wrapped(f"What does not separate them: {'; '.join(table.does_not_separate)}.", 0)
    yield ""
    yield "A teaching aid, not medical advice; not yet reviewed by a radiologist."


def _json(table: LookAlikes, chosen: Sequence[str]) -> str:
    rows = [
        {
            "id": feature.id,
            "label": feature.label,
            "look": feature.look,
            "separates": len(chosen) == 2 and feature.separates(chosen[0], chosen[1]),
            "cells": {
                key: {
                    "say": feature.cells[key].say,
                    "sources": [table.sources[one].text for one in feature.cells[key].cite],
                }
                for key in chosen
            },
        }
        for feature in table.features.values()
    ]
    whole = {
        "table": table.id,
        "title": table.title,
        "diagnoses": {key: table.diagnoses[key].label for key in chosen},
        "rows": rows,
        "does_not_separate": list(table.does_not_separate),
    }
    return js.dumps(whole, ensure_ascii=False, indent=2)

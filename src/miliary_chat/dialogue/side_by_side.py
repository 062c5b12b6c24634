"""The look-alikes of a debrief side by side: the case's own diagnosis, and those that the trainee thought of."""

from collections.abc import Iterable

from miliary_chat.case.comparison import Comparison
from miliary_chat.case.model import Case
from miliary_chat.dialogue.comparing import column_of
from miliary_chat.dialogue.debrief_parts import Table
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import ItemState, State

COLUMNS = 4
"""Columns of the look-alikes that are told: the case's own, and what the trainee thought of."""


def listed(script: Script, state: State) -> tuple[str, ...]:
    """The diagnoses that were listed, in the order in which they came."""
    try:
        item, _ = script.differential(script.items[0].id)
    except KeyError:
        return ()
    stands = state.items.get(item, ItemState()).stands
    return tuple(name for name, stand in stands.items() if stand.stance != "withdrawn")


def side_by_side(case: Case, thought_of: Iterable[str]) -> Table | None:
    """The look-alikes side by side. Of more than can be taken in, those that were listed and then the gravest."""
    table = case.debrief.compare
    if table is None:
        return None
    if len(table.columns) <= COLUMNS or not table.ids:
        return Table(table.columns, tuple(table.rows.items()), table.does_not_separate, table.table, table.ids)
    shown = [table.ids.index(column) for column in _weightiest(case, table, thought_of)]
    rows = tuple((row, tuple(cells[at] for at in shown)) for row, cells in table.rows.items())
    columns, ids = (tuple(all_[at] for at in shown) for all_ in (table.columns, table.ids))
    return Table(columns, rows, table.does_not_separate, table.table, ids)


def _weightiest(case: Case, table: Comparison, thought_of: Iterable[str]) -> list[str]:
    found = case.differential()
    entries = found[1].entries if found else {}
    ranked = sorted(entries.values(), key=lambda entry: (not entry.must_not_miss, entry.rank or 99))
    wanted = (*(entries[name] for name in thought_of if name in entries), *ranked)
    columns = (column_of(table, entry) for entry in wanted)
    return list(dict.fromkeys((table.ids[0], *filter(None, columns), *table.ids)))[:COLUMNS]


__all__ = ["listed", "side_by_side"]

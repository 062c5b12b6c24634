"""What a case's debrief uses of a shipped table of look-alikes is written into its tree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from miliary_chat.case.look_alikes import LookAlikes, names, take
from miliary_chat.case.nodes import Entry, ListNode, MapNode, Node, TextNode
from miliary_chat.case.problems import Problem, quoted
from miliary_chat.case.validation import did_you_mean, meant_or_known

_KEYS = ("use", "own", "beside")


@dataclass(frozen=True, slots=True)
class Compared:
    """A tree with its comparison written out, the name of the table, and what is wrong with how it is used.

    `tree` is None where the table cannot be told.
    """

    tree: MapNode | None
    table: str = ""
    problems: tuple[Problem, ...] = ()


def uses_table(root: MapNode) -> bool:
    """Whether the debrief of a case takes its comparison from a shipped table."""
    found = _compare(root)
    return found is not None and not {*_KEYS}.isdisjoint({*found.entries, *found.broken})


def write_out(root: MapNode, where: str) -> Compared:
    """Return the tree of a case with the columns that it uses of a table; everything stands where `use` stands."""
    found = _compare(root)
    if found is None:
        return Compared(root)
    work = _Using(where, found)
    if not (work.is_well_formed() and (table := work.table()) and (chosen := work.columns(table))):
        return Compared(None, problems=tuple(work.problems))
    written = _Writer(found.entries["use"]).map(columns_of(table, chosen))
    return Compared(_with(root, written), table.id)


@dataclass
class _Using:
    """How a case uses a table, and what is wrong with that."""

    where: str
    node: MapNode
    problems: list[Problem] = field(default_factory=list)

    def say(self, node: Node | Entry, code: str, words: str) -> None:
        self.problems.append(Problem(self.where, node.line, node.column, code, words))

    def is_well_formed(self) -> bool:
        """Whether the three keys are there, hold names, and stand alone."""
        entries = self.node.entries
        for key in _KEYS:
            if key not in entries and key not in self.node.broken:
                self.say(self.node, "E201", f"The table of look-alikes needs “{key}”.")
        for key, entry in entries.items():
            if key not in _KEYS:
                self.say(entry, "E208", f"“{key}” does not go with “use”: the table brings it.")
            elif not _texts(entry.value) or (key != "beside" and not isinstance(entry.value, TextNode)):
                self.say(
                    entry.value, "E203", f"“{key}” takes {'one or more names' if key == 'beside' else 'one name'}."
                )
        return not self.problems and all(key in entries for key in _KEYS)

    def table(self) -> LookAlikes | None:
        """The table that is named, if there is one."""
        (name,) = _texts(self.node.entries["use"].value)
        if name.text in names():
            return take(name.text).table
        meant = did_you_mean(name.text, names())
        words = f"There is no table “{_short(name)}”{meant or f'. There are {quoted(names(), 30)}.'}"
        self.say(name, "E314", words)
        return None

    def columns(self, table: LookAlikes) -> list[str]:
        """The columns that are named, the case's own first; none when one of them is not in the table."""
        named = [text for key in ("own", "beside") for text in _texts(self.node.entries[key].value)]
        for text in named:
            if text.text not in table.diagnoses:
                meant = meant_or_known(text.text, table.diagnoses)
                self.say(text, "E305", f"“{_short(text)}” is no column of the table{meant}")
        return [] if self.problems else list(dict.fromkeys(text.text for text in named))


def columns_of(table: LookAlikes, chosen: Sequence[str]) -> Mapping[str, object]:
    """Return what a case's comparison holds of some columns of a table, the case's own first, as plain values."""
    own = chosen[0]
    label = {feature.id: feature.label for feature in table.features.values()}
    return {
        "table": table.id,
        "ids": list(chosen),
        "columns": [table.diagnoses[column].short for column in chosen],
        "rows": {
            feature.label: [feature.cells[column].say for column in chosen] for feature in table.features.values()
        },
        "look": {feature.label: feature.look for feature in table.features.values()},
        "separates": {column: [label[feature.id] for feature in table.between(own, column)] for column in chosen[1:]},
        "does_not_separate": list(table.does_not_separate),
    }


def _compare(root: MapNode) -> MapNode | None:
    debrief = root.entries["debrief"].value if "debrief" in root.entries else None
    found = debrief.entries["compare"].value if isinstance(debrief, MapNode) and "compare" in debrief.entries else None
    return found if isinstance(found, MapNode) else None


def _with(root: MapNode, compare: MapNode) -> MapNode:
    """The tree of a case with another comparison."""
    entry = root.entries["debrief"]
    debrief = entry.value
    if not isinstance(debrief, MapNode):
        return root
    at = debrief.entries["compare"]
    inner = {**debrief.entries, "compare": Entry(at.line, at.column, compare)}
    whole = MapNode(debrief.line, debrief.column, inner, debrief.broken)
    return MapNode(
        root.line, root.column, {**root.entries, "debrief": Entry(entry.line, entry.column, whole)}, root.broken
    )


def _texts(node: Node) -> list[TextNode]:
    """The texts of a text or a list; none when something else is among them."""
    items = node.items if isinstance(node, ListNode) else (node,)
    texts = [item for item in items if isinstance(item, TextNode)]
    return texts if len(texts) == len(items) else []


def _short(node: TextNode) -> str:
    return " ".join(node.text.split())[:60]


@dataclass(frozen=True, slots=True)
class _Writer:
    """Makes nodes of plain values, all in one place."""

    place: Entry

    def map(self, values: Mapping[str, object]) -> MapNode:
        line, column = self.place.line, self.place.column
        filled = {key: value for key, value in values.items() if value not in ([], {})}
        return MapNode(line, column, {key: Entry(line, column, self._node(value)) for key, value in filled.items()})

    def _node(self, value: object) -> Node:
        line, column = self.place.line, self.place.column
        if isinstance(value, Mapping):
            return self.map(value)
        if isinstance(value, list):
            return ListNode(line, column, tuple(self._node(item) for item in value))
        return TextNode(line, column, str(value))


__all__ = ["Compared", "columns_of", "uses_table", "write_out"]

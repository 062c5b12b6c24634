"""Writing into answers.yaml what is found now; every other line stays as it was."""

import textwrap
from collections.abc import Iterator, Mapping

from miliary_chat.author.naming import author_name
from miliary_chat.author.proving.proof import Proof
from miliary_chat.author.proving.replay import Replayed
from miliary_chat.case.nodes import ListNode, MapNode, Node
from miliary_chat.case.places import locate

_KEYS = {"met": "met", "near": "near", "denied": "denied", "asserted": "misconceptions", "missed": "missed"}
_WIDTH = 116


def relabelled(proof: Proof, source: str) -> str:
    """Return the text of answers.yaml with the labels of every answer that was judged otherwise as they are found.

    Only the lines of labels change. What an answer's `missed` names and is found moves to where it was found.
    """
    lines = source.splitlines(keepends=True)
    root = proof.read.tree if proof.read else None
    if root is None:
        return source
    edits = [edit for one in proof.wrong for edit in _edits(root, one, lines)]
    for first, last, new in sorted(edits, reverse=True):
        lines[first:last] = [new] if new else []
    return "".join(lines)


def on_one_line(proof: Proof) -> tuple[int, ...]:
    """The lines of answers that cannot be relabelled, because several of their keys share a line."""
    root = proof.read.tree if proof.read else None
    entries = [locate(root, one.route).node for one in proof.wrong] if root else []
    return tuple(entry.line for entry in entries if isinstance(entry, MapNode) and _shares(entry))


def _shares(entry: MapNode) -> bool:
    return len({key.line for key in entry.entries.values()}) < len(entry.entries)


Edit = tuple[int, int, str]
"""Lines from (0-based) to before, and the text in their place."""


def _edits(root: MapNode, one: Replayed, lines: list[str]) -> Iterator[Edit]:
    entry = locate(root, one.route).node
    if not isinstance(entry, MapNode) or _shares(entry):
        return
    wanted = _wanted(one)
    indent = " " * (next(iter(entry.entries.values())).column - 1)
    end = _end(root, one.route, entry, lines)
    fresh = []
    for key in _KEYS.values():
        names = wanted.get(key, ())
        if key in entry.entries:
            first, last = _extent(entry, key, end, lines)
            if _written(entry.entries[key].value) != names:
                yield first, last, _line(indent, key, names)
        elif names:
            fresh.append(_line(indent, key, names))
    if fresh:
        at = _extent(entry, list(entry.entries)[-1], end, lines)[1]
        if not lines[at - 1].endswith("\n"):
            fresh.insert(0, "\n")
        yield at, at, "".join(fresh)


def _wanted(one: Replayed) -> Mapping[str, tuple[str, ...]]:
    """What each key should name: what was found; a near one only where it was labelled or is what became of a label."""
    names: dict[str, list[str]] = {}
    typed = {name: _typed(one, name) for name in one.expected}
    for concept in dict.fromkeys((*one.expected, *one.found)):
        found = one.found.get(concept, "missed")
        label = one.expected.get(concept)
        if label is None and found in ("near", "missed"):
            continue
        names.setdefault(_KEYS[found], []).append(typed.get(concept, author_name(concept)))
    return {key: tuple(found) for key, found in names.items()}


def _typed(one: Replayed, concept: str) -> str:
    """The name that the author used for a concept."""
    written = one.labelled.expected()
    return next((name for name in (concept, author_name(concept)) if name in written), concept)


def _written(value: Node) -> tuple[str, ...]:
    items = value.items if isinstance(value, ListNode) else (value,)
    return tuple(getattr(item, "text", "") for item in items)


def _line(indent: str, key: str, names: tuple[str, ...]) -> str:
    if not names:
        return ""
    whole = f"{indent}{key}: [{', '.join(names)}]"
    if len(whole) <= _WIDTH:
        return whole + "\n"
    inner = textwrap.wrap(", ".join(names), _WIDTH - len(indent) - 2, break_on_hyphens=False, break_long_words=False)
    return "".join([f"{indent}{key}: [\n", *(f"{indent}  {line}\n" for line in inner), f"{indent}]\n"])


def _extent(entry: MapNode, key: str, end: int, lines: list[str]) -> tuple[int, int]:
    """The lines of a key and its value, without blank lines and comments behind them."""
    first = entry.entries[key].line - 1
    later = [other.line - 1 for other in entry.entries.values() if other.line - 1 > first]
    last = min([*later, end])
    while last > first + 1 and (not lines[last - 1].strip() or lines[last - 1].lstrip().startswith("#")):
        last -= 1
    return first, last


def _end(root: MapNode, route: tuple[str | int, ...], entry: MapNode, lines: list[str]) -> int:
    """The line before which an entry ends: where the next thing in the file begins."""
    return min(
        (line - 1 for line in _begins(root) if line > max(e.line for e in entry.entries.values())), default=len(lines)
    )


def _begins(node: Node) -> Iterator[int]:
    """The lines where an answer, or a key above the answers, begins."""
    if isinstance(node, MapNode):
        for entry in node.entries.values():
            yield entry.line
            if isinstance(entry.value, MapNode):
                yield from _begins(entry.value)
            elif isinstance(entry.value, ListNode):
                yield from (item.line for item in entry.value.items if isinstance(item, MapNode))

"""A patch of case.yaml: phrasings put into the lists that hold them, and not another character touched."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from miliary_chat.author.mining.sheet import Edit, Sheet, begin, end, is_block, is_list, is_map, is_text, value_of
from miliary_chat.author.mining.targets import Path
from miliary_chat.author.mining.yaml_text import WIDTH, flow_list, scalar
from miliary_chat.base.errors import MiliaryError
from miliary_chat.case.nodes import MapNode, compose, plain

_ANCHORS = ("accept", "ask", "examine", "require", "measure", "label")
"""Behind which of its neighbours a new list goes."""
_SHORT = "accept"
"""The key that a list or text stands for where a mapping could stand."""

Wanted = Mapping[Path, Mapping[str, Sequence[str]]]
"""What goes where: the path of a mapping in the case, the key of a list in it, the phrasings that are new there."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """A node of the tree with the key that leads to it; `depth` counts the parts of the path that are written."""

    node: Any
    key: Any
    depth: int


def patched(source: bytes, wanted: Wanted) -> bytes:
    """The file with the phrasings added: comments, order, quotes and layout are kept, nothing else changes.

    What a list has already is not added again; nothing wanted gives the same bytes. MiliaryError when the result
    would not read back as the case with exactly these phrasings.
    """
    sheet = Sheet(source)
    root = sheet.tree()
    edits: list[Edit] = []
    for path, lists in wanted.items():
        spot = _find(root, path)
        fresh = {key: _fresh(spot.node, key, texts) for key, texts in lists.items()}
        edits += _edits(sheet, spot, {key: texts for key, texts in fresh.items() if texts})
    result = sheet.edited(edits) if edits else source
    _verify(source, result, wanted)
    return result


def _find(root: Any, path: Path) -> _Spot:
    """The node at a path; parts that the file leaves out are passed over, the last one never is."""
    node, key, depth = root, None, 0
    for part in path:
        pair = next(((name, value) for name, value in node.value if name.value == part), None) if is_map(node) else None
        if pair is not None:
            (key, node), depth = pair, depth + 1
        elif part == path[-1]:
            raise MiliaryError(
                f"case.yaml has no “{part}” where it should be.", "Was it changed meanwhile? Start again."
            )
    return _Spot(node, key, depth)


def _fresh(node: Any, key: str, texts: Sequence[str]) -> list[str]:
    held = value_of(node, key) if is_map(node) else node if key == _SHORT else None
    known = set() if held is None else {held.value} if is_text(held) else {one.value for one in held.value}
    return [text for text in dict.fromkeys(texts) if text not in known]


def _edits(sheet: Sheet, spot: _Spot, lists: Mapping[str, Sequence[str]]) -> Iterator[Edit]:
    if not is_map(spot.node):
        yield from _in_short_form(sheet, spot, lists)
        return
    for key, texts in lists.items():
        held = value_of(spot.node, key)
        if held is None:
            yield _new_key(sheet, spot, key, texts)
        elif is_text(held):
            yield from _made_list(sheet, held, texts, spot.depth + 1)
        else:
            yield _into_list(sheet, held, texts, spot.depth + 1)


def _into_list(sheet: Sheet, held: Any, texts: Sequence[str], depth: int, shift: int = 0) -> Edit:
    """Texts behind the last of a list; `shift` are the columns by which its lines move to the right meanwhile."""
    at = end(held.value[-1], sheet)
    if is_block(held):
        at = sheet.end_of(at[0])
        pad = " " * (held.start_mark.column + shift)
        return Edit(at, at, "".join(f"\n{pad}- {scalar(text, flow=False)}" for text in texts), depth)
    return Edit(at, at, _continued(sheet, held, at, texts), depth)


def _continued(sheet: Sheet, held: Any, at: tuple[int, int], texts: Sequence[str], extra: int = 0) -> str:
    """What goes behind the last item of a one-line list; a new line where the old one would become too long.

    `extra` are columns that come into the line before and behind it.
    """
    first = sheet.indent(at[0])
    pad = first if begin(held)[0] < at[0] else first + 2
    column, tail = at[1] + extra, max(1, sheet.tail(at))
    out = ""
    for text in texts:
        piece = scalar(text, flow=True)
        if column + 2 + len(piece) + tail > WIDTH and column > pad:
            out += ",\n" + " " * pad + piece
            column = pad + len(piece)
        else:
            out += ", " + piece
            column += 2 + len(piece)
    return out


def _made_list(sheet: Sheet, held: Any, texts: Sequence[str], depth: int) -> Iterator[Edit]:
    """A single text becomes the first of a list."""
    start, stop = begin(held), end(held, sheet)
    if is_block(held) or start[0] != stop[0] or (not held.style and set(held.value) & set(",[]{}")):
        yield Edit(start, stop, flow_list([held.value, *texts]), depth)
        return
    yield Edit(start, start, "[", depth)
    yield Edit(stop, stop, f"{_continued(sheet, held, stop, texts, 2)}]", depth)


def _new_key(sheet: Sheet, spot: _Spot, key: str, texts: Sequence[str]) -> Edit:
    """A list with a key of its own, behind the list that it belongs to."""
    names = {name.value: (name, value) for name, value in spot.node.value}
    name, anchor = next((names[one] for one in _ANCHORS if one in names), spot.node.value[0])
    at = end(anchor, sheet)
    if not is_block(spot.node):
        line = f"{key}: {flow_list(texts)}"
        fits = at[1] + 2 + len(line) + sheet.tail(at) <= WIDTH
        pad = "" if fits else "\n" + " " * (sheet.indent(at[0]) + (2 if begin(spot.node)[0] == at[0] else 0))
        return Edit(at, at, f",{pad or ' '}{line}", spot.depth)
    return _behind(sheet, at, name.start_mark.column, key, texts, spot.depth)


def _behind(sheet: Sheet, at: tuple[int, int], column: int, key: str, texts: Sequence[str], depth: int) -> Edit:
    """A key with its list in lines of their own, behind the line of a place."""
    pad = "\n" + " " * column
    line = f"{key}: {flow_list(texts)}"
    if column + len(line) > WIDTH:
        line = f"{key}:" + "".join(f"{pad}  - {scalar(text, flow=False)}" for text in texts)
    place = sheet.end_of(at[0])
    return Edit(place, place, pad + line, depth)


def _in_short_form(sheet: Sheet, spot: _Spot, lists: Mapping[str, Sequence[str]]) -> Iterator[Edit]:
    """Phrasings for what is written as a bare list or text: it stays one, unless it has to become a mapping."""
    node, depth = spot.node, spot.depth + 1
    accepted = lists.get(_SHORT, ())
    rest = {key: texts for key, texts in lists.items() if key != _SHORT}
    if is_list(node) and is_block(node):
        yield from _block_short_form(sheet, spot, accepted, rest)
        return
    more = "".join(f", {key}: {flow_list(texts)}" for key, texts in rest.items())
    start, stop = begin(node), end(node, sheet)
    if is_list(node):
        if accepted:
            yield _into_list(sheet, node, accepted, depth)
    elif accepted:
        yield from _made_list(sheet, node, accepted, depth)
    elif is_block(node) or start[0] != stop[0] or not node.style:
        yield Edit(start, stop, scalar(node.value, flow=True), depth)
    if rest:
        yield Edit(start, start, f"{{{_SHORT}: ", depth + 1)
        pad = " " * (sheet.indent(start[0]) + 2)
        wide = stop[1] + len(more) + len(_SHORT) + 4 > WIDTH
        yield Edit(stop, stop, f"{',' + chr(10) + pad + more[2:] if wide else more}}}", spot.depth)


def _block_short_form(
    sheet: Sheet, spot: _Spot, accepted: Sequence[str], rest: Mapping[str, Sequence[str]]
) -> Iterator[Edit]:
    node, key = spot.node, spot.key
    dash, parent = node.start_mark.column, key.start_mark.column
    # Dashes may stand right under their key; under a key of the mapping to come they then need two columns more.
    shift = 2 if rest and dash <= parent else 0
    stop = end(node, sheet)
    if accepted:
        yield _into_list(sheet, node, accepted, spot.depth + 1, shift)
    if not rest:
        return
    head = sheet.end_of(key.end_mark.line)
    yield Edit(head, head, "\n" + " " * (dash + shift) + f"{_SHORT}:", spot.depth)
    for line in range(node.start_mark.line, stop[0] + 1) if shift else ():
        if sheet.lines[line].strip():
            yield Edit((line, 0), (line, 0), " " * shift, spot.depth)
    for name, texts in rest.items():
        yield _behind(sheet, stop, dash + shift, name, texts, spot.depth)


def _verify(source: bytes, result: bytes, wanted: Wanted) -> None:
    """MiliaryError unless the result says what the source says, and exactly the phrasings more."""
    before, _ = compose(source, "before")
    after, _ = compose(result, "after")
    if before is None or after is None or _with(before, wanted) != plain(after):
        raise MiliaryError(
            "The phrasings cannot be put into this file without changing something else.",
            "Nothing was written. Add them in your editor.",
        )


def _with(tree: MapNode, wanted: Wanted) -> Any:
    """What the file says, with the phrasings."""
    said = plain(tree)
    for path, lists in wanted.items():
        parent: Any = said
        node: Any = said
        last = ""
        for part in path:
            if isinstance(node, dict) and part in node:
                parent, last, node = node, part, node[part]
        if not isinstance(node, dict):
            node = {_SHORT: node}
        grown = {key: _grown(node.get(key), texts) for key, texts in lists.items() if _grown(None, texts)}
        parent[last] = _shortest(parent[last], {**node, **grown})
    return said


def _grown(held: Any, texts: Sequence[str]) -> Any:
    known = [held] if isinstance(held, str) else list(held or ())
    new = [text for text in dict.fromkeys(texts) if text not in known]
    return known + new if new else held


def _shortest(written: Any, whole: dict[str, Any]) -> Any:
    """The short form again, where it was one and can stay one."""
    if isinstance(written, dict) or set(whole) != {_SHORT}:
        return whole
    return whole[_SHORT]

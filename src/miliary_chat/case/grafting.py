"""What a case uses of the shared packs is written into its tree, before anything else looks at it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from miliary_chat.case.flat import flat
from miliary_chat.case.nodes import Entry, ListNode, MapNode, Node, TextNode
from miliary_chat.case.pack import PARTS, Kind, Shelved, names, take
from miliary_chat.case.problems import Problem, quoted
from miliary_chat.case.source_text import SIZE_LIMIT
from miliary_chat.case.validation import did_you_mean

USE, LEAVE_OUT = "use", "leave_out"

_ACTIVITIES: Mapping[str, Kind] = {"interview": "interview", "order": "orders"}
_TELLING: Mapping[str, Kind] = {key: kind for kind, keys in PARTS.items() for key in keys}
_OTHERS = ("expect", "list", "options")
_SHORT_FOR = ("reply", "find", "result")
_KINDS: Mapping[Kind, str] = {"interview": "an interview", "orders": "a set of orders"}


@dataclass(frozen=True, slots=True)
class Grafted:
    """A tree with its packs written out, their names, and what is wrong with how they are used.

    `tree` is None where a pack that is not known leaves open what the rest of the case means.
    """

    tree: MapNode | None
    packs: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def uses_packs(root: MapNode) -> bool:
    """Whether a question of the case names packs, or leaves something of them out."""
    keys = {USE, LEAVE_OUT}
    return any(not keys.isdisjoint({*question.entries, *question.broken}) for _, question in _questions(root))


def graft(root: MapNode, where: str) -> Grafted:
    """Return the tree of a case with all that its questions `use` written out.

    What the author writes under an id of a pack goes before the pack's, key by key; the author's ids come first, in
    the author's order, so that what matters in a case is hinted at and told first. Everything from a pack has the
    place of the name that brought it. `use` and `leave_out` are gone from the tree.
    """
    work = _Grafting(where)
    changed = {path: work.question(question) for path, question in _questions(root)}
    tree = _replaced(root, (), changed)
    if work.lost or not isinstance(tree, MapNode):
        return Grafted(None, problems=tuple(work.problems))
    if work.packs and len(flat(tree)) > SIZE_LIMIT:
        work.say(next(iter(work.packs.values())), "E102", _TOO_BIG)
        return Grafted(None, problems=tuple(work.problems))
    return Grafted(tree, tuple(work.packs), tuple(work.problems))


_MOST = 200
"""Problems that are told, as of keys and values."""
_TOO_BIG = f"With its packs written out this case has more than {SIZE_LIMIT // 1_000_000} MB."

_Path = tuple[str, ...]


def _questions(root: MapNode) -> Iterator[tuple[_Path, MapNode]]:
    """Every mapping that is a question, with its keys from the root."""
    for stage, node in _maps(root, "stages"):
        if "questions" in node.entries:
            for name, question in _maps(node, "questions"):
                yield ("stages", stage, "questions", name), question
        else:
            yield ("stages", stage), node


def _maps(node: MapNode, key: str) -> Iterator[tuple[str, MapNode]]:
    inner = node.entries[key].value if key in node.entries else None
    for name, entry in inner.entries.items() if isinstance(inner, MapNode) else ():
        if isinstance(entry.value, MapNode):
            yield name, entry.value


def _replaced(node: Node, path: _Path, changed: Mapping[_Path, MapNode]) -> Node:
    """The node with other questions in it; only the mappings that lead to questions are made anew."""
    if path in changed:
        return changed[path]
    if not isinstance(node, MapNode) or len(path) > 3 or path[:1] not in ((), ("stages",)):
        return node
    entries = {
        key: Entry(entry.line, entry.column, _replaced(entry.value, (*path, key), changed))
        for key, entry in node.entries.items()
    }
    return MapNode(node.line, node.column, entries, node.broken)


@dataclass
class _Grafting:
    where: str
    problems: list[Problem] = field(default_factory=list)
    packs: dict[str, TextNode] = field(default_factory=dict)
    """What was used, and where first."""
    known: tuple[str, ...] = field(default_factory=names)
    room: int = SIZE_LIMIT
    """Bytes that packs may still add: a short name stands for much text, so this is counted before it is written."""
    lost: bool = False

    def say(self, place: Node | Entry, code: str, message: str, *, lost: bool = True) -> None:
        if len(self.problems) < _MOST:
            self.problems.append(Problem(self.where, place.line, place.column, code, message))
        self.lost |= lost

    def question(self, node: MapNode) -> MapNode:
        """The question with its packs written out and without the keys that asked for them."""
        entries = node.entries
        if self.room < 0:
            return node
        if USE not in entries:
            self.lost |= USE in node.broken and _kind_of(node) == (None, "")
            if LEAVE_OUT in entries and USE not in node.broken:
                self.say(
                    entries[LEAVE_OUT], "E208", "“leave_out” goes with “use”: there is no pack to leave it out of."
                )
            return _without(node)
        used = self._used(node)
        left_out = self._left_out(node, used)
        parts = _parts(node, used, left_out)
        out: dict[str, Entry] = {}
        for key, entry in entries.items():
            if key == USE:
                new = {part: Entry(entry.line, entry.column, tree) for part, tree in parts.items()}
                out |= {part: made for part, made in new.items() if part not in entries}
            elif key != LEAVE_OUT:
                out[key] = Entry(entry.line, entry.column, parts[key]) if key in parts else entry
        return MapNode(node.line, node.column, out, node.broken)

    def _used(self, node: MapNode) -> list[tuple[TextNode, Shelved]]:
        """The packs of a question that go into it, each once, with where they are named."""
        found = {name.text: (name, shelved) for name in self._texts(node, USE) if (shelved := self._pack(name))}
        kind, key = _kind_of(node)
        used: list[tuple[TextNode, Shelved]] = []
        for name, shelved in found.values():
            kind = kind or (None if key else shelved.pack.kind)
            if kind != shelved.pack.kind:
                this = f"this question is {_KINDS[kind]}" if kind else f"this has “{key}”"
                words = f"“{shelved.pack.id}” is {_KINDS[shelved.pack.kind]}, but {this}."
                self.say(name, "E313", words, lost=not (used or key in node.entries))
            elif self._fits(name, shelved):
                self.packs.setdefault(shelved.pack.id, name)
                used.append((name, shelved))
        return used

    def _fits(self, name: TextNode, shelved: Shelved) -> bool:
        self.room -= shelved.size
        if self.room < 0:
            self.say(name, "E102", _TOO_BIG)
        return self.room >= 0

    def _pack(self, name: TextNode) -> Shelved | None:
        """The pack of that name; for one that is not there the one that was probably meant, so that reading goes on."""
        known = self.known
        if name.text in known:
            return take(name.text)
        meant = did_you_mean(name.text, known)
        told = " ".join(name.text.split())
        self.say(
            name,
            "E312",
            f"There is no pack “{told[:60]}”{meant or f'. There are {quoted(known, 30)}.'}",
            lost=not meant,
        )
        return next((take(one) for one in known if f"“{one}”" in meant), None)

    def _left_out(self, node: MapNode, used: Iterable[tuple[TextNode, Shelved]]) -> frozenset[str]:
        known = tuple(sorted({id_ for _, shelved in used for _, id_, _ in _members(shelved)}))
        texts = self._texts(node, LEAVE_OUT)
        for one in texts:
            if known and one.text not in known:
                told = " ".join(one.text.split())[:60]
                meant = did_you_mean(one.text, known) or "."
                self.say(one, "E305", f"“{told}” is in none of the packs that are used here{meant}", lost=False)
        return frozenset(one.text for one in texts)

    def _texts(self, node: MapNode, key: str) -> list[TextNode]:
        """The names under a key, which may be one or a list."""
        entry = node.entries.get(key)
        value = entry.value if entry else None
        items = value.items if isinstance(value, ListNode) else () if value is None else (value,)
        for item in items:
            if not isinstance(item, TextNode):
                shape = "a list" if isinstance(item, ListNode) else "a mapping"
                self.say(item, "E203", f"“{key}” takes a name or a list of names, but this is {shape}.")
        return [item for item in items if isinstance(item, TextNode)]


def _without(node: MapNode) -> MapNode:
    if {USE, LEAVE_OUT}.isdisjoint(node.entries):
        return node
    entries = {key: entry for key, entry in node.entries.items() if key not in (USE, LEAVE_OUT)}
    return MapNode(node.line, node.column, entries, node.broken)


def _kind_of(node: MapNode) -> tuple[Kind | None, str]:
    """What a question is by its own keys, and the key that tells it; ("", None) leaves it to the packs."""
    said = node.entries["activity"].value if "activity" in node.entries else None
    if isinstance(said, TextNode):
        return _ACTIVITIES.get(said.text), said.text
    key = next((key for key in (*_TELLING, *_OTHERS) if key in node.entries), "")
    return _TELLING.get(key), key


def _members(shelved: Shelved) -> Iterator[tuple[str, str, MapNode]]:
    """Everything in a pack: the part, the id, and what is written there."""
    for part in PARTS[shelved.pack.kind]:
        for id_, node in _maps(shelved.tree, part):
            yield part, id_, node


def _parts(node: MapNode, used: Iterable[tuple[TextNode, Shelved]], left_out: frozenset[str]) -> dict[str, MapNode]:
    """What the parts of a question hold with its packs."""
    own = {part: inner.value for part in _TELLING if (inner := node.entries.get(part))}
    mine = {id_: part for part, inner in own.items() if isinstance(inner, MapNode) for id_ in inner.entries}
    fresh: dict[str, tuple[str, MapNode, TextNode]] = {}
    for name, shelved in used:
        for part, id_, member in _members(shelved):
            if id_ not in left_out and mine.get(id_, part) == part:
                fresh.setdefault(id_, (part, member, name))
    known = frozenset({*mine, *fresh})
    parts: dict[str, dict[str, Entry]] = {}
    for id_, (part, member, name) in fresh.items():
        grown = _marked(_pruned(member, known), name)
        parts.setdefault(part, {})[id_] = Entry(name.line, name.column, grown)
    return {
        part: _merged(own.get(part), entries, node.entries[USE])
        for part, entries in parts.items()
        if part not in own or isinstance(own[part], MapNode)
    }


def _merged(own: Node | None, packed: Mapping[str, Entry], use: Entry) -> MapNode:
    """A part of a question: the author's ids, those of a pack completed by it, then the rest of the packs."""
    if not isinstance(own, MapNode):
        return MapNode(use.line, use.column, packed)
    entries = {
        id_: Entry(entry.line, entry.column, _over(entry.value, packed[id_].value)) if id_ in packed else entry
        for id_, entry in own.entries.items()
    }
    return MapNode(
        own.line, own.column, {**entries, **{i: e for i, e in packed.items() if i not in own.entries}}, own.broken
    )


def _over(own: Node, packed: Node) -> Node:
    """One member: the author's keys, then the pack's. A text alone stands for the only answer that the pack's has."""
    if not isinstance(packed, MapNode):
        return own
    answers = [key for key in _SHORT_FOR if key in packed.entries]
    if isinstance(own, TextNode) and len(answers) == 1:
        own = MapNode(own.line, own.column, {answers[0]: Entry(own.line, own.column, own)})
    if not isinstance(own, MapNode):
        return own
    settled = {*own.entries, *(("ask",) if "gives" in own.entries else ())}  # a panel that gives orders asks nothing
    rest = {key: entry for key, entry in packed.entries.items() if key not in settled}
    return MapNode(own.line, own.column, {**own.entries, **rest}, own.broken)


def _pruned(member: MapNode, known: frozenset[str]) -> MapNode:
    """A pack's member without what it says of members that this question does not have."""
    also = member.entries.get("also")
    if also is None:
        return member
    items = also.value.items if isinstance(also.value, ListNode) else (also.value,)
    kept = tuple(item for item in items if isinstance(item, TextNode) and item.text in known)
    entries = {key: entry for key, entry in member.entries.items() if key != "also"}
    if kept:
        entries["also"] = Entry(also.line, also.column, ListNode(also.line, also.column, kept))
    return MapNode(member.line, member.column, entries)


def _marked(node: Node, place: TextNode) -> Node:
    """A copy of a node whose every part stands at another place."""
    line, column = place.line, place.column
    if isinstance(node, TextNode):
        return TextNode(line, column, node.text)
    if isinstance(node, ListNode):
        return ListNode(line, column, tuple(_marked(item, place) for item in node.items))
    entries = {key: Entry(line, column, _marked(entry.value, place)) for key, entry in node.entries.items()}
    return MapNode(line, column, entries)

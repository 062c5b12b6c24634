"""From a path through the model to a place in the file, and to the keys that the model knows there."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, Tag

from miliary_chat.case.nodes import ListNode, MapNode, Node

Path = tuple[int | str, ...]
"""Keys and indices from the root of a case, as pydantic's `loc`: short forms spelt out, the activity as a tag."""


KEY = "[key]"
"""At the end of a path, as pydantic has it: the key is meant, not its value."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a path ends in the file: the value, its key (when it has one), and how much of the path was written."""

    node: Node
    key: str
    key_line: int
    key_column: int
    whole: bool

    @property
    def at_value(self) -> tuple[int, int]:
        """Line and column of the value."""
        return self.node.line, self.node.column

    @property
    def at_key(self) -> tuple[int, int]:
        """Line and column of the key; of the value for a list item."""
        return self.key_line, self.key_column


def locate(root: MapNode, path: Path) -> Place:
    """Return the deepest written place on `path`.

    A part that the file does not have is passed over: the activity's tag, what a short form leaves out, a missing key.
    """
    place = Place(root, "", 1, 1, True)
    whole = True
    for part in path:
        node = place.node
        if isinstance(node, MapNode) and isinstance(part, str) and part in node.entries:
            entry = node.entries[part]
            place, whole = Place(entry.value, part, entry.line, entry.column, True), True
        elif isinstance(node, ListNode) and isinstance(part, int) and part < len(node.items):
            item = node.items[part]
            place, whole = Place(item, place.key, item.line, item.column, True), True
        else:
            whole = False
    return Place(place.node, place.key, place.key_line, place.key_column, whole)


def known_keys(model: type[BaseModel], path: Path) -> tuple[str, ...]:
    """Return the keys that the model knows where `path` (to a key that it does not know) was written."""
    annotation: Any = model
    shared: tuple[str, ...] = ()
    for index, part in enumerate(path[:-1]):
        if part == "questions" and path[index + 1] == "main":
            shared = _keys(annotation)
        elif part not in ("questions", "main") and not str(part).startswith("activity:"):
            shared = ()
        annotation = _step(annotation, part)
    own = _keys(annotation) if len(path) == 1 else tuple(key for key in _keys(annotation) + shared if key != "id")
    return tuple(dict.fromkeys(own))


def _keys(annotation: Any) -> tuple[str, ...]:
    bare = _bare(annotation)
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        return tuple(field.alias or name for name, field in bare.model_fields.items())
    return ()


def _bare(annotation: Any) -> Any:
    """The type without its validators; the part of `X | None` that is not None."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, UnionType):
        arms = [arm for arm in get_args(annotation) if arm is not type(None)]
        if len(arms) == 1:
            return _bare(arms[0])
    return annotation


def _step(annotation: Any, part: int | str) -> Any:
    bare = _bare(annotation)
    origin, arguments = get_origin(bare), get_args(bare)
    if origin in (Union, UnionType):
        return next((arm for arm in arguments if Tag(str(part)) in getattr(arm, "__metadata__", ())), None)
    if origin is tuple:
        return arguments[0]
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return arguments[1]
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        return next((f.annotation for name, f in bare.model_fields.items() if part in (name, f.alias)), None)
    return None


_NAMING: Mapping[str, tuple[str, ...]] = {
    "accept": ("list",),
    "defensible": ("list",),
    "group": ("list",),
    "after": ("expect", "interview"),
    "if_not_asked": ("interview",),
    "before": ("orders",),
    "needs": ("orders",),
    "gives": ("orders",),
    "delays": ("orders",),
    "right": ("options",),
    "why": ("options",),
    "also": ("expect", "interview", "list", "unreasonable", "umbrella", "orders", "panels", "elsewhere"),
    "show": ("images",),
    "compare": ("images",),
    "cite": ("sources",),
    "references": ("sources",),
    "guideline": ("sources",),
    "withhold": ("stages",),
}
"""For the keys that name something: the keys under which it stands."""


def ids_for(root: MapNode, path: Path) -> tuple[str, ...]:
    """Return the ids of which one has to stand at `path`, nearest first found; none where an id is new there."""
    names = [part for part in path if isinstance(part, str) and part != KEY]
    wanted = next((_NAMING[name] for name in reversed(names[-2:]) if name in _NAMING), ())
    for end in range(len(path) - 1, -1, -1):
        around = locate(root, path[:end])
        found = [id_ for key in wanted for id_ in _ids_under(around.node, key)]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _ids_under(node: Node, key: str) -> tuple[str, ...]:
    inner = node.entries[key].value if isinstance(node, MapNode) and key in node.entries else None
    return tuple(inner.entries) if isinstance(inner, MapNode) else ()

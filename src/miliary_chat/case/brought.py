"""What a folder of own pictures brings to a case: films that stand for its pictures, and what is told of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from miliary_chat.base.called import called
from miliary_chat.case.nodes import Entry, MapNode
from miliary_chat.case.places import locate
from miliary_chat.case.problems import Problem, in_order

if TYPE_CHECKING:
    from miliary_chat.case.model import Case

TROUBLES = frozenset({"W546", "W547", "W548", "N405"})
"""The codes of what keeps an own picture from being shown."""

ABOUT_OWN = TROUBLES | {"N404"}
"""The codes of all that is said of own pictures."""

ALL_STAY = "The case shows the pictures that it came with."


@dataclass(frozen=True, slots=True)
class OwnFile:
    """An own picture that is shown: `node` is what is written of it, with its file; `where` the file that says so.

    `home` is the folder of the case's own pictures, from where its file is named.
    """

    id: str
    node: MapNode
    file: Path
    where: str
    home: Path


@dataclass(frozen=True, slots=True)
class Brought:
    """What a folder brings to a case: the case with it, its files, and all problems and notices.

    `text` is that of pictures.yaml, empty where there is none.
    """

    case: "Case"
    files: tuple[OwnFile, ...] = ()
    problems: tuple[Problem, ...] = ()
    text: str = ""

    def refused(self, why: str) -> "Brought":
        """The same folder, but none of its pictures is shown."""
        found = {each.where for each in self.files}
        said = [Problem(where, 1, 1, "W546", f"{why} {ALL_STAY}") for where in found]
        told = (problem for problem in self.problems if problem.code != "N404")
        return replace(self, files=(), problems=in_order([*told, *said]))

    def still_told(self, problems: Iterable[Problem], tree: MapNode) -> Iterator[Problem]:
        """The problems of a case without those of missing files that an own picture stands for."""
        missing = {locate(tree, ("images", own.id, "file")).at_value for own in self.files}
        return (one for one in problems if one.code != "N401" or (one.line, one.column) not in missing)

    def written_into(self, tree: MapNode) -> MapNode:
        """The case's tree with the own pictures in it, as if its author had written them there."""
        written = tree.entries["pictures"].value if "pictures" in tree.entries else None
        before = written.entries if isinstance(written, MapNode) else {}
        own = {each.id: Entry(each.node.line, each.node.column, each.node) for each in self.files}
        pictures = MapNode(1, 1, {**before, **own})
        return replace(tree, entries={**tree.entries, "pictures": Entry(1, 1, pictures)})


def told_in_play(problems: Iterable[Problem]) -> str:
    """Return what a player is told of own pictures that are not shown; an empty text when all is well."""
    troubles = [problem for problem in problems if problem.code in TROUBLES]
    if not troubles:
        return ""
    first, more = troubles[0], len(troubles) - 1
    others = f" “{called('check')}” names {more} more." if more else ""
    return f"{first.message} ({first.file}:{first.line}){others}"

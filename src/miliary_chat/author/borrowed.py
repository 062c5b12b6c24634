"""What of a case comes out of packs: its author did not write it, so no tool asks them to reach it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from miliary_chat.case.nodes import MapNode, compose
from miliary_chat.case.places import locate
from miliary_chat.case.problems import Problem
from miliary_chat.case.questions import InterviewQuestion, OrderQuestion
from miliary_chat.case.reader import source_of
from miliary_chat.dialogue.concepts import FIND, PANEL
from miliary_chat.dialogue.script import Script

_WAYS = frozenset({"accept", "ask", "examine", "require"})


@dataclass(frozen=True, slots=True)
class Borrowed:
    """Items with the ids of replies, orders and panels: those of packs alone, and those that a pack only phrases."""

    whole: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    phrased: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    def speaks(self, item: str, name: str) -> bool:
        """Whether only a pack has what is said there."""
        return (item, name) in self.whole

    def phrases(self, item: str, concept: str) -> bool:
        """Whether the words that reach it are a pack's."""
        return (item, concept.removesuffix(FIND).removeprefix(PANEL)) in self.phrased


NOTHING = Borrowed()
"""Of a case that uses no packs."""


def borrowed(path: Path, script: Script) -> Borrowed:
    """Compare the case at `path` as it was written with the script made of it; nothing where the file is gone."""
    source = source_of(path)
    return NOTHING if isinstance(source, Problem) else borrowed_in(source, script)


def borrowed_in(source: bytes, script: Script) -> Borrowed:
    """Compare a case as it was written with the script made of it."""
    root, _ = compose(source, "case")
    if root is None:
        return NOTHING
    found = list(_found(script, root))
    return Borrowed(
        frozenset((item, id_) for item, id_, keys in found if keys is None),
        frozenset((item, id_) for item, id_, keys in found if not _WAYS & (keys or set())),
    )


def _found(script: Script, root: MapNode) -> Iterator[tuple[str, str, set[str] | None]]:
    """Every reply, order and panel with its item and the keys that it was written with; None: it was not."""
    for ref in script.items:
        question = script.question(ref.id)
        parts: Mapping[str, Iterable[str]] = {}
        if isinstance(question, InterviewQuestion):
            parts = {"interview": question.interview}
        elif isinstance(question, OrderQuestion):
            parts = {"orders": question.orders, "panels": question.panels}
        for key, ids in parts.items():
            for id_ in ids:
                place = locate(root, ("stages", ref.stage, "questions", ref.question, key, id_))
                keys = set(place.node.entries) if isinstance(place.node, MapNode) else set()
                yield ref.id, id_, keys if place.whole else None

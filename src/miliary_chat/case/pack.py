"""The packs that ship with the program: interviews and orders that a case may use instead of writing its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from miliary_chat.case.flat import flat
from miliary_chat.case.nodes import MapNode
from miliary_chat.case.questions import Elsewhere, Order, Panel, Reply
from miliary_chat.case.scalars import Id, Model, Text, Whole, frozen, keyed
from miliary_chat.case.shelf import shipped

FOLDER = Path(__file__).with_name("packs")
"""Where the packs lie; one that belongs to nobody's case may change with a release, for a case keeps what it used."""

Kind = Literal["interview", "orders"]

PARTS: Mapping[Kind, tuple[str, ...]] = {"interview": ("interview",), "orders": ("orders", "panels", "elsewhere")}
"""The keys of a question that a pack of each kind fills."""


class Pack(Model):
    """A set of replies, or of orders, with what is normal in each.

    It knows no patient: nothing in it is a must, is critical or is worth anything, and its panels only ask back. What
    a member shares its words with (`also`) may stand in another pack.
    """

    format: Whole
    id: Id
    title: Text
    kind: Kind
    about: Text
    interview: Annotated[Mapping[Id, Reply], frozen, keyed] = Field(default_factory=dict)
    orders: Annotated[Mapping[Id, Order], frozen, keyed] = Field(default_factory=dict)
    panels: Annotated[Mapping[Id, Panel], frozen, keyed] = Field(default_factory=dict)
    elsewhere: Annotated[Mapping[Id, Elsewhere], frozen, keyed] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _knows_no_patient(self) -> "Pack":
        for doubt in self._doubts():
            raise ValueError(doubt)
        return self

    def _doubts(self) -> Iterator[str]:
        kinds = {kind for kind, keys in PARTS.items() for key in keys if getattr(self, key)}
        if kinds != {self.kind}:
            yield f"a pack of the kind “{self.kind}” has that and nothing else"
        for reply in self.interview.values():
            if reply.must or reply.critical or reply.after:
                yield f"“{reply.id}” is a must in some case, not in a pack"
        for order in self.orders.values():
            if order.value not in ("neutral", "low") or order.critical:
                yield f"“{order.id}” is worth something in some case, not in a pack"
        for panel in self.panels.values():
            if panel.gives:
                yield f"“{panel.id}” gives orders, but which are wanted is the case's"


@dataclass(frozen=True, slots=True)
class Shelved:
    """A pack as it lies on the shelf: understood, as the tree that is grafted, and how many bytes that is."""

    pack: Pack
    tree: MapNode
    size: int


def names() -> tuple[str, ...]:
    """Return the names of all packs, in alphabetical order."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.yaml")))


def take(name: str) -> Shelved:
    """Return the pack of that name, which has to be one of `names()`; CaseError when its file is damaged."""
    return _read(FOLDER / f"{name}.yaml")


@cache
def _read(file: Path) -> Shelved:
    pack, tree = shipped(Pack, file, "pack")
    return Shelved(pack, tree, len(flat(tree)))

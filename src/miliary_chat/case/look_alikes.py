"""The tables of look-alikes that ship with the program: what tells diagnoses apart that look the same on a film."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from miliary_chat.case.library import shipped_cases
from miliary_chat.case.model import CaseImage, Source
from miliary_chat.case.scalars import Flag, Id, Ids, Model, Text, Texts, Whole, each, frozen, keyed, shorthand
from miliary_chat.case.shelf import shipped


class Diagnosis(Model):
    """A column. `short` is its heading, `picture` the one that goes with it."""

    id: Id
    label: Text
    short: Text
    picture: Id | None = None


class Cell(Model):
    """What holds of one diagnosis in one feature, and the sources that say so."""

    say: Text
    cite: Ids = ()


class Feature(Model):
    """A row: `look` is how to look or ask, `alike` groups of diagnoses that it does not tell apart."""

    id: Id
    label: Text
    look: Text
    settles: Flag = False
    alike: Annotated[tuple[Ids, ...], Field(default=())]
    cells: Annotated[Mapping[Id, Cell], frozen, BeforeValidator(each(shorthand("say", str)))]

    def separates(self, one: str, other: str) -> bool:
        """Whether the feature tells two diagnoses apart."""
        if self.cells[one].say == self.cells[other].say:
            return False
        return not any(one in group and other in group for group in self.alike)


class LookAlikes(Model):
    """A table: diagnoses by features, the pictures that go with it, and what separates none of them."""

    format: Whole
    id: Id
    title: Text
    about: Text
    sources: Annotated[Mapping[Id, Source], frozen, keyed, BeforeValidator(each(shorthand("text", str)))]
    pictures: Annotated[Mapping[Id, CaseImage], frozen, keyed] = Field(default_factory=dict)
    diagnoses: Annotated[Mapping[Id, Diagnosis], frozen, keyed]
    features: Annotated[Mapping[Id, Feature], frozen, keyed]
    does_not_separate: Texts = ()

    @model_validator(mode="after")
    def _whole(self) -> "LookAlikes":
        for doubt in self._doubts():
            raise ValueError(doubt)
        return self

    def _doubts(self) -> Iterator[str]:
        for diagnosis in self.diagnoses.values():
            if diagnosis.picture is not None and diagnosis.picture not in self.pictures:
                yield f"“{diagnosis.picture}” is no picture of this table"
        for feature in self.features.values():
            if set(feature.cells) != set(self.diagnoses):
                odd = ", ".join(sorted(set(feature.cells) ^ set(self.diagnoses)))
                yield f"“{feature.id}” does not have one cell for each diagnosis: {odd}"
            for group in feature.alike:
                if stray := next((one for one in group if one not in self.diagnoses), None):
                    yield f"“{stray}” is no diagnosis of this table"
            for cell in feature.cells.values():
                if stray := next((one for one in cell.cite if one not in self.sources), None):
                    yield f"“{stray}” is no source of this table"

    def between(self, one: str, other: str) -> tuple[Feature, ...]:
        """The features that tell two diagnoses apart, in the table's order."""
        return tuple(feature for feature in self.features.values() if feature.separates(one, other))


@dataclass(frozen=True, slots=True)
class Shipped:
    """A table and the folder in which its pictures lie."""

    table: LookAlikes
    folder: Path

    def picture(self, name: str) -> bytes | None:
        """The bytes of one of the table's pictures; None where they cannot be read."""
        try:
            return (self.folder / (self.table.pictures[name].file or "")).read_bytes()
        except OSError:
            return None


def folder() -> Path:
    """Where the tables lie, with their pictures."""
    return shipped_cases() / "look-alikes"


def names() -> tuple[str, ...]:
    """The names of all tables, in alphabetical order."""
    return tuple(sorted(file.stem for file in folder().glob("*.yaml")))


def take(name: str) -> Shipped:
    """The table of that name, which has to be one of `names()`; CaseError when its file is damaged."""
    return _read(folder() / f"{name}.yaml")


@cache
def _read(file: Path) -> Shipped:
    table, _ = shipped(LookAlikes, file, "table of look-alikes")
    return Shipped(table, file.parent)


__all__ = ["Cell", "Diagnosis", "Feature", "LookAlikes", "Shipped", "folder", "names", "take"]

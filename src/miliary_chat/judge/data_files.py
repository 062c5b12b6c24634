"""The judge's YAML files: single ones, and folders of which an entry may stand in whichever file suits it."""

from collections.abc import Iterator
from importlib import resources
from typing import Any

import yaml


def read_data(name: str) -> Any:
    """One of the YAML files beside this one. Every scalar stays the text it is: "no" and "on" are words here."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    text = (resources.files("miliary_chat.judge") / "data" / name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=loader)


def read_folder(name: str) -> Iterator[Any]:
    """Every YAML file of a folder beside this one, by name: an entry may stand in whichever file suits it."""
    folder = resources.files("miliary_chat.judge") / "data" / name
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".yaml"):
            yield read_data(f"{name}/{entry.name}")


def read_synonyms() -> dict[str, dict[str, list[str]]]:
    """The rings of all files, by kind; rings of one name are one ring."""
    merged: dict[str, dict[str, list[str]]] = {}
    for file in read_folder("synonyms"):
        for kind, rings in file.items():
            for shown, others in rings.items():
                merged.setdefault(kind, {}).setdefault(shown, []).extend(others)
    return merged


def read_kinds() -> dict[str, list[str]]:
    """What is a kind of what, of all files."""
    merged: dict[str, list[str]] = {}
    for file in read_folder("kinds"):
        for general, specific in file.items():
            merged.setdefault(general, []).extend(specific)
    return merged


def read_abbreviations() -> dict[str, list[dict[str, Any]]]:
    """The abbreviations of all files; one that stands in two has the readings of both, in the order of the files."""
    merged: dict[str, list[dict[str, Any]]] = {}
    for file in read_folder("abbreviations"):
        for short, readings in file.items():
            merged.setdefault(short, []).extend(readings)
    return merged


def read_families() -> list[list[str]]:
    """The word families of all files."""
    return [family for file in read_folder("families") for family in file]

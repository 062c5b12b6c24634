"""Labelled answers: what a fair examiner found in each, and rubrics by an author who had not seen them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from miliary_chat.case.rubrics_file import read_rubrics
from miliary_chat.judge.concept import Concept


@dataclass(frozen=True, slots=True)
class Labelled:
    """An answer and what is true of it: ids of expectations met and denied, and of misconceptions asserted."""

    id: str
    rubric: str
    persona: str
    answer: str
    met: frozenset[str]
    misconceptions: frozenset[str]
    denied: frozenset[str]


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """A folder of labelled answers with its rubrics."""

    name: str
    rubrics: Mapping[str, tuple[Concept, ...]]
    answers: tuple[Labelled, ...]


def read_set(folder: Path) -> LabelledSet:
    """Read a folder: answers.jsonl, and rubrics.yaml or (as older sets have it) inventory.json with phrasings.json."""
    rubrics = _rubrics(folder / "rubrics.yaml") if (folder / "rubrics.yaml").exists() else _in_two_files(folder)
    lines = (folder / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    return LabelledSet(folder.name, rubrics, tuple(_answer(json.loads(line)) for line in lines if line.strip()))


def _rubrics(file: Path) -> Mapping[str, tuple[Concept, ...]]:
    read = read_rubrics(file.read_bytes(), str(file))
    if read.problems:
        raise SystemExit("\n".join(map(str, read.problems)))
    return read.concepts


def _in_two_files(folder: Path) -> Mapping[str, tuple[Concept, ...]]:
    inventory = json.loads((folder / "inventory.json").read_text(encoding="utf-8"))
    phrasings = json.loads((folder / "phrasings.json").read_text(encoding="utf-8"))
    return {
        question["question_id"]: tuple(
            _concept(concept, phrasings[question["question_id"]][concept["id"]]) for concept in question["concepts"]
        )
        for question in inventory
    }


def _concept(concept: Mapping[str, Any], said: Mapping[str, Any]) -> Concept:
    groups = tuple(tuple(group) for group in said.get("require", ()))
    return Concept(concept["id"], concept["kind"], accept=tuple(said.get("accept", ())), require=groups)


def _answer(line: Mapping[str, Any]) -> Labelled:
    return Labelled(
        id=str(line["id"]),
        rubric=line.get("rubric") or line["question_id"],
        persona=line.get("persona", ""),
        answer=line["answer"],
        met=frozenset(line["met"]),
        misconceptions=frozenset(line["misconceptions"]),
        denied=frozenset(line.get("negated", ())),
    )

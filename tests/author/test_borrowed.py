"""What a pack says is not its user's to reach: neither answers nor players are asked for it."""

from pathlib import Path

import pytest

from miliary_chat.author.borrowed import NOTHING, Borrowed, borrowed
from miliary_chat.author.players import walk
from miliary_chat.author.proving.proof import prove
from miliary_chat.case.loaded import load_case
from miliary_chat.dialogue.script import Script

CASE = """\
format: 1
id: packed
title: Packed
diagnosis: D
stages:
  history:
    use: [chest-history]
    interview:
      cough: Ten weeks.
      wheeze: {reply: It whistles., must: true}
      garden: {ask: [garden], reply: Roses.}
  workup:
    question: What do you order?
    use: [basic-bloods]
    orders:
      crp: {value: must}
      x-ray: {accept: [chest film], result: Dots.}
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packed")
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    (folder / "answers.yaml").write_text("format: 1\nanswers:\n  history:\n    - {say: cough, met: [cough]}\n")
    return folder


@pytest.fixture(scope="module")
def packs(place: Path) -> Borrowed:
    loaded = load_case(place)
    return borrowed(place, Script.of_case(loaded.case, loaded.hash))


@pytest.mark.parametrize(
    ("item", "name", "speaks", "phrases"),
    [
        ("history/main", "cough", False, True),  # the reply is the author's, the ways to ask are the pack's
        ("history/main", "wheeze", False, True),
        ("history/main", "garden", False, False),
        ("history/main", "fever", True, True),
        ("workup/main", "crp", False, True),
        ("workup/main", "x-ray", False, False),
        ("workup/main", "esr", True, True),
        ("workup/main", "panel.bloods", False, True),
    ],
)
def test_what_is_the_authors_and_what_the_packs(
    packs: Borrowed, item: str, name: str, speaks: bool, phrases: bool
) -> None:
    assert (packs.speaks(item, name), packs.phrases(item, name)) == (speaks, phrases)


def test_answers_are_asked_to_reach_only_what_the_author_wrote(place: Path) -> None:
    left = {(part.kind, part.concept) for part in prove(load_case(place), place, mutate=False).unreached}
    assert left == {
        ("phrasing", "garden"),
        ("reply", "wheeze"),
        ("reply", "garden"),
        ("phrasing", "x-ray"),
        ("result", "crp"),
        ("result", "x-ray"),
    }


def test_players_are_asked_to_reach_only_what_the_author_wrote(place: Path, packs: Borrowed) -> None:
    loaded = load_case(place)
    mine, everybodys = walk(loaded, 1, packs=packs), walk(loaded, 1)
    assert {piece.name for piece in mine.unreached} <= {"cough", "wheeze", "garden", "crp", "x-ray"}
    assert mine.pieces < everybodys.pieces


def test_nothing_is_borrowed_where_the_file_is_gone(place: Path, tmp_path: Path) -> None:
    loaded = load_case(place)
    assert borrowed(tmp_path / "gone", Script.of_case(loaded.case, loaded.hash)) is NOTHING


def test_no_mutant_is_made_of_what_a_pack_phrases(place: Path) -> None:
    lines = "  history:\n    - {say: cough and garden, met: [cough, garden]}\n  workup:\n    - {say: crp, met: [crp]}\n"
    (place / "answers.yaml").write_text(f"format: 1\nanswers:\n{lines}", encoding="utf-8")
    made = {(mutant.kind, mutant.concept) for mutant in prove(load_case(place), place).mutants}
    assert made == {("denial", "x-ray"), ("typo", "garden")}

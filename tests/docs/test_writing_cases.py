"""docs/writing-cases.md can be followed to the letter: its case grows, and the program says what is shown."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from miliary_chat.author.checking.check import check
from miliary_chat.case.reader import check_case
from miliary_chat.cli.main import main
from pages.blocks import Block, blocks
from pages.following import Follower, Shown, placed, same

pytestmark = pytest.mark.long

PAGE = (Path(__file__).parents[2] / "docs" / "writing-cases.md").read_text(encoding="utf-8")
BOXES = tuple(blocks(PAGE))

DOUBTS = {
    "1. Begin": {"N402"},
    "2. The patient and the history": {"N402"},
    "3. The film": {"N402"},
    "4. One expectation in full": {"N402", "W512"},  # mended in the next one
    "5. Hints": {"N402"},
    "6. A wrong idea": {"N402"},
    "7. The differential": {"N402"},
    "8. Orders": {"N402"},
    "9. Treatment": {"N402"},
    "10. Quiz and debrief": {"N402"},
    "11. Answers that you did not think of": {"N402"},
    "13. Let it be played, and listen": {"N402"},
    "14. Reviewed, or not": set(),
}
"""What `check` finds where a section ends."""

LAST = {box.section: box for box in BOXES}
"""The last box of every section."""

BROKEN = ["2. The patient and the history"]
"""The sections with a box that stops the case: a mistake that the page makes on purpose."""


@dataclass
class Walk:
    """What came of following the page."""

    case: Path
    wrong: list[Shown] = field(default_factory=list)
    found: dict[str, set[str]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    follower = Follower(tmp_path_factory.mktemp("reader"))
    walk = Walk(follower.place / "bus-driver")
    for box in BOXES:
        shown = follower.follow(box)
        if shown is not None:
            walk.wrong.append(shown)
        if check_case(follower.case).case is None:
            walk.broken.append(box.section)
        if box is LAST[box.section] and box.section in DOUBTS:
            walk.found[box.section] = {problem.code for problem in check(follower.case)}
    return walk


def test_the_program_says_what_the_page_shows(walk: Walk) -> None:
    told = "\n".join(shown.difference("docs/writing-cases.md") for shown in walk.wrong)
    assert not walk.wrong, f"{told}\npython scripts/follow_page.py --write mends the page; read it again afterwards."


def test_every_step_leaves_a_case_that_plays_and_only_the_doubts_that_it_speaks_of(walk: Walk) -> None:
    assert walk.found == DOUBTS


def test_the_only_box_that_breaks_the_case_is_the_mistake_that_is_made_on_purpose(walk: Walk) -> None:
    assert list(dict.fromkeys(walk.broken)) == BROKEN


@pytest.fixture
def at_home(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MILIARY_HOME", str(walk.case.parent / ".home"))
    monkeypatch.setattr("miliary_chat.cli.endings.heed_termination", lambda: None)
    return walk.case


@pytest.mark.parametrize("words", [("check", "--strict"), ("test", "--strict", "--no-mutants")])
def test_the_case_of_the_page_is_fair_in_the_end(at_home: Path, words: tuple[str, ...]) -> None:
    assert main([*words, str(at_home)]) == 0


def test_nobody_is_stuck_in_it_whatever_the_seed(at_home: Path) -> None:
    assert main(["test", "--players", "20", "--seed", "30", str(at_home)]) == 0


@pytest.mark.parametrize("name", ["case", "answers"])
def test_an_editor_has_nothing_to_complain_of_in_the_end(walk: Walk, name: str) -> None:
    schema = json.loads((walk.case / f"{name}.schema.json").read_text(encoding="utf-8"))
    written = yaml.load((walk.case / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    strict = [error for error in Draft202012Validator(schema).iter_errors(written) if error.validator == "required"]
    assert not strict


@pytest.mark.parametrize("box", [box for box in BOXES if box.language == "yaml"], ids=lambda box: str(box.line))
def test_a_box_can_be_copied_as_it_stands(box: Block) -> None:
    assert "\t" not in box.text
    assert max(map(len, box.lines)) <= 120


def test_what_is_left_out_stays_left_out_when_the_page_is_mended() -> None:
    box = Block("console", ("$ x", "...", "case.yaml:89:1: a doubt", "You: /hint", "..."), "", 1, "")
    real = ("$ x", "much", "case.yaml:94:1: a doubt", "more")
    assert Shown(box, real).mended() == ["$ x", "...", "case.yaml:94:1: a doubt", "You: /hint", "..."]


def test_a_box_goes_below_a_line_or_in_its_place_with_all_that_is_indented_under_it() -> None:
    before = ["a:\n", "  b:\n", "    c: 1\n", "\n", "  d: 2\n"]
    assert placed(before, "b:", "  x: 0\n", instead=False) == ["a:\n", "  b:\n", "  x: 0\n", *before[2:]]
    assert placed(before, "b:", "  x: 0\n", instead=True) == ["a:\n", "  x: 0\n", "\n", "  d: 2\n"]


@pytest.mark.parametrize("wanted", ["e:", ""])
def test_a_line_that_is_not_there_or_not_the_only_one_is_an_error(wanted: str) -> None:
    with pytest.raises(ValueError, match="lines begin with"):
        placed(["a: 1\n", "b: 2\n"], wanted, "x: 0\n", instead=True)


@pytest.mark.parametrize(
    ("shown", "real", "alike"),
    [
        (["$ x", "a", "b"], ["$ x", "a", "b"], True),
        (["$ x", "a"], ["$ x", "a", "b"], False),
        (["$ x", "...", "b"], ["$ x", "a", "b"], True),
        (["$ x", "..."], ["$ x", "a", "b"], True),
        (["$ x", "...", "a", "..."], ["$ x", "a"], True),
        (["$ x", "...", "c", "..."], ["$ x", "a", "b"], False),
        (["$ x", "a", "You: /hint", "b"], ["$ x", "a", "b"], True),
        (["$ x", "a.c"], ["$ x", "abc"], False),
    ],
)
def test_dots_stand_for_any_lines_and_what_was_typed_is_not_compared(
    shown: list[str], real: list[str], alike: bool
) -> None:
    assert same(shown, real) is alike

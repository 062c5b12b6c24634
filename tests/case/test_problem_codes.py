"""The table of codes and the page that is made from it."""

import re
from pathlib import Path

from miliary_chat.base.sanitise import clean
from miliary_chat.case.codes import CODES, as_markdown
from miliary_chat.case.problems import Problem, in_order, quoted
from miliary_chat.case.source_text import HOSTILE

PROJECT = Path(__file__).parents[2]


def test_the_page_of_codes_is_made_from_the_table() -> None:
    page = (PROJECT / "docs" / "codes.md").read_text(encoding="utf-8")
    assert page == as_markdown(), "run: python -m miliary_chat.case.codes > docs/codes.md"


def test_the_table_has_the_codes_that_are_used_and_no_other() -> None:
    rooms = (PROJECT / "src" / "miliary_chat" / room for room in ("case", "author"))
    sources = [path for room in rooms for path in room.rglob("*.py")]
    used = {
        code
        for path in sources
        if path.name != "codes.py"
        for code in re.findall(r'"([ENW]\d{3})"', path.read_text("utf-8"))
    }
    assert used == set(CODES)


def test_a_problem_is_told_in_one_line_and_knows_its_severity() -> None:
    problem = Problem("case.yaml", 3, 7, "E301", "“film” is no picture of the case.")
    assert str(problem) == "case.yaml:3:7: E301 “film” is no picture of the case."
    assert problem.severity == "error"
    assert Problem("case.yaml", 3, 7, "N401", "Missing.").severity == "notice"
    assert Problem("case.yaml", 3, 7, "W501", "Both.").severity == "lint"


def test_problems_come_from_the_top_of_the_file_and_once() -> None:
    first, second, third = (Problem("x", line, 1, "E201", "A.") for line in (2, 10, 11))
    assert in_order([third, second, first, second]) == (first, second, third)


def test_a_choice_of_words_reads_as_a_sentence() -> None:
    assert quoted([]) == "nothing"
    assert quoted("a") == "“a”"
    assert quoted("abc") == "“a”, “b” or “c”"
    assert quoted("abc", limit=2) == "“a”, “b”, ..."


def test_what_a_case_may_not_hold_is_all_that_is_taken_out_of_answers() -> None:
    points = (*range(0x3000), *range(0xD7FF, 0x10000), 0x10FFFF)  # hangul and the like hold no surprise
    removed = {char for char in map(chr, points) if char not in "\n\t\r" and clean(f"a{char}b")[1] in " \n"}
    assert {char for char in removed if not HOSTILE.match(char)} == {" "}

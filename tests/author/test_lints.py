"""What `check` says of a case: each lint where it is deserved, and none of a case that deserves none."""

from pathlib import Path

import pytest

from miliary_chat.author.checking.check import check
from miliary_chat.author.checking.silencing import without_silenced
from miliary_chat.case.problems import Problem


def changed(folder: Path, old: str, new: str, name: str = "case.yaml") -> Path:
    """The case with a text of it replaced."""
    file = folder / name
    text = file.read_text("utf-8")
    assert old in text, old
    file.write_text(text.replace(old, new, 1), "utf-8")
    return folder


def told(folder: Path) -> set[tuple[str, int]]:
    return {(problem.code, problem.line) for problem in check(folder)}


def line_of(folder: Path, text: str, name: str = "case.yaml") -> int:
    lines = (folder / name).read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def test_what_contradicts_a_part_must_not_say_it(folder: Path) -> None:
    against = "contradicted: {accept: [trachea in the midline], say: Look.}"
    changed(
        folder,
        "no-effusion: [no ",
        f"dry:\n        accept: [trachea central]\n        {against}\n      no-effusion: [no ",
    )
    (found,) = (problem for problem in check(folder) if problem.code == "W506")
    assert found.line == line_of(folder, "trachea in the midline")


def test_a_new_case_has_no_fault_but_that_nobody_has_reviewed_it(shared_folder: Path) -> None:
    assert {code for code, _ in told(shared_folder)} == {"N402"}


@pytest.mark.parametrize(
    ("old", "new", "code", "where"),
    [
        ("no-effusion: [no ", "no-effusion: [trachea central, no ", "W501", "no-effusion:"),
        ("accept: [large bulla,", "accept: [right pneumothorax, large bulla,", "W502", "right pneumothorax, large"),
        ("accept: [large bulla,", "accept: [no large bulla, large bulla,", "W503", "no large bulla"),
        ("accept: [large bulla,", "accept: [not right now, large bulla,", "W504", "not right now"),
        ("accept: [large bulla,", "accept: [left apex visible, large bulla,", "W505", "left apex visible"),
        ("title: A stitch", "title: A right pneumothorax, a stitch", "W510", "title:"),
        ("caption: PA chest radiograph", "caption: Right pneumothorax", "W510", "caption:"),
        ("          - Follow the", "          - A right pneumothorax. Follow the", "W512", "A right pneumo"),
        ("        hint: What would bring him back tonight?\n", "", "W520", "      come-back:"),
        ("        teach: Sudden breathlessness is the reason to come back at once.\n", "", "W521", "      come-back:"),
        ("        grain: A bulla is black and empty, too.\n", "", "W522", "      bulla:"),
        ("    reviewed", "    reviewed", "N402", "reviewed: {status"),
        ("        look_alike: The same pain,", "        label: The same pain,", "W531", "      embolism:"),
        ("      a: Air alone decides nothing.\n", "", "W532", "      a: That there is air"),
        ("    # file: film.png                 ", "    file: film.png #", "N401", "file: film.png"),
        ("    licence: CC0-1.0\n", "    file: film.png\n", "W540", "  film:"),
        ("    source: none yet\n", "    file: film.png\n", "W541", "  film:"),
        ("        rank: 3\n", "        hint: [Look at the ribs, then press on one.]\n", "W550", "then press"),
        ("accept: [large bulla, giant bulla]", "accept: large bulla, giant bulla", "W552", "large bulla, giant"),
        ("ask: [any injury, accident, trauma, fall]", "ask: any injury, accident", "W552", "any injury, accident"),
        ("broader: [pneumothorax] ", "broader: pneumothorax, air ", "W552", "broader: pneumothorax, air"),
        ("flying: [no flying, avoid flying, no air travel]", "flying: no flying, no air travel", "W552", "flying: no"),
        ("          - On one side they", "            -On one side they", "W553", "-On one side"),
        ("          - On one side they", "            - On one side they", "W553", "- On one side"),
        ("        hint: What would bring him", "        hint:\n          -What would bring him", "W553", "-What would"),
        ("result: Sinus rhythm, 80", "result: Sinus rhythm in ECG #2, 80", "W554", "ECG #2, 80"),
        ("        rank: 3\n", "        teach: T.\n          rank:\u00a03\n", "W553", "rank:\u00a03"),
    ],
)  # fmt: skip
def test_each_lint_stands_where_it_is_deserved(folder: Path, old: str, new: str, code: str, where: str) -> None:
    if old != new:
        changed(folder, old, new)
    assert (code, line_of(folder, where)) in told(folder)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("accept: [large bulla, giant bulla]", 'accept: "bulla, large and thin"'),
        ("accept: [large bulla, giant bulla]", "accept: large bulla"),
        ("hint: What would bring him", "hint: What, tonight, would bring him"),
        ("title: A stitch", "title: Ward 7 - A stitch"),
        ("result: Sinus rhythm, 80", 'result: "Sinus rhythm in ECG #2, 80"'),
        ("result: Sinus rhythm,", "result: Sinus rhythm  # to be looked up,"),
        ("result: Sinus rhythm,", "result: Rhythm#2,"),
        ("caption: PA chest", "caption:  PA chest"),
        ("two fingers inside it. Between", "two fingers\n        -and no more- inside it. Between"),
    ],
)
def test_a_text_that_is_one_on_purpose_is_not_told(folder: Path, old: str, new: str) -> None:
    changed(folder, old, new)
    assert not {code for code, _ in told(folder)} & {"W552", "W553", "W554"}


def test_words_that_deny_are_no_sentence_of_the_tutor(folder: Path) -> None:
    changed(folder, "no-effusion: [no ", "dry: {accept: [dry], contradicted: 'x, y'}\n      no-effusion: [no ")
    changed(
        folder, "      size:\n", "      wet:\n        accept: [wet]\n        contradicted: dry, arid\n      size:\n"
    )
    assert [problem.line for problem in check(folder) if problem.code == "W552"] == [line_of(folder, "dry, arid")]


def test_a_picture_without_a_neutral_description_is_told(folder: Path) -> None:
    text = (folder / "case.yaml").read_text("utf-8")
    start, end = text.index("      neutral: >-"), text.index("      full: >-")
    (folder / "case.yaml").write_text(text[:start] + text[end:], "utf-8")
    assert ("W542", line_of(folder, "    describe:")) in told(folder)


def test_a_differential_in_which_nothing_must_not_be_missed_is_told(folder: Path) -> None:
    changed(changed(folder, "        must_not_miss: true\n", ""), "        must_not_miss: true\n", "")
    assert "W530" in {code for code, _ in told(folder)}


def test_a_misconception_that_no_answer_says_is_told(folder: Path) -> None:
    changed(folder, "    - say: that is a giant bulla\n      misconceptions: [bulla]\n", "", "answers.yaml")
    assert ("W523", line_of(folder, "      bulla:")) in told(folder)


def test_a_case_without_answers_is_told(folder: Path) -> None:
    (folder / "answers.yaml").unlink()
    assert ("W524", line_of(folder, "id: stitch")) in told(folder)


def test_the_problems_of_the_answers_are_told_with_their_own_lines(folder: Path) -> None:
    changed(folder, "      near: [pneumothorax]  ", "      near: [pnumothorax]  ", "answers.yaml")
    changed(folder, "  history:  ", "  histery:  ", "answers.yaml")
    found = {(problem.code, Path(problem.file).name, problem.line) for problem in check(folder)}
    assert ("E402", "answers.yaml", line_of(folder, "near: [pnumothorax]", "answers.yaml")) in found
    assert ("E401", "answers.yaml", line_of(folder, "histery:", "answers.yaml")) in found


def test_also_declares_that_both_are_meant(folder: Path) -> None:
    changed(
        folder,
        "no-effusion: [no pleural effusion, costophrenic angles are clear]",
        "no-effusion: {accept: [trachea central, no pleural effusion], also: no-shift}",
    )
    assert "W501" not in {code for code, _ in told(folder)}


def test_a_silence_with_a_reason_silences_its_line(folder: Path) -> None:
    changed(folder, "title: A stitch in the side", "title: A right pneumothorax  # ok W510: everybody can hear it")
    assert {code for code, _ in told(folder)} == {"N402"}


@pytest.mark.parametrize(("pack", "part"), [("basic-bloods", "orders"), ("chest-imaging", "orders")])
def test_what_packs_share_among_themselves_is_no_doubt_of_the_author(tmp_path: Path, pack: str, part: str) -> None:
    own = "crp: {value: must}" if pack == "basic-bloods" else "ecg: {value: must}"
    text = f"format: 1\nid: a\ntitle: T\ndiagnosis: D\nstages:\n  s:\n    use: {pack}\n    {part}: {{{own}}}\n"
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    assert not {problem.code for problem in check(tmp_path)} & {"W501", "W503"}


OWN_AND_PACKED = """\
format: 1
id: a
title: T
diagnosis: D
stages:
  s:
    use: general-history
    interview:
      finger:
        ask: [any numbness, the little finger]
        reply: My little finger is numb.
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("", "", True),
        ("use: general-history", "use: general-history\n    leave_out: headache", False),
        ("    interview:\n", "    interview:\n      headache: {reply: The little finger.}\n", False),
        ("        ask:", "        also: headache\n        ask:", False),
        ("any numbness, ", "", False),
    ],
)
def test_a_pack_that_replies_to_the_authors_own_question_is_named(
    tmp_path: Path, old: str, new: str, told: bool
) -> None:
    (tmp_path / "case.yaml").write_text(OWN_AND_PACKED.replace(old, new, 1), encoding="utf-8")
    found = [problem.message for problem in check(tmp_path) if problem.code == "W501"]
    assert [message.split(",")[0] for message in found] == ["“any numbness” also brings the pack's “headache”"] * told
    assert all("“leave_out: [headache]”" in message for message in found)


LINT = Problem("c.yaml", 2, 5, "W501", "Both.")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a: 1\nb: 2", ["W501"]),
        ("a: 1\nb: 2  # ok W501: both are meant", []),
        ("# ok W501 both are meant\nb: 2", []),
        ("a: 1  # ok W501: the line below is not meant\nb: 2", ["W501", "W590"]),
        ("a: 1\nb: 2  # ok W501", ["W501", "W590"]),
        ("a: 1\nb: 2  # ok W502: another", ["W501", "W590"]),
        ("a: 1\nb: 2  # ok E201: an error", ["W501", "W590"]),
        ("a: 1\nb: 2  # ok W999: unknown", ["W501", "W590"]),
        ("a: 1\nb: 2\n# ok W501: nothing below", ["W501", "W590"]),
    ],
)
def test_a_silence_needs_its_place_its_code_and_a_reason(text: str, left: list[str]) -> None:
    assert sorted(problem.code for problem in without_silenced([LINT], text, "c.yaml")) == left


def test_an_error_is_never_silenced() -> None:
    error = Problem("c.yaml", 2, 5, "E201", "Missing.")
    assert error in without_silenced([error], "a: 1\nb: 2  # ok E201: please", "c.yaml")

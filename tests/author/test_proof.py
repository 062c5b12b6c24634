"""`test`: answers and dialogues replayed through the tutor, counted, and changed a little."""

from dataclasses import replace
from pathlib import Path

import pytest

from miliary_chat.author.proving.proof import Proof, prove
from miliary_chat.author.proving.relabelling import on_one_line, relabelled
from miliary_chat.author.proving.telling import summed_up, told
from miliary_chat.case.loaded import load_case


def proof(folder: Path, answers: str, *, mutate: bool = False) -> Proof:
    (folder / "answers.yaml").write_text(answers, "utf-8")
    return prove(load_case(folder), folder, mutate=mutate)


def film(*lines: str) -> str:
    return "answers:\n  findings:\n" + "".join(f"    {line}\n" for line in lines)


def mismatches(shown: Proof) -> list[tuple[str, str | None, str]]:
    return [(each.concept, each.expected, each.found) for one in shown.wrong for each in one.mismatches]


def test_the_answers_of_a_new_case_are_all_as_labelled(shared_folder: Path) -> None:
    shown = prove(load_case(shared_folder), shared_folder)
    assert shown.holds
    assert len(shown.replays) == 16
    assert not shown.lived
    assert {mutant.kind for mutant in shown.mutants} == {"typo", "denial", "side", "dropped"}


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["- say: right pneumothorax", "  met: [pneumothorax]"], []),
        (["- say: right pneumothorax", "  met: pneumothorax"], []),
        (["- say: right pneumothorax"], [("pneumothorax", None, "met")]),
        (["- say: right pneumothorax", "  missed: [pneumothorax]"], [("pneumothorax", "missed", "met")]),
        (["- say: pneumothorax", "  met: [pneumothorax]"], [("pneumothorax", "met", "near")]),
        (["- say: pneumothorax"], []),  # near without a label is nobody's fault
        (["- say: pneumothorax", "  missed: [pneumothorax]"], [("pneumothorax", "missed", "near")]),
        (["- say: there is a shift of the mediastinum"], [("no-shift", None, "denied")]),
        (["- say: large bulla"], [("bulla", None, "asserted")]),
        (["- say: no bulla"], []),
        (["- say: no bulla", "  misconceptions: [bulla]"], [("bulla", "asserted", "missed")]),
        (["- say: hello", "  met: [pneumothorax]"], [("pneumothorax", "met", "missed")]),
    ],
)
def test_an_answer_is_compared_with_its_label(
    folder: Path, lines: list[str], found: list[tuple[str, str | None, str]]
) -> None:
    assert mismatches(proof(folder, film(*lines))) == found


@pytest.mark.parametrize(
    ("item", "say", "label"),
    [
        ("history", "no chest pain?", "met: [pain]"),
        ("history", "auscultate", "met: [chest]"),
        ("history/main", "auscultate", "met: [chest.find]"),
        ("differential", "heart attack", "misconceptions: [infarct]"),
        ("differential", "heart attack", "misconceptions: [unreasonable.infarct]"),
        ("workup", "no CT", "denied: [ct]"),
        ("debrief/q1", "'how he is, and how short of breath'", "met: [b]"),
        ("debrief/q1", "the red one", "missed: [b]"),
    ],
)
def test_every_activity_can_be_proved(folder: Path, item: str, say: str, label: str) -> None:
    shown = proof(folder, f"answers:\n  {item}:\n    - say: {say}\n      {label}\n")
    assert shown.read is not None
    assert [str(problem) for problem in shown.read.problems] == []
    assert mismatches(shown) == []


def test_the_lead_put_again_can_be_proved_too() -> None:
    folder = Path(__file__).parents[2] / "cases" / "wedding-photograph"
    loaded = load_case(folder)
    from miliary_chat.author.proving.replay import Room
    from miliary_chat.dialogue.script import Script

    room = Room(Script.of_case(loaded.case, loaded.hash), "workup/recommit")
    found, _ = room.found(room.hear("thyroid cancer with lung metastases"))
    assert found["haem-mets"] == "met"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("answers: {film: [{say: x}]}", ["E401"]),
        ("answers: {findings: [{say: x, met: [pneumothorx]}]}", ["E402"]),
        ("answers: {findings: [{say: x, met: [size], near: [size]}]}", ["E208"]),
        ("answers: {findings: [{met: [size]}]}", ["E201"]),
        ("answers: {findings: [{say: x, mett: [size]}]}", ["E202"]),
        ("dialogues: {a: {turns: []}}", ["E206"]),
        ("dialogues: {a: {from: film, turns: [x]}}", ["E304"]),
        ("dialogues: {a: {turns: [{say: x, brings: dance}]}}", ["E204"]),
        ("dialogues: {a: {turns: [x], marks: many}}", ["E204"]),
        ("format: 2", ["E204"]),
        ("answers: [", ["E106"]),
        ("", ["E113"]),
    ],
)
def test_a_mistake_in_the_answers_is_told_with_its_code(folder: Path, text: str, codes: list[str]) -> None:
    shown = proof(folder, text)
    assert shown.read is not None
    assert [problem.code for problem in shown.read.problems] == codes
    assert not shown.holds
    assert any(codes[0] in line for line in told(shown))


def talk(turns: str, rest: str = "") -> str:
    return f"dialogues:\n  one:\n    from: findings\n    turns:\n{turns}{rest}"


@pytest.mark.parametrize(
    ("turns", "unkept"),
    [
        ("      - {say: right pneumothorax, brings: credit pneumothorax}\n", []),
        ("      - {say: right pneumothorax, brings: credit}\n", []),
        ("      - {say: right pneumothorax, brings: credit size}\n", [(0, "it did not bring “credit size”")]),
        ("      - {say: right pneumothorax, never: credit}\n", [(0, "it brought “credit”")]),
        ("      - {say: a giant bulla, brings: correct bulla}\n", []),
        ("      - I see nothing\n      - {say: /hint, brings: hint pneumothorax}\n", []),
        ("      - {say: /skip, brings: [assert pneumothorax, close findings/main, open differential/main]}\n", []),
        ("      - {say: tension pneumothorax, brings: contradict no-shift}\n", []),
        ("      - {say: pneumothorax, brings: clarify pneumothorax}\n", []),
        ("      - /zoom\n", [(0, "“/zoom [PLACE]” is done by the screen, and brings nothing to test")]),
        (
            "      - /hnt\n",
            [(0, "There is no command /hnt. Did you mean /hint? An answer does not begin with a slash.")],
        ),
    ],
)
def test_a_dialogue_must_bring_its_moves(folder: Path, turns: str, unkept: list[tuple[int, str]]) -> None:
    shown = proof(folder, talk(turns))
    assert [(each.turn, each.why) for talked in shown.unkept for each in talked.unkept] == unkept


@pytest.mark.parametrize(
    ("rest", "why"),
    [
        ("    marks: 0-5\n", []),
        ("    marks: 50-100\n", ["it ends with 0 marks, not 50 to 100"]),
        ("    ends: yes\n", ["it does not end: “findings/main” is open"]),
    ],
)
def test_a_dialogue_may_have_marks_and_an_end(folder: Path, rest: str, why: list[str]) -> None:
    shown = proof(folder, talk("      - I see nothing\n", rest))
    assert [each.why for talked in shown.unkept for each in talked.unkept] == why


def test_what_no_answer_reached_is_told(folder: Path) -> None:
    shown = proof(folder, film("- say: right pneumothorax", "  met: [pneumothorax]"))
    left = {(part.item, part.kind, part.concept, part.words) for part in shown.unreached}
    assert ("findings/main", "phrasing", "pneumothorax", "collapsed right lung") in left
    assert ("findings/main", "phrasing", "pneumothorax", "right pneumothorax") not in left
    assert ("findings/main", "hint", "pneumothorax", "1") in left
    assert ("history/main", "finding", "chest", "") in left
    assert ("", "correction", "every-one-needs-a-drain", "") in left
    assert ("workup/main", "result", "ct", "") in left


def test_the_table_counts_labels_against_what_was_found(folder: Path) -> None:
    shown = proof(
        folder,
        film(
            "- say: right pneumothorax", "  met: [pneumothorax]", "- say: pneumothorax", "  met: [pneumothorax]"
        ),
    )  # fmt: skip
    (table,) = shown.confusions
    assert (table.item, table.answers, table.off) == ("findings/main", 2, 1)
    assert dict(table.counts) == {("met", "met"): 1, ("met", "near"): 1}


def test_an_unfair_phrasing_lets_a_mutant_live(folder: Path) -> None:
    """A case that credits "right" whatever the side is found out by the other side."""
    case = (folder / "case.yaml").read_text("utf-8")
    lax = case.replace(
        "          - collapsed right lung\n", "          - collapsed right lung\n          - sided pneumothorax\n"
    )
    (folder / "case.yaml").write_text(lax, "utf-8")
    answers = film("- say: pneumothorax of the right side, right sided", "  met: [pneumothorax]")
    kinds = {(mutant.kind, mutant.lived) for mutant in proof(folder, answers, mutate=True).mutants}
    assert ("side", True) in kinds


class TestRelabelling:
    """`--update` writes what is found, and touches nothing else."""

    ANSWERS = """\
# a comment at the top
answers:
  findings:
    # about the first
    - say: right pneumothorax, 2 cm   # by the registrar
      met: [size]       # too little

    - say: |
        pneumothorax
        on two lines
      met:
        - pneumothorax
        - no-shift
      note: kept
    - say: no bulla
      misconceptions: [bulla]
    - {say: pneumothorax, met: [pneumothorax]}
"""

    def test_only_the_labels_change(self, folder: Path) -> None:
        shown = proof(folder, self.ANSWERS)
        assert (
            relabelled(shown, self.ANSWERS)
            == """\
# a comment at the top
answers:
  findings:
    # about the first
    - say: right pneumothorax, 2 cm   # by the registrar
      met: [size, pneumothorax]

    - say: |
        pneumothorax
        on two lines
      note: kept
      near: [pneumothorax]
      missed: [no-shift]
    - say: no bulla
      missed: [bulla]
    - {say: pneumothorax, met: [pneumothorax]}
"""
        )

    def test_what_stands_on_one_line_is_left_to_the_author(self, folder: Path) -> None:
        assert on_one_line(proof(folder, self.ANSWERS)) == (17,)

    def test_afterwards_all_is_as_labelled(self, folder: Path) -> None:
        shown = proof(folder, self.ANSWERS)
        again = proof(
            folder, relabelled(shown, self.ANSWERS).replace("    - {say: pneumothorax, met: [pneumothorax]}\n", "")
        )
        assert again.holds

    def test_a_file_that_is_right_is_not_touched(self, folder: Path) -> None:
        text = film("- say: right pneumothorax", "  met: [pneumothorax]")
        assert relabelled(proof(folder, text), text) == text


def test_a_case_without_answers_has_nothing_to_show(folder: Path) -> None:
    (folder / "answers.yaml").unlink()
    shown = prove(load_case(folder), folder)
    assert shown.holds
    assert any("no answers" in line for line in told(shown))


def test_the_sum_counts_cases_answers_and_what_is_wrong(folder: Path) -> None:
    right = proof(folder, film("- say: right pneumothorax", "  met: [pneumothorax]"))
    wrong = proof(folder, film("- say: right pneumothorax"))
    assert summed_up((right,)) == "1 case, 1 answers; all as labelled."
    assert summed_up((right, wrong)) == "2 cases, 2 answers; 1 not as labelled."
    assert summed_up((replace(right, mutants=()),)) == summed_up((right,))

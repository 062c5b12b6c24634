"""What a case uses of the packs stands in it as if its author had typed it, and what the author typed goes before."""

from pathlib import Path

import pytest

from miliary_chat.base.errors import CaseError
from miliary_chat.case.flat import flat
from miliary_chat.case.loaded import Loaded
from miliary_chat.case.nodes import MapNode, compose, plain
from miliary_chat.case.reader import read_case
from miliary_chat.case.source_text import SIZE_LIMIT
from shelves import TALK, interview, ordering, read, shelve, stage

pytestmark = pytest.mark.usefixtures("shelf")


def problems(text: str, *, after: str = "") -> list[str]:
    return [str(problem).removeprefix("x:") for problem in read_case(stage(text) + after.encode(), "x").problems]


@pytest.mark.parametrize("use", ["use: talk", "use: [talk]", "use:\n  - talk", "use: [talk, talk]"])
def test_a_pack_is_all_that_an_interview_needs(use: str) -> None:
    question = interview(read(use))
    assert list(question.interview) == ["cough", "fever", "sweats", "chest", "nodes"]
    assert (question.interview["cough"].ask, question.interview["cough"].label) == (("cough",), "the cough")
    assert (question.use, question.leave_out) == ((), ())


def test_a_pack_of_orders_brings_its_panels_and_what_belongs_elsewhere() -> None:
    question = ordering(read("use: tests"))
    assert (list(question.orders), list(question.panels)) == (["fbc", "crp"], ["bloods"])
    assert list(question.elsewhere) == ["drugs"]


def test_a_panel_that_gives_orders_here_does_not_ask_as_the_packs_does() -> None:
    bloods = ordering(read("use: tests\npanels:\n  bloods: {gives: [fbc, crp]}")).panels["bloods"]
    assert (bloods.gives, bloods.ask, bloods.accept) == (("fbc", "crp"), None, ("bloods",))


def test_packs_are_used_in_a_stage_with_several_questions_too() -> None:
    text = (
        "questions:\n  talk: {use: talk}\n  order: {use: tests, budget: 3}\n  why: {question: Why?, expect: {e: [x]}}"
    )
    questions = read(text).stages["s"].questions
    assert [question.activity for question in questions.values()] == ["interview", "order", "answer"]


def test_what_the_author_writes_goes_before_the_pack_key_by_key() -> None:
    cough = interview(
        read("use: talk\ninterview:\n  cough: {reply: Ten weeks., must: true, accept: [bark]}")
    ).interview["cough"]
    assert (cough.ask, cough.accept, cough.must) == (("cough",), ("bark",), True)
    assert cough.reply is not None
    assert cough.reply.say == "Ten weeks."


def test_the_authors_ids_come_first_in_the_authors_order_and_then_the_packs() -> None:
    text = "use: talk\ninterview:\n  lump: {ask: [lump], reply: R.}\n  sweats: {must: true}\n  cough: {must: true}"
    assert list(interview(read(text)).interview) == ["lump", "sweats", "cough", "fever", "chest", "nodes"]


@pytest.mark.parametrize(
    ("text", "key", "answer"),
    [
        ('interview: {fever: "No, never."}', "fever", ("No, never.", None)),
        ("interview: {chest: Crackles.}", "chest", (None, "Crackles.")),
    ],
)
def test_a_text_alone_stands_for_the_one_answer_there_is(
    text: str, key: str, answer: tuple[str | None, str | None]
) -> None:
    reply = interview(read(f"use: talk\n{text}")).interview[key]
    assert (reply.reply and reply.reply.say, reply.find and reply.find.say) == answer


def test_a_text_alone_stands_for_the_result_of_an_order() -> None:
    order = ordering(read("use: tests\norders: {fbc: Anaemia.}")).orders["fbc"]
    assert (order.result.say, order.label) == ("Anaemia.", "blood count")


def test_what_is_left_out_is_not_there() -> None:
    question = ordering(read("use: tests\nleave_out: [crp, drugs]"))
    assert (list(question.orders), dict(question.elsewhere)) == (["fbc"], {})


def test_what_is_left_out_and_written_anew_is_the_authors_alone() -> None:
    cough = interview(read("use: talk\nleave_out: cough\ninterview: {cough: {ask: [bark], reply: R.}}")).interview[
        "cough"
    ]
    assert (cough.ask, cough.label) == (("bark",), None)


def test_an_id_that_the_author_uses_for_something_else_is_the_authors() -> None:
    question = ordering(read("use: tests\norders: {bloods: {accept: [bloods], result: R.}}"))
    assert (list(question.orders), dict(question.panels)) == (["bloods", "fbc", "crp"], {})


def test_what_a_member_shares_words_with_is_named_only_where_it_is_there() -> None:
    replies = interview(read("use: talk\nleave_out: fever")).interview
    assert replies["sweats"].also == ()
    assert interview(read("use: talk")).interview["sweats"].also == ("fever",)


def test_conditions_handovers_and_order_know_the_ids_of_a_pack() -> None:
    text = (
        "use: talk\ninterview:\n  cough: {reply: {say: R., if: asked fever}, after: sweats}\n"
        "handover: {if_not_asked: {nodes: {say: N., if: examined chest}}}"
    )
    assert problems(text) == []
    assert problems(text.replace("asked fever", "asked fevr")) == [
        "9:36: E306 Nothing in this case makes “asked fevr” true; did you mean “asked fever”?"
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("use: tlak", ["7:10: E312 There is no pack “tlak”; did you mean “talk”?"]),
        ("use:\n  - talk\n  - zzz", ["9:9: E312 There is no pack “zzz”. There are “talk” or “tests”."]),
        ("use: ../../secret", ["7:10: E312 There is no pack “../../secret”. There are “talk” or “tests”."]),
        ("use: [talk, tests]", ["7:17: E313 “tests” is a set of orders, but this question is an interview."]),
        ("use: talk\norders: {a: {accept: [a], result: R.}}",
         ["7:10: E313 “talk” is an interview, but this question is a set of orders."]),
        ("activity: report\nuse: tests", ["8:10: E313 “tests” is a set of orders, but this has “report”."]),
        ("activity: interview\nuse: tests",
         ["8:10: E313 “tests” is a set of orders, but this question is an interview."]),
        ("use: talk\nquestion: Q?\nexpect: {e: [x]}",
         ["7:10: E313 “talk” is an interview, but this has “expect”."]),
        ("use: {talk: yes}", ["7:10: E203 “use” takes a name or a list of names, but this is a mapping."]),
        ("use: talk\nleave_out: [fevr, sweats]",
         ["8:17: E305 “fevr” is in none of the packs that are used here; did you mean “fever”?"]),
        ("leave_out: fever\ninterview: {c: {ask: [c], reply: R.}}",
         ["7:5: E208 “leave_out” goes with “use”: there is no pack to leave it out of."]),
        ("use: talk\nquestions: {q: {question: Q?, expect: {e: [x]}}}",
         ["7:5: E202 “use” is no key here. Known are “label”, “scene”, “show”, “weight” or “questions”."]),
        ("use:", ["7:5: E206 “use” has no value. Write one, or delete the key."]),
        ("use: talk\nleave_out:", ["8:5: E206 “leave_out” has no value. Write one, or delete the key."]),
        ("use: talk\ninterview: [a]", ["8:16: E203 A mapping (“key: value” lines) was expected, but this is a list."]),
    ],
)  # fmt: skip
def test_a_mistake_in_using_packs_is_told_at_its_place(text: str, told: list[str]) -> None:
    assert problems(text) == told


def test_a_case_of_a_newer_format_is_told_so_before_its_packs_are_looked_for() -> None:
    source = stage("use: quantum-history").replace(b"format: 1", b"format: 2")
    assert [problem.code for problem in read_case(source, "x").problems] == ["E115"]


def test_a_pack_of_the_other_kind_hides_no_mistake_beside_it() -> None:
    told = problems("use: [talk, tests]\ninterview:\n  fever: {replly: R.}")
    assert [line.split()[1] for line in told] == ["E313", "E202"]


def test_a_pack_that_was_nearly_named_is_used_so_that_only_real_mistakes_are_told_beside_it() -> None:
    text = "use: tlak\ninterview:\n  cough: {reply: R.}\n  fever: {replly: R.}"
    assert [line.split()[1] for line in problems(text)] == ["E312", "E202"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("interview:\n  nodes: All normal.",
         ["9:14: E203 A mapping (“key: value” lines) was expected, but this is the text “All normal.”."]),
        ("interview:\n  fever: {ask: [x], must: perhaps}", ["9:31: E204 Write true or false."]),
        ("interview:\n  fever: {reply: {say: x, if: asked zzz}}",
         ["9:35: E306 Nothing in this case makes “asked zzz” true."]),
        ("interview:\n  fever: {examine: [x]}", ["9:7: E208 “examine” and “find” go together."]),
        ("interview:\n  fever: {also: [zzz]}",
         ["9:22: E305 “zzz” is no other id of this question or of the case's misconceptions. There are"
          " “chest”, “cough”, “nodes” and “sweats”."]),
    ],
)  # fmt: skip
def test_a_mistake_in_an_override_is_told_where_the_author_wrote_it(text: str, told: list[str]) -> None:
    assert problems(f"use: talk\n{text}") == told


def test_a_clash_with_something_from_a_pack_is_told_where_the_pack_is_named() -> None:
    after = "misconceptions: {fever: {accept: [x], correct: C.}}\n"
    assert problems("use:\n  - talk", after=after) == [
        "8:9: E311 “fever” is an id in the case's misconceptions too; in one question every id is there once."
    ]


def test_packs_cannot_blow_a_case_up() -> None:
    lines = "\n".join(f"  q{number}: {{use: talk}}" for number in range(4_000))
    reading = read_case(stage(f"questions:\n{lines}"), "x")
    assert [problem.code for problem in reading.problems][:1] == ["E102"]
    assert reading.case is None


def test_a_case_that_is_too_big_only_with_its_packs_is_told_so() -> None:
    own = ", ".join(f"k{number}: {{ask: [w{number}], reply: {'R' * 3_900}}}" for number in range(254))
    source = stage(f"use: talk\ninterview: {{{own}}}")
    assert len(source) < SIZE_LIMIT
    told = [str(problem) for problem in read_case(source, "x").problems]
    assert told == ["x:7:10: E102 With its packs written out this case has more than 1 MB."]


@pytest.mark.parametrize(
    "text",
    [
        'say: "a\\nb \\"c\\" \\\\ \\u00e9"',
        "block: |\n  one\n   two\n\n  three\nfolded: >-\n  x\n  y",
        "list: [a, [b, 'no', 1:30, 012], {c: d}]\n'': empty\n'~': tilde\n'- x': y",
        f'? "{"long " * 400}"\n: value',
        "text: 'It''s 😀 \u00a0 naïve'\n'a: b': '# c'\n\"q\\\"\": '%x @y `z'",
    ],
)
@pytest.mark.parametrize("pure", [False, True])
def test_a_tree_that_is_written_out_is_read_as_the_same_tree(text: str, pure: bool) -> None:
    tree, wrong = compose(text.encode(), "x")
    again, also_wrong = compose(flat(tree or MapNode(1, 1, {})), "x", pure=pure)
    assert (wrong, also_wrong) == ([], [])
    assert tree is not None
    assert again is not None
    assert (plain(again), list(again.entries)) == (plain(tree), list(tree.entries))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("No cough.", "No cough., must: true"),
        ("No cough.", "No cough., critical: true"),
        ("kind: interview", "kind: orders"),
        ("id: talk", "id: walk"),
        ("about:", "use: tests\nabout:"),
        ("cough:", "cough: &a"),
        ("reply: No fever.", "reply: [No fever.]"),
    ],
)
def test_a_pack_that_is_no_pack_is_refused_with_what_to_do(
    old: str, new: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelve(tmp_path / "other", monkeypatch, talk=TALK.replace(old, new, 1))
    with pytest.raises(
        CaseError, match=r"The pack “talk” of this program is damaged: .*Install the program again"
    ) as told:
        read_case(stage("use: talk"), "x")
    assert "\n" not in str(told.value)


def test_a_case_without_packs_reads_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("miliary_chat.case.pack._read", lambda file: pytest.fail("a pack was read"))
    source = stage("question: Q?\nexpect: {e: [x]}")
    loaded = Loaded.from_source(source)
    assert loaded.source == source

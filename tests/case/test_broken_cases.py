"""A case with mistakes: each at the line and column where an author would look for it, with what to do."""

import pytest

from miliary_chat.case.codes import CODES
from miliary_chat.case.reader import read_case

TOP = "format: 1\nid: a\ntitle: T\ndiagnosis: D\n"
"""Four lines, so that what follows begins in line 5."""

STAGES = "\nstages: {s: {question: Q?, expect: {e: [x]}}}\n"


def ask(text: str) -> str:
    """A stage's keys; they begin in line 7, column 5."""
    return "stages:\n  s:\n    " + text.replace("\n", "\n    ")


def expect(text: str) -> str:
    """The keys of an expectation `e`; they begin in line 10, column 9."""
    return ask("question: Q?\nexpect:\n  e:\n    " + text.replace("\n", "\n    "))


def lead(text: str, entry: str = "") -> str:
    """The lead of a differential of `m` and `t`, in line 9; further keys of `t` begin in column 35 of line 8."""
    return ask("list: {m: {accept: [mets]},\n  t: {accept: [tuberculosis]" + entry + "}}\nlead: " + text)


def orders(text: str) -> str:
    """A stage with the orders `a` and `b`; further keys begin in line 10, column 5."""
    return ask("orders:\n  a: {accept: [aa], result: R.}\n  b: {accept: [bb], result: R.}\n" + text)


def film(text: str) -> str:
    """An image's further keys; they begin in line 5, column 40."""
    return "images: {i: {caption: C, describe: D, " + text + "}}" + STAGES


_COLON = (
    "A text was expected, but this is a mapping. A colon and a space make a key: put a text with a colon in quotes."
)
_CONDITION = "Write “[not] VERB ID [and ...]”; the verb is asked, examined, ordered, said or listed."
_MAPPING = "A mapping (“key: value” lines) was expected, but this is"

SHAPES: list[tuple[str, str]] = [
    ("colour: x",
     "5:1: E202 “colour” is no key here. Known are “format”, “id”, “title”, “diagnosis”, “level”, “minutes”,"
     " “tags”, “reviewed”, “patient”, “guideline”, “sources”, “images”, “pictures”, “misconceptions”, “lexicon”,"
     " “stages”, “quiz” or “debrief”.\n1:1: E201 The file needs “stages”."),
    ("stages: {s: {question: Q?}}", "5:10: E201 “s” needs “expect”."),
    (ask("expect: {e: [x]}"), "6:3: E201 “s” needs “question”."),
    (ask("quesion: Q?\nexpect: {e: [x]}"),
     "6:3: E201 “s” needs “question”.\n7:5: E202 “quesion” is no key here; did you mean “question”?"),
    (ask("question: Q?\nscen: x\nexpect: {e: [x]}"), "8:5: E202 “scen” is no key here; did you mean “scene”?"),
    (expect("acept: [x]\naccept: [y]"), "10:9: E202 “acept” is no key here; did you mean “accept”?"),
    (expect("accept: [x]\nrequired: true"), "11:9: E202 “required” is no key here; did you mean “need: required”?"),
    (expect("accept: [x]\nid: f"), "11:9: E202 “e” is the id already; delete this line."),
    ("stages: [a, b]", f"5:9: E203 {_MAPPING} a list."),
    ("quiz: [{id: q, question: Q?}]" + STAGES,
     f"5:7: E203 {_MAPPING} a list. Write each “- id: NAME” as a key, “NAME:”."),
    (ask("interview: {c: cough}"), f"7:20: E203 {_MAPPING} the text “cough”."),
    (ask("interview: {c: {ask: [cough], reply: R.}}\nhandover:\n  if_not_asked:\u00a0x"),
     f"9:7: E203 {_MAPPING} the text “if_not_asked: x”. Its colon is followed by U+00A0 (no-break space): replace it by"
     " an ordinary space."),
    (expect("accept: {a: b}"), "10:17: E203 A list was expected, but this is a mapping."),
    (expect("accept: [it is: this]"), f"10:18: E203 {_COLON}"),
    (expect("accept: [x]\nhint:\n  - Look: there"), f"12:13: E203 {_COLON}"),
    (expect("accept: [x]\nteach: [a]"),
     "11:16: E203 A text was expected, but this is a list. A text that begins with “[” needs quotes."),
    (expect("accept: [x]\nneed: {a: b}"), "11:15: E203 A word was expected, but this is a mapping."),
    (expect("accept: [x]\nneed: requird"),
     "11:15: E204 “requird” is not possible here; did you mean “required”? Write “required” or “extra”."),
    (expect("accept: [x]\nweight: heavy"), "11:17: E204 Write a number, such as 2 or 0.5."),
    (expect("accept: [x]\nbonus: maybe"), "11:16: E204 Write true or false."),
    (expect("accept: [x]\nhint: {say: x, leaves: half}"), "11:32: E204 Write a share from 0 % to 100 %."),
    (expect("measure: big"),
     "10:18: E204 “big” is no measure; write a number or a range with its unit, such as 1-3 mm."),
    ("minutes: 1.5" + STAGES, "5:10: E204 Write a whole number."),
    ("level: hard" + STAGES, "5:8: E204 “hard” is not possible here. Write “intro”, “core” or “advanced”."),
    (ask("activity: quiz\nquestion: Q?"),
     "7:15: E204 “quiz” is not possible here. Write “answer”, “interview”, “differential”, “order”, “choice” or"
     " “report”."),
    (film("regions: {r: {label: L, box: [9, 1]}}"), "5:68: E204 “box” has too few values."),
    (film("regions: {r: {label: L, box: [9, 1, 2, 3, 4]}}"), "5:68: E204 “box” takes 4 values, not 5."),
    ("stages: {Film Findings: {question: Q?, expect: {e: [x]}}}",
     "5:10: E205 “Film Findings” is no id. Write small letters, digits and hyphens, such as “film-findings”."),
    (expect("accept: [x]\ncite: The Atlas"),
     "11:15: E205 “The Atlas” is no id. Write small letters, digits and hyphens, such as “the-atlas”."),
    (lead("{accept: [The mets]}"),
     "9:21: E205 “The mets” is no id. Write an id that is here. There are “m” and “t”."),
    (lead("{accept: m, defensible: {TB (lung): {leaves: 50}}}"),
     "9:36: E205 “TB (lung)” is no id. Write an id that is here. There are “m” and “t”."),
    (ask("question: Q?\nexpect:\n  big-one: {accept: [x]}\n  f: {accept: [y], after: Big one}"),
     "10:31: E205 “Big one” is no id. Write an id that is here; did you mean “big-one”?"),
    (ask("interview: {c: {ask: [cough], reply: dry, none elsewhere.}}"),
     "7:47: E206 “none elsewhere.” has no value. In braces a comma begins a new key: put a text with a comma in"
     " quotes."),
    (STAGES.lstrip() + "\u00a0 tags: [x]\n",
     "6:1: E202 “tags” holds U+00A0 (no-break space). Replace it by ordinary spaces."),
    (ask("question: Q?\nexpect:\n  e: [x]\n  \u00a0f: [y]"),
     "10:7: E205 “f” holds U+00A0 (no-break space). Replace it by ordinary spaces."),
    ("tags: []" + STAGES, "5:1: E206 “tags” has no value. Write one, or delete the key."),
    (expect("accept: [x]\nprompt:"), "11:9: E206 “prompt” has no value. Write one, or delete the key."),
    (expect("accept: [x]\nprompt: ~"), "11:9: E206 “prompt” has no value. Write one, or delete the key."),
    (expect("accept: ['']"), "10:18: E206 “accept” has no value. Write one, or delete the key."),
    (expect("accept:\n  - x\n  -"), "12:12: E206 This list item is empty."),
    (expect(f"accept: [{'x' * 201}]"), "10:18: E207 This has 201 characters; at most 200 are read."),
    (expect("teach: T."),
     "9:7: E208 Nothing that is said can reach this; give it phrasings under “accept” or “require”, or a “measure”."),
    (film("regions: {r: {label: L, box: [9, 1, 2, 3]}}"), "5:49: E208 A box is left, top, right, bottom in pixels, with"
     " right beyond left and bottom below top."),
    (ask("interview: {c: {ask: [cough]}}"), "7:17: E208 “ask” and “reply” go together."),
    (ask("interview: {c: {reply: x}}"),
     "7:17: E208 Nothing that is said can reach this; give it “ask” with a “reply”, or “examine” with a “find”."),
    (orders("panels: {p: {accept: [p]}}"), "10:14: E208 Say what comes of it: “ask” back, or name the orders that it"
     " “gives”."),
    ("debrief: {compare: {columns: [a, b], rows: {f: [x]}}}" + STAGES,
     "5:11: E208 Row “f” has 1 cells, the table has 2 columns."),
    (expect("accept: [x]\nteach: {say: a, if: she asked}"), f"11:29: E209 {_CONDITION}"),
    (ask("orders: {a: {accept: [aa], result: R., when: {before b: {value: low}}}}"), f"7:51: E209 {_CONDITION}"),
]  # fmt: skip

NAMES: list[tuple[str, str]] = [
    (ask("show: film\nquestion: Q?\nexpect: {e: [x]}"), "7:11: E301 “film” is no picture of the case."),
    (film("compare: i"), "5:48: E301 “i” is no other picture of the case."),
    (expect("accept: [x]\nhint: {say: s, point: base}"), "11:31: E302 “base” is no region of a picture."),
    (expect("accept: [x]\npoint: base"), "11:16: E302 “base” is no region of a picture."),
    (expect("accept: [x]\ncite: [atlas]"), "11:16: E303 “atlas” is no source of the case."),
    ("debrief: {references: [atlas]}\nguideline: book" + STAGES,
     "5:24: E303 “atlas” is no source of the case.\n6:12: E303 “book” is no source of the case."),
    (lead("{accept: m, verdict: after work}"), "9:32: E304 “work” is no stage of the case. There are “now” and “s”."),
    (lead("{accept: m}\nrecommit: {after: work, ask: A?}"),
     "10:23: E304 “work” is no stage of the case. There is “s”."),
    (lead("{accept: m}", ", withhold: later"), "8:45: E304 “later” is no stage of the case. There is “s”."),
    (lead("{accept: m}", ", group: t"), "8:42: E305 “t” is no other entry here. There is “m”."),
    (lead("{accept: [m, x]}"), "9:24: E305 “x” is no entry of this list. There are “m” and “t”."),
    (lead("{accept: m, defensible: {tt: {leaves: 50}}}"),
     "9:36: E305 “tt” is no entry of this list. There are “m” and “t”."),
    (orders("panels: {p: {accept: [p], gives: [a, c]}}"),
     "10:42: E305 “c” is no order of this question. There are “a” and “b”."),
    (orders("  c: {accept: [cc], result: R., needs: d}"),
     "10:44: E305 “d” is no order of this question. There are “a”, “b” and “c”."),
    (orders("  c: {accept: [cc], result: R., before: d}"),
     "10:45: E305 “d” is no order of this question. There are “a”, “b” and “c”."),
    (orders("  c: {accept: [cc], result: R., cost: {by: w, delays: d}}"),
     "10:59: E305 “d” is no order or expectation. There are “a”, “b” and “c”."),
    (ask("interview:\n  cough: {ask: [c], reply: R.}\n  v: {ask: [v], reply: R., after: cogh}"),
     "9:39: E305 “cogh” is no reply of this interview; did you mean “cough”?"),
    (ask("interview: {c: {ask: [c], reply: R.}}\nhandover: {if_not_asked: {d: x}}"),
     "8:31: E305 “d” is no reply of this interview. There is “c”."),
    (ask("question: Q?\noptions: {a: A, b: B}\nright: c\nwhy: {d: x}"),
     "9:12: E305 “c” is no option of this question. There are “a” and “b”.\n10:11: E305 “d” is no option of this"
     " question. There are “a” and “b”."),
    (expect("accept: [x]\nafter: f"), "11:16: E305 “f” is no expectation of this question. There is “e”."),
    (expect("accept: [x]\nalso: [z]"),
     "11:16: E305 “z” is no other id of this question or of the case's misconceptions."),
    ("misconceptions: {m: {accept: [x], correct: C., also: z}}" + STAGES,
     "5:54: E305 “z” is no other id of this question or of the case's misconceptions. There is “e”."),
    (expect("accept: [x]\nteach: {say: a, if: asked cough}"),
     "11:29: E306 Nothing in this case makes “asked cough” true."),
    (ask("interview: {c: {examine: [neck], find: F., also: c2}, c2: {ask: [c], reply: {say: x, if: asked c}}}"),
     "7:94: E306 Nothing in this case makes “asked c” true; did you mean “asked c2”?"),
    (orders("  c: {accept: [cc], result: R., when: {ordered d: {value: low}}}"),
     "10:44: E306 Nothing in this case makes “ordered d” true; did you mean “ordered a”?"),
    (expect("accept: [x]\nafter: e"), "11:9: E307 “e” waits for itself."),
    (ask("question: Q?\nexpect:\n  e: {accept: [x], after: f}\n  f: {accept: [y], after: e}"),
     "9:24: E307 “e” waits for itself, by way of “f”.\n10:24: E307 “f” waits for itself, by way of “e”."),
    (ask("orders:\n  a: {accept: [a], result: R., needs: b}\n  b: {accept: [b], result: R., needs: a}"),
     "8:36: E307 “a” waits for itself, by way of “b”.\n9:36: E307 “b” waits for itself, by way of “a”."),
    ("images:\n  i: {caption: C, describe: D, regions: &\n    {r: {label: L, box: [1, 1, 2, 3]}}}\n".replace(" &", "")
     + "  j: {caption: C, describe: D, regions: {r: {label: L, box: [1, 1, 2, 3]}}}" + STAGES,
     "8:42: E308 “r” is a region of “i” too; a region's id is unique in the case."),
    (ask("question: Q?\nexpect: {e: [x]}\nmisconceptions: {e: {accept: [y], correct: C.}}"),
     "9:22: E311 “e” is an id in “expect” too; in one question every id is there once."),
    ("misconceptions: {e: {accept: [y], correct: C.}}" + STAGES,
     "6:37: E311 “e” is an id in the case's misconceptions too; in one question every id is there once."),
    ("stages: {debrief: {question: Q?, expect: {e: [x]}}}",
     "5:10: E205 “debrief” is the quiz's stage. Give this one another id."),
    (film("file: ../x.png"),
     "5:45: E309 “../x.png” leaves the case's folder. Put the file there and write its name."),
    (film("file: /etc/passwd"),
     "5:45: E309 “/etc/passwd” is not inside the case's folder. Put the file there and write its name."),
    (film("file: C:/x.png"),
     "5:45: E309 “C:/x.png” is not inside the case's folder. Put the file there and write its name."),
    (film("hounsfield: {black: -1024, step: 0}"),
     "5:39: E208 “step” is how many HU a level adds, and more than 0."),
    (film("hounsfield: {black: -1024}"), "5:39: E201 “hounsfield” needs “step”."),
    (film("hounsfield: {black: low, step: 8}"), "5:59: E204 Write a whole number."),
    (film("regions: {r: {label: L, box: [0, 0, 9, 9], slice: 0}}"),
     "5:49: E208 Slices are counted from 1, the first one."),
    (film("file: a\\x.png"), "5:45: E309 Write “a\\x.png” with forward slashes."),
    (expect("accept: [x]\nweight: 0"),
     "8:5: E310 Every expectation here is a bonus or has weight 0, so there is nothing to earn."),
    (expect("accept: [x]\nbonus: true"),
     "8:5: E310 Every expectation here is a bonus or has weight 0, so there is nothing to earn."),
    (ask("weight: 0\nquestion: Q?\nexpect: {e: [x]}"),
     "5:1: E310 All stages have weight 0, so there is nothing to earn."),
    (ask("questions: {q: {weight: 0, question: Q?, expect: {e: [x]}}}"),
     "6:3: E310 All questions of “s” have weight 0. If nothing is to be earned, give the stage weight 0."),
    (ask("use: [general-history, chest-histroy]"),
     "7:28: E312 There is no pack “chest-histroy”; did you mean “chest-history”?"),
    (ask("use: chest-history\nleave_out: soughs"),
     "8:16: E305 “soughs” is in none of the packs that are used here; did you mean “cough”?"),
    (ask("question: Q?\nuse: chest-history\nexpect: {e: [x]}"),
     "8:10: E313 “chest-history” is an interview, but this has “expect”."),
    ("debrief: {compare: {use: milary, own: a, beside: b}}" + STAGES,
     "5:26: E314 There is no table “milary”; did you mean “miliary”?"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "problems"), SHAPES + NAMES, ids=[row[1] for row in SHAPES + NAMES])
def test_a_mistake_is_told_at_its_place(text: str, problems: str) -> None:
    found = [str(problem) for problem in read_case((TOP + text).encode(), "x.yaml").problems]
    assert sorted(found) == sorted(f"x.yaml:{line}" for line in problems.splitlines())


def test_every_code_of_a_case_is_in_the_tables() -> None:
    seen = {word for _, problems in SHAPES + NAMES for word in problems.split() if word in CODES}
    of_exams = {code for code in CODES if "E320" <= code < "E400"}
    assert seen == {code for code in CODES if "E200" < code < "E400"} - of_exams


def test_a_misconception_of_the_case_may_be_replaced_in_a_question() -> None:
    text = "misconceptions: {m: {accept: [y], correct: C.}}\n" + ask(
        "question: Q?\nexpect: {e: [x]}\nmisconceptions: {m: {accept: [z], correct: C.}}"
    )
    assert read_case((TOP + text).encode(), "x.yaml").problems == ()


def test_what_a_problem_quotes_does_not_break_its_line() -> None:
    text = (
        expect('accept: [x]\n"a\\nb": c\nneed: "a\\nb"') + '\nimages: {i: {caption: C, describe: D, file: "../a\\nb"}}'
    )
    problems = read_case((TOP + text).encode(), "x.yaml").problems
    assert [str(problem).splitlines() for problem in problems] == [[str(problem)] for problem in problems]


def test_a_case_with_hundreds_of_mistakes_is_told_200() -> None:
    text = TOP + STAGES + "".join(f"k{number}: x\n" for number in range(5_000))
    assert len(read_case(text.encode(), "x.yaml").problems) == 200

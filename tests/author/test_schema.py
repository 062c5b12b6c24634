"""Schemas describe what authors write: a real validator accepts what the program reads, and refuses mistakes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from as_editors import EDITORS, refusals
from miliary_chat.author.answers import Answers
from miliary_chat.author.schemas.schema import SCHEMAS, as_text, short_forms
from miliary_chat.case.library import Library, shipped_cases
from miliary_chat.case.model import Case
from miliary_chat.case.nodes import compose, plain
from miliary_chat.case.reader import read_case
from miliary_chat.case.rubrics_file import read_rubrics

ROOT = Path(__file__).parents[2]
WHOLE = ROOT / "tests" / "case" / "whole.yaml"
CLINIC = ROOT / "tests" / "dialogue" / "clinic.yaml"
STALL = ROOT / "tests" / "packs" / "market-stall.yaml"
CASES = [*sorted((ROOT / "cases").glob("*/case.yaml")), WHOLE, CLINIC, STALL]


# The schemas themselves


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_a_schema_of_draft_2020_12_and_names_no_host_of_ours(name: Any) -> None:
    schema = SCHEMAS[name]()
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"].startswith("urn:miliary-chat:")


@pytest.mark.parametrize("name", ["case", "answers", "exam"])
def test_the_copy_beside_the_cases_is_the_schema_of_this_release(name: Any) -> None:
    copy_of_it = (ROOT / "cases" / f"{name}.schema.json").read_text(encoding="utf-8")
    assert copy_of_it == as_text(SCHEMAS[name]()), f"run: miliary-chat schema {name} > cases/{name}.schema.json"


def test_the_copies_are_not_taken_for_cases() -> None:
    library = Library([shipped_cases()])
    assert not [card for card in library.cards() if "schema" in card.path.name]
    assert not library.troubles


@pytest.mark.parametrize("path", CASES[:-3], ids=lambda path: path.parent.name)
def test_the_first_line_of_a_shipped_case_leads_an_editor_to_the_copy(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../case.schema.json"


def parts_of(schema: Any, but: str = "") -> Iterator[dict[str, Any]]:
    """A schema and all that it is made of; what stands under the keyword `but` is left out."""
    if isinstance(schema, dict):
        yield schema
        for key, value in schema.items():
            if key not in ("examples", but):
                yield from parts_of(value, but)
    elif isinstance(schema, list):
        for value in schema:
            yield from parts_of(value, but)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_is_explained_and_no_mapping_takes_keys_that_it_does_not_know(name: Any) -> None:
    for part in parts_of(SCHEMAS[name]()):
        if part.get("additionalProperties") is False:
            assert part["title"]
            assert part["description"].endswith(".")
            for key, value in part["properties"].items():
                assert "$ref" in value or value["description"].endswith("."), key


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_reference_leads_somewhere_and_every_part_is_used(name: Any) -> None:
    schema = SCHEMAS[name]()
    used = {part["$ref"].split("/")[2] for part in parts_of(schema) if "$ref" in part}
    assert used == set(schema["$defs"])


@pytest.mark.parametrize("name", SCHEMAS)
def test_no_part_is_a_choice_between_schemas_that_an_editor_would_have_to_guess(name: Any) -> None:
    told = list(parts_of(SCHEMAS[name](), but="if"))
    assert len(told) > (30 if name == "exam" else 40)
    assert not [part for part in told if "oneOf" in part or "anyOf" in part]


def test_defaults_and_values_come_from_the_model() -> None:
    order = SCHEMAS["case"]()["$defs"]["Order"]["properties"]
    assert order["value"]["enum"] == ["must", "should", "neutral", "low", "contra"]
    assert order["value"]["default"] == "neutral"
    assert order["weight"]["default"] == 1
    assert order["critical"]["default"] is False
    assert "default" not in order["label"]


def test_short_forms_are_those_that_the_model_reads() -> None:
    assert short_forms(Case) == {
        "Source": {"text": "text"},
        "Description": {"text": "full"},
        "SpokenLine": {"text": "say"},
        "Expectation": {"text": "accept", "list": "accept"},
        "Contradiction": {"text": "say"},
    }


# Whole files


@pytest.mark.parametrize("editor", EDITORS)
@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_case_that_can_be_played_has_nothing_underlined(path: Path, editor: str) -> None:
    assert refusals(path.read_text(encoding="utf-8"), "case", EDITORS[editor]) == []


WHOLE_ANSWERS = """\
format: 1
answers:
  findings/film:
    - {say: tiny nodules, met: nodules, near: [size], denied: [no-effusion], missed: [random], by: a student, note: N}
    - {say: consolidation, misconceptions: [consolidation, lead.reason]}
  history: [{say: 12}]
dialogues:
  a-whole-one:
    from: findings
    turns: [tiny nodules, {say: /hint, brings: hint size, never: [assert, close findings/film]}]
    marks: 70-90
    ends: yes
    seed: 2
  short: {turns: any lumps?, marks: 80}
"""


@pytest.mark.parametrize("editor", EDITORS)
def test_answers_that_are_read_have_nothing_underlined(editor: str) -> None:
    files = sorted((ROOT / "cases").glob("*/answers.yaml"))
    for text in (WHOLE_ANSWERS, *(path.read_text(encoding="utf-8") for path in files)):
        root, problems = compose(text.encode(), "answers.yaml", gaps=True)
        assert root
        assert not problems
        Answers.model_validate(plain(root))
        assert refusals(text, "answers", EDITORS[editor]) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("answer: {}", ": Additional properties are not allowed ('answer' was unexpected)"),
        ("answers: {Film: [{say: x}]}", "answers: 'Film' does not match"),
        ("answers: {film: {say: x}}", "answers/film: {'say': 'x'} is not of type 'array'"),
        ("answers: {film: [x]}", "answers/film/0: 'x' is not of type 'object'"),
        ("answers: {film: [{met: a}]}", "answers/film/0: 'say' is a required property"),
        ("answers: {film: [{say: x, meet: a}]}", "answers/film/0: Additional properties are not allowed ('meet'"),
        ("dialogues: {d: {turns: []}}", "dialogues/d/turns: [] should be non-empty"),
        ("dialogues: {d: {turns: [{say: x, brings: applause}]}}", "turns/0/brings: 'applause' does not match"),
        ("dialogues: {d: {turns: [x], marks: good}}", "dialogues/d/marks: 'good' does not match"),
        ("dialogues: {d: {id: d, turns: [x]}}", "dialogues/d: Additional properties are not allowed ('id'"),
    ],
)
def test_a_mistake_in_the_answers_is_underlined(text: str, said: str) -> None:
    (told,) = refusals(text, "answers")
    assert said in told


RUBRICS = """\
rubrics:
  chest-film-1:
    title: The first film
    expect:
      small-nodules: [miliary nodules, innumerable tiny nodules]
      size: {measure: 1-3 mm, tolerance: 1 mm}
      random-both-sides:
        require: [[random distribution, evenly spread], [both lungs, bilateral]]
      no-effusion: {accept: no pleural effusion, reject: [trace of fluid]}
      Any Name: {weight: 2}
    misconceptions:
      tb-certain: [must be tuberculosis]
  2: {expect: {a: b}}
lexicon: {same: {}, apart: []}
"""


def test_rubrics_that_are_read_have_nothing_underlined_and_mistakes_have() -> None:
    assert not read_rubrics(RUBRICS.encode(), "rubrics.yaml").problems
    assert refusals(RUBRICS, "rubrics") == []
    assert refusals(RUBRICS.replace("tolerance", "tolerence"), "rubrics") == [
        "rubrics/chest-film-1/expect/size: Additional properties are not allowed ('tolerence' was unexpected)"
    ]


TOP = "format: 1\nid: a\ntitle: T\ndiagnosis: D\n"
ANSWER = "question: Q?\n    expect: {e: [x]}"


def case_with(line: str, stage: str = ANSWER) -> str:
    """A short case with one more line at its top, or with another stage."""
    return f"{TOP}{line}\nstages:\n  s:\n    {stage}\n"


FORMS = [
    "tags: chest",
    "tags: [chest, 2, true]",
    "minutes: 20",
    'minutes: "20"',
    "reviewed: {status: reviewed, by: A, on: 2026-11-01}",
    "sources: {a: A text, b: {text: B, checked: yes}, c: {text: C, checked: True}}",
    "sources: {a: 2015}",
    "guideline: a\nsources: {a: A text}",
    "images: {f: {caption: C, describe: Words}}",
    "images: {f: {caption: C, describe: {full: W}, mm_per_pixel: 0.3, regions: {r: {label: R, box: [0, 0, 9, 9]}}}}",
    "images: {f: {caption: C, describe: W, mm_per_pixel: 1}}",
    "misconceptions: {m: {accept: wrong, correct: Right., harm: high}}",
    "misconceptions: {m: {require: [[a, b], c], correct: {say: Right., else: x, if: said e and not said e}}}",
    "misconceptions: {m: {accept: w, correct: R, mend: {ask: A?, accept: b}}}",
    "lexicon: {same: {neck lump: goitre}, apart: collapse}",
    "quiz: {q: {question: Q?, options: {1: One, 2: 2}, right: 1}}",
    "quiz: {q: {question: Q?, options: {true: T, false: F}, right: true}}",
    "quiz: {q: {activity: choice, question: Q?, options: {a: yes, b: no}, right: [a, b], why: {a: Yes.}}}",
    "debrief: {pearls: One., next: other}",
    "debrief: {pearls: [One., {say: Two., if: not said e}], compare: {columns: [a, b], rows: {x: [1, no]}}}",
    "debrief: {compare: {columns: a, rows: {x: yes}}, see_also: [{title: T, url: U}]}",
    "debrief: {teaching: {Causes: Many.}}",
]

STAGES = [
    "question: Q?\n    expect: {e: x}",
    "question: Q?\n    expect: {e: 12}",
    "question: Q?\n    expect: {e: {measure: 1-3 mm, tolerance: 1 mm}}",
    "question: Q?\n    expect: {e: {accept: x, contradicted: Look again., bonus: no, weight: 0.5}, f: y}",
    "question: Q?\n    expect: {e: {accept: x, hint: One., prompt: {say: P, leaves: 40 %}}}",
    "question: Q?\n    expect: {e: {accept: x, hint: {say: One., leaves: 40}, contradicted: {accept: y}}}",
    "question: Q?\n    expect: {e: {accept: x, hint: [One., {say: Two., if: not said e}]}}",
    "activity: report\n    question: Q?\n    expect: {e: x}",
    "label: L\n    questions: {one: {question: Q?, expect: {e: x}}, two: {interview: {r: {ask: a, reply: b}}}}",
    "interview: {r: {ask: a, reply: b, must: true}, x: {examine: [a], find: {say: b}}}",
    "activity: interview\n    interview: {r: {ask: a, reply: No}}\n    handover: {if_not_asked: {r: R.}}",
    "list: {m: {accept: M, for: a, rank: 1}}\n    lead: {accept: m}",
    "list: {m: {require: [[a]]}}\n    lead: {accept: m}",
    "list: {m: {accept: M}}\n    lead: {accept: [m], verdict: after s, defensible: {m: {leaves: 60}}}\n    cap: 8",
    "list: {m: {accept: M}}\n    lead: {accept: [m], verdict: s, defensible: {m: {leaves: 60 %, say: x}}}",
    "orders: {o: {accept: O, result: R, when: {ordered o: {value: contra, why: W}}}}",
    "orders: {o: {accept: O, result: R, cost: {by: weeks}, vague: {accept: v, ask: W?}, takes: 2 days}}",
    "orders: {o: {accept: O, result: R, before: p}, p: {accept: P, result: 12}}",
    "orders: {o: {accept: O, result: R}}\n    panels: {p: {accept: P, gives: o}, q: {accept: Q, ask: Which?}}",
    "orders: {o: {accept: O, result: R}}\n    panels: {p: {accept: P, gives: [o], credit: 0}}",
    "orders: {o: {accept: O, result: R}}\n    elsewhere: {p: {accept: P, say: L}}\n    budget: 3",
    "question: Q?\n    options: {a: A, b: B}\n    right: b",
    "use: chest-history",
    "use: [chest-history, general-history]\n    leave_out: pets\n    interview: {fever: Since Monday.}",
    "question: Q?\n    use: [tb-workup]\n    leave_out: [urine-lam]\n    orders: {isolate: {value: must}}",
]


@pytest.mark.parametrize("text", [*(case_with(line) for line in FORMS), *(case_with("", one) for one in STAGES)])
def test_every_form_that_the_program_reads_is_accepted(text: str) -> None:
    assert [str(problem) for problem in read_case(text.encode(), "case.yaml").errors] == []
    for editor in EDITORS.values():
        assert refusals(text, "case", editor) == []


MISTAKES = [
    ("tite: T", "", ": Additional properties are not allowed ('tite' was unexpected)"),
    ("level: hard", "", "level: 'hard' is not one of ['intro', 'core', 'advanced']"),
    ("minutes: soon", "", "minutes: 'soon' does not match"),
    ("minutes: [1]", "", "minutes: [1] is not of type 'integer', 'string'"),
    ("tags: {a: b}", "", "tags: {'a': 'b'} is not of type"),
    ("reviewed: reviewed", "", "reviewed: 'reviewed' is not of type 'object'"),
    ("reviewed: {status: done}", "", "reviewed/status: 'done' is not one of"),
    ("images: {Film: {caption: C, describe: W}}", "", "images: 'Film' does not match"),
    ("images: {f: {describe: W}}", "", "images/f: 'caption' is a required property"),
    ("images: {f: {id: f, caption: C, describe: W}}", "", "images/f: Additional properties are not allowed ('id'"),
    ("images: {f: {caption: C, describe: W, show: g}}", "", "images/f: Additional properties are not allowed ('show'"),
    (
        "images: {f: {caption: C, describe: W, regions: {r: {label: R, box: [0, 0, 1]}}}}",
        "",
        "images/f/regions/r/box: [0, 0, 1] is too short",
    ),
    ("misconceptions: {m: {correct: R}}", "", "misconceptions/m: 'accept' is a required property"),
    ("misconceptions: {m: [wrong]}", "", "misconceptions/m: ['wrong'] is not of type 'object'"),
    ("misconceptions: {m: {accept: w, correct: R, harm: huge}}", "", "misconceptions/m/harm: 'huge' is not one of"),
    (
        "misconceptions: {m: {accept: w, correct: {say: R, sya: R}}}",
        "",
        "misconceptions/m/correct: Additional properties",
    ),
    ("misconceptions: {m: {accept: w, correct: {say: R, if: asked}}}", "", "m/correct/if: 'asked' does not match"),
    ("quiz: {q: Why?}", "", "quiz/q: 'Why?' is not of type 'object'"),
    ("quiz: {}", "", "quiz: {} should be non-empty"),
    ("tags: []", "", "tags: [] should be non-empty"),
    ("debrief: {pearls: [[a]]}", "", "debrief/pearls/0: ['a'] is not of type"),
    ("", "question: Q?", "stages/s: 'expect' is a required property"),
    ("", "expect: {e: x}", "stages/s: 'question' is a required property"),
    ("", "question: Q?\n    expect: {E1: x}", "stages/s/expect: 'E1' does not match"),
    ("", "question: Q?\n    expect: {e: {hint: h}}", "stages/s/expect/e: 'accept' is a required property"),
    ("", "question: Q?\n    expect: {e: {accept: x, need: yes please}}", "expect/e/need: 'yes please' is not one of"),
    ("", "question: Q?\n    expect: {e: {accept: x, bonus: maybe}}", "expect/e/bonus: 'maybe' does not match"),
    ("", "question: Q?\n    expect: {e: {accept: x, weight: heavy}}", "expect/e/weight: 'heavy' does not match"),
    ("", "question: Q?\n    expect: {e: {accept: x, weight: -1}}", "weight: -1 is less than the minimum of 0"),
    ("", "question: Q?\n    expect: {e: {accept: x, prompt: {say: P, leaves: 120 %}}}", "leaves: '120 %' does not"),
    ("", "question: Q?\n    expect: {e: {accept: {a: b}}}", "expect/e/accept: {'a': 'b'} is not of type"),
    ("", "question: Q?\n    expect: {e: {accept: x, id: e}}", "expect/e: Additional properties"),
    ("", "question: Q?\n    list: {m: {accept: M}}", "stages/s: 'lead' is a required property"),
    ("", "activity: quiz\n    question: Q?", "stages/s/activity: 'quiz' is not one of"),
    ("", "activity: report\n    question: Q?", "stages/s: 'expect' is a required property"),
    ("", "activity: order\n    question: Q?", "stages/s: 'orders' is a required property"),
    ("", "interview: {fever: Since Monday.}", "interview/fever: 'Since Monday.' is not of type 'object'"),
    ("", "use: nothing-like-it", "stages/s/use: 'nothing-like-it' is not one of ['chest-examination'"),
    ("", "use: chest-history\n    interview: {cough: {most: true}}", "interview/cough: Additional properties are not"),
    ("", "question: Q?\n    expect: {e: x}\n    use: chest-history", "stages/s: Additional properties are not allowed"),
    ("", "interview: {r: {reply: b}}", "stages/s/interview/r: 'ask' is a required property"),
    ("", "interview: {r: {ask: a}}", "stages/s/interview/r: 'reply' is a required property"),
    ("", "interview: {r: {ask: a, reply: b, examine: c}}", "interview/r: 'find' is a required property"),
    ("", "interview: {r: 12}", "stages/s/interview/r: 12 is not of type 'object'"),
    ("", "orders: {o: {accept: O, result: R, value: maybe}}", "orders/o/value: 'maybe' is not one of"),
    ("", "orders: {o: {accept: O}}", "stages/s/orders/o: 'result' is a required property"),
    ("", "orders: {o: {accept: O, result: R, when: {later: {value: low}}}}", "orders/o/when: 'later' does not match"),
    ("", "orders: {o: {accept: O, result: R}}\n    panels: {p: {accept: P}}", "panels/p: 'ask' is a required property"),
    (
        "",
        "question: Q?\n    expect: {e: x}\n    questions: {a: {question: Q?, expect: {e: x}}}",
        "stages/s: Additional",
    ),
    ("", "questions: {a: {question: Q?, expect: {e: x}, scene: S}}", "stages/s/questions/a: Additional properties"),
    ("", "questions: {a: {question: Q?}}", "stages/s/questions/a: 'expect' is a required property"),
]


@pytest.mark.parametrize(("line", "stage", "said"), MISTAKES)
def test_a_mistake_is_underlined_where_it_is_with_one_message(line: str, stage: str, said: str) -> None:
    text = case_with(line, stage or ANSWER)
    assert read_case(text.encode(), "case.yaml").errors
    told = refusals(text)
    assert len(told) == 1
    assert said in told[0]

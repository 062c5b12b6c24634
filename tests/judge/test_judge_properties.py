"""What holds for every answer and every rubric: no error, the same twice, honest evidence, looks that do not matter."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from miliary_chat.base.sanitise import ANSWER_LIMIT, clean
from miliary_chat.case.words import Words
from miliary_chat.grading.workers import judge_of
from miliary_chat.judge.concept import Concept
from miliary_chat.judge.judgement import Judgement
from miliary_chat.judge.rubric import Rubric
from miliary_chat.judge.shipped import shipped, shipped_cues
from miliary_chat.judge.text import listed
from miliary_chat.judge.version import judge_version

CONCEPTS = [
    Concept("effusion", accept=("small left pleural effusion", "left pleural effusion")),
    Concept("none", accept=("no pneumothorax",), contradicted=("pneumothorax",)),
    Concept("size", accept=("1-3 mm nodules",), measure="1-3 mm", tolerance="1 mm"),
    Concept("tb", accept=("TB", "tuberculosis"), broader=("infection",), also=("miliary",)),
    Concept("miliary", accept=("miliary TB",), after="none"),
    Concept("both", require=(("weight loss",), ("night sweats", "sweating at night")), reject=("no weight loss",)),
    Concept("wrong", kind="misconception", accept=("BCG excludes TB", "consolidation is most likely")),
]
RUBRIC = Rubric(CONCEPTS)
GRADER = judge_of({"r": CONCEPTS}, Words())
TYPED = "left right upper lower effusion TB pneumothorax nodules 2 mm 1-3 BCG weight loss night sweats RUL zone ²½"
WORDS = sorted({word for cues in shipped_cues().values() for cue in cues for word in cue.words} | listed(TYPED))
WORDINGS = sorted({wording for said in shipped().surfaces.values() for wording in said})
MEASURES = ["1-3 mm", "> 30 days", "2/3", "40 %", "about 2 mil", "T4", "1/0", "half a cm", "stage II", "<"]
MARKS = [" ", " ", ", ", ". ", "? ", "; ", ": ", " - ", "/", "\n", " (", ") ", " -> ", "...", "\u2013", "'"]

anything = st.characters(exclude_categories=())
"""All of Unicode: controls, surrogates and what is not assigned included."""
pieces = st.sampled_from(WORDS) | st.sampled_from(WORDINGS) | st.sampled_from(MEASURES)
spoken = st.lists(st.tuples(pieces, st.sampled_from(MARKS)), max_size=14).map(
    lambda said: "".join(piece + mark for piece, mark in said)
)
long = st.tuples(st.text(anything, min_size=1, max_size=12) | spoken, st.integers(1, 10_000)).map(
    lambda pair: ((pair[0] or "x") * pair[1])[:10_000]
)
answers = st.text(anything, max_size=120) | spoken | st.lists(pieces, max_size=25).map(" ".join)
phrasings = st.text(anything, max_size=30) | spoken.map(lambda said: said[:60]) | st.sampled_from(WORDINGS)
groups = st.lists(phrasings, max_size=3).map(tuple)
IDS = ["a", "b", "c", "d"]


@st.composite
def concepts(draw: st.DrawFn) -> list[Concept]:
    """A rubric that no author would write: every field filled with anything."""
    return [
        Concept(
            id,
            draw(st.sampled_from(["expectation", "misconception"])),
            accept=draw(groups),
            require=tuple(draw(st.lists(groups, max_size=2))),
            reject=draw(groups),
            broader=draw(groups),
            contradicted=draw(groups),
            measure=draw(st.none() | st.sampled_from(MEASURES) | st.text(anything, max_size=8)),
            tolerance=draw(st.none() | st.sampled_from(MEASURES) | st.text(anything, max_size=8)),
            after=draw(st.none() | st.sampled_from([*IDS, "nowhere"])),
            also=tuple(draw(st.lists(st.sampled_from([*IDS, "nowhere"]), max_size=2))),
        )
        for id in IDS[: draw(st.integers(0, len(IDS)))]
    ]


def few(most: int) -> settings:
    return settings(deadline=None, derandomize=True, max_examples=most, suppress_health_check=list(HealthCheck))


def honest(judged: Judgement, answer: str) -> None:
    """Every offset cuts out of the cleaned answer what it names, and only a near lacks something."""
    assert judged.answer == clean(answer, limit=ANSWER_LIMIT)
    for span in judged.unclaimed:
        assert 0 <= span.start < span.end <= len(judged.answer)
    for verdict in judged.verdicts:
        assert (verdict.missing is not None) == (verdict.outcome == "near")
        if verdict.evidence is None:
            assert verdict.outcome == "missing"
            continue
        spans = verdict.evidence.spans
        assert spans == tuple(sorted(spans))
        assert all(one.end <= other.start for one, other in pairwise(spans))
        assert all(0 <= span.start < span.end <= len(judged.answer) for span in spans)
        assert 0 <= verdict.evidence.score <= 1
        assert verdict.evidence.reason
        if verdict.outcome != "missing":
            assert verdict.position == spans[0].start
        for reading in verdict.evidence.readings:
            assert judged.answer[reading.span.start : reading.span.end] == reading.typed


@few(60)
@given(answers)
def test_the_same_answer_gets_the_same_verdicts_from_a_fresh_rubric_too(answer: str) -> None:
    assert RUBRIC.judge(answer) == Rubric(CONCEPTS).judge(answer) == RUBRIC.judge(answer)


@few(200)
@given(answers)
def test_evidence_cuts_out_of_the_answer_what_it_names(answer: str) -> None:
    honest(RUBRIC.judge(answer), answer)


@few(30)
@given(concepts(), st.data())
def test_any_rubric_judges_any_answer_twice_alike_and_honestly(made: list[Concept], data: st.DataObject) -> None:
    own = [text for concept in made for text in (*concept.accept, *concept.reject, *concept.broader)]
    quoting = st.lists(st.sampled_from([*own, "no", "and", "left"]), max_size=6).map(" ".join)
    answer = data.draw(answers | quoting)
    rubric = Rubric(made)
    judged = rubric.judge(answer)
    assert [verdict.concept for verdict in judged.verdicts] == [concept.id for concept in made]
    assert judged == Rubric(made).judge(answer) == rubric.judge(answer)
    honest(judged, answer)


@few(30)
@given(long)
def test_ten_thousand_characters_are_cut_at_the_limit_and_judged(answer: str) -> None:
    judged = RUBRIC.judge(answer)
    assert len(judged.answer) <= ANSWER_LIMIT
    honest(judged, answer)


@pytest.mark.parametrize("answer", ["\x00", "\ud800", "no \udfff TB\x00", "\u202eBT", "\ufeffTB", "\U0010ffff" * 50])
def test_what_is_no_text_is_judged_all_the_same(answer: str) -> None:
    honest(RUBRIC.judge(answer), answer)


@few(100)
@given(st.text(anything, max_size=40).filter(lambda text: not clean(text).strip()) | st.just("???") | st.just("..."))
def test_nothing_is_found_in_nothing(answer: str) -> None:
    assert {verdict.outcome for verdict in RUBRIC.judge(answer).verdicts} == {"missing"}


@few(100)
@given(answers)
def test_grading_a_file_says_what_judging_says(answer: str) -> None:
    judged = RUBRIC.judge(answer)
    graded = GRADER([("r", answer)])[0]
    for verdict in judged.verdicts:
        where = "misconceptions" if verdict.kind == "misconception" else verdict.outcome
        told = {name for name in ("met", "near", "denied", "misconceptions") if verdict.concept in graded[name]}
        heard = verdict.outcome == "met" or (verdict.kind == "expectation" and verdict.outcome != "missing")
        assert told == ({where} if heard else set())
        if verdict.evidence is not None:
            evidence = graded["evidence"][verdict.concept]
            assert evidence["spans"] == [[span.start, span.end] for span in verdict.evidence.spans]
            assert evidence["said"] == [judged.answer[span.start : span.end] for span in verdict.evidence.spans]
            assert (evidence["rule"], evidence["reason"]) == (verdict.evidence.rule, verdict.evidence.reason)
    assert set(graded["evidence"]) == {verdict.concept for verdict in judged.verdicts if verdict.evidence is not None}


def accented(text: str) -> str:
    return "".join(letter + "\u0301" if letter in "aeiouAEIOU" else letter for letter in text)


STYLES: dict[str, Callable[[str], str]] = {
    "upper": str.upper,
    "title": str.title,
    "accents": accented,
    "en dashes": lambda text: text.replace("-", "\u2013"),
    "minus signs": lambda text: text.replace("-", "\u2212"),
    "doubled spaces": lambda text: text.replace(" ", "  "),
    "hard spaces": lambda text: text.replace(" ", "\u00a0"),
    "tabs": lambda text: text.replace(" ", "\t"),
    "lines around": lambda text: f"\n {text} \n",
    "curly quotes": lambda text: text.replace("'", "\u2019"),
}
plain = [word for word in (*WORDS, *WORDINGS[::7], *MEASURES) if len(word) > 1 and word.isascii()]
sentences = st.lists(st.tuples(st.sampled_from(plain), st.sampled_from([" ", " ", " ", ", ", ". ", " - "])), max_size=9)


@few(200)
@given(sentences, st.sampled_from(sorted(STYLES)))
def test_case_accents_dashes_and_spaces_never_matter(said: list[tuple[str, str]], style: str) -> None:
    answer = "".join(word + mark for word, mark in said).strip().lower()
    looks = [(verdict.outcome, verdict.stance) for verdict in RUBRIC.judge(answer).verdicts]
    restyled = RUBRIC.judge(STYLES[style](answer))
    assert [(verdict.outcome, verdict.stance) for verdict in restyled.verdicts] == looks


@pytest.mark.parametrize("style", sorted(STYLES))
@pytest.mark.parametrize(
    "answer",
    [
        "small left-sided effusion",
        "1-3 mm nodules",
        "no pneumothorax",
        "miliary tb - less likely",
        "weight loss and night sweats",
        "bcg doesn't exclude tb",
    ],
)
def test_how_a_met_answer_looks_never_matters(answer: str, style: str) -> None:
    looks = [(verdict.outcome, verdict.stance) for verdict in RUBRIC.judge(answer).verdicts]
    restyled = RUBRIC.judge(STYLES[style](answer))
    assert [(verdict.outcome, verdict.stance) for verdict in restyled.verdicts] == looks


@pytest.mark.parametrize("length", [2_000, 5_000, 10_000])
def test_a_long_answer_is_cut_where_the_limit_says(length: int) -> None:
    judged = RUBRIC.judge("left pleural effusion. " * (length // 20))
    assert len(judged.answer) <= ANSWER_LIMIT
    assert judged.of("effusion").outcome == "met"


def test_the_version_names_the_release_and_the_data() -> None:
    release, _, digest = judge_version().partition("+")
    assert release
    assert len(digest) == 12
    assert int(digest, 16) >= 0

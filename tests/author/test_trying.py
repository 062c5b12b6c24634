"""What an author learns of an answer: verdicts with their evidence, what was not heard, what a phrasing changes."""

import pytest
from hypothesis import given, settings, strategies as st

from miliary_chat.author.answers import Labelled
from miliary_chat.author.bench.try_words import basis_of, manner_of, outcome_of, phrasings_of, sign_of
from miliary_chat.author.bench.trying import SUGGESTED, Trial
from miliary_chat.author.proving.replay import Room, replayed
from miliary_chat.base.errors import UsageError
from miliary_chat.case.loaded import load_case
from written import written

FILM, HISTORY, LIST, QUIZ = "findings/film", "history/main", "differential/main", "debrief/size"


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    return Trial(load_case(written(tmp_path_factory.mktemp("case"))))


def signs(trial: Trial, item: str, text: str) -> dict[str, str]:
    """The sign of each concept that there is something to tell about."""
    return {one.concept.id: sign_of(one) for one in trial.judge(item, text).noticed if one.heard}


@pytest.mark.parametrize(
    ("item", "text", "expected"),
    [
        (FILM, "tiny nodules in both lungs", {"dots": "✓", "both": "✓"}),
        (FILM, "nodules about a centimetre", {"dots": "≈", "size": "≈"}),
        (FILM, "no tiny nodules, but consolidation", {"dots": "✗", "solid": "!"}),
        (FILM, "", {}),
        (HISTORY, "no cough?", {"cough": "✓"}),
        (HISTORY, "any cough? and I palpate the neck", {"cough": "✓", "neck.find": "✓"}),
        (LIST, "metastases, asthma", {"mets": "✓", "unreasonable.asthma": "!"}),
        (QUIZ, "up to 3 cm", {"b": "✓"}),
        (QUIZ, "a", {"a": "✓"}),
        (QUIZ, "its B", {"b": "✓"}),
    ],
)
def test_every_activity_can_be_tried_and_each_verdict_has_its_sign(
    trial: Trial, item: str, text: str, expected: dict[str, str]
) -> None:
    assert signs(trial, item, text) == expected


def test_a_verdict_comes_with_the_words_the_phrasing_the_rule_and_the_reason(trial: Trial) -> None:
    one = trial.judge(FILM, "loads of tiny nodulles").of("dots")
    assert (one.words, outcome_of(one)) == ("tiny nodulles", "met")
    assert "by “tiny nodules”, all-words-read. I read “nodulles” as “nodules”" in basis_of(one)


@pytest.mark.parametrize(
    ("text", "concept", "lack"),
    [
        ("nodules", "dots", "too general (“broader”)"),
        ("they are 2 cm", "size", "the value is not 1-3 mm"),
    ],
)
def test_a_near_miss_says_what_is_missing(trial: Trial, text: str, concept: str, lack: str) -> None:
    one = trial.judge(FILM, text).of(concept)
    assert (one.verdict.outcome, one.lack) == ("near", lack)


def test_nothing_that_the_judge_found_is_lost(trial: Trial) -> None:
    tried = trial.judge(FILM, "tiny nodules, no consolidation, perhaps a fracture")
    assert tuple(one.verdict for one in tried.noticed) == tried.judgement.verdicts
    assert [one.concept.id for one in tried.noticed] == ["dots", "size", "both", "no-effusion", "solid"]
    assert "fracture" in " ".join(tried.unheard)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("I don't know", "In a run this is “I don't know”: the tutor helps."),
        ("done", "In a run this is “done”: the tutor moves on."),
        ("tiny nodules", ""),
    ],
)
def test_what_a_tutor_would_not_judge_is_said(trial: Trial, text: str, said: str) -> None:
    assert manner_of(trial.judge(FILM, text)) == said


@pytest.mark.parametrize(
    ("name", "item"),
    [("findings/film", FILM), ("findings", FILM), ("Spread", "findings/spread"), ("history", HISTORY)],
)
def test_a_question_is_found_by_its_place_its_stage_or_its_name(trial: Trial, name: str, item: str) -> None:
    assert trial.find(name) == item


def test_a_question_that_is_not_there_is_answered_with_those_that_are(trial: Trial) -> None:
    with pytest.raises(UsageError, match=r"There are: history, findings/film, findings/spread, differential"):
        trial.find("treatment")


def test_the_key_of_kept_answers_is_the_one_that_is_there_already(trial: Trial) -> None:
    assert trial.key(HISTORY) == "history"
    assert Trial(trial.loaded, {"history/main": ()}).key(HISTORY) == "history/main"
    assert trial.key(FILM) == FILM


def test_an_answer_is_labelled_with_the_verdicts_that_it_has(trial: Trial) -> None:
    tried = trial.judge(FILM, "both lungs, 2 cm, consolidation. No tiny nodules")
    assert trial.labelled(tried) == Labelled(
        say=tried.text, met=("both",), near=("size",), denied=("dots",), misconceptions=("solid",)
    )


@pytest.mark.parametrize(
    ("item", "text", "labels"),
    [
        (LIST, "asthma", {"asthma": "asserted"}),
        (HISTORY, "no cough? let me palpate the neck", {"cough": "met", "neck.find": "met"}),
        (QUIZ, "b", {"b": "met"}),
        (FILM, "I don't know", {}),
    ],
)
def test_an_answer_is_labelled_as_the_test_would_find_it_and_as_an_author_writes_it(
    trial: Trial, item: str, text: str, labels: dict[str, str]
) -> None:
    labelled = trial.labelled(trial.judge(item, text))
    assert labelled.expected() == labels
    assert not replayed(Room(trial.script, item), labelled).mismatches


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("tiny nodules, the apices are spared", ("apices",)),
        ("a snowstorm in both lungs", ("snowstorm",)),
        ("tiny nodules in both lungs", ()),
        ("2 cm", ()),
        ("", ()),
    ],
)
def test_what_was_not_heard_is_proposed_as_phrasings(trial: Trial, text: str, proposed: tuple[str, ...]) -> None:
    assert trial.suggestions(trial.judge(FILM, text)) == proposed


def test_no_more_than_three_phrasings_are_proposed_and_none_twice(trial: Trial) -> None:
    text = "a snowstorm, a blizzard, a snowstorm, a whiteout, a sandstorm"
    assert trial.suggestions(trial.judge(FILM, text)) == ("snowstorm", "blizzard", "whiteout")


def test_another_phrasing_changes_this_answer_and_says_which_verdict(trial: Trial) -> None:
    (change,) = trial.what_if(FILM, "a snowstorm", "dots", "snowstorm")
    assert (change.way, change.concept, change.before, change.after) == ("answer", "dots", "missing", "met")
    assert not change.harms


def test_another_phrasing_shows_which_kept_answers_would_change_and_what_they_must_earn(trial: Trial) -> None:
    kept = {FILM: (Labelled(say="a snowstorm"), Labelled(say="a snowstorm!", met=("dots",)), Labelled(say="rain"))}
    changes = Trial(trial.loaded, kept).what_if(FILM, "", "dots", "snowstorm")
    assert [(change.way, change.text, change.label, change.harms) for change in changes] == [
        ("kept", "a snowstorm", "", True),
        ("kept", "a snowstorm!", "met", False),
    ]


def test_a_phrasing_that_another_concept_s_own_phrasings_would_meet_is_noticed(trial: Trial) -> None:
    changes = trial.what_if(FILM, "", "dots", "both lungs")
    assert ("phrasing", "both lungs", "dots", "both") in [(c.way, c.text, c.concept, c.of) for c in changes]
    assert all(change.harms for change in changes)


def test_a_phrasing_that_meets_another_concept_is_noticed(trial: Trial) -> None:
    changes = trial.what_if(FILM, "", "dots", "both lungs")
    assert ("itself", "both", "met") in [(change.way, change.concept, change.after) for change in changes]


def test_what_if_changes_nothing_in_the_case(trial: Trial) -> None:
    before = trial.concepts(FILM)
    trial.what_if(FILM, "a snowstorm", "dots", "snowstorm")
    assert trial.concepts(FILM) == before
    assert signs(trial, FILM, "a snowstorm") == {}


@pytest.mark.parametrize("phrasing", ["", "   ", "x" * 201])
def test_what_cannot_be_a_phrasing_is_refused(trial: Trial, phrasing: str) -> None:
    with pytest.raises(UsageError, match="A phrasing has 1 to 200 characters"):
        trial.what_if(FILM, "", "dots", phrasing)


def test_a_concept_that_is_not_listened_for_is_a_key_error(trial: Trial) -> None:
    with pytest.raises(KeyError):
        trial.what_if(FILM, "", "mets", "snowstorm")


def test_phrasings_are_told_under_the_keys_of_the_case(trial: Trial) -> None:
    concepts = {concept.id: concept for concept in trial.concepts(FILM)}
    assert dict(phrasings_of(concepts["dots"])) == {
        "accept": ("tiny nodules", "innumerable tiny nodules"),
        "broader": ("nodules",),
    }
    assert dict(phrasings_of(concepts["size"])) == {"measure": ("1-3 mm",), "tolerance": ("1 mm",)}
    assert [trial.place_of(HISTORY, name) for name in ("cough", "neck.find")] == ["ask", "examine"]


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=300))
def test_whatever_is_typed_can_be_tried_labelled_and_looked_into(trial: Trial, text: str) -> None:
    tried = trial.judge(FILM, text)
    proposed = trial.suggestions(tried)
    assert len(proposed) <= SUGGESTED
    for words in proposed[:1]:
        trial.what_if(FILM, text, "dots", words)
    if tried.text.strip():
        labelled = trial.labelled(tried)
        assert not replayed(Room(trial.script, FILM), labelled).mismatches


def test_hostile_text_reaches_no_sentence_raw(trial: Trial) -> None:
    tried = trial.judge(FILM, "\x1b]52;c;aGk=\x07 [/] [@click=app.quit]tiny nodules\u202e[/]")
    told = " ".join([tried.text, *tried.unheard, *(basis_of(one) for one in tried.noticed)])
    assert not set(told) & set("\x1b\x07\u202e")

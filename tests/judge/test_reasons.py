"""Evidence: a sentence that a trainee understands, and a rule that an author can act on."""

import pytest

from miliary_chat.judge.concept import Concept
from miliary_chat.judge.judgement import Evidence
from miliary_chat.judge.overriding import extended
from miliary_chat.judge.rubric import Rubric
from miliary_chat.judge.shipped import shipped


def evidence(accept: str, answer: str, **more: object) -> Evidence:
    concept = Concept("x", accept=tuple(accept.split("|")) if accept else (), **more)  # type: ignore[arg-type]
    found = Rubric([concept]).judge(answer).verdicts[0].evidence
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("accept", "answer", "rule", "reason"),
    [
        ("pleural effusion", "no efusion", "negated", "I read “efusion” as “effusion”, and “no” denies “efusion”."),
        ("pleural effusion", "pleural effusion", "all-words", "“pleural effusion” says “pleural effusion”."),
        ("dyspnoea", "SOB", "all-words-read", "I read “SOB” as “dyspnoea”, and “SOB” says “dyspnoea”."),
        ("TB", "?TB", "all-words", "“TB” says “TB”, and “?” puts it as possible."),
        ("no effusion", "effusion", "contradicted", "“effusion” says the opposite of “no effusion”."),
        ("1-3 mm nodules", "nodules of 8 mm", "some-value", "The value in “nodules … 8 mm” is not the one expected."),
        ("miliary nodules", "military nodules", "some-typo", "I am not sure that I read “military” as “miliary”."),
        ("left lower lobe mass", "right lower lobe mass", "other-place", "“lower lobe mass” fits, but not “right”."),
        ("right effusion", "effusion of the left lung", "other-place", "“effusion” fits, but not “left”."),
        (
            "rim enhancing hilar nodes",
            "hilar nodes",
            "some-facet",
            "“hilar nodes” is part of it, and “rim enhancing” is not there.",
        ),
    ],
)
def test_the_reason_is_one_plain_sentence(accept: str, answer: str, rule: str, reason: str) -> None:
    found = evidence(accept, answer)
    assert (found.rule, found.reason) == (rule, reason)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [("efusion", "typo"), ("SOB", "abbreviation"), ("coughing up blood", "synonym"), ("effusion", None)],
)
def test_a_reading_says_what_kind_it_is(answer: str, kind: str | None) -> None:
    readings = evidence("effusion|shortness of breath|haemoptysis", answer).readings
    assert [reading.kind for reading in readings] == ([kind] if kind else [])


def test_a_case_may_add_words_of_its_own() -> None:
    concept = Concept("x", accept=("ring shadow",))
    more = extended(shipped(), {"ring shadow": ["tramline doughnut"]})
    assert Rubric([concept], more).judge("a tramline doughnut").verdicts[0].outcome == "met"
    assert Rubric([concept]).judge("a tramline doughnut").verdicts[0].outcome == "missing"


@pytest.mark.parametrize(
    ("answer", "lack", "instead"),
    [
        ("left pneumothorax", "place", ("left",)),
        ("left sided pneumothorx with some shift", "place", ("left",)),
        ("pneumothorax", "which", ()),
        ("bilateral pneumothorax", "which", ()),
        ("pneumothorax, the left lung is clear", "which", ()),
        ("pneumothorax. Nothing on the left.", "which", ()),
    ],
)
def test_a_wrong_place_is_told_from_one_that_was_left_out(answer: str, lack: str, instead: tuple[str, ...]) -> None:
    concept = Concept("x", accept=("right pneumothorax",), broader=("pneumothorax",))
    (verdict,) = Rubric([concept]).judge(answer).verdicts
    assert verdict.missing is not None
    assert (verdict.outcome, verdict.missing.lack, verdict.missing.instead) == ("near", lack, instead)


@pytest.mark.parametrize(
    ("answer", "lack"), [("mass in the right lower lobe", "place"), ("mass in the right lower zone", "which")]
)
def test_a_zone_is_no_other_lobe_for_on_a_film_they_overlap(answer: str, lack: str) -> None:
    concept = Concept("x", accept=("right middle lobe mass",), broader=("mass",))
    (verdict,) = Rubric([concept]).judge(answer).verdicts
    assert verdict.missing is not None
    assert verdict.missing.lack == lack


def test_a_place_that_the_author_calls_right_though_too_wide_is_no_wrong_place() -> None:
    concept = Concept("x", accept=("right middle lobe",), broader=("right lower zone",))
    (verdict,) = Rubric([concept]).judge("right lower zone, I suppose").verdicts
    assert verdict.missing is not None
    assert verdict.missing.lack == "which"

"""From a store to groups: what was not understood, once each, with what it probably means."""

from pathlib import Path

import pytest

from miliary_chat.author.mining.grouping import group
from miliary_chat.author.mining.meaning import Meanings
from miliary_chat.author.mining.wording import Wording
from miliary_chat.dialogue import actions as a
from miliary_chat.judge.shipped import shipped
from miliary_chat.session.store import Store, open_store
from mined import CASE, case_in, mined, talk, texts


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(f"sqlite:///{tmp_path}/attempts.db")


def test_what_was_not_understood_is_offered_once_most_frequent_first(store: Store, tmp_path: Path) -> None:
    case = case_in(tmp_path)
    talk(store, case, "snowstorm", "I don't know", "pepper and salt", person="a")
    talk(store, case, "Snowstorm appearance", "no effusion, a snow storm", person="b")
    talk(store, case, "tiny nodules", person="c")
    _, pile, sifted, groups = mined(store, case)
    # "tiny nodules" is understood, and not knowing is no answer.
    assert texts(groups) == [("a snow storm", 3, ""), ("pepper and salt", 1, "small-nodules")]
    assert [one.text for one in groups[0].wordings] == ["a snow storm", "Snowstorm appearance", "snowstorm"]
    assert sifted.understood == 1
    assert pile.attempts == 3


@pytest.mark.parametrize(
    ("said", "kind", "meant", "ground"),
    [
        ("windpipe shoved to the left", "near", "inlet", "near"),
        ("trachea is shoved over by something", "unrecognised", "inlet", "like"),
        ("micronodules, pepper and salt", "unclaimed", "", None),
        ("pepper and salt", "unrecognised", "", None),
    ],
)
def test_each_kind_is_known_with_its_guess(
    store: Store, tmp_path: Path, said: str, kind: str, meant: str, ground: str | None
) -> None:
    case = case_in(tmp_path)
    talk(store, case, said)
    _, _, _, (group,) = mined(store, case)
    assert (group.first.kind, group.meant, group.ground) == (kind, meant, ground)


def test_what_the_tutor_was_asking_for_is_the_last_guess(store: Store, tmp_path: Path) -> None:
    case = case_in(tmp_path)
    talk(store, case, "blobs", a.AskHint(), "pepper and salt")
    _, _, _, groups = mined(store, case)
    found = {group.first.text: (group.meant, group.ground) for group in groups}
    assert found == {"blobs": ("", None), "pepper and salt": ("small-nodules", "asked")}


def test_a_dispute_says_itself_what_was_meant(store: Store, tmp_path: Path) -> None:
    case = case_in(tmp_path)
    talk(store, case, "blobs", a.AskHint(), "pepper and salt", a.Dispute("small-nodules", "it is the same"))
    _, _, _, groups = mined(store, case)
    disputed = next(group for group in groups if group.first.kind == "claimed")
    assert texts([disputed]) == [("pepper and salt", 1, "small-nodules")]


def test_a_misconception_that_was_not_meant_is_offered_until_it_is_not_heard(store: Store, tmp_path: Path) -> None:
    case = case_in(tmp_path)
    talk(store, case, "consolidation of opinion", a.Dispute("pneumonia"))
    ear, _, _, groups = mined(store, case)
    assert texts(groups) == [("consolidation of opinion", 1, "pneumonia")]
    assert ear.targets("findings/main")["pneumonia"].wrong
    milder = CASE.replace(
        "accept: [consolidation]", "accept: [consolidation]\n        reject: [consolidation of opinion]"
    )
    assert mined(store, case_in(tmp_path, milder))[3] == ()


def test_a_wrong_diagnosis_that_was_not_meant_is_offered_under_its_own_list(store: Store, tmp_path: Path) -> None:
    listing = """\
  differential:
    question: What could it be?
    list:
      tb: {accept: [tuberculosis], must_not_miss: true}
    unreasonable:
      mucus: {accept: [mucus plug], correct: It blocks and does not dot.}
    lead: {accept: tb}
"""
    case = case_in(tmp_path, CASE.replace("  treatment:\n", listing + "  treatment:\n"))
    talk(store, case, a.Skip(), "mucus plugging of nothing", a.Dispute())
    _, _, _, groups = mined(store, case)
    assert texts(groups) == [("mucus plugging of nothing", 1, "unreasonable.mucus")]


def test_a_short_answer_to_the_tutors_own_question_needs_no_phrasing(store: Store, tmp_path: Path) -> None:
    orders = """\
  workup:
    question: What do you order?
    orders:
      lung: {accept: [lung biopsy], value: neutral, result: Declined.}
    panels:
      tissue: {accept: [biopsy], ask: Of what?}
"""
    case = case_in(tmp_path, CASE.replace("  treatment:\n", orders + "  treatment:\n"))
    attempt = talk(store, case, a.Skip(), "biopsy", "lung")
    assert attempt.state.items["workup/main"].runs
    assert mined(store, case)[3] == ()


def test_what_the_present_case_understands_is_not_offered(store: Store, tmp_path: Path) -> None:
    talk(store, case_in(tmp_path), "snowstorm")
    better = case_in(tmp_path, CASE.replace("micronodules]", "micronodules, snowstorm]"))
    _, _, sifted, groups = mined(store, better)
    assert groups == ()
    assert sifted.understood == 1


@pytest.mark.parametrize(
    "change",
    [
        ("broader: [nodules]", "broader: [nodules]\n        reject: [snowstorm]"),
        ("", ""),
    ],
)
def test_what_the_author_decided_before_is_not_offered(store: Store, tmp_path: Path, change: tuple[str, str]) -> None:
    case = case_in(tmp_path, CASE.replace(*change) if change[0] else CASE)
    talk(store, case, "snowstorm")
    if not change[0]:
        labelled = "answers:\n  findings:\n    - {say: Snowstorm., missed: [small-nodules]}\n"
        (tmp_path / "two-shadows" / "answers.yaml").write_text(labelled)
    _, _, sifted, groups = mined(store, case)
    assert groups == ()
    assert sifted.decided == 1


def test_what_is_near_by_design_is_counted_and_not_offered(store: Store, tmp_path: Path) -> None:
    case = case_in(tmp_path)
    talk(store, case, "nodules")
    _, _, sifted, groups = mined(store, case)
    assert groups == ()
    assert sifted.by_design == 1


def test_answers_to_questions_that_are_gone_are_counted(store: Store, tmp_path: Path) -> None:
    talk(store, case_in(tmp_path), "snowstorm")
    _, pile, _, groups = mined(store, case_in(tmp_path, CASE.replace("  findings:", "  film:")))
    assert (pile.gone, groups) == (1, ())


def test_another_case_is_none_of_its_business(store: Store, tmp_path: Path) -> None:
    case = case_in(tmp_path)
    talk(store, case, "snowstorm")
    other = case_in(tmp_path / "x", CASE.replace("id: two-shadows", "id: other"))
    assert mined(store, other)[3] == ()


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("snowstorm", "snowstorm apperance", True),
        ("pleural fluid", "an effusion", True),
        ("effusion", "no effusion", False),
        ("left shadow", "right shadow", False),
        ("pepper and salt", "salt and pepper", True),
        ("grains of sand", "grain of sand", True),
        ("blobs", "flecks", False),
    ],
)
def test_likeness_is_of_meaning_and_never_of_opposites(one: str, other: str, together: bool) -> None:
    wordings = [Wording("findings/main", text, "unrecognised") for text in (one, other)]
    meanings = Meanings(shipped())
    groups = group(wordings, meanings)
    assert (len(groups) == 1) is together
    assert group(reversed(wordings), meanings) == groups


def test_groups_come_most_frequent_first_then_most_recent() -> None:
    wordings = [
        Wording("q/main", "blobs", "unrecognised", count=2, last_us=1),
        Wording("q/main", "flecks", "unrecognised", count=2, last_us=2),
        Wording("q/main", "grit", "unrecognised", count=3),
    ]
    assert [found[0].text for found in group(wordings, Meanings(shipped()))] == ["grit", "flecks", "blobs"]

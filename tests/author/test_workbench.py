"""The bench: a case that is edited in one window and tried in another, answers kept, commands read."""

from pathlib import Path

import pytest

from miliary_chat.author.bench.try_commands import TRY_COMMANDS, TryCalled, TryUnknown, parse_try
from miliary_chat.author.bench.workbench import Workbench
from miliary_chat.base.errors import MiliaryError, UsageError
from miliary_chat.case.reader import CaseRefused
from written import SetClock, saved, written


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return written(tmp_path)


@pytest.fixture
def bench(place: Path) -> Workbench:
    return Workbench(place, SetClock(), "findings")


def outcome(bench: Workbench, concept: str) -> str:
    assert bench.tried is not None
    return bench.tried.of(concept).verdict.outcome


def test_a_save_is_noticed_and_the_last_answer_is_judged_anew(bench: Workbench, place: Path) -> None:
    bench.judge("a snowstorm")
    assert (bench.refresh(), outcome(bench, "dots")) == ("", "missing")
    saved(place, ("[tiny nodules,", "[a snowstorm, tiny nodules,"))
    assert bench.refresh() == "The case has changed; it was read again."
    assert outcome(bench, "dots") == "met"


def test_a_mistake_in_the_file_is_told_and_the_case_from_before_is_tried_on(bench: Workbench, place: Path) -> None:
    saved(place, ("title:", "titel:"))
    said = bench.refresh()
    assert said.startswith("The file has a mistake now, so this is still the case of ")
    assert "E201" in said
    bench.judge("tiny nodules")
    assert outcome(bench, "dots") == "met"
    saved(place, ("titel:", "title:"))
    assert bench.refresh() == ""


def test_a_question_that_is_gone_is_said(bench: Workbench, place: Path) -> None:
    saved(place, ("      film:\n", "      radiograph:\n"))
    assert bench.refresh() == "The case has changed: findings/film is gone, so this is history/main now."
    assert bench.item == "history/main"


def test_a_case_with_errors_cannot_be_tried(place: Path) -> None:
    saved(place, ("title:", "titel:"))
    with pytest.raises(CaseRefused):
        Workbench(place, SetClock())


def test_keeping_says_where_and_what(bench: Workbench, place: Path) -> None:
    with pytest.raises(UsageError, match="There is no answer to keep yet"):
        bench.keep()
    bench.judge("tiny nodules, consolidation")
    assert bench.keep() == "Kept in answers.yaml:5: met dots; asserted solid."
    assert bench.keep() == "It is kept already, with these verdicts: answers.yaml:5."
    assert len(bench.trial.kept(bench.item)) == 1
    assert bench.refresh() == ""


def test_an_answer_in_which_nothing_is_found_is_worth_keeping_too(bench: Workbench) -> None:
    bench.judge("something quite different")
    assert bench.keep() == "Kept in answers.yaml:5: nothing is to be found in it."


def test_answers_that_somebody_adds_by_hand_count_at_once(bench: Workbench, place: Path) -> None:
    (place / "answers.yaml").write_text("answers:\n  findings/film:\n    - say: a snowstorm\n      missed: [dots]\n")
    bench.refresh()
    (change,) = bench.what_if("dots", "a snowstorm")
    assert (change.way, change.label, change.harms) == ("kept", "missed", True)


def test_kept_answers_that_cannot_be_read_are_said_and_stop_nothing(place: Path) -> None:
    (place / "answers.yaml").write_text("answers:\n  findings/film:\n    - say: a\n      met: [dost]\n")
    bench = Workbench(place, SetClock(), "findings")
    assert "answers.yaml:4:12: E402" in bench.trouble
    bench.judge("tiny nodules")
    assert outcome(bench, "dots") == "met"


@pytest.mark.parametrize(
    ("typed", "found"), [("dots", "dots"), ("tiny nodules", "dots"), ("Consolidation", "solid"), (" SIZE ", "size")]
)
def test_a_concept_is_found_by_its_id_or_its_name(bench: Workbench, typed: str, found: str) -> None:
    assert bench.concept(typed) == found


@pytest.mark.parametrize(
    ("typed", "said"),
    [("dost", "Did you mean “dots”?"), ("xyz", "There are: dots, size"), ("", "Name a concept. There are: dots")],
)
def test_a_concept_that_is_not_there_is_answered_with_what_was_meant(bench: Workbench, typed: str, said: str) -> None:
    with pytest.raises(MiliaryError, match=said.replace("?", r"\?")):
        bench.concept(typed)


@pytest.mark.parametrize(
    ("line", "name", "rest"),
    [
        ("/keep", "keep", ""),
        ("  /What dots  a snowstorm ", "what", "dots a snowstorm"),
        ("/q", "quit", ""),
        ("/", "help", ""),
        ("/ why dots", "why", "dots"),
    ],
)
def test_a_slash_and_a_word_is_a_command(line: str, name: str, rest: str) -> None:
    assert parse_try(line) == TryCalled(name, rest)


@pytest.mark.parametrize("line", ["tiny nodules", "/2 lungs", "a/b", "/nodules/many", "", ":keep"])
def test_everything_else_is_an_answer(line: str) -> None:
    assert parse_try(line) is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/kep", "There is no command “/kep”. Did you mean /keep?"),
        ("/zzz", "There is no command “/zzz”. /help lists the commands."),
    ],
)
def test_an_unknown_command_is_answered_with_what_was_meant(line: str, said: str) -> None:
    assert parse_try(line) == TryUnknown(said)


def test_every_command_is_read_as_itself() -> None:
    assert all(parse_try(f"/{command.name}") == TryCalled(command.name, "") for command in TRY_COMMANDS)

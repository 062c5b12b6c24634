"""A case is changed while it is rehearsed: the same answers are given again, as far as they go."""

from pathlib import Path

import pytest

from miliary_chat.author.bench.rehearsing import Rehearsal
from miliary_chat.author.bench.watching import Watch, look, pictures_of, problems_of
from miliary_chat.base.errors import UsageError
from miliary_chat.case.loaded import load_case
from miliary_chat.dialogue.actions import AskHint, AskWhy, Say, Skip, Submit
from miliary_chat.dialogue.events import Answered
from miliary_chat.dialogue.states import Phase
from written import SetClock, saved, written

READ = "The case was read again."


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return written(tmp_path)


@pytest.fixture
def rehearsal(place: Path) -> Rehearsal:
    return Rehearsal(load_case(place), SetClock(), stage="findings")


def answers(rehearsal: Rehearsal) -> list[tuple[str, str]]:
    """What was said, and in which item."""
    events = [record.event for record in rehearsal.attempt.events]
    return [(event.item, event.text) for event in events if isinstance(event, Answered)]


def test_the_same_answers_lead_to_the_same_place(rehearsal: Rehearsal, place: Path) -> None:
    for action in (Say("tiny nodules"), AskHint(), AskWhy(), Say("both lungs")):
        rehearsal.attempt.send(action)
    before = [record.event for record in rehearsal.attempt.events]
    assert rehearsal.take(load_case(place)) == READ
    assert [record.event for record in rehearsal.attempt.events] == before


def test_a_new_phrasing_is_heard_in_the_old_answers(rehearsal: Rehearsal, place: Path) -> None:
    rehearsal.attempt.send(Say("a snowstorm"))
    assert "dots" not in rehearsal.attempt.state.item.credits
    saved(place, ("[tiny nodules,", "[a snowstorm, tiny nodules,"))
    assert rehearsal.take(load_case(place)) == READ
    assert "dots" in rehearsal.attempt.state.item.credits


def test_answers_of_an_item_that_closes_sooner_now_are_passed_over(rehearsal: Rehearsal, place: Path) -> None:
    for text in ("tiny nodules", "both lungs", "they are 2 mm", "through the blood"):
        rehearsal.attempt.send(Say(text))
    assert rehearsal.attempt.state.current == "differential/main"
    for concept in ("size: {measure: 1-3 mm, tolerance: 1 mm, ", "both: {accept: [both lungs], "):
        saved(place, (f"          {concept}need: required}}\n", ""))
    saved(place, ("          no-effusion: {accept: [no pleural effusion]}\n", ""))
    assert rehearsal.take(load_case(place)) == READ
    assert answers(rehearsal) == [("findings/film", "tiny nodules"), ("findings/spread", "through the blood")]


def test_where_an_earlier_item_is_open_still_it_stops_and_says_so_and_goes_on_after_the_next_change(
    rehearsal: Rehearsal, place: Path
) -> None:
    for text in ("tiny nodules, 2 mm, both lungs, no pleural effusion", "through the blood"):
        rehearsal.attempt.send(Say(text))
    assert rehearsal.attempt.state.current == "differential/main"
    more = ("          both:", "          apex: {accept: [the apices], need: required}\n          both:")
    saved(place, more)
    said = rehearsal.take(load_case(place))
    assert said == (
        f"{READ} After the same answers findings/film is still open now. One later step waits for the next change."
    )
    assert rehearsal.attempt.state.current == "findings/film"
    saved(place, more[::-1])
    assert rehearsal.take(load_case(place)) == READ
    assert rehearsal.attempt.state.current == "differential/main"


def test_what_waits_is_forgotten_once_something_else_is_done(rehearsal: Rehearsal, place: Path) -> None:
    for text in ("tiny nodules, 2 mm, both lungs, no pleural effusion", "through the blood"):
        rehearsal.attempt.send(Say(text))
    more = ("          both:", "          apex: {accept: [the apices], need: required}\n          both:")
    saved(place, more)
    rehearsal.take(load_case(place))
    rehearsal.attempt.send(Say("the apices too"))
    assert rehearsal.attempt.state.current == "findings/spread"
    assert rehearsal.take(load_case(place)) == READ
    assert rehearsal.attempt.state.current == "findings/spread"
    assert [text for _, text in answers(rehearsal)][-1] == "the apices too"


def test_an_item_that_is_gone_takes_its_answers_with_it(rehearsal: Rehearsal, place: Path) -> None:
    rehearsal.begin()
    for action in (Say("any cough?"), Skip(), Say("done"), Say("tiny nodules")):
        rehearsal.attempt.send(action)
    saved(place, ("      film:\n", "      radiograph:\n"))
    assert rehearsal.take(load_case(place)) == READ
    assert rehearsal.attempt.state.current == "findings/radiograph"
    assert answers(rehearsal) == [("history/main", "any cough?"), ("history/main", "done")]


def test_a_stage_that_is_gone_is_said_and_the_case_begins_at_its_beginning(rehearsal: Rehearsal, place: Path) -> None:
    saved(place, ("  findings:\n", "  film:\n"))
    assert rehearsal.take(load_case(place)) == (f"{READ} Its stage “findings” is gone, so it begins at the beginning.")
    assert rehearsal.attempt.state.current == "history/main"


def test_a_case_that_was_finished_is_finished_again(rehearsal: Rehearsal, place: Path) -> None:
    rehearsal.attempt.send(Submit())
    assert rehearsal.take(load_case(place)) == READ
    assert rehearsal.attempt.state.ended == "finished"


def test_beginning_anew_forgets_what_was_done(rehearsal: Rehearsal, place: Path) -> None:
    rehearsal.attempt.send(Say("tiny nodules"))
    rehearsal.begin("differential")
    rehearsal.take(load_case(place))
    assert answers(rehearsal) == []
    assert rehearsal.attempt.state.current == "differential/main"
    assert rehearsal.attempt.state.items["findings/film"].phase is Phase.CLOSED


def test_a_stage_that_is_not_there_changes_nothing(rehearsal: Rehearsal) -> None:
    rehearsal.attempt.send(Say("tiny nodules"))
    with pytest.raises(UsageError, match="There is no stage “treatment” here"):
        rehearsal.begin("treatment")
    assert (rehearsal.stage, len(answers(rehearsal))) == ("findings", 1)


def test_a_watch_sees_a_save_a_loss_and_a_return_once_each(place: Path) -> None:
    file = place / "case.yaml"
    watch = Watch(file)
    text = file.read_text()
    assert not watch.changed()
    file.write_text(text + "# more\n")
    assert (watch.changed(), watch.changed()) == (True, False)
    file.unlink()
    assert (watch.changed(), watch.changed()) == (True, False)
    file.write_text(text)
    assert (watch.changed(), watch.changed()) == (True, False)


def test_a_picture_that_comes_later_is_seen_too(place: Path) -> None:
    saved(place, ("stages:\n", "images:\n  film: {file: film.png, caption: A film, describe: Dots.}\nstages:\n"))
    loaded = load_case(place)
    watch = Watch(place / "case.yaml", *pictures_of(place, loaded))
    (place / "film.png").write_bytes(b"no picture, but there")
    assert watch.changed()


def test_a_look_gives_the_case_or_what_is_wrong_with_it(place: Path) -> None:
    assert look(place).loaded is not None
    saved(place, ("title:", "titel:"))
    looked = look(place)
    assert looked.loaded is None
    assert {problem.code for problem in looked.problems} == {"E201", "E202"}
    (place / "case.yaml").unlink()
    assert [problem.code for problem in look(place).problems] == ["E101"]


def test_the_problems_are_those_of_check(place: Path) -> None:
    from miliary_chat.author.checking.check import check

    loaded = load_case(place)
    found = problems_of(place, loaded)
    assert found == check(place)
    assert {problem.severity for problem in found} >= {"lint", "notice"}
    saved(place, ("title:", "titel:"))
    assert problems_of(place, loaded) == check(place)

"""The marker's queue: anonymous, equal wordings once, decided for all, taken back, shared by two markers."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from miliary_chat.base.errors import Conflict, StoreError, UsageError
from miliary_chat.dialogue.exam_events import Ruled
from miliary_chat.exam import rulings as r
from miliary_chat.exam.card import rows
from miliary_chat.exam.marker import Marker
from miliary_chat.exam.marking import Done, Marking
from miliary_chat.exam.units import Unit
from sat import SOURCE, Hall


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall.at(tmp_path)


def unit(marking: Marking, wording: str) -> Unit:
    return next(one for one in marking.units() if one.wording.casefold() == wording.casefold())


def earned(marking: Marking, item: str, name: str) -> list[float]:
    return [
        p.earned for sheet in marking.sheets for s in sheet.marks.stages for i in s.items
        if i.item == item for p in i.parts if p.id == name
    ]  # fmt: skip


SAYINGS = ("snowstorm", "Snowstorm!", "a  SNOWSTORM.", "There is a snowstorm")


def test_equal_wordings_are_decided_once_for_forty_candidates(hall: Hall) -> None:
    for number in range(40):
        hall.sit(f"C{number}", {"findings/film": f"both lungs, no effusion, {SAYINGS[number % 4]}"})
    marking = hall.marking()
    (one,) = marking.units()
    assert (one.candidates, len(one.occurrences), len(one.contexts)) == (40, 40, 3)
    assert [option.concept for option in one.options] == ["nodules"]
    assert all(sheet.marks.provisional for sheet in marking.sheets)
    assert marking.decide(one, "nodules", 100, "as in the book") == Done(40)
    assert marking.units() == ()
    assert earned(marking, "all/1", "nodules") == [1.0] * 40
    assert not any(sheet.marks.provisional for sheet in hall.marking().sheets)


def test_the_most_frequent_come_first_then_the_order_of_the_questions(hall: Hall) -> None:
    hall.sit("C1", {"findings/film": "snow", "findings/size": "1 cm", "differential/main": "sarcoid"})
    hall.sit("C2", {"differential/main": "Sarcoid."})
    assert [(one.wording, one.candidates) for one in hall.marking().units()] == [
        ("sarcoid", 2),
        ("snow", 1),
        ("1 cm", 1),
    ]


def test_a_unit_names_nobody(hall: Hall) -> None:
    hall.sit("CODE-77", {"findings/film": "snow", "findings/size": "1 cm"})
    hall.store.keep_person("CODE-77", "Hildegard Bingen")
    marking = hall.marking()
    shown = "".join(str(one) for one in marking.units()) + marking_text(marking, hall)
    assert "CODE-77" not in shown
    assert "Hildegard" not in shown


def marking_text(marking: Marking, hall: Hall) -> str:
    marker = Marker(marking, hall.clock)
    return marker.progress + "".join(str(row) for row in rows(marker))


@pytest.mark.parametrize(("leaves", "share"), [(100, 1.0), (50, 0.5), (0, 0.0)])
def test_what_is_nearly_right_earns_what_the_marker_says(hall: Hall, leaves: int, share: float) -> None:
    hall.sit("C1", {"findings/size": "about a centimetre"})
    marking = hall.marking()
    marking.decide(marking.units()[0], "size", leaves)
    assert earned(marking, "all/2", "size") == [share]


def test_who_credits_what_leads_commits_the_candidate_to_it(hall: Hall) -> None:
    hall.sit("C1", {"differential/main": "probably metastases"})
    marking = hall.marking()
    marking.decide(unit(marking, "probably metastases"), "mets", 50)
    assert (earned(marking, "all/3", "mets"), earned(marking, "all/3", "lead")) == ([1.0], [1.5])
    marking.undo()
    assert (earned(marking, "all/3", "mets"), earned(marking, "all/3", "lead")) == ([0.0], [0.0])


def test_a_decision_says_who_what_when_and_why(hall: Hall) -> None:
    name = hall.sit("C1", {"findings/size": "about a centimetre"})
    marking = hall.marking("  Ada\x1b[2J ")
    marking.decide(marking.units()[0], "size", 50, "generous\ntoday")
    (one,) = marking.decisions()
    assert (one.by, one.concept, one.leaves, one.why) == ("Ada [2J", "size", 50, "generous today")
    assert (one.wording, one.attempts, one.standing) == ("about a centimetre", (name,), (name,))
    assert one.at_us == r.read(hall.store, name).entries[-1].moment.utc_us


def test_undo_restores_what_was_before_step_by_step_and_nothing_is_deleted(hall: Hall) -> None:
    name = hall.sit("C1", {"findings/film": "snow", "findings/size": "1 cm", "differential/main": "sarcoid"})
    marking = hall.marking()
    before, states = marking.units(), []
    while marking.units():
        states.append([sheet.marks for sheet in marking.sheets])
        one = marking.units()[0]
        marking.decide(one, one.options[0].concept, 100)
    for state in reversed(states):
        marking = hall.marking()  # another day
        assert marking.undo() is not None
        assert [sheet.marks for sheet in marking.sheets] == state
    assert marking.units() == before
    assert marking.undo() is None
    assert len(r.read(hall.store, name).entries) == 1 + 2 * len(states)


def test_words_that_a_decision_made_superfluous_are_not_decided_against_it(hall: Hall) -> None:
    hall.sit("C1", {"findings/film": "snow, hail, right effusion", "findings/size": "2 mm"})
    marking = hall.marking()
    denied = unit(marking, "right effusion")
    marking.decide(unit(marking, "snow"), "no-effusion", 100)
    assert marking.decide(denied, "no-effusion", 0) == Done(0, 1)
    assert earned(marking, "all/1", "no-effusion") == [1.0]


def test_two_markers_never_overwrite_each_other(hall: Hall) -> None:
    for code in ("C1", "C2"):
        hall.sit(code, {"findings/film": "snow", "findings/size": "about a centimetre"})
    ada, bob = hall.marking("Ada"), hall.marking("Bob")
    stale = unit(bob, "about a centimetre")
    ada.decide(unit(ada, "about a centimetre"), "size", 100)
    assert bob.decide(stale, "size", 0) == Done(0, 2)
    assert bob.decide(unit(bob, "snow"), "nodules", 100) == Done(2)  # bob knows of ada's now
    assert ada.decide(unit(ada, "snow"), "", 0) == Done(0, 2)
    assert [one.by for one in hall.marking("Eve").decisions()] == ["Ada", "Bob"]
    assert (earned(ada, "all/2", "size"), earned(ada, "all/1", "nodules")) == ([1.0, 1.0], [1.0, 1.0])


def test_one_takes_back_ones_own_and_nobody_elses(hall: Hall) -> None:
    hall.sit("C1", {"findings/film": "snow", "findings/size": "1 cm"})
    ada, bob = hall.marking("Ada"), hall.marking("Bob")
    ada.decide(unit(ada, "snow"), "nodules", 100)
    assert bob.undo() is None
    bob.refresh()
    assert bob.undo() is None


def test_somebody_who_is_always_faster_is_told_to_the_marker(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.sit("C1", {"findings/size": "1 cm"})
    marking = hall.marking()

    def overtaken(*arguments: object) -> None:
        raise Conflict("Somebody else.")

    monkeypatch.setattr(hall.store, "append_rulings", overtaken)
    with pytest.raises(StoreError, match="all the time"):
        marking.decide(marking.units()[0], "size", 0)


def test_an_attempt_that_cannot_be_read_does_not_stop_the_others(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.sit("C1", {"findings/size": "1 cm"})
    broken = hall.sit("C2", {"findings/size": "1 cm"})
    real = hall.store.read_rulings

    def read(attempt: str) -> object:
        if attempt == broken:
            raise StoreError(f"Attempt {broken} was changed.")
        return real(attempt)

    monkeypatch.setattr(hall.store, "read_rulings", read)
    marking = hall.marking()
    assert (len(marking.sheets), len(marking.left_out)) == (1, 1)
    assert broken in Marker(marking, hall.clock).note


def test_nobody_marks_without_a_name_or_what_nobody_handed_in(hall: Hall) -> None:
    with pytest.raises(UsageError, match="handed in"):
        hall.marking()
    hall.sit("C1", {})
    with pytest.raises(UsageError, match="who they are"):
        Marking(hall.store, SOURCE, hall.clock, by=" \x1b ")


HOSTILE = [
    "[/]",
    "[@click=app.quit]x[/]",
    "\x1b]52;c;eHg=\x07pwned",
    "=HYPERLINK()",
    "\u202eevil",
    "a" * 1900,
    "snow\x00man",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_decided_like_any_others(hall: Hall, text: str) -> None:
    hall.sit("C1", {"findings/film": text})
    marking = hall.marking()
    shown = marking_text(marking, hall)
    assert not any(ord(char) < 32 or char in "\u202e\x7f" for char in shown)
    for one in marking.units():
        assert marking.decide(one, "", 0, text) == Done(1)
    assert marking.units() == ()


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Hall:
    hall = Hall.at(tmp_path_factory.mktemp("crowd"))
    for number, size in enumerate(["1 cm", "5 mm", "one inch", "1 cm"]):
        said = {"findings/film": "snow, hail, right effusion", "findings/size": size}
        hall.sit(
            f"C{number}", {**said, "differential/main": "sarcoid, probably metastases", "workup/main": "needle it"}
        )
    return hall


@given(st.lists(st.sampled_from("yhnsu123m "), max_size=25))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_pressed_marks_follow_the_decisions_that_stand(crowd: Hall, keys: list[str]) -> None:
    marking = crowd.marking()
    marker = Marker(marking, crowd.clock)
    for key in keys:
        marker.press(key)
        assert marker.progress
        assert marker.left == len(marking.units())
    again = crowd.marking()
    assert [sheet.state for sheet in again.sheets] == [sheet.state for sheet in marking.sheets]
    standing = [one for one in again.decisions() if one.standing]
    decided = {(s.id, d.wording) for s in again.sheets for i in s.state.items.values() for d in i.decided}
    assert len({one.at_us for one in standing}) == len(standing)
    assert {name for one in standing for name in one.standing} == {name for name, _ in decided}
    while marking.undo():
        pass
    assert not any(sheet.state.items[ref.id].decided for sheet in marking.sheets for ref in sheet.script.items)


def test_the_pace_is_the_markers_own_once_it_is_known(hall: Hall) -> None:
    for number in range(12):
        hall.sit(f"C{number}", {"findings/size": f"{number + 10} cm"})
    marker = Marker(hall.marking(), hall.clock)
    assert marker.progress == "0 of 12 wordings, 12 candidates, about 1 minute"
    for _ in range(6):
        hall.clock.second += 30
        marker.press("n")
    assert marker.progress.startswith("6 of 12 wordings, 12 candidates, about 3 minutes at your pace")


def test_what_is_put_off_comes_again_at_the_end(hall: Hall) -> None:
    hall.sit("C1", {"findings/film": "snow", "findings/size": "1 cm"})
    marker = Marker(hall.marking(), hall.clock)
    order = []
    for key in "snsn":
        assert marker.unit is not None
        order.append(marker.unit.wording)
        marker.press(key)
    assert order == ["snow", "1 cm", "snow", "snow"]
    assert marker.unit is None
    assert not marker.press("n")
    marker.press("u")
    assert marker.unit is not None
    assert marker.unit.wording == "snow"


def test_a_reason_is_kept_with_the_next_decision_alone(hall: Hall) -> None:
    hall.sit("C1", {"findings/film": "snow", "findings/size": "1 cm"})
    marking = hall.marking()
    marker = Marker(marking, hall.clock)
    marker.explain("poetry")
    marker.press("1")
    marker.press("n")
    assert [one.why for one in marking.decisions()] == ["poetry", ""]
    events: list[Ruled] = [event for sheet in marking.sheets for event in sheet.rulings.people]
    assert [event.by for event in events] == ["Ada", "Ada"]

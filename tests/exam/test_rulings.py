"""Rulings come back from their bytes, hang on the attempt's chain, and fold to the marks that count."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from miliary_chat.base.errors import Conflict, IllegalMove, StoreError
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.evolve import fold
from miliary_chat.dialogue.exam_events import Ruled
from miliary_chat.dialogue.marks import Part
from miliary_chat.dialogue.score import marks
from miliary_chat.exam import rulings as r
from sat import Hall

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
RULED = st.builds(Ruled, TEXT, TEXT, st.integers(0, 100), TEXT, TEXT, TEXT, st.booleans())
WORDS = st.builds(e.Words, TEXT, TEXT)
JUDGED = st.one_of(st.builds(e.Credited, TEXT, TEXT, WORDS), st.builds(e.Erred, TEXT, TEXT, st.integers(1, 9)))
WHY = st.sampled_from(["handed in", "collected", "regraded"])
MACHINES = st.builds(
    r.Machine, TEXT, TEXT, WHY, TEXT, TEXT, st.lists(JUDGED, max_size=3).map(tuple),
    st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple),
)  # fmt: skip


@given(st.one_of(MACHINES, st.builds(r.Human, RULED)))
@settings(max_examples=60)
def test_a_ruling_comes_back_from_its_bytes(ruling: r.Ruling) -> None:
    payload = r.pack(ruling)
    assert r.unpack(payload) == ruling
    assert r.pack(r.unpack(payload)) == payload
    record = json.loads(payload)
    assert (record["type"], record["v"]) == (type(ruling).__name__, r.VERSION)
    assert payload == json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@pytest.mark.parametrize("payload", ['{"type":"Oracle","v":1}', '{"type":"Human","v":99}', "{}"])
def test_a_ruling_of_a_newer_release_asks_for_that_release(payload: str) -> None:
    with pytest.raises(StoreError, match="newer release"):
        r.unpack(payload)


@pytest.mark.parametrize(
    "payload",
    [
        '{"type":"Human","v":1}',
        '{"type":"Human","v":1,"event":{"type":"Ended","v":1,"reason":"x","at_us":0}}',
        '{"type":"Machine","v":1,"judge":"j","release":"0","why":"mood","by":"","note":"","events":[],"cases":[]}',
    ],
)
def test_a_ruling_that_nobody_wrote_so_is_refused_in_one_sentence(payload: str) -> None:
    with pytest.raises(StoreError, match="cannot be read"):
        r.unpack(payload)


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall.at(tmp_path)


@pytest.fixture
def sat(hall: Hall) -> str:
    said = {"findings/film": "tiny nodules, right effusion", "findings/size": "1 cm", "debrief/one": "b"}
    return hall.sit("C1", {**said, "differential/main": "miliary tuberculosis; gout"})


def test_an_exam_is_judged_once_and_only_after_its_end(hall: Hall, sat: str) -> None:
    going = hall.attempt(hall.sit("C2", {}, hand_in=False))
    with pytest.raises(IllegalMove):
        r.judge(hall.store, going, hall.clock, why="handed in")
    attempt = hall.attempt(sat)
    assert r.judge(hall.store, attempt, hall.clock, why="handed in")
    assert not r.judge(hall.store, attempt, hall.clock, why="collected")
    (entry,) = r.read(hall.store, sat).entries
    assert isinstance(entry.ruling, r.Machine)
    assert (entry.seq, entry.ruling.why, entry.ruling.by) == (1, "handed in", "miliary-chat")
    assert entry.ruling.events == attempt.judgement()
    assert entry.ruling.cases == tuple((pin, pin) for pin in attempt.script.cases)


def test_two_machines_that_judge_at_once_leave_one_judgement(
    hall: Hall, sat: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = hall.attempt(sat)

    def overtaken(*arguments: object) -> None:
        monkeypatch.undo()
        assert r.judge(hall.store, attempt, hall.clock, why="handed in")
        raise Conflict("Somebody else.")

    monkeypatch.setattr(hall.store, "append_rulings", overtaken)
    assert not r.judge(hall.store, attempt, hall.clock, why="handed in")
    assert len(r.read(hall.store, sat).entries) == 1


def part(hall: Hall, sat: str, rulings: r.Rulings, item: str, name: str) -> Part:
    attempt = hall.attempt(sat)
    shown = marks(attempt.script, r.final(attempt, rulings))
    return next(p for s in shown.stages for i in s.items if i.item == item for p in i.parts if p.id == name)


def ruled(hall: Hall, sat: str, *events: Ruled) -> r.Rulings:
    r.judge(hall.store, hall.attempt(sat), hall.clock, why="handed in")
    last = r.read(hall.store, sat).last
    hall.store.append_rulings(sat, last, [r.pack(r.Human(event)) for event in events], hall.clock.now())
    return r.read(hall.store, sat)


@pytest.mark.parametrize(
    ("item", "name", "leaves", "earned"),
    [
        ("all/1", "both", 100, 1.0),
        ("all/1", "both", 50, 0.5),
        ("all/1", "nodules", 0, 0.0),  # credited by the machine, taken away
        ("all/3", "mets", 50, 1.0),
        ("all/3", "lead", 100, 3.0),
        ("all/3", "gout", 0, 0.0),  # a cost that is let off
        ("all/4", "fna", 100, 1.0),
        ("all/5", "one", 100, 1.0),
    ],
)
def test_what_a_person_ruled_is_what_a_part_earns(
    hall: Hall, sat: str, item: str, name: str, leaves: int, earned: float
) -> None:
    found = part(hall, sat, ruled(hall, sat, Ruled(item, name, leaves, "Ada")), item, name)
    assert (found.earned, found.how) == (earned, "decided by a marker")


def test_the_machines_marks_stay_beside_what_people_decided(hall: Hall, sat: str) -> None:
    rulings, attempt = ruled(hall, sat, Ruled("all/1", "nodules", 0, "Ada")), hall.attempt(sat)
    machine, final = r.machine_only(attempt, rulings), r.final(attempt, rulings)
    by_machine, by_all = (
        next(v for v in marks(attempt.script, state).vitals if v.kind == "critical") for state in (machine, final)
    )
    assert (by_machine.met, by_all.met) == (True, False)
    assert marks(attempt.script, machine).total > marks(attempt.script, final).total


def test_a_must_not_miss_diagnosis_follows_the_ruling(hall: Hall, sat: str) -> None:
    rulings, attempt = ruled(hall, sat, Ruled("all/3", "mets", 50, "Ada")), hall.attempt(sat)
    vital = next(v for v in marks(attempt.script, r.final(attempt, rulings)).vitals if v.kind == "must-not-miss")
    assert vital.met


def test_the_last_judgement_counts_and_people_stay_over_it(hall: Hall, sat: str) -> None:
    rulings, attempt = ruled(hall, sat, Ruled("all/1", "both", 100, "Ada")), hall.attempt(sat)
    assert rulings.machine is not None
    nothing = replace(rulings.machine, why="regraded", events=())
    hall.store.append_rulings(sat, rulings.last, [r.pack(nothing)], hall.clock.now())
    after = r.read(hall.store, sat)
    assert r.machine_only(attempt, after) == attempt.state
    assert part(hall, sat, after, "all/1", "both").earned == 1.0
    assert part(hall, sat, after, "all/1", "nodules").earned == 0.0


@given(st.lists(st.builds(Ruled, st.just("q"), st.sampled_from("ab"), st.integers(0, 100), st.just("A"),
                          wording=st.sampled_from("xy"), withdrawn=st.booleans()), max_size=12))  # fmt: skip
def test_what_is_withdrawn_leaves_what_was_decided_before(events: list[Ruled]) -> None:
    ref = e.ItemRef("q", "c", "s", "q")
    begun = [e.Started("exam", 1, (ref,), "p", "t", "j"), e.Closed("q", "finished")]
    held: dict[tuple[str, str], int] = {}
    for event in events:
        held.pop((event.concept, event.wording), None)
        if not event.withdrawn:
            held[event.concept, event.wording] = event.leaves
    want = {concept: leaves for (concept, _), leaves in held.items()}
    assert dict(fold([*begun, *events]).items["q"].ruled) == want


def test_a_changed_ruling_is_found(hall: Hall, sat: str, tmp_path: Path) -> None:
    ruled(hall, sat, Ruled("all/1", "both", 100, "Ada"))
    hall.store.close()
    with closing(sqlite3.connect(tmp_path / "exams.db")) as base, base:
        base.execute("update rulings set payload = replace(payload, ':100', ':50') where seq = 2")
    with pytest.raises(StoreError, match="ruling 2"):
        r.read(hall.store, sat)

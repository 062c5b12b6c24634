"""Nothing is lost and nobody gets in twice: failing commits, a full disk, two windows, numbered attempts, rulings."""

import subprocess
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from miliary_chat.base.errors import Conflict, MiliaryError, StoreError, StoreFull, UsageError
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.session import exam
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import Moment
from miliary_chat.session.exam import Paper, begin
from miliary_chat.session.store import Store, open_store
from miliary_chat.session.store.sql import SqlStore
from sittings import FREE, WHOLE, ObedientClock, Sitting, paper

ACTIONS = (
    a.Say("any fever?"), a.Flag("patient/2"), a.Skip(), a.Say("collapse"), a.Skip(), a.Skip(),
    a.Say("ct, bronchoscopy"), a.Rest(), a.GoOn(), a.Skip(), a.Choose(("a",)), a.Submit(),
)  # fmt: skip
CANDIDATES = "code,name,rest\nC1,Ada,5 min\nC2,,5 min\n"


@pytest.fixture
def clock() -> ObedientClock:
    return ObedientClock()


@pytest.fixture
def whole(tmp_path: Path) -> Paper:
    return paper(tmp_path, sections=WHOLE, candidates=CANDIDATES)


def _fill_up(sitting: Sitting, acknowledged: list[str]) -> None:
    for count in range(10_000):
        text = f"answer {count} " + "x" * 1_900
        sitting.says(text)
        acknowledged.append(text)


class TestFailures:
    @pytest.mark.parametrize("failing", range(len(ACTIONS)))
    def test_a_commit_that_fails_changes_nothing_and_can_be_tried_again(
        self, whole: Paper, store: SqlStore, clock: ObedientClock, monkeypatch: pytest.MonkeyPatch, failing: int
    ) -> None:
        sitting = Sitting.of(whole, store, clock, "C1")
        for action in ACTIONS[:failing]:
            clock.forward(1)
            sitting.does(action)
        before, state = sitting.attempt.events, sitting.attempt.state

        def full(*args: object, **named: object) -> None:
            raise StoreFull("The disk is full.")

        with monkeypatch.context() as broken:
            broken.setattr(store, "append", full)
            with pytest.raises(StoreFull):
                sitting.does(ACTIONS[failing])
        assert sitting.attempt.state == state
        assert store.read_events(sitting.attempt.id) == before
        for action in ACTIONS[failing:]:
            sitting.does(action)
        assert sitting.attempt.state.ended == "handed in"
        assert [record.event for record in store.read_events(sitting.attempt.id)] == [
            record.event for record in sitting.attempt.events
        ]

    @pytest.mark.long
    def test_a_full_disk_is_told_and_nothing_acknowledged_is_lost(self, tmp_path: Path, clock: ObedientClock) -> None:
        place = tmp_path / "small"
        place.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(place)]
        if subprocess.run(mount, capture_output=True).returncode:
            pytest.skip("no small disk can be made here: it takes root")
        try:
            store = open_store(f"sqlite:///{place}/attempts.db")
            sitting = Sitting.of(paper(tmp_path, "time: 10 h\n"), store, clock)
            acknowledged: list[str] = []
            with pytest.raises(StoreFull):
                _fill_up(sitting, acknowledged)
            assert acknowledged
            store.close()
            again = Attempt.resume(open_store(f"sqlite:///{place}/attempts.db"), sitting.attempt.id, clock)
            assert again.state.items["films/1"].answers == tuple(acknowledged)
        finally:
            subprocess.run(["umount", "-l", str(place)], check=True)


class TestTwoWindows:
    def test_one_candidate_has_one_live_attempt(self, whole: Paper, store: Store, clock: ObedientClock) -> None:
        first = begin(store, whole, clock, code="C1")
        with pytest.raises(Conflict, match="already in progress"):
            begin(store, whole, clock, code="c1")
        assert exam.live(store, whole, "C1").id == first.id
        begin(store, whole, clock, code="C2")

    def test_the_slower_of_two_windows_is_told_and_changes_nothing(
        self, whole: Paper, store: Store, clock: ObedientClock
    ) -> None:
        one = Sitting.of(whole, store, clock, "C1")
        other = one.again()
        one.says("any fever?")
        with pytest.raises(Conflict, match="another window"):
            other.says("do you smoke?")
        assert store.read_events(one.attempt.id) == one.attempt.events

    def test_a_hand_in_that_is_sent_twice_counts_once(self, whole: Paper, store: Store, clock: ObedientClock) -> None:
        one = Sitting.of(whole, store, clock, "C1")
        other = one.again()
        one.does(a.Submit())
        for window in (one, other):
            with pytest.raises(MiliaryError):
                window.does(a.Submit())
        assert sum(isinstance(record.event, e.Ended) for record in store.read_events(one.attempt.id)) == 1

    @pytest.mark.parametrize("round_", range(5))
    def test_of_many_windows_that_begin_at_once_one_gets_in(
        self, whole: Paper, url: str, clock: ObedientClock, round_: int
    ) -> None:
        open_store(url).close()
        outcomes: list[str] = []
        ready = threading.Barrier(6)

        def window() -> None:
            store = open_store(url)
            ready.wait()
            try:
                begin(store, whole, clock, code="C1")
                outcomes.append("in")
            except Conflict:
                outcomes.append("out")
            finally:
                store.close()

        windows = [threading.Thread(target=window) for _ in range(6)]
        for one in windows:
            one.start()
        for one in windows:
            one.join()
        assert sorted(outcomes) == ["in"] + ["out"] * 5


class TestAttemptsThatAreAllowed:
    def sat(self, paper: Paper, store: Store, clock: ObedientClock) -> None:
        begin(store, paper, clock, code="C1").send(a.Submit())

    def test_one_is_the_rule(self, whole: Paper, store: Store, clock: ObedientClock) -> None:
        self.sat(whole, store, clock)
        with pytest.raises(Conflict, match="allows 1 attempt, and that is used"):
            self.sat(whole, store, clock)

    @pytest.mark.parametrize(("allowed", "then"), [("2", 2), ("unlimited", 5)])
    def test_as_many_as_the_blueprint_says(
        self, tmp_path: Path, store: Store, clock: ObedientClock, allowed: str, then: int
    ) -> None:
        exam_ = paper(tmp_path, f"time: 10 min\nattempts: {allowed}\n", FREE, CANDIDATES)
        for _ in range(then):
            self.sat(exam_, store, clock)
        assert sorted(one.number or 0 for one in store.attempts()) == list(range(1, then + 1))
        if allowed != "unlimited":
            with pytest.raises(Conflict):
                self.sat(exam_, store, clock)

    @pytest.mark.parametrize(("opens", "closes", "says"), [
        ("2027-02-01 09:00Z", "2027-03-01 09:00Z", "opens on 1 February 2027 at 09:00 UTC"),
        ("2026-02-01 09:00Z", "2026-03-01 09:00+01:00", "closed on 1 March 2026 at 08:00 UTC"),
    ])  # fmt: skip
    def test_nobody_begins_outside_the_hours(
        self, tmp_path: Path, store: Store, clock: ObedientClock, opens: str, closes: str, says: str
    ) -> None:
        with pytest.raises(UsageError, match=says):
            begin(store, paper(tmp_path, f"opens: {opens}\ncloses: {closes}\n"), clock)
        assert store.attempts() == ()

    @pytest.mark.parametrize("code", ["", "C3", "C1; DROP TABLE"])
    def test_nobody_begins_under_another_name(
        self, whole: Paper, store: Store, clock: ObedientClock, code: str
    ) -> None:
        with pytest.raises(UsageError, match=r"code|no candidate"):
            begin(store, whole, clock, code=code)


class TestOverdue:
    def test_attempts_that_ran_out_end_at_their_deadline_when_the_store_is_next_opened(
        self, tmp_path: Path, store: Store, clock: ObedientClock
    ) -> None:
        sitting = Sitting.of(paper(tmp_path, candidates=CANDIDATES), store, clock, "C1")
        sitting.attempt.draft("collapse")
        clock.forward(3_600)
        fresh = Sitting.of(paper(tmp_path, candidates=CANDIDATES), store, clock, "C2")

        def resume(name: str) -> Attempt:
            return Attempt.resume(store, name, clock)

        assert exam.end_overdue(store, clock, resume) == (sitting.attempt.id,)
        ended = resume(sitting.attempt.id)
        assert (ended.state.ended, ended.state.ended_us) == ("time", ended.state.started_us + 600_000_000)
        assert ended.state.items["films/1"].answers == ("collapse",)
        assert exam.end_overdue(store, clock, resume) == ()
        assert [one.id for one in store.attempts(live=True)] == [fresh.attempt.id]


class TestRulings:
    @pytest.fixture
    def ended(self, whole: Paper, store: Store, clock: ObedientClock) -> str:
        attempt = begin(store, whole, clock, code="C1")
        attempt.send(a.Submit())
        return attempt.id

    def test_they_hang_on_the_attempts_head_and_leave_it_alone(self, store: Store, ended: str) -> None:
        head = store.attempt(ended).head
        store.append_rulings(ended, 0, ['{"a":1}', '{"a":2}'], Moment(1, 1))
        store.append_rulings(ended, 2, ['{"a":3}'], Moment(2, 1))
        assert [link.payload for link in store.read_rulings(ended)] == ['{"a":1}', '{"a":2}', '{"a":3}']
        assert store.attempt(ended).head == head

    def test_of_two_markers_the_slower_is_told(self, store: Store, ended: str) -> None:
        store.append_rulings(ended, 0, ["{}"], Moment(1, 1))
        with pytest.raises(Conflict, match="ruled on this attempt"):
            store.append_rulings(ended, 0, ["{}"], Moment(1, 1))

    def test_nothing_is_ruled_on_an_open_attempt(self, whole: Paper, store: Store, clock: ObedientClock) -> None:
        attempt = begin(store, whole, clock, code="C2")
        with pytest.raises(StoreError, match="not been handed in"):
            store.append_rulings(attempt.id, 0, ["{}"], Moment(1, 1))

    @pytest.mark.parametrize("change", [
        "UPDATE rulings SET payload = '{\"a\":9}' WHERE seq = 1",
        "UPDATE rulings SET at_us = at_us + 1 WHERE seq = 2",
        "DELETE FROM rulings WHERE seq = 1",
        "DELETE FROM rulings WHERE seq = 2",
    ])  # fmt: skip
    def test_a_ruling_that_was_changed_is_found(self, store: Store, ended: str, behind_its_back, url, change) -> None:
        store.append_rulings(ended, 0, ['{"a":1}', '{"a":2}'], Moment(1, 1))
        with behind_its_back(url) as connection:
            connection.execute(change)
        with pytest.raises(StoreError, match="ruling"):
            store.read_rulings(ended)


def test_a_name_can_be_erased_and_the_chain_still_holds(whole: Paper, store: Store, clock: ObedientClock) -> None:
    sitting = Sitting.of(whole, store, clock, "C1")
    assert store.people()["C1"] == "Ada"
    store.erase_person("C1")
    assert store.people()["C1"] == "C1"
    assert sitting.again().attempt.state.current == "patient/1"
    assert "Ada" not in str(store.read_events(sitting.attempt.id))


def test_what_was_sat_elsewhere_is_taken_in_once(
    whole: Paper, store: Store, clock: ObedientClock, tmp_path: Path
) -> None:
    sitting = Sitting.of(whole, store, clock, "C1")
    sitting.does(*ACTIONS)
    summary, links = store.attempt(sitting.attempt.id), store.links(sitting.attempt.id)
    opening = exam.Opening(summary.id, "C1", summary.source, "exam", summary.title)
    other = open_store(f"sqlite:///{tmp_path}/examiner.db")
    assert other.take_in(opening, links, summary.standing)
    assert not other.take_in(opening, links, summary.standing)
    assert other.attempt(summary.id).head == summary.head
    assert other.read_events(summary.id) == sitting.attempt.events
    with pytest.raises(Conflict, match="another end"):
        other.take_in(opening, links[:-1], summary.standing)
    with pytest.raises(StoreError, match="event 2"):
        other.take_in(opening, (links[0], links[2]), summary.standing)


class TestMaySee:
    @pytest.mark.parametrize(("after", "at", "released", "sees"), [
        ("{show: marks, when: hand-in}", 0, None, "marks"),
        ("{show: nothing, when: hand-in}", 0, None, "nothing"),
        ("{show: answers, when: released}", 0, None, "nothing"),
        ("{show: answers, when: released}", 0, 5, "answers"),
        ("{show: answers, when: closes}", -1, None, "nothing"),
        ("{show: answers, when: closes}", 0, None, "answers"),
    ])  # fmt: skip
    def test_as_the_blueprint_says(self, tmp_path: Path, store: Store, after, at, released, sees) -> None:
        rules = f"time: 10 min\ncloses: 2027-01-15 10:00Z\nafter: {after}\n"
        terms = Sitting.of(paper(tmp_path, rules), store, ObedientClock()).attempt.script.terms
        assert exam.may_see(terms, terms.closes_us + at, released) == sees

    def test_a_release_is_kept_with_who_and_when_and_the_first_counts(self, store: Store) -> None:
        assert store.released("exam:mock") is None
        store.release("exam:mock", "Dr Ito", 5)
        store.release("exam:mock", "Dr Who", 9)
        assert store.released("exam:mock") == 5


class TestTheInvigilatorsWord:
    def test_only_the_word_opens(self, tmp_path: Path, store: Store, clock: ObedientClock) -> None:
        sealed = replace(paper(tmp_path), word=exam.seal_word("Owl on the roof"))
        terms = begin(store, sealed, clock).script.terms
        assert "owl" not in terms.word.lower()
        assert exam.knows_word(terms, " owl  on the ROOF ")
        assert not exam.knows_word(terms, "owl")
        assert not exam.knows_word(terms, "")

    def test_without_one_nothing_opens(self, tmp_path: Path, store: Store, clock: ObedientClock) -> None:
        assert not exam.knows_word(begin(store, paper(tmp_path), clock).script.terms, "")

"""The time of an exam: limits, clocks that jump, suspend and restart, drafts at the deadline, time that is given."""

from pathlib import Path

import pytest

from miliary_chat.base.errors import IllegalMove, TimeOver
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.exam import limits
from miliary_chat.dialogue.states import Phase
from miliary_chat.session.exam import give_time
from miliary_chat.session.store import Store
from sittings import FREE, RAPID, TIMED, ObedientClock, Sitting, kinds, paper

HOUR = 3_600


@pytest.fixture
def clock() -> ObedientClock:
    return ObedientClock()


@pytest.fixture
def sit(tmp_path: Path, store: Store, clock: ObedientClock):
    """What begins a sitting under rules that a test chooses."""

    def begun(rules: str = "time: 10 min\n", sections: str = FREE, candidates: str = "", code: str = "") -> Sitting:
        return Sitting.of(paper(tmp_path, rules, sections, candidates), store, clock, code)

    return begun


def left(sitting: Sitting) -> float | None:
    found = limits.left(sitting.attempt.state, sitting.attempt.time())
    return None if found is None else found / 1e6


class TestTheDeadline:
    @pytest.mark.parametrize(("seconds", "ended"), [(599, None), (599.999, None), (600, "time"), (601, "time")])
    def test_the_attempt_ends_at_the_deadline_and_not_a_moment_before(self, sit, seconds, ended) -> None:
        sitting = sit()
        sitting.after(seconds)
        assert sitting.attempt.state.ended == ended

    def test_what_is_half_typed_at_the_deadline_is_handed_in(self, sit) -> None:
        sitting = sit()
        sitting.says("collapsed lobe")
        sitting.attempt.draft("collapsed left lobe")
        sitting.does(a.Skip())
        sitting.attempt.draft("the heart is shi")
        events = sitting.after(600)
        assert kinds(events) == ["Answered", "Answered", "Closed", "Closed", "Closed", "Ended"]
        assert all(event.from_draft for event in events if isinstance(event, e.Answered))
        assert sitting.answers() == {"films/1": "collapsed left lobe", "films/2": "the heart is shi"}

    def test_where_the_blueprint_discards_it_only_what_was_sent_counts(self, sit) -> None:
        sitting = sit("time: 10 min\noverdue: discard\n")
        sitting.says("collapsed lobe")
        sitting.attempt.draft("collapsed left lobe")
        sitting.after(600)
        assert sitting.answers() == {"films/1": "collapsed lobe"}

    def test_a_draft_that_is_kept_after_the_deadline_is_too_late(self, sit, clock) -> None:
        sitting = sit()
        sitting.attempt.draft("in time")
        clock.forward(600)
        sitting.attempt.draft("in time, and more")
        sitting.does(a.Tick())
        assert sitting.answers() == {"films/1": "in time"}

    def test_an_answer_that_comes_too_late_is_refused_and_the_exam_is_handed_in(self, sit, clock) -> None:
        sitting = sit()
        clock.forward(600)
        with pytest.raises(TimeOver):
            sitting.says("collapse")
        assert sitting.attempt.state.ended == "time"
        assert sitting.answers() == {}

    def test_the_end_is_told_as_the_deadline_whenever_it_is_found(self, sit, clock) -> None:
        sitting = sit()
        started = sitting.attempt.state.started_us
        clock.forward(26 * HOUR)
        events = sitting.again().does(a.Tick())
        assert events[-1] == e.Ended("time", started + 600_000_000)

    def test_a_limit_over_a_day_is_a_limit(self, sit) -> None:
        sitting = sit("time: 30 h\n")
        sitting.after(29 * HOUR)
        assert left(sitting) == HOUR
        sitting.after(HOUR)
        assert sitting.attempt.state.ended == "time"

    def test_an_exam_without_a_limit_never_ends_by_itself(self, sit) -> None:
        sitting = sit("")
        sitting.after(300 * HOUR)
        assert sitting.attempt.state.ended is None
        assert left(sitting) is None

    def test_the_hour_at_which_it_closes_is_a_deadline_too(self, sit, clock) -> None:
        # The clock stands at 2027-01-15 08:00 UTC.
        sitting = sit("time: 2 h\ncloses: 2027-01-15 09:00Z\n")
        assert left(sitting) == HOUR
        sitting.after(HOUR)
        assert sitting.attempt.state.ended == "time"


class TestGrace:
    RULES = "time: 10 min\noverdue: grace\ngrace: 30 s\n"

    @pytest.mark.parametrize(("seconds", "ended"), [(600, None), (629, None), (630, "time"), (631, "time")])
    def test_grace_lasts_as_long_as_the_blueprint_says(self, sit, seconds, ended) -> None:
        sitting = sit(self.RULES)
        sitting.after(seconds)
        assert sitting.attempt.state.ended == ended

    def test_an_answer_in_the_time_of_grace_counts_and_is_marked_as_late(self, sit, clock) -> None:
        sitting = sit(self.RULES)
        clock.forward(599)
        assert not sitting.says("collapse")[0].late
        clock.forward(2)
        assert sitting.says("collapsed left lobe")[0].late

    @pytest.mark.parametrize("action", [a.GoTo("films/2"), a.Skip(), a.Rest()])
    def test_nothing_else_is_begun_in_the_time_of_grace(self, sit, clock, action) -> None:
        sitting = sit(self.RULES, candidates="code,rest\nC1,5 min\n", code="C1")
        clock.forward(610)
        with pytest.raises(IllegalMove, match="time is over"):
            sitting.does(action)

    def test_it_can_be_handed_in(self, sit, clock) -> None:
        sitting = sit(self.RULES)
        sitting.attempt.draft("collapse")
        clock.forward(610)
        assert kinds(sitting.does(a.Submit()))[-1] == "Ended"
        assert sitting.answers() == {"films/1": "collapse"}

    def test_a_part_whose_time_ends_with_the_whole_leaves_grace_alone(self, sit, clock) -> None:
        sitting = sit("time: 4 min\noverdue: grace\ngrace: 30 s\n", TIMED)
        clock.forward(1)
        sitting.does(a.Tick())
        assert kinds(sitting.after(250)) == []
        assert sitting.says("collapse")[0].late
        assert sitting.after(30)[-1] == e.Ended("time", sitting.attempt.state.ended_us)

    def test_a_part_whose_time_was_over_before_the_whole_closes_in_grace_too(self, sit, clock) -> None:
        sitting = sit("time: 5 min\noverdue: grace\ngrace: 30 s\n", TIMED)
        sitting.attempt.draft("collapse")
        assert kinds(sitting.after(310))[:2] == ["Answered", "Closed"]


class TestPartsAndQuestions:
    def test_a_part_closes_at_its_own_time_with_what_is_typed_and_the_next_opens(self, sit) -> None:
        sitting = sit("time: 10 min\n", TIMED)
        sitting.attempt.draft("collapse")
        events = sitting.after(240)
        assert kinds(events) == ["Answered", "Closed", "Closed", "Opened"]
        assert sitting.attempt.state.current == "two/1"
        assert sitting.answers() == {"one/1": "collapse"}

    def test_a_question_closes_at_its_own_time_and_the_next_has_all_of_its_own(self, sit) -> None:
        sitting = sit("", RAPID)
        sitting.attempt.draft("collapse")
        assert kinds(sitting.after(20)) == ["Answered", "Closed", "Opened"]
        assert left(sitting) == 20

    def test_whoever_goes_on_early_does_not_lose_the_next_questions_time(self, sit, clock) -> None:
        sitting = sit("", RAPID)
        clock.forward(5)
        sitting.does(a.Skip())
        assert left(sitting) == 20

    def test_a_question_whose_time_ran_out_while_nobody_was_there_costs_that_question_alone(self, sit, clock) -> None:
        sitting = sit("", RAPID)
        clock.forward(500)
        sitting.again().does(a.Tick())
        state = sitting.again().attempt.state
        assert state.items["round/1"].phase is Phase.CLOSED
        assert state.current == "round/2"

    def test_an_answer_typed_for_a_question_that_closed_meanwhile_goes_to_no_other(self, sit, clock) -> None:
        sitting = sit("", RAPID)
        clock.forward(21)
        with pytest.raises(IllegalMove, match="not taken"):
            sitting.does(a.Say("collapse", item="round/1"))
        assert sitting.answers() == {}

    def test_the_whole_comes_before_the_part(self, sit) -> None:
        sitting = sit("time: 2 min\n", TIMED)
        assert left(sitting) == 120
        sitting.after(120)
        assert sitting.attempt.state.ended == "time"


class TestClocks:
    """Nothing that is done to the machine's clock gives time or takes any."""

    @pytest.mark.parametrize("jump", [HOUR, -HOUR, 25 * HOUR, -25 * HOUR])
    def test_a_clock_that_is_set_is_noted_and_changes_nothing(self, sit, jump) -> None:
        sitting = sit()
        events = sitting.after(60, utc=60 + jump)
        assert events == (e.ClockMoved(sitting.attempt.time(), jump * 1_000_000),)
        assert left(sitting) == 540
        assert sitting.after(1) == ()  # it is noted once
        sitting.after(539)
        assert sitting.attempt.state.ended == "time"

    @pytest.mark.parametrize("drift", [4, -4, 0.01])
    def test_a_nudge_is_no_jump(self, sit, drift) -> None:
        assert sit().after(60, utc=60 + drift) == ()

    def test_quitting_does_not_stop_the_clock(self, sit, clock) -> None:
        sitting = sit()
        clock.forward(200)
        again = sitting.again()
        assert left(again) == 400
        assert kinds(again.does(a.Tick())) == ["Reentered"]
        assert left(again) == 400

    @pytest.mark.parametrize("jump", [HOUR, -HOUR])
    def test_setting_the_clock_while_the_program_is_closed_gives_nothing(self, sit, clock, jump) -> None:
        sitting = sit()
        clock.forward(200, utc=200 + jump)
        again = sitting.again()
        assert kinds(again.does(a.Tick())) == ["Reentered", "ClockMoved"]
        assert left(again) == 400
        assert left(again.again()) == 400  # and the next process reads the same from the events

    def test_suspending_does_not_stop_the_clock(self, sit) -> None:
        sitting = sit()
        sitting.after(590)  # boot time goes on under a closed lid
        assert left(sitting) == 10

    def test_a_restart_counts_by_the_wall_clock(self, sit, clock) -> None:
        sitting = sit()
        clock.forward(100)
        sitting.does(a.Tick())
        clock.restart(off=70)
        assert left(sitting.again()) == 400

    @pytest.mark.parametrize("utc", [-HOUR, 0, 5])
    def test_a_clock_set_back_over_a_restart_gives_no_time_beyond_what_nobody_can_know(self, sit, clock, utc) -> None:
        sitting = sit()
        clock.forward(100)
        sitting.says("collapse")
        clock.restart(off=70, utc=utc, up=30)
        again = sitting.again()
        assert left(again) == 470  # the machine is up for 30 seconds: those at least have passed
        assert kinds(again.does(a.Tick())) == ["Reentered", "ClockMoved"]
        assert left(again.again()) == 470

    def test_without_a_name_for_the_start_the_greater_time_counts(self, sit, clock) -> None:
        clock.moment = type(clock.moment)(clock.moment.utc_us, clock.moment.boot_us)
        sitting = sit()
        clock.forward(50, utc=200)
        assert left(sitting.again()) == 400


class TestTimeThatIsGiven:
    def test_time_for_everybody_moves_every_limit_and_is_in_the_log(self, sit, store, clock) -> None:
        sitting = sit("time: 10 min\n", TIMED)
        clock.forward(60)
        give_time(store, store.attempts(live=True), 300_000_000, by="Dr Ito", why="fire alarm", clock=clock)
        [event] = sitting.does(a.Tick())
        assert isinstance(event, e.TimeAdded)
        assert (event.us, event.by, event.why) == (300_000_000, "Dr Ito", "fire alarm")
        assert left(sitting) == 180 + 300
        assert sitting.does(a.Tick()) == ()  # given once
        assert left(sitting.again()) == 480

    def test_a_part_that_is_opened_later_has_its_own_time_and_not_the_gift_again(self, sit, store, clock) -> None:
        sitting = sit("", RAPID)
        give_time(store, store.attempts(live=True), 60_000_000, by="x", why="", clock=clock)
        sitting.does(a.Tick())
        assert left(sitting) == 80
        sitting.does(a.Skip())
        assert left(sitting) == 20

    def test_time_that_was_given_before_the_end_was_found_comes_first(self, sit, store, clock) -> None:
        sitting = sit()
        clock.forward(700)
        give_time(store, store.attempts(live=True), 300_000_000, by="x", why="the laptop died", clock=clock)
        again = sitting.again()
        again.does(a.Tick())
        assert again.attempt.state.ended is None
        assert left(again) == 200

    def test_extra_time_is_in_every_limit(self, sit) -> None:
        sitting = sit("time: 10 min\n", TIMED, "code,extra_time\nC1,1.25\n", "c1")
        assert left(sitting) == 300
        assert [limit.at_us for limit in limits.limits(sitting.attempt.state, sitting.attempt.time())][1] == (
            sitting.attempt.state.started_us + 750_000_000
        )


class TestRestBreaks:
    CANDIDATES = "code,rest\nC1,2 min\nC2,\n"

    def test_the_clock_stands_while_somebody_rests(self, sit, clock) -> None:
        sitting = sit(candidates=self.CANDIDATES, code="C1")
        clock.forward(60)
        sitting.does(a.Rest())
        sitting.after(50)
        assert left(sitting) == 540
        sitting.does(a.GoOn())
        sitting.after(10)
        assert left(sitting) == 530

    def test_it_goes_on_when_the_allowance_is_used(self, sit, clock) -> None:
        sitting = sit(candidates=self.CANDIDATES, code="C1")
        sitting.does(a.Rest())
        sitting.after(150)
        assert left(sitting) == 570
        sitting.does(a.GoOn())
        with pytest.raises(IllegalMove, match="no rest break left"):
            sitting.does(a.Rest())

    def test_nothing_is_answered_in_a_break_but_it_can_be_handed_in(self, sit) -> None:
        sitting = sit(candidates=self.CANDIDATES, code="C1")
        sitting.does(a.Rest())
        for action in (a.Say("collapse"), a.GoTo("films/2"), a.Skip(), a.Flag("films/1")):
            with pytest.raises(IllegalMove, match="rest break"):
                sitting.does(action)
        assert kinds(sitting.does(a.Submit()))[-1] == "Ended"

    def test_a_break_that_is_forgotten_ends_with_the_exam(self, sit) -> None:
        sitting = sit(candidates=self.CANDIDATES, code="C1")
        sitting.does(a.Rest())
        sitting.after(719)
        assert sitting.attempt.state.ended is None
        sitting.after(1)
        assert sitting.attempt.state.ended == "time"

    def test_without_an_allowance_there_is_none(self, sit) -> None:
        with pytest.raises(IllegalMove, match="no rest breaks for you"):
            sit(candidates=self.CANDIDATES, code="C2").does(a.Rest())

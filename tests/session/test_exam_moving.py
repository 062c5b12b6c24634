"""Moving through an exam: what can be gone to, what that closes, what is shown and said on the way."""

from pathlib import Path

import pytest

from miliary_chat.base.errors import IllegalMove
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.exam import moving
from miliary_chat.dialogue.exam.drawing import Adjustment, script_of
from miliary_chat.dialogue.states import Phase
from miliary_chat.session.store import Store
from sittings import FREE, RAPID, TIMED, WHOLE, ObedientClock, Sitting, kinds, paper


@pytest.fixture
def sit(tmp_path: Path, store: Store):
    """What begins a sitting of some sections."""

    def begun(sections: str, rules: str = "time: 10 min\n", candidates: str = "", code: str = "") -> Sitting:
        return Sitting.of(paper(tmp_path, rules, sections, candidates), store, ObedientClock(), code)

    return begun


def phases(sitting: Sitting) -> str:
    """The phases of all items, a letter each: u(nseen), o(pen), c(losed)."""
    return "".join(own.phase.value[0] for own in sitting.attempt.state.items.values())


class TestFree:
    def test_any_question_can_be_gone_to_and_come_back_to(self, sit) -> None:
        sitting = sit(FREE)
        sitting.says("collapse")
        sitting.does(a.GoTo("films/3"), a.GoTo("films/1"))
        assert sitting.attempt.state.current == "films/1"
        sitting.says("collapsed left lobe")
        assert sitting.attempt.state.items["films/1"].answers == ("collapse", "collapsed left lobe")
        assert phases(sitting) == "ouo"

    def test_next_goes_round_and_closes_nothing(self, sit) -> None:
        sitting = sit(FREE)
        sitting.does(a.Skip(), a.Skip(), a.Skip())
        assert sitting.attempt.state.current == "films/1"
        assert phases(sitting) == "ooo"

    def test_going_where_one_is_does_nothing(self, sit) -> None:
        assert sit(FREE).does(a.GoTo("films/1")) == ()

    def test_a_question_that_is_not_there_is_refused(self, sit) -> None:
        with pytest.raises(IllegalMove, match="not part"):
            sit(FREE).does(a.GoTo("films/9"))

    def test_an_answer_can_be_emptied_where_the_last_one_counts(self, sit) -> None:
        sitting = sit(FREE)
        sitting.says("collapse")
        assert kinds(sitting.says("   ")) == ["Answered"]
        assert sitting.answers()["films/1"] == ""
        assert kinds(sitting.says("")) == ["Spoke"]

    def test_saying_that_one_is_done_with_the_history_goes_on_and_closes_nothing(self, sit) -> None:
        sitting = sit("sections:\n  patient: {take: [{case: cough}]}\n")
        sitting.says("any fever?")
        assert kinds(sitting.says("that's all")) == ["Opened"]
        assert phases(sitting)[:2] == "oo"

    def test_a_flag_is_put_and_taken_away(self, sit) -> None:
        sitting = sit(FREE)
        assert kinds(sitting.does(a.Flag("films/3"))) == ["Flagged"]
        assert sitting.does(a.Flag("films/3")) == ()
        assert sitting.again().attempt.state.items["films/3"].flagged
        sitting.does(a.Flag("films/3", on=False))
        assert not sitting.attempt.state.items["films/3"].flagged


class TestLinear:
    def test_going_on_closes_the_question_for_good(self, sit) -> None:
        sitting = sit(RAPID)
        sitting.says("collapse")
        assert moving.leaves_for_good(sitting.attempt.state, "round/2") == ("round/1",)
        assert kinds(sitting.does(a.Skip())) == ["Closed", "Opened"]
        with pytest.raises(IllegalMove, match="closed"):
            sitting.does(a.GoTo("round/1"))

    def test_no_question_can_be_jumped_over(self, sit) -> None:
        sitting = sit(RAPID)
        with pytest.raises(IllegalMove, match="one after the other"):
            sitting.does(a.GoTo("round/3"))
        assert sitting.attempt.state.current == "round/1"

    def test_after_the_last_it_says_that_it_can_be_handed_in(self, sit) -> None:
        sitting = sit(RAPID)
        events = sitting.does(a.Skip(), a.Skip(), a.Skip())
        assert "Hand in" in events[-1].words.text
        assert kinds(sitting.does(a.Say("more"))) == ["Spoke"]
        assert sitting.attempt.state.ended is None
        assert kinds(sitting.does(a.Submit())) == ["Ended"]


class TestTimedParts:
    def test_leaving_a_timed_part_closes_all_of_it(self, sit) -> None:
        sitting = sit(TIMED)
        assert moving.leaves_for_good(sitting.attempt.state, "two/1") == ("one/1", "one/2")
        assert kinds(sitting.does(a.GoTo("two/1"))) == ["Closed", "Closed", "Opened"]
        with pytest.raises(IllegalMove, match="closed"):
            sitting.does(a.GoTo("one/2"))

    def test_inside_it_one_moves_freely(self, sit) -> None:
        sitting = sit(TIMED)
        sitting.does(a.GoTo("one/2"), a.GoTo("one/1"))
        assert phases(sitting) == "oouu"

    def test_next_stays_inside_the_part(self, sit) -> None:
        sitting = sit(TIMED)
        sitting.does(a.Skip(), a.Skip())
        assert sitting.attempt.state.current == "one/1"

    def test_a_part_that_is_opened_cannot_be_passed_over(self, sit) -> None:
        sections = TIMED + "  three:\n    take: [{case: cough, only: [choice]}]\n"
        with pytest.raises(IllegalMove, match="one after the other"):
            sit(sections).does(a.GoTo("three/1"))


class TestScenes:
    def test_every_question_tells_its_scene_when_it_stands_alone(self, sit) -> None:
        sitting = sit(FREE)
        [opened] = sitting.does(a.GoTo("films/3"))
        assert opened.scene == "A film after a fall."
        [again] = sitting.does(a.GoTo("films/1"))
        assert again.scene is None

    def test_what_is_asked_in_one_breath_has_one_scene(self, sit) -> None:
        sitting = sit(FREE)
        [second] = sitting.does(a.GoTo("films/2"))
        assert second.scene is None

    def test_whoever_leaves_an_interview_is_handed_what_the_next_questions_need(self, sit) -> None:
        sitting = sit(WHOLE)
        sitting.says("any fever?")
        assert kinds(sitting.does(a.Skip())) == ["Replied", "Closed", "Opened"]

    def test_facts_of_one_case_are_none_of_another(self, sit) -> None:
        sitting = sit("sections:\n  both: {take: [{case: cough}, {case: fall}]}\n")
        sitting.says("any fever?")
        assert sitting.attempt.state.known_of("both/1") == {"asked fever"}
        assert sitting.attempt.state.known_of(list(sitting.attempt.state.items)[-1]) == set()


class TestDrawing:
    POOL = """\
sections:
  one:
    draw: 2
    take: [{case: cough, only: [answer, choice, order]}, {case: fall, only: [answer, report]}]
"""

    def drawn(self, folder: Path, seed: int, order: str = "fixed", rules: str = "") -> tuple[tuple[str, str], ...]:
        exam = paper(folder, f"time: 10 min\norder: {order}\n{rules}", self.POOL)
        script = script_of(exam.blueprint, exam.hash, exam.cases, seed, Adjustment())
        return tuple((ref.stage, ref.question) for ref in script.items)

    def test_the_same_seed_draws_the_same(self, tmp_path: Path) -> None:
        assert self.drawn(tmp_path, 7, "shuffled") == self.drawn(tmp_path, 7, "shuffled")

    def test_other_seeds_draw_others_and_in_the_end_all(self, tmp_path: Path) -> None:
        draws = [self.drawn(tmp_path, seed) for seed in range(40)]
        assert {len(draw) for draw in draws} == {2}
        assert len({place for draw in draws for place in draw}) == 6

    def test_a_fixed_order_is_the_one_that_was_written(self, tmp_path: Path) -> None:
        everything = ["first", "second", "main", "lobe", "film", "next"]
        for seed in range(20):
            places = [everything.index(name) for _, name in self.drawn(tmp_path, seed)]
            assert places == sorted(places)

    def test_a_shuffled_order_is_not(self, tmp_path: Path) -> None:
        assert len({self.drawn(tmp_path, seed, "shuffled")[0] for seed in range(20)}) > 3

    def test_the_seed_of_the_blueprint_wins(self, tmp_path: Path) -> None:
        assert len({self.drawn(tmp_path, seed, "shuffled", "seed: 3\n") for seed in range(10)}) == 1


def test_every_item_keeps_its_life_in_any_order_of_moves(sit) -> None:
    sitting = sit(TIMED)
    for action in (a.Skip(), a.Flag("two/2"), a.GoTo("two/2"), a.Say("drain"), a.GoTo("two/1"), a.Submit()):
        sitting.does(action)
    state = sitting.attempt.state
    assert all(own.phase is Phase.CLOSED for own in state.items.values())
    assert isinstance(sitting.attempt.events[-1].event, e.Ended)

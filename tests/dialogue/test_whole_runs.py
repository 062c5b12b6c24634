"""Whole runs: from any stage, finished early, in silence, by players of every character."""

from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from miliary_chat.base.errors import IllegalMove, MiliaryError, UsageError
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.debrief import debrief
from miliary_chat.dialogue.evolve import fold
from miliary_chat.dialogue.notes import notes
from miliary_chat.dialogue.reasons import disputable
from miliary_chat.dialogue.score import marks
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.states import Phase
from persons import PIN, Person, clinic, names, said

STRONG = (
    "cough? fever? any lumps?", "done", "no",
    "tiny nodules, both lungs, 2 mm, no effusion", "random distribution",
    "TB and metastases, sarcoidosis, histoplasmosis", "metastases because of the neck lump",
    "side room", "sputum, neck ultrasound, HRCT", "FNA", "done", "no", "it stands",
    "thyroidectomy, then radioiodine", "b", "a c",
)  # fmt: skip
SAYINGS = (
    *STRONG, "I don't know", "consolidation", "large effusion", "it has to be tuberculosis", "opacities", "nodules",
    "1 cm", "TB", "infection", "fungal infection", "pneumonia", "emphysema", "CT chest", "TB workup", "iodine scan",
    "yes", "no", "done", "hello", "what?", "?TB", "zebras", "not TB", "radioiodine then thyroidectomy",
    "lower lobe collapse", "left", "", "[/red]", "a", "c", "palpate the neck", "😀" * 30, "x" * 5000,
    "\u202eevil\x1b[2J",
)  # fmt: skip


def begun(stage: str | None = None, *, policy: e.Policy = "guided", seed: int = 7) -> Person:
    someone = Person(Script.of_case(clinic(), PIN, policy=policy, seed=seed))
    someone.does(a.Begin(stage))
    return someone


def strong() -> Person:
    trainee = begun()
    trainee.says(*STRONG)
    return trainee


def test_a_strong_trainee_gets_full_marks_and_the_end() -> None:
    trainee = strong()
    assert trainee.state.ended == "completed"
    assert trainee.total == 100
    assert all(vital.met for vital in marks(trainee.script, trainee.state).vitals)


def test_one_who_knows_nothing_reaches_the_end_with_nothing_and_was_told_everything() -> None:
    trainee = begun()
    for _ in range(80):
        if trainee.state.ended:
            break
        asked = trainee.state.current or ""
        trainee.says("done" if asked.startswith(("history", "differential", "workup")) else "I don't know")
    assert trainee.state.ended == "completed"
    assert trainee.total == 0
    told = {event.concept for event in trainee.log if isinstance(event, e.Asserted)}
    assert {"nodules", "both-lungs", "random", "tb", "mets", "us", "fna", "surgery", "iodine"} <= told


@pytest.mark.parametrize("stage", ["findings", "differential", "workup", "treatment", "debrief"])
def test_a_run_may_start_at_any_stage_and_is_told_what_came_before(stage: str) -> None:
    trainee = begun(stage)
    assert trainee.state.current is not None
    assert trainee.state.current.startswith(stage)
    assert "There is one." in said(trainee.log) or "There is a lump in her neck." in said(trainee.log)
    assert marks(trainee.script, trainee.state).stages[0].mark is None


def test_an_unknown_stage_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="history, findings, differential, workup, treatment, debrief"):
        begun("theatre")


def test_finishing_early_closes_everything_and_marks_what_there_is() -> None:
    trainee = begun("findings")
    trainee.says("tiny nodules")
    trainee.does(a.Submit())
    assert trainee.state.ended == "finished"
    assert all(item.phase is Phase.CLOSED for item in trainee.state.items.values())
    assert 0 < trainee.total < 100
    assert not marks(trainee.script, trainee.state).finished


def test_after_the_end_nothing_is_possible() -> None:
    trainee = strong()
    with pytest.raises(IllegalMove):
        trainee.says("more")


def test_before_the_beginning_nothing_is_possible() -> None:
    with pytest.raises(IllegalMove):
        Person(Script.of_case(clinic(), PIN)).says("hello")


def test_beginning_twice_is_refused() -> None:
    with pytest.raises(IllegalMove):
        begun().does(a.Begin())


def test_questions_are_taken_in_order_in_a_guided_case() -> None:
    trainee = begun()
    assert names(trainee.does(a.GoTo("workup/main"))) == ["Spoke"]
    assert trainee.state.current == "history/main"


class TestSilence:
    """The exam: the same engine, and not a word of a verdict before it is handed in."""

    TELLING = (e.Judged, e.Credited, e.Hinted, e.Prompted, e.Asserted, e.Corrected, e.Contradicted, e.Erred, e.Listed)

    def test_answers_are_taken_without_a_word(self) -> None:
        candidate = begun(policy="exam")
        candidate.does(a.GoTo("findings/film"))
        assert names(candidate.says("tiny nodules, consolidation, large effusion")) == []

    def test_what_a_patient_replies_and_a_test_shows_comes_all_the_same(self) -> None:
        candidate = begun(policy="exam")
        assert names(candidate.says("any fever?")) == ["Replied"]
        candidate.does(a.GoTo("workup/main"))
        assert names(candidate.says("HRCT")) == ["Resulted"]

    def test_no_hint_and_no_reason_is_given(self) -> None:
        candidate = begun(policy="exam")
        assert names(candidate.does(a.AskHint())) == ["Spoke"]
        assert names(candidate.does(a.AskWhy())) == ["Spoke"]

    def test_nothing_that_tells_a_verdict_is_recorded_before_the_hand_in(self) -> None:
        candidate = begun(policy="exam")
        for item in ("findings/film", "differential/main", "workup/main", "treatment/main"):
            candidate.does(a.GoTo(item))
            candidate.says("tiny nodules both lungs, TB, metastases, sputum, thyroidectomy")
        assert not any(isinstance(event, self.TELLING) for event in candidate.log)
        candidate.does(a.Submit())
        assert candidate.state.ended == "handed in"
        assert not any(isinstance(event, self.TELLING) for event in candidate.log)
        candidate.does(a.Judge())
        assert any(isinstance(event, e.Credited) for event in candidate.log)

    def test_the_last_answer_counts(self) -> None:
        candidate = begun(policy="exam")
        candidate.does(a.GoTo("findings/film"))
        candidate.says("consolidation", "tiny nodules in both lungs")
        candidate.does(a.Submit())
        candidate.does(a.Judge())
        own = candidate.state.items["findings/film"]
        assert set(own.credits) == {"nodules", "both-lungs"}
        assert own.erred == ()

    def test_guided_and_exam_give_the_same_verdicts_for_the_same_answer(self) -> None:
        text = "tiny nodules, both lungs, 2 mm, consolidation, large effusion"
        trainee, candidate = begun("findings"), begun(policy="exam")
        candidate.does(a.GoTo("findings/film"))
        trainee.says(text)
        candidate.says(text)
        candidate.does(a.Submit())
        candidate.does(a.Judge())
        judged = [
            next(event.verdicts for event in one.log if isinstance(event, e.Judged)) for one in (trainee, candidate)
        ]
        assert judged[0] == judged[1]

    def test_the_words_of_a_wrong_idea_earn_nothing_in_an_exam_either(self) -> None:
        candidate = begun(policy="exam")
        candidate.does(a.GoTo("differential/main"))
        candidate.says("sarcoidosis; metastases are always cannonballs")
        candidate.does(a.Submit())
        candidate.does(a.Judge())
        own = candidate.state.items["differential/main"]
        assert set(own.stands) == {"sarcoid"}
        assert own.erred == ("large-mets",)

    def test_a_near_answer_makes_the_mark_provisional(self) -> None:
        candidate = begun(policy="exam")
        candidate.does(a.GoTo("findings/film"))
        candidate.says("opacities")
        candidate.does(a.Submit())
        candidate.does(a.Judge())
        assert marks(candidate.script, candidate.state).provisional


class TestReasons:
    """Every verdict can be asked for its reason, and disputed."""

    def test_why_names_the_words_behind_each_verdict(self) -> None:
        trainee = begun("findings")
        trainee.says("tiny nodules no efusion")
        text = said(trainee.does(a.AskWhy()))
        assert "✓ tiny nodules" in text
        assert "efusion" in text

    def test_why_does_not_give_away_what_is_still_asked_for(self) -> None:
        trainee = begun("findings")
        trainee.says("lower lobe collapse")
        assert "left" not in said(trainee.does(a.AskWhy()))

    def test_why_before_any_answer_says_so(self) -> None:
        trainee = begun("findings")
        assert said(trainee.does(a.AskWhy())) == "Nothing has been judged yet."

    def test_a_dispute_is_claimed_apart_from_the_marks_and_not_asked_for_again(self) -> None:
        trainee = begun("findings")
        trainee.says("both lungs", "zebras", "like grains of sand")
        before = trainee.total
        claimed = next(event for event in trainee.does(a.Dispute()) if isinstance(event, e.Claimed))
        assert (claimed.concept, claimed.text) == ("nodules", "like grains of sand")
        assert trainee.total == before
        assert marks(trainee.script, trainee.state).claimed
        trainee.says("dunno", "dunno")
        assert "nodules" not in {event.concept for event in trainee.log if isinstance(event, e.Asserted)}

    def test_a_claim_keeps_the_judged_answer_and_what_the_trainee_adds(self) -> None:
        trainee = begun("findings")
        trainee.says("they are on either side of the spine", "?")
        claimed = next(event for event in trainee.does(a.Dispute(words="I said both")) if isinstance(event, e.Claimed))
        assert (claimed.concept, claimed.text) == ("", "they are on either side of the spine (I said both)")

    def test_what_can_be_disputed_does_not_name_what_is_still_asked_for(self) -> None:
        trainee = begun("findings")
        trainee.says("tiny nodules", "zebras", "lions")
        assert [name for _, name in disputable(trainee.script, trainee.state)] == ["the point that I asked for"]

    def test_words_that_nothing_had_asked_for_are_claimed_alone_or_for_what_is_asked_for_now(self) -> None:
        trainee = begun("findings")
        trainee.says("tiny nodules", "zebras")
        assert disputable(trainee.script, trainee.state) == (
            ("", "my words as they stand"),
            ("both-lungs", "the point that I am asking for now"),
        )

    @pytest.mark.parametrize(
        ("stage", "answers", "claimed", "label"),
        [
            ("findings", ("tiny nodules", "zebras", "large effusion"), "no-effusion", "“effusion”"),
            ("findings", ("zebras", "giraffes", "consolidation"), "consolidation", "consolidation"),
            ("findings", ("tiny nodules", "zebras", "lower lobe collapse"), "collapse", "“lower lobe collapse”"),
            ("differential", ("sarcoidosis", "done", "pneumonia"), "pneumonia", "pneumonia"),
            ("differential", ("sarcoidosis", "fungal infection"), "fungal", "“fungal infection”"),
            ("workup", ("sputum", "serum rhubarb"), "", ""),
        ],
    )
    def test_a_dispute_is_about_the_verdict_on_the_last_answer_and_not_about_the_last_hint(
        self, stage: str, answers: tuple[str, ...], claimed: str, label: str
    ) -> None:
        trainee = begun(stage)
        trainee.says(*answers)
        event = next(event for event in trainee.does(a.Dispute()) if isinstance(event, e.Claimed))
        assert (event.concept, event.text) == (claimed, answers[-1])
        assert label in event.words.text

    def test_once_a_question_is_closed_its_points_go_by_name_the_refused_first(self) -> None:
        trainee = begun("findings")
        trainee.says("tiny nodules both lungs", "large effusion")
        trainee.does(a.Skip())
        assert [name for _, name in disputable(trainee.script, trainee.state)][:2] == [
            "no pleural effusion",
            "1 to 3 mm",
        ]

    def test_a_question_of_the_tutors_about_what_is_disputed_is_not_put_again(self) -> None:
        trainee = begun("findings")
        trainee.says("consolidation")
        trainee.does(a.Dispute())
        assert trainee.item.pending is None

    def test_a_choice_is_disputed_as_the_last_answer_that_it_is(self) -> None:
        trainee = begun("debrief")
        trainee.says("a")
        event = next(event for event in trainee.does(a.Dispute(words="both are fruit")) if isinstance(event, e.Claimed))
        assert (event.item, event.concept, event.text) == ("debrief/one", "", "a (both are fruit)")

    def test_an_order_that_is_claimed_is_not_asked_for_but_gives_its_result(self) -> None:
        trainee = begun("workup")
        trainee.says("no side room")
        trainee.does(a.Dispute())
        trainee.says("sputum, neck ultrasound", "FNA", "done", "no")
        told = [event for event in trainee.log if isinstance(event, e.Resulted) and event.order == "isolate"]
        assert [event.told for event in told] == [True]
        assert not any(isinstance(event, e.Hinted) for event in trainee.log)

    def test_there_is_nothing_to_dispute_before_the_first_answer(self) -> None:
        assert names(begun("findings").does(a.Dispute())) == ["Spoke"]


class TestDebrief:
    """The expert beside the trainee."""

    def test_first_attempts_are_kept_with_the_credited_words(self) -> None:
        trainee = begun("findings")
        trainee.says("consolidation", "vessels", "tiny nodules", "both lungs", "done")
        side = debrief(trainee.script, trainee.state, trainee.log).sides[0]
        assert side.replies[0].text == "consolidation"
        assert [reply.text[s.start : s.end] for reply in side.replies for s in reply.credited] == [
            "tiny nodules",
            "both lungs",
        ]
        assert [(mended.name, mended.quote) for mended in side.mended] == [("consolidation", "consolidation")]
        assert "1 to 3 mm" in [missed.name for missed in side.missed]

    def test_it_explains_what_earned_less_than_its_worth_and_what_cost(self) -> None:
        trainee = begun("findings")
        trainee.says("dunno", "tiny nodules", "both lungs", "large effusion", "no effusion")
        remarks = debrief(trainee.script, trainee.state, trainee.log).sides[0].remarks
        assert "tiny nodules: after a hint, 75 % of its marks" in remarks
        assert "no pleural effusion: you had said otherwise at first" in remarks
        orders = begun("workup")
        orders.says("sputum, iodine scan", "side room")
        whole = debrief(orders.script, orders.state, orders.log)
        told = next(side.remarks for side in whole.sides if side.item == "workup/main")
        assert told == ("isolate: ordered, in part, 50 % of its marks", "iodine scan: contraindicated, costs 1")

    def test_it_says_that_it_is_a_simulation_and_not_reviewed(self) -> None:
        trainee = strong()
        text = debrief(trainee.script, trainee.state, trainee.log).disclaimer
        assert "simulation" in text
        assert "Not yet reviewed by a radiologist" in text

    def test_it_carries_everything_that_the_author_wrote_for_the_end(self) -> None:
        trainee = strong()
        whole = debrief(trainee.script, trainee.state, trainee.log)
        assert whole.diagnosis == "Test disease"
        assert whole.pearls == ("One pearl.",)
        assert whole.references == ("A book that does not exist, for tests only",)
        assert whole.table is not None
        assert [result.chosen for result in whole.quiz] == [("b",), ("a", "c")]
        assert [alike.name for alike in whole.look_alikes] == ["Metastases", "Miliary TB"]


def test_notes_hold_what_was_learnt_and_nothing_else() -> None:
    trainee = begun()
    trainee.says("any lumps?", "palpate the neck", "done", "no", "tiny nodules")
    headings = dict(notes(trainee.script, trainee.state, trainee.log))
    assert headings["The patient said"] == ("Lump in the neck: There is one.",)
    assert headings["On examination"] == ("Lump in the neck: A firm lump.",)
    assert headings["You have said"] == ("tiny nodules",)
    assert "Results" not in headings


ACTIONS = st.one_of(
    st.sampled_from(SAYINGS).map(a.Say),
    st.text(max_size=60).map(a.Say),
    st.sampled_from(
        [a.AskHint(), a.AskWhy(), a.Skip(), a.Dispute(), a.Choose(("b",)), a.Tick(), a.GoTo("findings/film")]
    ),
)


@settings(max_examples=120, deadline=None)
@given(st.lists(ACTIONS, max_size=40), st.integers(0, 2**32), st.sampled_from(["guided", "exam"]))
def test_whatever_is_done_the_run_stays_whole(actions: list[a.Action], seed: int, policy: e.Policy) -> None:
    """Nothing breaks it, marks stay within 0 to 100, the fold of the log is the state, the same again is the same."""
    trainee = begun(policy=policy, seed=seed)
    done: list[a.Action] = []
    for action in actions:
        if trainee.state.ended:
            break
        try:
            trainee.does(action)
        except MiliaryError:
            continue
        done.append(action)
    assert 0 <= trainee.total <= 100
    assert fold(trainee.log) == trainee.state
    again = begun(policy=policy, seed=seed)
    for action in done:
        again.does(action)
    assert again.log == trainee.log


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(SAYINGS), min_size=5, max_size=25), st.integers(0, 2**32))
def test_nobody_is_ever_stuck(texts: list[str], seed: int) -> None:
    """From wherever somebody is, skipping reaches the debrief in a bounded number of steps."""
    trainee = begun(seed=seed)
    for text in texts:
        if not trainee.state.ended:
            trainee.says(text)
    for _ in range(60):
        if trainee.state.ended:
            break
        trainee.does(a.Skip())
    assert trainee.state.ended == "completed"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(SAYINGS), min_size=1, max_size=30), st.integers(0, 2**32))
def test_every_turn_of_a_guided_case_says_something(texts: list[str], seed: int) -> None:
    """A trainee who says something always hears something back."""
    trainee = begun(seed=seed)
    for text in texts:
        if not trainee.state.ended:
            assert any(getattr(event, "words", None) for event in trainee.says(text)), text


def test_the_choice_among_phrasings_depends_on_the_seed_alone() -> None:
    one, same, other = (begun("findings", seed=seed) for seed in (1, 1, 2))
    for trainee in (one, same, other):
        trainee.says("tiny nodules", "zebras", "giraffes")
    assert said(one.log) == said(same.log)
    assert {said(begun("findings", seed=seed).says("tiny nodules")) for seed in range(12)} != {said(one.log[-1:])}


def test_a_script_knows_its_order_and_its_questions() -> None:
    script = Script.of_case(clinic(), PIN)
    assert script.stages() == ("history", "findings", "differential", "workup", "treatment", "debrief")
    assert [ref.id for ref in script.items][4:6] == ["workup/main", "workup/recommit"]
    assert script.next_after("workup/main") == script.ref("workup/recommit")
    assert script.next_after("debrief/several") is None
    assert replace(script, seed=3).items == script.items

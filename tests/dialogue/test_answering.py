"""An answer, and the tutor's moves after it, in the order that dialogue.md gives."""

from itertools import pairwise

import pytest

from miliary_chat.dialogue import actions as a, events as e
from persons import names, said


def test_what_is_said_is_credited_and_more_is_asked_for_freely_while_answers_bring_something(person) -> None:
    trainee = person("findings")
    assert names(trainee.says("tiny nodules")) == ["Credited", "Pumped"]
    assert names(trainee.says("no effusion")) == ["Credited", "Pumped"]
    assert "Hinted" in names(trainee.says("zebras"))


@pytest.mark.parametrize("seed", range(6))
def test_one_question_after_another_is_not_summed_up_in_the_same_words(person, seed: int) -> None:
    trainee = person("findings", seed=seed)
    film = "tiny nodules, both lungs, 2 mm, no pleural effusion, left lower lobe collapse, trachea deviated"
    trainee.says(film, "random distribution")
    sums = [event.words.text for event in trainee.log if isinstance(event, e.Spoke) and event.move == "summarise"]
    assert len(sums) == 2
    assert sums[0] != sums[1]


@pytest.mark.parametrize("seed", range(12))
def test_answer_upon_answer_is_never_asked_for_more_in_the_same_words_twice_running(person, seed: int) -> None:
    trainee = person("findings", seed=seed)
    trainee.says("trachea deviated", "left lower lobe collapse", "2 mm", "no pleural effusion", "tiny nodules")
    asked = [event.words.text for event in trainee.log if isinstance(event, e.Pumped)]
    assert len(asked) == 5
    assert all(one != other for one, other in pairwise(asked))


def test_done_while_something_required_is_open_is_said_so_once_and_then_told(person) -> None:
    trainee = person("findings")
    assert names(trainee.says("done")) == ["Spoke"]
    assert trainee.state.current == "findings/film"
    told = [event.concept for event in trainee.says("done") if isinstance(event, e.Asserted)]
    assert told == ["nodules", "both-lungs"]


def test_not_knowing_after_the_required_brings_a_hint_for_what_is_left_and_no_end(person) -> None:
    trainee = person("findings")
    hinted = trainee.says("tiny nodules both lungs", "?")
    assert [event.concept for event in hinted if isinstance(event, e.Hinted)] == ["size"]
    assert trainee.state.current == "findings/film"


def test_credit_marks_the_words_of_the_answer_itself(person) -> None:
    trainee = person("findings")
    answer = "there are tiny nodules"
    credited = next(event for event in trainee.says(answer) if isinstance(event, e.Credited))
    assert answer[credited.spans[0].start : credited.spans[-1].end] == "tiny nodules"
    assert credited.leaves == 100


def test_a_misconception_is_corrected_first_with_its_grain_of_truth_and_a_question(person) -> None:
    trainee = person("findings")
    events = trainee.says("tiny nodules and consolidation")
    assert names(events) == ["Erred", "Corrected", "Credited", "AskedBack"]
    assert "There is more white than normal. The vessels are not hidden." in said(events)
    assert trainee.item.pending is not None
    assert trainee.item.pending.kind == "mend"


@pytest.mark.parametrize(
    ("reply", "answer"),
    [("the vessels", "tutor/mend-good"), ("dunno", "mend/consolidation/tell"), ("bones", "mend/consolidation/tell")],
)
def test_the_question_after_a_correction_is_answered_and_never_marked(person, reply: str, answer: str) -> None:
    trainee = person("findings")
    events = trainee.does(a.Say("consolidation")) and trainee.says(reply)
    assert any(isinstance(event, e.Spoke) and event.words.key == answer for event in events)
    assert trainee.item.erred == ("consolidation",)


def test_one_correction_a_turn_the_most_harmful_first_and_the_other_before_the_question_closes(person) -> None:
    trainee = person("findings")
    first = [
        event for event in trainee.says("consolidation, it has to be tuberculosis") if isinstance(event, e.Corrected)
    ]
    assert [event.concept for event in first] == ["consolidation"]
    trainee.says("vessels", "tiny nodules both lungs", "done")
    assert {event.concept for event in trainee.log if isinstance(event, e.Corrected)} == {
        "consolidation",
        "dots-are-tb",
    }


def test_a_denied_expectation_is_told_and_pointed_at(person) -> None:
    trainee = person("findings")
    events = trainee.says("tiny nodules, large pleural effusion")
    contradicted = next(event for event in events if isinstance(event, e.Contradicted))
    assert (contradicted.concept, contradicted.point) == ("no-effusion", "base")
    assert "Follow the pleura down." in contradicted.words.text
    credited = [event for event in trainee.says("no effusion") if isinstance(event, e.Credited)]
    assert [(event.concept, event.leaves) for event in credited] == [("no-effusion", 50)]


def test_a_size_out_of_tolerance_is_asked_back_without_its_value(person) -> None:
    trainee = person("findings")
    events = trainee.says("nodules of 1 cm")
    asked = next(event for event in events if isinstance(event, e.AskedBack))
    assert asked.pending.concept == "size"
    assert "3" not in asked.words.text
    assert any(isinstance(event, e.Credited) and event.concept == "size" for event in trainee.says("2 mm"))


def test_a_near_answer_is_asked_back_once_and_never_twice(person) -> None:
    trainee = person("findings")
    asked = [
        event
        for event in [*trainee.says("opacities"), *trainee.says("opacities I said", "just opacities")]
        if isinstance(event, e.AskedBack) and event.pending.kind == "clarify"
    ]
    assert len(asked) == 1


def test_the_reply_completes_the_words_that_were_nearly_right(person) -> None:
    trainee = person("findings")
    asked = trainee.says("lower lobe collapse")[-1]
    assert isinstance(asked, e.AskedBack)
    assert asked.words.key == "tutor/near-side"
    assert "left" not in asked.words.text
    credited = [event for event in trainee.says("left") if isinstance(event, e.Credited)]
    assert [(event.concept, event.how) for event in credited] == [("collapse", "clarified")]


def test_the_ladder_goes_hint_hint_prompt_assertion_and_each_rung_leaves_less(person) -> None:
    trainee = person("findings")
    rungs = []
    for _ in range(4):
        rungs += [
            event for event in trainee.says("I don't know") if isinstance(event, e.Hinted | e.Prompted | e.Asserted)
        ]
    about = [event for event in rungs if event.concept == "nodules"]
    assert [type(event).__name__ for event in about] == ["Hinted", "Hinted", "Prompted", "Asserted"]
    assert [event.leaves for event in about[:3]] == [75, 50, 25]
    assert about[0].label == "hint 1 of 2 · leaves 75 %"


@pytest.mark.parametrize(("rungs", "leaves"), [(0, 100), (1, 75), (2, 50), (3, 25)])
def test_a_credit_is_worth_what_its_rung_leaves(person, rungs: int, leaves: int) -> None:
    trainee = person("findings")
    for _ in range(rungs):
        trainee.says("no idea")
    credited = next(event for event in trainee.says("tiny nodules") if isinstance(event, e.Credited))
    assert credited.leaves == leaves


def test_a_hint_depends_on_what_was_learnt(person) -> None:
    ignorant = person("findings")
    ignorant.says("dunno")
    assert "Lines or dots?" in said(ignorant.says("dunno"))
    curious = person()
    curious.says("any lumps in the neck?", "done", "no", "dunno")
    assert "Think of the lump." in said(curious.says("dunno"))


def test_what_is_not_recognised_is_never_counted_wrong_and_is_kept_for_the_author(person) -> None:
    trainee = person("findings")
    before = trainee.total
    events = trainee.says("the mitochondria are lovely")
    assert [event.text for event in events if isinstance(event, e.Unrecognised)] == ["the mitochondria are lovely"]
    assert trainee.total == before


def test_three_unrecognised_answers_in_a_row_bring_the_offer_to_tell(person) -> None:
    trainee = person("findings")
    events = trainee.says("zebras", "giraffes", "antelopes")
    offer = events[-1]
    assert isinstance(offer, e.AskedBack)
    assert offer.pending.kind == "offer"
    told = trainee.says("yes")
    assert any(isinstance(event, e.Asserted) and event.concept == offer.pending.concept for event in told)


def test_the_same_answer_again_brings_something_new(person) -> None:
    trainee = person("findings")
    trainee.says("tiny nodules")
    events = trainee.says("tiny nodules")
    assert names(events)[:2] == ["Spoke", "Hinted"]


def test_a_hint_that_is_asked_for_needs_an_attempt_before_the_next(person) -> None:
    trainee = person("findings")
    assert names(trainee.does(a.AskHint())) == ["Hinted"]
    assert names(trainee.does(a.AskHint())) == ["Spoke"]
    trainee.says("zebras")
    assert names(trainee.does(a.AskHint())) == ["Hinted"]


def test_all_required_met_closes_with_a_summary_and_goes_on(person) -> None:
    trainee = person("findings")
    trainee.says("tiny nodules in both lungs, 2 mm, no effusion")
    events = trainee.log[-3:]
    assert names(events) == ["Spoke", "Closed", "Opened"]
    assert trainee.state.current == "findings/pattern"


def test_who_is_done_after_the_required_is_not_pressed_for_extras(person) -> None:
    trainee = person("findings")
    trainee.says("tiny nodules both lungs", "that's all")
    assert trainee.state.current == "findings/pattern"


def test_unmet_extras_get_one_hint_each_and_are_then_told(person) -> None:
    trainee = person("findings")
    trainee.says("tiny nodules both lungs", "they look nice")
    hinted = [event.concept for event in trainee.log if isinstance(event, e.Hinted)]
    assert hinted == ["size"]
    assert (
        "You might also have said: no pleural effusion." in said(trainee.says("no clue", "no clue"))
        or trainee.state.current == "findings/pattern"
    )


def test_skip_tells_what_was_required_and_closes(person) -> None:
    trainee = person("findings")
    events = trainee.does(a.Skip())
    assert [event.concept for event in events if isinstance(event, e.Asserted)] == ["nodules", "both-lungs"]
    assert trainee.state.items["findings/film"].why == "skipped"


def test_the_right_steps_in_the_wrong_order_are_asked_back_and_the_reply_mends_them(person) -> None:
    trainee = person("treatment")
    events = trainee.says("radioiodine, then thyroidectomy")
    asked = [event for event in events if isinstance(event, e.AskedBack)]
    assert [event.words.text for event in asked] == ["Which comes first?"]
    credited = [event.concept for event in trainee.says("thyroidectomy first") if isinstance(event, e.Credited)]
    assert credited == ["iodine"]


@pytest.mark.parametrize(
    "text", ["hello", "thanks", "what do you mean?", "can you repeat the question?", "am I right?"]
)
def test_small_talk_and_questions_to_the_tutor_are_answered_and_never_judged(person, text: str) -> None:
    trainee = person("findings")
    events = trainee.says(text)
    assert names(events) == ["Spoke"]
    assert not any(isinstance(event, e.Judged) for event in events)


@pytest.mark.parametrize("text", ["?", "??", "i dont know", "No idea.", "um, not sure", "stuck"])
def test_not_knowing_is_a_rung_down_and_nothing_else(person, text: str) -> None:
    trainee = person("findings")
    assert names(trainee.says(text)) == ["Spoke", "Hinted"]


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "\x1b\x00"])
def test_an_empty_answer_is_said_to_be_empty_and_leaves_no_answer(person, text: str) -> None:
    trainee = person("findings")
    events = trainee.says(text)
    assert [event.words.key for event in events if isinstance(event, e.Spoke)] == ["tutor/empty"]
    assert trainee.item.answers == ()


EARLY = "tiny nodules both lungs, random distribution of nodules, 2 mm, no effusion, so TB or metastases"


def test_early_insight_is_credited_aloud_when_its_question_is_put_and_more_may_be_added(person) -> None:
    trainee = person("findings")
    events = trainee.says(EARLY)
    assert trainee.state.current == "findings/pattern"
    opened = next(event for event in events if isinstance(event, e.Opened))
    assert opened.words.text == "Which pattern on CT?"
    credited = [event for event in events if isinstance(event, e.Credited) and event.item == "findings/pattern"]
    assert [event.how for event in credited] == ["carried"]
    assert "random distribution" in credited[0].words.text
    assert isinstance(events[-1], e.Pumped)


@pytest.mark.parametrize("going", [a.Say("done"), a.Say("no"), a.Say("ok"), a.Say("zebras"), a.Skip()])
def test_a_question_that_was_answered_early_closes_when_nothing_is_added(person, going: a.Action) -> None:
    trainee = person("findings")
    trainee.says(EARLY)
    events = trainee.does(going)
    assert trainee.state.items["findings/pattern"].credits["random"].leaves == 100
    assert not any(isinstance(event, e.Asserted) for event in events)
    assert "Here is what I would have said" not in said(events)
    assert trainee.state.current == "differential/main"
    assert set(trainee.item.stands) == {"tb", "mets"}
    assert "Already on your list" in said(trainee.log)


def test_of_several_denials_each_is_told_the_weightiest_at_length(person) -> None:
    trainee = person("findings")
    events = trainee.says("large pleural effusion, no nodules, trachea not deviated")
    told = {event.concept: event.words.text for event in events if isinstance(event, e.Contradicted)}
    assert list(told) == ["nodules", "trachea", "no-effusion"]
    assert "Look again: is that so?" in told["nodules"]
    assert all("either" in told[name] or "too" in told[name] for name in ("trachea", "no-effusion"))
    assert "effusion" in told["no-effusion"]


def test_what_is_denied_again_after_it_was_contradicted_is_not_passed_over(person) -> None:
    trainee = person("findings")
    trainee.says("tiny nodules, pleural effusion")
    events = trainee.says("it is a pleural effusion")
    assert [event.concept for event in events if isinstance(event, e.Asserted)] == ["no-effusion"]


def test_a_denial_in_reply_to_the_question_after_a_correction_is_told_too(person) -> None:
    trainee = person("findings")
    trainee.says("consolidation")
    events = trainee.says("vessels, and there is a pleural effusion")
    assert [event.concept for event in events if isinstance(event, e.Contradicted)] == ["no-effusion"]


def test_hints_that_are_asked_for_go_down_the_whole_ladder_of_an_extra(person) -> None:
    trainee = person("findings")
    trainee.says("tiny nodules both lungs")
    rungs: list[e.Event] = []
    for text in ("zebras", "giraffes", "antelopes"):
        rungs += trainee.does(a.AskHint())
        trainee.says(text)
    assert [(type(event).__name__, getattr(event, "leaves", 0)) for event in rungs] == [
        ("Hinted", 75),
        ("Hinted", 50),
        ("Prompted", 25),
    ]


def test_after_a_hint_that_was_asked_for_one_miss_leaves_the_question_open_and_the_next_does_not(person) -> None:
    trainee = person("findings")
    trainee.says("tiny nodules both lungs")
    trainee.does(a.AskHint())
    assert "/hint" in said(trainee.says("zebras"))
    assert trainee.state.current == "findings/film"
    trainee.says("giraffes")
    assert trainee.state.current == "findings/pattern"


def test_an_extra_gets_one_rung_that_nobody_asked_for(person) -> None:
    trainee = person("findings")
    trainee.says("tiny nodules both lungs", "zebras", "giraffes", "antelopes")
    hinted = [event for event in trainee.log if isinstance(event, e.Hinted | e.Prompted)]
    assert [(event.item, event.concept) for event in hinted][:1] == [("findings/film", "size")]
    assert trainee.state.items["findings/film"].rungs == {"size": 1}


def test_words_that_deny_two_points_at_once_are_argued_about_once(person) -> None:
    trainee = person("findings")
    events = trainee.says("tiny nodules, trachea not deviated")
    judged = next(event for event in events if isinstance(event, e.Judged))
    denied = {verdict.concept for verdict in judged.verdicts if verdict.outcome == "denied"}
    assert denied == {"trachea", "shift"}
    assert [event.concept for event in events if isinstance(event, e.Contradicted)] == ["trachea"]


def test_what_was_denied_after_the_required_may_be_looked_at_again_before_the_question_closes(person) -> None:
    trainee = person("findings")
    events = trainee.says("tiny nodules both lungs", "zebras", "large pleural effusion")
    assert isinstance(events[-1], e.Contradicted)
    assert trainee.state.current == "findings/film"
    trainee.says("no effusion")
    assert "no-effusion" in trainee.state.items["findings/film"].credits


def test_after_the_last_rung_no_further_hint_is_promised(person) -> None:
    trainee = person("findings")
    for text in ("zebras", "lions"):
        trainee.does(a.AskHint())
        trainee.says(text)
    trainee.does(a.AskHint())
    assert trainee.item.prompted == {"nodules"}
    assert "There are no more hints for this one." in said(trainee.does(a.AskHint()))


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("what is the question?", "The question is: Describe the film."),
        ("What do you mean?", "The question is: Describe the film."),
        ("am I right?", "I cannot answer that for you yet. The question is: Describe the film."),
    ],
)
def test_the_question_is_said_again_to_who_asks_for_it(person, text: str, start: str) -> None:
    assert said(person("findings").says(text)) == start


@pytest.mark.parametrize("seed", range(6))
def test_skipping_one_question_after_another_is_not_answered_in_the_same_words(person, seed: int) -> None:
    trainee = person("findings", seed=seed)
    trainee.does(a.Skip())
    trainee.does(a.Skip())
    told = [event.words.text for event in trainee.log if isinstance(event, e.Spoke) and event.move == "encourage"]
    sums = [
        event.words.text.split(".")[0]
        for event in trainee.log
        if isinstance(event, e.Spoke)
        if event.move == "summarise"
    ]
    assert len(set(told)) == len(set(sums)) == 2


@pytest.mark.parametrize("before", [("tiny nodules",), ("dunno", "dunno", "dunno", "dunno")])
def test_what_was_said_or_told_before_is_acknowledged_and_earns_nothing_more(person, before: tuple[str, ...]) -> None:
    trainee = person("findings")
    trainee.says(*before)
    events = trainee.says("micronodules")
    assert names(events)[0] == "Spoke"
    assert "we have" in said(events)
    assert not any(isinstance(event, e.Credited) for event in events)

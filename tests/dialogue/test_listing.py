"""The differential: list, rank, reasons, the lead; and the lead put again when the results are back."""

import pytest

from miliary_chat.case.loaded import Loaded
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.score import marks
from miliary_chat.dialogue.script import Script
from persons import Person, names, said


def at_the_list(person, *texts: str):
    trainee = person("differential")
    events = trainee.says(*texts) if texts else []
    return trainee, events


def part(trainee, name: str):
    items = [item for stage in marks(trainee.script, trainee.state).stages for item in stage.items]
    return next(part for item in items for part in item.parts if part.id == name and item.item.startswith("diff"))


def test_a_list_is_taken_with_the_stance_of_each(person) -> None:
    trainee, _ = at_the_list(person, "probably metastases, possibly sarcoidosis, TB unlikely but must be excluded")
    stances = {name: stand.stance for name, stand in trainee.state.items["differential/main"].stands.items()}
    assert stances == {"mets": "favoured", "sarcoid": "possible", "tb": "unlikely"}


def test_an_unlikely_must_not_miss_counts_as_listed(person) -> None:
    trainee, _ = at_the_list(person, "metastases, TB unlikely but must be excluded")
    assert all(vital.met for vital in marks(trainee.script, trainee.state).vitals if vital.kind == "must-not-miss")


def test_one_unreasonable_diagnosis_is_corrected_a_turn_and_each_costs(person) -> None:
    trainee, events = at_the_list(person, "TB, metastases, pneumonia and emphysema")
    assert [event.concept for event in events if isinstance(event, e.Corrected)] == ["pneumonia"]
    assert part(trainee, "pneumonia").earned < 0
    assert part(trainee, "emphysema").earned < 0
    trainee.says("metastases lead because of the neck lump")
    assert {event.concept for event in trainee.log if isinstance(event, e.Corrected)} == {"pneumonia", "emphysema"}


def test_an_umbrella_word_is_asked_back_and_neither_credited_nor_unrecognised(person) -> None:
    trainee, events = at_the_list(person, "infection")
    assert names(events) == ["AskedBack"]
    assert said(events) == "Which infection?"
    trainee.says("TB")
    assert "tb" in trainee.item.stands


def test_the_question_about_an_umbrella_word_is_answered_by_what_completes_it(person) -> None:
    trainee, events = at_the_list(person, "cancer")
    assert said(events) == "Of which organ?"
    trainee.says("kidney")
    assert set(trainee.item.stands) == {"kidney", "mets"}


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("metastases are always cannonballs", set()),
        ("sarcoidosis; metastases are always cannonballs", {"sarcoid"}),
        ("metastases, though metastases are always cannonballs", {"mets"}),
        ("it has to be tuberculosis", set()),
        ("TB", {"tb"}),
    ],
)
def test_the_words_of_a_wrong_idea_list_nothing_unless_it_says_no_more_than_the_name(
    person, text: str, listed: set[str]
) -> None:
    trainee, events = at_the_list(person, text)
    assert any(isinstance(event, e.Corrected) for event in events)
    assert set(trainee.item.stands) == listed


def test_the_words_of_a_wrong_idea_are_not_carried_to_the_list(person) -> None:
    trainee = person("findings")
    trainee.says("tiny nodules, and metastases are always cannonballs")
    assert not trainee.state.items["differential/main"].carried


def test_a_too_general_diagnosis_keeps_half_until_it_is_made_exact(person) -> None:
    trainee, events = at_the_list(person, "fungal infection")
    assert trainee.item.stands["fungal"].leaves == 50
    assert isinstance(events[-1], e.AskedBack)
    trainee.says("histoplasmosis")
    assert trainee.item.stands["fungal"].leaves == 100


def test_a_member_of_a_group_lists_the_group_and_is_not_a_second_entry(person) -> None:
    trainee, _ = at_the_list(person, "renal cell carcinoma")
    assert set(trainee.item.stands) == {"kidney", "mets"}


def test_who_stops_early_is_asked_once_what_must_not_be_missed(person) -> None:
    trainee, events = at_the_list(person, "sarcoidosis", "done")
    asked = [event for event in trainee.log if isinstance(event, e.Pumped)]
    assert len(asked) == 1
    assert isinstance(trainee.says("done")[-1], e.AskedBack) or isinstance(events[-1], e.AskedBack)


def test_a_must_not_miss_that_was_never_named_is_told_before_the_stage_ends(person) -> None:
    trainee, _ = at_the_list(person, "sarcoidosis", "done", "done", "sarcoidosis")
    assert {event.concept for event in trainee.log if isinstance(event, e.Asserted)} == {"mets", "tb"}
    assert not any(vital.met for vital in marks(trainee.script, trainee.state).vitals if vital.kind == "must-not-miss")


def test_a_lead_that_is_too_general_is_listed_for_half(person) -> None:
    trainee, _ = at_the_list(person, "sarcoidosis", "done", "fungal infection", "fungal infection")
    own = trainee.state.items["differential/main"]
    assert (own.lead, own.stands["fungal"].leaves) == ("fungal", 50)


def test_a_first_answer_that_is_not_recognised_is_answered_by_one_sentence_that_helps(person) -> None:
    _, events = at_the_list(person, "zebras")
    assert names(events) == ["Unrecognised", "Pumped"]
    assert events[-1].words.key == "tutor/pump-blank"


def test_how_to_find_a_lead_is_told_once(person) -> None:
    trainee, _ = at_the_list(person, "TB and metastases", "done")
    assert names(trainee.does(a.AskHint())) == ["Hinted"]
    assert "only hint" in said(trainee.does(a.AskHint()))


@pytest.mark.parametrize(
    ("lead", "leaves"),
    [
        ("metastases", 100),
        ("TB", 60),
        ("sarcoidosis", 0),
        ("probably metastases, less likely TB", 100),
        ("pneumonia", 0),
    ],
)
def test_a_lead_is_right_defensible_or_wrong(person, lead: str, leaves: int) -> None:
    trainee, _ = at_the_list(person, "TB, metastases, sarcoidosis", "done")
    while trainee.state.current == "differential/main" and (trainee.item.pending or e).kind != "lead":
        trainee.says("done")
    trainee.says(lead)
    assert trainee.state.items["differential/main"].lead_leaves == leaves


@pytest.mark.parametrize("text", ["Also sarcoidosis", "and also sarcoidosis.", "In addition: sarcoidosis"])
def test_who_goes_on_with_also_where_the_lead_was_asked_for_adds_to_the_list(person, text: str) -> None:
    trainee, _ = at_the_list(person, "TB, metastases", "done")
    while (trainee.item.pending or e).kind != "lead":
        trainee.says("done")
    trainee.says(text)
    own = trainee.state.items["differential/main"]
    assert (own.lead, own.stands["sarcoid"].stance) == (None, "asserted")
    assert own.pending is not None
    assert own.pending.kind == "lead"
    trainee.says("metastases")
    assert trainee.state.items["differential/main"].lead == "mets"


def test_also_and_nothing_that_is_known_does_not_ask_for_ever(person) -> None:
    trainee, _ = at_the_list(person, "TB, metastases", "done")
    for _ in range(9):
        trainee.says("also zebras")
    assert trainee.state.current != "differential/main"


@pytest.mark.parametrize("text", ["no thats all", "No, that is all.", "next please", "ok thats everything, next"])
def test_there_are_many_ways_to_be_done(person, text: str) -> None:
    trainee, _ = at_the_list(person, "TB and metastases")
    assert "Unrecognised" not in names(trainee.says(text))


def test_the_verdict_on_the_lead_waits_for_the_results(person) -> None:
    trainee, _ = at_the_list(person, "TB and metastases", "done", "TB, because it is infectious")
    committed = next(event for event in trainee.log if isinstance(event, e.Committed))
    assert committed.words is not None
    assert committed.words.text == "Noted as your lead: Miliary TB. What would change your mind?"


def test_a_reason_for_the_lead_is_credited(person) -> None:
    trainee, _ = at_the_list(person, "TB and metastases", "done", "metastases, because of the neck lump")
    assert "lead.reason" in trainee.state.items["differential/main"].credits


def test_denying_a_diagnosis_while_committing_does_not_take_it_off_the_list(person) -> None:
    trainee, _ = at_the_list(person, "TB and metastases", "done", "not TB, metastases")
    own = trainee.state.items["differential/main"]
    assert (own.lead, own.stands["tb"].stance) == ("mets", "asserted")


def test_a_diagnosis_that_is_withdrawn_is_off_the_list(person) -> None:
    trainee, _ = at_the_list(person, "TB, sarcoidosis and metastases", "not sarcoidosis after all")
    assert trainee.state.items["differential/main"].stands["sarcoid"].stance == "withdrawn"


def test_without_a_lead_the_case_goes_on(person) -> None:
    trainee, _ = at_the_list(person, "TB", "done", "no idea", "no idea", "no idea")
    assert trainee.state.items["differential/main"].why in ("skipped", "complete")


def test_a_shotgun_list_earns_nothing_beyond_the_cap(person) -> None:
    trainee, _ = at_the_list(person, "TB, metastases, sarcoidosis, histoplasmosis")
    whole = part(trainee, "fungal").earned
    assert whole == 1.0
    question = trainee.script.differential("differential/main")[1]
    from miliary_chat.dialogue.parts import _diagnoses, _earning  # the cap is a number that no screen shows

    capped = question.model_copy(update={"cap": 2})
    assert _earning(capped, trainee.item) == {"tb", "mets"}
    how = {part.id: part.how for part in _diagnoses(capped, trainee.item)}
    assert (how["tb"], how["sarcoid"]) == ("listed", "too far down the list")


@pytest.mark.parametrize(
    ("answer", "leaves"), [("it stands", 100), ("yes", 100), ("metastases", 100), ("TB", 60), ("now sarcoidosis", 0)]
)
def test_the_lead_is_put_again_after_the_results(person, answer: str, leaves: int) -> None:
    trainee, _ = at_the_list(person, "TB and metastases", "done", "metastases")
    while trainee.state.current != "workup/recommit":
        trainee.does(a.Skip())
    events = trainee.says(answer)
    committed = next(event for event in events if isinstance(event, e.Committed))
    assert committed.leaves == leaves
    assert committed.words is not None


class TestALeadByAGeneralWord:
    """“Fungal infection” may mean several; who leads with it is asked which, and keeps half for the word alone."""

    def led(self, person, *texts: str):
        trainee = person("differential")
        events = trainee.says("metastases, TB", "done", *texts)
        return trainee, events

    def test_it_is_asked_which_one_and_the_reply_counts_whole(self, person) -> None:
        trainee, events = self.led(person, "a fungal infection leads")
        assert "Committed" not in names(events)
        assert trainee.item.pending
        assert "Committed" in names(trainee.says("histoplasmosis"))
        own = trainee.state.items["differential/main"]
        assert (own.lead, own.stands["fungal"].general, own.stands["fungal"].leaves) == ("fungal", False, 100)

    def test_said_again_it_is_taken_for_half(self, person) -> None:
        text = "list: {m: {accept: [lung metastases], broader: [metastases], ask: From where?}, t: {accept: [TB]}}"
        trainee = listing(text)
        trainee.says("TB", "done", "metastases lead", "I do not know from where")
        assert trainee.state.items["d/main"].lead == "m"
        assert trainee.state.items["d/main"].lead_leaves == 50

    def test_one_that_was_named_before_is_taken_whole(self, person) -> None:
        text = "list: {m: {accept: [lung metastases], broader: [metastases], ask: From where?}, t: {accept: [TB]}}"
        trainee = listing(text)
        trainee.says("lung metastases, TB", "done", "metastases lead")
        assert trainee.state.items["d/main"].lead_leaves == 100


def test_what_was_general_is_shown_when_it_is_said_exactly_whatever_hints_it_took() -> None:
    trainee = listing(
        "list: {m: {accept: [lung metastases], broader: [metastases], ask: From where?, must_not_miss: true,"
        " hint: [One., Two.]}, t: {accept: [TB]}}"
    )
    trainee.says("TB", "idk", "idk", "metastases")
    assert (trainee.item.stands["m"].general, trainee.item.stands["m"].leaves) == (True, 50)
    events = trainee.says("lung metastases")
    assert [event.words.text for event in events if isinstance(event, e.Listed) and event.words] == ["lung metastases"]


def listing(text: str) -> Person:
    """Somebody before a differential of that list, in which `m` leads."""
    top = "format: 1\nid: a\ntitle: T\ndiagnosis: D\nstages:\n  d:\n    question: Q?\n"
    loaded = Loaded.from_source(f"{top}    {text}\n    lead: {{accept: [m]}}\n".encode())
    someone = Person(Script.of_case(loaded.case, loaded.hash, policy="guided", seed=7))
    someone.does(a.Begin())
    return someone


def favouring() -> Person:
    """Somebody who favours `m`, and is asked whether that is the lead."""
    trainee = listing("list: {m: {accept: [metastases]}, t: {accept: [TB], must_not_miss: true, hint: What else?}}")
    events = trainee.says("probably metastases", "TB")
    assert "You favour metastases" in said(events)
    return trainee


@pytest.mark.parametrize("text", ["yes", "yes, because of the neck lump", "Yes. No fever.", "yeah - the lump"])
def test_a_lead_that_is_asked_about_is_confirmed_with_or_without_a_reason(text: str) -> None:
    trainee = favouring()
    trainee.says(text)
    assert trainee.state.items["d/main"].lead == "m"


@pytest.mark.parametrize("text", ["no, TB", "yes and no", "yesterday I would have said so"])
def test_what_is_no_yes_confirms_nothing(text: str) -> None:
    trainee = favouring()
    trainee.says(text)
    assert trainee.state.items["d/main"].lead != "m"


def test_another_diagnosis_in_reply_to_which_one_is_the_lead() -> None:
    trainee = listing(
        "list: {m: {accept: [lung metastases], broader: [metastases], ask: From where?}, t: {accept: [TB]}}"
    )
    trainee.says("sarcoid?", "TB", "done", "metastases lead", "no, TB after all")
    assert trainee.state.items["d/main"].lead == "t"

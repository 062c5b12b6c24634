"""A reply completes what was said before it, and only with words of its own."""

import pytest

from miliary_chat.case.reader import read_case
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.notes import notes
from miliary_chat.dialogue.script import Script
from persons import Person, said

PIN = "2" * 64
"""Another one than that of the clinic: what is compiled goes by it."""

CASE = """\
format: 1
id: shoulder
title: A frozen shoulder
diagnosis: Pancoast tumour
stages:
  findings:
    question: What do you see?
    expect:
      rib: {accept: [rib destruction], need: required, ask: What has happened to the bone?, hint: Count the ribs.}
      mass: {accept: [apical mass], need: required, hint: Look at the top.}
      hila: {accept: [hila normal], teach: No nodes.}
  differential:
    question: What could it be?
    list:
      pancoast:
        {accept: [Pancoast tumour], broader: [cancer], rank: 1, must_not_miss: true, ask: Which?}
      frozen: {accept: [frozen shoulder], rank: 2}
    lead: {accept: pancoast}
  workup:
    question: What do you order?
    orders:
      ct: {accept: [contrast CT], value: must, vague: {accept: [CT], ask: With what?}, result: A mass., hint: Size?}
      lungbx: {accept: [CT guided biopsy, lung biopsy], value: must, result: Squamous., hint: Which cells?}
      nodebx: {accept: [node biopsy], value: neutral, result: Nothing.}
    panels:
      biopsy: {accept: [biopsy], ask: Of what?}
quiz:
  one: {question: Which?, options: {a: The gland, b: The rib (the second one)}, right: b, why: {b: Yes. It is gone.}}
"""


@pytest.fixture
def begin():
    reading = read_case(CASE.encode(), "shoulder.yaml")
    assert reading.case is not None, [str(problem) for problem in reading.problems]

    def at(stage: str) -> Person:
        someone = Person(Script.of_case(reading.case, PIN, seed=1))
        someone.does(a.Begin(stage))
        return someone

    return at


def credited(events: list[e.Event]) -> list[str]:
    return [event.concept for event in events if isinstance(event, e.Credited)]


@pytest.mark.parametrize("reply", ["bacon sandwich", "chest drain", "tb", "zebras all over"])
def test_words_that_lie_apart_are_not_put_together_by_just_any_reply(begin, reply: str) -> None:
    trainee = begin("findings")
    assert said(trainee.says("rib with a mass beside it and destruction")) == "What has happened to the bone?"
    assert credited(trainee.says(reply)) == []


def test_they_are_by_a_reply_that_says_what_was_asked(begin) -> None:
    trainee = begin("findings")
    trainee.says("rib with a mass beside it and destruction")
    assert credited(trainee.says("the rib is destroyed")) == ["rib"]


@pytest.mark.parametrize("reply", ["ct guided", "CT guided, of the lung", "ct guided biopsy", "the lung"])
def test_what_completes_an_order_is_not_taken_for_another_word_too_general(begin, reply: str) -> None:
    trainee = begin("workup")
    assert said(trainee.says("biopsy")) == "Of what?"
    events = trainee.says(reply)
    assert [event.order for event in events if isinstance(event, e.Resulted)] == ["lungbx"]
    assert not any(isinstance(event, e.AskedBack) for event in events)


def test_another_order_in_place_of_an_answer_is_carried_out_alone(begin) -> None:
    trainee = begin("workup")
    trainee.says("biopsy")
    events = trainee.says("contrast CT")
    assert [event.order for event in events if isinstance(event, e.Resulted)] == ["ct"]


def test_a_word_too_general_is_listed_by_itself_and_gives_way_to_the_one_that_was_meant(begin) -> None:
    trainee = begin("differential")
    events = trainee.says("cancer")
    texts = [words.text for event in events if (words := getattr(event, "words", None))]
    assert any("Cancer" in text for text in texts)
    assert not any("Pancoast" in text for text in texts)
    assert dict(notes(trainee.script, trainee.state, trainee.log))["Your list"] == ("cancer",)
    trainee.says("a Pancoast tumour")
    assert dict(notes(trainee.script, trainee.state, trainee.log))["Your list"] == ("Pancoast tumour",)
    assert trainee.item.stands["pancoast"].leaves == 100


def test_who_says_all_that_is_required_at_once_is_asked_for_more_once(begin) -> None:
    trainee = begin("findings")
    events = trainee.says("apical mass with rib destruction")
    assert isinstance(events[-1], e.Pumped)
    assert credited(trainee.says("the hila are normal")) == ["hila"]
    assert any(isinstance(event, e.Closed) for event in trainee.log)


@pytest.mark.parametrize("reply", ["no", "done", "that is all", "zebras"])
def test_who_has_nothing_to_add_goes_on(begin, reply: str) -> None:
    trainee = begin("findings")
    trainee.says("apical mass with rib destruction")
    assert any(isinstance(event, e.Closed) for event in trainee.says(reply))


@pytest.mark.parametrize("answer", ["b", "its b", "the rib", "B) the rib", "the rib (the second one)"])
def test_an_option_is_chosen_by_letter_or_words_and_the_tutor_does_not_say_yes_twice(begin, answer: str) -> None:
    trainee = begin("debrief")
    events = trainee.says(answer)
    (chosen,) = (event for event in events if isinstance(event, e.Chosen))
    assert chosen.words.text.lower().count("yes") <= 1
    assert chosen.words.text.endswith("It is gone.")


def test_one_question_is_announced_as_one(begin) -> None:
    opened = [event for event in begin("debrief").log if isinstance(event, e.Opened)]
    assert "One question" in (opened[-1].scene or "")


INTERVIEW = """\
format: 1
id: hand
title: A numb hand
diagnosis: none
stages:
  history:
    question: Take a history.
    interview:
      numb: {ask: [numbness], reply: My little finger.}
      hands: {examine: [hand, inspect the hands], find: The small muscles are wasted.}
"""


@pytest.mark.parametrize(
    ("text", "brings"),
    [
        ("any numbness in the hand?", ["numb"]),
        ("do you have numbness of your hands", ["numb"]),
        ("numbness? inspect the hands", ["numb", "hands"]),
        ("any numbness, hands", ["numb", "hands"]),
        ("any numbness when I inspect the hands", ["numb", "hands"]),
        ("hands", ["hands"]),
    ],
)
def test_a_part_of_the_body_in_a_question_is_not_examined(text: str, brings: list[str]) -> None:
    reading = read_case(INTERVIEW.encode(), "hand.yaml")
    assert reading.case is not None, [str(problem) for problem in reading.problems]
    someone = Person(Script.of_case(reading.case, "3" * 64, seed=1))
    someone.does(a.Begin())
    assert [event.reply for event in someone.says(text) if isinstance(event, e.Replied)] == brings

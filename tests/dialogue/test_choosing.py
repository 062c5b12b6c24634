"""The quiz: the letter or the words count, and every option has its reason."""

import time

import pytest

from miliary_chat.dialogue import actions as a, events as e
from persons import said


@pytest.mark.parametrize("text", ["b", "B", "b)", "B.", "option b", "I think b", "pears", "Pears!", "b. pears", "pear"])
def test_the_letter_and_the_words_count(person, text: str) -> None:
    chosen = next(event for event in person("debrief").says(text) if isinstance(event, e.Chosen))
    assert (chosen.options, chosen.right) == (("b",), True)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "b i think",
            "b? not sure",
            "is it b",
            "i'd go for b",
            "Answer is b",
            "I would choose B",
            "I do not know, maybe B",
        ),
        *("the second one", "the second", "I think b because they are green", "b, but not sure", "hmm b"),
    ],
)
def test_what_people_say_around_a_letter_does_not_hide_it(person, text: str) -> None:
    chosen = next(event for event in person("debrief").says(text) if isinstance(event, e.Chosen))
    assert (chosen.options, chosen.right) == (("b",), True)


@pytest.mark.parametrize("text", ["b" + "." * 1900 + "x", "b" + " ," * 900 + "x", "ok " * 600, "b" + " maybe" * 300])
def test_a_long_and_odd_answer_is_heard_at_once(person, text: str) -> None:
    began = time.process_time()
    person("debrief").says(text)
    assert time.process_time() - began < 5


def test_a_wrong_option_is_told_why_it_is_wrong_and_what_is_right(person) -> None:
    text = said(person("debrief").says("apples"))
    assert "Apples are red." in text
    assert "B, Pears" in text
    assert "Pears it is." in text


@pytest.mark.parametrize("text", ["zebra", "d", "apples or pears", "7", "😀"])
def test_what_names_no_single_option_is_asked_again(person, text: str) -> None:
    trainee = person("debrief")
    assert [event.words.key for event in trainee.says(text) if isinstance(event, e.Spoke)] == ["tutor/choice-again"]
    assert trainee.item.chosen == ()


@pytest.mark.parametrize("text", ["a and c", "A, C", "c a", "iron and tin", "a,c"])
def test_several_right_options_are_taken_together(person, text: str) -> None:
    trainee = person("debrief")
    chosen = next(event for event in trainee.says("b", text) if isinstance(event, e.Chosen))
    assert (set(chosen.options), chosen.right) == ({"a", "c"}, True)


@pytest.mark.parametrize("text", ["a", "b", "a b", "a b c"])
def test_part_of_the_right_options_is_not_right(person, text: str) -> None:
    trainee = person("debrief")
    chosen = next(event for event in trainee.says("b", text) if isinstance(event, e.Chosen))
    assert chosen.right is False


def test_options_can_be_picked_without_words(person) -> None:
    trainee = person("debrief")
    assert any(isinstance(event, e.Chosen) and event.right for event in trainee.does(a.Choose(("b",))))


def test_the_one_hint_of_a_choice_is_given_once_and_costs_nothing(person) -> None:
    trainee = person("debrief")
    first, second = (trainee.does(a.AskHint())[-1] for _ in range(2))
    assert isinstance(first, e.Hinted)
    assert first.leaves == 100
    assert isinstance(second, e.Spoke)
    assert "only hint" in second.words.text


def test_not_knowing_tells_the_answer(person) -> None:
    trainee = person("debrief")
    assert "B, Pears" in said(trainee.says("no idea"))


def test_after_the_last_question_the_run_ends(person) -> None:
    trainee = person("debrief")
    trainee.says("b", "a c")
    assert trainee.state.ended == "completed"

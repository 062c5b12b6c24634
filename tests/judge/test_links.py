"""Links: a sentence that goes on about the one before it is read together with it."""

import pytest

from miliary_chat.judge.clause import sentences
from miliary_chat.judge.concept import Concept
from miliary_chat.judge.links import linked
from miliary_chat.judge.rubric import Rubric
from miliary_chat.judge.text import tokenise


def outcome(accept: str, answer: str) -> str:
    return Rubric([Concept("x", accept=(accept,))]).judge(answer).verdicts[0].outcome


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("BCG? If he has a scar that helps.", {1}),
        ("Nodes at both hila. They are calcified.", {1}),
        ("Nodes at both hila. And some of them are calcified.", {1}),
        ("A mass. It is round. Its edge is sharp.", {1, 2}),
        ("Several tests. A positive one proves it.", {1}),
        ("Nodes at both hila. The aorta is calcified.", set()),
        ("Nodes at both hila. One is calcified.", set()),
        ("Was he ever in a country where many people have had it? The film is rotated.", set()),
        ("One sentence with them in it.", set()),
        ("", set()),
    ],
)
def test_a_sentence_that_points_back_or_answers_a_topic_goes_on(text: str, numbers: set[int]) -> None:
    tokens = tokenise(text)
    assert linked(tokens, sentences(tokens)) == numbers


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("calcified hilar nodes", "Nodes at both hila. They are calcified."),
        ("calcified hilar nodes", "Nodes at both hila. These look calcified."),
        ("calcified hilar nodes", "Hilar nodes. Some of them are calcified."),
        ("calcified hilar nodes", "Hilar nodes? Calcified."),
        ("BCG scar", "BCG? If he has a scar that helps."),
        ("BCG scar", "BCG? A scar would help."),
        ("cavitating mass in the left lung", "Mass in the left lung. It is cavitating."),
        ("cavitating mass in the left lung", "Mass in the left lung. That one is cavitating."),
    ],
)
def test_what_goes_on_about_it_is_one_statement_with_it(accept: str, answer: str) -> None:
    assert outcome(accept, answer) == "met"


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("calcified hilar nodes", "Nodes at both hila. The aorta is calcified."),
        ("calcified hilar nodes", "Nodes at both hila. They are not calcified."),
        ("calcified hilar nodes", "Hilar nodes. I see ribs. They are calcified."),
        ("BCG scar", "BCG. A scar on the knee."),
    ],
)
def test_what_speaks_of_something_else_or_denies_it_is_not_met(accept: str, answer: str) -> None:
    assert outcome(accept, answer) != "met"

"""Punctuation that was spoken to a machine: "full stop" ends a sentence as the mark does."""

import pytest

from miliary_chat.judge.concept import Concept
from miliary_chat.judge.judgement import Judgement
from miliary_chat.judge.rubric import Rubric
from miliary_chat.judge.text import punctuated, tokenise

RUBRIC = Rubric(
    [
        Concept("effusion", accept=("pleural effusion",)),
        Concept("nodes", accept=("lymphadenopathy",)),
        Concept("tb", accept=("tuberculosis",)),
    ]
)
SPOKEN = [("full stop", "."), ("new line", "\n"), ("new paragraph", "\n"), ("semi colon", ";"), ("question mark", "?")]


def verdicts(judged: Judgement) -> list[tuple[str, str]]:
    return [(verdict.outcome, verdict.stance) for verdict in judged.verdicts]


@pytest.mark.parametrize(("words", "mark"), SPOKEN)
def test_the_spoken_mark_is_one_token_with_its_place_in_the_text(words: str, mark: str) -> None:
    text = f"no nodes {words} effusion"
    tokens = punctuated(tokenise(text))
    assert [(token.text, token.sort) for token in tokens] == [
        ("no", "word"),
        ("nodes", "word"),
        (mark, "mark"),
        ("effusion", "word"),
    ]
    assert text[tokens[2].start : tokens[2].end] == words


@pytest.mark.parametrize(("words", "mark"), SPOKEN)
@pytest.mark.parametrize(
    "answer",
    [
        "no nodes{} pleural effusion",
        "pleural effusion{} no nodes{} TB",
        "TB{} not sarcoid{} nodes",
        "No Nodes{} Pleural Effusion{}",
        "small effusion{} TB{}",
    ],
)
def test_an_answer_with_spoken_marks_is_judged_as_one_with_marks(answer: str, words: str, mark: str) -> None:
    spoken, written = answer.replace("{}", f" {words}"), answer.replace("{}", mark)
    assert verdicts(RUBRIC.judge(spoken)) == verdicts(RUBRIC.judge(written))
    shouted = spoken.replace(words, words.title())
    assert verdicts(RUBRIC.judge(shouted)) == verdicts(RUBRIC.judge(written))


def test_the_denial_ends_where_the_full_stop_was_spoken() -> None:
    assert RUBRIC.judge("no nodes pleural effusion").of("effusion").outcome == "denied"
    judged = RUBRIC.judge("no nodes full stop pleural effusion")
    assert (judged.of("nodes").outcome, judged.of("effusion").outcome) == ("denied", "met")


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("stop smoking", "stop smoking"),
        ("full blood count", "full blood count"),
        ("central line", "new central line"),
        ("full recovery", "a full recovery"),
    ],
)
def test_its_words_apart_stay_words(accept: str, answer: str) -> None:
    assert Rubric([Concept("x", accept=(accept,))]).judge(answer).verdicts[0].outcome == "met"


def test_a_spoken_comma_parts_the_items_of_a_list() -> None:
    tokens = punctuated(tokenise("no nodes comma raised TSH comma low iodine diet"))
    assert [token.text for token in tokens if token.sort == "mark"] == [",", ","]


@pytest.mark.parametrize("text", ["a comma shaped scar", "the comma sign", "nodes, then comma"])
def test_a_comma_that_is_a_shape_or_beside_a_written_one_stays_a_word(text: str) -> None:
    assert "comma" in [token.text for token in punctuated(tokenise(text))]

"""A misconception's own words, and what they take from the points that they name."""

import pytest

from miliary_chat.dialogue.own_words import own_words, taken_by_errors
from miliary_chat.dialogue.script import Script
from miliary_chat.judge.judgement import Evidence, Span, Verdict
from persons import PIN, clinic

LIST = "differential/main"
SENTENCE = "Metastases are always cannonballs, so TB"


def verdict(
    concept: str, words: str, *, kind: str = "expectation", phrasing: str = "", text: str = SENTENCE
) -> Verdict:
    start = text.index(words)
    evidence = Evidence((Span(start, start + len(words)),), phrasing or words, 1.0, "all-words", "It says so.")
    return Verdict(concept, kind, "met", "asserted", start, None, evidence)  # type: ignore[arg-type]


WRONG = verdict("large-mets", "always cannonballs", kind="misconception", phrasing="metastases are always cannonballs")


@pytest.mark.parametrize(
    ("phrasing", "own"),
    [
        ("metastases are always cannonballs", "Metastases are always cannonballs"),
        ("always cannonballs", "always cannonballs"),
        ("TB are always cannonballs", "are always cannonballs"),
    ],
)
def test_its_own_words_reach_as_far_as_its_neighbours_are_of_its_phrasing(phrasing: str, own: str) -> None:
    wrong = verdict("large-mets", "always cannonballs", kind="misconception", phrasing=phrasing)
    assert [SENTENCE[span.start : span.end] for span in own_words(SENTENCE, wrong)] == [own]


@pytest.mark.parametrize(
    ("concept", "words", "taken"),
    [("mets", "Metastases", True), ("kidney", "Metastases", False), ("tb", "TB", False)],
)
def test_it_takes_what_lies_within_its_words_unless_also_lets_both_count(concept: str, words: str, taken: bool) -> None:
    script = Script.of_case(clinic(), PIN)
    found = taken_by_errors(script, LIST, SENTENCE, (verdict(concept, words), WRONG))
    assert (concept in found) is taken

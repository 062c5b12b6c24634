"""Scope: every example in cues.yaml, and the sentences of scope_sentences.yaml, each read as it is marked."""

import re
from pathlib import Path

import pytest
import yaml

from miliary_chat.judge.cue import Sense
from miliary_chat.judge.data_files import read_data
from miliary_chat.judge.passage import Passage
from miliary_chat.judge.reader import Reader
from miliary_chat.judge.shipped import shipped, shipped_cues

SIGNS = {
    "-": Sense.DENIED,
    "*": Sense.POSSIBLE,
    "!": Sense.FAVOURED,
    "~": Sense.UNLIKELY,
    "%": Sense.UNCLEAR,
    "=": Sense.FAMILY,
    "^": Sense.CONSEQUENT,
    "+": Sense.PLAIN,
}
MARKED = re.compile(r"(?<!\w)([-*!~%=+^]+)(?=[A-Za-z])(\w+)|\((\w+)\)|<(\w+)>")
TELLING = Sense.DENIED | Sense.UNCLEAR | Sense.UNLIKELY | Sense.WITHDRAWN | Sense.SUPPOSED | Sense.FAMILY
EXAMPLES = [example for entry in read_data("cues.yaml") for example in entry.get("try", ())]
SENTENCES = yaml.safe_load(Path(__file__).with_name("scope_sentences.yaml").read_text(encoding="utf-8"))


def read(text: str) -> Passage:
    return Reader(shipped(), shipped_cues()).read(text)


def unmarked(example: str) -> tuple[str, list[tuple[int, str, list[int]]]]:
    """The example as a trainee would type it, and where each marked word starts with the senses it should have."""
    text = ""
    wanted: list[tuple[int, str, list[int]]] = []
    last = 0
    for found in MARKED.finditer(example):
        text += example[last : found.start()]
        signs, word, supposed, withdrawn = found.groups()
        meant = word or supposed or withdrawn
        senses = [SIGNS[sign] for sign in signs] if signs else [Sense.SUPPOSED if supposed else Sense.WITHDRAWN]
        wanted.append((len(text), meant, senses))
        text += meant
        last = found.end()
    return text + example[last:], wanted


def sense_at(passage: Passage, start: int) -> int:
    return next(passage.scope.over(at, at) for at, token in enumerate(passage.tokens) if token.start == start)


def assert_read_as_marked(example: str) -> None:
    text, wanted = unmarked(example)
    assert wanted, "the example marks no word"
    passage = read(text)
    for start, word, senses in wanted:
        found = sense_at(passage, start)
        shown = f"{word} in {text!r} is {found!r}"
        if senses == [Sense.PLAIN]:
            assert not found & TELLING, shown
        else:
            assert all(found & sense for sense in senses), shown
            assert Sense.DENIED in senses or not found & Sense.DENIED, shown


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_beside_the_cues_is_read_as_marked(example: str) -> None:
    assert_read_as_marked(example)


@pytest.mark.parametrize(
    ("subject", "sentence"), [(subject, sentence) for subject, all_ in SENTENCES.items() for sentence in all_]
)
def test_a_sentence_is_read_as_a_careful_reader_would(subject: str, sentence: str) -> None:
    assert_read_as_marked(sentence)


@pytest.mark.parametrize(
    ("text", "denied", "affirmed"),
    [
        ("no nodes, effusion or consolidation", "nodes effusion consolidation", ""),
        ("no nodes, effusion, consolidation", "nodes effusion consolidation", ""),
        ("No PTX/cavity/lobar consol. Trachea midline.", "ptx cavity consol", "trachea midline"),
        ("no effusion but a cavity in the right upper lobe", "effusion", "cavity"),
        ("no effusion and the heart is enlarged", "effusion", "heart enlarged"),
        ("no pleural effusion is seen", "effusion", ""),
        ("Absent: cavitation, basal reticulation, honeycombing.", "cavitation reticulation honeycombing", ""),
        ("Pleura: neither plaques nor effusion", "plaques effusion", ""),
        ("no lysis shes stable", "lysis", "stable"),
        ("heart not enlarged and trachea central", "enlarged", "trachea central"),
        ("sarcoid. no TB", "TB", "sarcoid"),
        ("Superadded TB: excluded, he is well", "TB", "well"),
        ("cavity: no. effusion: yes", "cavity", "effusion"),
        ("I don't think it's a saddle", "saddle", ""),
        ("no contrast because the kidneys are failing", "contrast", "kidneys failing"),
        ("non-cavitating mass in the right lung", "cavitating", ""),
        ("no change in the effusion", "", "effusion"),
        ("a mask or no, smoking", "", "smoking"),
    ],
)
def test_a_denial_reaches_what_it_means_and_no_further(text: str, denied: str, affirmed: str) -> None:
    passage = read(text)
    sense = {token.text: passage.scope.over(at, at) for at, token in enumerate(passage.tokens)}
    for word in denied.lower().split():
        assert sense[word] & Sense.DENIED, f"{word} should be denied"
    for word in affirmed.lower().split():
        assert not sense[word] & (Sense.DENIED | Sense.UNCLEAR), f"{word} should stand"


@pytest.mark.parametrize("text", ["No cavity, effusion.", "no cavity consolidation effusion"])
def test_a_list_that_may_or_may_not_go_on_is_unclear_and_not_guessed(text: str) -> None:
    passage = read(text)
    at = next(index for index, token in enumerate(passage.tokens) if token.text == "effusion")
    assert passage.scope.over(at, at) & (Sense.UNCLEAR | Sense.DENIED)


@pytest.mark.parametrize(
    "text", ["any weight loss?", "hasn't he lost weight?", "Did she not have fevers?", "is there no cough?"]
)
def test_a_question_denies_nothing(text: str) -> None:
    passage = read(text)
    assert not any(passage.scope.over(at, at) & Sense.DENIED for at in range(len(passage.tokens)))


@pytest.mark.parametrize(
    "text",
    ["Not needed:\n- PET\n- MRI\n\nCT", "I would not do:\n* PET\n* MRI\nCT", "not indicated:\n• PET\n• MRI\n\nCT"],
)
def test_a_heading_that_denies_goes_for_the_bullets_under_it(text: str) -> None:
    passage = read(text)
    senses = {token.text: passage.scope.over(at, at) for at, token in enumerate(passage.tokens)}
    assert senses["pet"] & Sense.DENIED
    assert senses["mri"] & Sense.DENIED
    assert not senses["ct"] & Sense.DENIED

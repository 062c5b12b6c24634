"""Tokens and roots: what is cut out where, and which forms of a word meet."""

import pytest
from hypothesis import given, strategies as st

from miliary_chat.base.sanitise import clean
from miliary_chat.judge.shipped import shipped
from miliary_chat.judge.sound import sound
from miliary_chat.judge.spelling import american, root
from miliary_chat.judge.text import fold, tokenise


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Small LEFT-sided effusion", "small left sided effusion"),
        ("1-3 mm", "1 - 3 mm"),
        ("1–3mm", "1 - 3 mm"),
        (">30,000", "> 30,000"),
        ("0.5 and 1,5", "0.5 and 1,5"),
        ("U&Es, T4 and C7", "u&es , t4 and c7"),
        ("?TB", "? tb"),
        ("w/o nodes", "w/o nodes"),
        ("cavity/nodes", "cavity / nodes"),
        ("R → RLL", "r -> rll"),
        ("≥ 90 %", ">= 90 %"),
        ("don’t", "don't"),
        ("naïve œdème ﬁbrosis", "naive oedeme fibrosis"),
        ("D-dimer", "d dimer"),
        ("", ""),
    ],
)
def test_an_answer_is_cut_into_words_numbers_and_marks(text: str, tokens: str) -> None:
    assert [token.text for token in tokenise(text)] == tokens.split()


@given(st.text(max_size=60))
def test_every_token_lies_where_it_says_one_after_the_other(text: str) -> None:
    text = clean(text)
    end = 0
    for token in tokenise(text):
        # One character may unfold into several tokens ("½" is 1 / 2), which then share it.
        assert end - 1 <= token.start < token.end <= len(text)
        end = token.end


@given(st.text(alphabet="abcdeéèöœﬁ²½ -–.,?/0123456789", max_size=40))
def test_a_word_cut_out_by_its_offsets_folds_to_its_text(text: str) -> None:
    text = clean(text)
    for token in tokenise(text):
        if token.sort == "word":
            assert token.text in fold(text[token.start : token.end])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("haematogenous", "hematogenous"),
        ("oedema", "edema"),
        ("tumour", "tumor"),
        ("haemoptysis", "hemoptysis"),
        ("centrilobular", "centrilobular"),
        ("fibre", "fiber"),
        ("anaemia", "anemia"),
        ("catheterised", "catheterized"),
        ("grey", "gray"),
        ("oesophagus", "esophagus"),
    ],
)
def test_british_and_american_spellings_meet(one: str, other: str) -> None:
    assert american(one) == american(other)
    assert root(one) == root(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("effusions", "effusion"),
        ("metastases", "metastasis"),
        ("nodules", "nodule"),
        ("opacities", "opacity"),
        ("thickening", "thickened"),
        ("calcified", "calcification"),
        ("dilated", "dilating"),
        ("enlarged", "enlarging"),
        ("biopsies", "biopsy"),
        ("apices", "apex"),
        ("pneumothoraces", "pneumothorax"),
        ("deviated", "deviation"),
        ("bronchi", "bronchus"),
        ("septa", "septal"),
        ("emboli", "embolus"),
        ("hila", "hilar"),
    ],
)
def test_forms_of_one_word_meet_in_its_key(one: str, other: str) -> None:
    assert shipped().key(one) == shipped().key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ileum", "ilium"),
        ("miliary", "biliary"),
        ("silicosis", "siderosis"),
        ("perineal", "peroneal"),
        ("hypocalcaemia", "hypercalcaemia"),
        ("four", "for"),
        ("does", "doses"),
        ("upper", "up"),
        ("mass", "mas"),
        ("nodule", "node"),
        ("bilateral", "lateral"),
    ],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert shipped().key(one) != shipped().key(other)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("sarcoidosis", "sarcoydosis", True),
        ("hemoptysis", "hemoptisis", True),
        ("pneumothorax", "numothorax", True),
        ("phlegm", "flegm", True),
        ("miliary", "military", False),
        ("silicosis", "siderosis", False),
    ],
)
def test_honest_misspellings_sound_alike_and_look_alikes_do_not(one: str, other: str, alike: bool) -> None:
    assert (sound(one) == sound(other)) is alike

"""Typos: real ones are mended, other real words never."""

import string

import pytest
from hypothesis import assume, given, strategies as st

from miliary_chat.judge.concept import Concept
from miliary_chat.judge.rubric import Rubric
from miliary_chat.judge.text import listed
from miliary_chat.judge.typo import Vocabulary
from miliary_chat.judge.words import is_real

TERMS = sorted(
    listed(
        """
        miliary sarcoidosis haemoptysis effusion pneumothorax lymphadenopathy perilymphatic silicosis consolidation
        cavitation tuberculosis metastases bronchiectasis hypokalaemia perineal ileum asbestosis histoplasmosis
        calcification thyroidectomy
        """
    )
)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    made = Vocabulary(fixed=frozenset({"right"}))
    made.add([*TERMS, "right"])
    return made


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("milary", "miliary"),
        ("millary", "miliary"),
        ("sarcoydosis", "sarcoidosis"),
        ("haemoptisis", "haemoptysis"),
        ("hemoptysys", "haemoptysis"),
        ("hemotpysis", "haemoptysis"),
        ("effusin", "effusion"),
        ("efusion", "effusion"),
        ("effussion", "effusion"),
        ("pneumothroax", "pneumothorax"),
        ("lymphadenopthy", "lymphadenopathy"),
        ("perilymhpatic", "perilymphatic"),
        ("silcosis", "silicosis"),
        ("consollidation", "consolidation"),
        ("tuberculosus", "tuberculosis"),
        ("metastasees", "metastases"),
        ("hystoplasmosis", "histoplasmosis"),
        ("thyroidectemy", "thyroidectomy"),
    ],
)
def test_a_real_typo_is_mended(vocabulary: Vocabulary, typed: str, meant: str) -> None:
    mending = vocabulary.mend(typed)
    assert mending is not None
    assert mending.word == meant
    assert mending.sure


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "military",
            "biliary",
            "siderosis",
            "scoliosis",
            "peroneal",
            "ilium",
            "hyperkalaemia",
            "infusion",
            "diffusion",
        ),
        *("haematemesis", "asbestos", "toxoplasmosis", "cavity", "bronchitis", "mill", "effort", "rigth"),
    ],
)
def test_another_real_word_or_a_short_one_is_never_taken_for_the_term(vocabulary: Vocabulary, typed: str) -> None:
    mending = vocabulary.mend(typed)
    assert mending is None or not mending.sure


@pytest.mark.parametrize(
    "word", ["military", "biliary", "ilium", "haemoptysis", "hemoptysis", "effusions", "lungs", "mediastinum"]
)
def test_a_real_word_is_known_in_either_spelling(word: str) -> None:
    assert is_real(word)


@pytest.mark.parametrize("word", ["milary", "efusion", "sarcoydosis", "xqzzy"])
def test_a_misspelt_word_is_not_real(word: str) -> None:
    assert not is_real(word)


@given(st.sampled_from([term for term in TERMS if len(term) >= 8]), st.data())
def test_one_wrong_letter_in_a_long_word_keeps_it_met_or_near_unless_it_makes_another_word(
    term: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(term) - 1))
    kind = data.draw(st.sampled_from(["drop", "double", "swap", "replace"]))
    letter = data.draw(st.sampled_from(string.ascii_lowercase))
    typed = {
        "drop": term[:at] + term[at + 1 :],
        "double": term[:at] + term[at] + term[at:],
        "swap": term[:at] + term[at : at + 2][::-1] + term[at + 2 :],
        "replace": term[:at] + letter + term[at + 1 :],
    }[kind]
    assume(not is_real(typed))
    assert Rubric([Concept("x", accept=(term,))]).judge(typed).verdicts[0].outcome in ("met", "near")

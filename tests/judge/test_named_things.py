"""Names: every content word of a phrasing counts, a name is taken whole, and registrars' shorthand is read."""

import pytest

from miliary_chat.judge.concept import Concept
from miliary_chat.judge.judgement import Verdict
from miliary_chat.judge.rubric import Rubric


def judge(accept: str, answer: str) -> Verdict:
    return Rubric([Concept("x", accept=(accept,))]).judge(answer).verdicts[0]


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("feel neck", "neck"),
        ("lung biopsy", "biopsy the lump"),
        ("same size", "size 2 mm"),
        ("blood test", "blood"),
        ("blood", "bloods"),
        ("bloods", "via the blood"),
        ("blood culture", "culture"),
        ("pleural thickening", "skin thickening"),
        ("examine chest", "chest"),
        ("neck ultrasound", "neck"),
        ("chest examination", "chest x-ray"),
        ("past history", "previous chest x-ray"),
        ("past medical history", "previous chest x-ray"),
        ("previous illness", "previous chest x-ray"),
        ("all zones", "sparing the lower zones"),
        ("palpate neck", "neck swelling? is she feeling any pain"),
        ("more at the bases", "at the bases"),
    ],
)
def test_one_common_word_does_not_earn_a_whole_phrasing(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome != "met"


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("feel neck", "feel her neck"),
        ("check TSH", "TSH"),
        ("same size", "all about the same size"),
        ("routine bloods", "bloods"),
        ("bloods", "blood tests"),
        ("blood", "thru the blood"),
        ("past medical history", "past history?"),
        ("previous TB", "PMH TB"),
        ("previous chest x-ray", "previous chest xray"),
    ],
)
def test_words_that_say_nothing_may_be_left_out(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome == "met"


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("CT", "HRCT"),
        ("CT", "CTPA"),
        ("CT", "CT pulmonary angiogram"),
        ("CT", "PET/CT"),
        ("CT", "PET CT"),
        ("CT chest", "HRCT chest"),
        ("biopsy", "TBLB"),
        ("biopsy", "no need for lung biopsy"),
    ],
)
def test_a_vague_name_is_not_found_inside_a_more_specific_one(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome == "missing"


@pytest.mark.parametrize(
    ("accept", "answer"),
    [("HRCT", "non-contrast HRCT chest"), ("PET", "PET/CT"), ("PET CT", "FDG PET/CT"), ("CT", "CT of the neck")],
)
def test_a_name_is_found_whole(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome == "met"


def test_a_kind_that_is_only_implied_gives_way_to_the_name() -> None:
    rubric = Rubric([Concept("vague", accept=("ultrasound",)), Concept("ebus", accept=("EBUS",))])
    judged = rubric.judge("EBUS")
    assert (judged.of("vague").outcome, judged.of("ebus").outcome) == ("missing", "met")


@pytest.mark.parametrize(
    "answer", ["O/E: neck, chest auscultation, nodes, abdo, skin", "exam: neck, chest, abdo, skin"]
)
@pytest.mark.parametrize("accept", ["examine the neck", "examine chest", "examine abdomen", "skin examination"])
def test_an_examination_goes_for_every_item_of_its_list(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome == "met"


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("examine abdomen", "I would examine the neck, chest and abdomen"),
        ("examine abdomen", "Examination - neck, chest, abdomen and skin"),
    ],
)
def test_an_examination_needs_no_colon(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome == "met"


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("examine abdomen", "Hx cough. CT abdomen"),
        ("examine neck", "O/E: chest. MRI neck"),
        ("examine the neck", "MRI neck, chest, abdomen"),
        ("examine abdomen", "examine the neck, then CT abdomen"),
    ],
)
def test_an_examination_goes_for_nothing_else(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome != "met"


@pytest.mark.parametrize(
    "accept", ["miliary metastases", "metastases", "thyroid metastases", "metastatic thyroid cancer"]
)
@pytest.mark.parametrize(
    "answer", ["miliary mets ?thyroid primary", "miliary metastases, likely primary in the thyroid"]
)
def test_a_metastasis_and_its_primary_do_not_contradict(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome in ("met", "near")


@pytest.mark.parametrize("answer", ["lung secondaries", "secondary deposits in the lung"])
def test_secondaries_are_metastases(answer: str) -> None:
    assert judge("lung metastases", answer).outcome == "met"


@pytest.mark.parametrize("answer", ["secondary infection", "secondary pulmonary lobule", "secondary to TB"])
def test_what_is_secondary_is_no_metastasis(answer: str) -> None:
    assert judge("metastasis", answer).outcome == "missing"


LISTED = "1. miliary metastases, thyroid primary most likely given the goitre. 2. miliary TB - less likely"


@pytest.mark.parametrize(
    ("accept", "answer", "stances"),
    [
        ("miliary metastases", LISTED, ("asserted", "favoured")),
        ("thyroid metastases", LISTED, ("asserted", "favoured")),
        ("miliary TB", LISTED, ("unlikely",)),
        ("TB", "TB, definitely", ("favoured",)),
        ("TB", "definitely TB", ("favoured",)),
        ("TB", "TB - for sure", ("favoured",)),
        ("TB", "this is TB, no need for anything else", ("favoured",)),
    ],
)
def test_an_item_keeps_its_own_stance(accept: str, answer: str, stances: tuple[str, ...]) -> None:
    verdict = judge(accept, answer)
    assert verdict.outcome == "met"
    assert verdict.stance in stances


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("papillary thyroid carcinoma", "papillary thyroid ca"),
        ("papillary thyroid cancer", "pap thyroid ca"),
        ("renal cell carcinoma", "renal cell ca"),
        ("breast cancer", "ca breast"),
        ("colon cancer", "colon ca"),
        ("adenocarcinoma", "lung adeno"),
        ("radioiodine", "RAI"),
        ("lymph node dissection", "LND"),
        ("total thyroidectomy", "TT"),
        ("normal heart", "heart NAD"),
        ("normal heart", "heart WNL"),
        ("past medical history", "PMHx"),
        ("family history", "FHx"),
        ("social history", "SHx"),
        ("drug history", "DHx"),
        ("medication", "DHx"),
        ("no fever", "w/o fever"),
        ("cough", "c/o cough"),
        ("TB", "r/o TB"),
        ("rib fracture", "R 4th rib #"),
        ("calcification", "calcification ++"),
        ("investigations", "Ix"),
        ("differential diagnosis", "DDx"),
        ("thyroid ultrasound", "USS thyroid"),
        ("levothyroxine suppression", "T4 suppression"),
        ("fine needle aspiration", "FNAC"),
        ("follow up", "f/u"),
        ("examination", "O/E"),
    ],
)
def test_registrars_shorthand_is_read(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome == "met"

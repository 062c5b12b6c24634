"""Typos in long words: one wrong letter keeps a word met, or at least asked about, unless it makes another word."""

import string
from functools import cache

from hypothesis import HealthCheck, assume, given, settings, strategies as st

from miliary_chat.judge.concept import Concept
from miliary_chat.judge.rubric import Rubric
from miliary_chat.judge.shipped import shipped
from miliary_chat.judge.spelling import root
from miliary_chat.judge.text import listed
from miliary_chat.judge.words import is_real, medical_within

WORDS = sorted(
    listed(
        """
        abscesses acromegaly adenocarcinoma aerobilia agranulocytosis alzheimers amyotrophy anechoic
        anisocoria appendicitis arrythmia arthritis aspergillosis asterixis asystole atheromatosis
        autistic baritosis basalioma befuddled bilharzia blastomyces blistered bloating boerhaaves
        bradycardia breathless bronchiectatic brucellosis butterfly campylobacter cannonballs
        cardiomegaly cavitating cephalization chlamydia cholecystitis choriocancer cirrhosis climacteric
        coagulopathy coccidiomycosis collapse confused consolidation convulsion costochondritis
        crackling cryptococcal cushings cystitis dehydration dementia dermatomyositis desaturation
        diaphoretic diplopia dislocated disoriented dorsalgia drowning dupuytren dyschromatopsia
        dyslipidaemia dyspepsia dysphasic dysrhythmia echinococcosis echopoor eggshell emaciation
        endometriosis epididymitis epiphora exanthem expectorate extrasystole fainting fecalith
        fibromyalgia flatline forgetful fractures gallstones giddiness gonalgia goodpasture guarding
        haematemesis haemochromatosis haemophagocytosis haemoptoe haemorrhoid halitosis hallucinations
        hashimoto headaches helicobacter hemianopia hemiplegia hepatitic hepatomegaly hepatotoxic
        histoplasma honeycomb hydatidosis hydroperitoneum hydroureteronephrosis inappetence indistinct
        infertility insomnia irritability jaundice kawasaki klinefelters kyphosis
        laryngotracheobronchitis leishmania leptospira leucocytosis leukaemia leukocytosis leukosis
        listeria lofgrens lymphadenopathies lymphedema lymphogranulomatosis lymphopenia malignancies
        mediastinitis meningioma meningococcal menopausal metastases micronodulation migraine morbilli
        myalgias mydriasis myelomatosis nauseated neoplasms nephrolithiasis nephrotoxicity neutropenia
        nocturia obliterated oesophagitis opacification organomegaly ornithosis osteoarthrosis
        osteomyelitis osteopenia osteoporosis overfilled palpatations pancreatitis panicking
        paracoccidioides paraesthesiae paralysis paraproteinaemia parkinson pectoriloquy permeative
        petechial pheochromocytoma phonophobia pickwickian pleurisy pneumatosis pneumococcus
        pneumocystosis pneumonic pneumothorax polyarteritis polycythaemic polymyositis polytrauma
        postmenopausal presyncope prostatism pruritic pseudomonas psittacosis pyelonephritis queasiness
        restlessness rheumatoid rhonchus salicylism sarcoidosis schistosoma scleritis sclerodermia
        seizured shadowing shingles silicoproteinosis sinusitis sleeplessness spasticity
        spondyloarthritis staphylococcal steatorrhoea stillbirth streptococcal strongyloidiasis suicidal
        syphilis tachypnoea takotsubo telangiectasias tenesmus thalassemic thrombocytopenic
        thrombophilic thumbprints thyrotoxicosis tonsillitis toxoplasmosis traumatism triangular
        tuberculomata unconscious undeviated unsteady urticarial vasculitic ventriculomegaly volvulus
        waterworks westermark xerophthalmia
        """
    )
)
SHAPES = ["{}", "there is {}", "I think {} is most likely", "{}, heart normal", "Findings: {}."]
often = settings(deadline=None, derandomize=True, max_examples=200, suppress_health_check=list(HealthCheck))


@cache
def rubric(word: str) -> Rubric:
    return Rubric([Concept("x", accept=(word,))])


def a_word(typed: str) -> bool:
    return is_real(typed) or typed in shipped().spoken


@st.composite
def misspelt(draw: st.DrawFn) -> tuple[str, str]:
    """A word and the same with one letter dropped, doubled, changed, or swapped with the next."""
    word = draw(st.sampled_from(WORDS))
    at = draw(st.integers(0, len(word) - 1))
    letter = draw(st.sampled_from(string.ascii_lowercase))
    wrong = {
        "drop": word[:at] + word[at + 1 :],
        "double": word[:at] + word[at] + word[at:],
        "change": word[:at] + letter + word[at + 1 :],
        "swap": word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    }
    return word, wrong[draw(st.sampled_from(sorted(wrong)))]


def test_the_words_are_long_and_the_lexicon_knows_them() -> None:
    assert len(WORDS) > 200
    assert all(len(word) >= 8 and word in shipped().spoken for word in WORDS)


@often
@given(misspelt(), st.sampled_from(SHAPES))
def test_one_wrong_letter_keeps_a_word_met_or_near(pair: tuple[str, str], shape: str) -> None:
    word, typed = pair
    assume(typed == word or root(typed) == root(word) or not a_word(typed))
    assert rubric(word).judge(shape.format(typed)).verdicts[0].outcome in ("met", "near")


@often
@given(misspelt())
def test_a_misspelt_word_is_denied_as_the_right_one_is(pair: tuple[str, str]) -> None:
    word, typed = pair
    assume(not a_word(typed))
    assert rubric(word).judge(f"no {typed}").verdicts[0].outcome != "met"


@often
@given(misspelt())
def test_what_was_read_is_told_where_it_stands(pair: tuple[str, str]) -> None:
    word, typed = pair
    assume(not a_word(typed) and root(typed) != root(word))
    answer = f"There is {typed.upper()} here"
    verdict = rubric(word).judge(answer).verdicts[0]
    assert verdict.evidence is not None
    typos = [reading for reading in verdict.evidence.readings if reading.kind == "typo"]
    assert [(reading.typed, answer[reading.span.start : reading.span.end]) for reading in typos] == [
        (typed.upper(), typed.upper())
    ]
    if verdict.outcome == "near":
        assert verdict.missing is not None
        assert verdict.missing.lack == "typo"


@settings(often, max_examples=80)
@given(st.sampled_from(WORDS))
def test_another_medical_word_one_letter_away_is_never_met(word: str) -> None:
    lexicon = shipped()
    for other in medical_within(word, 1):
        if root(other) != root(word) and lexicon.atoms(other).isdisjoint(lexicon.atoms(word)):
            assert rubric(word).judge(other).verdicts[0].outcome != "met", other

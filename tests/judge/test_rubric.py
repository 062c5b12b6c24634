"""The rubric: what an answer is judged to say, shape by shape."""

import pytest

from miliary_chat.judge.concept import Concept
from miliary_chat.judge.judgement import Verdict
from miliary_chat.judge.rubric import Rubric


def judge(accept: str, answer: str, **more: object) -> Verdict:
    """The verdict for one concept whose phrasings are parted by "|"."""
    accepted = tuple(accept.split("|")) if accept else ()
    return Rubric([Concept("x", accept=accepted, **more)]).judge(answer).verdicts[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("pleural effusion", "small pleural effusion"),
        ("pleural effusion", "effusion"),
        ("pleural effusion", "Pleural  EFFUSIONS."),
        ("haemoptysis", "has he been coughing up blood?"),
        ("dyspnoea", "SOB on the stairs"),
        ("shortness of breath", "short of breath"),
        ("right upper lobe mass", "mass in the RUL"),
        ("upper zone nodules", "nodules in the upper and mid zones"),
        ("mid zone nodules", "nodules in the upper and mid zones"),
        ("weight loss", "any fevers, night sweats, wt loss?"),
        ("neck lump", "lumps anywhere? a lump in the neck?"),
        ("beta hCG", "HRCT, sputum AFB x3, beta hcg and a neck US pls"),
        ("neck ultrasound", "HRCT, sputum AFB x3, beta hcg and a neck US pls"),
        ("sputum AFB", "HRCT, sputum AFB x3, beta hcg and a neck US pls"),
        ("HRCT", "HRCT, sputum AFB x3, beta hcg and a neck US pls"),
        ("miliary nodules", "1. milary nodules 2. no effusion"),
        ("corticosteroids", "start prednisolone"),
        ("previous DVT or PE", "any DVT in the past?"),
        ("left lower lobe consolidation", "LLL consol"),
        ("pulmonary artery embolus", "embolus in the main PA"),
        ("eggshell calcification", "egg shell calcification"),
        ("pleural effusion", "pleuraleffusion"),
        ("1-3 mm nodules", "nodules, 2mm, everywhere"),
        ("stage II", "this is stage 2 disease"),
        ("lymphadenopathy", "hilar nodes"),
        ("trachea central", "trachea not deviated"),
        ("normal heart size", "heart not enlarged"),
        ("metastases", "mets"),
        ("progressive massive fibrosis", "that is P M F"),
        ("unlikely", "very unlikely indeed"),
        ("no", "no"),
        ("no pleural effusion", "Effusion? None."),
        ("coal worker's pneumoconiosis", "coal workers' pneumoconiosis"),
        ("TB contact", "TB contacts (household)"),
        ("pneumothorax", "could there be a pneumothroax"),
        ("tracheal deviation", "trachea deviated to the left"),
        ("family history of TB", "FHx TB"),
        ("family history of TB", "any family history of TB?"),
        ("TB", "too early for TB to be excluded"),
    ],
)
def test_the_same_thing_in_other_words_is_met(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome == "met"


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("pleural effusion", "no pleural effusion"),
        ("pleural effusion", "effusion is absent"),
        ("pleural effusion", "effusion? none"),
        ("pleural effusion", "the effusion has resolved"),
        ("pleural effusion", "no nodes, effusion or consolidation"),
        ("small left pleural effusion", "no effusion"),
        ("right hilum pulled up", "right hilum not pulled up"),
        ("lung cancer", "no malignancy"),
        ("TB", "TB has been excluded"),
        ("TB", "not TB but sarcoid"),
        ("TB", "sarcoid rather than TB"),
        ("cardiomegaly", "normal heart size"),
        ("cardiomegaly with CTR above 0.5", "heart normal in size, normal heart size, CTR 0.45"),
        ("CTR above 50%", "CTR below 50%"),
        ("increased density", "decreased density"),
        ("hypokalaemia", "hyperkalaemia"),
        ("morphine", "avoid morphine"),
        ("thrombolysis", "thrombolysis is contraindicated"),
        ("no pleural effusion", "bilateral effusions"),
        ("trachea central", "trachea is deviated to the right"),
        ("unilateral effusion", "bilateral effusion"),
    ],
)
def test_what_the_answer_denies_is_denied(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome == "denied"


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("no pleural effusion", "no nodes, effusion or consolidation"),
        ("no pleural effusion", "effusion absent"),
        ("no pleural effusion", "no pleural fluid"),
        ("no pleural effusion|costophrenic angles are clear", "costophrenic angles clear"),
        ("no pneumothorax", "No PTX/cavity/lobar consol."),
        ("no cavitation", "non-cavitating"),
        ("trachea not deviated", "trachea midline"),
        ("no thrombolysis as she is stable", "no lysis, she is stable"),
        ("avoid steroids", "steroids are contraindicated"),
        ("no lymphadenopathy", "without enlarged nodes"),
    ],
)
def test_an_expected_denial_is_met_by_any_denial(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome == "met"


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("left pleural effusion", "right pleural effusion"),
        ("left pleural effusion", "left lower lobe consolidation and right effusion"),
        ("left pleural effusion", "effusion on the right, consolidation on the left"),
        ("right upper lobe mass", "mass in the left upper lobe"),
        ("right upper lobe mass", "mass in the right lower lobe"),
        ("left upper lobe nodule", "right upper and left lower lobe nodules"),
        ("upper zone nodules", "lower zone nodules"),
        ("apical cavity", "basal cavity"),
        ("left hilum", "right hilum"),
    ],
)
def test_the_wrong_side_or_zone_is_never_met(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome in ("near", "missing", "denied")


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("pleural effusion", "pericardial effusion"),
        ("miliary TB", "biliary TB"),
        ("silicosis", "siderosis"),
        ("ileum", "ilium"),
        ("pulmonary embolism", "no"),
        ("lung cancer", "lung abscess, breast cancer"),
        ("CT neck", "sputum, HRCT, neck ultrasound, iodine scan"),
        ("CT neck", "CT chest and neck ultrasound"),
        ("left pleural effusion", "effusion, left lower lobe collapse"),
        ("4 cm nodule", "nodules, 4 cm mass"),
        ("specific term here", ""),
        ("tuberculosis", "   \n ... ???"),
        ("pneumoconiosis", "not silicosis"),
        ("history of TB", "family history of TB"),
    ],
)
def test_a_look_alike_is_neither_credited_nor_taken_for_a_denial(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome in ("missing", "near")


@pytest.mark.parametrize(
    ("answer", "outcome", "stance"),
    [
        ("TB", "met", "asserted"),
        ("?TB", "met", "possible"),
        ("TB?", "met", "possible"),
        ("could be TB", "met", "possible"),
        ("cannot exclude TB", "met", "possible"),
        ("possibly TB or sarcoid", "met", "possible"),
        ("most likely TB", "met", "favoured"),
        ("I favour TB", "met", "favoured"),
        ("TB is top of my list", "met", "favoured"),
        ("probably TB", "met", "favoured"),
        ("TB, less likely sarcoid", "met", "asserted"),
        ("less likely TB", "met", "unlikely"),
        ("unlikely to be TB", "met", "unlikely"),
        ("it is not TB but sarcoid", "denied", "asserted"),
        ("TB unlikely but must be excluded", "met", "unlikely"),
        ("sarcoid is most likely, TB is less likely", "met", "unlikely"),
        ("Most likely TB. On reflection TB is unlikely", "met", "unlikely"),
        ("not TB", "denied", "asserted"),
        ("at first I thought TB, actually sarcoid", "missing", "asserted"),
    ],
)
def test_a_listed_diagnosis_has_a_stance_and_the_latest_counts(answer: str, outcome: str, stance: str) -> None:
    verdict = judge("tuberculosis|TB", answer)
    assert (verdict.outcome, verdict.stance) == (outcome, stance)


def test_a_list_keeps_its_order() -> None:
    rubric = Rubric(
        [
            Concept("sarcoid", accept=("sarcoidosis",)),
            Concept("tb", accept=("TB",)),
            Concept("mets", accept=("metastases",)),
        ]
    )
    judged = rubric.judge("mets > TB > sarcoid")
    assert sorted(judged.verdicts, key=lambda verdict: verdict.position or 0) == [
        judged.of(name) for name in ("mets", "tb", "sarcoid")
    ]


@pytest.mark.parametrize(
    ("answer", "met"),
    [
        ("consolidation in the right lower lobe", True),
        ("consolidation?", True),
        ("no consolidation", False),
        ("if there were consolidation I would see bronchograms", False),
        ("I used to think consolidation but the vessels are seen", False),
        ("consolidation is unlikely", False),
        ("it would be wrong to call this consolidation", False),
    ],
)
def test_a_misconception_is_met_only_when_it_is_held(answer: str, met: bool) -> None:
    assert (judge("consolidation", answer, kind="misconception").outcome == "met") is met


@pytest.mark.parametrize(
    ("answer", "met"),
    [
        ("he had BCG so TB is excluded", True),
        ("BCG rules out TB", True),
        ("BCG means it is not TB", True),
        ("BCG does not exclude TB", False),
        ("No BCG, no TB contact", False),
        ("ask about BCG. TB is likely.", False),
    ],
)
def test_a_false_rule_is_told_from_its_denial(answer: str, met: bool) -> None:
    assert (judge("BCG excludes TB", answer, kind="misconception").outcome == "met") is met


@pytest.mark.parametrize(
    ("more", "answer", "lack", "words"),
    [
        (
            {"accept": ("small left pleural effusion", "left pleural effusion")},
            "pleural effusion on the right",
            "place",
            ("left",),
        ),
        ({"accept": ("rim enhancing hilar nodes",)}, "hilar nodes", "facet", ("rim enhancing",)),
        ({"accept": ("1-3 mm nodules",)}, "5-10 mm nodules", "value", ("1-3 mm",)),
        ({"measure": "1-3 mm"}, "about 8 mm each", "value", ("about 8 mm",)),
        ({"accept": ("papillary thyroid metastases",), "broader": ("metastases",)}, "mets", "which", ()),
        (
            {"require": (("night sweats",), ("weight loss", "lost weight"))},
            "night sweats?",
            "several",
            ("weight loss",),
        ),
        ({"accept": ("miliary nodules",)}, "military nodules", "typo", ("miliary",)),
        ({"accept": ("effusion",)}, "No cavity, effusion.", "polarity", ()),
        ({"accept": ("no effusion",)}, "no effusion on the right", "polarity", ()),
        ({"accept": ("miliary thyroid metastases",), "broader": ("thyroid metastases",)}, "thyroid mets", "which", ()),
        ({"accept": ("effusion",)}, "not sure whether there is an effusion", "polarity", ()),
    ],
)
def test_near_names_what_is_missing(more: dict[str, object], answer: str, lack: str, words: tuple[str, ...]) -> None:
    verdict = Rubric([Concept("x", **more)]).judge(answer).verdicts[0]  # type: ignore[arg-type]
    assert verdict.outcome == "near"
    assert verdict.missing is not None
    assert (verdict.missing.lack, verdict.missing.words) == (lack, words)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("2 mm", "met"),
        ("nodules of 4 mm", "met"),
        ("5 mm", "near"),
        ("about a centimetre", "near"),
        ("half a centimetre", "near"),
        ("a couple of millimetres", "met"),
        ("6-12 months", "missing"),
        ("millet seed sized", "met"),
        ("T4 and C7", "missing"),
    ],
)
def test_a_measure_is_met_within_its_tolerance(answer: str, outcome: str) -> None:
    verdict = judge("millet seed sized", answer, measure="1-3 mm", tolerance="1 mm")
    assert verdict.outcome == outcome


def test_reject_beats_everything() -> None:
    verdict = judge("lenvatinib", "start lenvatinib first", reject=("lenvatinib first",))
    assert verdict.outcome == "missing"
    assert verdict.evidence is not None
    assert verdict.evidence.rule == "rejected"


def test_what_contradicts_an_expectation_denies_it() -> None:
    verdict = judge("lungs clear", "there is a large mass", contradicted=("mass",))
    assert (verdict.outcome, verdict.evidence.rule if verdict.evidence else "") == ("denied", "contradicted")


def test_all_groups_may_be_named_anywhere_in_the_answer() -> None:
    require = (("rifampicin", "RIPE"), ("isoniazid", "RIPE"), ("pyrazinamide", "RIPE"))
    assert judge("", "RIPE for two months", require=require).outcome == "met"
    assert judge("", "Rifampicin. Then pyrazinamide, later isoniazid", require=require).outcome == "met"
    assert judge("", "rifampicin and isoniazid", require=require).outcome == "near"
    assert judge("", "paracetamol", require=require).outcome == "missing"


def test_an_empty_rubric_judges_an_answer() -> None:
    assert Rubric([]).judge("anything").verdicts == ()


def test_unclaimed_stretches_are_kept_for_the_author() -> None:
    judged = Rubric([Concept("x", accept=("pleural effusion",))]).judge("pleural effusion, snowstorm appearance")
    assert [judged.answer[span.start : span.end] for span in judged.unclaimed] == ["snowstorm appearance"]

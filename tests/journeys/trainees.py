"""Who the trainees are: what each of them says to each question, in order."""

from collections.abc import Mapping, Sequence
from typing import Final

Plan = Mapping[str, Sequence[str]]

STRONG: Final[Plan] = {
    "Take her history": [
        "How long have you had the cough, and do you bring up any phlegm?",
        "Any fever, night sweats or weight loss?",
        "Are you short of breath?",
        "Have you ever coughed up blood?",
        "Have you noticed any lumps or swellings anywhere?",
        "examine the neck",
        "Have you been in contact with anyone with TB?",
        "Where were you born, and have you travelled recently?",
        "Any HIV, steroids or other immune problems?",
        "What do you do for a living? Any dust exposure?",
        "Do you keep birds or other pets?",
        "Do you smoke?",
        "Could you be pregnant? When was your last period?",
        "Is your voice hoarse or do you have trouble swallowing?",
        "Any past medical history, any cancer?",
        "Is there thyroid disease in the family?",
        "Do you take any medicines, any allergies?",
        "auscultate the chest",
        "examine the skin and the eyes",
        "done",
        "no",
    ],
    "Describe the film": [
        (
            "PA chest film, well inspired. There are innumerable tiny well-defined nodules of about 2 mm in both "
            "lungs, in all zones, of uniform size and slightly denser at the bases. The hila are normal, there is"
            " no pleural effusion and no consolidation or cavity. The heart is of normal size. The trachea is "
            "deviated to the left by a soft tissue mass at the thoracic inlet."
        ),
    ],
    "three ways": [
        "random, perilymphatic and centrilobular",
    ],
    "By which road": [
        "By the bloodstream: veins, right heart, pulmonary arteries, and they lodge in the capillaries",
    ],
    "What are your thoughts": [
        (
            "Miliary metastases from a thyroid cancer, which I favour, miliary TB, sarcoidosis, histoplasmosis, "
            "and less likely silicosis, hypersensitivity pneumonitis or choriocarcinoma"
        ),
    ],
    "Which one leads": [
        "Thyroid metastases, because of the neck lump and no fever",
    ],
    "What do you do first": [
        "Put a mask on her and isolate her in a side room",
        "beta hCG, TSH, HIV",
        "three sputum samples for AFB smear, NAAT and culture",
        "HRCT chest",
        "ultrasound of the neck",
        "FNA of the node with thyroglobulin washout",
        "contrast CT of the neck",
        "discuss at the thyroid MDT",
        "done",
        "no",
    ],
    "Does your lead stand": [
        "Yes: papillary thyroid carcinoma with miliary lung metastases",
    ],
    "Set out the plan": [
        (
            "Discuss at MDT, then total thyroidectomy with lateral and central neck dissection, then radioiodine,"
            " repeated. Levothyroxine to suppress TSH. Follow up with thyroglobulin and whole body scan. "
            "Lenvatinib only if iodine refractory. Await the TB culture."
        ),
    ],
    "What must be in place": [
        (
            "Negative pregnancy test and contraception, TSH above 30 by thyroid hormone withdrawal, low iodine "
            "diet, no iodinated contrast in the last 6 weeks, advice on keeping distance from her son"
        ),
    ],
    "what will become of her": [
        (
            "A good prognosis: stage II, she is young and the nodules are tiny. It depends on whether they take "
            "up iodine. Lifelong follow up."
        ),
    ],
    "most typically causes": [
        "b",
    ],
    "is the most sensitive for": [
        "c",
    ],
    "NOT a typical": [
        "emphysema",
    ],
    'word "miliary" tell': [
        "b",
    ],
    "contrast CT of the neck on Monday": [
        "c",
    ],
    "What is her stage": [
        "b",
    ],
}
"""A registrar who has seen this before: thorough, orderly, complete."""

WRONG: Final[Plan] = {
    "Take her history": [
        "any fever?",
        "it is obviously pneumonia, give her antibiotics",
        "done",
        "no",
    ],
    "Describe the film": [
        "There is bilateral consolidation with air bronchograms.",
        "The vessels stay sharp",
        "Reticular shadowing with Kerley B lines",
        "Unilateral, right lung only",
        "There are bilateral pleural effusions",
        "Hilar lymphadenopathy",
        "nodules of 3 cm",
        "cannonballs",
    ],
    "three ways": [
        "left, right and middle",
        "random means TB",
    ],
    "By which road": [
        "through the airways, they are inhaled",
        "lymphatics",
    ],
    "What are your thoughts": [
        "Pneumonia, definitely pneumonia. Or emphysema. Miliary means TB.",
        "heart failure",
    ],
    "Which one leads": [
        "pneumonia",
    ],
    "What do you do first": [
        "start antibiotics",
        "lung biopsy",
        "radioiodine scan",
        "negative AFB excludes TB",
        "CT",
        "done",
        "no",
    ],
    "Does your lead stand": [
        "Yes, pneumonia",
    ],
    "Set out the plan": [
        "Chemotherapy. It is stage IV, palliative care only.",
        "hemithyroidectomy",
        "lenvatinib first line",
    ],
    "What must be in place": [
        "nothing special",
        "contrast forbidden forever",
    ],
    "what will become of her": [
        "poor prognosis, months to live",
        "stage IV",
    ],
    "most typically causes": [
        "a",
    ],
    "is the most sensitive for": [
        "d",
    ],
    "NOT a typical": [
        "a",
    ],
    'word "miliary" tell': [
        "a",
    ],
    "contrast CT of the neck on Monday": [
        "b",
    ],
    "What is her stage": [
        "d",
    ],
}
"""Somebody who is sure of everything, and wrong."""

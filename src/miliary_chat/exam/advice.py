"""What the numbers of an item analysis advise, in a few plain words each: the bands as tables that a person can check.

The bands are those of Moodle's “Quiz report statistics” (docs.moodle.org/dev/Quiz_report_statistics); the words are our
own. Moodle gives whole per cents, so a number is rounded to a whole per cent first (halves up) and then stands in the
first band that begins at or below it. Moodle's bands for facility leave 65 out, and have 20 twice; here 65 is about
right, and 20 is hard.
"""

from math import floor, inf

from miliary_chat.exam.analysis import ItemStatistics

Bands = tuple[tuple[float, str], ...]
"""From which whole per cent on a word holds, the highest first."""

FACILITY: Bands = (
    (95, "extremely easy"),
    (90, "very easy"),
    (81, "easy"),
    (66, "fairly easy"),
    (35, "about right"),
    (21, "rather hard"),
    (11, "hard"),
    (6, "very hard"),
    (-inf, "extremely hard: look at the key"),
)
DISCRIMINATION: Bands = (
    (50, "very good"),
    (30, "adequate"),
    (20, "weak"),
    (0, "very weak"),
    (-inf, "negative: look at the key"),
)
ALPHA: Bands = (
    (75, "satisfactory"),
    (64, "fair"),
    (-inf, "unsatisfactory"),
)
"""For Cronbach's alpha; Moodle has words for what lies above 75 and below 64, and none for what lies between."""

LEAST_EFFICIENCY = 15
"""In %: Moodle marks an item whose discriminative efficiency is below this as doubtful."""


def of_facility(facility: float | None) -> str | None:
    """How hard an item with this facility (in %) is; None for None."""
    return _word(FACILITY, facility)


def of_discrimination(index: float | None) -> str | None:
    """How well an item with this discrimination index (in %) tells good candidates from weak ones; None for None."""
    return _word(DISCRIMINATION, index)


def of_alpha(alpha: float | None) -> str | None:
    """How well the items of an exam with this alpha (in %) measure one thing; None for None."""
    return _word(ALPHA, alpha)


def is_doubtful(item: ItemStatistics) -> bool:
    """Whether an examiner should look at an item before its marks count; False where nothing is known."""
    efficiency = item.discriminative_efficiency
    return efficiency is not None and efficiency < LEAST_EFFICIENCY


def _word(bands: Bands, value: float | None) -> str | None:
    if value is None:
        return None
    whole = floor(value + 0.5)
    return next(word for start, word in bands if whole >= start)

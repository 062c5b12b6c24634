"""Item analysis: what a class's marks say of an exam and of each of its items.

The definitions are Moodle's, so that an examiner can lay the numbers beside those of a Moodle quiz. Sources:
“Quiz statistics calculations” in Moodle's developer documentation (docs.moodle.org/dev/Quiz_statistics_calculations)
and what its two calculators do (question/classes/statistics/questions/calculator.php and
mod/quiz/report/statistics/classes/calculator.php). What the numbers advise is in `advice`.

x is a candidate's score on an item, T the score on the whole exam, R = T - x the rest; V and C are variance and
covariance with n - 1 below.

**Items drawn at random** (None cells). Each item is looked at among those who were given it. T and R are shares of what
that candidate could have got, so that different draws compare; where all sat the same items this changes no number,
since a correlation and a ratio of covariances do not depend on the scale of T and R. Effective weight, alpha, error
ratio and standard error compare items across one and the same class: where draws differed they are None, and so does
Moodle leave the effective weight of a drawn question empty. An item that nobody was given is no part of the exam; a
candidate who was given nothing is none of the class.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from statistics import correlation, covariance, fmean, median, variance

from miliary_chat.exam.matrix import Matrix, Sitting
from miliary_chat.exam.spread import Bin, histogram, moments, third, varies

_NO_COVARIANCE = 1e-12
"""Covariances of shares nearer to 0 than this are rounding."""


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """What is known of one item; all but `candidates`, `maximum` and `mean` in %.

    - `candidates`: how many were given it. `mean`: of their scores, in marks.
    - `facility` = 100 mean(x) / maximum.
    - `sd` = 100 √V(x) / maximum; from two candidates.
    - `intended_weight` = 100 maximum / the sum of the maxima; where draws differed, the mean of this over those who
      were given the item.
    - `effective_weight` = 100 √C(x, T) / Σ √C(x', T), the sum over the items x' that have C(x', T) >= 0: the share that
      the item really has in the spread of marks. None for an item with C(x, T) < 0, if no item has a share, from
      fewer than two candidates, and where draws differed.
    - `discrimination_index` = 100 C(x, R) / √(V(x) V(R)): the correlation of the item with the rest of the exam, from
      -100 to 100. None if item or rest do not vary, or there is no rest; two candidates always give 100 or -100.
    - `discriminative_efficiency` = 100 C(x, R) / Cmax, Cmax the covariance if the same scores and the same rests were
      both sorted: how much of what these scores could discriminate they do. At most 100, may lie below -100; None
      as the index.
    - `upper_facility`, `lower_facility`: facility among the third with the best and the worst mark on the whole
      exam, of those who were given the item (not from Moodle, for plots); from three candidates.
    """

    item: str
    maximum: float
    candidates: int
    mean: float | None
    facility: float | None
    sd: float | None
    intended_weight: float | None
    effective_weight: float | None
    discrimination_index: float | None
    discriminative_efficiency: float | None
    upper_facility: float | None
    lower_facility: float | None


@dataclass(frozen=True, slots=True)
class ExamStatistics:
    """What is known of the exam as a whole.

    - `candidates`: who sat at least one item. `items`: those that somebody was given. `same_items`: whether all sat
      the same ones.
    - `mean`, `median`, `sd`: of the candidates' marks, each in % of what that candidate could have got.
    - `skewness`, `kurtosis`: see `spread.moments`; plain numbers, from three and four candidates.
    - `alpha` = 100 p / (p - 1) (1 - Σ V(x) / V(T)) for p items, T in marks: Cronbach's alpha in %, which Moodle calls
      the coefficient of internal consistency. At most 100, may be negative. From two items and, as in Moodle, three
      candidates; None if the marks do not vary or not everybody sat the same items.
    - `error_ratio` = 100 √(1 - alpha / 100): how much of the spread is chance, in %. None as alpha.
    - `standard_error` = error_ratio sd / 100: of one candidate's mark, in % of the exam. None as alpha.
    """

    candidates: int
    items: int
    same_items: bool
    mean: float | None
    median: float | None
    sd: float | None
    skewness: float | None
    kurtosis: float | None
    alpha: float | None
    error_ratio: float | None
    standard_error: float | None


@dataclass(frozen=True, slots=True)
class Analysis:
    """An exam, its items in the matrix's order, the candidates' marks in % (None: sat nothing), and their histogram."""

    exam: ExamStatistics
    items: tuple[ItemStatistics, ...]
    marks: tuple[float | None, ...]
    histogram: tuple[Bin, ...]


def analyse(matrix: Matrix) -> Analysis:
    """Everything that the scores say; see the classes for what each number is. None where a number is not defined."""
    rows = list(matrix.sittings())
    marks = tuple(row.mark if row else None for row in rows)
    sittings = [row for row in rows if row]
    same = _same_items(sittings)
    weights = _effective_weights(matrix, sittings) if same else [None] * len(matrix.items)
    items = tuple(_item(matrix, place, sittings, weight) for place, weight in enumerate(weights))
    bins = histogram([mark for mark in marks if mark is not None])
    return Analysis(_exam(matrix, sittings, same), items, marks, bins)


def _same_items(sittings: Sequence[Sitting]) -> bool:
    return len({tuple(score is None for score in sitting.scores) for sitting in sittings}) <= 1


def _column(sittings: Sequence[Sitting], place: int) -> list[tuple[float, Sitting]]:
    """Each score on an item with whose it is, for those who were given it."""
    return [(score, sitting) for sitting in sittings if (score := sitting.scores[place]) is not None]


def _item(matrix: Matrix, place: int, sittings: Sequence[Sitting], weight: float | None) -> ItemStatistics:
    maximum, column = matrix.maxima[place], _column(sittings, place)
    shares, marks = [score / maximum for score, _ in column], [sitting.share for _, sitting in column]
    sd = moments(shares).sd
    index, efficiency = _discrimination(column, place, maximum)
    return ItemStatistics(
        item=matrix.items[place],
        maximum=maximum,
        candidates=len(column),
        mean=fmean(score for score, _ in column) if column else None,
        facility=100 * fmean(shares) if column else None,
        sd=None if sd is None else 100 * sd,
        intended_weight=_intended_weight(matrix, place, sittings),
        effective_weight=weight,
        discrimination_index=index,
        discriminative_efficiency=efficiency,
        upper_facility=_percent(third(shares, marks, upper=True)),
        lower_facility=_percent(third(shares, marks, upper=False)),
    )


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _discrimination(
    column: Sequence[tuple[float, Sitting]], place: int, maximum: float
) -> tuple[float | None, float | None]:
    """Discrimination index and discriminative efficiency, in %."""
    pairs = [(score / maximum, sitting.rest(place, maximum)) for score, sitting in column]
    known = [(score, rest) for score, rest in pairs if rest is not None]
    scores, rests = [score for score, _ in known], [rest for _, rest in known]
    if not (varies(scores) and varies(rests)):
        return None, None
    index = 100 * correlation(scores, rests)
    efficiency = 100 * covariance(scores, rests) / covariance(sorted(scores), sorted(rests))
    return max(-100.0, min(100.0, index)), min(100.0, efficiency)


def _intended_weight(matrix: Matrix, place: int, sittings: Sequence[Sitting]) -> float | None:
    maximum = matrix.maxima[place]
    if not sittings:
        return 100 * maximum / fsum(matrix.maxima)
    wholes = [sitting.maximum for _, sitting in _column(sittings, place)]
    return fmean(100 * maximum / whole for whole in wholes) if wholes else None


def _effective_weights(matrix: Matrix, sittings: Sequence[Sitting]) -> list[float | None]:
    """The effective weight of each item, in %, of a class that sat the same items."""
    roots = [_root_of_covariance(matrix.maxima[place], _column(sittings, place)) for place in range(len(matrix.items))]
    whole = fsum(root for root in roots if root is not None)
    return [None if root is None or not whole else 100 * root / whole for root in roots]


def _root_of_covariance(maximum: float, column: Sequence[tuple[float, Sitting]]) -> float | None:
    """√C(x, T), T as a share; None where it is not defined."""
    if len(column) < 2:
        return None
    shares, wholes = [score / maximum for score, _ in column], [sitting.share for _, sitting in column]
    joint = covariance(shares, wholes)
    if abs(joint) < _NO_COVARIANCE:
        return 0.0
    return sqrt(joint * maximum) if joint > 0 else None


def _exam(matrix: Matrix, sittings: Sequence[Sitting], same: bool) -> ExamStatistics:
    marks = [sitting.mark for sitting in sittings]
    spread = moments([sitting.share for sitting in sittings])
    alpha = _alpha(sittings) if same else None
    error = None if alpha is None else sqrt(1 - alpha)
    return ExamStatistics(
        candidates=len(sittings),
        items=sum(1 for place in range(len(matrix.items)) if _column(sittings, place)),
        same_items=same,
        mean=fmean(marks) if marks else None,
        median=median(marks) if marks else None,
        sd=_percent(spread.sd),
        skewness=spread.skewness,
        kurtosis=spread.kurtosis,
        alpha=_percent(alpha),
        error_ratio=_percent(error),
        standard_error=None if error is None or spread.sd is None else 100 * error * spread.sd,
    )


def _alpha(sittings: Sequence[Sitting]) -> float | None:
    """Cronbach's alpha, at most 1, of a class that sat the same items."""
    if len(sittings) < 3 or not varies([sitting.share for sitting in sittings]):
        return None
    columns = [_column(sittings, place) for place in range(len(sittings[0].scores))]
    parts = [[score / sitting.maximum for score, sitting in column] for column in columns if column]
    if len(parts) < 2:
        return None
    inside = fsum(variance(part) for part in parts)
    whole = variance([sitting.total / sitting.maximum for sitting in sittings])
    # Rounded, since the root in the error ratio would make an error of 1e-15 one that shows.
    return min(1.0, round(len(parts) / (len(parts) - 1) * (1 - inside / whole), 12))

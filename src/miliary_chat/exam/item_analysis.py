"""Item analysis of an exam that was really sat: each question's figures, and what became of all that it listens for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from miliary_chat.exam.analysis import Analysis, ItemStatistics, analyse
from miliary_chat.exam.matrix import Matrix
from miliary_chat.exam.result import Candidate, ExamResults, ItemResult, Question, Wanted
from miliary_chat.exam.spread import Bin, histogram, third

SMALL_CLASS = 30
"""Below so many candidates the figures of an item say little of the next class."""

_JOINT = " + "
"""What the judge puts between the phrasings of an expectation that requires several."""


@dataclass(frozen=True, slots=True)
class WantedFigures:
    """What became of one thing that a question listens for, among those who were given the question.

    `credited` earned something in the end; of the others the machine found `near` and `denied`, and the rest is
    `missing`. On `decided` of them all a person decided. `used` says how many were credited by each of the author's
    phrasings, the most frequent first; `unused` are those that nobody used. Both are empty where things are ordered or
    asked for: those were heard as they were said, and the phrasing is not kept.
    """

    id: str
    name: str
    credited: int
    near: int
    denied: int
    missing: int
    decided: int
    used: tuple[tuple[str, int], ...]
    unused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WrongFigures:
    """Something wrong that was said, listed or ordered, and by how many."""

    id: str
    name: str
    candidates: int


@dataclass(frozen=True, slots=True)
class OptionFigures:
    """An option of a choice: how many chose it; the share in % of the third with the best and the worst marks that did.

    A wrong option that the best choose more often than the worst deserves a look. None below three candidates.
    """

    key: str
    text: str
    right: bool
    chosen: int
    upper: float | None
    lower: float | None


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """One question: its statistics (None where nothing in it is marked), the time it took, what became of its parts.

    `given` to how many, `answered` by how many; `spent_s` are the seconds of those who opened it, in the order of the
    candidates; `median_s` their median, None where nobody did.
    """

    question: Question
    statistics: ItemStatistics | None
    given: int
    answered: int
    spent_s: tuple[float, ...]
    median_s: float | None
    wanted: tuple[WantedFigures, ...]
    wrong: tuple[WrongFigures, ...]
    options: tuple[OptionFigures, ...]


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """A class: its analysis, its questions, and how many had which mark as it is shown.

    `small`: too few candidates for figures that hold. `passed`, `failed`, `undecided` are None without a pass mark.
    """

    analysis: Analysis
    questions: tuple[QuestionFigures, ...]
    histogram: tuple[Bin, ...]
    small: bool
    passed: int | None
    failed: int | None
    undecided: int | None


def analyse_items(results: ExamResults) -> ClassFigures:
    """The analysis of the attempts that count.

    The score of an item is the mark that is shown, so that a person can check every figure; its maximum is its share of
    the exam in per cent (where draws differ: the mean over those who were given it).
    """
    matrix = matrix_of(results)
    analysis = analyse(matrix)
    statistics = {item.item: item for item in analysis.items}
    questions = tuple(
        _question(question, results.candidates, statistics.get(name)) for name, question in results.questions.items()
    )
    states = Counter(one.passed for one in results.candidates)
    known = results.pass_mark is not None
    return ClassFigures(
        analysis,
        questions,
        histogram([candidate.mark for candidate in results.candidates]),
        len(results.candidates) < SMALL_CLASS,
        states[True] if known else None,
        states[False] if known else None,
        states[None] if known else None,
    )


def matrix_of(results: ExamResults) -> Matrix:
    """Who got how much of which question, in percent of the exam; questions without a mark are left out."""
    rows = [{item.question: item for item in candidate.items} for candidate in results.candidates]
    maxima: dict[str, float] = {}
    for name in results.questions:
        shares = [row[name].share for row in rows if name in row and row[name].mark is not None]
        if shares and (worth := fmean(shares)) > 0:
            maxima[name] = worth
    scores = tuple(tuple(_score(row.get(name), worth) for name, worth in maxima.items()) for row in rows)
    return Matrix(tuple(maxima), tuple(maxima.values()), scores)


def _score(item: ItemResult | None, worth: float) -> float | None:
    return None if item is None or item.mark is None else item.mark * worth / 100


def _question(
    question: Question, candidates: Sequence[Candidate], statistics: ItemStatistics | None
) -> QuestionFigures:
    given = [(one, item) for one in candidates for item in one.items if item.question == question.id]
    items = [item for _, item in given]
    spent = tuple(item.spent_us / 1_000_000 for item in items if item.seen)
    right = [one for one in question.wanted if not one.wrong]
    return QuestionFigures(
        question=question,
        statistics=statistics,
        given=len(given),
        answered=sum(1 for item in items if item.answer or item.chosen),
        spent_s=spent,
        median_s=median(spent) if spent else None,
        wanted=tuple(_wanted(one, items, question.activity) for one in right),
        wrong=_wrong(question, items),
        options=tuple(_options(question, given)),
    )


def _wanted(one: Wanted, items: Sequence[ItemResult], activity: str) -> WantedFigures:
    credited = near = denied = decided = 0
    used: Counter[str] = Counter()
    for item in items:
        earned = any(part.id == one.id and part.earned > 0 for part in item.parts)
        heard = next((heard for heard in item.heard if heard.concept == one.id and not heard.wrong), None)
        credited += earned
        near += not earned and heard is not None and heard.outcome == "near"
        denied += not earned and heard is not None and heard.outcome == "denied"
        decided += any(decision.concept == one.id for decision in item.decisions)
        if earned and heard is not None and heard.outcome == "met" and heard.phrasing:
            used.update(dict.fromkeys(heard.phrasing.split(_JOINT), 1))
    missing = len(items) - credited - near - denied
    often = tuple(sorted(used.items(), key=lambda pair: (-pair[1], pair[0])))
    unused = tuple(words for words in dict.fromkeys(one.phrasings) if words not in used)
    return WantedFigures(one.id, one.name, credited, near, denied, missing, decided, often, unused)


def _wrong(question: Question, items: Sequence[ItemResult]) -> tuple[WrongFigures, ...]:
    """The most frequent first; nothing that nobody said."""
    names: dict[str, str] = {one.id: one.name for one in question.wanted if one.wrong}
    count: Counter[str] = Counter()
    for item in items:
        costly = {part.id: part.name for part in item.parts if part.kind == "wrong" and part.earned < 0}
        names = {**costly, **names}
        count.update({*item.erred, *costly})
    ordered = sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(WrongFigures(name, names.get(name, name.replace("-", " ")), often) for name, often in ordered)


def _options(question: Question, given: Sequence[tuple[Candidate, ItemResult]]) -> list[OptionFigures]:
    marks = [float(candidate.mark) for candidate, _ in given]
    found = []
    for key, text in question.options:
        chose = [float(key in item.chosen) for _, item in given]
        upper, lower = third(chose, marks, upper=True), third(chose, marks, upper=False)
        shares = tuple(None if share is None else 100 * share for share in (upper, lower))
        found.append(OptionFigures(key, text, key in question.right, int(sum(chose)), *shares))
    return found


def numbers(figures: ClassFigures) -> Mapping[str, int]:
    """The number that each question has on plots and in tables, from 1."""
    return {one.question.id: number for number, one in enumerate(figures.questions, start=1)}

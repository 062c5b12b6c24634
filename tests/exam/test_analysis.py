"""Item analysis: by hand on small classes, Moodle's definitions on one of five by four, and what never changes."""

from dataclasses import astuple, replace
from math import sqrt

import pytest
from hypothesis import given, strategies as st

from miliary_chat.exam.analysis import Analysis, ExamStatistics, ItemStatistics, analyse
from miliary_chat.exam.matrix import Matrix

CLOSE = 1e-6


def matrix(*rows: tuple[float | None, ...], maxima: tuple[float, ...] | None = None) -> Matrix:
    """A class with the items a, b, c, ...; each is worth 1 if nothing else is said."""
    items = tuple("abcdefghij"[: len(rows[0] if rows else maxima or ())])
    return Matrix(items, maxima or (1.0,) * len(items), rows)


def near(value: object) -> object:
    """The same within rounding; None is only None."""
    return None if value is None else pytest.approx(value, rel=CLOSE, abs=CLOSE)


# Five candidates, four items, worked out on paper. T = 5 3 4 2 1, the variance of T is 10/4.
FIVE_BY_FOUR = matrix(
    (1, 1, 2, 1),
    (1, 1, 1, 0),
    (1, 0, 2, 1),
    (0, 1, 1, 0),
    (0, 0, 0, 1),
    maxima=(1, 1, 2, 1),
)
# The roots of the covariances with T: .75, .25, 1.25, .25.
ROOTS = sqrt(0.75) + sqrt(0.25) + sqrt(1.25) + sqrt(0.25)


class TestMoodlesFormulasByHand:
    """Rests of the items: 4 2 3 2 1, 4 2 4 1 1, 3 2 2 1 1, 4 3 3 2 0."""

    @pytest.mark.parametrize(
        ("place", "mean", "facility", "sd", "intended", "effective"),
        [
            (0, 0.6, 60, 100 * sqrt(0.3), 20, 100 * sqrt(0.75) / ROOTS),
            (1, 0.6, 60, 100 * sqrt(0.3), 20, 100 * sqrt(0.25) / ROOTS),
            (2, 1.2, 60, 100 * sqrt(0.7) / 2, 40, 100 * sqrt(1.25) / ROOTS),
            (3, 0.6, 60, 100 * sqrt(0.3), 20, 100 * sqrt(0.25) / ROOTS),
        ],
    )
    def test_facility_spread_and_weights_of_each_item(
        self, place: int, mean: float, facility: float, sd: float, intended: float, effective: float
    ) -> None:
        item = analyse(FIVE_BY_FOUR).items[place]
        found = (item.mean, item.facility, item.sd, item.intended_weight, item.effective_weight)
        assert found == pytest.approx((mean, facility, sd, intended, effective))
        assert (item.item, item.candidates) == ("abcd"[place], 5)

    @pytest.mark.parametrize(
        ("place", "covariance", "variances", "most"),
        [
            (0, 0.45, 0.3 * 1.3, 0.45),
            (1, -0.05, 0.3 * 2.3, 0.7),
            (2, 0.55, 0.7 * 0.7, 0.55),
            (3, -0.05, 0.3 * 2.3, 0.7),
        ],
    )
    def test_discrimination_of_each_item(self, place: int, covariance: float, variances: float, most: float) -> None:
        item = analyse(FIVE_BY_FOUR).items[place]
        assert item.discrimination_index == pytest.approx(100 * covariance / sqrt(variances))
        assert item.discriminative_efficiency == pytest.approx(100 * covariance / most)

    def test_the_exam_as_a_whole(self) -> None:
        sd = 100 * sqrt(2.5) / 5
        expected = ExamStatistics(
            candidates=5,
            items=4,
            same_items=True,
            mean=60,
            median=60,
            sd=sd,
            skewness=0,
            kurtosis=-1.2,
            alpha=48,
            error_ratio=100 * sqrt(0.52),
            standard_error=sqrt(0.52) * sd,
        )
        assert astuple(analyse(FIVE_BY_FOUR).exam) == pytest.approx(astuple(expected))

    def test_the_best_third_and_the_worst_are_one_candidate_each(self) -> None:
        items = analyse(FIVE_BY_FOUR).items
        assert [(item.upper_facility, item.lower_facility) for item in items] == [
            (100, 0),
            (100, 0),
            (100, 0),
            (100, 100),
        ]

    def test_marks_in_the_order_of_the_rows_and_their_histogram(self) -> None:
        analysis = analyse(FIVE_BY_FOUR)
        assert analysis.marks == (100, 60, 80, 40, 20)
        assert [(bin.low, bin.candidates) for bin in analysis.histogram if bin.candidates] == [
            (20, 1),
            (40, 1),
            (60, 1),
            (80, 1),
            (90, 1),
        ]


NOTHING = ExamStatistics(0, 0, True, *[None] * 8)


class TestWhereANumberIsNotDefined:
    @pytest.mark.parametrize(
        "empty",
        [matrix(), matrix(maxima=(1, 2)), matrix((None, None)), matrix((None,), (None,))],
        ids=["no items", "no candidates", "one who sat nothing", "two who sat nothing"],
    )
    def test_without_candidates_there_is_nothing(self, empty: Matrix) -> None:
        analysis = analyse(empty)
        assert analysis.exam == NOTHING
        assert sum(bin.candidates for bin in analysis.histogram) == 0
        for item in analysis.items:
            known = replace(item, intended_weight=None)
            assert known == ItemStatistics(item.item, item.maximum, 0, *[None] * 9)

    def test_the_intended_weights_are_known_before_anybody_sits(self) -> None:
        assert [item.intended_weight for item in analyse(matrix(maxima=(1, 3))).items] == [25, 75]

    def test_one_candidate_has_a_mark_and_no_spread(self) -> None:
        analysis = analyse(matrix((1, 0.5)))
        assert analysis.exam == replace(NOTHING, candidates=1, items=2, mean=75, median=75)
        assert analysis.items[1] == ItemStatistics("b", 1, 1, 0.5, 50, None, 50, None, None, None, None, None)

    def test_candidates_with_equal_marks_have_no_spread(self) -> None:
        exam = analyse(matrix((1, 0), (0, 1), (1, 0), (0, 1))).exam
        assert (exam.sd, exam.skewness, exam.kurtosis, exam.alpha, exam.standard_error) == (0, None, None, None, None)

    def test_marks_that_only_rounding_tells_apart_are_equal(self) -> None:
        exam = analyse(matrix((0.1, 0.2), (0.3, 0), (0, 0.3))).exam
        assert (exam.sd, exam.alpha) == (0, None)

    def test_candidates_whose_marks_only_rounding_tells_apart_share_the_best_third(self) -> None:
        class_ = matrix((0.1, 0.2), (0.3, 0), (0, 0.3))
        for item in analyse(class_).items:
            assert item.upper_facility == near(item.facility)
            assert item.lower_facility == near(item.facility)

    @pytest.mark.parametrize("all_got", [0, 1])
    def test_an_item_that_all_got_alike_does_not_discriminate_and_weighs_nothing(self, all_got: int) -> None:
        item = analyse(matrix((all_got, 0, 1), (all_got, 1, 1), (all_got, 1, 0))).items[0]
        assert (item.discrimination_index, item.discriminative_efficiency) == (None, None)
        assert (item.sd, item.effective_weight) == (0, 0)

    def test_an_item_whose_rest_all_got_alike_has_no_discrimination(self) -> None:
        first, *_ = analyse(matrix((0, 1, 0), (1, 0, 1), (1, 1, 0))).items
        assert (first.discrimination_index, first.discriminative_efficiency) == (None, None)

    def test_an_exam_of_one_item_has_no_rest_and_no_alpha(self) -> None:
        analysis = analyse(matrix((0,), (1,), (1,)))
        (item,) = analysis.items
        assert (item.discrimination_index, item.discriminative_efficiency) == (None, None)
        assert item.effective_weight == pytest.approx(100)
        assert (analysis.exam.alpha, analysis.exam.error_ratio, analysis.exam.standard_error) == (None, None, None)

    def test_an_item_against_the_whole_has_no_effective_weight_and_takes_none_from_the_others(self) -> None:
        items = analyse(matrix((1, 0, 0), (0, 1, 1), (0, 1, 1), (1, 1, 0))).items
        assert items[0].effective_weight is None
        assert sum(item.effective_weight or 0 for item in items) == pytest.approx(100)

    @pytest.mark.parametrize(
        ("candidates", "known"),
        [
            (2, ()),
            (3, ("skewness", "alpha", "error_ratio", "standard_error")),
            (4, ("skewness", "kurtosis", "alpha", "error_ratio", "standard_error")),
        ],
    )
    def test_how_many_candidates_a_number_takes(self, candidates: int, known: tuple[str, ...]) -> None:
        exam = analyse(matrix(*[(1, 1), (0, 0), (1, 0), (0, 1)][:candidates])).exam
        names = ("skewness", "kurtosis", "alpha", "error_ratio", "standard_error")
        assert tuple(name for name in names if getattr(exam, name) is not None) == known


class TestItemsDrawnAtRandom:
    """Three items, each candidate got two of them; b is worth 2."""

    DRAWN = matrix((1, 2, None), (0, 0, None), (None, 2, 1), (0, None, 1), maxima=(1, 2, 1))

    def test_a_mark_is_the_share_of_what_the_candidate_could_have_got(self) -> None:
        assert analyse(self.DRAWN).marks == (100, 0, 100, 50)

    def test_an_item_is_looked_at_among_those_who_were_given_it(self) -> None:
        items = analyse(self.DRAWN).items
        assert [(item.candidates, item.facility) for item in items] == [
            (3, near(100 / 3)),
            (3, near(200 / 3)),
            (2, 100),
        ]

    def test_the_rest_is_a_share_too(self) -> None:
        # a: 1 0 0 with the rests 2/2, 0/2, 1/1.
        assert analyse(self.DRAWN).items[0].discrimination_index == near(50)

    def test_the_intended_weight_is_the_mean_over_the_draws(self) -> None:
        assert [item.intended_weight for item in analyse(self.DRAWN).items] == [
            near((100 / 3 + 100 / 3 + 50) / 3),
            near(200 / 3),
            near((100 / 3 + 50) / 2),
        ]

    def test_what_compares_items_across_one_class_is_not_defined(self) -> None:
        analysis = analyse(self.DRAWN)
        exam = analysis.exam
        assert (exam.same_items, exam.alpha, exam.error_ratio, exam.standard_error) == (False, None, None, None)
        assert {item.effective_weight for item in analysis.items} == {None}
        assert None not in (exam.mean, exam.median, exam.sd, exam.skewness, exam.kurtosis)

    def test_an_item_that_nobody_was_given_is_no_part_of_the_exam(self) -> None:
        rows = [(*row, None) for row in FIVE_BY_FOUR.scores]
        analysis = analyse(matrix(*rows, maxima=(*FIVE_BY_FOUR.maxima, 7)))
        *sat, idle = analysis.items
        assert (analysis.exam, tuple(sat)) == (analyse(FIVE_BY_FOUR).exam, analyse(FIVE_BY_FOUR).items)
        assert idle == ItemStatistics("e", 7, 0, *[None] * 9)

    def test_a_candidate_who_was_given_no_other_item_says_nothing_of_discrimination(self) -> None:
        alone = analyse(matrix((1, 1), (0, 0), (1, 0), (1, None))).items[0]
        without = analyse(matrix((1, 1), (0, 0), (1, 0))).items[0]
        assert alone.discrimination_index == without.discrimination_index
        assert (alone.candidates, without.candidates) == (4, 3)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (lambda: Matrix(("a", "a"), (1, 1), ()), "twice"),
        (lambda: Matrix(("a",), (1, 1), ()), "1 items have 2 maxima"),
        (lambda: Matrix(("a",), (0,), ()), "maximum of a is 0"),
        (lambda: Matrix(("a",), (float("inf"),), ()), "maximum of a is inf"),
        (lambda: Matrix(("a",), (1,), ((1,), (1, 1))), "row 2 has 2 scores for 1 items"),
        (lambda: Matrix(("a", "b"), (1, 2), ((1, 2), (1, 3))), "row 2, b: 3 is not between 0 and 2"),
        (lambda: Matrix(("a",), (1,), ((-0.5,),)), "row 1, a: -0.5 is not between 0 and 1"),
        (lambda: Matrix(("a",), (1,), ((float("nan"),),)), "row 1, a: nan is not between 0 and 1"),
    ],
)
def test_a_matrix_that_cannot_be_says_where(wrong: object, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        wrong()  # type: ignore[operator]


# Half marks, so that what is equal on paper is equal here, and drawn items in some classes.
@st.composite
def classes(draw: st.DrawFn, complete: bool = False) -> Matrix:
    width = draw(st.integers(1, 5))
    halves = draw(st.lists(st.integers(1, 8), min_size=width, max_size=width))
    cells = [st.integers(0, top).map(lambda score: score / 2) for top in halves]
    row = st.tuples(*(cell if complete else st.one_of(st.none(), cell, cell, cell) for cell in cells))
    rows = draw(st.lists(row, max_size=9))
    return matrix(*rows, maxima=tuple(top / 2 for top in halves))


def same_numbers(one: Analysis, other: Analysis) -> None:
    """All that is known of exam and items is the same within rounding."""
    assert astuple(one.exam) == tuple(map(near, astuple(other.exam)))
    assert [astuple(item)[1:] for item in one.items] == [tuple(map(near, astuple(item)[1:])) for item in other.items]


class TestWhatNeverChanges:
    @given(classes())
    def test_every_number_lies_where_it_may(self, class_: Matrix) -> None:
        analysis = analyse(class_)
        exam = analysis.exam
        for item in analysis.items:
            shares = (
                item.facility,
                item.upper_facility,
                item.lower_facility,
                item.intended_weight,
                item.effective_weight,
            )
            assert all(-CLOSE <= share <= 100 + CLOSE for share in shares if share is not None)
            index, efficiency = item.discrimination_index, item.discriminative_efficiency
            assert (index is None) == (efficiency is None)
            if index is not None and efficiency is not None:
                assert -100 <= index <= 100
                assert efficiency <= 100
                assert abs(index) <= abs(efficiency) + CLOSE
                assert index * efficiency >= -CLOSE
        assert exam.alpha is None or exam.alpha <= 100
        assert (exam.alpha is None) == (exam.error_ratio is None) == (exam.standard_error is None)
        assert all(0 <= mark <= 100 for mark in analysis.marks if mark is not None)
        assert sum(bin.candidates for bin in analysis.histogram) == exam.candidates

    @given(classes(complete=True))
    def test_weights_add_up(self, class_: Matrix) -> None:
        items = analyse(class_).items
        assert sum(item.intended_weight or 0 for item in items) == pytest.approx(100)
        weights = [item.effective_weight for item in items if item.effective_weight is not None]
        assert not weights or sum(weights) == pytest.approx(100)

    @given(classes(), st.randoms())
    def test_the_order_of_the_candidates_does_not_matter(self, class_: Matrix, chance: object) -> None:
        rows = list(class_.scores)
        chance.shuffle(rows)  # type: ignore[attr-defined]
        other = analyse(replace(class_, scores=tuple(rows)))
        same_numbers(other, analyse(class_))
        assert other.histogram == analyse(class_).histogram

    @given(classes(), st.randoms())
    def test_the_order_of_the_items_does_not_matter(self, class_: Matrix, chance: object) -> None:
        order = list(range(len(class_.items)))
        chance.shuffle(order)  # type: ignore[attr-defined]
        other = analyse(
            Matrix(
                tuple(class_.items[place] for place in order),
                tuple(class_.maxima[place] for place in order),
                tuple(tuple(row[place] for place in order) for row in class_.scores),
            )
        )
        back = tuple(sorted(other.items, key=lambda item: item.item))
        same_numbers(replace(other, items=back), analyse(class_))

    @given(classes(), st.sampled_from([0.1, 0.3, 3, 100, 1 / 7]))
    def test_the_size_of_a_mark_does_not_matter(self, class_: Matrix, factor: float) -> None:
        scaled = replace(
            class_,
            maxima=tuple(factor * maximum for maximum in class_.maxima),
            scores=tuple(tuple(None if x is None else factor * x for x in row) for row in class_.scores),
        )
        analysis, other = analyse(class_), analyse(scaled)
        for item, own in zip(analysis.items, other.items, strict=True):
            assert own.mean == near(None if item.mean is None else factor * item.mean)
        back = tuple(
            replace(own, mean=item.mean, maximum=item.maximum)
            for own, item in zip(other.items, analysis.items, strict=True)
        )
        same_numbers(replace(other, items=back), analysis)

    @given(classes(complete=True), st.integers(1, 5))
    def test_marks_given_to_everybody_move_facility_and_nothing_that_compares_candidates(
        self, class_: Matrix, gift: int
    ) -> None:
        whole = sum(class_.maxima)
        raised = replace(
            class_,
            maxima=(class_.maxima[0] + gift, *class_.maxima[1:]),
            scores=tuple((row[0] + gift, *row[1:]) for row in class_.scores if row[0] is not None),
        )
        analysis, other = analyse(class_), analyse(raised)
        for own, item in zip(other.items, analysis.items, strict=True):
            assert own.effective_weight == near(item.effective_weight)
            assert own.discrimination_index == near(item.discrimination_index)
            assert own.discriminative_efficiency == near(item.discriminative_efficiency)
        for name in ("skewness", "kurtosis", "alpha", "error_ratio"):
            assert getattr(other.exam, name) == near(getattr(analysis.exam, name))
        if analysis.exam.mean is not None:
            assert other.exam.mean == near((analysis.exam.mean * whole + 100 * gift) / (whole + gift))
            assert (other.items[0].mean or 0) == near((analysis.items[0].mean or 0) + gift)

    @given(classes(), st.integers(0, 9))
    def test_a_candidate_who_sat_nothing_changes_nothing(self, class_: Matrix, place: int) -> None:
        absent = (None,) * len(class_.items)
        rows = (*class_.scores[:place], absent, *class_.scores[place:])
        other = analyse(replace(class_, scores=rows))
        same_numbers(other, analyse(class_))
        assert other.marks[min(place, len(class_.scores))] is None

    @given(classes(complete=True))
    def test_a_class_of_twins_has_the_facilities_of_one(self, class_: Matrix) -> None:
        one, twins = analyse(class_), analyse(replace(class_, scores=class_.scores * 2))
        assert [item.facility for item in twins.items] == [near(item.facility) for item in one.items]
        assert [item.discrimination_index for item in twins.items] == [
            near(item.discrimination_index) for item in one.items
        ]
        assert twins.exam.median == near(one.exam.median)

    @given(classes(complete=True))
    def test_the_same_answers_twice_over_are_one_scale(self, class_: Matrix) -> None:
        if analyse(class_).exam.alpha is None:
            return
        column = [(row[0], row[0]) for row in class_.scores]
        doubled = analyse(matrix(*column, maxima=(class_.maxima[0],) * 2))
        if doubled.exam.alpha is not None:
            assert doubled.exam.alpha == near(100)
            assert doubled.exam.standard_error == pytest.approx(0, abs=0.01)

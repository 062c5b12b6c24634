"""A case's comparison out of a shipped table: written out before anything else looks at it, mistakes named in place."""

import pytest

from miliary_chat.case.loaded import Loaded
from miliary_chat.case.look_alikes import names, take
from miliary_chat.case.reader import read_case

TOP = "format: 1\nid: a\ntitle: T\ndiagnosis: D\nstages: {s: {question: Q?, expect: {e: [x]}}}\ndebrief:\n  compare:\n"


def case(compare: str) -> bytes:
    """A case with such a comparison, which begins in line 8, column 5."""
    return (TOP + "".join(f"    {line}\n" for line in compare.splitlines())).encode()


GOOD = case("use: miliary\nown: sarcoidosis\nbeside: [miliary-tb, silicosis]")


def test_the_columns_that_are_named_are_written_out_the_own_one_first() -> None:
    reading = read_case(GOOD, "case.yaml")
    assert reading.errors == ()
    assert reading.case
    table, shipped = reading.case.debrief.compare, take("miliary").table
    assert table
    assert table.ids == ("sarcoidosis", "miliary-tb", "silicosis")
    assert table.table == "miliary"
    assert list(table.rows) == [feature.label for feature in shipped.features.values()]
    for feature in shipped.features.values():
        assert [table.cell(feature.label, column) for column in table.ids] == [
            feature.cells[column].say for column in table.ids
        ]
        assert table.look[feature.label] == feature.look
        for column in table.ids[1:]:
            assert (feature.label in table.apart(column)) == feature.separates("sarcoidosis", column)


def test_one_diagnosis_beside_it_may_be_written_without_brackets() -> None:
    reading = read_case(case("use: miliary\nown: sarcoidosis\nbeside: miliary-tb"), "case.yaml")
    assert reading.case
    assert reading.case.debrief.compare
    assert reading.case.debrief.compare.ids == ("sarcoidosis", "miliary-tb")


def test_what_is_kept_needs_no_table_and_is_the_same_case() -> None:
    loaded = Loaded.from_source(GOOD)
    assert b'"use"' not in loaded.source
    again = Loaded.from_source(loaded.source)
    assert (again.case, again.hash, again.source) == (loaded.case, loaded.hash, loaded.source)


@pytest.mark.parametrize(
    ("compare", "said"),
    [
        ("use: milary\nown: sarcoidosis\nbeside: [miliary-tb]",
         "8:10: E314 There is no table “milary”; did you mean “miliary”?"),
        ("use: bones\nown: sarcoidosis\nbeside: [miliary-tb]",
         "8:10: E314 There is no table “bones”. There are “miliary”."),
        ("use: miliary\nown: sarcoid\nbeside: [miliary-tb]",
         "9:10: E305 “sarcoid” is no column of the table; did you mean “sarcoidosis”?"),
        ("use: miliary\nown: sarcoidosis\nbeside: [tuberculosis-of-the-lung]",
         "10:14: E305 “tuberculosis-of-the-lung” is"),
        ("use: miliary\nown: sarcoidosis", "8:5: E201 The table of look-alikes needs “beside”."),
        ("own: sarcoidosis\nbeside: [miliary-tb]", "8:5: E201 The table of look-alikes needs “use”."),
        ("use: miliary\nown: sarcoidosis\nbeside: [miliary-tb]\nrows: {fever: [a, b]}",
         "11:5: E208 “rows” does not go with “use”: the table brings it."),
        ("use: [miliary]\nown: sarcoidosis\nbeside: [miliary-tb]", "8:10: E203 “use” takes one name."),
        ("use: miliary\nown: sarcoidosis\nbeside: {a: b}", "10:13: E203 “beside” takes one or more names."),
        ("use: miliary\nown: {a: b}\nbeside: [a]", "9:10: E203 “own” takes one name."),
        ("columns: [a, b]\nids: [a]\nrows: {r: [x, y]}", "there are 1 “ids” for 2 columns"),
        ("columns: [a, b]\nids: [a, b]\nrows: {r: [x, y]}\nlook: {q: x}", "“q” is no row of the table"),
        ("columns: [a, b]\nids: [a, b]\nrows: {r: [x, y]}\nseparates: {c: [r]}",
         "“c” is none of the “ids” of the columns"),
        ("columns: [a, b]", "a table needs “columns” and “rows”, or “use” with “own” and “beside”"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_where_it_is(compare: str, said: str) -> None:
    reading = read_case(case(compare), "case.yaml")
    assert reading.case is None
    assert said.lower() in "\n".join(str(problem) for problem in reading.errors).lower()


def test_there_is_a_table_of_the_miliary_pattern() -> None:
    assert names() == ("miliary",)

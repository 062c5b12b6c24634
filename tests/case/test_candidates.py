"""A table of candidates is read as spreadsheets write it, and what would cost somebody an allowance is told."""

import csv
import io
import string

import pytest
from hypothesis import given, strategies as st

from miliary_chat.base.sanitise import one_line
from miliary_chat.case.candidates import LARGEST_FACTOR, Candidate, read_candidates
from miliary_chat.case.codes import CODES
from miliary_chat.case.times import LONGEST_S, written

ANN = Candidate("A1", "Ann", 1.25, 600)

READ = [
    ("code,name,extra_time,rest\nA1,Ann,1.25,10 min\n", (ANN,)),
    ("\ufeffcode,name,extra_time,rest\r\nA1,Ann,25 %,10 min\r\n", (ANN,)),
    ("Code;Name;Extra time;Rest\nA1;Ann;1,25;10 min", (ANN,)),
    ("code\tname\textra-time\trest breaks\nA1\tAnn\t+25%\t600 s\n", (ANN,)),
    ("sep=;\r\nCODE;NAME;EXTRA TIME;REST\r\nA1;Ann;1.25;10 min\r\n", (ANN,)),
    ('"code","name","extra_time","rest"\n"A1","Ann","1.25","10 min"\n', (ANN,)),
    ("\n\nrest,code,extra_time,name\n\n,,,\n10 min,A1,1.25,Ann\n , , ,\n", (ANN,)),
    ("code\nA1\n", (Candidate("A1"),)),
    (
        "code,extra_time,rest\nA1,,\nB2,0 %,0\nC3,4,0 min\n",
        (Candidate("A1"), Candidate("B2"), Candidate("C3", factor=4)),
    ),
    ("code,extra_time\nA1,100 %\n", (Candidate("A1", factor=2),)),
    ("code,name\nA1\n", (Candidate("A1"),)),
    ('code,name\nA1,"O\'Neil, ""Ann"""\n', (Candidate("A1", 'O\'Neil, "Ann"'),)),
    ('code,name\nA1,"Ann\nExample"\nB2,Bo\n', (Candidate("A1", "Ann Example"), Candidate("B2", "Bo"))),
    ("code,name\n a.b_c-1 ,  Ann \x1b[31m\u202eExample  \n", (Candidate("a.b_c-1", "Ann [31m Example"),)),
    ("code,name\nA1,=HYPERLINK(1)\n", (Candidate("A1", "=HYPERLINK(1)"),)),
    (f"code,name\nA1,{'x' * 5_000}\n", (Candidate("A1", "x" * 100),)),
]

_CODE = "A code has up to 40 letters, digits and . _ -, and begins with a letter or digit."
_FACTOR = "Write a factor from 1 to 4, such as 1.25, or 25 %."

# fmt: off
BROKEN = [
    ("", "1:1: E330 This table is empty. Delete it when everybody may sit the exam."),
    ("\n , ,\n", "1:1: E330 This table is empty. Delete it when everybody may sit the exam."),
    ("code\n", "1:1: E330 No candidate is named. Delete this table when everybody may sit the exam."),
    ("A1\nB2\n",
     "1:1: E330 The first line has to name the columns: “code”, and if wanted “name”, “extra_time” and “rest”.\n"
     "1:1: W569 The column “A1” is not read."),
    ("code,extra tme\nA1,2\n", "1:6: E330 The column “extra tme” is not read; did you mean “extra_time”?"),
    ("code,name,Code\nA1,Ann,A2\n", "1:11: E330 The column “code” is there twice."),
    ("code,name\nA1,Ann,more\n", "2:8: E330 This row has more cells than the first line has names."),
    ('code,name\nA1,Ann\nB2,"Bo\nC3,Cy\n',
     "3:1: E330 From this row on the table cannot be read: a quotation mark is missing, or one too many."),
    ('code,name\nA1,"Ann"x\n',
     "2:1: E330 From this row on the table cannot be read: a quotation mark is missing, or one too many."),
    ("code,name\n,Ann\n", "2:1: E331 This candidate has no code. " + _CODE),
    ("name,code\nAnn,A 1\n", "2:5: E331 “A 1” is no code. " + _CODE),
    ("code\n=1+1\n", "2:1: E331 “=1+1” is no code. " + _CODE),
    ("code\n../a\n", "2:1: E331 “../a” is no code. " + _CODE),
    ("code\nÄ1\n", "2:1: E331 “Ä1” is no code. " + _CODE),
    ("code\n" + "a" * 41, "2:1: E331 “" + "a" * 41 + "” is no code. " + _CODE),
    ("code\nA1\nB2\na1\n", "4:1: E332 “a1” is there already, in line 2; capitals make no difference."),
    ('code,name\nA1,"Ann\nExample"\nA1,Ann\n',
     "4:1: E332 “A1” is there already, in line 2; capitals make no difference."),
    ("code,extra_time\nA1,25\n", "2:4: E333 “25” is no extra time. " + _FACTOR),
    ("code,extra_time\nA1,0.5\n", "2:4: E333 “0.5” is no extra time. " + _FACTOR),
    ("code,extra_time\nA1,4.01\n", "2:4: E333 “4.01” is no extra time. " + _FACTOR),
    ("code,extra_time\nA1,a quarter\n", "2:4: E333 “a quarter” is no extra time. " + _FACTOR),
    ("code,extra_time\nA1,125 %\n",
     "2:4: E333 “125 %” is more than twice the time; write it as a factor, such as 2.25."),
    ("code,rest\nA1,10\n", "2:4: E333 “10” is no length of a rest. Write it with its unit, such as 10 min."),
]
# fmt: on


@pytest.mark.parametrize(("text", "candidates"), READ)
def test_a_table_is_read_as_it_was_meant(text: str, candidates: tuple[Candidate, ...]) -> None:
    assert read_candidates(text.encode(), "x.csv") == (candidates, ())


@pytest.mark.parametrize(("text", "problems"), BROKEN, ids=[row[1] for row in BROKEN])
def test_a_mistake_is_told_at_its_place(text: str, problems: str) -> None:
    candidates, found = read_candidates(text.encode(), "x.csv")
    assert candidates == ()
    assert [str(problem) for problem in found] == [f"x.csv:{line}" for line in problems.splitlines()]


def test_every_code_of_a_table_is_in_the_table() -> None:
    seen = {word for _, problems in BROKEN for word in problems.split() if word in CODES}
    assert seen == {code for code in CODES if "E330" <= code < "E340"} | {"W569"}


def test_a_column_that_is_not_read_stops_nothing() -> None:
    candidates, (problem,) = read_candidates(b"code,email\nA1,a@b\n", "x.csv")
    assert candidates == (Candidate("A1"),)
    assert str(problem) == "x.csv:1:6: W569 The column “email” is not read."


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("code\nA1\n".encode("utf-16"), "1:1: E103"),
        ("code,name\nA1,Ann\nB2,Zoë\n".encode("cp1252"), "3:1: E103"),
        (b"x" * 1_000_001, "1:1: E102"),
    ],
)
def test_what_is_no_text_of_a_reasonable_size_is_refused(source: bytes, place: str) -> None:
    candidates, (problem,) = read_candidates(source, "x.csv")
    assert candidates == ()
    assert str(problem).startswith(f"x.csv:{place}")


def test_ten_thousand_candidates_are_read_and_not_one_more() -> None:
    rows = [f"C{number}\n" for number in range(10_001)]
    assert len(read_candidates(("code\n" + "".join(rows[:-1])).encode(), "x.csv")[0]) == 10_000
    assert [one.code for one in read_candidates(("code\n" + "".join(rows)).encode(), "x.csv")[1]] == ["E330"]


codes = st.text(string.ascii_letters + string.digits + "._-", min_size=1, max_size=40).filter(
    lambda code: code[0].isalnum()
)
names = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="\u00ad"), max_size=30)
tables = st.lists(
    st.builds(
        Candidate,
        codes,
        names.map(one_line),
        st.integers(100, int(LARGEST_FACTOR * 100)).map(lambda percent: percent / 100),
        st.integers(0, LONGEST_S),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda one: one.code.casefold(),
)


@given(tables, st.sampled_from(",;\t"), st.booleans())
def test_whoever_is_written_is_read_as_who_it_was(table: list[Candidate], parting: str, quoted: bool) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=parting, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
    writer.writerow(["code", "name", "extra_time", "rest"])
    writer.writerows([one.code, one.name, one.factor, written(one.rest_s)] for one in table)
    assert read_candidates(out.getvalue().encode(), "x.csv") == (tuple(table), ())


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"code,name\n{text}".encode()))
def test_reading_never_raises_for_what_the_bytes_say(source: bytes) -> None:
    candidates, problems = read_candidates(source, "x.csv")
    assert bool(candidates) != any(problem.severity == "error" for problem in problems)

"""Feedback files: anonymous, read with patience, and nothing that points at a person."""

import json
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from miliary_chat.author.mining.ear import Ear
from miliary_chat.author.mining.feedback_file import BadLine, Feedback, feedback_of, read_feedback
from miliary_chat.author.mining.gathering import Pile
from miliary_chat.author.mining.masking import masked
from miliary_chat.author.mining.mine import put_file
from miliary_chat.dialogue import actions as a
from miliary_chat.session.store import open_store
from mined import case_in, mined, talk

GOOD = {"format": 1, "case": "two-shadows", "item": "findings/main", "text": "snow", "kind": "unrecognised", "count": 3}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1-3 mm nodules, 120/80, pulse 76", "1-3 mm nodules, 120/80, pulse 76"),
        ("hospital no 1234567", "hospital no [number]"),
        ("call 0171 234 5678 now", "call [number] now"),
        ("+49 171 2345678", "[number]"),
        ("born 12.03.1985", "born [date]"),
        ("born 3/12/85, dry cough", "born [date], dry cough"),
        ("1985-03-12", "[date]"),
        ("12th of March 1985", "[date]"),
        ("March 12, 1985", "[date]"),
        ("anna@example.org says", "[e-mail] says"),
        ("see https://example.org/me?x=1", "see [link]"),
        ("10 000 dots", "10 000 dots"),
        ("T2 N1b M1, stage II", "T2 N1b M1, stage II"),
    ],
)
def test_what_may_identify_is_masked_and_medicine_is_not(text: str, shown: str) -> None:
    result, found = masked(text)
    assert result == shown
    assert sum(found.values()) == result.count("[")


@given(st.text(max_size=40), st.integers(min_value=100_000, max_value=10**12), st.text(max_size=40))
def test_no_long_number_survives_masking(before: str, number: int, after: str) -> None:
    assert str(number) not in masked(f"{before} {number} {after}")[0]


def test_an_address_is_masked_whole_though_its_marks_part_it(tmp_path: Path) -> None:
    store, case = open_store(f"sqlite:///{tmp_path}/a.db"), case_in(tmp_path)
    talk(store, case, "pepper from anna@example.org, born 12.03.1985", "bob@example.org", person="kim")
    _, _, sifted, groups = mined(store, case)
    assert [one.text for group in groups for one in group.wordings] == ["born [date]", "pepper from [e-mail]"]
    assert sifted.masked == {"e-mail": 2, "date": 1}


def test_a_line_holds_no_person_attempt_seed_or_time(tmp_path: Path) -> None:
    store, case = open_store(f"sqlite:///{tmp_path}/a.db"), case_in(tmp_path)
    attempt = talk(store, case, "blobs", a.AskHint(), "pepper and salt", a.Dispute("small-nodules"), person="kim-1")
    _, _, sifted, _ = mined(store, case)
    lines = [feedback_of(case.case.id, one, "1.0+abc").line() for one in sifted.wordings]
    assert len(lines) == 2
    allowed = {"format", "case", "item", "text", "concept", "kind", "judge", "count"}
    for line in lines:
        assert set(json.loads(line)) <= allowed
        for secret in ("kim-1", attempt.id, "17900", str(attempt.state.seed) + '"'):
            assert secret not in line
    assert json.loads(lines[0]) == {
        "format": 1,
        "case": "two-shadows",
        "item": "findings/main",
        "text": "blobs",
        "kind": "unrecognised",
        "judge": "1.0+abc",
        "count": 1,
    }


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{", "not JSON"),
        (b"[1]", "not a JSON object"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[" * 39_000, "not JSON"),
        (b" " + b"x" * 41_000, "at most 40,000"),
        (json.dumps({**GOOD, "format": 2}).encode(), "needs a newer release"),
        (json.dumps({**GOOD, "format": "1"}).encode(), "it is no feedback"),
        (json.dumps({**GOOD, "text": "\u202e "}).encode(), "“text” is missing or empty"),
        (json.dumps({**GOOD, "kind": "odd"}).encode(), "“kind” is none of"),
        (json.dumps({**GOOD, "count": 0}).encode(), "“count” is no whole number"),
        (json.dumps({**GOOD, "count": True}).encode(), "“count” is no whole number"),
    ],
)
def test_a_bad_line_is_named_by_its_number_and_spoils_no_other(line: bytes, why: str) -> None:
    good = json.dumps(GOOD).encode()
    first, second, third = read_feedback([good, line, good])
    assert isinstance(second, BadLine)
    assert second.number == 2
    assert why in second.why
    assert first == third == Feedback("two-shadows", "findings/main", "snow", "unrecognised", count=3)


@given(st.binary(max_size=200))
def test_no_line_whatever_stops_the_reading(line: bytes) -> None:
    assert len(list(read_feedback([line]))) <= 1


def test_text_that_a_terminal_would_obey_is_cleaned() -> None:
    (one,) = read_feedback([json.dumps({**GOOD, "text": "snow\x1b[2J\u202estorm\n"}).encode()])
    assert isinstance(one, Feedback)
    assert one.text == "snow [2J storm"


def test_what_is_written_reads_back() -> None:
    one = Feedback("c", "a/b", "“naïve” 😀", "claimed", "size", 4, "1.0+x")
    assert list(read_feedback([one.line().encode()])) == [one]


def test_a_file_counts_like_the_store_and_other_cases_are_passed_over(tmp_path: Path) -> None:
    ear, pile = Ear(case_in(tmp_path)), Pile()
    lines = [
        GOOD,
        {**GOOD, "kind": "claimed", "concept": "size", "count": 2},
        {**GOOD, "case": "other"},
        {**GOOD, "item": "gone/main"},
        "x",
    ]
    read = put_file([json.dumps(line).encode() for line in lines], ear, pile)
    assert (read.lines, read.others, len(read.bad), pile.gone) == (3, 1, 1, 3)
    answer = pile.answers["findings/main", "snow"]
    assert (answer.count, dict(answer.claimed)) == (5, {"size": 2})

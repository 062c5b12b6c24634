"""What a typed line is: a command, a slip, or an answer."""

from collections.abc import Callable

import pytest
from hypothesis import given, strategies as st

from miliary_chat.dialogue import actions
from miliary_chat.session.commands import (
    COMMANDS,
    EXAM_COMMANDS,
    Called,
    Command,
    Unknown,
    command,
    exam_command,
    parse,
)


@pytest.mark.parametrize(
    ("line", "action"),
    [
        ("/hint", actions.AskHint()),
        ("  /HINT  ", actions.AskHint()),
        ("/next", actions.Skip()),
        ("/skip", actions.Skip()),
        ("/why", actions.AskWhy()),
        ("/dispute", actions.Dispute()),
        ("/dispute  no-effusion ", actions.Dispute(words="no-effusion")),
        ("/finish", actions.Submit()),
    ],
)
def test_a_command_that_changes_the_attempt_is_an_action(line: str, action: actions.Action) -> None:
    called = parse(line)
    assert isinstance(called, Called)
    assert called.action == action


@pytest.mark.parametrize(
    ("line", "deed", "rest"),
    [("/zoom right mid zone", "zoom", "right mid zone"), ("/Q", "quit", ""), ("/h", "help", "")],
)
def test_a_deed_is_left_to_the_surface_with_what_followed_its_name(line: str, deed: str, rest: str) -> None:
    called = parse(line)
    assert isinstance(called, Called)
    assert (called.command.deed, called.rest, called.action) == (deed, rest, None)


@pytest.mark.parametrize(
    "line",
    ["?TB", "TB?", "?", "", "miliary/TB", "1/3 of the lung", "[/red]", "-- /hint", "/15 mm", "/nodules/ both lungs"],
)
def test_whatever_does_not_begin_with_a_slash_and_a_word_is_an_answer(line: str) -> None:
    assert parse(line) is None


@pytest.mark.parametrize(
    ("line", "name", "nearest"),
    [("/hnit", "hnit", "hint"), ("/hints please", "hints", "hint"), ("/xyzzy", "xyzzy", None), ("/", "", None)],
)
def test_an_unknown_command_names_its_nearest_neighbour(line: str, name: str, nearest: str | None) -> None:
    assert parse(line) == Unknown(name, nearest)


def test_only_finishing_early_is_asked_about_first() -> None:
    assert [command.name for command in COMMANDS if command.confirm] == ["finish"]


def test_in_an_exam_only_handing_in_is_asked_about_first() -> None:
    assert [command.name for command in EXAM_COMMANDS if command.confirm] == ["hand-in"]


@pytest.mark.parametrize(("table", "find"), [(COMMANDS, command), (EXAM_COMMANDS, exam_command)])
def test_every_command_does_exactly_one_thing_and_no_two_share_a_name(
    table: tuple[Command, ...], find: Callable[[str], Command]
) -> None:
    assert all((command.act is None) != (command.deed is None) for command in table)
    names = [name for one in table for name in (one.name, *one.aliases)]
    assert len(names) == len(set(names))
    assert all(find(name) in table for name in names)


@pytest.mark.parametrize(
    ("line", "name", "rest"),
    [
        ("/hand-in", "hand-in", ""),
        ("/hand in", "hand-in", "in"),
        ("/submit", "hand-in", ""),
        ("/goto 3", "goto", "3"),
        ("/go on", "goto", "on"),
        ("/GOON", "goon", ""),
        ("/invigilator owl 5 fire alarm", "invigilator", "owl 5 fire alarm"),
        ("/zoom", "picture", ""),
    ],
)
def test_an_exam_has_a_table_of_its_own(line: str, name: str, rest: str) -> None:
    called = parse(line, EXAM_COMMANDS)
    assert isinstance(called, Called)
    assert (called.command.name, called.rest) == (name, rest)


@pytest.mark.parametrize("line", ["/hint", "/why", "/dispute I said it", "/notes", "/save", "/cards"])
def test_nothing_in_an_exam_helps_or_keeps_a_copy(line: str) -> None:
    assert isinstance(parse(line, EXAM_COMMANDS), Unknown)


@given(st.text(max_size=3_000))
def test_any_line_at_all_is_read_without_a_crash_and_repeated_only_briefly(line: str) -> None:
    found = parse(line)
    if isinstance(found, Unknown):
        assert len(found.words) < 120
        assert "\x1b" not in found.words

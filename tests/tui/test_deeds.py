"""One table of deeds: every deed has a key that gets through, a slash command, a palette entry and a line of help."""

import pytest

from miliary_chat.session.commands import COMMANDS, Unknown
from miliary_chat.tui.deeds import DEEDS, Now, deed, key_name, label, read
from miliary_chat.tui.doing import DOINGS
from miliary_chat.tui.help_page import help_blocks

SWALLOWED = {"f10", "f11", "ctrl+s", "ctrl+q", "ctrl+b", "ctrl+a", "ctrl+z", "ctrl+p"}


def test_no_two_deeds_share_a_key_and_none_is_swallowed() -> None:
    keys = [deed.key for deed in DEEDS]
    assert len(set(keys)) == len(keys)
    assert not SWALLOWED & set(keys)


def test_every_slash_command_has_a_deed_and_every_deed_is_done_somehow() -> None:
    assert {command.name for command in COMMANDS} <= {deed.name for deed in DEEDS}
    assert set(DOINGS) == {deed.name for deed in DEEDS}


def test_the_help_names_every_deed_with_its_key_and_its_command() -> None:
    told = "\n".join(line.plain for block in help_blocks() for line in block.lines(120))
    for one in DEEDS:
        assert one.slash in told
        assert key_name(one.key) in told


@pytest.mark.parametrize(
    ("typed", "name", "rest"),
    [
        ("/hint", "hint", ""),
        ("  /HINT ", "hint", ""),
        ("/zoom right base", "zoom", "right base"),
        ("/dispute even size", "dispute", "even size"),
        ("/theme", "theme", ""),
        ("/copy", "copy", ""),
        ("/q", "quit", ""),
    ],
)
def test_a_slash_and_a_known_word_is_a_deed(typed: str, name: str, rest: str) -> None:
    assert read(typed) == (deed(name), rest)


@pytest.mark.parametrize("typed", ["hint", "?TB", "/15 mm", "/nodules/ both lungs", "1/2 cm", "//", "", "/5"])
def test_everything_else_is_an_answer(typed: str) -> None:
    assert read(typed) is None


@pytest.mark.parametrize(("typed", "nearest"), [("/hnit", "hint"), ("/them", "theme"), ("/xyzzy", None), ("/", None)])
def test_an_unknown_word_after_a_slash_names_the_nearest(typed: str, nearest: str | None) -> None:
    found = read(typed)
    assert isinstance(found, Unknown)
    assert found.nearest == nearest


@pytest.mark.parametrize(
    ("now", "possible", "impossible"),
    [
        (Now(), {"hint", "skip", "finish", "notes"}, {"why", "dispute", "zoom"}),
        (Now(answered=True, picture=True), {"why", "dispute", "zoom"}, set()),
        (Now(policy="exam", answered=True), {"skip", "notes"}, {"hint", "why", "dispute"}),
        (Now(ended=True, answered=True), {"save", "notes", "help"}, {"hint", "skip", "finish", "why"}),
        (Now(place="home"), {"help", "theme", "quit"}, {"hint", "save", "copy", "notes"}),
    ],
)
def test_what_can_be_done_depends_on_the_moment(now: Now, possible: set[str], impossible: set[str]) -> None:
    applying = {one.name for one in DEEDS if one.applies(now)}
    assert possible <= applying
    assert not impossible & applying


def test_leaving_an_interview_is_called_moving_on() -> None:
    assert label(deed("skip"), Now(activity="interview")) == "move on"
    assert label(deed("skip"), Now(activity="answer")) == "skip"

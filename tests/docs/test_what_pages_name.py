"""What the pages name is there: links, files, commands with their options, problem codes."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer.main

from miliary_chat.case.codes import CODES
from miliary_chat.cli.program import program

ROOT = Path(__file__).parents[2]
PAGES = (*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md", ROOT / "cases" / "wedding-photograph" / "README.md")
STARTER = tuple(sorted((ROOT / "src" / "miliary_chat" / "author" / "starter").iterdir()))
FOR_AUTHORS = ("writing-cases", "good-questions", "case-reference", "packs", "pictures", "codes", "dialogue", "judging")

_LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")
_CALL = re.compile(r"(?:`|\$ |  |python3 )(?:miliary-chat|scripts/tutor\.py) ([a-z]+)((?: [^\s`|]+)*)")
_FILE = re.compile(r"(?<![\w/.-])((?:docs|scripts|src|tests|cases|judge|dialogue)/[\w./-]*\w)")
_CODE = re.compile(r"\b([EWN]\d{3})\b")

WHOLE: Any = typer.main.get_command(program)
COMMANDS = WHOLE.commands
EVERYWHERE = {option for part in WHOLE.params for option in part.opts} | {"--help"}


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


def headings(page: Path) -> set[str]:
    """The anchors of a page, as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target, anchor in _LINK.findall(page.read_text(encoding="utf-8")):
        there = page.parent / target if target else page
        assert there.exists(), target
        if anchor and there.suffix == ".md":
            assert anchor in headings(there), f"{target}#{anchor}"


@pytest.mark.parametrize("page", [*PAGES, *STARTER], ids=ids)
def test_every_command_that_is_named_exists_with_its_options(page: Path) -> None:
    for name, rest in _CALL.findall(page.read_text(encoding="utf-8")):
        assert name in COMMANDS, name
        known = _options(COMMANDS[name]) | EVERYWHERE
        for option in re.findall(r"(?<!\S)(--[a-z-]+)", rest.split("#")[0]):
            assert option in known, f"{name} {option}"


def _options(command: Any) -> set[str]:
    """What a command takes, or one below it (`feedback export`)."""
    own = {option for part in command.params for option in part.opts}
    return own.union(*map(_options, getattr(command, "commands", {}).values()))


@pytest.mark.parametrize("page", [*PAGES, *STARTER], ids=ids)
def test_every_file_that_is_named_is_there(page: Path) -> None:
    places = (ROOT, ROOT / "src" / "miliary_chat")
    for name in _FILE.findall(page.read_text(encoding="utf-8")):
        assert any((place / name).exists() or (place / f"{name}.py").exists() for place in places), name


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_problem_code_that_is_named_exists(page: Path) -> None:
    assert set(_CODE.findall(page.read_text(encoding="utf-8"))) <= set(CODES)


@pytest.mark.parametrize("name", FOR_AUTHORS)
def test_an_author_finds_every_page_from_the_first_one(name: str) -> None:
    first = (ROOT / "docs" / "writing-cases.md").read_text(encoding="utf-8")
    assert name == "writing-cases" or f"]({name}.md)" in first

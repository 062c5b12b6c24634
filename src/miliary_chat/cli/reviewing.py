"""`claims`: what cases claim and what it rests on, as a page for the expert who reviews them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from miliary_chat.author.borrowed import borrowed
from miliary_chat.author.reviewing.claims import Claim, claims_of, claims_of_table
from miliary_chat.author.reviewing.page import page
from miliary_chat.case.library import Library, case_paths, open_library, shipped_cases
from miliary_chat.case.loaded import load_case
from miliary_chat.case.look_alikes import names, take
from miliary_chat.case.model import Case
from miliary_chat.cli.wishes import Wishes
from miliary_chat.dialogue.script import Script


def tell_claims(wishes: Wishes, cases: Sequence[str]) -> int:
    """Print the claims of the cases that are named, or of all that ship with their tables; the exit code."""
    print(claims_page(open_library(wishes.cases), cases), end="")
    return 0


def claims_page(library: Library, cases: Sequence[str] = ()) -> str:
    """Return the page for some cases, or for all that ship."""
    paths = [library.place_of(name) for name in cases] or sorted(case_paths(shipped_cases(), []))
    tables = () if cases else tuple(take(name).table for name in names())
    return page(_claimed(paths), ((table, claims_of_table(table)) for table in tables))


def _claimed(paths: Sequence[Path]) -> Iterator[tuple[Case, tuple[Claim, ...]]]:
    for path in paths:
        loaded = load_case(path)
        script = Script.of_case(loaded.case, loaded.hash)
        yield loaded.case, claims_of(loaded.case, borrowed(path, script))

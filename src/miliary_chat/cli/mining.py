"""`mine`: what trainees said and a case did not understand, decided by its author and put into the case."""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from miliary_chat.author.beside import answers_beside
from miliary_chat.author.mining.beside import Beside, read_beside
from miliary_chat.author.mining.ear import Ear
from miliary_chat.author.mining.gathering import Pile, gather
from miliary_chat.author.mining.mine import dig, put_file
from miliary_chat.author.mining.proposing import Decision, Proposal, propose
from miliary_chat.author.mining.sifting import Sifted
from miliary_chat.author.mining.wording import Group
from miliary_chat.author.writing import check_unchanged, write_over
from miliary_chat.base.errors import CaseError, UsageError
from miliary_chat.base.paths import store_url, user_cases
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.library import open_library
from miliary_chat.case.loaded import load_case
from miliary_chat.case.problems import Problem
from miliary_chat.case.reader import case_file, source_of
from miliary_chat.cli.endings import WRONG, tell
from miliary_chat.cli.mining_page import card, consequences, summary
from miliary_chat.cli.mining_talk import Talk
from miliary_chat.cli.paper import Paper, difference
from miliary_chat.cli.wishes import Wishes
from miliary_chat.session.store import open_store

_MOST_BAD = 20


def mine(wishes: Wishes, name: str, files: Sequence[Path], *, as_json: bool, dry: bool) -> int:
    """Gather, group, ask, propose, and write what the author says yes to; without a terminal only list."""
    place = open_library(wishes.cases).place_of(name)
    loaded, file = load_case(place), case_file(place)
    written = source_of(place)
    if isinstance(written, Problem):
        raise CaseError(str(written), "Try again.")
    ear = Ear(loaded, written)
    beside = read_beside(file)
    pile = Pile()
    code = _gather(wishes, files, ear, pile)
    with Progress(len(pile.answers)) as progress:
        sifted, groups = dig(ear, pile, beside, progress.step)
    if as_json:
        print(json.dumps([as_fields(ear, group) for group in groups], ensure_ascii=False, indent=2))
        return code
    tell(summary(sifted, groups, pile.attempts))
    if pile.gone:
        answers = "1 answer was" if pile.gone == 1 else f"{pile.gone:,} answers were"
        tell(f"{answers} to questions that this case does not have any more.")
    paper = Paper.of_stdout()
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        for number, group in enumerate(groups, start=1):
            print("\n".join((*card(ear, group, group.meant, f"{number}. ", paper), "")))
        return code
    return _decide(_Desk(ear, file, beside, pile, paper, dry), groups, sifted) or code


def _gather(wishes: Wishes, files: Sequence[Path], ear: Ear, pile: Pile) -> int:
    """Fill the pile from the files and the store; 1 when some of it could not be read."""
    code = 0
    for path in files:
        code = _take_file(path, ear, pile) or code
    store = open_store(store_url(wishes.db))
    try:
        gather(store, ear, pile)
    finally:
        store.close()
    for why in dict.fromkeys(pile.unread):
        tell(f"An attempt was left out: {why}")
    return WRONG if pile.unread else code


def _take_file(path: Path, ear: Ear, pile: Pile) -> int:
    shown = one_line(str(path))
    try:
        with path.open("rb") as stream:
            read = put_file(stream, ear, pile)
    except OSError as error:
        raise UsageError(f"{shown} cannot be read: {error.strerror}.") from error
    for bad in read.bad[:_MOST_BAD]:
        tell(f"{shown}:{bad.number}: {bad.why}.")
    if len(read.bad) > _MOST_BAD:
        tell(f"{shown}: and {len(read.bad) - _MOST_BAD:,} more such lines.")
    if read.others:
        lines = "1 line is" if read.others == 1 else f"{read.others:,} lines are"
        tell(f"{shown}: {lines} about other cases.")
    if not read.lines and not read.others:
        tell(f"{shown} holds no feedback.")
    return WRONG if read.bad else 0


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a decision needs: the case, its files, all answers, and where to print."""

    ear: Ear
    file: Path
    beside: Beside
    pile: Pile
    paper: Paper
    dry: bool


def _decide(desk: _Desk, groups: Sequence[Group], sifted: Sifted) -> int:
    if not groups:
        return 0
    if not desk.dry and (why := unwritable(desk.file, desk.ear.loaded.case.id)):
        desk = _Desk(desk.ear, desk.file, desk.beside, desk.pile, desk.paper, True)
        tell(f"{why} Until then you can look, and nothing is written.")
    decisions = Talk(desk.ear, groups, desk.paper, input, print).run()
    if not decisions:
        print("Nothing was accepted or rejected, so nothing is written.")
        return 0
    proposal = _propose(desk, decisions)
    for line in _shown(desk, decisions, proposal):
        print(line)
    if desk.dry:
        print("Nothing was written: this was only to look.")
        return 0
    try:
        sure = input("Write? [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        sure = False
        print()
    if not sure:
        print("Nothing was written.")
        return 0
    _write(desk, proposal)
    return 0


def _propose(desk: _Desk, decisions: Sequence[Decision]) -> Proposal:
    print("Replaying every answer …", flush=True)
    return propose(desk.ear, desk.beside, desk.pile, decisions)


def _shown(desk: _Desk, decisions: Sequence[Decision], proposal: Proposal) -> list[str]:
    accepted = sum(decision.choice == "accept" for decision in decisions)
    lines = ["", f"You accepted {accepted} and rejected {len(decisions) - accepted}.", ""]
    lines += difference(desk.file, desk.ear.written, proposal.case, desk.paper)
    lines.append("")
    lines += difference(answers_beside(desk.file), desk.beside.source, proposal.answers, desk.paper)
    lines.append("")
    lines += consequences(desk.ear, proposal, desk.paper)
    return [*lines, ""]


def _write(desk: _Desk, proposal: Proposal) -> None:
    """Write both files, each with its backup; neither when either was changed meanwhile."""
    file, beside = desk.file, desk.beside
    check_unchanged(file, desk.ear.written)
    check_unchanged(beside.file, beside.source)
    if proposal.case != desk.ear.written:
        _told(file, write_over(file, desk.ear.written, proposal.case))
    if proposal.answers is not None and proposal.answers != beside.source:
        _told(beside.file, write_over(beside.file, beside.source, proposal.answers))


def _told(file: Path, backup: Path | None) -> None:
    print(f"{file} is written; what it was is kept in {backup.name}." if backup else f"{file} is new.")


def unwritable(file: Path, case: str) -> str:
    """Why a case's files cannot be changed, and what to do; "" when they can."""
    if os.access(file, os.W_OK) and os.access(file.resolve().parent, os.W_OK):
        return ""
    to = user_cases() / case
    return f"{file} may not be changed here. Copy its folder {file.parent} to {to}, and mine that case."


def as_fields(ear: Ear, group: Group) -> dict[str, Any]:
    """A group for programs."""
    return {
        "item": group.first.item,
        "question": ear.question(group.first.item),
        "text": group.first.text,
        "count": group.count,
        "kind": group.first.kind,
        "meant": group.meant or None,
        "wordings": [{"text": one.text, "kind": one.kind, "count": one.count} for one in group.wordings],
    }


class Progress:
    """Says in a terminal each second how many answers are judged."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._told = monotonic()
        self._shown = False

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *ended: object) -> None:
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def step(self, done: int) -> None:
        """Tell how far it is, if it is time."""
        if sys.stderr.isatty() and monotonic() - self._told >= 1:
            self._told, self._shown = monotonic(), True
            print(f"\r\x1b[KJudged {done:,} of {self._total:,} answers", end="", file=sys.stderr, flush=True)

"""Keeping an answer: one more entry in answers.yaml, and every byte that was there before stays where it was."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from miliary_chat.author.answers import FORMAT, Answers, Labelled
from miliary_chat.base.errors import CaseError, MiliaryError
from miliary_chat.base.sanitise import one_line
from miliary_chat.base.whole import write_whole
from miliary_chat.case.nodes import ListNode, MapNode, Node, compose
from miliary_chat.case.problems import Problem
from miliary_chat.case.reader import source_of
from miliary_chat.case.validation import fill

_HEAD = f"# Real answers, and what each must earn.\nformat: {FORMAT}\n"
_LISTS = ("met", "near", "denied", "misconceptions", "missed")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_BARE = re.compile(r"[A-Za-z][A-Za-z0-9 ,.;()/%+'!?-]*(?<! )")
"""What YAML takes for a text without quotes, wherever it stands in a block."""
_NOT_TEXT = frozenset({"yes", "no", "true", "false", "null", "on", "off", "y", "n"})
_EMPTY = "E113"


@dataclass(frozen=True, slots=True)
class Kept:
    """Where an answer is kept now: `line` is 1-based. `there`: it was kept before with these verdicts."""

    file: Path
    line: int
    there: bool = False


def keep(file: Path, item: str, labelled: Labelled) -> Kept:
    """Append an answer to those of `item` in answers.yaml; the file is made when it is not there.

    The result is read before it takes the old file's place, whole or not at all. MiliaryError when the file cannot be
    understood or written, or holds the same answer with other verdicts.
    """
    source = _bytes_of(file)
    answers, tree = _read(source, file)
    for place, known in enumerate(answers.answers.get(item, ())):
        if known.say == labelled.say:
            return _known(file, tree, item, place, same=known.expected() == labelled.expected())
    wanted = _with(answers, item, labelled)
    for row, fresh in _appended(source.decode("utf-8"), tree, item, labelled):
        written = fresh.encode("utf-8")
        if _reads_as(written, file, wanted):
            _replace(file, written)
            return Kept(file, row + 1)
    raise MiliaryError(
        f"Nothing can be appended to {item} in {file.name} as it is laid out.",
        "Write each answer on lines of its own that begin with “- say:”, and keep it again.",
    )


def _known(file: Path, tree: MapNode | None, item: str, place: int, *, same: bool) -> Kept:
    entries = _under(_under(tree, "answers"), item)
    line = entries.items[place].line if isinstance(entries, ListNode) and place < len(entries.items) else 1
    if same:
        return Kept(file, line, there=True)
    raise MiliaryError(
        f"{file.name}:{line} holds this answer already, with other verdicts.",
        "Change them there, if these are the right ones.",
    )


def _with(answers: Answers, item: str, labelled: Labelled) -> dict[str, tuple[Labelled, ...]]:
    return {**answers.answers, item: (*answers.answers.get(item, ()), labelled)}


# Reading.


def _bytes_of(file: Path) -> bytes:
    """The file's bytes, none when it is not there."""
    if not os.path.lexists(file):
        return b""
    source = source_of(file)
    if isinstance(source, Problem):
        raise _not_understood(source)
    return source


def _read(source: bytes, file: Path) -> tuple[Answers, MapNode | None]:
    """What the file holds by the model alone: a name that the case no longer knows keeps nobody from adding to it."""
    where = one_line(str(file))
    tree, problems = compose(source, where, gaps=True)
    problems = [problem for problem in problems if problem.code != _EMPTY]
    if tree is not None and not problems:
        answers, problems = fill(Answers, tree, where)
        if answers is not None:
            return answers, tree
    if problems:
        raise _not_understood(min(problems))
    return Answers(), None


def _not_understood(problem: Problem) -> CaseError:
    return CaseError(f"The kept answers cannot be read: {problem}")


def _under(node: Node | None, key: str) -> Node | None:
    entry = node.entries.get(key) if isinstance(node, MapNode) else None
    return entry.value if entry else None


def _reads_as(written: bytes, file: Path, wanted: dict[str, tuple[Labelled, ...]]) -> bool:
    """Whether the file, so written, holds all that it held and the new answer."""
    try:
        return dict(_read(written, file)[0].answers) == wanted
    except CaseError:
        return False


# Writing.


def _appended(text: str, tree: MapNode | None, item: str, labelled: Labelled) -> Iterator[tuple[int, str]]:
    """The text with the entry in it, once for each place where the entry may belong, and its row (0-based)."""
    rows = _LINE.findall(text)
    ending = "\r\n" if any(row.endswith("\r\n") for row in rows[:1]) else "\n"
    answers = tree.entries.get("answers") if tree else None
    if answers is None or not isinstance(answers.value, MapNode):
        fresh = [f"  {item}:", *_entry(labelled, 4)]
        if (empty := _empty_key(rows, "answers")) is not None:
            yield _put(rows, empty + 1, fresh, ending)
            return
        head = [] if tree is not None else _HEAD.splitlines() if not rows else [f"format: {FORMAT}"]
        yield _put(rows, len(rows), [*head, "answers:", *fresh], ending)
        return
    lists = answers.value.entries
    below = [entry.line - 1 for entry in tree.entries.values() if entry.line > answers.line] if tree else []
    end = min(below, default=len(rows))
    if item in lists:
        entry = lists[item]
        end = min((other.line - 1 for other in lists.values() if other.line > entry.line), default=end)
        for at in _places(rows, end, entry.column - 1):
            yield _put(rows, at, _entry(labelled, entry.value.column - 1), ending)
        return
    inset = next(iter(lists.values())).column - 1
    fresh = _entry(labelled, inset + 2)
    if (empty := _empty_key(rows, item)) is not None:
        yield _put(rows, empty + 1, fresh, ending)
        return
    for at in _places(rows, end, inset - 1):
        yield _put(rows, at, [" " * inset + f"{item}:", *fresh], ending)


def _empty_key(rows: list[str], key: str) -> int | None:
    """The row of a key that was written and has no value yet."""
    empty = re.compile(rf"\s*{re.escape(key)}:\s*(?:#.*)?")
    return next((at for at, row in enumerate(rows) if empty.fullmatch(row.rstrip())), None)


def _places(rows: list[str], end: int, inset: int) -> Iterator[int]:
    """Before the blank lines and the comments that belong to what follows; else right before what follows."""
    at = end
    while at > 0 and _apart(rows[at - 1], inset):
        at -= 1
    yield at
    if at != end:
        yield end


def _apart(row: str, inset: int) -> bool:
    bare = row.strip()
    return not bare or (bare.startswith("#") and len(row) - len(row.lstrip()) <= inset)


def _put(rows: list[str], at: int, fresh: list[str], ending: str) -> tuple[int, str]:
    before = "".join(rows[:at])
    if before and not before.endswith(("\n", "\r")):
        before += ending
    row = at + next(number for number, line in enumerate(fresh) if line.lstrip().startswith("- "))
    return row, before + "".join(line + ending for line in fresh) + "".join(rows[at:])


def _entry(labelled: Labelled, inset: int) -> list[str]:
    lead = " " * inset
    lines = [f"{lead}- say: {_scalar(labelled.say)}"]
    for name in _LISTS:
        if ids := getattr(labelled, name):
            lines.append(f"{lead}  {name}: [{', '.join(ids)}]")
    for name in ("by", "note"):
        if words := getattr(labelled, name):
            lines.append(f"{lead}  {name}: {_scalar(words)}")
    return lines


def _scalar(text: str) -> str:
    """The text as YAML: bare where that is safe for every reader, else in double quotes."""
    if _BARE.fullmatch(text) and text.casefold() not in _NOT_TEXT:
        return text
    return json.dumps(text, ensure_ascii=False)


def _replace(file: Path, written: bytes) -> None:
    """Put the new file in the old one's place, at once; a link stays a link."""
    file = file.resolve()
    try:
        if file.exists() and not os.access(file, os.W_OK):
            raise PermissionError(13, "It may not be written to")
        write_whole(file, written)
    except OSError as error:
        raise MiliaryError(
            f"The answer cannot be kept: {file} cannot be written ({error.strerror or error}).",
            "Copy the case to a folder of your own, and try there.",
        ) from error


__all__ = ["Kept", "keep"]

"""New lines for answers.yaml, in the layout that the file has; nothing else of it changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from miliary_chat.author.answers import FORMAT
from miliary_chat.author.mining.sheet import (
    Edit,
    Sheet,
    begin,
    end,
    is_block,
    is_list,
    is_map,
    is_text,
    key_of,
    value_of,
)
from miliary_chat.author.mining.yaml_text import WIDTH, block_map, flow_map
from miliary_chat.base.errors import MiliaryError
from miliary_chat.case.nodes import compose, plain

Fields = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """An answer to `item` (`stage/question`) and what it must earn, in the author's names."""

    item: str
    say: str
    met: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    misconceptions: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    by: str = ""

    def fields(self) -> Fields:
        """What is written of it, in the order in which it is read."""
        parts = {name: getattr(self, name) for name in ("say", "met", "near", "denied", "misconceptions", "missed")}
        return {name: value for name, value in {**parts, "by": self.by}.items() if value}


def with_answers(source: bytes | None, answers: Sequence[NewAnswer]) -> bytes:
    """The file with the answers behind those that each question has; None is no file yet.

    MiliaryError when the result would not read back as the file with exactly these answers.
    """
    if not answers:
        return source or b""
    by_item: dict[str, list[Fields]] = {}
    for answer in answers:
        by_item.setdefault(answer.item, []).append(answer.fields())
    if source is None or not source.strip():
        return f"format: {FORMAT}\nanswers:\n{_section(by_item, 2)}\n".encode()
    sheet = Sheet(source)
    root = sheet.tree()
    held = value_of(root, "answers") if root is not None else None
    if held is not None and is_map(held):
        by_item = {_key_in(held, item): fields for item, fields in by_item.items()}
    result = sheet.edited(_edits(sheet, root, held, by_item))
    _verify(source, result, by_item)
    return result


def _edits(sheet: Sheet, root: Any, held: Any, by_item: Mapping[str, list[Fields]]) -> list[Edit]:
    if root is None:  # comments alone
        last = sheet.end_of(len(sheet.lines) - 1)
        return [Edit(last, last, f"\nformat: {FORMAT}\nanswers:\n{_section(by_item, 2)}")]
    if held is None or not is_map(held) or not held.value:
        return [_new_section(sheet, root, held, by_item)]
    edits = []
    for key, fields in by_item.items():
        found = value_of(held, key)
        if found is not None and is_list(found) and found.value:
            edits.append(_into(sheet, found, fields))
        elif found is not None:
            name = key_of(held, key)
            lines = (_dashed(one, name.start_mark.column + 2, braces=True) for one in fields)
            edits.append(_instead(sheet, name, found, "\n" + "\n".join(lines)))
    new = {key: fields for key, fields in by_item.items() if value_of(held, key) is None}
    if new and is_block(held):
        at = end(held, sheet)
        edits.append(Edit(at, at, "\n" + _section(new, held.start_mark.column, _dash(held)), depth=1))
    elif new:
        at = end(held.value[-1][1], sheet)
        pad = "\n" + " " * (sheet.indent(at[0]) + (2 if begin(held)[0] == at[0] else 0))
        more = (f",{pad}{key}: [{', '.join(flow_map(one) for one in fields)}]" for key, fields in new.items())
        edits.append(Edit(at, at, "".join(more)))
    return edits


def _new_section(sheet: Sheet, root: Any, held: Any, by_item: Mapping[str, list[Fields]]) -> Edit:
    """`answers:` with its first questions: where it stands empty, else behind all that there is."""
    if not is_map(root) or not is_block(root):
        raise MiliaryError("answers.yaml is written in braces.", "Write its keys under each other, and try again.")
    column = root.start_mark.column
    section = _section(by_item, column + 2)
    if held is None:
        last = sheet.end_of(len(sheet.lines) - 1)
        return Edit(last, last, f"\n{' ' * column}answers:\n{section}")
    return _instead(sheet, key_of(root, "answers"), held, f"\n{section}")


def _instead(sheet: Sheet, name: Any, empty: Any, text: str) -> Edit:
    """Lines in place of an empty value: `{}`, `[]`, or nothing at all."""
    colon = (name.end_mark.line, name.end_mark.column + 1)
    if is_text(empty):  # its mark lies wherever the next part of the file begins
        last = sheet.end_of(colon[0])
        return Edit(last, last, text, depth=2)
    return Edit(colon, (empty.end_mark.line, empty.end_mark.column), text, depth=2)


def _key_in(held: Any, item: str) -> str:
    """The key under which the file has an item: its stage alone does where that has one question."""
    keys = [name.value for name, _ in held.value]
    stage = item.partition("/")[0]
    of_stage = [key for key in keys if key == stage or key.startswith(f"{stage}/")]
    return stage if item not in keys and of_stage == [stage] and item.endswith("/main") else item


def _into(sheet: Sheet, found: Any, fields: list[Fields]) -> Edit:
    """Answers behind the last of a list."""
    last = found.value[-1]
    at = end(last, sheet)
    if not is_block(found):
        pad = "\n" + " " * (sheet.indent(at[0]) + (2 if begin(found)[0] == at[0] else 0))
        return Edit(at, at, "".join(f",{pad}{flow_map(one)}" for one in fields), depth=2)
    at = sheet.end_of(at[0])
    column = found.start_mark.column
    braces = is_map(last) and not is_block(last)
    return Edit(at, at, "".join(f"\n{_dashed(one, column, braces=braces)}" for one in fields), depth=2)


def _section(by_item: Mapping[str, list[Fields]], column: int, dash: int = 2) -> str:
    """Questions with their answers, under each other."""
    lines = []
    for key, fields in by_item.items():
        lines.append(f"{' ' * column}{key}:")
        lines += [_dashed(one, column + dash, braces=True) for one in fields]
    return "\n".join(lines)


def _dashed(fields: Fields, column: int, *, braces: bool) -> str:
    """An answer as a list item: in braces where it fits into a line and the file does so, else key under key."""
    pad = " " * column
    short = f"{pad}- {flow_map(fields)}"
    return short if braces and len(short) <= WIDTH else f"{pad}- {block_map(fields, column + 2)}"


def _dash(held: Any) -> int:
    """How far this file indents the dashes under a key."""
    for name, value in held.value:
        if is_list(value) and is_block(value):
            return max(0, int(value.start_mark.column - name.start_mark.column))
    return 2


def _verify(source: bytes, result: bytes, by_item: Mapping[str, list[Fields]]) -> None:
    before, _ = compose(source, "before", gaps=True)
    after, _ = compose(result, "after", gaps=True)
    said: dict[str, Any] = plain(before) if before is not None else {"format": str(FORMAT)}
    lists = said.setdefault("answers", {})
    for key, fields in by_item.items():
        new = [
            {name: value if isinstance(value, str) else list(value) for name, value in one.items()} for one in fields
        ]
        lists[key] = [*lists.get(key, ()), *new]
    if after is None or plain(after) != said:
        raise MiliaryError(
            "These answers cannot be put into answers.yaml without changing something else.",
            "Nothing was written. Add them in your editor.",
        )

"""The references for authors and examiners: every key that they can write, made from the models."""

import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any, Literal, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from miliary_chat.author.answers import MOVES, Answers, TurnOf
from miliary_chat.author.schemas.keys import Part, key_of, models_of, parts, written
from miliary_chat.author.schemas.schema import short_forms
from miliary_chat.author.schemas.shapes import bare
from miliary_chat.case.blueprint import Blueprint
from miliary_chat.case.model import Case, Stage
from miliary_chat.case.questions import Asked
from miliary_chat.case.rubrics import Said
from miliary_chat.case.rubrics_file import RubricsFile

_HEAD = """\
# Every key of a case

This page is made from the program's own models, and so is what `miliary-chat schema` prints for editors. With
this as the first line of `case.yaml`, an editor that knows YAML (VS Code with its YAML extension, for one)
completes and explains every key while you type:

    # yaml-language-server: $schema=case.schema.json

`miliary-chat schema --out case.schema.json` writes that file beside the case; `schema answers` is the same for
`answers.yaml`, `schema rubrics` for the rubrics of `miliary-chat grade`.

## How to read the tables

- A key with *needed* has to be there. Of all others, write only those that you want; the default holds for the
  rest.
- An id is a name of your own: small letters, digits and hyphens, such as `neck-lump`. It is written once, as a
  key; parts refer to each other by it.
- Where a list is wanted, one text alone will do: `accept: tiny nodules`.
- Where the program speaks (`reply`, `hint`, `teach` and the like), a text is enough. Written as [a
  line](#a-line), it can depend on what the trainee has learnt, point at a picture, and cite.
- A text with a colon and a space in it, or one that begins with a punctuation mark, needs double quotes. So
  does a text with a comma in a one-line list. A long text goes on indented lines of its own after `>-`.
- A phrasing has at most 200 characters, any other text 4,000.
"""

_EXAM_HEAD = """\
# Every key of an exam

This page is made from the program's own models, and so is what `miliary-chat schema exam` prints for editors. With
this as the first line of `exam.yaml`, an editor that knows YAML completes and explains every key while you type:

    # yaml-language-server: $schema=exam.schema.json

`miliary-chat schema exam --out exam.schema.json` writes that file. An exam is a folder with an `exam.yaml`, or a
file called `NAME.exam.yaml`; `miliary-chat check` tells what is wrong with it, and what may be unfair. Its cases
are looked for in its own folder, in the folder that this lies in, among your own, and among those that ship.

## How to read the tables

- A key with *needed* has to be there. Of all others, write only those that you want; the default holds for the
  rest.
- An id is a name of your own: small letters, digits and hyphens, such as `chest-mock`.
- A time has its unit: `90 s`, `20 min`, `1 h 30 min`.
- A moment has its date, its time and its zone: `2026-12-01 09:00+01:00`, or `2026-12-01 08:00Z`.
- Where a list is wanted, one value alone will do: `take: {tag: chest}`.

## The candidates

Without a table, everybody may sit the exam. With a file `candidates.csv` beside `exam.yaml`
(`NAME.candidates.csv` beside `NAME.exam.yaml`), only those may whom it names. Any spreadsheet can write it;
save it as “CSV UTF-8”. Commas, semicolons and tabs are understood.

| column | what it says | if empty | example |
|---|---|---|---|
| `code` | Who it is: up to 40 letters, digits and `. _ -`. Capitals make no difference. | *needed* | `A017` |
| `name` | The name, for lists and reports. It never enters an answer's record. |  | `Ann Example` |
| `extra_time` | What every time limit is multiplied by, from 1 to 4, or what is added. | `1` | `1.25`<br>`25 %` |
| `rest` | Rest breaks that may be taken, all together. | none | `10 min` |
"""

_OF_A_CASE: tuple[type[BaseModel], ...] = (Case, Answers, RubricsFile)
_ROOTS: tuple[type[BaseModel], ...] = (*_OF_A_CASE, Blueprint)
_ONE_QUESTION = "the keys of one question"

_KINDS: tuple[type[BaseModel], ...] = (Asked, Said)
"""What several parts share is told once, in a section of its own."""


def as_markdown() -> str:
    """Return docs/case-reference.md."""
    return _page(_HEAD, _OF_A_CASE, _KINDS)


def exam_as_markdown() -> str:
    """Return docs/exam-reference.md."""
    return _page(_EXAM_HEAD, (Blueprint,))


def _page(head: str, roots: tuple[type[BaseModel], ...], kinds: tuple[type[BaseModel], ...] = ()) -> str:
    models = {model.__name__: model for model in (*kinds, *(model for root in roots for model in models_of(root)))}
    short = {name: keys for root in roots for name, keys in short_forms(root).items()}
    told = {name: part for name, part in parts().items() if name in models}
    contents = "".join(f"- [{part.title}](#{_anchor(part.title)}): {part.stands}\n" for part in told.values())
    sections = (_section(models[name], part, short.get(name, {})) for name, part in told.items())
    return f"{head}\n## The parts\n\n{contents}\n" + "\n".join(sections)


def _section(model: type[BaseModel], part: Part, short: Mapping[str, str]) -> str:
    keys = written(model, root=model in _ROOTS)
    own = [key for key, (_, field) in keys.items() if key in part.keys or field.is_required()]
    lines = [f"## {part.title}", "", f"Where: {part.stands}.", "", part.about]
    if short:
        (key,) = set(short.values())
        lines += ["", f"Short form: {' or '.join(f'a {shape}' for shape in short)} alone is its `{key}`."]
    lines += ["", "| key | what it says | default | example |", "|---|---|---|---|"]
    lines += [_row(model, key, *keys[key]) for key in own]
    lines += [line for title, shared in _shared(model, keys, own).items() for line in ("", _as_in(title, shared))]
    if model is TurnOf:
        lines += ["", "| move | what it means |", "|---|---|"]
        lines += [f"| `{move}` | {meaning[:1].upper()}{meaning[1:]}. |" for move, meaning in MOVES.items()]
    return "\n".join(lines) + "\n"


def _shared(model: type[BaseModel], keys: Iterable[str], own: Iterable[str]) -> dict[str, list[str]]:
    """The keys that are told elsewhere, by the title of the part that tells them."""
    elsewhere = [told for kind in model.__mro__[1:] if (told := parts().get(kind.__name__))]
    shared: dict[str, list[str]] = {}
    for key in keys:
        if key not in own:
            part = next(part for part in elsewhere if key in part.keys)
            shared.setdefault(part.title, []).append(key)
    return shared


def _as_in(title: str, keys: list[str]) -> str:
    named = ", ".join(f"`{key}`" for key in keys)
    return f"And, as in [{title[:1].lower() + title[1:]}](#{_anchor(title)}): {named}."


def _row(model: type[BaseModel], key: str, name: str, field: FieldInfo) -> str:
    told = key_of(model, key)
    values = _values(get_type_hints(model)[name])
    says = told.says
    if len(values) > 1 and not all(value in says for value in values):
        says += f" One of {', '.join(f'`{value}`' for value in values)}."
    examples = "<br>".join(f"`{flow(example)}`" for example in told.examples)
    default = _ONE_QUESTION if (model, key) == (Stage, "questions") else _default(field)
    cells = (f"`{key}`", says, default, examples)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _values(hint: Any) -> tuple[str, ...]:
    return get_args(bare(hint)) if get_origin(bare(hint)) is Literal else ()


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "*needed*"
    value = field.default
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, float):
        return f"`{value:g}`"
    return f"`{value}`" if isinstance(value, str | int) else ""


def _anchor(title: str) -> str:
    return "".join(char for char in title.lower().replace(" ", "-") if char.isalnum() or char == "-")


def flow(value: Any, *, inside: bool = False) -> str:
    """Return a value as an author would write it on one line of YAML."""
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{flow(key, inside=True)}: {flow(part, inside=True)}" for key, part in value.items()) + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(flow(part, inside=True) for part in value) + "]"
    text = str(value)
    unsafe = text[:1] in "\"'&*!|>%@`#{}[]-?:,~ " or ": " in text or " #" in text or text[-1:] in ": "
    return json.dumps(text, ensure_ascii=False) if unsafe or (inside and set(text) & set(",[]{}")) else text


if __name__ == "__main__":
    print(exam_as_markdown() if sys.argv[1:] == ["exam"] else as_markdown(), end="")

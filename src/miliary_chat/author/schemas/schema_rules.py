"""The conditions of the schema: which keys have to be there, and which keys tell what kind of question it is."""

from collections.abc import Iterable
from typing import get_args, get_type_hints

from pydantic import BaseModel

from miliary_chat.author.schemas.keys import key_of, written
from miliary_chat.author.schemas.shapes import Schema, kind_of, ref
from miliary_chat.case.blueprint import Blueprint, Take
from miliary_chat.case.comparison import Comparison
from miliary_chat.case.model import Stage
from miliary_chat.case.pack import PARTS, names, take
from miliary_chat.case.questions import Asked, Panel, Reply, Stocked, activity_of
from miliary_chat.case.rubrics import Expectation, Said
from miliary_chat.case.rubrics_file import Lenient


def _one_of(first: str, *others: str) -> Schema:
    """One of several keys has to be there; where none is, the first is said to be missing."""
    there: list[Schema] = [{"required": [other]} for other in others]
    return {"if": {"not": there[0] if len(there) == 1 else {"anyOf": there}}, "then": {"required": [first]}}


def _together(one: str, other: str) -> list[Schema]:
    return [{"if": {"required": [a]}, "then": {"required": [b]}} for a, b in ((one, other), (other, one))]


def _apart(*keys: str) -> list[Schema]:
    """Of several keys only one can be there: beside an earlier one no later one is."""
    return [
        {"if": {"required": [key]}, "then": {"properties": {other: False for other in keys[place + 1 :]}}}
        for place, key in enumerate(keys[:-1])
    ]


def rules(model: type[BaseModel]) -> list[Schema]:
    """Return a model's rules about which of its keys have to be there, as far as a schema can say them."""
    if issubclass(model, Lenient):
        return []
    if issubclass(model, Take):
        return [_one_of("case", "question", "tag"), *_apart("case", "question", "tag"), *_apart("question", "only")]
    if issubclass(model, Blueprint):
        grace = {"properties": {"overdue": {"const": "grace"}}, "required": ["overdue"]}
        return [{"if": grace, "then": {"required": ["grace"]}}, {"if": {"required": ["grace"]}, "then": grace}]
    if issubclass(model, Comparison):
        written_out = {"required": ["columns", "rows"]}
        alone = {"properties": {key: False for key in written(Comparison) if key not in ("use", "own", "beside")}}
        used = {"required": ["use", "own", "beside"], **alone}
        return [
            {
                "if": {"anyOf": [{"required": [key]} for key in ("use", "own", "beside")]},
                "then": used,
                "else": written_out,
            }
        ]
    if issubclass(model, Reply):
        return [_one_of("ask", "examine", "reply", "find"), *_together("ask", "reply"), *_together("examine", "find")]
    if issubclass(model, Expectation):
        return [_one_of("accept", "require", "measure")]
    wanted = [_one_of("accept", "require")] if issubclass(model, Said) else []
    return [*wanted, _one_of("ask", "gives")] if issubclass(model, Panel) else wanted


def kinds_of_questions() -> list[type[Asked]]:
    """Return the models of questions, each once."""
    hint = get_type_hints(Stage, include_extras=True)["questions"]
    union = kind_of(get_args(kind_of(hint))[1])
    return list(dict.fromkeys(kind_of(arm) for arm in get_args(union)))


def _activities(kind: type[Asked]) -> list[str]:
    return list(get_args(get_type_hints(kind)["activity"]))


def _tells(kind: type[Asked]) -> str | None:
    """The key by which a question is known to be of this kind; None for the kind that is left when no key tells."""
    told = {key: activity_of({key: ""}) for key in written(kind)}
    left = activity_of({})
    return next((key for key, activity in told.items() if activity != left and activity in _activities(kind)), None)


def stock_of(kind: type[Asked]) -> tuple[str, ...]:
    """Return the packs that a kind of question may use; none for most kinds."""
    if not issubclass(kind, Stocked):
        return ()
    return tuple(name for name in names() if set(PARTS[take(name).pack.kind]) <= set(written(kind)))


def parts_in_stock(kind: type[Asked]) -> tuple[str, ...]:
    """Return the keys of a kind of question that packs can fill."""
    keys = written(kind)
    return next((parts for parts in PARTS.values() if set(parts) <= set(keys)), ()) if stock_of(kind) else ()


def telling_keys(kinds: list[type[Asked]]) -> Schema:
    """Return the keys that tell the kind of a question, so that an editor offers them before any of them is there."""
    keys = {key: {"description": key_of(kind, key).says} for kind in kinds if (key := _tells(kind))}
    activities = [activity for kind in kinds for activity in _activities(kind)]
    packs = [name for kind in kinds for name in stock_of(kind)]
    stock = {"description": key_of(next(filter(stock_of, kinds)), "use").says, **one_or_more(packs)}
    return {"activity": {"enum": activities}, **keys, "use": stock}


def one_or_more(ids: Iterable[str]) -> Schema:
    """Return what one of several ids is, or a list of them."""
    among = list(ids)
    return {
        "type": ["string", "array"],
        "if": {"type": "string"},
        "then": {"enum": among},
        "else": {"items": {"enum": among}},
    }


def branches(kinds: list[type[Asked]], name: str) -> list[Schema]:
    """Return which part of the schema, called `name` after its model, holds for which kind of question.

    As the program has it (activity_of): what `activity` says, else what the keys tell, else a question to answer.
    """
    telling: list[Schema] = [{"required": [key]} for kind in kinds if (key := _tells(kind))]
    untold: Schema = {"not": {"anyOf": [{"required": ["activity"]}, *telling]}}
    branches = []
    for kind in kinds:
        said = {"properties": {"activity": {"enum": _activities(kind)}}, "required": ["activity"]}
        key = _tells(kind)
        unsaid = {"not": {"required": ["activity"]}, "required": [key]} if key else None
        unsaid = unsaid or {"not": {"anyOf": [{"required": ["activity"]}, *telling, {"required": ["use"]}]}}
        ways = [said, unsaid]
        if stock := list(stock_of(kind)):
            among = {"anyOf": [{"enum": stock}, {"type": "array", "contains": {"enum": stock}}]}
            ways.append({**untold, "required": ["use"], "properties": {"use": among}})
        branches.append({"if": {"anyOf": ways}, "then": ref(name.format(kind.__name__))})
    return branches

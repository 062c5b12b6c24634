"""How single values look to an editor, as JSON Schema: every one a text to the program, to an editor often a number."""

from collections.abc import Mapping
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from miliary_chat.author.answers import MOVES, MarksRange, Moves
from miliary_chat.case.blueprint import PLACE, Attempts, Count, Place, Seconds, Share, When
from miliary_chat.case.condition import VERBS, Condition
from miliary_chat.case.scalars import Decimal, Flag, Id, Percent, Whole

Schema = dict[str, Any]

_ID = r"[a-z0-9]+(-[a-z0-9]+)*"
_TERM = rf"(not\s+)?({'|'.join(VERBS)})\s+{_ID}"
_MOVE = get_args(get_args(Moves)[0])[0]

CONDITION: Schema = {
    "type": "string",
    "pattern": rf"^\s*{_TERM}(\s+and\s+{_TERM})*\s*$",
    "patternErrorMessage": "Write “asked ID”, “examined ID”, “ordered ID”, “said ID” or “listed ID”; “not” may stand"
    " before it and “and” between two.",
}
VERDICT: Schema = {
    "type": "string",
    "pattern": rf"^(after\s+)?{_ID}\s*$",
    "patternErrorMessage": "Write now, or “after” and the id of a stage.",
}
FORMAT: Schema = {"type": ["integer", "string"], "minimum": 1, "maximum": 1, "pattern": "^1$"}

_KNOWN: tuple[tuple[Any, Schema], ...] = (
    (
        Flag,
        {
            "type": ["boolean", "string"],
            "pattern": "^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Yy][Ee][Ss]|[Nn][Oo])$",
            "patternErrorMessage": "Write true or false.",
        },
    ),
    (
        Whole,
        {
            "type": ["integer", "string"],
            "pattern": "^[+-]?[0-9]{1,9}$",
            "patternErrorMessage": "Write a whole number.",
        },
    ),
    (
        Decimal,
        {
            "type": ["number", "string"],
            "minimum": 0,
            "pattern": r"^[0-9]{1,9}(\.[0-9]{1,6})?$",
            "patternErrorMessage": "Write a number, such as 2 or 0.5.",
        },
    ),
    (
        Percent,
        {
            "type": ["string", "integer"],
            "minimum": 0,
            "maximum": 100,
            "pattern": r"^(100|0?[0-9]{1,2})\s*%?$",
            "patternErrorMessage": "Write a share from 0 % to 100 %.",
        },
    ),
    (
        MarksRange,
        {
            "type": ["string", "integer", "array"],
            "minimum": 0,
            "maximum": 999,
            "items": {"type": "integer"},
            "minItems": 2,
            "maxItems": 2,
            "pattern": r"^[0-9]{1,3}(\s*[-–]\s*[0-9]{1,3})?$",
            "patternErrorMessage": "Write marks out of 100, such as 70-90.",
        },
    ),
    (
        _MOVE,
        {
            "type": "string",
            "pattern": rf"^\s*({'|'.join(MOVES)})(\s+\S+)?\s*$",
            "patternErrorMessage": f"Write a move, with an id if need be: {', '.join(MOVES)}.",
            "examples": list(MOVES),
        },
    ),
    (Condition, CONDITION),
    (
        Seconds,
        {
            "type": "string",
            "pattern": r"^\s*([0-9]{1,7}\s*(s|min|h)\s*)+$",
            "patternErrorMessage": "Write a time with its unit, such as 90 s, 20 min or 1 h 30 min.",
        },
    ),
    (
        When,
        {
            "type": "string",
            "pattern": r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?"
            r"\s*(Z|[+-][0-9]{2}:?[0-9]{2})\s*$",
            "patternErrorMessage": "Write a date and time with its zone, such as 2026-12-01 09:00+01:00.",
        },
    ),
    (
        Place,
        {
            "type": "string",
            "pattern": f"^{PLACE}$",
            "patternErrorMessage": "Write case/stage/question, such as a-cough/findings/size.",
        },
    ),
    (
        Share,
        {
            "type": ["integer", "string"],
            "minimum": 0,
            "maximum": 100,
            "pattern": "^(100|[0-9]{1,2})$",
            "patternErrorMessage": "Write a mark out of 100.",
        },
    ),
    (
        Count,
        {
            "type": ["integer", "string"],
            "minimum": 1,
            "maximum": 1_000,
            "pattern": "^(1000|[1-9][0-9]{0,2})$",
            "patternErrorMessage": "Write how many, from 1 to 1000.",
        },
    ),
    (
        Attempts,
        {
            "type": ["integer", "string"],
            "minimum": 1,
            "maximum": 999,
            "pattern": "^\\s*([1-9][0-9]{0,2}|[Uu][Nn][Ll][Ii][Mm][Ii][Tt][Ee][Dd])\\s*$",
            "patternErrorMessage": "Write how many attempts a candidate has, or unlimited.",
        },
    ),
)


def ref(part: str) -> Schema:
    """Return the schema that stands for a part of the same file."""
    return {"$ref": f"#/$defs/{part}"}


def bare(hint: Any) -> Any:
    """Return `X` of `X | None`; nobody writes that a key has no value."""
    if get_origin(hint) in (Union, UnionType):
        arms = [arm for arm in get_args(hint) if arm is not type(None)]
        return arms[0] if len(arms) == 1 else hint
    return hint


def kind_of(hint: Any) -> Any:
    """Return the type without its validators."""
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def single(hint: Any) -> Schema | None:
    """Return the schema of a single value's type; None for what has parts."""
    for known, schema in _KNOWN:
        if hint == known:
            return dict(schema)
    kind = kind_of(hint)
    if get_origin(kind) is Literal:
        return {"type": "string", "enum": list(get_args(kind))}
    return _text(hint) if kind is str else None


def _text(hint: Any) -> Schema:
    """A text, or an id when it has a pattern. What was typed as `2015` or `yes` is a text too, whatever editors see."""
    rule = TypeAdapter(hint).json_schema()
    limits: Schema = {key: rule[key] for key in ("minLength", "maxLength", "pattern") if key in rule}
    if "pattern" not in limits:
        return {"type": ["string", "number", "boolean"], **limits}
    told = {"patternErrorMessage": "Write small letters, digits and hyphens, such as neck-lump."} if hint == Id else {}
    return {"type": ["string", "integer"], "minimum": 0, **limits, **told}


def key_rule(hint: Any) -> Schema:
    """Return the schema of a mapping's keys, which are texts to everybody."""
    schema = {**(single(hint) or {}), "type": "string"}
    return {key: value for key, value in schema.items() if key != "minimum"}


def shapes_read(hint: Any, samples: Mapping[str, Any]) -> dict[str, Any]:
    """Return which of the `samples`, by the name of their shape, a type reads, with what each becomes.

    The type itself is asked, so that the schema knows every short form that the reader knows.
    """
    adapter: TypeAdapter[Any] = TypeAdapter(hint)
    read = {}
    for shape, sample in samples.items():
        try:
            read[shape] = adapter.validate_python(sample)
        except ValidationError:
            continue
    return read

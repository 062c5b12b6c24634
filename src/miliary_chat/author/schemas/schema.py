"""JSON Schema (draft 2020-12) of what authors write, made from the models; editors complete and explain keys by it.

What has short forms (a text for a line, a list for an expectation) is one schema of several types rather than a choice
between schemas: the keywords of a type only hold for that type, so an editor still knows every key and says exactly
what is wrong.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from miliary_chat.author.answers import Answers
from miliary_chat.author.schemas.keys import as_seen, key_of, part_of, written
from miliary_chat.author.schemas.schema_rules import (
    branches,
    kinds_of_questions,
    one_or_more,
    parts_in_stock,
    rules,
    stock_of,
    telling_keys,
)
from miliary_chat.author.schemas.shapes import (
    FORMAT,
    VERDICT,
    Schema,
    bare,
    key_rule,
    kind_of,
    ref,
    shapes_read,
    single,
)
from miliary_chat.case.blueprint import Blueprint, Take
from miliary_chat.case.model import Case, Stage
from miliary_chat.case.questions import Asked, ChoiceQuestion, InterviewQuestion, Lead, OrderQuestion
from miliary_chat.case.rubrics_file import RubricsFile
from miliary_chat.case.scalars import Text

Name = Literal["case", "answers", "rubrics", "exam"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_WIDTH = 100
_PROBE = "open"
"""A value that is a text, a phrasing, an id and a move."""
_ONE = (Take, "case")
"""A key that need not be there, in a model that needs one of several."""


def case_schema() -> Schema:
    """Return the schema of case.yaml."""
    return _whole(Case, "urn:miliary-chat:case:1", gaps=False)


def answers_schema() -> Schema:
    """Return the schema of answers.yaml."""
    return _whole(Answers, "urn:miliary-chat:answers:1", gaps=True)


def rubrics_schema() -> Schema:
    """Return the schema of a file of rubrics."""
    return _whole(RubricsFile, "urn:miliary-chat:rubrics:1", gaps=True)


def exam_schema() -> Schema:
    """Return the schema of exam.yaml."""
    return _whole(Blueprint, "urn:miliary-chat:exam:1", gaps=False)


SCHEMAS: Mapping[Name, Callable[[], Schema]] = {
    "case": case_schema,
    "answers": answers_schema,
    "rubrics": rubrics_schema,
    "exam": exam_schema,
}


def short_forms(root: type[BaseModel]) -> Mapping[str, Mapping[str, str]]:
    """Return, by the name of a model, which key a text or a list stands for where a mapping could be written."""
    writer = _Writer(gaps=False)
    writer.body(root, root=True)
    return writer.short


def as_text(schema: Schema) -> str:
    """Return a schema as the text of a file: JSON in which what is short stands on one line."""
    return _laid_out(schema, 0) + "\n"


def _laid_out(value: Any, depth: int) -> str:
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or (depth and len(line) + depth < _WIDTH):
        return line
    pairs = [(f"{json.dumps(key)}: ", part) for key, part in value.items()] if isinstance(value, dict) else []
    parts = pairs or [("", part) for part in value]
    inside = ",\n".join(f"{' ' * (depth + 1)}{key}{_laid_out(part, depth + 1)}" for key, part in parts)
    opening, closing = "{}" if pairs else "[]"
    return f"{opening}\n{inside}\n{' ' * depth}{closing}"


def _whole(root: type[BaseModel], urn: str, *, gaps: bool) -> Schema:
    writer = _Writer(gaps)
    body = writer.body(root, root=True)
    return {"$schema": _DIALECT, "$id": urn, **body, "$defs": dict(sorted(writer.parts.items()))}


@dataclass
class _Writer:
    """Writes the schema of a root and collects those of its parts; with `gaps` lists and mappings may be empty."""

    gaps: bool
    parts: dict[str, Schema] = field(default_factory=dict)
    short: dict[str, dict[str, str]] = field(default_factory=dict)

    def body(self, model: type[BaseModel], *, root: bool = False) -> Schema:
        """The schema of a mapping with a model's keys."""
        told, keys = part_of(model), written(model, root=root)
        properties = {key: self._property(model, key, *named) for key, named in keys.items()}
        schema: Schema = {"title": told.title, "description": told.about, "type": "object", "properties": properties}
        required = [key for key, (_, field) in keys.items() if field.is_required()]
        if required:
            schema["required"] = required
        elif not self.gaps:
            schema["minProperties"] = 1
        schema["additionalProperties"] = False
        if wanted := rules(model):
            schema["allOf"] = wanted
        return schema

    def _property(self, model: type[BaseModel], key: str, name: str, field: FieldInfo) -> Schema:
        told = key_of(model, key)
        schema = self.value(get_type_hints(model, include_extras=True)[name])
        if (model, key) in _SPECIAL:
            schema = _SPECIAL[model, key](schema)
        default = field.default
        if isinstance(default, float) and default.is_integer():
            default = int(default)
        if isinstance(default, str | int | float):
            schema = {**schema, "default": default}
        return {"description": told.says, **schema, "examples": [as_seen(example) for example in told.examples]}

    def value(self, hint: Any) -> Schema:
        """The schema of whatever stands behind a key or in a list."""
        hint = bare(hint)
        schema = single(hint)
        if schema is not None:
            return schema
        kind = kind_of(hint)
        origin = get_origin(kind)
        if origin is tuple:
            return self._list(hint, kind)
        if origin is not None and origin is not Union and issubclass(origin, Mapping):
            return self._keyed(hint, *get_args(kind))
        if origin is Union:
            return self._question([kind_of(arm) for arm in get_args(kind)])
        if kind is Stage:
            return self._stage()
        return self._part(kind, partial(shapes_read, hint))

    def _list(self, hint: Any, kind: Any) -> Schema:
        items = get_args(kind)
        item = self.value(items[0])
        schema: Schema = {"type": "array", "items": item}
        if items[-1] is not Ellipsis:
            return {**schema, "minItems": len(items), "maxItems": len(items)}
        if not self.gaps or _must_hold_something(hint):
            schema["minItems"] = 1
        part = item.get("$ref", "").rpartition("/")[2]
        alone = {"text": _word(items[0]), "mapping": _sample(kind_of(bare(items[0])))}
        if not shapes_read(hint, alone):
            return schema
        if "enum" in item:
            return {**one_or_more(item["enum"]), "minItems": schema.get("minItems", 0)}
        if not part:
            return _joined(item, schema)
        self.parts.setdefault(f"{part}s", _joined(self.parts[part], schema))
        return ref(f"{part}s")

    def _keyed(self, hint: Any, keys: Any, values: Any) -> Schema:
        """A mapping with keys of the author's choice."""
        kind = kind_of(bare(values))
        if isinstance(kind, type) and issubclass(kind, BaseModel) and kind is not Stage:

            def read(_: Any, samples: Mapping[str, Any]) -> dict[str, Any]:
                found = shapes_read(hint, {shape: {_PROBE: sample} for shape, sample in samples.items()})
                return {shape: value[_PROBE] for shape, value in found.items()}

            value = self._part(kind, partial(read, hint))
        else:
            value = self.value(values)
        schema: Schema = {"type": "object", "propertyNames": key_rule(keys), "additionalProperties": value}
        return schema if self.gaps else {**schema, "minProperties": 1}

    def _part(self, model: type[BaseModel], read: Callable[[Mapping[str, Any]], dict[str, Any]]) -> Schema:
        """A reference to a model's schema, in which its short forms stand for the one key that they fill."""
        if model.__name__ not in self.parts:
            self.parts[model.__name__] = {}  # so that a part within itself would find it
            body = self.body(model)
            for shape, filled in read({"text": _PROBE, "list": [_PROBE]}).items():
                (name,) = filled.model_fields_set - {"id"}
                key = next(key for key, (own, _) in written(model).items() if own == name)
                body = _joined(_only(shape, body["properties"][key]), body)
                self.short.setdefault(model.__name__, {})[shape] = key
            self.parts[model.__name__] = body
        return ref(model.__name__)

    def _question(self, kinds: list[type[Asked]]) -> Schema:
        """A question: which of the kinds it is shows by its `activity`, else by a key that tells."""
        kinds = list(dict.fromkeys(kinds))
        for kind in kinds:
            self.parts[kind.__name__] = self._stocked(kind, self.body(kind))
        self.parts["Question"] = {
            "title": part_of(Asked).title,
            "description": part_of(Asked).about,
            "type": "object",
            "properties": telling_keys(kinds),
            "allOf": branches(kinds, "{}"),
        }
        return ref("Question")

    def _stocked(self, kind: type[Asked], body: Schema) -> Schema:
        """A question that may use packs. What a pack has need not be written; without packs everything has to be."""
        parts = parts_in_stock(kind)
        if not parts:
            return body
        whole = {}
        for key in parts:
            part = body["properties"][key]["additionalProperties"]["$ref"].rpartition("/")[2]
            full = self.parts[part]
            wanted: Schema = {key: full.pop(key) for key in ("required", "allOf") if key in full}
            self.parts[f"Whole{part}"] = {"type": "object", **wanted}
            self.parts[part] = {**full, "type": ["object", *_types(single(Text) or {})], "minProperties": 1}
            whole[key] = {"additionalProperties": ref(f"Whole{part}")}
        unstocked = {"required": body.pop("required"), "properties": whole}
        return {**body, "minProperties": 1, "if": {"not": {"required": ["use"]}}, "then": unstocked}

    def _stage(self) -> Schema:
        """A stage: with `questions`, or with the keys of its one question."""
        if "Stage" in self.parts:
            return ref("Stage")
        several = self.body(Stage)
        self.parts["StageWithQuestions"] = several
        own = {key: schema for key, schema in several["properties"].items() if key != "questions"}
        kinds = kinds_of_questions()
        for kind in kinds:
            question = self.parts[kind.__name__]
            others = {key: ref(f"{kind.__name__}/properties/{key}") for key in question["properties"]}
            self.parts[f"StageAs{kind.__name__}"] = {**question, "properties": {**others, **own}}
        told = part_of(Stage)
        self.parts["Stage"] = {
            "title": told.title,
            "description": told.about,
            "type": "object",
            "properties": {"questions": {"description": key_of(Stage, "questions").says}, **telling_keys(kinds)},
            "if": {"required": ["questions"]},
            "then": ref("StageWithQuestions"),
            "else": {"allOf": branches(kinds, "StageAs{}")},
        }
        return ref("Stage")


def _types(schema: Schema) -> list[str]:
    types = schema["type"]
    return [types] if isinstance(types, str) else types


def _joined(short: Schema, long: Schema) -> Schema:
    """One schema for either of two forms of different types."""
    types = [*_types(short), *(one for one in _types(long) if one not in _types(short))]
    return {**short, **long, "type": types}


_KEYWORDS = {
    "text": ("minLength", "maxLength", "pattern", "patternErrorMessage", "minimum"),
    "list": ("items", "minItems"),
}


def _only(shape: str, schema: Schema) -> Schema:
    """What a schema says of a text, or of a list."""
    types = [one for one in _types(schema) if (one == "array") == (shape == "list")]
    return {"type": types, **{key: schema[key] for key in _KEYWORDS[shape] if key in schema}}


def _sample(model: Any) -> Any:
    """A mapping with what a model needs; a text where it is none."""
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return _PROBE
    return {key: _PROBE for key, (_, field) in written(model).items() if field.is_required() or (model, key) == _ONE}


def _word(hint: Any) -> str:
    """A text that a type may read: of those that it names the first."""
    kind = kind_of(bare(hint))
    return str(get_args(kind)[0]) if get_origin(kind) is Literal else _PROBE


def _must_hold_something(hint: Any) -> bool:
    """Whether a list may not be empty though others of its file may."""
    rules = (rule for told in getattr(hint, "__metadata__", ()) for rule in getattr(told, "metadata", ()))
    return any(getattr(rule, "min_length", 0) for rule in rules)


def _with_truth(schema: Schema) -> Schema:
    """Options may be called yes and no, true and false."""
    items = {**schema["items"], "type": [*_types(schema["items"]), "boolean"]}
    return {**schema, "type": [*_types(schema), "boolean"], "items": items}


_SPECIAL: Mapping[tuple[type[BaseModel], str], Callable[[Schema], Schema]] = {
    (Case, "format"): lambda _: dict(FORMAT),
    (Answers, "format"): lambda _: dict(FORMAT),
    (Blueprint, "format"): lambda _: dict(FORMAT),
    (Lead, "verdict"): lambda _: dict(VERDICT),
    (ChoiceQuestion, "right"): _with_truth,
    (InterviewQuestion, "use"): lambda _: one_or_more(stock_of(InterviewQuestion)),
    (OrderQuestion, "use"): lambda _: one_or_more(stock_of(OrderQuestion)),
}

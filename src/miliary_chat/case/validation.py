"""From pydantic's errors to problems that an author understands."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from miliary_chat.case.condition import ConditionSyntaxError
from miliary_chat.case.model import FORMAT, Case
from miliary_chat.case.nodes import ListNode, MapNode, Node, TextNode, plain
from miliary_chat.case.places import KEY, Place, ids_for, known_keys, locate
from miliary_chat.case.problems import Problem, quoted
from miliary_chat.case.source_text import EXOTIC_SPACE, named

M = TypeVar("M", bound=BaseModel)
_ODD = re.compile(EXOTIC_SPACE)
_ODD_COLON = re.compile(rf"[\w-]:({EXOTIC_SPACE})")
_LIKE_ENOUGH = 70
_KNOWN = 12
"""Ids that are named where another was written."""
_MOST = 200
"""Problems of a case that are told; a file with more is no case."""


def did_you_mean(word: str, known: tuple[str, ...]) -> str:
    """Return "; did you mean “size”?" when a known word is like `word`, else an empty text."""
    from rapidfuzz import fuzz, process  # a case without mistakes has no need of it

    found = process.extractOne(word.lower(), known, scorer=fuzz.ratio, score_cutoff=_LIKE_ENOUGH)
    return f"; did you mean “{found[0]}”?" if found else ""


def meant_or_known(word: str, known: Iterable[str]) -> str:
    """Return the end of a sentence about an id that is not there: the one that was meant, else those that there are."""
    known = tuple(known)
    there = f". There {'is' if len(known) == 1 else 'are'} {_listed(known)}." if known else "."
    return did_you_mean(word, tuple(sorted(known))) or there


def _listed(words: tuple[str, ...]) -> str:
    return quoted(words, _KNOWN).replace("” or “", "” and “")


def validate(root: MapNode, where: str) -> tuple[Case | None, list[Problem]]:
    """Return the case of a tree, or None with every problem of its keys and values."""
    if refused := no_case(root):
        return None, [Problem(where, *refused)]
    return fill(Case, root, where)


def fill(model: type[M], root: MapNode, where: str) -> tuple[M | None, list[Problem]]:
    """Return a model of what is written in a tree, or None with every problem of its keys and values."""
    try:
        return model.model_validate(plain(root)), []
    except ValidationError as error:
        errors = [each for each in error.errors()[:_MOST] if not _told_by_its_items(root, each)]
        return None, [Problem(where, *found) for each in errors for found in _told(root, each, model)]


def no_case(root: MapNode) -> tuple[int, int, str, str] | None:
    """Return why a tree is no case that this release reads, as line, column, code and sentence; None when it is one."""
    entries = root.entries
    if {"exam", "sections"} <= set(entries) and "stages" not in entries:
        return 1, 1, "E114", "This is an exam, not a case. Name the file exam.yaml, or NAME.exam.yaml."
    if not {"format", "stages"} & (set(entries) | root.broken) and not {"id", "title"} <= set(entries):
        return 1, 1, "E114", "This YAML is not a case; a case has “format: 1”, an id, a title and stages."
    written = entries["format"].value if "format" in entries else None
    if isinstance(written, TextNode) and written.text.isdecimal() and len(written.text) < 9:
        number = int(written.text)
        if number > FORMAT:
            words = f"Format {number} needs a newer release of miliary-chat; this one reads up to format {FORMAT}."
            return written.line, written.column, "E115", words
        if number < 1:
            return written.line, written.column, "E204", f"Write “format: {FORMAT}”."
    return None


def _told(root: MapNode, error: Mapping[str, Any], model: type[BaseModel]) -> Iterator[tuple[int, int, str, str]]:
    kind, path = error["type"], tuple(error["loc"])
    place = locate(root, path)
    if path[-1:] == ("id",) and len(path) > 1 and not place.whole:
        return  # the id is the key, which has its problem already
    around = locate(root, path[:-1])
    if kind in ("missing", "extra_forbidden") and _is_cut_text(around, known_keys(model, path)):
        yield *around.at_value, *_value("string_type", error, around)
    elif kind == "missing" and isinstance(path[-1], int):
        yield *place.at_value, "E204", f"{_owner(place)} has too few values."
    elif kind == "missing":
        missing = str(path[-1])
        if not (isinstance(place.node, MapNode) and missing in place.node.broken):
            yield *place.at_key, "E201", f"{_owner(place)} needs “{missing}”."
    elif kind == "extra_forbidden":
        key = str(path[-1])
        yield *place.at_key, "E202", _odd_key(key) or _unknown_key(_cut(key), known_keys(model, path))
    elif kind in ("own_id", "rule"):
        yield _told_at_a_key(root, error)
    elif path[-1:] == (KEY,) or kind == "string_pattern_mismatch":
        yield _told_of_id(root, error, place)
    elif kind == "union_tag_invalid":
        activity = locate(root, (*path, "activity"))
        yield *activity.at_value, "E204", _not_one_of(plain(activity.node), _ACTIVITIES)
    elif kind == "value_error" and isinstance(place.node, MapNode):
        if not place.node.broken:
            yield *place.at_key, *_value(kind, error, place)
    else:
        line = kind == "model_type" and "say" in known_keys(model, (*path, "say"))
        yield *place.at_value, *_value("string_type" if line else kind, error, place)


def _told_at_a_key(root: MapNode, error: Mapping[str, Any]) -> tuple[int, int, str, str]:
    """What a model says of a key within it: an id written twice, or a rule between several keys."""
    path, context = tuple(error["loc"]), error["ctx"]
    if error["type"] == "own_id":
        return *locate(root, (*path, context["key"], "id")).at_key, "E202", error["msg"]
    words = context["words"]
    return *locate(root, (*path, *context["at"])).at_key, "E208", words[:1].upper() + words[1:] + "."


def _told_of_id(root: MapNode, error: Mapping[str, Any], place: Place) -> tuple[int, int, str, str]:
    """What is wrong with an id, or with a condition that stands as a key."""
    path = tuple(error["loc"])
    if error["type"] == "value_error":
        return *place.at_key, *_value("value_error", error, place)
    known = ids_for(root, path)
    if path[-1] != KEY and isinstance(place.node, TextNode):
        return *place.at_value, *_bad_id(place.node.text, known)
    return *place.at_key, *_bad_id(place.key, known)


def _told_by_its_items(root: MapNode, error: Mapping[str, Any]) -> bool:
    """Whether a list is too short only because items of it were refused, which are told themselves."""
    if error["type"] != "too_short":
        return False
    node = locate(root, tuple(error["loc"])).node
    return isinstance(node, ListNode) and len(node.items) > error["ctx"]["actual_length"]


def _is_cut_text(place: Place, known: tuple[str, ...]) -> bool:
    """Whether a colon made a mapping of what was meant as a line to say: `Look: there`."""
    written = set(place.node.entries) if isinstance(place.node, MapNode) else set()
    return "say" in known and len(written) == 1 and not written & set(known)


_ACTIVITIES = ("answer", "interview", "differential", "order", "choice", "report")


def _owner(place: Place) -> str:
    return f"“{_cut(place.key)}”" if place.key else "The file"


_TEMPTING = {"required": "need: required", "optional": "need: extra", "synonyms": "accept", "phrasings": "accept"}


def _odd_key(key: str) -> str:
    """What is said of a key with a space in it that is none to YAML; an empty text where there is none."""
    odd = _ODD.search(key)
    return f"“{_cut(key)}” holds {named(odd[0])}. Replace it by ordinary spaces." if odd else ""


def _unknown_key(key: str, known: tuple[str, ...]) -> str:
    tempting = _TEMPTING.get(key.lower(), "")
    if tempting and tempting.split(":")[0] in known:
        return f"“{key}” is no key here; did you mean “{tempting}”?"
    meant = did_you_mean(key, known)
    return f"“{key}” is no key here{meant}" if meant else f"“{key}” is no key here. Known are {quoted(known, 30)}."


def _bad_id(text: str, known: tuple[str, ...]) -> tuple[str, str]:
    """What is wrong with an id; `known` are those of which it has to be one, empty where it is a new one."""
    suggestion = "-".join("".join(char if char.isascii() and char.isalnum() else " " for char in text.lower()).split())
    if odd := _odd_key(text):
        return "E205", odd
    if known:
        meant = meant_or_known(suggestion, known)
        return "E205", f"“{_cut(text)}” is no id. Write an id that is here{meant}"
    such = f", such as “{suggestion[:60]}”" if suggestion else ""
    return "E205", f"“{_cut(text)}” is no id. Write small letters, digits and hyphens{such}."


def _not_one_of(value: Any, allowed: tuple[str, ...]) -> str:
    typed = f"“{_cut(value)}”" if isinstance(value, str) else "This"
    meant = did_you_mean(value, allowed) if isinstance(value, str) else ""
    return f"{typed} is not possible here{meant or '.'} Write {quoted(allowed)}."


def _cut(text: str, limit: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _value(kind: str, error: Mapping[str, Any], place: Place) -> tuple[str, str]:
    node, context = place.node, error.get("ctx", {})
    if kind == "literal_error" and isinstance(node, TextNode):
        allowed = tuple(part.strip(" '") for part in context["expected"].replace(" or ", ", ").split(","))
        return "E204", _not_one_of(node.text, allowed)
    if kind == "string_too_short":
        return "E206", f"{_owner(place)} has no value. Write one, or delete the key."
    if kind == "string_too_long":
        length = len(node.text.strip()) if isinstance(node, TextNode) else 0
        return "E207", f"This has {length:,} characters; at most {context['max_length']:,} are read."
    if kind == "value_error":
        words = str(context["error"])
        code = "E209" if isinstance(context["error"], ConditionSyntaxError) else _rule(node)
        return code, words[:1].upper() + words[1:] + "."
    if kind in _SHAPES:
        return "E203", f"{_SHAPES[kind]} was expected, but this is {_shape(node)}.{_remedy(kind, node)}"
    if kind in ("too_long", "too_short"):
        return "E204", f"{_owner(place)} takes {_count(error)}."
    return "E204", f"{error['msg']}."


def _count(error: Mapping[str, Any]) -> str:
    context = error["ctx"]
    return f"{context.get('max_length', context.get('min_length'))} values, not {context['actual_length']}"


def _rule(node: Node) -> str:
    return "E204" if isinstance(node, TextNode) else "E208"


_SHAPES = {
    "string_type": "A text",
    "int_type": "A whole number",
    "float_type": "A number",
    "bool_type": "true or false",
    "literal_error": "A word",
    "is_instance_of": "A condition",
    "tuple_type": "A list",
    "dict_type": "A mapping (“key: value” lines)",
    "mapping_type": "A mapping (“key: value” lines)",
    "model_type": "A mapping (“key: value” lines)",
    "model_attributes_type": "A mapping (“key: value” lines)",
}


def _shape(node: Node) -> str:
    if isinstance(node, MapNode):
        return "a mapping"
    return "a list" if isinstance(node, ListNode) else f"the text “{_cut(node.text)}”"


def _remedy(kind: str, node: Node) -> str:
    if kind == "string_type" and isinstance(node, MapNode):
        return " A colon and a space make a key: put a text with a colon in quotes."
    if kind == "string_type" and isinstance(node, ListNode):
        return " A text that begins with “[” needs quotes."
    if isinstance(node, TextNode) and kind != "string_type" and (odd := _ODD_COLON.search(node.text)):
        return f" Its colon is followed by {named(odd[1])}: replace it by an ordinary space."
    if isinstance(node, ListNode) and any(isinstance(item, MapNode) and "id" in item.entries for item in node.items):
        return " Write each “- id: NAME” as a key, “NAME:”."
    return ""

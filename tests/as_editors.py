"""YAML as an editor reads it: numbers, truth values and dates are what they look like, keys are texts."""

import json
import re
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.nodes import MappingNode
from yaml.resolver import BaseResolver, Resolver

from miliary_chat.author.schemas.schema import SCHEMAS
from miliary_chat.case.parser import PureParser

CORE = (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", "~nN"),
)
"""YAML 1.2, core schema: what most editors go by."""


class Constructor(SafeConstructor):
    """Keys stay what was typed: to JSON Schema they are texts."""

    def construct_mapping(self, node: MappingNode, deep: bool = False) -> dict[str, Any]:
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}

    def construct_yaml_int(self, node: Any) -> int:
        try:
            return int(self.construct_scalar(node))
        except ValueError:
            return int(super().construct_yaml_int(node))


Constructor.add_constructor("tag:yaml.org,2002:int", Constructor.construct_yaml_int)


class Old(PureParser, Composer, Constructor, Resolver):
    """YAML 1.1: `yes` and `no` are truth values, `1:30` is a number and 2026-01-01 a date."""

    def __init__(self, text: str) -> None:
        PureParser.__init__(self, text)
        Composer.__init__(self)
        Constructor.__init__(self)
        Resolver.__init__(self)


class Core(Old):
    """YAML 1.2: only true, false and decimal numbers are no texts."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  PyYAML reads it from the class


for name, pattern, first in CORE:
    BaseResolver.add_implicit_resolver.__func__(  # type: ignore[attr-defined]
        Core, f"tag:yaml.org,2002:{name}", re.compile(rf"^(?:{pattern})$"), list(first)
    )

EDITORS = {"YAML 1.2": Core, "YAML 1.1": Old}


def seen(text: str, editor: type[Old] = Core) -> Any:
    """What an editor hands to the validator; a date has no type of its own in JSON."""
    return json.loads(json.dumps(editor(text).get_single_data(), default=str))


@cache
def validator(name: Any) -> Draft202012Validator:
    return Draft202012Validator(SCHEMAS[name](), format_checker=Draft202012Validator.FORMAT_CHECKER)


def refusals(text: str, name: str = "case", editor: type[Old] = EDITORS["YAML 1.2"]) -> list[str]:
    """What an editor underlines: `path: message`."""
    errors = validator(name).iter_errors(seen(text, editor))
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in errors]

"""Every key that an author can write is explained, with examples that the program reads."""

from typing import Any, get_type_hints

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, TypeAdapter

from miliary_chat.author.answers import Answers
from miliary_chat.author.schemas.keys import as_seen, key_of, models_of, part_of, parts, written
from miliary_chat.author.schemas.schema import SCHEMAS
from miliary_chat.case.blueprint import Blueprint
from miliary_chat.case.model import Case
from miliary_chat.case.questions import Asked
from miliary_chat.case.rubrics import Said
from miliary_chat.case.rubrics_file import RubricsFile

ROOTS: dict[str, type[BaseModel]] = {"case": Case, "answers": Answers, "rubrics": RubricsFile, "exam": Blueprint}
MODELS = {model.__name__: model for root in ROOTS.values() for model in models_of(root)}
SHARED = {"Said": Said, "Asked": Asked}
LONGEST = 240
"""Characters of an explanation: more is not read in an editor's little window."""

KEYS = [
    pytest.param(model, key, name, id=f"{model.__name__}.{key}")
    for model in MODELS.values()
    for key, (name, _) in written(model, root=model in ROOTS.values()).items()
]


def test_every_model_is_told_of_and_nothing_else_is() -> None:
    assert set(parts()) == set(MODELS) | set(SHARED)


@pytest.mark.parametrize("name", [*MODELS, *SHARED])
def test_no_key_lacks_an_explanation_and_none_is_explained_that_there_is_not(name: str) -> None:
    model = {**MODELS, **SHARED}[name]
    keys = set(written(model, root=model in ROOTS.values()))
    assert set(part_of(model).keys) <= keys
    for key in keys:
        told = key_of(model, key)
        assert told.says.endswith(".")
        assert len(told.says) <= LONGEST
        assert 1 <= len(told.examples) <= 2


@pytest.mark.parametrize(("model", "key", "name"), KEYS)
def test_every_example_is_read_as_what_it_is_an_example_of(model: type[BaseModel], key: str, name: str) -> None:
    adapter: TypeAdapter[Any] = TypeAdapter(get_type_hints(model, include_extras=True)[name])
    for example in key_of(model, key).examples:
        assert adapter.validate_python(example) is not None


@pytest.mark.parametrize("root", ROOTS)
def test_every_example_in_a_schema_is_allowed_by_it(root: Any) -> None:
    schema = SCHEMAS[root]()
    count = 0
    for part in (schema, *schema["$defs"].values()):
        for key, value in part.get("properties", {}).items():
            for example in value.get("examples", ()):
                here = Draft202012Validator({**value, "$defs": schema["$defs"]})
                assert not [error.message for error in here.iter_errors(example)], key
                count += 1
    assert count > len(models_of(ROOTS[root]))


def test_a_part_says_in_its_own_words_what_it_shares_with_others() -> None:
    order, expectation = MODELS["Order"], MODELS["Expectation"]
    assert key_of(order, "accept").says == "Ways to order it."
    assert key_of(expectation, "reject") == parts()["Said"].keys["reject"]


def test_a_key_that_nobody_explains_is_named() -> None:
    with pytest.raises(KeyError, match=r"does not say what “colour” means in Order"):
        key_of(MODELS["Order"], "colour")


@pytest.mark.parametrize(
    ("typed", "as_an_editor_sees_it"),
    [
        ("true", True),
        ("no", "no"),
        ("12", 12),
        ("0.34", 0.34),
        ("1-3 mm", "1-3 mm"),
        (["1", "a"], [1, "a"]),
        ({"a": {"b": "2"}}, {"a": {"b": 2}}),
    ],
)
def test_examples_are_shown_as_editors_read_yaml(typed: Any, as_an_editor_sees_it: Any) -> None:
    assert as_seen(typed) == as_an_editor_sees_it

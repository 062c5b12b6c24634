"""A list of phrasings without its brackets: to YAML it is one text with commas."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from miliary_chat.author.checking.lints.pages import Found
from miliary_chat.author.checking.lints.study import Study
from miliary_chat.case.nodes import MapNode, TextNode
from miliary_chat.case.places import Path as Route, locate
from miliary_chat.case.questions import Lead, Reply, Vague
from miliary_chat.case.rubrics import Contradiction, Mend, Said
from miliary_chat.case.source_text import harmless

_LISTS: Mapping[type[BaseModel], tuple[str, ...]] = {
    Reply: ("ask", "examine"),
    Said: ("accept", "reject", "broader"),
    Contradiction: ("accept",),
    Mend: ("accept",),
    Vague: ("accept",),
    Lead: ("reason",),
}
"""Where a list of phrasings is expected, and a text alone is one of them."""

_ENDS = (".", "?", "!", "…")


def brackets(study: Study) -> Iterator[Found]:
    """Yield every list that lacks its brackets."""
    for route, text in _texts_for_lists(study.case, ()):
        place = locate(study.root, route)
        node = place.node
        if isinstance(node, TextNode) and node.text.strip() == text and _is_plain(study, node):
            words = _words(place.key, _short(text), said=route[-1] == "say")
            yield _written(study.root, route), "W552", words


def _words(key: str, text: str, *, said: bool) -> str:
    if said:
        better = f"“{key}: {{accept: [{text}]}}”"
        return f"“{text}” is a sentence for the tutor to say. Words that deny go in brackets: {better}."
    return f"“{key}: {text}” is one single phrasing. Write it in brackets, “[{text}]”, or in quotes to keep it one."


def _texts_for_lists(value: object, route: Route) -> Iterator[tuple[Route, str]]:
    """Every single phrasing with a comma, and where its list would stand."""
    if isinstance(value, BaseModel):
        keys = {key for kind, names in _LISTS.items() if isinstance(value, kind) for key in names}
        for name, field in type(value).model_fields.items():
            part: Any = getattr(value, name)
            here = (*route, field.alias or name)
            if name in keys and len(part) == 1 and "," in part[0]:
                yield here, part[0]
            elif isinstance(value, Contradiction) and name == "say" and _is_list(part, value):
                yield here, part
            elif part and not isinstance(part, str | int | float):
                yield from _texts_for_lists(part, here)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            if isinstance(key, str):
                yield from _texts_for_lists(part, (*route, key))


def _is_list(say: str | None, contradiction: Contradiction) -> bool:
    """Whether what stands alone under `contradicted` is no sentence, but words that deny."""
    return bool(say) and not contradiction.accept and "," in str(say) and not str(say).rstrip().endswith(_ENDS)


def _is_plain(study: Study, node: TextNode) -> bool:
    rows = study.rows
    first = rows[node.line - 1][node.column - 1 : node.column] if node.line <= len(rows) else ""
    return first not in ("'", '"', "|", ">")


def _written(root: MapNode, route: Route) -> Route:
    """The part of a route that stands in the file: a short form has no key of its own."""
    return route if locate(root, route).whole else route[:-1]


def _short(text: str) -> str:
    text = " ".join(harmless(text).split())
    return text if len(text) <= 40 else f"{text[:39].rstrip()}…"

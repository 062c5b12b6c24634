"""A comma that cut a sentence in two, in a list on one line."""

import re
from collections.abc import Iterator

from miliary_chat.author.checking.lints.pages import Found
from miliary_chat.author.checking.lints.study import Study
from miliary_chat.case.nodes import ListNode, MapNode, Node, TextNode
from miliary_chat.case.places import Path as Route

_GOES_ON = re.compile(r"(?:and|or|but|then)\s")
_ENDS = (".", "?", "!", "…", ":")


def commas(study: Study) -> Iterator[Found]:
    """Yield every list on one line with an item that goes on with the sentence before it."""
    lines = study.text.split("\n")
    for route, node, key in _lists(study.root, (), ""):
        row = lines[node.line - 1] if node.line <= len(lines) else ""
        if row[node.column - 1 : node.column] != "[":
            continue
        texts = [item.text.strip() if isinstance(item, TextNode) else "" for item in node.items]
        for index in range(1, len(texts)):
            if _cut(texts[index - 1], texts[index], key):
                words = (
                    f"Was one text cut in two here: “{_end(texts[index - 1])}, {texts[index][:40]}”? Put it in quotes."
                )
                yield (*route, index), "W550", words
                break


def _cut(before: str, after: str, key: str) -> bool:
    if not before or not after:
        return False
    if _GOES_ON.match(after):
        return True
    sentence = before[:1].isupper() and " " in before and not before.endswith(_ENDS)
    return key == "hint" and sentence and after[:1].islower()


def _end(text: str) -> str:
    return text if len(text) <= 40 else f"…{text[-39:]}"


def _lists(node: Node, route: Route, key: str) -> Iterator[tuple[Route, ListNode, str]]:
    if isinstance(node, MapNode):
        for name, entry in node.entries.items():
            yield from _lists(entry.value, (*route, name), name)
    elif isinstance(node, ListNode):
        yield route, node, key
        for index, item in enumerate(node.items):
            yield from _lists(item, (*route, index), key)

"""What kind of thing was said, before anybody judges it: an answer, "I don't know", "done", hello, a question back."""

import re
from functools import cache
from typing import Literal

from miliary_chat.dialogue.phrases import read_data

Manner = Literal["answer", "dont-know", "done", "yes", "no", "stands", "greeting", "thanks", "repeat", "ask-tutor"]

_EDGES = re.compile(r"^[\s.,;:!…-]+|[\s.,;:!…-]+$")
_YES = re.compile(r"(?:yes|yep|yeah|it is|ja)[\s,.;:–-]+(?!and no\b|or\b)\S")
"""A yes with something after it."""
_FILLERS = re.compile(r"^(?:(?:um+|er+m?|hmm+|well|ok|okay|so|sorry|honestly|actually|oh)[\s,.…]+)+", re.IGNORECASE)


@cache
def _manners() -> dict[str, tuple[Manner, ...]]:
    heard: dict[str, tuple[Manner, ...]] = {}
    for manner, ways in read_data("hearing.yaml").items():
        for way in ways["whole"]:
            key = _folded(str(way))
            heard[key] = (*heard.get(key, ()), manner)
    return heard


def _folded(text: str) -> str:
    text = text.casefold().replace("’", "'").replace("‘", "'")
    return " ".join(_EDGES.sub("", text).split())


def manners(text: str) -> tuple[Manner, ...]:
    """Every manner that the whole of `text` can be; ("answer",) for everything that says more.

    "?TB" and "TB?" are answers; "?" alone is not knowing.
    """
    folded = _folded(text)
    plain = folded.rstrip("?").strip() if folded.strip("?") else folded
    without = _FILLERS.sub("", plain)
    for candidate in (folded, plain, without):
        if candidate in _manners():
            return _manners()[candidate]
    return ("answer",)


def says_yes(text: str) -> bool:
    """Whether an answer says yes, alone or before its reasons ("yes, because of the lump")."""
    return "yes" in manners(text) or _YES.match(_folded(text)) is not None


def says_side(text: str) -> bool:
    """Whether the whole of `text` is "right", which says yes as well as where."""
    return _folded(text) == "right"


def asked_against(text: str) -> str | None:
    """What somebody asks about who asks why it should not be that ("why not TB?" - "tb"); None for anything else."""
    folded = _FILLERS.sub("", _bare(_folded(text)))
    ways = read_data("against.yaml")
    for opening in ways["opens"]:
        if folded.startswith(f"{_bare(opening)} "):
            return folded.removeprefix(_bare(opening)).strip()
    for ending in ways["ends"]:
        if folded.endswith(f" {ending}"):
            return folded.removesuffix(ending).strip(" ,;.-:")
    return None


def _bare(text: str) -> str:
    """Without what hurried people leave out."""
    return text.replace("'", "").replace("?", "").strip()

"""What a real word is: the general and the medical word list, loaded when first asked."""

from functools import cache
from importlib import resources

from rapidfuzz.distance import OSA

from miliary_chat.judge.spelling import american

_ENDINGS = ("s", "es", "ed", "ing", "ly", "d")


def _read(name: str) -> list[str]:
    return (resources.files("miliary_chat.judge") / "data" / name).read_text(encoding="utf-8").split()


@cache
def _known() -> frozenset[str]:
    return frozenset(_read("words.txt") + _read("medical.txt"))


@cache
def _medical_by_length() -> dict[int, tuple[str, ...]]:
    shelves: dict[int, list[str]] = {}
    for word in _read("medical.txt"):
        shelves.setdefault(len(word), []).append(word)
    return {length: tuple(words) for length, words in shelves.items()}


def is_real(word: str) -> bool:
    """Whether `word` is in a word list, as it stands, in American spelling, or without one regular ending."""
    known = _known()
    if word in known or american(word) in known:
        return True
    return any(
        word.endswith(ending) and len(word) > len(ending) + 3 and word[: -len(ending)] in known for ending in _ENDINGS
    )


def medical_within(word: str, distance: int) -> list[str]:
    """Medical words at most `distance` edits from `word` (optimal string alignment)."""
    shelves = _medical_by_length()
    lengths = range(len(word) - distance, len(word) + distance + 1)
    return [
        other
        for length in lengths
        for other in shelves.get(length, ())
        if OSA.distance(word, other, score_cutoff=distance) <= distance
    ]

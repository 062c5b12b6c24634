"""What a real word is: the general and the medical word list, read when first asked, searched where they lie."""

from functools import cache, lru_cache
from importlib import resources

from rapidfuzz.distance import OSA

from miliary_chat.judge.spelling import american

_ENDINGS = ("s", "es", "ed", "ing", "ly", "d")


@cache
def _read(name: str) -> str:
    return (resources.files("miliary_chat.judge") / "data" / name).read_text(encoding="utf-8")


def _lists(text: str, word: str) -> bool:
    """Whether a sorted text, one word a line, has `word`. Bisected: a set of 85,000 words takes longer to build."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high) // 2
        start = text.rfind("\n", 0, middle) + 1
        end = text.find("\n", middle)
        here = text[start:end]
        if here == word:
            return True
        if here < word:
            low = end + 1
        else:
            high = start
    return False


def _known(word: str) -> bool:
    return _lists(_read("words.txt"), word) or _lists(_read("medical.txt"), word)


@cache
def _medical_by_length() -> dict[int, tuple[str, ...]]:
    shelves: dict[int, list[str]] = {}
    for word in _read("medical.txt").split():
        shelves.setdefault(len(word), []).append(word)
    return {length: tuple(words) for length, words in shelves.items()}


@lru_cache(maxsize=16_384)
def is_real(word: str) -> bool:
    """Whether `word` is in a word list, as it stands, in American spelling, or without one regular ending."""
    if _known(word) or _known(american(word)):
        return True
    return any(
        word.endswith(ending) and len(word) > len(ending) + 3 and _known(word[: -len(ending)]) for ending in _ENDINGS
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

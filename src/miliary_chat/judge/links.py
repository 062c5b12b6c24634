"""Links: which sentence goes on about what the one before it named ("Nodes at both hila. They are calcified.")."""

from itertools import pairwise

from miliary_chat.judge.text import Token, listed

_POINTING = listed("it they them these those this that its their which such")
_OPENING = listed("and but so if as because since when although a an the all most some or then")
"""What may stand before a word that points back."""
_TOPIC = 6
"""Words of a question that is no more than a topic ("BCG?")."""


def linked(tokens: list[Token], sentence: list[int]) -> frozenset[int]:
    """The numbers of the sentences that go on about the sentence before them."""
    starts = [at for at in range(len(tokens)) if not at or sentence[at] != sentence[at - 1]]
    out: set[int] = set()
    for before, start in pairwise(starts):
        number = sentence[start]
        if number == sentence[before] + 1 and (_points_back(tokens, start, sentence) or _topic(tokens, before, start)):
            out.add(number)
    return frozenset(out)


def _points_back(tokens: list[Token], start: int, sentence: list[int]) -> bool:
    words = 0
    for at in range(start, len(tokens)):
        if sentence[at] != sentence[start] or words == 4:
            return False
        if tokens[at].sort != "word":
            continue
        text = tokens[at].text
        if text in _POINTING or (text in ("one", "ones") and words):  # "a positive one"
            return True
        words += tokens[at].text not in _OPENING
    return False


def _topic(tokens: list[Token], start: int, end: int) -> bool:
    """Whether the sentence is a short question, which the next one answers or comments on."""
    words = sum(token.sort == "word" for token in tokens[start:end])
    return tokens[end - 1].text == "?" and words <= _TOPIC

"""Capitals: abbreviations that look like a common word, told from it by their capitals alone ("LOW", "PT")."""

from miliary_chat.judge.text import Token

CAPITALS = "^"
"""Ends the key of such an abbreviation."""
_SHORT = 4
"""Letters of the longest words of a row of abbreviations ("LOW, LOA")."""


def in_capitals(word: str) -> str:
    """The key of an abbreviation, from its word in small letters."""
    return word + CAPITALS


def told_by_capitals(text: str, tokens: list[Token], meant: frozenset[str]) -> list[Token]:
    """The tokens with those marked that are abbreviations; where whole words are in capitals too, nobody can tell."""
    if meant.isdisjoint([token.text for token in tokens]):
        return tokens
    if text.isupper() and any(len(token.text) > _SHORT for token in tokens):
        return tokens
    return [
        token._replace(text=in_capitals(token.text))
        if token.text in meant and text[token.start : token.end].isupper()
        else token
        for token in tokens
    ]

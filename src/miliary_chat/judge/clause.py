"""Sentences and the seams inside them: where one statement ends and the next begins."""

from miliary_chat.judge.text import Token, listed

ENDS = frozenset({".", "!", ";", "\n"})
SEAMS = {
    **dict.fromkeys(("&", "=", "and", "or"), 0.3),
    **dict.fromkeys((":", "(", ")", "[", "]", "/", "=>", "+"), 0.5),
    **dict.fromkeys((",", "-", "->", "*", "|", "...", "then"), 1.0),
    **dict.fromkeys(("but", "however", "whereas"), 2.0),
}
"""What it costs a phrasing to have its words on two sides of a seam."""
LISTING = frozenset({",", "/", "and", "or", "nor", "+", "&", "and/or"})


NUMBERED = listed("stage level grade type class group category nyha phase segment")
"""Words whose number is a name and not a quantity."""
_NO = frozenset({"no", "none", "nil", "nope", "absent", "never", "unlikely", "unclear", "unsure"})
_NOT = listed("not don't dont wouldn't wouldnt won't wont isn't isnt can't cant cannot doubtful")
_SURELY = frozenset({"definitely", "certainly", "absolutely", "probably", "of", "surely"})
_SHORT = 4
LETTERED = listed(
    "hepatitis vitamin influenza flu protein haemophilia hemophilia type group strep streptococcus factor child"
)
"""Words whose letter is a name and no article ("hepatitis A")."""
_PARTING = frozenset({",", "/", "and", "or", "+", "&", "then", "but", "->", "-", "|", "*", "however", "whereas"})


def items(tokens: list[Token], sentence: list[int]) -> list[int]:
    """The number of the list item that each token is in; a colon or a parenthesis begins none."""
    out: list[int] = []
    number = 0
    for at, token in enumerate(tokens):
        if (token.text in _PARTING and not _between_numbers(tokens, at)) or (at and sentence[at] != sentence[at - 1]):
            number += 1
        out.append(number)
    return out


def _between_numbers(tokens: list[Token], at: int) -> bool:
    """Whether the mark at `at` is part of a number: "1-3 mm", "2/3"."""
    inside = 0 < at < len(tokens) - 1 and tokens[at].text in ("-", "/")
    return inside and tokens[at - 1].sort == tokens[at + 1].sort == "number"


def is_query(tokens: list[Token], at: int) -> bool:
    """Whether the question mark at `at` stands before what it doubts ("?TB") and so ends nothing."""
    if at + 1 >= len(tokens):
        return False
    after = tokens[at + 1]
    if after.start != tokens[at].end or after.sort == "mark":
        return False
    return at == 0 or tokens[at - 1].end < tokens[at].start or tokens[at - 1].sort == "mark"


def _answered(tokens: list[Token], at: int) -> bool:
    """Whether the question is answered at once by a short no ("Effusion? Not seen."): both are one statement."""
    reply: list[str] = []
    for token in tokens[at + 1 : at + 2 + _SHORT]:
        if token.sort == "mark":
            break
        reply.append(token.text)
    if not reply or len(reply) > _SHORT:
        return False
    if reply[0] in _NO:
        return len(reply) == 1
    if len(reply) > 1 and reply[0] in _SURELY and reply[1] == "not":
        return True
    return reply[0] in _NOT or (len(reply) < _SHORT and reply[0] in ("i", "we") and any(word in _NOT for word in reply))


def ends_sentence(tokens: list[Token], at: int) -> bool:
    """Whether the token at `at` ends a sentence."""
    mark = tokens[at].text
    if mark == "?":
        return not is_query(tokens, at) and not _answered(tokens, at)
    if mark not in ENDS:
        return False
    if mark != "." or at == 0:
        return True
    before = tokens[at - 1]
    glued = at + 1 < len(tokens) and tokens[at + 1].start == tokens[at].end
    if before.sort == "number":
        return not numbers_item(tokens, at - 1)
    return not (len(before.text) == 1 and (glued or (at > 1 and tokens[at - 2].text == ".")))


def numbers_item(tokens: list[Token], at: int) -> bool:
    """Whether the number at `at` only numbers an item of a list ("1. TB 2. sarcoid")."""
    mark = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if at and tokens[at - 1].text in NUMBERED:
        return False
    if mark not in (".", ")") or len(tokens[at].text) > 2 or tokens[at].end != tokens[at + 1].start:
        return False
    return at + 2 < len(tokens) and tokens[at + 2].sort == "word"


def sentences(tokens: list[Token]) -> list[int]:
    """The number of the sentence that each token is in."""
    out: list[int] = []
    number = 0
    for at in range(len(tokens)):
        if at and numbers_item(tokens, at) and tokens[at].sort == "number":
            number += 1
        out.append(number)
        if tokens[at].sort == "mark" and ends_sentence(tokens, at):
            number += 1
    return out


def names_letter(tokens: list[Token], at: int) -> bool:
    """Whether a single letter at `at` belongs to the name before it ("hepatitis A", "vitamin D")."""
    if at == 0 or len(tokens[at].text) != 1 or tokens[at].sort != "word":
        return False
    if tokens[at - 1].text in ("or", "and", "/") and at > 1:
        return len(tokens[at - 2].text) == 1 and names_letter(tokens, at - 2)
    return tokens[at - 1].text in LETTERED

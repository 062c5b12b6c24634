"""Short words that what stands beside them tells: "post" before a side is posterior, "rt" behind "chemo" no side."""

import re

from miliary_chat.judge.lexicon import Lexicon
from miliary_chat.judge.text import Token, listed
from miliary_chat.judge.typo import Mending

ORDINALS = listed("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth st nd rd th")
"""What a rib or a segment is counted with; the endings of "2nd" are words of their own."""
_PLACES = ORDINALS | listed("l r lt rt lft rht rgt left right rib ribs segment segments segmental basal lateral medial")
_OPERATED = re.compile(r"\w+(?:ectomy|ostomy|otomy|plasty)|surg\w+|operat\w+|procedure|transplant\w*|biopsy|resection")
_RAYS = listed(
    """
    chemo chemotherapy immunotherapy surgery resection gy gray grays cgy dose doses fraction fractions fractionated
    palliative adjuvant neoadjuvant radical concurrent concomitant postop postoperative preop preoperative cisplatin
    """
)
_LINKS = listed("and or + & / , - ( ) then plus with followed by")
_FAR = 4


def read_beside(tokens: list[Token], keys: list[str], lexicon: Lexicon) -> dict[int, Mending]:
    """Set the keys of the words that their neighbours tell; what each was read as, by its place."""
    told: dict[int, Mending] = {}
    texts = [token.text for token in tokens]
    for at, text in enumerate(texts):
        if text == "post" and _before_a_place(texts, at):
            told[at] = Mending("posterior", True, cut=True)
        elif text == "rt" and _beside_a_treatment(texts, keys, at, lexicon):
            told[at] = Mending("radiotherapy", True, cut=True)
    for at, mending in told.items():
        keys[at] = lexicon.key(mending.word)
    return told


def _before_a_place(texts: list[str], at: int) -> bool:
    """Whether a side, an ordinal or a segment comes next, and no operation, after which something may be."""
    rest = texts[at + 1 : at + 2 + _FAR]
    if not rest or any(_OPERATED.fullmatch(text) for text in rest):
        return False
    return rest[0] in _PLACES or (rest[0].isdigit() and not ORDINALS.isdisjoint(rest[1:2]))


def _beside_a_treatment(texts: list[str], keys: list[str], at: int, lexicon: Lexicon) -> bool:
    """Whether a word of cancer treatment stands beside it, and no part of the body, which has a right side, behind."""
    behind = texts[at + 1 : at + 2]
    sided = lexicon.organs | lexicon.anatomy | lexicon.axes.keys()
    if behind and (keys[at + 1] in sided or _OPERATED.fullmatch(behind[0])):
        return False
    return any(_next_word(texts, at, step) in _RAYS for step in (-1, 1))


def _next_word(texts: list[str], at: int, step: int) -> str:
    """The next word that is neither a link nor a number, nothing when there is none."""
    at += step
    while 0 <= at < len(texts) and (texts[at] in _LINKS or texts[at].isdigit()):
        at += step
    return texts[at] if 0 <= at < len(texts) else ""

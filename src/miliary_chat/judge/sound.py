"""How a word sounds, roughly: a code shared by a word and its honest misspellings."""

from functools import lru_cache

_WRITTEN_AND_HEARD = """
    sch>sk tch>x ph>f rrh>r rh>r pn>n ps>s kn>n gn>n wr>r ck>k sch>x sh>x ch>k th>t gh>g qu>kw q>k sci>si sce>se
    scy>sy ci>si ce>se cy>sy c>k z>s x>ks ge>je gi>ji gy>jy v>f dt>t
    """
_CLUSTERS = tuple(pair.split(">") for pair in _WRITTEN_AND_HEARD.split())
_WEAK = frozenset("aeiouyhw")


@lru_cache(maxsize=32_768)
def sound(word: str) -> str:
    """The consonants as they sound, doubled letters once, vowels only at the start (after Philips' Metaphone, 1990)."""
    for written, heard in _CLUSTERS:
        word = word.replace(written, heard)
    code: list[str] = []
    for index, letter in enumerate(word):
        heard = "a" if letter in "aeiouy" else letter
        if letter in _WEAK and index > 0:
            continue
        if letter in "hw" or (code and code[-1] == heard):
            continue
        code.append(heard)
    return "".join(code)

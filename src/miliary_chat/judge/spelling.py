"""The root of a word: British and American, singular and plural, light inflection, all brought to one key."""

from functools import lru_cache

from miliary_chat.judge.text import listed

_KEPT_AE_OE = listed(
    """
    does shoe toe toes goes shoes foe doe soboe aerate aerated aeration
    """
)
_KEPT_OUR = listed(
    """
    hour four your pour tour sour our hours flour course source
    """
)
_KEPT_S = ("ss", "us", "is", "as", "os")
_LATIN = (
    ("mata", "ma"),
    ("ices", "ex"),
    ("oses", "osis"),
    ("stases", "stasis"),
    ("ptases", "ptasis"),
    ("iases", "iasis"),
    ("yses", "ysis"),
    ("inges", "inx"),
    ("oraces", "orax"),
)
_LATIN_ENDINGS = tuple(many for many, _ in _LATIN)
_KEPT_PLURAL = listed(
    """
    diseases bases doses noses cases increases decreases gases phases services devices offices practices vases
    nurses roses prices voices
    """
)


_IZED = (("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("yse", "yze"), ("ysed", "yzed"))
_IZED_ENDINGS = tuple(british for british, _ in _IZED)


@lru_cache(maxsize=65_536)
def american(word: str) -> str:
    """Fold British spelling into American: haematogenous, oedema, tumour, fibre, ischaemia, localised."""
    if word in _KEPT_AE_OE or word in _KEPT_OUR or len(word) < 4:
        return word
    if word.endswith("ae"):
        word = word[:-1]
    word = word.replace("ae", "e").replace("oe", "e") if not word.startswith("aer") else word
    if "our" in word[2:] and len(word) > 4:
        word = _our(word)
    for british, plain in _IZED if word.endswith(_IZED_ENDINGS) else ():
        if word.endswith(british) and len(word) > len(british) + 2:
            word = word[: -len(british)] + plain
    if word.endswith("ise") and len(word) > 6:
        word = word[:-3] + "ize"
    for british, plain in (
        ("fibre", "fiber"),
        ("centre", "center"),
        ("litre", "liter"),
        ("metre", "meter"),
        ("sulph", "sulf"),
    ):
        word = word.replace(british, plain)
    return word.replace("grey", "gray") if word.startswith("grey") else word


def _our(word: str) -> str:
    for ending in ("our", "ours", "oured", "ouring", "ourless", "ourable"):
        if word.endswith(ending):
            return word[: -len(ending)] + ending.replace("our", "or")
    return word


@lru_cache(maxsize=65_536)
def root(word: str) -> str:
    """The key under which two forms of a word meet. Only a key: never shown, not always a word."""
    word = word.replace("'s", "").replace("'", "")
    if word in _KEPT_WHOLE:
        return word
    if len(word) < 4 or not word.isalpha():
        return (
            word[:-1] if len(word) == 3 and word.endswith("s") and word[:2].isalpha() and word not in _SHORT_S else word
        )
    return _uninflected(_singular(american(word)))


_KEPT_WHOLE = listed(
    """
    weekly monthly yearly hourly create creates early family mainly daily only belly assembly reply supply apply anomaly
    hives hive lens
    """
)
"""Words whose end only looks like an ending."""
_SHORT_S = listed(
    """
    has was his its yes gas bus pus ms dis gus ibs cvs cns sis ips als sos ivs gcs wbs gbs mds rds qds tds bds acs ics
    ors ads abs ais
    """
)


def _singular(word: str) -> str:
    if word in _KEPT_PLURAL:
        return word[:-1]
    for many, one in _LATIN if word.endswith(_LATIN_ENDINGS) else ():
        if word.endswith(many) and len(word) > len(many) + 2:
            return word[: -len(many)] + one
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and (word.endswith("omas") or not word.endswith(_KEPT_S)):
        return word[:-1]
    return word


_NOMINAL = (
    *((ending, "ify") for ending in ("ifications", "ification", "ifying", "ified")),
    *((ending, "at") for ending in ("ations", "ation", "ating", "ated", "ative", "ate")),
    ("ction", "ct"),
    ("ntion", "nt"),
    ("ssion", "ss"),
    ("ements", "e"),
    ("ement", "e"),
    ("ically", "ic"),
)
_NOMINAL_ENDINGS = tuple(ending for ending, _ in _NOMINAL)


def _uninflected(word: str) -> str:
    for ending, key in _NOMINAL if word.endswith(_NOMINAL_ENDINGS) else ():
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return _bare(word[: -len(ending)] + key)
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ingly", "edly", "ing", "ed", "ly") if word.endswith(("ing", "ed", "ly")) else ():
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) >= 3 and any(vowel in stem for vowel in "aeiouy"):
            return _bare(_undoubled(stem))
    return _bare(word)


def _undoubled(stem: str) -> str:
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "sz" else stem


def _bare(word: str) -> str:
    return word[:-1] if word.endswith(("e", "ll")) and len(word) > 3 else word

"""Quantities: numbers, ranges and units read as one measure that can be compared."""

from dataclasses import dataclass
from math import inf

from miliary_chat.judge.measure import EITHER, Measure
from miliary_chat.judge.numbers import WORDS, number_at
from miliary_chat.judge.text import Token, tokenise

_UNITS: dict[str, tuple[str, float]] = {
    **dict.fromkeys(
        (
            *("mm", "mms", "millimetre", "millimetres", "millimeter", "millimeters", "millis"),
            *("milimetre", "milimetres", "milimeter", "milimeters", "milimetro", "milimetros", "millimetres"),
        ),
        ("mm", 1.0),
    ),
    **dict.fromkeys(("mil", "mils", "mill", "mills"), (EITHER, 1.0)),
    **dict.fromkeys(
        ("cm", "cms", "centimetre", "centimetres", "centimeter", "centimeters", "centimetro", "centimetros"),
        ("mm", 10.0),
    ),
    **dict.fromkeys(("um", "micron", "microns", "micrometre", "micrometres"), ("mm", 0.001)),
    **dict.fromkeys(("metre", "metres", "meter", "meters"), ("mm", 1000.0)),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), ("day", 1 / 1440)),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), ("day", 1 / 24)),
    **dict.fromkeys(("day", "days", "d"), ("day", 1.0)),
    **dict.fromkeys(("week", "weeks", "weekly", "wk", "wks", "wkly"), ("day", 7.0)),
    **dict.fromkeys(("month", "months", "monthly", "mth", "mths", "mo", "mos", "mnth", "mnths"), ("day", 30.4)),
    **dict.fromkeys(("year", "years", "yearly", "yr", "yrs", "y"), ("day", 365.0)),
    **dict.fromkeys(("mg", "mgs", "milligram", "milligrams"), ("mg", 1.0)),
    **dict.fromkeys(("g", "gram", "grams", "gm"), ("mg", 1000.0)),
    **dict.fromkeys(("mcg", "ug", "microgram", "micrograms"), ("mg", 0.001)),
    **dict.fromkeys(("kg", "kilo", "kilos", "kilogram", "kilograms"), ("mg", 1e6)),
    **dict.fromkeys(("ml", "mls", "millilitre", "millilitres"), ("ml", 1.0)),
    **dict.fromkeys(("l", "litre", "litres", "liter", "liters"), ("ml", 1000.0)),
    **dict.fromkeys(("%", "percent", "pc"), ("", 0.01)),
    **dict.fromkeys(("mmhg",), ("mmhg", 1.0)),
    **dict.fromkeys(("cmh2o",), ("cmh2o", 1.0)),
    **dict.fromkeys(("hu",), ("hu", 1.0)),
    **dict.fromkeys(("kpa",), ("kpa", 1.0)),
    **dict.fromkeys(("kv", "kvp"), ("kv", 1.0)),
    **dict.fromkeys(("mmol", "mmols"), ("mmol", 1.0)),
    **dict.fromkeys(("pg",), ("mg", 1e-9)),
    **dict.fromkeys(("ng",), ("mg", 1e-6)),
    **dict.fromkeys(("unit", "units", "iu", "u"), ("u", 1.0)),
    **dict.fromkeys(("miu", "mu"), ("u", 0.001)),
    **dict.fromkeys(("inch", "inches"), ("mm", 25.4)),
    **dict.fromkeys(("mci",), ("mci", 1.0)),
    **dict.fromkeys(("gbq",), ("gbq", 1.0)),
    **dict.fromkeys(("bpm",), ("bpm", 1.0)),
}
_SPANNING = frozenset(
    [
        "for",
        "about",
        "over",
        "within",
        "under",
        "last",
        "past",
        "in",
        "a",
        "after",
        "of",
        "least",
        "than",
        "nearly",
        "almost",
    ]
)
"""What stands before "a year" when it is a length of time and not a rate ("twice a year")."""
_ORDINAL = {"7": ("day", 1.0), "52": ("day", 7.0), "12": ("day", 30.4)}
"""British notes write 3/7, 6/52 and 2/12 for days, weeks and months."""


def _wordings(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(one.split()) for one in text.split("|")), key=len, reverse=True))


_ABOVE = _wordings(
    """
    > | >= | over | above | more than | greater than | at least | exceeding | minimum | min | not less than | no
    less than | higher than | minimum of | longer than | larger than | bigger than | exceeds | older than | from
    """
)
_BELOW = _wordings(
    """
    < | <= | under | below | less than | up to | at most | no more than | within | not more than | maximum | max |
    smaller than | lower than | fewer than | within the last | within the past | in the last | in the past | last
    | past | the last | the past | upto | sub | not over | no bigger than | no larger than | not larger than |
    none larger than | not bigger than | falls under | drops below | shorter than | younger than | beneath
    """
)
_ROUGHLY = _wordings(
    """
    about | around | approximately | roughly | circa | ~ | approx | c | nearly | some | ca | almost
    """
)
_AFTER = {
    words: relation
    for relation, wordings in {
        "above": "or more | or above | or over | and above | and over | or longer | or greater | plus | + | or higher",
        "below": "or less | or under | or below | or fewer | or smaller | and under | or lower",
        "about": "or so",
    }.items()
    for words in _wordings(wordings)
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measure in a row of tokens, first and last token included; `words` before it are what it is compared with."""

    measure: Measure
    first: int
    last: int


def parse_measure(text: str) -> Measure | None:
    """The one measure that `text` is ("1-3 mm", "> 30 days", "two cm"), or None when it is not just that."""
    tokens = [token for token in tokenise(text) if token.text != "\n"]
    found = quantities(tokens)
    if len(found) == 1 and found[0].first == 0 and found[0].last == len(tokens) - 1:
        return found[0].measure
    return None


def quantities(tokens: list[Token]) -> list[Quantity]:
    """Every quantity in a row of tokens, from left to right, not overlapping."""
    found: list[Quantity] = []
    at = 0
    floor = 0
    while at < len(tokens):
        quantity = None
        token = tokens[at]
        if token.text in _OPENING:
            quantity = _in_words(tokens, at, floor)
        if quantity is None and (token.sort == "number" or token.text in _COUNTED) and _number(tokens, at) is not None:
            quantity = _quantity(tokens, at, floor)
        if quantity is None:
            at += 1
        else:
            found.append(quantity)
            at = floor = quantity.last + 1
    return found


_FEW = {"couple": (2.0, 2.0), "few": (2.0, 4.0), "half": (0.5, 0.5)}
_LINKS = frozenset({"-", "to", "x", "or", "until", "till", "til"})
"""What stands between the two ends of a range."""
_LINKING = frozenset({"of", "a", "an"})
_OPENING = frozenset({"a", "an", "the", *_FEW})
_COUNTED = frozenset({"a", "an", "month", "year", "week", *WORDS})


def _in_words(tokens: list[Token], at: int, floor: int) -> Quantity | None:
    """A quantity without a number: "half a centimetre", "a couple of weeks", "a millimetre or two"."""
    texts = [token.text for token in tokens[at : at + 6]]
    here = 1 if texts[0] in ("a", "an", "the") and len(texts) > 1 else 0
    few = _FEW.get(texts[here])
    if few is not None:
        unit_at = here + 1
        while unit_at < len(texts) and texts[unit_at] in _LINKING:
            unit_at += 1
    elif here and texts[0] != "the":
        few, unit_at = (1.0, 1.0), here
    else:
        return None
    unit, factor, last = _unit(tokens, at + unit_at)
    if unit is None or (texts[here] not in _FEW and unit != "mm"):
        return None
    low, high = few
    if texts[unit_at + 1 : unit_at + 3] == ["or", "two"]:
        high, last = 2.0, last + 2
    elif texts[unit_at + 1 : unit_at + 4] == ["and", "a", "half"]:
        low, high, last = low + 0.5, high + 0.5, last + 3
    relation, first = _before(tokens, at, floor)
    ends = (-inf if relation == "below" else low * factor, inf if relation == "above" else high * factor)
    return Quantity(Measure(*ends, unit, (low, high), relation == "about"), first, last)


def _number(tokens: list[Token], at: int) -> tuple[float, int] | None:
    """A number and its last token: written, in words, or the one in "a week" and "the last month"."""
    number = number_at(tokens, at)
    if number is not None or at >= len(tokens):
        return number
    token = tokens[at]
    follows = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if token.text in ("a", "an") and follows in ("month", "year", "week") and at > 0 and tokens[at - 1].sort == "word":
        return (1.0, at) if tokens[at - 1].text in _SPANNING else None
    calendar = token.text in ("month", "year", "week") and at > 0 and tokens[at - 1].text in ("last", "past")
    return (1.0, at) if calendar else None


def _quantity(tokens: list[Token], at: int, floor: int) -> Quantity | None:
    number = _number(tokens, at)
    assert number is not None
    value, last = number
    values = [value]
    if tokens[at].text in ("month", "year", "week"):
        unit: str | None
        (unit, factor), last = _UNITS[tokens[at].text], at
    else:
        last, second = _second(tokens, at, last)
        values += second
        unit, factor, last = _unit(tokens, last + 1)
    if len(tokens) > last + 2 and unit is None and tokens[last + 1].text == "/" and tokens[last].sort == "number":
        part = tokens[last + 2].text
        if part not in _ORDINAL:
            return None
        (unit, factor), last = _ORDINAL[part], last + 2
    if unit is None and tokens[at].text.isalpha():
        return None
    relation, first = _before(tokens, at, floor)
    if relation is None:
        relation, last = _after(tokens, last)
        if unit is None and relation is not None:
            unit, factor, last = _unit(tokens, last + 1)
    elif relation == "about":
        stronger, last = _after(tokens, last)
        relation = stronger or relation
    low, high = min(values), max(values)
    if low < high and relation != "about":
        relation = None  # "over 6-12 months" has both its ends
    raw = (-inf if relation == "below" else low, inf if relation == "above" else high)
    scale = factor if unit is not None else 1.0
    return Quantity(Measure(raw[0] * scale, raw[1] * scale, unit, (low, high), relation == "about"), first, last)


def _second(tokens: list[Token], first: int, last: int) -> tuple[int, list[float]]:
    """The second number of a range, when one follows: "1-3", "1 to 3", "1 mm to 3", "between 1 and 3"."""
    link = last + 1
    while link < len(tokens) and tokens[link].text in _UNITS and link == last + 1:
        link += 1
    if link >= len(tokens):
        return last, []
    between = tokens[link].text == "and" and first > 0 and tokens[first - 1].text == "between"
    if tokens[link].text not in _LINKS and not between:
        return last, []
    other = _number(tokens, link + 1)
    if other is None or tokens[link + 1].text in ("a", "an", "month", "year", "week"):
        return last, []
    return other[1], [] if tokens[link].text == "x" else [other[0]]


def _unit(tokens: list[Token], at: int) -> tuple[str | None, float, int]:
    """The unit that begins at `at`: its dimension, factor, and last token (the one before when there is none)."""
    if at >= len(tokens):
        return None, 1.0, at - 1
    texts = [token.text for token in tokens[at : at + 2]]
    if texts == ["cm", "h2o"]:
        return "cmh2o", 1.0, at + 1
    if texts == ["mm", "hg"]:
        return "mmhg", 1.0, at + 1
    if texts[0] not in _UNITS or (texts[0] in ("d", "h", "u", "y") and not tokens[at].glued and len(texts[0]) == 1):
        return None, 1.0, at - 1
    dimension, factor = _UNITS[texts[0]]
    last = at
    while last + 2 < len(tokens) and tokens[last + 1].text in ("/", "per") and tokens[last + 2].sort == "word":
        dimension += "/" + tokens[last + 2].text.rstrip("s")
        last += 2
    return dimension, factor, last


def _before(tokens: list[Token], at: int, floor: int) -> tuple[str | None, int]:
    texts = [token.text for token in tokens[max(floor, at - 3) : at]]
    if texts[-1:] == ["between"]:
        return None, at - 1
    for relation, wordings in (("above", _ABOVE), ("below", _BELOW), ("about", _ROUGHLY)):
        for words in wordings:
            if tuple(texts[len(texts) - len(words) :]) == words:
                longer = _longer(texts, words)
                return (longer[0], at - len(longer[1])) if longer else (relation, at - len(words))
    return None, at


def _longer(texts: list[str], words: tuple[str, ...]) -> tuple[str, tuple[str, ...]] | None:
    """A longer comparison that ends in the same words: "no more than" over "more than"."""
    best: tuple[str, tuple[str, ...]] | None = None
    for relation, wordings in (("above", _ABOVE), ("below", _BELOW)):
        for other in wordings:
            if (
                len(other) > len(words)
                and tuple(texts[len(texts) - len(other) :]) == other
                and (best is None or len(other) > len(best[1]))
            ):
                best = (relation, other)
    return best


def _after(tokens: list[Token], last: int) -> tuple[str | None, int]:
    for words, relation in _AFTER.items():
        if tuple(token.text for token in tokens[last + 1 : last + 1 + len(words)]) == words:
            if words == ("+",) and last + 2 < len(tokens) and tokens[last + 2].glued:
                continue
            return relation, last + len(words)
    return None, last

"""A phrasing compiled: the slots that an answer has to fill, and how each is meant."""

from dataclasses import dataclass, replace
from functools import lru_cache

from miliary_chat.judge.cue import Sense
from miliary_chat.judge.doubled import ABSENT
from miliary_chat.judge.lexicon import Lexicon
from miliary_chat.judge.parts import Part, parts_of
from miliary_chat.judge.passage import QUANTITY, Passage
from miliary_chat.judge.reader import Reader
from miliary_chat.judge.text import listed

LIMIT = 200
"""Characters of a phrasing that are looked at."""
_PREPOSITIONS = listed(
    """
    in of on at with along from into towards to by for if when as because after before within throughout over
    under across and so ,
    """
)
_SWEEPING = (
    listed("all every everyone everybody always each any anyone anybody invariably whoever whatever regardless"),
    listed("only solely exclusively"),
    listed("ever forever again"),
)
_JOINING = _PREPOSITIONS | listed(
    """
    a an the is are both it its some most more all each every no not any or beside around about near behind above below
    lobe lobes zone zones field fields lung lungs side sides sided part parts area areas region regions surface
    """
)
_SMALL = listed("all both every each no not none same more less than without off cannot can't cant ratio")


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One accepted wording, ready to be matched.

    `stance` is the sense that it asks for beside being said at all.

    `conditional`: it has a condition; `hanging`: of which nothing is left but that there is one ("if unclear").
    `graded`: it says how much of something ("low iodine"); `wellness`: it calls a part of the body normal or the like.
    `apart`: its compound terms are taken word by word, which is only worth a look when the whole was not found.
    """

    text: str
    parts: tuple[Part, ...]
    weight: float
    head: int
    denies: bool = False
    stance: int = Sense.PLAIN
    conditional: bool = False
    hanging: bool = False
    apart: bool = False
    graded: bool = False
    wellness: bool = False
    needs: frozenset[str] = frozenset()
    """Atoms of which an answer has to say one, lest the phrasing be not worth a look."""


@lru_cache(maxsize=8192)
def compile_phrasing(text: str, reader: Reader, *, sweeping: bool = False) -> tuple[Phrasing, ...]:
    """The one or two ways to look for `text`: with compound terms as one idea, and word by word.

    `sweeping`: a word like "every", "only" or "ever" has to be said too; in a misconception it makes what is true
    wrong, what is rejected with it is not rejected without, and "right lung only" is denied by no "right lung".
    """
    passage = reader.read(text[:LIMIT])
    whole = _phrasing(text, passage, reader.lexicon, compounds=True, sweeping=sweeping)
    if whole is None:
        return ()
    gone = _calling_gone(text, passage, reader.lexicon) if passage.denies and not sweeping else None
    if gone is not None:
        return whole, gone
    if passage.compared or _counts_on_small_words(passage, reader.lexicon):
        return (whole,)
    apart = _phrasing(text, passage, reader.lexicon, compounds=False, sweeping=sweeping)
    if apart is None or apart.parts == whole.parts:
        return (whole,)
    if len(apart.parts) == 1 and apart.parts[0].atoms & reader.lexicon.frame:
        return (whole,)  # of a "family history" not the history alone
    return whole, apart


def counts_only_where(text: str, reader: Reader, *, sweeping: bool = False) -> tuple[str, ...]:
    """The words of a phrasing that do not count, where nothing counts but a place or a part of the body; else ().

    "right heart border visible" is met by whoever names the right heart border. Words that only join are left out;
    `sweeping` as in `compile_phrasing`.
    """
    ways = compile_phrasing(text, reader, sweeping=sweeping)
    if not ways or ways[0].denies or any(part.measure is not None for part in ways[0].parts):
        return ()
    counting = [part for part in ways[0].parts if part.weight == 1.0]
    if not all(part.place or part.body for part in counting):
        return ()
    covered = {at for part in counting for at in range(part.first, max(part.first, part.last) + 1)}
    return tuple(
        token.text
        for at, token in enumerate(reader.read(text[:LIMIT]).tokens)
        if at not in covered and token.sort == "word" and token.text not in _JOINING
    )


def _calling_gone(text: str, passage: Passage, lexicon: Lexicon) -> Phrasing | None:
    """The phrasing as one that calls a thing gone ("rib gone"); None where anything else denies, too."""
    parts = parts_of(passage, lexicon, compounds=True, gone=True)
    absent = [part.first for part in parts if not part.atoms.isdisjoint(lexicon.atoms(ABSENT))]
    marks = [mark for marks in passage.scope.marks for mark in marks if mark.sense & Sense.DENIED]
    if not absent or len(parts) == len(absent):
        return None
    if not all(any(mark.first <= at <= mark.last for at in absent) for mark in marks):
        return None
    return _phrasing(text, passage, lexicon, compounds=True, sweeping=False, gone=True)


def site_of(phrasing: Phrasing, lexicon: Lexicon) -> Phrasing | None:
    """What is left of a "carcinoma of the colon" when only its place is named; None for any other phrasing."""
    rest = [part for part in phrasing.parts if part.atoms.isdisjoint(lexicon.sited)]
    if len(phrasing.parts) != 2 or len(rest) != 1 or rest[0].measure is not None or rest[0].place or phrasing.denies:
        return None
    part = _weighing(rest[0], 1.0, head=True)
    return replace(phrasing, parts=(part,), weight=1.0, head=0, needs=part.probe)


def _counts_on_small_words(passage: Passage, lexicon: Lexicon) -> bool:
    """Whether a compound of it means another thing without its smallest word or order ("all zones", "RV:LV ratio")."""
    return any(
        not _SMALL.isdisjoint(term.keys)
        for at in range(len(passage.keys))
        for term in lexicon.readings(passage.keys, at)
        if len(term.keys) > 1
    )


def _phrasing(
    text: str, passage: Passage, lexicon: Lexicon, *, compounds: bool, sweeping: bool, gone: bool = False
) -> Phrasing | None:
    parts = parts_of(passage, lexicon, compounds=compounds, gone=gone)
    if gone:
        parts = [replace(part, denied=False) for part in parts]
    parts = _without_frame(parts, lexicon) if compounds else _without_the_deed(parts, lexicon)
    if not parts and compounds:
        parts = parts_of(passage, lexicon, compounds=True, gone=True) or _bare_words(passage)
    if not parts:
        return None
    if sweeping:
        parts += _sweeps(passage, parts)
    parts = _with_the_diagnosis(parts, passage, lexicon)
    parts = _counting_beside_organs(_anatomy_counting(parts, lexicon), lexicon)
    parts = [_probing(part, lexicon) for part in _with_head(parts, passage, lexicon)]
    stance = Sense.PLAIN
    for part in parts:
        stance |= passage.scope.over(part.first, max(part.first, part.last))
    return Phrasing(
        text=text,
        parts=tuple(parts),
        weight=sum(part.weight for part in parts),
        head=next(index for index, part in enumerate(parts) if part.head),
        denies=any(part.denied for part in parts),
        stance=stance & (Sense.FAVOURED | Sense.UNLIKELY | Sense.FAMILY),
        apart=not compounds,
        graded=any(not part.atoms.isdisjoint(lexicon.degrees) for part in parts),
        wellness=_calls_normal(parts, lexicon),
        needs=next(part.probe if part.measure is None else QUANTITY for part in parts if part.head),
        conditional=bool(stance & (Sense.SUPPOSED | Sense.CONSEQUENT)),
        hanging=bool(stance & Sense.CONSEQUENT) and not passage.supposes,
    )


def _calls_normal(parts: list[Part], lexicon: Lexicon) -> bool:
    """Whether it says how a part of the body is: "heart normal"."""
    organs, normal = lexicon.organs | lexicon.anatomy, lexicon.atoms("normal") | lexicon.predicates
    well = any(not part.atoms.isdisjoint(normal) for part in parts)
    return well and any(part.body or not part.atoms.isdisjoint(organs) for part in parts)


def _sweeps(passage: Passage, parts: list[Part]) -> list[Part]:
    """What makes a statement sweeping: "every", "always", "only"."""
    taken = {part.first for part in parts}
    return [
        Part(words, token.text, first=at)
        for at, token in enumerate(passage.tokens)
        for words in _SWEEPING
        if token.text in words and at not in taken
    ]


def _with_the_diagnosis(parts: list[Part], passage: Passage, lexicon: Lexicon) -> list[Part]:
    """Where something proves a disease, it may be called "the diagnosis"."""
    if all(part.atoms.isdisjoint(lexicon.atoms("proves")) for part in parts):
        return parts
    return [
        replace(part, atoms=part.atoms | lexicon.atoms("diagnosis"))
        if any(term.kind == "disease" for term in lexicon.readings(passage.keys, part.first))
        else part
        for part in parts
    ]


def _bare_words(passage: Passage) -> list[Part]:
    """Every word, when a phrasing has none but stop words and cues ("unlikely")."""
    return [
        Part(frozenset({passage.keys[at]}), token.text, first=at)
        for at, token in enumerate(passage.tokens)
        if token.sort != "mark"
    ]


def _without_frame(parts: list[Part], lexicon: Lexicon) -> list[Part]:
    solid = [part for part in parts if part.measure is not None or part.atoms.isdisjoint(lexicon.frame)]
    if not solid or all(part.measure is not None for part in solid):
        return parts
    things = lexicon.of_drugs if len(solid) == 1 else frozenset()  # a drug is not its level
    if all(part.measure is None and _leans(part, lexicon) for part in solid):
        things = lexicon.things
    solid = [part for part in parts if part in solid or not part.atoms.isdisjoint(things)]
    strong = [part for part in solid if part.weight == 1.0]
    if not strong:
        return [_weighing(part, 1.0) for part in solid]
    return solid


def _without_the_deed(parts: list[Part], lexicon: Lexicon) -> list[Part]:
    """Leave out a first word such as "check": word by word, every other one of a compound term counts."""
    rest = [part for part in parts[1:] if part.atoms.isdisjoint(lexicon.frame)]
    deed = bool(rest) and parts[0].first == 0 and not parts[0].atoms.isdisjoint(lexicon.frame)
    return parts[1:] if deed else parts


def _leans(part: Part, lexicon: Lexicon) -> bool:
    """Whether a part says too little by itself: "past", "same", "blood", "low"."""
    return not part.atoms.isdisjoint(lexicon.telling | lexicon.organs | lexicon.anatomy | lexicon.degrees)


def _anatomy_counting(parts: list[Part], lexicon: Lexicon) -> list[Part]:
    """Of two words neither is weak that names a part of the body: "blood culture" is more than a culture."""
    if len(parts) != 2:
        return parts
    bodily = lexicon.organs | lexicon.anatomy
    return [part if part.atoms.isdisjoint(bodily) else _weighing(part, 1.0) for part in parts]


def _counting_beside_organs(parts: list[Part], lexicon: Lexicon) -> list[Part]:
    """No word is weak that alone says how a part of the body is: "hilar enlargement" is more than "hila"."""
    bodily = lexicon.organs | lexicon.anatomy
    if any(part.weight == 1.0 and not part.place and part.atoms.isdisjoint(bodily) for part in parts):
        return parts
    if all(part.place or not part.atoms.isdisjoint(lexicon.rounding) for part in parts):
        return parts
    return [part if part.atoms.isdisjoint(lexicon.weak - bodily) else _weighing(part, 1.0) for part in parts]


def _probing(part: Part, lexicon: Lexicon) -> Part:
    probe = set(part.atoms)
    for atom in part.atoms:
        opposite = lexicon.opposites.get(atom)
        if opposite is not None and opposite.sort != "place":
            probe |= opposite.atoms
        if part.head and not part.denied:
            probe |= lexicon.implied.get(atom, frozenset())
    return replace(part, probe=frozenset(probe), spreads=not part.atoms.isdisjoint(lexicon.spreading | lexicon.doing))


def _weighing(part: Part, weight: float, *, head: bool = False) -> Part:
    return replace(part, weight=weight, head=head)


def _is_organ(part: Part, lexicon: Lexicon) -> bool:
    return not part.atoms.isdisjoint(lexicon.organs)


def _with_head(parts: list[Part], passage: Passage, lexicon: Lexicon) -> list[Part]:
    """Mark what the phrasing is about: the last thing before its first preposition, no place, organ or measure."""
    limit = len(passage.keys)
    for at, token in enumerate(passage.tokens):
        if at > parts[0].first and token.text in _PREPOSITIONS:
            limit = at
            break
    things = [
        index for index, part in enumerate(parts) if part.measure is None and not part.place and part.weight == 1.0
    ]
    named = [index for index in things if not _is_organ(parts[index], lexicon)]
    things = named or things
    early = [index for index in things if parts[index].first < limit]
    head = (early or things or [len(parts) - 1])[-1]
    return [_weighing(part, part.weight, head=index == head) for index, part in enumerate(parts)]

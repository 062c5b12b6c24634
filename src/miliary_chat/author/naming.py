"""What an author calls the parts of a question, and what the judge calls them."""

from collections.abc import Iterable

from miliary_chat.dialogue.concepts import ELSEWHERE, FIND, PANEL, UMBRELLA, UNREASONABLE, concepts
from miliary_chat.dialogue.script import RECOMMIT, Script

_MARKS = (UNREASONABLE, UMBRELLA, PANEL, ELSEWHERE)


def names_in(script: Script, item: str) -> tuple[str, ...]:
    """Every name that a label of this item's answers may have: the author's ids, and the judge's own names."""
    own = [concept.id for concept in concepts(script, item)]
    short = [author_name(name) for name in own] + [name.removesuffix(FIND) for name in own]
    return tuple(dict.fromkeys([*short, *own]))


def author_name(concept: str) -> str:
    """The author's id of a concept: without the mark that says which list it stands in."""
    return next((concept.removeprefix(mark) for mark in _MARKS if concept.startswith(mark)), concept)


def concept_named(name: str, known: Iterable[str]) -> str:
    """The judge's name for what an author calls `name` where the concepts `known` are listened for.

    An id that can only be examined means the examination. KeyError for what is not there.
    """
    known = tuple(known)
    for candidate in (name, *(mark + name for mark in _MARKS), name + FIND):
        if candidate in known:
            return candidate
    raise KeyError(name)


def alone(script: Script, item: str) -> Script:
    """The script with nothing but this item, and what it cannot do without: the lead put again needs its list."""
    wanted = {item}
    if script.activity(item) == RECOMMIT:
        wanted.add(script.differential(item)[0])
    refs = tuple(ref for ref in script.items if ref.id in wanted)
    return Script(script.title, refs, script.cases, script.policy, script.seed)

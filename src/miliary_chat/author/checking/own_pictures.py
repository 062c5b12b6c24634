"""What `check` says of own pictures: which are shown, which are not, and what their headers tell."""

from collections.abc import Iterator
from dataclasses import replace

from miliary_chat.author.checking.lints.pictures import pictures
from miliary_chat.author.checking.lints.study import Study
from miliary_chat.author.checking.silencing import without_silenced
from miliary_chat.base.settings import pictures_folder
from miliary_chat.case.brought import Brought
from miliary_chat.case.nodes import Entry, MapNode
from miliary_chat.case.picture_folder import own_pictures
from miliary_chat.case.problems import Problem, in_order

_NOT_ASKED = frozenset({"W540", "W541", "W542"})
"""Licence, source and a neutral description: a film that stays in its department owes them to nobody."""


def of_own_pictures(study: Study) -> tuple[Brought, tuple[Problem, ...]]:
    """Return the own pictures of a case, and all that is to be said of them, from the top of each file to its end."""
    brought = own_pictures(study.case, pictures_folder())
    problems = in_order([*brought.problems, *_lints(study, brought)])
    listed = next((own.where for own in brought.files if brought.text), "")
    return brought, without_silenced(problems, brought.text, listed) if listed else problems


def _lints(study: Study, brought: Brought) -> Iterator[Problem]:
    """What is said of any picture, for each own one where it is written."""
    for own in brought.files:
        images = {own.id: brought.case.images[own.id]}
        place = own.node.line, own.node.column
        tree = MapNode(1, 1, {own.id: Entry(*place, own.node)})
        root = MapNode(1, 1, {"images": Entry(1, 1, tree)})
        case = study.case.model_copy(update={"images": images})
        alone = replace(study, case=case, root=root, where=own.where, folder=own.home)
        yield from (alone.problem(found) for found in pictures(alone) if found[1] not in _NOT_ASKED)

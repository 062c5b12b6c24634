"""From an author's decisions to a proposal: the case and its answers as they would be, and what that would change."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from miliary_chat.author.labels import Label
from miliary_chat.author.mining.answers_lines import NewAnswer, with_answers
from miliary_chat.author.mining.beside import Beside
from miliary_chat.author.mining.ear import Ear
from miliary_chat.author.mining.gathering import Pile
from miliary_chat.author.mining.patching import patched
from miliary_chat.author.mining.replaying import Change, replay, replay_labelled
from miliary_chat.author.mining.targets import Path, Target
from miliary_chat.author.mining.wording import Group
from miliary_chat.case.loaded import Loaded

BY = "trainees"
"""Whom answers.yaml names for these answers; never a person."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the author made of a group: `phrasing` says (accept) or never says (reject) the concept."""

    group: Group
    choice: Literal["accept", "reject"]
    concept: str
    phrasing: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Both files as they would be, and the verdicts that would change.

    `unheard` are decisions that do not do what they should: the judge reads these words otherwise, whatever the list.
    """

    case: bytes
    answers: bytes | None
    changes: tuple[Change, ...]
    replayed: int
    unheard: tuple[Decision, ...]

    @property
    def against(self) -> tuple[Change, ...]:
        """The changes that answers.yaml speaks against."""
        return tuple(change for change in self.changes if change.expected)


def propose(ear: Ear, beside: Beside, pile: Pile, decisions: Sequence[Decision]) -> Proposal:
    """What comes of some decisions; nothing is written. MiliaryError when they cannot be put into the files."""
    wanted: dict[Path, dict[str, list[str]]] = {}
    for decision in decisions:
        target = ear.targets(decision.group.first.item)[decision.concept]
        key = ear.key_for(target, decision.choice)
        if key is not None:
            wanted.setdefault(target.path, {}).setdefault(key, []).append(decision.phrasing)
    case = patched(ear.written, wanted)
    after = Ear(Loaded.from_source(case, ear.loaded.image_hashes, "The case with these phrasings"))
    unheard = tuple(decision for decision in decisions if not _heard(after, decision))
    lines = [line for decision in decisions if (line := _line(after, decision)) is not None]
    answers = with_answers(beside.source, lines) if lines else beside.source
    given = ((item, text, answer.count) for (item, text), answer in pile.answers.items())
    changes = (*replay_labelled(ear, after, beside.labelled(ear)), *replay(ear, after, given))
    return Proposal(case, answers, tuple(sorted(changes, key=_rank)), len(pile.answers), unheard)


def _wanted(decision: Decision, target: Target) -> Label:
    if decision.choice == "reject":
        return "missed"
    return "asserted" if target.wrong else "met"


def _heard(after: Ear, decision: Decision) -> bool:
    item = decision.group.first.item
    target = after.targets(item)[decision.concept]
    return after.labels(item, decision.phrasing).get(decision.concept, "missed") == _wanted(decision, target)


def _line(after: Ear, decision: Decision) -> NewAnswer | None:
    """The commonest wording, else the phrasing, as an answer that has to be judged as it now is."""
    item = decision.group.first.item
    target = after.targets(item)[decision.concept]
    for say in dict.fromkeys((decision.group.first.text, decision.phrasing)):
        labels = after.labels(item, say)
        if labels.get(decision.concept, "missed") != _wanted(decision, target):
            continue
        names = {name: after.targets(item)[name].written for name in labels}
        met, denied, asserted = (
            tuple(names[name] for name, found in labels.items() if found == label)
            for label in ("met", "denied", "asserted")
        )
        missed = (target.written,) if decision.choice == "reject" else ()
        return NewAnswer(item, say, met, (), denied, asserted, missed, BY)
    return None


def _rank(change: Change) -> tuple[bool, bool, int, str, str, str]:
    """What answers.yaml speaks against first, then what is lost, then the most frequent."""
    return not change.expected, change.gained, -change.count, change.item, change.text, change.concept

"""Answers and phrasings changed a little: what must not change a verdict, and what must."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from miliary_chat.author.borrowed import NOTHING, Borrowed
from miliary_chat.author.proving.replay import Replayed, Room
from miliary_chat.case.questions import AnswerQuestion, DifferentialQuestion, OrderQuestion
from miliary_chat.case.rubrics import Said
from miliary_chat.dialogue.concepts import rubric
from miliary_chat.dialogue.script import RECOMMIT, Script
from miliary_chat.judge.concept import Concept
from miliary_chat.judge.judgement import Verdict
from miliary_chat.judge.rubric import Rubric
from miliary_chat.judge.words import is_real

Kind = Literal["typo", "denial", "side", "dropped"]

_WORD = re.compile(r"[A-Za-z]{6,}")
_SIDES = {"left": "right", "right": "left", "upper": "lower", "lower": "upper"}
_SIDE = re.compile(rf"\b({'|'.join(_SIDES)})\b", re.IGNORECASE)
_DEED = re.compile(
    r"(?:avoid|await|wait|stop|stay|keep|hold|withhold|give|start|use|treat|ask|tell|chase|discuss)\b", re.IGNORECASE
)
"""A deed is not denied by a "no" before it."""
_DENYING = re.compile(
    r"\b(?:no|not|without|never|absent|absence|free|nor|neither|clear|excludes?|negative|spar(?:es|ed|ing))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change and what came of it; `lived` says that the verdict was as it should not be.

    `concept` is the one that was watched, `found` what became of it.
    """

    kind: Kind
    item: str
    concept: str
    text: str
    found: str
    lived: bool


def mutants(script: Script, replays: Sequence[Replayed], packs: Borrowed = NOTHING) -> Iterator[Mutant]:
    """Make every mutant of the answers that were judged as labelled, and of the case's phrasings.

    What only a pack phrases is left out: its author did not write it and cannot mend it.
    """
    rooms: dict[str, Room] = {}
    for one in replays:
        room = rooms.setdefault(one.item, Room(script, one.item))
        yield from _typos(room, one, packs)
        yield from _sides(room, one, packs)
    yield from _denials(script, packs)
    for item in dict.fromkeys(one.item for one in replays):
        yield from _dropped(script, item, [one for one in replays if one.item == item], packs)


def _credited(one: Replayed, packs: Borrowed) -> Iterator[tuple[str, Verdict]]:
    """What was rightly credited to the author's own phrasings, with its verdict."""
    for name, label in one.expected.items():
        rightly = label == "met" and one.found.get(name) == "met" and name in one.verdicts
        if rightly and not packs.phrases(one.item, name):
            yield name, one.verdicts[name]


def _typos(room: Room, one: Replayed, packs: Borrowed) -> Iterator[Mutant]:
    """Two letters change places in the longest word that each credit rests on: it must hold, or be asked back."""
    text = one.labelled.say
    for name, verdict in _credited(one, packs):
        changed = _mistyped(text, verdict)
        if changed is not None:
            found = _found(room, changed, name)
            yield Mutant("typo", one.item, name, changed, found, found not in ("met", "near"))


def _mistyped(text: str, verdict: Verdict) -> str | None:
    spans = verdict.evidence.spans if verdict.evidence else ()
    words = [match for span in spans for match in _WORD.finditer(text, span.start, span.end)]
    for word in sorted(words, key=lambda match: (-len(match[0]), match.start())):
        at = len(word[0]) // 2
        letters = list(word[0])
        letters[at], letters[at - 1] = letters[at - 1], letters[at]
        typed = "".join(letters)
        if is_real(word[0].lower()) and typed != word[0] and not is_real(typed.lower()):
            return text[: word.start()] + typed + text[word.end() :]
    return None


def _sides(room: Room, one: Replayed, packs: Borrowed) -> Iterator[Mutant]:
    """The other side, where phrasing and answer name one: the credit must go."""
    text = one.labelled.say
    for name, verdict in _credited(one, packs):
        evidence = verdict.evidence
        if evidence is None or not _SIDE.search(evidence.phrasing):
            continue
        mine = "".join(text[span.start : span.end] + " " for span in evidence.spans)
        if not _SIDE.search(mine):
            continue
        changed = _SIDE.sub(lambda match: _SIDES[match[0].lower()], text)
        found = _found(room, changed, name)
        yield Mutant("side", one.item, name, changed, found, found == "met")


def _found(room: Room, text: str, concept: str) -> str:
    return room.found(room.hear(text))[0].get(concept, "missed")


def _denials(script: Script, packs: Borrowed) -> Iterator[Mutant]:
    """Every phrasing that is credited when it stands alone, denied; and every denial, affirmed."""
    for ref in script.items:
        if ref.question == RECOMMIT or ref.stage == "debrief":
            continue
        listens = rubric(script, ref.id)
        for part in (one for one in _deniable(script, ref.id) if not packs.phrases(ref.id, one.id)):
            for phrasing in part.accept:
                flipped = _flipped(phrasing)
                if flipped and listens.judge(phrasing).of(part.id).outcome == "met":
                    found = listens.judge(flipped).of(part.id).outcome
                    yield Mutant("denial", ref.id, part.id, flipped, found, found == "met")


def _deniable(script: Script, item: str) -> Iterable[Said]:
    match script.question(item):
        case AnswerQuestion(expect=expect):
            return expect.values()
        case DifferentialQuestion(entries=entries):
            return entries.values()
        case OrderQuestion(orders=orders):
            return orders.values()
        case _:
            return ()


def _flipped(phrasing: str) -> str | None:
    """The phrasing denied, or affirmed where it is a plain denial; None where neither is certain to be English."""
    first, _, rest = phrasing.partition(" ")
    if first.lower() in ("no", "without") and rest and not _DENYING.search(rest):
        return f"There is {rest}."
    return None if _DENYING.search(phrasing) or _DEED.match(phrasing) else f"No {phrasing}."


def _dropped(script: Script, item: str, replays: Sequence[Replayed], packs: Borrowed) -> Iterator[Mutant]:
    """Each phrasing that a credit rests on, taken away: nothing else may change for it."""
    listens = rubric(script, item)
    used: dict[tuple[str, str], list[Replayed]] = {}
    for one in replays:
        for name, verdict in _credited(one, packs):
            if verdict.evidence:
                used.setdefault((name, verdict.evidence.phrasing), []).append(one)
    for (name, phrasing), answers in used.items():
        without = _without(listens.concepts, name, phrasing)
        if without is None:
            continue
        fewer = Rubric(without, listens.lexicon)
        for one in answers:
            for other in _changed(fewer, one, name):
                text = f"{one.labelled.say} (without “{phrasing}” of {name})"
                yield Mutant("dropped", item, other, text, fewer.judge(one.labelled.say).of(other).outcome, True)
            yield Mutant("dropped", item, name, one.labelled.say, "", False)


def _without(concepts: tuple[Concept, ...], name: str, phrasing: str) -> tuple[Concept, ...] | None:
    """The concepts without a phrasing; None where it is the only one, or not of `accept`."""
    for concept in concepts:
        if concept.id == name and phrasing in concept.accept and len(concept.accept) > 1:
            fewer = replace(concept, accept=tuple(one for one in concept.accept if one != phrasing))
            return tuple(fewer if one is concept else one for one in concepts)
    return None


def _changed(fewer: Rubric, one: Replayed, dropped: str) -> Iterator[str]:
    """Other concepts that were met and are no longer, or the other way round."""
    for verdict in fewer.judge(one.labelled.say).verdicts:
        before = one.verdicts.get(verdict.concept)
        was_met = before is not None and before.outcome == "met"
        if verdict.concept != dropped and was_met != (verdict.outcome == "met"):
            yield verdict.concept

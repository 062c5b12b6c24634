"""What is said of a labelled answer: by the judge, or by a plain fuzzy score at one threshold."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from miliary_chat.judge.concept import Concept
from miliary_chat.judge.judgement import Judgement
from miliary_chat.judge.rubric import Rubric


@dataclass(frozen=True, slots=True)
class Said:
    """Ids of concepts, by what was found; `judgement` holds the evidence where there is any."""

    met: frozenset[str]
    near: frozenset[str]
    denied: frozenset[str]
    misconceptions: frozenset[str]
    judgement: Judgement | None = None


Sayer = Callable[[str, str], Said]
"""From a rubric's id and an answer to what was found."""


def by_the_judge(rubrics: Mapping[str, Sequence[Concept]]) -> Sayer:
    """The judge that the program uses."""
    compiled = {id: Rubric(concepts) for id, concepts in rubrics.items()}

    def say(rubric: str, answer: str) -> Said:
        judgement = compiled[rubric].judge(answer)
        found: dict[str, set[str]] = {name: set() for name in ("met", "near", "denied", "misconceptions")}
        for verdict in judgement.verdicts:
            if verdict.kind == "expectation" and verdict.outcome != "missing":
                found[verdict.outcome].add(verdict.concept)
            elif verdict.kind == "misconception" and verdict.outcome == "met":
                found["misconceptions"].add(verdict.concept)
        return Said(**{name: frozenset(ids) for name, ids in found.items()}, judgement=judgement)

    return say


def by_fuzzy_score(rubrics: Mapping[str, Sequence[Concept]], score: str, threshold: float) -> Sayer:
    """The usual way: the best phrasing's score against the whole answer; it knows no near and no denial."""
    like: Callable[[str, str], float] = getattr(fuzz, score)

    def found(texts: Sequence[str], answer: str) -> bool:
        return any(like(text.lower(), answer) >= threshold for text in texts)

    def say(rubric: str, answer: str) -> Said:
        answer = answer.lower()
        hits = [
            concept
            for concept in rubrics[rubric]
            if found(concept.accept, answer)
            or (concept.require and all(found(group, answer) for group in concept.require))
        ]
        by_kind = [
            frozenset(concept.id for concept in hits if concept.kind == kind)
            for kind in ("expectation", "misconception")
        ]
        return Said(by_kind[0], frozenset(), frozenset(), by_kind[1])

    return say

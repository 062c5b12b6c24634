"""Phrasings judged against the rubric that they belong to: each must say its own, and nothing else."""

import re
from collections.abc import Iterator
from functools import partial

from miliary_chat.author.checking.lints.pages import Found
from miliary_chat.author.checking.lints.study import Phrase, Study
from miliary_chat.author.naming import author_name
from miliary_chat.case.places import Path as Route, locate
from miliary_chat.case.questions import AnswerQuestion, Asked, InterviewQuestion
from miliary_chat.dialogue.concepts import FIND, UMBRELLA, VAGUE
from miliary_chat.judge.judgement import Judgement
from miliary_chat.judge.rubric import Rubric

_DENYING = re.compile(r"\b(?:no|not|never|cannot|can't|don't|do not|none)\b", re.IGNORECASE)


def phrasings(study: Study) -> Iterator[Found]:
    """Yield what is wrong with phrasings, each place once."""
    told: set[tuple[object, str]] = set()  # a misconception of the whole case is heard in many questions
    for item, question, route in study.items:
        look = partial(_of_question, study, item, question, route)
        for place, code, message in study.page(item).findings("phrasings", look):
            if (place, code) not in told:
                told.add((place, code))
                yield place, code, message


def _of_question(study: Study, item: str, question: Asked, route: Route) -> Iterator[Found]:
    rubric = study.rubric(item)
    asked = isinstance(question, InterviewQuestion)
    if isinstance(question, AnswerQuestion):
        yield from _only_where(study, item, question, route)
        yield from _agreeing(rubric, question, route)
    for phrase in study.phrases(item, question, route):
        judged = rubric.judge(phrase.text)
        # To name a test or a disease in a wrong statement is to name it: lists and orders hear it rightly.
        named = phrase.misconception and not isinstance(question, AnswerQuestion)
        yield from _own(phrase, judged, asked)
        yield from _packed(study, phrase, judged) if asked else _deaf(phrase, judged, rubric)
        if not (asked or named):
            yield from _others(study, phrase, judged, rubric)


def _only_where(study: Study, item: str, question: AnswerQuestion, route: Route) -> Iterator[Found]:
    """A phrasing, or what contradicts one, of which only a place or a part of the body counts."""
    phrases = [(phrase.text, phrase.route, phrase.misconception) for phrase in study.phrases(item, question, route)]
    phrases += [(text, where, True) for _, text, where in _contradictions(question, route)]
    for text, where, sweeping in phrases:
        if idle := study.counts_only_where(text, sweeping=sweeping):
            words = ", ".join(f"“{word}”" for word in idle)
            yield where, "W505", f"In “{text}” only the place counts: whoever names it is heard, also without {words}."


def _agreeing(rubric: Rubric, question: AnswerQuestion, route: Route) -> Iterator[Found]:
    """What is written as the opposite of a part and says it: whoever is right in other words would be contradicted."""
    for id_, text, where in _contradictions(question, route):
        verdict = rubric.judge(text).of(id_)
        if verdict.outcome == "met" and verdict.evidence:
            words = f"“{text}” stands among what contradicts “{id_}”, and meets it (by “{verdict.evidence.phrasing}”)."
            yield where, "W506", words


def _contradictions(question: AnswerQuestion, route: Route) -> Iterator[tuple[str, str, Route]]:
    """Every phrasing that contradicts a part: the part, the text, and where it stands."""
    for id_, part in question.expect.items():
        for index, text in enumerate(part.contradicted.accept if part.contradicted else ()):
            yield id_, text, (*route, "expect", id_, "contradicted", "accept", index)


def _own(phrase: Phrase, judged: Judgement, asked: bool) -> Iterator[Found]:
    """A phrasing that its own concept does not hear. A question may be heard as its denial ("no fever?")."""
    verdict = judged.of(phrase.concept)
    if verdict.outcome == "met" or (asked and verdict.outcome == "denied"):
        return
    evidence = verdict.evidence
    why = f" {evidence.reason}" if evidence else " Nothing in it is heard."
    yield phrase.route, "W503", f"“{phrase.text}” does not meet its own “{author_name(phrase.concept)}”.{why}"


def _deaf(phrase: Phrase, judged: Judgement, rubric: Rubric) -> Iterator[Found]:
    """A phrasing that is met without its "not" as well: whoever says the opposite would be credited."""
    without = " ".join(_DENYING.sub(" ", phrase.text).split())
    if not without or without == phrase.text or judged.of(phrase.concept).outcome != "met":
        return
    verdict = rubric.judge(without).of(phrase.concept)
    if verdict.outcome == "met" and verdict.evidence and verdict.evidence.phrasing == phrase.text:
        words = f"“{without}” meets “{phrase.text}” as well: the judge does not hear its “not”."
        yield phrase.route, "W504", words


def _packed(study: Study, phrase: Phrase, judged: Judgement) -> Iterator[Found]:
    """The replies out of packs that an own way to ask would bring too, and that may contradict the own one."""
    mine, packs = phrase.concept.removesuffix(FIND), study.borrowed
    if packs.phrases(phrase.item, mine):
        return
    also = {one.id: one.also for one in study.concepts[phrase.item]}
    for verdict in judged.verdicts:
        theirs = verdict.concept.removesuffix(FIND)
        meant = verdict.concept in also[phrase.concept] or phrase.concept in also[verdict.concept]
        heard = verdict.outcome in ("met", "denied")  # a question is a question, however it is put
        if heard and not meant and theirs != mine and packs.speaks(phrase.item, theirs):
            words = (
                f"“{phrase.text}” also brings the pack's “{theirs}”, and the two may contradict each other. Write"
                f" “leave_out: [{theirs}]” beside “use”, or a reply of your own under “{theirs}”."
            )
            yield phrase.route, "W501", words


def _others(study: Study, phrase: Phrase, judged: Judgement, rubric: Rubric) -> Iterator[Found]:
    """What else a phrasing meets, unless either says `also`, or a pack that the author cannot mend holds both."""
    concepts = {concept.id: concept for concept in rubric.concepts}
    mine = concepts[phrase.concept]
    for verdict in judged.verdicts:
        other = concepts[verdict.concept]
        overlap = other.id in mine.also or mine.id in other.also or author_name(other.id) == author_name(mine.id)
        if verdict.outcome != "met" or overlap or other.id.startswith((UMBRELLA, "lead.")) or other.id.endswith(VAGUE):
            continue
        if _of_one_pack(study, phrase, other.id):
            continue
        mixed = phrase.misconception != (other.kind == "misconception")
        evidence = verdict.evidence.phrasing if verdict.evidence else ""
        if mixed:
            right, wrong = (other.id, mine.id) if phrase.misconception else (mine.id, other.id)
            words = f"“{phrase.text}” is heard as the misconception “{wrong}” and as the right “{right}”"
            yield phrase.route, "W502", f"{words} (by “{evidence}”)."
        elif not (phrase.misconception and other.kind == "misconception"):
            yield phrase.route, "W501", f"“{phrase.text}” also meets “{author_name(other.id)}” (by “{evidence}”)."


def _of_one_pack(study: Study, phrase: Phrase, other: str) -> bool:
    """Whether both are phrased at one place: what comes out of a pack stands where the pack is named."""
    *front, _, key, _ = phrase.route
    mine, theirs = locate(study.root, phrase.route), locate(study.root, (*front, other, key))
    return theirs.whole and theirs.at_value == mine.at_value

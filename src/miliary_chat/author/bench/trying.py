"""Trying answers: what the judge finds in one, what it misses, and what could be added to the case."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from miliary_chat.author.answers import Labelled
from miliary_chat.author.bench.stretches import between_heard, between_marks, denies, with_its_denial
from miliary_chat.author.bench.what_if import Change, changes
from miliary_chat.author.naming import author_name, concept_named
from miliary_chat.author.proving.replay import Room
from miliary_chat.base.errors import UsageError
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.loaded import Loaded
from miliary_chat.case.questions import ChoiceQuestion
from miliary_chat.case.scalars import PHRASING_LIMIT
from miliary_chat.case.source_text import harmless
from miliary_chat.dialogue.activities.choice import named
from miliary_chat.dialogue.concepts import FIND, REASON, UNREASONABLE, rubric
from miliary_chat.dialogue.hearing import Manner, manners
from miliary_chat.dialogue.listening import quoted
from miliary_chat.dialogue.reasons import name_of
from miliary_chat.dialogue.script import Script
from miliary_chat.judge.concept import Concept
from miliary_chat.judge.judgement import Evidence, Judgement, Span, Verdict
from miliary_chat.judge.lexicon import Lexicon
from miliary_chat.judge.rubric import Rubric
from miliary_chat.judge.text import Token, tokenise

SUGGESTED: Final = 3
"""Phrasings that are proposed for one answer."""

_LONGEST: Final = 60
"""Code points of a proposal; whoever says more says several things."""

_PARTLY: Final = ("facet", "which")
"""What another phrasing may help; a wrong value, a doubtful typo or a wrong order it cannot."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """What was found for one concept: its verdict, the words of the answer that it rests on, what keeps it from met.

    `asked`: it is something to ask, where "no fever?" asks too.
    """

    concept: Concept
    name: str
    verdict: Verdict
    words: str
    lack: str
    asked: bool = False

    @property
    def wrong(self) -> bool:
        """Whether saying it is a mistake: a misconception, or a diagnosis that is unreasonable here."""
        return self.concept.kind == "misconception" or self.concept.id.startswith(UNREASONABLE)

    @property
    def heard(self) -> bool:
        """Whether there is anything to tell: a verdict, or why words that fit do not count."""
        return self.verdict.evidence is not None


@dataclass(frozen=True, slots=True)
class Tried:
    """One answer, judged: `noticed` in the rubric's order, all of it; `manner` when the tutor would not judge it."""

    item: str
    judgement: Judgement
    noticed: tuple[Noticed, ...]
    unheard: tuple[str, ...]
    manner: Manner | None = None

    @property
    def text(self) -> str:
        """The answer as it was judged."""
        return self.judgement.answer

    def of(self, concept: str) -> Noticed:
        """What was found for one concept; KeyError for one that is not listened for here."""
        for one in self.noticed:
            if one.concept.id == concept:
                return one
        raise KeyError(concept)


class Trial:
    """A case whose questions can be answered without playing it. Knows no file, no clock and no screen."""

    def __init__(self, loaded: Loaded, kept: Mapping[str, tuple[Labelled, ...]] | None = None) -> None:
        """`kept` are the answers of answers.yaml, by item or, where a stage has one question, by stage."""
        self.loaded = loaded
        self.script = Script.of_case(loaded.case, loaded.hash)
        self._kept = kept or {}
        self._changed: dict[tuple[str, str, str], Rubric] = {}

    @property
    def items(self) -> tuple[str, ...]:
        """Every question that can be tried, in the case's order."""
        return tuple(ref.id for ref in self.script.items)

    def short(self, item: str) -> str:
        """What an item is called for short: its stage alone where that has one question."""
        stage, question = item.split("/", 1)
        return stage if question == "main" and self._alone(stage) else item

    def find(self, name: str) -> str:
        """The item of that name: `stage/question`, a stage (its first question) or a question; UsageError."""
        wanted = one_line(name).casefold()
        for item in self.items:
            if wanted in (item, item.split("/", 1)[0]):
                return item
        asked = [item for item in self.items if item.split("/", 1)[1] == wanted]
        if len(asked) == 1:
            return asked[0]
        names = ", ".join(self.short(item) for item in self.items)
        raise UsageError(f"There is no question “{one_line(name, limit=60)}” here.", f"There are: {names}.")

    def key(self, item: str) -> str:
        """The key under which the item's answers are kept: the one that is there, else the short one."""
        return next((name for name in (item, self.short(item)) if name in self._kept), self.short(item))

    def kept(self, item: str) -> tuple[Labelled, ...]:
        """The item's kept answers."""
        return self._kept.get(self.key(item), ())

    def asked(self, item: str) -> str:
        """The question in the author's words; empty where the activity asks in the tutor's own."""
        question = self.script.question(item)
        again = getattr(question, "recommit", None)
        return again.ask if again and item.endswith("/recommit") else question.question or ""

    def judge(self, item: str, text: str) -> Tried:
        """What an answer to the item says."""
        judgement = self._judged(item, text)
        noticed = tuple(
            self._noticed(item, concept, verdict, judgement.answer)
            for concept, verdict in zip(self.concepts(item), judgement.verdicts, strict=True)
        )
        unheard = tuple(
            " ".join(with_its_denial(judgement.answer, span.start, span.end).split()) for span in judgement.unclaimed
        )
        manner = next(iter(manners(judgement.answer)))
        return Tried(item, judgement, noticed, unheard, None if manner == "answer" else manner)

    def _judged(self, item: str, text: str) -> Judgement:
        """The judgement; of a letter in a quiz, that its option was chosen, as the tutor takes it."""
        judgement, question = self._rubric(item).judge(text), self.script.question(item)
        if not isinstance(question, ChoiceQuestion):
            return judgement
        chosen = named(question, self._rubric(item), text)
        heard = {verdict.concept for verdict in judgement.verdicts if verdict.outcome == "met"}
        if not chosen or heard == set(chosen):
            return judgement
        said = judgement.answer
        verdicts = (
            Verdict(one.concept, one.kind, "met", position=0, evidence=_by_letter(said, question.options[one.concept]))
            if one.concept in chosen
            else Verdict(one.concept, one.kind, "missing")
            for one in judgement.verdicts
        )
        return Judgement(said, tuple(verdicts), ())

    def labelled(self, tried: Tried) -> Labelled:
        """The answer with what `test` would find in it, as answers.yaml keeps it: under the author's own names."""
        room = Room(self.script, tried.item)
        found, _ = room.found(room.hear(tried.text))

        def labels(label: str) -> tuple[str, ...]:
            return tuple(_written(name, room.concepts) for name in room.concepts if found.get(name) == label)

        return Labelled(
            say=harmless(tried.text),
            met=labels("met"),
            near=labels("near"),
            denied=labels("denied"),
            misconceptions=labels("asserted"),
        )

    def concepts(self, item: str) -> tuple[Concept, ...]:
        """What the judge listens for in the item."""
        return self._rubric(item).concepts

    def place_of(self, item: str, concept: str) -> str:
        """The key of the case under which the concept's phrasings stand."""
        if concept == REASON:
            return "reason"
        interview = self.script.activity(item) == "interview"
        return ("examine" if concept.endswith(FIND) else "ask") if interview else "accept"

    def suggestions(self, tried: Tried) -> tuple[str, ...]:
        """Up to three phrasings that the answer proposes.

        First what nobody heard, then the words between those that were heard, then what was heard only in part.
        """
        stretches = [*tried.unheard, *between_heard(tried.text, _spans(tried)), *self._around_near(tried)]
        proposed: list[str] = []
        for words in filter(None, map(self._trimmed, stretches)):
            if not any(words in known or known in words for known in proposed):
                proposed.append(words)
        return tuple(proposed[:SUGGESTED])

    def what_if(self, item: str, text: str, concept: str, phrasing: str) -> tuple[Change, ...]:
        """Every verdict that one more phrasing of a concept would change.

        In this answer, in the kept ones of the item, in the phrasings of its other concepts, and in the phrasing
        itself. KeyError for a concept that is not listened for here, UsageError for what cannot be a phrasing.
        """
        words = one_line(phrasing)
        if not words or len(words) > PHRASING_LIMIT:
            raise UsageError(f"A phrasing has 1 to {PHRASING_LIMIT} characters.", "Say it shorter.")
        before, after = self._rubric(item), self._with(item, concept, words)
        return changes(concept, words, text, self.kept(item), before, after)

    def _alone(self, stage: str) -> bool:
        return sum(item.startswith(f"{stage}/") for item in self.items) == 1

    def _rubric(self, item: str) -> Rubric:
        return rubric(self.script, item)

    @cached_property
    def _lexicon(self) -> Lexicon:
        return self.loaded.case.lexicon.over_shipped()

    def _with(self, item: str, concept: str, phrasing: str) -> Rubric:
        """The item's rubric with one more phrasing; asked for again and again while somebody looks at it."""
        key = (item, concept, phrasing)
        if key not in self._changed:
            concepts = self.concepts(item)
            if all(one.id != concept for one in concepts):
                raise KeyError(concept)
            more = (replace(c, accept=(*c.accept, phrasing)) if c.id == concept else c for c in concepts)
            if len(self._changed) >= 8:
                self._changed.clear()
            self._changed[key] = Rubric(more, self._lexicon)
        return self._changed[key]

    def _noticed(self, item: str, concept: Concept, verdict: Verdict, text: str) -> Noticed:
        spans = verdict.evidence.spans if verdict.evidence else ()
        name = name_of(self.script, item, concept.id) or concept.id
        words = quoted(text, spans) if spans else ""
        asked = self.script.activity(item) == "interview"
        return Noticed(concept, name, verdict, words, _lack(concept, verdict), asked)

    def _around_near(self, tried: Tried) -> Iterator[str]:
        """The words between two marks in which something was heard only in part."""
        for one in tried.noticed:
            lack = one.verdict.missing.lack if one.verdict.missing else ""
            if lack in _PARTLY and one.verdict.evidence:
                spans = one.verdict.evidence.spans
                yield between_marks(tried.text, spans[0].start, spans[-1].end)

    def _trimmed(self, stretch: str) -> str:
        """The stretch without small words at its ends; empty for what is none, or too long for a phrasing."""
        tokens = [token for token in tokenise(stretch) if token.sort != "mark"]
        while tokens and self._small(tokens[0]):
            del tokens[0]
        while tokens and self._small(tokens[-1]):
            del tokens[-1]
        words = one_line(stretch[tokens[0].start : tokens[-1].end]) if tokens else ""
        return words if len(words) <= _LONGEST else ""

    def _small(self, token: Token) -> bool:
        """Whether a word says nothing by itself; what denies does, for a phrasing without it would say the opposite."""
        return token.sort == "word" and self._lexicon.key(token.text) in self._lexicon.stop and not denies(token.text)


def _by_letter(said: str, option: str) -> Evidence:
    return Evidence((Span(0, len(said)),), option, 1.0, "letter", f"“{one_line(said)}” chooses “{option}”.")


def _written(concept: str, known: tuple[str, ...]) -> str:
    """The author's name for a concept where that means no other one."""
    short = author_name(concept)
    return short if concept_named(short, known) == concept else concept


def _spans(tried: Tried) -> list[Span]:
    """The stretches that a verdict rests on."""
    found = [one.verdict.evidence for one in tried.noticed if one.verdict.outcome != "missing"]
    return [span for evidence in found if evidence for span in evidence.spans]


def _lack(concept: Concept, verdict: Verdict) -> str:
    """What keeps a near verdict from being met, in an author's words; empty for any other verdict."""
    missing = verdict.missing
    if missing is None:
        return ""
    words = ", ".join(f"“{word}”" for word in missing.words)
    match missing.lack:
        case "facet":
            return f"{words} is missing" if words else "it says less than the phrasing"
        case "place":
            return f"another place was said: “{'”, “'.join(missing.instead)}”"
        case "several":
            return f"still to be named: {words}"
        case "value":
            return f"the value is not {concept.measure or words or 'the one expected'}"
        case "which":
            return "too general (“broader”)"
        case "polarity":
            return "it is unclear whether it is affirmed or denied"
        case "typo":
            return f"it may be a typo of {words}" if words else "it may be a typo"
        case "order":
            return f"“{concept.after}” has to come first"


__all__ = ["SUGGESTED", "Noticed", "Trial", "Tried"]

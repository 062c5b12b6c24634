"""The front of a card: a cue that leaves one answer, and nothing on it that gives this answer away."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from miliary_chat.base.sanitise import ANSWER_LIMIT, clean
from miliary_chat.case.line import SpokenLine
from miliary_chat.case.questions import Entry, Order
from miliary_chat.case.rubrics import Expectation
from miliary_chat.dialogue.concepts import rubric
from miliary_chat.dialogue.script import Script
from miliary_chat.judge.judgement import Verdict

SHORT_PROMPT = 4
"""Words up to which a prompt needs the hint before it: “Which isotope?” means nothing to who has not just read on."""

SEEN = "What do you see here?"
"""The cue for what has a place on the picture and nothing else to be asked by."""

_WORD = re.compile(r"[^\W\d_]\w*|\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that ask for one thing, and the region that they point at."""

    words: str
    point: str | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What stands around a cue: the case's title, the scene, the question, and the picture's caption and words."""

    title: str
    scene: str
    question: str
    caption: str = ""
    words: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """All but the scene, what must not be cut off first: the judge reads so many characters and no more."""
        return (self.question, self.caption, self.title, self.words)


@dataclass(frozen=True, slots=True)
class Front:
    """What was chosen for a front: the cue, and what of the rest may stay."""

    cue: Cue
    about: About


Part = Expectation | Entry | Order


def choose(script: Script, item: str, part: Part, about: About) -> Front | None:
    """The first cue that does not meet `part` by itself, with as much around it as can stay.

    None when all that could be put gives the answer away, or would leave several answers: then there is no card.
    """
    if spoils(script, item, part.id, about.scene):
        about = replace(about, scene="")
    for cue in cues(part):
        for one in (about, replace(about, words=""), replace(about, title=""), replace(about, title="", words="")):
            if not gives_away(script, item, part.id, part.name, (cue.words, *one.texts)):
                return Front(cue, one)
    return None


def gives_away(script: Script, item: str, concept: str, name: str, texts: Iterable[str]) -> bool:
    """Whether the case's own rubric would credit these words, or they hold the very name of what is asked for."""
    text = "\n".join(text for text in texts if text)
    return name.casefold() in text.casefold() or _verdict(script, item, concept, text).outcome == "met"


def spoils(script: Script, item: str, concept: str, scene: str) -> bool:
    """Whether a scene gives the answer away, or comes near it: the culture that “is still running”.

    A scene speaks of other things, so what it is credited for has to stand there wholly: the “room” of a waiting room,
    credited as “side room”, tells nobody.
    """
    verdict = _verdict(script, item, concept, scene)
    evidence = verdict.evidence
    if verdict.outcome != "met" or evidence is None or evidence.readings:
        return verdict.outcome in ("met", "near")
    said = sum(len(_WORD.findall(scene[span.start : span.end])) for span in evidence.spans)
    return said >= len(_WORD.findall(evidence.phrasing))


def _verdict(script: Script, item: str, concept: str, text: str) -> Verdict:
    return rubric(script, item).judge(clean(text, limit=ANSWER_LIMIT)).of(concept)


def cues(part: Part) -> Iterator[Cue]:
    """What can be put to somebody who has only this card, the best first; the last is the name's initials.

    Of a line that depends on what was learnt before, a card says what is said to somebody who has learnt nothing. A
    prompt wants a word, which for a diagnosis may be an organ or two letters: there a hint that asks comes first.
    """
    prompt = _spoken([getattr(part, "prompt", None)])
    hints = _spoken(part.hint)[::-1]
    asking = [hint for hint in hints if "?" in hint.words]
    telling = [hint for hint in hints if "?" not in hint.words]
    if prompt and hints and len(prompt[0].words.split()) <= SHORT_PROMPT:
        prompt = [Cue(f"{hints[0].words} {prompt[0].words}", prompt[0].point or hints[0].point), *prompt]
    yield from (*asking, *prompt) if isinstance(part, Entry) else (*prompt, *asking)
    if point := getattr(part, "point", None):
        yield Cue(SEEN, point)
    yield from (*_spoken([getattr(part, "ask", None)]), *telling)
    if not getattr(part, "bonus", False):
        yield Cue(f"One point of it: {initials(part.name)}")


def initials(name: str) -> str:
    """ "total thyroidectomy" as "t… t…"; numbers only as "…"."""
    return _WORD.sub(lambda word: "…" if word[0][0].isdigit() else f"{word[0][0]}…", name)


def _spoken(lines: Iterable[SpokenLine | None]) -> list[Cue]:
    said = ((line, line.words(frozenset())) for line in lines if line is not None)
    return [Cue(words, line.point) for line, words in said if words]

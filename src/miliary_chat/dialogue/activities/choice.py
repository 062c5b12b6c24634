"""Options, one or several right; the letter or the words count."""

import re

from miliary_chat.case.questions import ChoiceQuestion
from miliary_chat.dialogue import events as e, ladder
from miliary_chat.dialogue.concepts import rubric
from miliary_chat.dialogue.hearing import manners
from miliary_chat.dialogue.turn import Turn
from miliary_chat.judge.rubric import Rubric

TRIES = 3
"""After so many answers that name no option the right one is told: nobody is kept at a door."""

_PREFIX = re.compile(
    r"^(?:(?:option|(?:the )?answer(?: is)?|letter|i think|i guess|i'd say|i would say|it is|it's|its|is it|probably"
    r"|maybe|perhaps|(?:i'd |i would |i'll |i )?go (?:for|with)|i (?:would |'d )?(?:choose|pick)|my guess is"
    r"|(?:i am |i'm |im )?not sure|(?:i )?(?:do not|don't|dont) know|idk|hm+|ok|so|well|but|must be)[\s:,.?]+)+"
)
_SUFFIX = re.compile(
    r"[\s,.?!](?:but |though )?(?:i (?:think|guess|suppose|believe)|maybe|perhaps|probably|(?:i'm )?not sure|please"
    r"|(?:because|as|since)\b.*)$"
)
"""What people say around a letter; what is left has to be letters alone."""
_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth")
_PLACE = re.compile(rf"(?:the\s+)?(last|{'|'.join(_PLACES)})(?:\s+(?:one|option|answer))?")
_YES = re.compile(r"^(?:yes|right|correct)\s*[.,!:]\s*", re.IGNORECASE)
"""What an author may begin with, and the tutor has said by then."""
_SEPARATOR = re.compile(r"[\s,;/+&.)(:]+|\band\b")


def open_item(turn: Turn) -> None:
    """The options are part of the question."""


def hear(turn: Turn, text: str) -> None:
    """Take letters first, words else; ask again for anything that is neither."""
    if {"dont-know", "done"} & set(manners(text)) and not _options(turn, text):
        return choose(turn, ())
    picked = _options(turn, text)
    if not picked:
        question: ChoiceQuestion = turn.question
        turn.emit(e.Unrecognised(turn.id, text))
        if turn.item.blanks >= TRIES and not turn.silent:
            return choose(turn, ())
        key = "choice-again-several" if len(question.right) > 1 else "choice-again"
        return turn.say("redirect", key, letters=_letters(tuple(question.options)))
    choose(turn, picked)


def _options(turn: Turn, text: str) -> tuple[str, ...]:
    return named(turn.question, rubric(turn.script, turn.id), text)


def named(question: ChoiceQuestion, options: Rubric, text: str) -> tuple[str, ...]:
    """The options that a text names: letters alone, else a letter and its words, else the words (by `options`)."""
    plain = _PREFIX.sub("", text.strip().casefold())
    for said in (plain, _without_doubts(plain)):
        parts = [part for part in _SEPARATOR.split(said) if part]
        if parts and all(part in question.options for part in parts):
            return tuple(dict.fromkeys(parts))
    judged = options.judge(text)
    met = tuple(verdict.concept for verdict in judged.verdicts if verdict.outcome == "met")
    if met:
        return met if len(question.right) > 1 else met[:1] if len(met) == 1 else ()
    lead = re.match(r"([a-z0-9])\s*[).:-]", plain)
    if lead and lead[1] in question.options:
        return (lead[1],)
    if (place := _PLACE.fullmatch(_without_doubts(plain))) is not None:
        at = -1 if place[1] == "last" else _PLACES.index(place[1])
        return tuple(question.options)[at:][:1]
    near = tuple(verdict.concept for verdict in judged.verdicts if verdict.outcome == "near")
    return near if len(near) == 1 else ()


def _without_doubts(said: str) -> str:
    """Without what is said behind a letter ("b, i think", "c because ..."); a word at a time, or dots take for ever."""
    shorter = _SUFFIX.sub("", said.rstrip(" \t\n,.?!"))
    return shorter if shorter == said else _without_doubts(shorter)


def choose(turn: Turn, options: tuple[str, ...]) -> None:
    """Record the choice; say whether it is right, with the reason for it and for the right one."""
    question: ChoiceQuestion = turn.question
    unknown = [option for option in options if option not in question.options]
    if unknown:
        return turn.say("redirect", "choice-again", letters=_letters(tuple(question.options)))
    if turn.silent:
        turn.emit(e.Chosen(turn.id, options, None))
        return
    right = set(options) == set(question.right)
    turn.emit(e.Chosen(turn.id, options, right, _verdict(turn, options, right)))
    turn.emit(e.Closed(turn.id, "complete" if options else "skipped"))


def _verdict(turn: Turn, options: tuple[str, ...], right: bool) -> e.Words:
    question: ChoiceQuestion = turn.question
    because = _why(turn, question.right)
    if right:
        return turn.words("choice-right", why=_YES.sub("", because))
    answer = " and ".join(f"{key.upper()}, {question.options[key]}" for key in question.right)
    answer = answer.rstrip(".")
    wrong = tuple(option for option in options if option not in question.right)
    if wrong and (said := _why(turn, wrong)):
        return turn.words("choice-wrong", why=said, right=answer, because=because)
    key = "choice-part" if options and not wrong else "choice-wrong-bare"
    return turn.words(key, right=answer, because=because)


def _why(turn: Turn, options: tuple[str, ...]) -> str:
    lines = [turn.text(turn.question.why.get(option)) for option in options]
    return " ".join(line for line in lines if line)


def _letters(options: tuple[str, ...]) -> str:
    return ", ".join(option.upper() for option in options)


def hint(turn: Turn) -> None:
    """How to go about it; a quiz has no rungs."""
    ladder.frame(turn, "choice-hint")


def skip(turn: Turn) -> None:
    """Tell the answer."""
    choose(turn, ())

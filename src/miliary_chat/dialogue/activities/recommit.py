"""The lead put again when the results are back, with the verdict that waited."""

from miliary_chat.dialogue import comparing, events as e, ladder
from miliary_chat.dialogue.activities import lead
from miliary_chat.dialogue.concepts import UNREASONABLE
from miliary_chat.dialogue.hearing import manners
from miliary_chat.dialogue.listening import Heard, listen
from miliary_chat.dialogue.turn import Turn


def open_item(turn: Turn) -> None:
    """The question says it all."""


def hear(turn: Turn, text: str) -> None:
    """ "It stands" keeps the earlier lead; a diagnosis replaces it; nothing that can be made out is asked once more."""
    said = set(manners(text))
    earlier = turn.state.items[turn.script.differential(turn.id)[0]].lead
    if {"stands", "yes"} & said and earlier:
        return _commit(turn, earlier)
    if {"dont-know", "done"} & said:
        again = any({"dont-know", "done"} & set(manners(earlier)) for earlier in turn.item.answers[:-1])
        return skip(turn) if again else ladder.frame(turn, "recommit-hint", comparing.parting(turn))
    heard = listen(turn, text)
    name = _named(turn, heard)
    if name:
        return _commit(turn, name)
    if turn.item.blanks > 1:
        return skip(turn)
    turn.emit(e.Unrecognised(turn.id, text))
    turn.say("redirect", "lead-again")


def _named(turn: Turn, heard: Heard) -> str | None:
    names = [
        verdict
        for verdict in heard.having("met", "near")
        if verdict.concept in turn.question.entries or verdict.concept.startswith(UNREASONABLE)
    ]
    ranked = sorted(names, key=lambda v: (v.outcome != "met", v.stance != "favoured", v.position or 0))
    return ranked[0].concept if ranked else None


def _commit(turn: Turn, name: str) -> None:
    words = None if turn.silent else lead.verdict_words(turn, name, final=True)
    left = lead.worth(turn.question, name)
    turn.emit(e.Committed(turn.id, name, lead.label(turn.question, name), left, words))
    lead.close(turn, "complete")


def hint(turn: Turn) -> None:
    """Look at the results."""
    ladder.frame(turn, "recommit-hint", comparing.parting(turn))


def skip(turn: Turn) -> None:
    """No lead; the tutor tells his own."""
    turn.emit(e.Committed(turn.id, "", "", 0, lead.verdict_words(turn, "", final=True)))
    lead.close(turn, "skipped")

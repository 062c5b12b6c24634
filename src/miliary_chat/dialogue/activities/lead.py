"""Committing to one diagnosis: at the end of a differential, and once more when the results are back."""

from miliary_chat.case.questions import DifferentialQuestion, Entry
from miliary_chat.dialogue import comparing, events as e, ladder, moves
from miliary_chat.dialogue.concepts import REASON, UNREASONABLE
from miliary_chat.dialogue.hearing import says_yes
from miliary_chat.dialogue.listening import Heard, listen
from miliary_chat.dialogue.turn import Turn

_RANK = {"favoured": 0, "asserted": 1, "possible": 2, "unlikely": 3}


def ask(turn: Turn) -> None:
    """Ask for the lead and a reason; say when a diagnosis is still open that the results will bring."""
    if "lead" not in turn.item.asked_back and any(_left_open(turn, name) for name in turn.item.pursued):
        turn.say("note", "list-withheld")
    question: DifferentialQuestion = turn.question
    words = e.Words("lead/ask", question.lead.ask) if question.lead.ask else turn.words("lead-ask")
    if favourite := _only_one(turn):
        words = turn.words("lead-confirm", name=question.entries[favourite].name)
    turn.emit(e.AskedBack(turn.id, e.Pending("lead"), words))


def _left_open(turn: Turn, name: str) -> bool:
    entry = turn.question.entries.get(name)
    return entry is not None and entry.withhold is not None and name not in turn.item.stands


def favoured(turn: Turn, heard: Heard) -> str | None:
    """The entry that was said to lead, if one was; a general word does for one that is listed already."""
    for verdict in heard.earning("met", "near"):
        general = verdict.missing is not None and verdict.missing.lack == "which"
        named = verdict.outcome == "met" or (general and verdict.concept in turn.item.stands)
        if named and verdict.stance == "favoured" and verdict.concept in turn.question.entries:
            return verdict.concept
    return None


def _named(turn: Turn, heard: Heard) -> str | None:
    """The one that leads in an answer to "which one leads?": favoured, else the first that is asserted."""
    entries = turn.question.entries
    named = [
        (_RANK[verdict.stance], verdict.position or 0, verdict.concept)
        for verdict in heard.having("met", "near")
        if verdict.concept in entries or verdict.concept.startswith(UNREASONABLE)
        if verdict.outcome == "met" or (verdict.missing and verdict.missing.lack == "which")
    ]
    return min(named)[2] if named else None


def hear(turn: Turn, text: str, *, give_up: bool) -> None:
    """Take the lead from the answer; ask once more when none can be made out."""
    if give_up and not _only_one(turn):
        return ask_again_or_leave(turn)
    heard = listen(turn, text)
    moves.note_errors(turn, heard)
    moves.correct_one(turn)
    name = _named(turn, heard) or (_only_one(turn) if says_yes(text) or give_up else None)
    if name is None:
        withdrawn = _withdraw(turn, heard)
        return ask(turn) if withdrawn else ask_again_or_leave(turn, text)
    if not _ask_which(turn, name, heard):
        commit(turn, name, heard)


def was_asked(turn: Turn) -> bool:
    """Whether the lead has been asked for."""
    return "lead" in turn.item.asked_back


def hear_which(turn: Turn, text: str, pending: e.Pending) -> None:
    """The reply to "which one?" about a lead that was named by a general word: with it the lead is committed."""
    heard = listen(turn, text, pending)
    moves.note_errors(turn, heard)
    moves.correct_one(turn)
    commit(turn, _named(turn, heard) or pending.concept, heard)


def _withdraw(turn: Turn, heard: Heard) -> bool:
    """Take off the list what the answer only denies; beside a lead that is named, a denial means "not leading"."""
    standing = [name for name, stand in turn.item.stands.items() if stand.stance != "withdrawn"]
    denied = [verdict.concept for verdict in heard.having("denied") if verdict.concept in standing]
    for name in denied:
        shown = turn.question.entries[name].name
        words = turn.words("withdrawn", name=ladder.capital(shown))
        turn.emit(e.Listed(turn.id, name, "withdrawn", shown, 0, heard.revision, (), words))
    return bool(denied)


def _only_one(turn: Turn) -> str | None:
    """The one that was favoured, by its own name: a word too general is never answered with what it may mean."""
    stands = turn.item.stands
    standing = [name for name, one in stands.items() if one.stance == "favoured" and not one.general]
    return standing[0] if len(standing) == 1 else None


def ask_again_or_leave(turn: Turn, text: str = "") -> None:
    """Ask for the lead once more; whoever was asked twice is let go on without one."""
    if "lead-again" in turn.item.asked_back:
        return give_up(turn)
    if text:
        turn.emit(e.Unrecognised(turn.id, text))
    turn.emit(e.AskedBack(turn.id, e.Pending("lead", "lead-again"), turn.words("lead-again")))


def give_up(turn: Turn) -> None:
    """Leave the lead open."""
    turn.emit(e.Committed(turn.id, "", "", 0, turn.words("lead-none")))
    close(turn, "skipped")


def commit(turn: Turn, name: str, heard: Heard) -> None:
    """Commit: put it on the list if it was not, credit the reason, and tell the verdict now or later."""
    question: DifferentialQuestion = turn.question
    _stand(turn, name, heard)
    credit_reason(turn, heard)
    words = None if turn.silent else _words(turn, name)
    leaves = min(worth(question, name), ladder.BROADER_LEAVES) if _is_general(turn, name) else worth(question, name)
    turn.emit(e.Committed(turn.id, name, label(question, name), leaves, words))
    if name.startswith(UNREASONABLE):
        turn.emit(e.Erred(turn.id, name.removeprefix(UNREASONABLE), heard.revision))
    close(turn, "complete")


def _stand(turn: Turn, name: str, heard: Heard) -> None:
    """Put the lead on the list if it is not there, or stands there by a general word that is now said exactly."""
    entry, verdict = turn.question.entries.get(name), heard.of(name)
    exact = verdict is not None and verdict.outcome == "met"
    if entry is None or (name in turn.item.stands and not (exact and _is_general(turn, name))):
        return
    left = ladder.leaves(entry, turn.item, turn.state.known)
    left = left if exact else min(left, ladder.BROADER_LEAVES)
    spans = moves.spans_of(verdict) if verdict else ()
    turn.emit(e.Listed(turn.id, name, "favoured", entry.name, left, heard.revision, spans, general=not exact))


def _is_general(turn: Turn, name: str) -> bool:
    """Whether a diagnosis stands on the list by a word alone that may mean others too."""
    stand = turn.item.stands.get(name)
    return stand is not None and stand.general


def _ask_which(turn: Turn, name: str, heard: Heard) -> bool:
    """Ask once which one is meant, where a lead is named by a word that may mean others too."""
    verdict, entry = heard.of(name), turn.question.entries.get(name)
    vague = verdict is not None and verdict.missing is not None and verdict.missing.lack == "which"
    specific = name in turn.item.stands and not _is_general(turn, name)
    return bool(verdict and entry and vague and not specific and moves.ask_back(turn, entry, verdict, heard))


def credit_reason(turn: Turn, heard: Heard) -> None:
    """Credit a reason for the lead, whenever it is given."""
    verdict = heard.of(REASON)
    if verdict and verdict.outcome == "met" and REASON not in turn.item.credits:
        words = turn.words("lead-reason", name=heard.quote(verdict))
        spans, readings = moves.spans_of(verdict), moves.readings_of(verdict)
        turn.emit(e.Credited(turn.id, REASON, words, 100, "said", heard.revision, spans, readings))


def _tell_vital(turn: Turn) -> None:
    """Tell the must-not-miss diagnoses that were never named, unless a later stage is to reveal them."""
    for name, entry in getattr(turn.question, "entries", {}).items():
        open_still = name not in turn.item.stands and name not in turn.item.asserted
        if entry.must_not_miss and open_still and not entry.withhold and turn.script.activity(turn.id) != "recommit":
            ladder.tell(turn, entry)


def worth(question: DifferentialQuestion, name: str) -> int:
    """What a lead earns in percent: right 100, defensible what the author says, else nothing."""
    entry = question.entries.get(name)
    if name in question.lead.accept or (entry and entry.group in question.lead.accept):
        return 100
    safe = question.lead.defensible.get(name)
    return safe.leaves if safe else 0


def label(question: DifferentialQuestion, name: str) -> str:
    """What the diagnosis is called; empty for none."""
    part = question.entries.get(name) or question.unreasonable.get(name.removeprefix(UNREASONABLE))
    return part.name if part else ""


def _right(question: DifferentialQuestion) -> Entry:
    return question.entries[question.lead.accept[0]]


def _words(turn: Turn, name: str) -> e.Words:
    """The verdict on a lead, or that it is noted while the verdict waits for the results."""
    question: DifferentialQuestion = turn.question
    shown = ladder.capital(label(question, name))
    if question.lead.verdict != "now":
        safe = question.lead.defensible.get(name)
        if safe and safe.say:
            noted = turn.words("lead-noted-bare", name=shown)
            return e.Words(noted.key, f"{noted.text} {safe.say}")
        return turn.words("lead-noted", name=shown)
    return verdict_words(turn, name, final=False)


def verdict_words(turn: Turn, name: str, *, final: bool) -> e.Words:
    """Whether the lead is right, and what would be put first instead."""
    question: DifferentialQuestion = turn.question
    shown = ladder.capital(label(question, name)) or "None"
    left, right = worth(question, name), _right(question)
    if left == 100:
        return turn.words("recommit-right" if final else "lead-right", name=shown)
    chosen = question.entries.get(name)
    apart = comparing.apart(turn, chosen, right) if chosen else ""
    if final:
        return _with(turn.words("recommit-wrong", right=right.name), apart)
    if left:
        defensible = turn.words("lead-defensible", name=shown)
        say = question.lead.defensible[name].say
        return e.Words(defensible.key, f"{defensible.text} {say}") if say else defensible
    return _with(turn.words("lead-wrong", name=shown, right=right.name), apart)


def _with(words: e.Words, more: str) -> e.Words:
    return e.Words(words.key, f"{words.text} {more}") if more else words


def close(turn: Turn, why: str) -> None:
    """The differential is over, once every wrong idea in it is corrected."""
    if not turn.silent:
        moves.correct_rest(turn)
        _tell_vital(turn)
    turn.emit(e.Closed(turn.id, "skipped" if why == "skipped" else "complete"))

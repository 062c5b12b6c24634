"""The trainee lists, ranks and gives reasons, then commits to a lead; the list starts with what was said early."""

import re

from miliary_chat.case.questions import DifferentialQuestion, Entry
from miliary_chat.dialogue import comparing, events as e, ladder, moves
from miliary_chat.dialogue.activities import lead
from miliary_chat.dialogue.concepts import UMBRELLA, UNREASONABLE
from miliary_chat.dialogue.hearing import manners
from miliary_chat.dialogue.listening import Heard, listen
from miliary_chat.dialogue.turn import Turn
from miliary_chat.judge.judgement import Span, Verdict

_ADDING = re.compile(r"\s*(?:and\s+)?(?:also|plus|in addition|additionally|furthermore|moreover)\b", re.IGNORECASE)
"""Who is asked for the lead, and begins so, goes on with the list."""
HINTED_EXTRAS = 1
"""How many diagnoses that nobody has to name are hinted at."""


def open_item(turn: Turn) -> None:
    """Start with what was named before."""
    names = []
    for name in turn.item.carried:
        if entry := turn.question.entries.get(name):
            turn.emit(e.Listed(turn.id, name, "asserted", entry.name, 100))
            names.append(entry.name)
    if names:
        turn.say("note", "list-carried", names=", ".join(names))
    else:
        turn.say("note", "list-invite")


def hear(turn: Turn, text: str) -> None:
    """Hear a list, a change of mind, the answer to a question of the tutor's, or the lead."""
    pending = turn.item.pending
    said = manners(text)
    if pending:
        turn.emit(e.Settled(turn.id, answered="no" not in said))
        if pending.kind == "lead":
            return _hear_lead(turn, text, pending)
        if pending.kind == "mend":
            moves.settle_mend(turn, text, pending.concept)
            heard = listen(turn, text, aside=True)
            moves.note_errors(turn, heard)
            _take(turn, heard)
            moves.correct_one(turn)
            return go_on(turn)
        if pending.kind == "clarify" and lead.was_asked(turn):
            return lead.hear_which(turn, text, pending)
        if pending.kind == "typo" and "yes" in said:
            _list(turn, turn.question.entries[pending.concept], "asserted", None, ())
            return go_on(turn)
        if pending.kind == "offer":
            if "yes" in said:
                ladder.tell(turn, turn.question.entries[pending.concept])
            return go_on(turn)
    if "dont-know" in said and not _open_entries(turn):
        turn.say("note", "lead-hint")
        return lead.ask(turn)
    if "dont-know" in said:
        wanted = any(ladder.wanted(turn, entry) for entry in _extras_to_hint(turn))
        if not wanted and not any("dont-know" in manners(earlier) for earlier in turn.item.answers[:-1]):
            turn.say("encourage", "dont-know")
        return climb_down(turn)
    if {"done", "no"} & set(said):
        return _stop(turn)
    respond(turn, listen(turn, text, pending))


def _hear_lead(turn: Turn, text: str, pending: e.Pending) -> None:
    """Take the lead; or go on with the list where "also" says so, and ask again."""
    if turn.silent or not _ADDING.match(text):
        return lead.hear(turn, text, give_up=bool({"dont-know", "done", "no"} & set(manners(text))))
    heard = listen(turn, text, pending)
    moves.note_errors(turn, heard)
    taken = _take(turn, heard)
    moves.correct_one(turn)
    if taken:
        lead.ask(turn)
    else:
        lead.ask_again_or_leave(turn, text)


def _stop(turn: Turn) -> None:
    """The list is finished: asked once whether something that must not be missed is missing, then the lead."""
    if turn.item.pumped or not _open_entries(turn):
        return lead.ask(turn)
    turn.emit(e.Pumped(turn.id, turn.words("list-more")))


def respond(turn: Turn, heard: Heard) -> None:
    """Correct one wrong diagnosis, credit the others, ask back what is too general; then the next thing to do."""
    again = moves.note_errors(turn, heard)
    fresh = _take(turn, heard)
    lead.credit_reason(turn, heard)
    corrected = moves.correct_one(turn)
    if corrected and moves.ask_mend(turn, corrected.id):
        return
    if _ask_back(turn, heard):
        return
    if not (fresh or again or heard.verdicts):
        turn.emit(e.Unrecognised(turn.id, heard.text))
        if not (turn.item.stands or turn.item.pumped):
            return turn.emit(e.Pumped(turn.id, turn.words("pump-blank")))
        turn.say("redirect", "not-placed")
    favoured = lead.favoured(turn, heard)
    if favoured and not _open_entries(turn):
        return lead.commit(turn, favoured, heard)
    go_on(turn)


def _take(turn: Turn, heard: Heard) -> bool:
    """Put on the list what was named, with its stance; take off what was withdrawn. True when the list changed."""
    changed = False
    for verdict in heard.earning("met", "near", "denied"):
        if verdict.concept.startswith(UNREASONABLE):
            changed |= _note_unreasonable(turn, verdict, heard)
        elif entry := turn.question.entries.get(verdict.concept):
            changed |= _take_entry(turn, entry, verdict, heard)
    return changed


def _take_entry(turn: Turn, entry: Entry, verdict: Verdict, heard: Heard) -> bool:
    stand = turn.item.stands.get(entry.id)
    too_general = verdict.outcome == "near" and verdict.missing is not None and verdict.missing.lack == "which"
    if verdict.outcome == "denied":
        if stand is None or stand.stance == "withdrawn":
            return False
        words = turn.words("withdrawn", name=ladder.capital(entry.name))
        turn.emit(e.Listed(turn.id, entry.id, "withdrawn", entry.name, 0, heard.revision, (), words))
        return True
    if verdict.outcome != "met" and not too_general:
        return False
    if stand is not None and (too_general or (stand.stance == verdict.stance and not stand.general)):
        return False
    if too_general:  # by the trainee's own word: the entry's name would tell what they have not said
        _list_general(turn, entry, verdict, heard)
    else:
        _list(turn, entry, verdict.stance, verdict, moves.spans_of(verdict), heard.revision)
    return True


def _list_general(turn: Turn, entry: Entry, verdict: Verdict, heard: Heard) -> None:
    """Put on the list what a word too general may mean, under that word."""
    quote = heard.quote(verdict)
    spans, left = moves.spans_of(verdict), ladder.BROADER_LEAVES
    words = turn.words("listed", name=ladder.capital(quote))
    turn.emit(e.Listed(turn.id, entry.id, verdict.stance, quote, left, heard.revision, spans, words, general=True))


def _list(
    turn: Turn,
    entry: Entry,
    stance: str,
    verdict: Verdict | None,
    spans: tuple[Span, ...],
    revision: int = 0,
) -> None:
    """Put an entry on the list; its group comes with it, since it is one of them."""
    before = turn.item.stands.get(entry.id)
    left = ladder.leaves(entry, turn.item, turn.state.known)
    known = before is not None and before.stance != "withdrawn" and not before.general
    if before and known:
        left = before.leaves
    key = "listed-unlikely" if stance == "unlikely" else "listed"
    words = e.Words(f"tutor/{key}", turn.words(key, name=moves.credit_words(turn, entry.name, verdict).text).text)
    said = None if known else words
    turn.emit(e.Listed(turn.id, entry.id, stance, entry.name, left, revision, spans, said))  # type: ignore[arg-type]
    group = turn.question.entries.get(entry.group or "")
    if group and group.id not in turn.item.stands:
        turn.emit(e.Listed(turn.id, group.id, stance, group.name, left, revision, spans))  # type: ignore[arg-type]


def _note_unreasonable(turn: Turn, verdict: Verdict, heard: Heard) -> bool:
    name = verdict.concept.removeprefix(UNREASONABLE)
    if verdict.outcome != "met" or verdict.stance == "unlikely":
        return False
    fresh = name not in turn.item.erred
    turn.emit(e.Erred(turn.id, name, heard.revision, moves.spans_of(verdict)))
    return fresh


def _ask_back(turn: Turn, heard: Heard) -> bool:
    """Ask what a too general or nearly right word means: an entry first, then an umbrella word."""
    for verdict in heard.earning("near"):
        entry = turn.question.entries.get(verdict.concept)
        if entry and not _listed(turn, entry) and moves.ask_back(turn, entry, verdict, heard):
            return True
        if entry and verdict.missing and verdict.missing.lack == "which" and turn.item.stands[entry.id].general:
            return moves.ask_back(turn, entry, verdict, heard)
    for verdict in heard.having("met"):
        name = verdict.concept.removeprefix(UMBRELLA)
        if verdict.concept.startswith(UMBRELLA) and verdict.concept not in turn.item.asked_back:
            ask = turn.text(turn.question.umbrella[name].ask)
            if ask:
                pending = e.Pending("vague", verdict.concept, heard.quote(verdict))
                turn.emit(e.AskedBack(turn.id, pending, e.Words(f"umbrella/{name}", ask)))
                return True
    return False


def _listed(turn: Turn, entry: Entry) -> bool:
    stand = turn.item.stands.get(entry.id)
    return stand is not None and stand.stance != "withdrawn"


def _settled(turn: Turn, entry: Entry) -> bool:
    return _listed(turn, entry) or entry.id in turn.item.asserted or entry.id in turn.item.claimed


def _open_entries(turn: Turn) -> list[Entry]:
    """What should still come: must-not-miss and required first; of the others at most one is hinted at."""
    question: DifferentialQuestion = turn.question
    unmet = [entry for entry in question.entries.values() if not _settled(turn, entry) and entry.group is None]
    needed = [entry for entry in unmet if entry.must_not_miss or entry.need == "required"]
    needed = [entry for entry in needed if not (entry.withhold and not ladder.has_rungs(turn, entry))]
    spent = [name for name in turn.item.pursued if name in question.entries and not _needed(question, name)]
    extras = [] if len(spent) >= HINTED_EXTRAS else [entry for entry in unmet if entry not in needed and entry.hint]
    extras = [entry for entry in extras if not _needed(question, entry.id)]
    return [*sorted(needed, key=lambda entry: entry.rank or 99), *extras[:HINTED_EXTRAS]]


def _extras_to_hint(turn: Turn) -> list[Entry]:
    """The diagnoses that nobody has to name, for hints that are asked for: first that of the last hint."""
    question: DifferentialQuestion = turn.question
    extras = [entry for name, entry in question.entries.items() if entry.group is None and not _needed(question, name)]
    open_ones = [entry for entry in extras if not _settled(turn, entry) and ladder.has_rungs(turn, entry)]
    return sorted(open_ones, key=lambda entry: entry.id != turn.item.target)


def _needed(question: DifferentialQuestion, name: str) -> bool:
    entry = question.entries[name]
    return entry.must_not_miss or entry.need == "required"


def go_on(turn: Turn) -> None:
    """Ask for what is missing, then for the lead."""
    if not turn.item.stands and not turn.item.pumped:
        turn.emit(e.Pumped(turn.id, turn.words("pump")))
        return
    open_entries = _open_entries(turn)
    if open_entries and not turn.item.pumped:
        turn.emit(e.Pumped(turn.id, turn.words("list-more")))
        return
    climb_down(turn)


def climb_down(turn: Turn) -> None:
    """One rung down for the next missing diagnosis; told when nothing else is left, unless it is withheld."""
    if any(ladder.wanted(turn, entry) for entry in _extras_to_hint(turn)):
        return turn.say("note", "hint-more")
    for entry in _open_entries(turn):
        if ladder.step_down(turn, entry):
            return
        if not entry.withhold and _needed(turn.question, entry.id):
            ladder.tell(turn, entry)
    lead.ask(turn)


def hint(turn: Turn) -> None:
    """The next rung for what is missing, then for the others; while the lead is asked for, how to find it."""
    needed = [entry for entry in _open_entries(turn) if _needed(turn.question, entry.id)]
    entries = needed or _extras_to_hint(turn)
    if turn.item.pending and turn.item.pending.kind == "lead":
        ladder.frame(turn, "lead-hint", comparing.parting(turn))
    elif not entries or not ladder.has_rungs(turn, entries[0]):
        turn.say("redirect", "no-more-hints" if entries else "nothing-left")
    elif turn.item.hinted_since:
        turn.say("redirect", "try-first")
    else:
        ladder.step_down(turn, entries[0], asked=True)


def skip(turn: Turn) -> None:
    """First the list is left as it is and the lead asked for; then the lead is left open too."""
    if turn.item.pending:
        was = turn.item.pending.kind
        turn.emit(e.Settled(turn.id, answered=False))
        if was == "lead":
            return lead.give_up(turn)
    lead.ask(turn)

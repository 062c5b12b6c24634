"""“Why not TB?”: the table of look-alikes answers, one row at a time, and names nothing but what was asked about."""

from itertools import combinations

from miliary_chat.case.comparison import Comparison
from miliary_chat.case.questions import Entry
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.concepts import UNREASONABLE, rubric
from miliary_chat.dialogue.hearing import asked_against
from miliary_chat.dialogue.states import Phase
from miliary_chat.dialogue.turn import Turn
from miliary_chat.judge.judgement import Verdict

COMPARE = "compare/"
"""How the rows that were told are counted: among an item's rungs, under this and the column's id."""

APART = 2
"""Rows that are told of a lead that is not right."""


def answer(turn: Turn, text: str) -> bool:
    """Answer a question why it should not be some diagnosis; False when `text` is no such question.

    Nothing is marked. Only what the table says of that diagnosis is told: how the case's own differs would give it
    away.
    """
    about = asked_against(text)
    verdict = _meant(turn, about) if about is not None else None
    if verdict is None:
        return False
    item, question = turn.script.differential(turn.id)
    if turn.state.items[item].phase is Phase.UNSEEN:
        turn.say("redirect", "why-not-later")
    elif verdict.concept.startswith(UNREASONABLE):
        wrong = question.unreasonable[verdict.concept.removeprefix(UNREASONABLE)]
        turn.say("note", "why-not-own", text=turn.text(wrong.correct) or "")
    elif verdict.missing and verdict.missing.lack == "which":
        turn.say("redirect", "why-not-which")
    else:
        _set_against(turn, question.entries[verdict.concept])
    return True


def _set_against(turn: Turn, entry: Entry) -> None:
    table = turn.script.case(turn.id).debrief.compare
    column = column_of(table, entry)
    if table and column:
        _tell_row(turn, entry, table, column)
    elif entry.look_alike:
        turn.say("note", "why-not-own", text=entry.look_alike)
    else:
        turn.say("redirect", "why-not-nothing", name=entry.name)


def column_of(table: Comparison | None, entry: Entry) -> str | None:
    """The column of a diagnosis in the case's table, if it has one."""
    name = entry.column or entry.id
    return name if table and name in table.ids else None


def apart(turn: Turn, chosen: Entry, right: Entry) -> str:
    """What separates two diagnoses by the table, as a sentence; empty where it does not have both."""
    table = turn.script.case(turn.id).debrief.compare
    mine, other = column_of(table, right), column_of(table, chosen)
    if not table or not mine or not other or mine != table.ids[0]:
        return ""
    rows = table.apart(other)[:APART]
    told = [f"{_inner(row)} ({table.cell(row, other)} / {table.cell(row, mine)})" for row in rows]
    if not told or mine == other:
        return ""
    return turn.words("lead-apart", name=chosen.name, right=right.name, rows="; ".join(told)).text


def parting(turn: Turn) -> str:
    """Where two diagnoses that were listed part by the table, and how to look, as a sentence; empty where they do not.

    Neither is favoured: it is for the trainee to look.
    """
    item, question = turn.script.differential(turn.id)
    table = turn.script.case(turn.id).debrief.compare
    listed = [name for name, stand in turn.state.items[item].stands.items() if stand.stance != "withdrawn"]
    entries = [question.entries[name] for name in listed if column_of(table, question.entries[name])]
    for one, other in combinations(entries, 2):
        left, right = column_of(table, one), column_of(table, other)
        if table and left and right and (row := _first_apart(table, left, right)):
            look = table.look.get(row, "")
            return turn.words("lead-parting", one=one.name, other=other.name, row=_inner(row), look=look).text
    return ""


def _first_apart(table: Comparison, left: str, right: str) -> str | None:
    """The first row that tells two columns apart, as far as the case knows: of two that are not its own, by both."""
    own = table.ids[0]
    if left == right:
        return None
    if own in (left, right):
        return next(iter(table.apart(right if left == own else left)), None)
    both = (row for row in table.apart(left) if row in table.apart(right))
    return next((row for row in both if table.cell(row, left) != table.cell(row, right)), None)


def _meant(turn: Turn, about: str) -> Verdict | None:
    """What was found of the diagnosis that is meant, said in whichever way; None where none is."""
    try:
        item, question = turn.script.differential(turn.id)
    except KeyError:
        return None
    known = {*question.entries, *(f"{UNREASONABLE}{name}" for name in question.unreasonable)}
    found = [
        verdict
        for verdict in rubric(turn.script, item).judge(about).verdicts
        if verdict.outcome in ("met", "near", "denied") and verdict.concept in known
    ]
    return min(found, key=lambda one: (one.outcome == "near", one.position or 0), default=None)


def _tell_row(turn: Turn, entry: Entry, table: Comparison, column: str) -> None:
    rows, told = table.apart(column), turn.item.rungs.get(f"{COMPARE}{column}", 0)
    if told >= len(rows):
        return turn.say("redirect", "why-not-spent", name=entry.name)
    row = rows[told]
    words = turn.words(
        "why-not",
        name=entry.name,
        row=_inner(row),
        cell=table.cell(row, column),
        look=table.look.get(row, ""),
        at=told + 1,
        of=len(rows),
    )
    turn.emit(e.Spoke(turn.id, "compare", e.Words(f"{COMPARE}{column}/{told + 1}", words.text)))


def _inner(row: str) -> str:
    """A row's name within a sentence."""
    return row if row[1:2].isupper() else row[:1].lower() + row[1:]


__all__ = ["COMPARE", "answer", "apart", "column_of", "parting"]

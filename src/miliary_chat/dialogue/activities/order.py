"""The trainee orders tests and actions; warnings first, then results by turnaround; what is missing is discussed."""

import re
from collections.abc import Collection

from miliary_chat.case.questions import Changed, Order, OrderQuestion
from miliary_chat.dialogue import events as e, ladder, moves
from miliary_chat.dialogue.concepts import ELSEWHERE, PANEL, VAGUE
from miliary_chat.dialogue.hearing import manners
from miliary_chat.dialogue.listening import Heard, listen
from miliary_chat.dialogue.turn import Turn
from miliary_chat.judge.judgement import Span, Verdict

DISCUSSED = 3
"""How many missing must-orders get their hint; the rest is told (a tired trainee has had enough by then)."""
LATE_CREDIT = 50

_MINUTES = {"min": 1, "hour": 60, "day": 1_440, "week": 10_080, "month": 43_200}


def open_item(turn: Turn) -> None:
    """Remind of what was wanted before; say how this goes."""
    orders = turn.question.orders
    names = [orders[name].name for name in turn.item.carried if name in orders]
    if names:
        turn.say("note", "order-carried", names=", ".join(names))
    turn.say("note", "order-invite")


def hear(turn: Turn, text: str) -> None:
    """Carry out what was ordered; or discuss what is missing once the trainee has stopped."""
    pending = turn.item.pending
    said = manners(text)
    if pending:
        turn.emit(e.Settled(turn.id, answered=True))
        if pending.kind == "anything-else":
            if {"done", "no", "dont-know"} & set(said):
                return discuss(turn)
            if "yes" in said:
                return turn.say("encourage", "interview-back")
        elif "no" in said and not turn.item.stopped:
            return turn.say("encourage", "order-left")
    if turn.item.stopped and {"dont-know", "done", "no"} & set(said):
        return discuss(turn)
    if "done" in said:
        return ask_last(turn)
    if "dont-know" in said and not turn.silent:
        return hint(turn) if _hints_left(turn) else ask_last(turn)
    heard = listen(turn, text, pending)
    moves.note_errors(turn, heard)
    corrected = None if turn.silent else moves.correct_one(turn)
    if not (_carry_out(turn, heard) or corrected):
        _answer_unknown(turn, text)
    if turn.item.stopped and not turn.item.pending:
        discuss(turn)


def _answer_unknown(turn: Turn, text: str) -> None:
    turn.emit(e.Unrecognised(turn.id, text))
    if not turn.item.stopped:
        turn.say("aside", "order-stuck" if turn.item.blanks > 2 else "order-otherwise")


def _carry_out(turn: Turn, heard: Heard) -> bool:
    """Everything that was ordered in one answer; False when nothing came of it."""
    before = len(turn.events)
    met = [verdict for verdict in heard.having("met") if verdict.kind == "expectation"]
    wanted = [verdict for verdict in met if verdict.stance != "unlikely"]
    near_typos = [verdict for verdict in heard.verdicts if _mistyped(verdict)]
    names = [verdict.concept for verdict in sorted([*wanted, *near_typos], key=lambda v: v.position or 0)]
    orders: list[tuple[str, int]] = [(name, 100) for name in names if name in turn.question.orders]
    asks = []
    for name in names:
        if name.startswith(PANEL):
            panel = turn.question.panels[name.removeprefix(PANEL)]
            orders += [(given, panel.credit) for given in panel.gives if given not in dict(orders)]
            asks += [(name, turn.text(panel.ask))] if panel.ask else []
        elif name.endswith(VAGUE) and name.removesuffix(VAGUE) not in dict(orders):
            asks.append((name, turn.text(turn.question.orders[name.removesuffix(VAGUE)].vague.ask)))
        elif name.startswith(ELSEWHERE):
            line = turn.text(turn.question.elsewhere[name.removeprefix(ELSEWHERE)].say) or ""
            words = e.Words(f"elsewhere/{name.removeprefix(ELSEWHERE)}", line)
            turn.emit(e.Withheld(turn.id, name, words, "elsewhere"))
    for name, credit in _in_turn(turn, orders):
        run(turn, turn.question.orders[name], credit, heard.revision)
    _name_denied(turn, heard)
    _ask_which(turn, asks, heard)
    return len(turn.events) > before or _ask_near(turn, heard)


def _name_denied(turn: Turn, heard: Heard) -> None:
    """Say which orders were understood as not wanted: an order must never be lost in silence."""
    orders = turn.question.orders
    names = [orders[v.concept].name for v in heard.having("denied") if v.concept in orders]
    if names and not turn.silent:
        words = turn.words_in_turn("order-denied", len(turn.item.answers), names=", ".join(names))
        turn.emit(e.Spoke(turn.id, "note", words))


def _ask_which(turn: Turn, asks: list[tuple[str, str | None]], heard: Heard) -> None:
    """Ask back the first vague order; the name of what is pending lets the reply complete the words."""
    taken = [span for name in turn.question.orders if _understood(heard.of(name)) for span in _spans(heard.of(name))]
    open_ones = [(name, ask) for name, ask in asks if not _within(heard.of(name), taken)]
    asked = turn.item.asked_back
    fresh = [(name, ask) for name, ask in open_ones if name.removesuffix(VAGUE) not in asked]
    if fresh[1:] and not turn.silent:
        turn.say("redirect", "order-next-vague", quote=_quotes(heard, fresh[1:]))
    for name, ask in fresh[:1]:
        quote = heard.quote(verdict) if (verdict := heard.of(name)) else ""
        words = e.Words(f"vague/{name}", ask) if ask else turn.words("order-vague")
        if turn.silent:
            turn.emit(e.Withheld(turn.id, name.removesuffix(VAGUE), words, "vague"))
        else:
            turn.emit(e.AskedBack(turn.id, e.Pending("vague", name.removesuffix(VAGUE), quote), words))
    if open_ones and not fresh and not turn.silent:
        turn.say("redirect", "order-still-vague", quote=_quotes(heard, open_ones))


def _quotes(heard: Heard, asks: list[tuple[str, str | None]]) -> str:
    verdicts = [verdict for name, _ in asks if (verdict := heard.of(name))]
    return "” and “".join(dict.fromkeys(heard.quote(verdict) for verdict in verdicts))


def _understood(verdict: Verdict | None) -> bool:
    """Whether an order was recognised: what is only near has no claim to the words of another."""
    return verdict is not None and (verdict.outcome != "near" or _mistyped(verdict))


def _mistyped(verdict: Verdict) -> bool:
    return verdict.outcome == "near" and verdict.missing is not None and verdict.missing.lack == "typo"


def _spans(verdict: Verdict | None) -> tuple[Span, ...]:
    return moves.spans_of(verdict) if verdict else ()


def _within(verdict: Verdict | None, taken: list[Span]) -> bool:
    """Whether the words of a vague order belong to one that was recognised: "biopsy" in "lung biopsy"."""
    mine = _spans(verdict)
    return bool(mine) and all(any(t.start <= s.start and s.end <= t.end for t in taken) for s in mine)


def _ask_near(turn: Turn, heard: Heard) -> bool:
    """An order that is nearly recognised is asked back rather than guessed."""
    for verdict in heard.having("near"):
        order = turn.question.orders.get(verdict.concept)
        if order and order.id not in turn.item.asked_back and order.id not in turn.item.runs and not turn.silent:
            words = turn.words("order-near", quote=heard.quote(verdict))
            turn.emit(e.AskedBack(turn.id, e.Pending("vague", order.id, heard.quote(verdict)), words))
            return True
    return False


def _in_turn(turn: Turn, orders: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Warnings first, then by turnaround; what needs another result comes after that one."""
    by_name = turn.question.orders

    def key(pair: tuple[str, int]) -> tuple[bool, bool, float]:
        order = by_name[pair[0]]
        waits = order.needs in dict(orders)
        # In an exam even the order of the results says nothing about what they were worth.
        return (turn.silent or _now(turn, order)[0] != "contra", waits, _minutes(order))

    return sorted(orders, key=key)


def _minutes(order: Order) -> float:
    found = re.search(r"(\d+(?:\.\d+)?)\s*(min|hour|day|week|month)", order.takes or "")
    return float(found[1]) * _MINUTES[found[2]] if found else 0.0


def _now(turn: Turn, order: Order) -> tuple[e.Worth, Changed | None]:
    """What the order is worth with what is known by now, and what is different about it."""
    return _worth(order, turn.state.known)


def _worth(order: Order, known: frozenset[str]) -> tuple[e.Worth, Changed | None]:
    for condition, changed in order.when.items():
        if condition.holds(known):
            return changed.value or order.value, changed
    return order.value, None


def worth_of(order: Order, known: frozenset[str], given: Collection[str]) -> tuple[e.Worth, int]:
    """What an order was worth with what was known, and its credit in percent after the orders `given` before it."""
    late = any(name in given for name in order.before)
    return _worth(order, known)[0], LATE_CREDIT if late else 100


def run(turn: Turn, order: Order, credit: int, revision: int) -> None:
    """Carry out one order: refuse what is too early, warn, tell a price, give the result, teach."""
    budget = turn.question.budget
    worth, changed = _now(turn, order)
    result = turn.text((changed.result if changed else None) or order.result) or ""
    if order.id in turn.item.runs:
        return turn.say("remind", "order-again", result=result)
    if budget is not None and len(turn.item.runs) >= budget:
        words = turn.words("order-budget", budget=budget)
        return turn.emit(e.Withheld(turn.id, order.id, words, "budget"))
    if order.needs and order.needs not in turn.item.runs:
        early = turn.text(order.too_early)
        words = e.Words(f"too-early/{order.id}", early) if early else turn.words("order-too-early", name=order.name)
        return turn.emit(e.Withheld(turn.id, order.id, words, "too-early"))
    credit = min(credit, worth_of(order, turn.state.known, turn.item.runs)[1])
    credit = min(credit, ladder.leaves(order, turn.item, turn.state.known))
    if turn.silent:  # what it was worth is a verdict, and waits for the hand-in
        worth, credit = "neutral", 100
    elif worth == "contra":
        why = turn.text((changed.why if changed else None) or order.why)
        turn.say("warn", "order-contra" if why else "order-contra-bare", why=why or "")
    words = e.Words(f"result/{order.id}", result)
    turn.emit(e.Resulted(turn.id, order.id, words, worth, credit, order.name, order.takes, order.show, revision))
    if not turn.silent:
        _comment(turn, order)


def _comment(turn: Turn, order: Order) -> None:
    if late := [name for name in order.before if name in turn.item.runs and name != order.id]:
        names = ", ".join(turn.question.orders[name].name for name in late)
        turn.say("note", "order-late", names=names)
    if order.cost:
        own = turn.text(order.cost.say)
        words = e.Words(f"price/{order.id}", own) if own else turn.words("order-price", by=order.cost.by)
        turn.emit(e.Spoke(turn.id, "note", words))
    if teach := turn.text(order.teach):
        turn.emit(e.Spoke(turn.id, "teach", e.Words(f"teach/{order.id}", teach)))


def ask_last(turn: Turn) -> None:
    """Ask once, always, whether there is anything else; then discuss what is missing."""
    if "anything-else" in turn.item.asked_back or turn.silent:
        return discuss(turn)
    turn.emit(e.AskedBack(turn.id, e.Pending("anything-else"), turn.words("order-last")))


def missing(turn: Turn, worth: e.Worth = "must") -> list[Order]:
    """The orders of this worth, the must-orders for one, that were not carried out, in the author's order."""
    question: OrderQuestion = turn.question
    settled = {*turn.item.runs, *turn.item.claimed}
    return [order for order in question.orders.values() if _now(turn, order)[0] == worth and order.id not in settled]


def discuss(turn: Turn) -> None:
    """A hint for each missing must-order, for at most three of them; what stays missing is told with its result."""
    if turn.silent:
        return leave(turn)
    if not turn.item.stopped:
        turn.emit(e.Stopped(turn.id))
    while open_orders := missing(turn):
        order = open_orders[0]
        pursued = order.id in turn.item.pursued
        if not pursued and len(turn.item.pursued) < DISCUSSED and ladder.step_down(turn, order):
            return
        tell(turn, order)
    leave(turn)


def tell(turn: Turn, order: Order) -> None:
    """The tutor orders it: what it is, why, and the result that everybody needs to go on."""
    words = turn.words("order-told", name=order.name)
    turn.emit(e.Asserted(turn.id, order.id, e.Words(f"assert/{order.id}", words.text)))
    _tell_result(turn, order)


def _claimed(turn: Turn) -> list[Order]:
    """The must-orders that the trainee claims to have given: their results are needed all the same."""
    item, orders = turn.item, turn.question.orders
    claimed = [orders[name] for name in item.claimed if name in orders and name not in item.runs]
    return [order for order in claimed if _now(turn, order)[0] == "must"]


def _tell_result(turn: Turn, order: Order) -> None:
    worth, changed = _now(turn, order)
    result = turn.text((changed.result if changed else None) or order.result) or ""
    said = e.Words(f"result/{order.id}", result)
    turn.emit(e.Resulted(turn.id, order.id, said, worth, 0, order.name, order.takes, order.show, told=True))
    if teach := turn.text(order.teach):
        turn.emit(e.Spoke(turn.id, "teach", e.Words(f"teach/{order.id}", teach)))


def leave(turn: Turn) -> None:
    """On to the next stage with what there is."""
    if not turn.silent:
        moves.correct_rest(turn)
    for order in _claimed(turn):
        _tell_result(turn, order)
    turn.say("summarise", "order-leave")
    turn.emit(e.Closed(turn.id, "moved-on"))


def _hints_left(turn: Turn) -> bool:
    return "framework" not in turn.item.rungs or any(ladder.has_rungs(turn, order) for order in missing(turn))


def hint(turn: Turn) -> None:
    """First how to think; then a hint at a missing must-order; after those, at one that would be good to have."""
    if "framework" not in turn.item.rungs:
        return ladder.frame(turn, "order-framework")
    open_ones = [order for order in missing(turn) or missing(turn, "should") if ladder.has_rungs(turn, order)]
    if not open_ones:
        return turn.say("redirect", "nothing-left")
    if turn.item.hinted_since:
        return turn.say("redirect", "order-first")
    ladder.step_down(turn, open_ones[0], asked=True)


def skip(turn: Turn) -> None:
    """Stop ordering; what is missing is discussed."""
    if turn.item.pending:
        turn.emit(e.Settled(turn.id, answered=False))
        return discuss(turn)
    if turn.item.stopped:
        return discuss(turn)
    ask_last(turn)

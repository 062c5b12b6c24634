"""What answers in an exam too, without its keys: interviews and orders."""

from collections.abc import Collection
from typing import Any

from miliary_chat.case.questions import InterviewQuestion, Order, OrderQuestion, Reply
from miliary_chat.case.rubrics import Said
from miliary_chat.exam.keyless_lines import Facts, results


def interview(question: InterviewQuestion, facts: Facts) -> dict[str, Any]:
    """What is asked and examined, what is then said and found, what is handed over; not what should be asked."""
    own = question.interview
    parts: dict[str, Any] = {"interview": {name: _reply(reply, own, facts) for name, reply in own.items()}}
    if question.handover is None:
        return parts
    told = {name: facts.optional(line) for name, line in question.handover.if_not_asked.items()}
    told = {name: words for name, words in told.items() if words}
    return {**parts, "handover": {"from": question.handover.source, "if_not_asked": told}} if told else parts


def _reply(reply: Reply, beside: Collection[str], facts: Facts) -> dict[str, Any]:
    asked, examined = f"asked {reply.id}", f"examined {reply.id}"
    return _some(
        ask=list(reply.ask),
        reply=facts.needed(reply.reply, asked),
        examine=list(reply.examine),
        find=facts.needed(reply.find, examined),
        accept=list(reply.accept),
        reject=list(reply.reject),
        also=[name for name in reply.also if name in beside],
    )


def orders(question: OrderQuestion, facts: Facts) -> dict[str, Any]:
    """What can be ordered and what comes of it; not what it is worth."""
    beside = {*question.orders, *question.panels, *question.elsewhere}
    some = f"ordered {next(iter(question.orders), '')}"
    return _some(
        orders={name: _order(order, beside, facts) for name, order in question.orders.items()},
        panels={
            panel.id: {**_said(panel, beside), **_some(ask=facts.needed(panel.ask, some), gives=list(panel.gives))}
            for panel in question.panels.values()
        },
        elsewhere={
            part.id: {**_said(part, beside), "say": facts.needed(part.say, some)}
            for part in question.elsewhere.values()
        },
        budget=question.budget,
    )


def _order(order: Order, beside: Collection[str], facts: Facts) -> dict[str, Any]:
    vague = order.vague
    asked = {"accept": list(vague.accept), "ask": facts.needed(vague.ask, f"ordered {order.id}")} if vague else None
    return {
        **_said(order, beside),
        **_some(
            label=order.label,
            needs=order.needs,
            too_early=facts.optional(order.too_early),
            vague=asked,
            takes=order.takes,
            show=order.show,
        ),
        **results(order, facts),
    }


def _said(part: Said, beside: Collection[str]) -> dict[str, Any]:
    """How something is recognised."""
    return _some(
        accept=list(part.accept),
        require=[list(group) for group in part.require],
        reject=list(part.reject),
        broader=list(part.broader),
        also=[name for name in part.also if name in beside],
    )


def _some(**parts: Any) -> dict[str, Any]:
    return {key: value for key, value in parts.items() if value not in (None, "", [], {})}

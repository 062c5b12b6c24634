"""Whether anything can be earned in a question."""

from miliary_chat.case.questions import (
    AnswerQuestion,
    Asked,
    DifferentialQuestion,
    InterviewQuestion,
    OrderQuestion,
)


def earns(question: Asked) -> bool:
    """Whether an answer can earn something: there is a part that is asked for and has a weight, as the score counts."""
    match question:
        case AnswerQuestion():
            return any(part.weight and not part.bonus for part in question.expect.values())
        case InterviewQuestion():
            return any(reply.must for reply in question.interview.values())
        case DifferentialQuestion():
            return any(entry.weight for entry in question.entries.values())
        case OrderQuestion():
            return any(order.weight and order.value in ("must", "should") for order in question.orders.values())
    return True

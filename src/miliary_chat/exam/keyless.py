"""A case without its keys: what a silent sitting shows and answers, and nothing by which an answer is judged."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from miliary_chat.case.flat import flat
from miliary_chat.case.loaded import Loaded
from miliary_chat.case.model import Case, CaseImage, Stage
from miliary_chat.case.nodes import Entry, ListNode, MapNode, Node, TextNode
from miliary_chat.case.questions import Asked, ChoiceQuestion, DifferentialQuestion, InterviewQuestion, OrderQuestion
from miliary_chat.case.units import QUIZ
from miliary_chat.exam.keyless_content import interview, orders
from miliary_chat.exam.keyless_lines import Facts

Place = tuple[str, str]
"""The stage and the id of a question; the quiz's stage is `debrief`."""

KEPT = "kept by the examiner"
"""What stands where the format of a case demands a key."""

_FILLER = "no-question-of-this-exam"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an exam may ask of a case: these questions, or the `whole` case."""

    places: frozenset[Place]
    whole: bool = False


def keyless(loaded: Loaded, wanted: Wanted, pictures: Mapping[str, str]) -> tuple[Loaded, bytes]:
    """The case as a pack holds it, under the hash of the full one, and its source.

    `pictures` are the hashes of the packed pictures by the image's id; only what these questions show is in it.
    """
    source = flat(_map(_case(loaded, wanted, pictures)))
    return revived(source, loaded.hash, pictures), source


def revived(source: bytes, pin: str, pictures: Mapping[str, str]) -> Loaded:
    """The case without keys that was written as `source`, under the hash of the full one (`pin`)."""
    return replace(Loaded.from_source(source, pictures, where="A case of the exam file"), hash=pin)


def shown(case: Case, wanted: Wanted) -> tuple[str, ...]:
    """The images that these questions can show, in the case's order."""
    seen: set[str | None] = set()
    for stage, question in _asked(case, wanted):
        seen |= {question.show, stage.show if stage else None}
        if isinstance(question, OrderQuestion):
            seen |= {order.show for order in question.orders.values()}
    return tuple(name for name in case.images if name in seen)


def neutral_id(loaded: Loaded) -> str:
    """What the pack calls a case: nobody can read from it which one it is, and it is never the case's own id."""
    return f"case-{loaded.hash[:12]}"


def _asked(case: Case, wanted: Wanted) -> Iterator[tuple[Stage | None, Asked]]:
    for stage in case.stages.values():
        yield from ((stage, one) for one in stage.questions.values() if (stage.id, one.id) in wanted.places)
    yield from ((None, one) for one in case.quiz.values() if (QUIZ, one.id) in wanted.places)


def _case(loaded: Loaded, wanted: Wanted, pictures: Mapping[str, str]) -> dict[str, Any]:
    case = loaded.case
    asked = [question for _, question in _asked(case, wanted)]
    facts = Facts.of(asked)
    stages = {stage.id: part for stage in case.stages.values() if (part := _stage(case, stage, wanted, facts))}
    if not any(part.get("weight") != "0" for part in stages.values()):
        stages[_FILLER] = {"questions": {"main": _keys_kept(KEPT)}}
    quiz = {one.id: _question(one, facts, whole=True) for stage, one in _asked(case, wanted) if stage is None}
    images = {name: _image(case.images[name], pictures.get(name)) for name in shown(case, wanted)}
    return filled(
        format="1",
        id=neutral_id(loaded),
        title="A case",
        diagnosis=KEPT,
        images=images,
        lexicon=_lexicon(case, asked),
        stages=stages,
        quiz=quiz,
    )


def _stage(case: Case, stage: Stage, wanted: Wanted, facts: Facts) -> dict[str, Any] | None:
    """A stage with the questions that may be asked; None where there are none."""
    own = [question for where, question in _asked(case, wanted) if where is stage]
    if not own:
        return None
    # Where questions are asked singly the stage's weight counts for nothing, but 0 lets those of weight 0 pass.
    weight = stage.weight if wanted.whole else 1.0 if any(question.weight for question in own) else 0.0
    return filled(
        scene=stage.scene,
        show=stage.show,
        weight=number(weight),
        questions={question.id: _question(question, facts, whole=wanted.whole) for question in own},
    )


def _question(question: Asked, facts: Facts, *, whole: bool) -> dict[str, Any]:
    common = filled(question=question.question, show=question.show, weight=number(question.weight))
    match question:
        case InterviewQuestion():
            return {**common, **interview(question, facts)}
        case OrderQuestion():
            return {**common, **orders(question, facts)}
        case ChoiceQuestion():
            return {**common, **_choice(question)}
        case DifferentialQuestion():
            return {**common, **_differential(question, whole=whole)}
        case _:
            return {**common, "activity": getattr(question, "activity", "answer"), **_keys_kept()}


def _keys_kept(question: str | None = None) -> dict[str, Any]:
    return filled(question=question, expect={"kept": {"accept": [KEPT]}})


def _choice(question: ChoiceQuestion) -> dict[str, Any]:
    """One right option or several is part of the question; which ones are right is not."""
    options = list(question.options)
    right = options if len(question.right) > 1 else options[:1]
    return {"options": dict(question.options), "right": right}


def _differential(question: DifferentialQuestion, *, whole: bool) -> dict[str, Any]:
    kept = {"list": {"kept": {"accept": [KEPT]}}, "lead": {"accept": ["kept"]}}
    if question.recommit is None or not whole:
        return kept
    return {**kept, "recommit": {"after": question.recommit.after, "ask": question.recommit.ask}}


def _image(image: CaseImage, pin: str | None) -> dict[str, Any]:
    neutral = image.describe.neutral
    return filled(
        file=pin,
        caption=image.caption,
        mm_per_pixel=None if image.mm_per_pixel is None else _decimal(image.mm_per_pixel),
        hounsfield={"black": scale.black, "step": _decimal(scale.step)} if (scale := image.hounsfield) else None,
        describe=filled(neutral=neutral, full=neutral or "This picture is not described in words."),
    )


def _lexicon(case: Case, asked: Collection[Asked]) -> dict[str, Any] | None:
    """The author's own words, where something in the pack is heard by them."""
    if not any(isinstance(question, InterviewQuestion | OrderQuestion | ChoiceQuestion) for question in asked):
        return None
    same = {shown: list(others) for shown, others in case.lexicon.same.items()}
    return filled(same=same, apart=list(case.lexicon.apart))


def filled(**parts: Any) -> dict[str, Any]:
    """The parts that hold something, as an author would have written them."""
    return {key: value for key, value in parts.items() if value not in (None, "", (), [], {})}


def number(value: float) -> str | None:
    """A number as an author writes it; None for 1, which a weight is anyway."""
    return None if value == 1 else _decimal(value)


def _decimal(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _map(parts: Mapping[str, Any]) -> MapNode:
    return MapNode(1, 1, {key: Entry(1, 1, _node(value)) for key, value in parts.items()})


def _node(value: Any) -> Node:
    if isinstance(value, Mapping):
        return _map(value)
    if isinstance(value, list | tuple):
        return ListNode(1, 1, tuple(_node(one) for one in value))
    return TextNode(1, 1, str(value))


def source_of(parts: Mapping[str, Any]) -> bytes:
    """A tree of texts, lists and mappings as a file that this program reads."""
    return flat(_map(parts))

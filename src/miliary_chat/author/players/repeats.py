"""A tutor who repeats himself: the same move made twice, the same words said three times running."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from miliary_chat.author.players.trail import Step, Trail
from miliary_chat.base.sanitise import one_line
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.reasons import name_of

_RUNNING: Final = 3
_MAY_REPEAT: Final = ("redirect", "remind", "explain", "aside", "greet")
"""What the tutor says to bring somebody back, however often it takes (docs/dialogue.md)."""
_REPLIES: Final = ("tutor/cut", "tutor/order-denied")
"""What only repeats because the trainee does, in other words."""
_WORDED: Final = (e.Hinted, e.Corrected)
"""What an author writes for one point alone; what is the same for two of them was copied."""
_ASKED_FOR: Final = (e.Withheld, e.Chosen, e.Claimed, e.Opened, e.Ended)
"""What comes again only because it was asked for again, or comes once a question."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """One repetition, and the step that brought it."""

    item: str
    about: str
    what: str
    turn: int


@dataclass(frozen=True, slots=True)
class Move:
    """A move that is made once for each point: its sort, the item, whom it is about, and which of several."""

    sort: str
    item: str
    about: str
    rung: int = 1

    @property
    def key(self) -> str:
        """The move, as a fault names it."""
        return f"{self.sort} {self.about} {self.rung}"


def told_twice(trail: Trail) -> Iterator[Repeat]:
    """A move that is made once for each point, made again; and one hint's or correction's words for two points."""
    made: set[Move] = set()
    worded: dict[str, Move] = {}
    moves = ((turn, event, move) for turn, step in enumerate(trail.steps) for event, move in _moves(step))
    for turn, event, move in moves:
        words = event.words.text if hasattr(event, "words") and event.words else ""
        own = isinstance(event, _WORDED) and event.words.key.startswith(("hint/", "correct/"))
        name = name_of(trail.script, move.item, move.about) or move.about
        quote = one_line(words, limit=120)
        first = worded.get(words) if own else None
        if move in made:
            what = f"At {move.item} the tutor makes the same move twice, the {move.sort} for “{name}”: “{quote}”"
            yield Repeat(move.item, move.key, what, turn)
        elif first and move.sort == first.sort and (move.sort == "hint" or move.item == first.item):
            other = name_of(trail.script, first.item, first.about) or first.about
            what = f"At {move.item} a {move.sort} for “{name}” has the very words of one for “{other}”: “{quote}”"
            yield Repeat(move.item, move.key, what, turn)
        made.add(move)
        if own:
            worded.setdefault(words, move)


def _moves(step: Step) -> Iterator[tuple[e.Event, Move]]:
    for event in step.events:
        if move := _move(event):
            yield event, move


def _move(event: e.Event) -> Move | None:
    """What the move is and whom it is about; None for what may come again."""
    match event:
        case e.Hinted(item=item, concept=concept, rung=rung):
            return Move("hint", item, concept, rung)
        case e.Prompted(item=item, concept=concept):
            return Move("prompt", item, concept)
        case e.Asserted(item=item, concept=concept):
            return Move("answer", item, concept)
        case e.Corrected(item=item, concept=concept):
            return Move("correction", item, concept)
        case e.Contradicted(item=item, concept=concept):
            return Move("contradiction", item, concept)
        case e.Replied(item=item, reply=reply, kind=kind):
            return Move(kind, item, reply)
        case e.Resulted(item=item, order=order):
            return Move("result", item, order)
        case e.Credited(item=item, concept=concept):
            return Move("credit", item, concept)
        case e.AskedBack(item=item, pending=pending) if pending.concept and pending.kind not in ("lead", "mend"):
            return Move("question", item, f"{pending.concept} {pending.kind}")
        case _:
            return None


def said_thrice(trail: Trail) -> Iterator[Repeat]:
    """The same words at one question in three turns running, though three different things were done."""
    running: dict[tuple[str, str], int] = {}
    before: list[a.Action] = []
    for turn, step in enumerate(trail.steps):
        if not step.events:
            continue
        running = {said: running.get(said, 0) + 1 for said in _words(step)}
        before = [*before, step.action][-_RUNNING:]
        for (item, text), times in running.items():
            if times == _RUNNING and len(set(before)) == _RUNNING:
                quote = one_line(text, limit=120)
                yield Repeat(item, quote, f"At {item} the tutor says three times running: “{quote}”", turn)


def _words(step: Step) -> Iterator[tuple[str, str]]:
    """What the tutor said in a step that ought not to come again at once, after its item."""
    for event in step.events:
        words = getattr(event, "words", None)
        if words is None or isinstance(event, _ASKED_FOR) or words.key in _REPLIES:
            continue
        if isinstance(event, e.Spoke) and event.move in _MAY_REPEAT:
            continue
        if isinstance(event, e.Credited | e.Listed):  # a name, not a sentence
            continue
        yield getattr(event, "item", None) or "", words.text

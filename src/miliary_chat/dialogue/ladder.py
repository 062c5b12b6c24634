"""The ladder of one expectation: hint by hint, a prompt, the assertion; and what each rung leaves."""

from collections.abc import Set
from typing import Protocol

from miliary_chat.case.line import SpokenLine
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.state import ItemState
from miliary_chat.dialogue.turn import Turn

HINT_LEAVES = (75, 50)
PROMPT_LEAVES = 25
CONTRADICTION_LEAVES = 50
BROADER_LEAVES = 50
"""What a diagnosis that is right but too general keeps until it is made exact."""
FRAMEWORK = "framework"
"""The hint that names nothing: a way to think."""


class Climbable(Protocol):
    """Anything with rungs: an expectation, a diagnosis to list, an order."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def hint(self) -> tuple[SpokenLine, ...]: ...
    @property
    def teach(self) -> SpokenLine | None: ...


def hints_for(part: Climbable, known: Set[str]) -> list[tuple[SpokenLine, str]]:
    """The hints that are for this trainee, with their words."""
    spoken = ((line, line.words(known)) for line in part.hint)
    return [(line, words) for line, words in spoken if words is not None]


def leaves(part: Climbable, item: ItemState, known: Set[str]) -> int:
    """The share in percent that whoever says it now keeps."""
    left = 100
    used = item.rungs.get(part.id, 0)
    if used:
        left = HINT_LEAVES[min(used, len(HINT_LEAVES)) - 1]
        hints = hints_for(part, known)
        if used <= len(hints) and hints[used - 1][0].leaves is not None:
            left = hints[used - 1][0].leaves or 0
    if part.id in item.contradicted:
        left = min(left, CONTRADICTION_LEAVES)
    if part.id in item.prompted:
        left = min(left, _prompt_leaves(part))
    return 0 if part.id in item.asserted else left


def how(part: Climbable, item: ItemState) -> e.How:
    """In which way somebody who says it now has come to it."""
    if part.id in item.prompted:
        return "prompted"
    return "hinted" if item.rungs.get(part.id) or part.id in item.contradicted else "said"


def has_rungs(turn: Turn, part: Climbable) -> bool:
    """Whether anything but the assertion is left for it."""
    used = turn.item.rungs.get(part.id, 0)
    return used < len(hints_for(part, turn.state.known)) or bool(_open_prompt(turn, part))


def wanted(turn: Turn, part: Climbable) -> bool:
    """Whether the trainee asked for help with it, has just tried, and can ask for more."""
    item = turn.item
    helped = part.id in item.rungs or part.id in item.prompted
    return item.target == part.id and helped and item.tries > 0 and has_rungs(turn, part)


def step_down(turn: Turn, part: Climbable, *, asked: bool = False) -> bool:
    """Give the next hint, else the prompt; False when both are spent."""
    hints = hints_for(part, turn.state.known)
    used = turn.item.rungs.get(part.id, 0)
    if used < len(hints):
        line, words = hints[used]
        left = line.leaves if line.leaves is not None else HINT_LEAVES[min(used + 1, len(HINT_LEAVES)) - 1]
        left = min(left, leaves(part, turn.item, turn.state.known))
        label = turn.words("hint-label", rung=used + 1, of=len(hints), leaves=left).text
        said = e.Words(f"hint/{part.id}/{used + 1}", words)
        turn.emit(e.Hinted(turn.id, part.id, said, used + 1, len(hints), left, label, line.point, asked))
        return True
    prompt = _open_prompt(turn, part)
    if prompt is None:
        return False
    left = min(_prompt_leaves(part), leaves(part, turn.item, turn.state.known))
    label = turn.words("prompt-label", leaves=left).text
    turn.emit(e.Prompted(turn.id, part.id, e.Words(f"prompt/{part.id}", prompt), left, label, asked))
    return True


def frame(turn: Turn, key: str, more: str = "") -> None:
    """Give a way to think, which costs nothing; asked for again, say that there is no other hint."""
    if FRAMEWORK in turn.item.rungs:
        return turn.say("redirect", "hint-spent")
    words = turn.words(key)
    said = e.Words(words.key, f"{words.text} {more}") if more else words
    turn.emit(e.Hinted(turn.id, FRAMEWORK, said, 1, 1, 100, turn.words("hint-free").text))


def tell(turn: Turn, part: Climbable) -> None:
    """Say it, and why it matters."""
    teach = turn.text(part.teach)
    words = turn.words("assert", name=capital(part.name), teach=teach) if teach else None
    words = words or turn.words("assert-bare", name=part.name)
    point = (part.teach.point if part.teach else None) or getattr(part, "point", None)
    turn.emit(e.Asserted(turn.id, part.id, e.Words(f"assert/{part.id}", words.text), point))


def capital(text: str) -> str:
    """The text with its first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]


def _open_prompt(turn: Turn, part: Climbable) -> str | None:
    if part.id in turn.item.prompted:
        return None
    return turn.text(getattr(part, "prompt", None))


def _prompt_leaves(part: Climbable) -> int:
    prompt = getattr(part, "prompt", None)
    return PROMPT_LEAVES if prompt is None or prompt.leaves is None else int(prompt.leaves)

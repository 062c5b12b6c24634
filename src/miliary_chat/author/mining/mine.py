"""The mine of a case: what was said to it and not understood, in groups, each with what it probably meant."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from miliary_chat.author.mining.beside import Beside
from miliary_chat.author.mining.ear import Ear
from miliary_chat.author.mining.feedback_file import BadLine, Feedback, read_feedback
from miliary_chat.author.mining.gathering import Pile
from miliary_chat.author.mining.grouping import group
from miliary_chat.author.mining.guessing import Guesser
from miliary_chat.author.mining.meaning import Meanings
from miliary_chat.author.mining.sifting import Sifted, sift
from miliary_chat.author.mining.wording import Group


@dataclass(slots=True)
class FileRead:
    """What was in a feedback file: lines of this case, of others, and lines that held none."""

    lines: int = 0
    others: int = 0
    bad: list[BadLine] = field(default_factory=list)


def put_file(lines: Iterable[bytes], ear: Ear, pile: Pile) -> FileRead:
    """Put a feedback file's lines of the ear's case on the pile."""
    read = FileRead()
    for one in read_feedback(lines):
        if isinstance(one, BadLine):
            read.bad.append(one)
        elif one.case != ear.loaded.case.id:
            read.others += 1
        else:
            read.lines += 1
            _put(one, ear, pile)
    return read


def _put(one: Feedback, ear: Ear, pile: Pile) -> None:
    item = ear.item(one.item)
    if item is None:
        pile.gone += one.count
        return
    answer = pile.put(item, one.text, one.count)
    if one.kind == "claimed":
        answer.claimed[one.concept] += one.count


def dig(ear: Ear, pile: Pile, beside: Beside, step: Callable[[int], None]) -> tuple[Sifted, tuple[Group, ...]]:
    """Sift the pile and group what is left, most frequent first."""
    sifted = sift(pile, ear, beside.decided(ear), step)
    meanings = Meanings(ear.lexicon)
    groups = group(sifted.wordings, meanings)
    guessers = {item: Guesser(ear.targets(item), meanings) for item in {found[0].item for found in groups}}
    return sifted, tuple(Group(found, *guessers[found[0].item].guess(found)) for found in groups)

"""The page of notes: what the trainee has learnt so far."""

from collections.abc import Sequence

from miliary_chat.dialogue.events import Event
from miliary_chat.dialogue.notes import notes
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.tui.blocks import Block, Heading, Prose, toned


def notes_blocks(script: Script, state: State, events: Sequence[Event]) -> list[Block]:
    """A heading and a list for each kind of thing learnt; one sentence when there is nothing yet."""
    blocks: list[Block] = []
    for heading, lines in notes(script, state, tuple(events)):
        blocks.append(Heading(heading, top=not blocks))
        blocks += [Prose(toned(line), "·", "quiet", inset=1) for line in lines]
    return blocks or [Prose(toned("Nothing yet: what you ask, examine and order is gathered here.", "quiet"))]

"""The judge gets ready for a run's questions, one after another, while nobody waits for anything."""

from collections import deque
from collections.abc import Iterable
from threading import Lock
from typing import Final

from miliary_chat.base import quickstart
from miliary_chat.dialogue.actions import Action
from miliary_chat.dialogue.concepts import rubric
from miliary_chat.dialogue.events import Event
from miliary_chat.dialogue.script import Script
from miliary_chat.session.attempt import Attempt

_MUMBLED: Final = "a dry cogh, no efusion, 3 mm nodules"
"""Something to judge that asks for all that is loaded at its first use: the word lists, the cues, the measures."""


class Warming:
    """The questions that the judge is not ready for yet; it gets ready in one thread and judges in another."""

    def __init__(self, script: Script, items: Iterable[str]) -> None:
        """`items` in the order in which they are wanted."""
        self._script = script
        self._left = deque(items)
        # An answer waits for the question that is being made ready: to make it ready twice would take longer.
        self._judging = Lock()

    @property
    def over(self) -> bool:
        """Whether the judge is ready for all of them."""
        return not self._left

    def step(self) -> None:
        """Get ready for the next question, if there is one; some 50 ms, the first one of a process 150."""
        with self._judging:
            if self._left:
                rubric(self._script, self._left.popleft()).judge(_MUMBLED)
                quickstart.settle()

    def send(self, attempt: Attempt, action: Action) -> tuple[Event, ...]:
        """`attempt.send`, which nothing that gets ready gets in the way of."""
        with self._judging:
            return attempt.send(action)

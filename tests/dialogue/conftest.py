"""Fixtures for the dialogue's tests."""

from collections.abc import Callable

import pytest

from miliary_chat.dialogue import actions as a
from miliary_chat.dialogue.events import Policy
from miliary_chat.dialogue.script import Script
from persons import PIN, Person, clinic


@pytest.fixture
def person() -> Callable[..., Person]:
    """Somebody who has begun the clinic case, at `stage` if one is named."""

    def begin(stage: str | None = None, *, policy: Policy = "guided", seed: int = 7) -> Person:
        someone = Person(Script.of_case(clinic(), PIN, policy=policy, seed=seed))
        someone.does(a.Begin(stage))
        return someone

    return begin

"""The judge gets ready a question at a time, and an answer never meets it half ready."""

import threading

import pytest

from miliary_chat.dialogue import actions as a, concepts
from miliary_chat.dialogue.script import Script
from miliary_chat.session.attempt import Attempt
from miliary_chat.tui import warming
from miliary_chat.tui.warming import Warming


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions that were made ready."""
    seen: list[str] = []
    real = concepts.rubric
    monkeypatch.setattr(warming, "rubric", lambda script, item: (seen.append(item), real(script, item))[1])
    return seen


def test_each_question_is_made_ready_once_in_the_order_in_which_it_is_wanted(
    script: Script, compiled: list[str]
) -> None:
    ids = [ref.id for ref in script.items]
    getting_ready = Warming(script, ids[1:])
    while not getting_ready.over:
        getting_ready.step()
    getting_ready.step()
    assert compiled == ids[1:]


def test_an_answer_waits_for_the_question_that_is_being_made_ready_and_for_no_other(
    script: Script, attempt: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    begun, gate = threading.Event(), threading.Event()
    real = concepts.rubric

    def slowly(script: Script, item: str) -> object:
        begun.set()
        assert gate.wait(20)
        done.append(f"ready for {item}")
        return real(script, item)

    monkeypatch.setattr(warming, "rubric", slowly)
    ids = [ref.id for ref in script.items]
    getting_ready = Warming(script, ids)
    aside = threading.Thread(target=getting_ready.step)
    aside.start()
    assert begun.wait(20)
    answering = threading.Thread(
        target=lambda: (getting_ready.send(attempt, a.Say("cough")), done.append("answered")),
    )
    answering.start()
    gate.set()
    answering.join(20)
    aside.join(20)
    assert done == [f"ready for {ids[0]}", "answered"]
    assert not getting_ready.over

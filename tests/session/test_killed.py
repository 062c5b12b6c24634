"""A process that is killed at any moment loses nothing that it had acknowledged."""

import random
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from databases import Behind
from miliary_chat.dialogue import events as e
from miliary_chat.session.store import Store, open_store

APPENDER = Path(__file__).with_name("appender.py")


def acknowledged_before_the_kill(url: str, attempt: str, wait_for: int) -> int:
    """Start the appender, kill it after `wait_for` turns or a little later; return the last turn it acknowledged."""
    command = [sys.executable, str(APPENDER), url, attempt]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        lines: list[str] = []
        while len(lines) < wait_for and (line := running.stdout.readline()):
            lines.append(line)
        running.kill()  # it does not wait for us: where in its loop this hits is up to the machine
        lines += running.stdout.readlines()
    whole = [line for line in lines if line.endswith("\n")]
    assert len(whole) >= wait_for, "the appender ended by itself"
    return int(whole[-1])


def whole_turns(store: Store, attempt: str) -> int:
    """The turns that the store has of an attempt, whose chain holds; no turn is there in part."""
    records = store.read_events(attempt)
    assert len(records) % 5 == 0
    answers = [record.event for record in records[::5]]
    assert [answer.revision for answer in answers if isinstance(answer, e.Answered)] == list(range(1, len(answers) + 1))
    return len(answers)


def kill_and_look(url: str, times: int, turns: int = 40) -> None:
    chance = random.Random(2026)
    kept: dict[str, int] = {}
    for number in range(times):
        attempt = f"kill-{number}"
        acknowledged = acknowledged_before_the_kill(url, attempt, chance.randint(1, turns))
        with closing(Behind(url)) as behind:
            behind.wait_for_writers()
        store = open_store(url)
        kept[attempt] = whole_turns(store, attempt)
        # One turn may have been committed and its word not have come through the pipe.
        assert kept[attempt] - acknowledged in (0, 1)
        draft = store.read_draft(attempt, "findings/first")
        assert draft in ("", f"answer {kept[attempt] + 1}")
        store.close()
    store = open_store(url)
    assert {summary.id: summary.length // 5 for summary in store.attempts()} == kept
    assert {attempt: whole_turns(store, attempt) for attempt in kept} == kept
    store.close()


def test_no_acknowledged_event_is_lost_when_the_process_is_killed(url: str) -> None:
    kill_and_look(url, 4)


@pytest.mark.long
def test_no_acknowledged_event_is_lost_in_twenty_kills(url: str) -> None:
    # test_exam_killed.py has two hundred, of whole sittings
    kill_and_look(url, 20, turns=40 if url.startswith("sqlite:") else 8)  # a turn takes longer on a server

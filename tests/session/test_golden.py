"""What a release has stored is read by every later one, and comes to the same."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from miliary_chat.case.loaded import load_case
from miliary_chat.dialogue import wire
from miliary_chat.dialogue.events import Event, Started
from miliary_chat.dialogue.evolve import fold
from miliary_chat.dialogue.score import marks
from miliary_chat.dialogue.script import Script
from miliary_chat.exam.rulings import Machine, unpack
from miliary_chat.session.clock import Moment
from miliary_chat.session.store.chain import Link, verify, verify_rulings

RELEASES = sorted(
    path for path in Path(__file__).with_name("golden").iterdir() if path.is_dir() and path.name[0] != "_"
)


def links_of(folder: Path, name: str = "events.jsonl") -> list[Link]:
    lines = (json.loads(line) for line in (folder / name).read_text("utf-8").splitlines())
    return [Link(line["seq"], Moment(**line["moment"]), line["payload"], line["hash"]) for line in lines]


def ruled_in(folder: Path, head: str) -> list[Event]:
    """What was ruled on an exam after its end, in a chain that hangs on its head."""
    file = folder / "rulings.jsonl"
    if not file.exists():
        return []
    links = links_of(folder, file.name)
    verify_rulings("golden", links, len(links), head)
    found: list[Event] = []
    for link in links:
        ruling = unpack(link.payload)
        found += ruling.events if isinstance(ruling, Machine) else [ruling.event]
    return found


def differences(now: Any, then: Any, where: str = "") -> list[str]:
    """Where `now` says something else than `then`; what a later release adds is no difference."""
    if is_dataclass(now) and not isinstance(now, type):
        now = {part.name: getattr(now, part.name) for part in fields(now)}
        gone = [f"{where}/{key} is gone" for key in then if key not in now]
        return gone + [
            line for key in then if key in now for line in differences(now[key], then[key], f"{where}/{key}")
        ]
    if isinstance(now, Mapping):
        if set(now) != set(then):
            return [f"{where}: {sorted(now)} instead of {sorted(then)}"]
        return [line for key in then for line in differences(now[key], then[key], f"{where}/{key}")]
    if isinstance(now, frozenset):
        now = sorted(now)
    if isinstance(now, tuple | list):
        if len(now) != len(then):
            return [f"{where}: {now} instead of {then}"]
        return [line for at, part in enumerate(now) for line in differences(part, then[at], f"{where}/{at}")]
    now = now.value if isinstance(now, Enum) else now
    return [] if now == then else [f"{where}: {now!r} instead of {then!r}"]


def test_there_is_a_golden_log() -> None:
    assert {"0.1.0", "0.2.0", "0.2.0-exam"} <= {folder.name for folder in RELEASES}


@pytest.fixture(params=RELEASES, ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


def test_the_chain_of_a_golden_log_holds(folder: Path) -> None:
    links = links_of(folder)
    verify("golden", links, len(links), links[-1].hash)


def test_a_golden_log_is_about_the_case_beside_it(folder: Path) -> None:
    started = wire.unpack(links_of(folder)[0].payload)
    assert isinstance(started, Started)
    assert {ref.case for ref in started.items} == {load_case(folder).hash}


def test_a_golden_log_folds_to_the_same_state_and_the_same_marks(folder: Path) -> None:
    loaded = load_case(folder)
    events = [wire.unpack(link.payload) for link in links_of(folder)]
    started = events[0]
    assert isinstance(started, Started)
    script = Script.recorded(started, {loaded.hash: loaded.case})
    then = json.loads((folder / "came_to.json").read_text("utf-8"))
    state = fold([*events, *ruled_in(folder, links_of(folder)[-1].hash)])
    if "known" in then["state"]:  # a field of 0.1.0, since then drawn from the facts by case
        assert sorted(state.known) == sorted(then["state"].pop("known"))
    assert differences(state, then["state"]) == []
    assert differences(marks(script, state), then["marks"]) == []


def test_a_difference_would_be_seen(folder: Path) -> None:
    events = [wire.unpack(link.payload) for link in links_of(folder)]
    then = json.loads((folder / "came_to.json").read_text("utf-8"))["state"]
    assert differences(fold(events[:-1]), then) != []

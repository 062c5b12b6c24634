"""A small case, a tutor that follows a script, and an app that shows one attempt of it."""

import io
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image

from miliary_chat.base.errors import StoreError, StoreFull
from miliary_chat.base.settings import Settings
from miliary_chat.case.library import Library
from miliary_chat.case.model import Case
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.judge.judgement import Span
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import Moment
from miliary_chat.session.store import Store
from miliary_chat.tui.app import MiliaryApp
from miliary_chat.tui.screens.case import CaseScreen

PIN = "pin"

CASE = {
    "format": 1,
    "id": "dots",
    "title": "A film full of dots",
    "diagnosis": "Miliary metastases",
    "images": {
        "film": {
            "file": "film.png",
            "caption": "PA chest film",
            "mm_per_pixel": 1.0,
            "compare": "normal",
            "describe": {"neutral": "A chest from the front.", "full": "Dots everywhere."},
            "regions": {
                "apex": {"label": "right apex", "box": [0, 0, 40, 40], "window": "lung"},
                "base": {"label": "right base", "box": [60, 80, 100, 120], "window": "full"},
            },
        },
        "normal": {"file": "normal.png", "caption": "A normal film", "describe": "No dots."},
    },
    "stages": {
        "history": {
            "scene": "Clinic. A teacher of 28.",
            "interview": {"cough": {"ask": ["cough"], "reply": "Yes."}},
        },
        "findings": {
            "label": "film",
            "show": "film",
            "question": "What do you see?",
            "expect": {"dots": {"accept": ["dots"]}, "even": {"accept": ["even"]}},
        },
    },
    "quiz": {
        "one": {
            "question": "How large is miliary?",
            "options": {"a": "Up to 3 mm", "b": "Up to 3 cm"},
            "right": ["a"],
            "why": {},
        },
        "two": {
            "question": "Which two?",
            "options": {"a": "TB", "b": "Asthma", "c": "Metastases"},
            "right": ["a", "c"],
            "why": {},
        },
    },
}


@pytest.fixture(scope="session")
def script() -> Script:
    """The small case as a run."""
    return Script.of_case(Case.model_validate(CASE), PIN)


def words(text: str) -> e.Words:
    """Words of no particular phrase."""
    return e.Words("test", text)


@dataclass
class ScriptedTutor:
    """Answers as the tests want; `full` makes every send fail as a full disk does, `gate` makes it wait.

    `seen` are the actions.
    """

    full: bool = False
    gate: threading.Event | None = None
    seen: list[a.Action] = field(default_factory=list)

    def __call__(  # noqa: C901 - one table of all actions
        self, script: Script, state: State, action: a.Action, at: int
    ) -> tuple[e.Event, ...]:
        """What happens next."""
        self.seen.append(action)
        if self.gate is not None:
            assert self.gate.wait(20)
        if self.full:
            raise StoreFull("There is no room left on the disk.", "Your answer is still in the box.")
        item = state.current or ""
        match action:
            case a.Begin():
                ids = [ref.id for ref in script.items]
                started = e.Started("guided", 1, script.items, "", script.title, "judge")
                if action.stage == "findings":
                    return (started, e.Closed(ids[0], "before"), *_film(ids[1]))
                if action.stage == "quiz":
                    before = tuple(e.Closed(id, "before") for id in ids[:2])
                    return (
                        started,
                        *before,
                        e.Opened(ids[2], words("How large is miliary?\nA. Up to 3 mm\nB. Up to 3 cm")),
                    )
                if action.stage == "two":
                    before = tuple(e.Closed(id, "before") for id in ids[:3])
                    return (started, *before, e.Opened(ids[3], words("Which two?")))
                return (started, e.Opened(ids[0], words("Take a history."), scene="Clinic. A teacher of 28."))
            case a.Say(text=text):
                answered = e.Answered(item, text, len(state.item.answers) + 1)
                return (answered, *_reply(item, text, len(state.item.answers) + 1))
            case a.AskHint():
                return (
                    e.Hinted(
                        item, "dots", words("Look between two ribs."), 1, 2, 75, "hint 1 of 2 · leaves 75 %", "apex"
                    ),
                )
            case a.AskWhy():
                return (e.Spoke(item, "explain", words("Because you said so.")),)
            case a.Choose(options=options):
                chosen = ", ".join(options)
                return (
                    e.Answered(item, chosen, 1),
                    e.Chosen(item, options, True, words("Right.")),
                    e.Closed(item, "complete"),
                )
            case a.Skip():
                following = script.next_after(item)
                assert following is not None
                return (e.Closed(item, "skipped"), *_film(following.id))
            case a.Dispute():
                return (e.Claimed(item, "even", "even", words("Noted as claimed.")),)
            case a.Submit():
                return (e.Closed(item, "finished"), e.Ended("finished"))
        return ()


def _film(item: str) -> tuple[e.Event, ...]:
    return (e.Opened(item, words("What do you see?"), show="film"),)


def _reply(item: str, text: str, revision: int) -> tuple[e.Event, ...]:
    if item.startswith("history"):
        return (e.Replied(item, "cough", words("Yes, for weeks."), revision=revision),)
    at = text.find("dots")
    if at < 0:
        return (e.Pumped(item, words("What else do you see?")),)
    return (e.Credited(item, "dots", words("dots, too many to count"), spans=(Span(at, at + 4),), revision=revision),)


class StillClock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.us = 1_000_000

    def now(self) -> Moment:
        """The moment that was set."""
        return Moment(self.us, self.us)


@pytest.fixture
def clock() -> StillClock:
    """A clock that stands still."""
    return StillClock()


@pytest.fixture
def tutor() -> ScriptedTutor:
    """A tutor that follows a script."""
    return ScriptedTutor()


def png(colour: int) -> bytes:
    """A small grey film with a bright spot."""
    image = Image.new("L", (100, 120), colour)
    image.paste(250, (10, 10, 20, 20))
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def read_image(pin: str, image: str) -> bytes | None:
    """The films of the small case."""
    return png({"film": 60, "normal": 120}[image])


class Bench(MiliaryApp):
    """Shows one attempt, and nothing else."""

    def __init__(self, attempt: Attempt, clock: StillClock, read: Callable[[str, str], bytes | None]) -> None:
        super().__init__(
            library=Library(()), open_store=_no_store, clock=clock, settings=Settings(theme="dark"), start=_NOWHERE
        )
        self.screen_of_case = CaseScreen(attempt, read)

    async def on_mount(self) -> None:
        """Straight to the case."""
        await self.push_screen(self.screen_of_case)


_NOWHERE = None  # type: ignore[assignment]


def _no_store() -> Store:
    raise StoreError("This app has no store.")


@pytest.fixture
def attempt(script: Script, tutor: ScriptedTutor, clock: StillClock) -> Attempt:
    """An attempt that has just begun."""
    return Attempt.rehearse(script, (), clock, decide=tutor)


@pytest.fixture
def begun_at(script: Script, tutor: ScriptedTutor, clock: StillClock) -> Callable[[str], Attempt]:
    """An attempt that began at a stage ("findings", "quiz", "two")."""
    return lambda stage: Attempt.rehearse(script, (), clock, stage=stage, decide=tutor)


@pytest.fixture
def bench(clock: StillClock) -> Callable[..., Bench]:
    """An app for an attempt."""
    return lambda attempt, read=read_image: Bench(attempt, clock, read)


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILIARY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.chdir(tmp_path)

"""A room for exams: a small patient full of words that must not be seen, papers about them, a clock, an app."""

import asyncio
import html
import io
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PIL import Image
from textual.pilot import Pilot
from textual.widgets import Static

from miliary_chat.base.settings import Settings
from miliary_chat.case.library import Library
from miliary_chat.dialogue import events as e
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import Moment
from miliary_chat.session.store import open_store
from miliary_chat.tui.app import MiliaryApp
from miliary_chat.tui.screens.exam.sitting import ExamScreen
from miliary_chat.tui.start import SitExam, Start

SECRETS = (
    "SECRET",
    "dots-expected",
    "patient-zero",
    "✓",
    "≈",
    "✗",
    "→",
)
"""What a candidate must not see before the review: the words below that say so, ids of the case, and verdicts."""

CASE: Mapping[str, Any] = {
    "format": 1,
    "id": "patient-zero",
    "title": "SECRET title",
    "diagnosis": "SECRET diagnosis",
    "tags": ["chest"],
    "images": {
        "film": {
            "file": "secret-metastases.png",
            "caption": "PA chest film",
            "mm_per_pixel": 1.0,
            "describe": {"neutral": "A chest from the front.", "full": "SECRET dots everywhere."},
            "regions": {"apex": {"label": "SECRET apex", "box": [0, 0, 40, 40], "window": "lung"}},
        },
    },
    "stages": {
        "history": {
            "label": "SECRET history",
            "scene": "Clinic. A teacher of 28.",
            "interview": {
                "cough": {"ask": ["cough"], "reply": "Yes, for weeks.", "must": True},
                "lump": {"ask": ["lump"], "reply": "There is one in my neck."},
            },
        },
        "findings": {
            "label": "SECRET film",
            "show": "film",
            "questions": {
                "first": {
                    "question": "What do you see?",
                    "expect": {
                        "dots-expected": {
                            "accept": ["dots", "nodules"],
                            "need": "required",
                            "label": "SECRET dots",
                            "teach": "SECRET teaching",
                        }
                    },
                    "expert": "SECRET expert words",
                },
                "second": {
                    "question": "How large are they?",
                    "expect": {"small": {"accept": ["tiny"], "need": "required", "label": "SECRET size"}},
                },
            },
        },
        "workup": {
            "label": "SECRET tests",
            "question": "What do you order?",
            "orders": {
                "ct": {"accept": ["CT"], "label": "CT chest", "value": "must", "result": "Many nodules on the CT."},
                "mri": {"accept": ["MRI"], "label": "MRI", "value": "contra", "result": "The MRI shows nothing."},
            },
        },
    },
    "quiz": {
        "one": {
            "question": "How large is miliary?",
            "options": {"a": "Up to 3 mm", "b": "Up to 3 cm", "c": "Up to 3 m"},
            "right": ["a"],
            "why": {"a": "SECRET reason"},
        },
        "two": {
            "question": "Which two?",
            "options": {"a": "TB", "b": "Asthma", "c": "Metastases"},
            "right": ["a", "c"],
            "why": {"a": "SECRET reason"},
        },
    },
}

ANSWERS = ({"question": "patient-zero/findings/first"}, {"question": "patient-zero/findings/second"})
WHOLE = (
    {"question": "patient-zero/history/main"},
    *ANSWERS,
    {"question": "patient-zero/workup/main"},
    {"question": "patient-zero/debrief/one"},
    {"question": "patient-zero/debrief/two"},
)


def exam(sections: Mapping[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """A paper: of the whole patient, to be moved about in freely, unless it is said otherwise."""
    return {
        "format": 1,
        "exam": "paper",
        "title": "The paper",
        "time": "20 min",
        "attempts": "unlimited",
        "sections": sections or {"all": {"title": "The patient", "take": list(WHOLE)}},
        **more,
    }


_CELL = 12.2
"""How wide a cell is in a picture of the screen."""


class RoomClock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self._moment = Moment(1_800_000_000_000_000, 5_000_000, "first start")

    def now(self) -> Moment:
        """The moment."""
        return self._moment

    def go(self, seconds: float) -> None:
        """Let time pass."""
        us = round(seconds * 1_000_000)
        self._moment = Moment(self._moment.utc_us + us, self._moment.boot_us + us, self._moment.boot)


class Room:
    """A folder with the patient and a paper, a store, a clock; `app()` opens a window."""

    def __init__(self, folder: Path, paper: Mapping[str, Any], candidates: str = "") -> None:
        self.folder, self.clock = folder, RoomClock()
        case = folder / "cases" / "patient-zero"
        case.mkdir(parents=True)
        (case / "case.yaml").write_text(json.dumps(CASE), encoding="utf-8")
        data = io.BytesIO()
        Image.new("L", (100, 120), 60).save(data, "PNG")
        (case / "secret-metastases.png").write_bytes(data.getvalue())
        self.paper = folder / "cases" / "paper"
        self.paper.mkdir()
        (self.paper / "exam.yaml").write_text(json.dumps(paper), encoding="utf-8")
        if candidates:
            (self.paper / "candidates.csv").write_text(candidates, encoding="utf-8")
        self.url = f"sqlite:///{folder}/attempts.db"

    @property
    def library(self) -> Library:
        """The patient and the paper."""
        return Library((self.folder / "cases",))

    def app(self, start: Start | None = None) -> MiliaryApp:
        """A window."""
        return MiliaryApp(
            library=self.library,
            open_store=lambda: open_store(self.url),
            clock=self.clock,
            settings=Settings(theme="dark"),
            start=start or SitExam("paper"),
        )

    def events(self) -> list[e.Event]:
        """What is stored of the only attempt."""
        store = open_store(self.url)
        try:
            (summary,) = store.attempts()
            return [record.event for record in store.read_events(summary.id)]
        finally:
            store.close()

    def answers(self) -> list[tuple[str, str, bool]]:
        """The answers that are stored: the item, the text, whether it was handed in half typed."""
        return [(a.item, a.text, a.from_draft) for a in self.events() if isinstance(a, e.Answered)]


async def settled(pilot: Pilot[int]) -> None:
    """Wait until all that was asked for is done, as far as it does not wait for a person."""
    for turn in range(8):
        if turn % 2 == 0:
            await pilot.pause()  # takes its time: it waits until the process has done nothing for a while
        app = pilot.app
        assert isinstance(app, MiliaryApp)
        for desk in (app.desk, app.side) * 2:
            if not desk.closed:
                await desk.do(int)
            await asyncio.sleep(0)
    await pilot.pause()


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys, and wait until what they bring about is done."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def type_in(pilot: Pilot[int], text: str) -> None:
    """Put a text behind what is in the box, as a paste does."""
    sitting(pilot).box.insert(text)
    await pilot.pause()


async def answer(pilot: Pilot[int], text: str) -> None:
    """Type, and press Enter."""
    await type_in(pilot, text)
    await press(pilot, "enter")


async def begun(pilot: Pilot[int]) -> ExamScreen:
    """Past the rules, at the first question."""
    await settled(pilot)
    await press(pilot, "enter")
    return sitting(pilot)


async def passes(pilot: Pilot[int], room: Room, *seconds: float) -> None:
    """Let time pass in steps, and let the window see each."""
    for step in seconds:
        room.clock.go(step)
        for screen in pilot.app.screen_stack:
            if isinstance(screen, ExamScreen):
                screen.tick()
        await settled(pilot)


def sitting(pilot: Pilot[int]) -> ExamScreen:
    """The exam's screen, whatever lies over it."""
    return next(screen for screen in pilot.app.screen_stack if isinstance(screen, ExamScreen))


def attempt_of(pilot: Pilot[int]) -> Attempt:
    """The attempt on the screen."""
    return sitting(pilot).attempt


def note_of(pilot: Pilot[int]) -> str:
    """The sentence above the box, or of the screen that lies over it."""
    note = pilot.app.screen.query_one("#note", Static)
    return str(note.content) if note.display else ""


def seen(pilot: Pilot[int]) -> str:
    """Every character that is on the screen now, line by line."""
    svg = pilot.app.export_screenshot()
    rows: dict[float, list[str]] = {}
    for x, y, words in re.findall(r'<text[^>]*? x="([\d.]+)" y="([\d.]+)"[^>]*>(.*?)</text>', svg, re.DOTALL):
        row = rows.setdefault(float(y), [])
        at, plain = round(float(x) / _CELL), html.unescape(words).replace("\xa0", " ")
        row += " " * (at + len(plain) - len(row))
        row[at : at + len(plain)] = plain
    return "\n".join("".join(row).rstrip() for _, row in sorted(rows.items()))


def said(pilot: Pilot[int]) -> str:
    """The same in one line, without frames and films."""
    return " ".join(re.sub(r"[│╭╮╰╯─▀█]+", " ", seen(pilot)).split())


def secrets_in(text: str, but: Sequence[str] = ()) -> list[str]:
    """What of the secrets can be read in a text."""
    return [secret for secret in SECRETS if secret in text and secret not in but]

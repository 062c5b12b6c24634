"""Two trainees on the screens, from the first key to the debrief: one strong, one who knows nothing."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from runpy import run_path

import pytest
from textual.pilot import Pilot

from miliary_chat.base.settings import Settings
from miliary_chat.case.library import Library, shipped_cases
from miliary_chat.dialogue.events import AskedBack
from miliary_chat.dialogue.passage import words_of
from miliary_chat.session.clock import Moment
from miliary_chat.session.store import open_store
from miliary_chat.tui.app import MiliaryApp
from miliary_chat.tui.screens.case import CaseScreen
from miliary_chat.tui.screens.debrief import DebriefScreen
from miliary_chat.tui.start import PlayCase

STRONG: Mapping[str, Sequence[str]] = run_path(str(Path(__file__).with_name("trainees.py")))["STRONG"]
TURNS = 120


class Clock:
    """Ten seconds pass at every look."""

    def __init__(self) -> None:
        self._ticks: Iterator[int] = itertools.count()

    def now(self) -> Moment:
        """The moment of the call."""
        at = next(self._ticks) * 10_000_000
        return Moment(1_790_000_000_000_000 + at, 1_000_000_000 + at)


@pytest.fixture
def app(tmp_path: Path) -> MiliaryApp:
    """The screens over the shipped cases, with an empty store."""
    return MiliaryApp(
        library=Library((shipped_cases(),)),
        open_store=lambda: open_store(f"sqlite:///{tmp_path / 'attempts.db'}"),
        clock=Clock(),
        settings=Settings(theme="dark"),
        start=PlayCase("wedding-photograph", seed=3),
    )


async def settled(pilot: Pilot[int]) -> None:
    """Wait until the desk is empty."""
    for _ in range(6):
        await pilot.pause()
        if not pilot.app.desk.closed:
            await pilot.app.desk.do(lambda: None)


def asked_now(screen: CaseScreen) -> str:
    """The question that waits for an answer: the tutor's own, else the item's."""
    state = screen.attempt.state
    if state.item.pending:
        return [one.event.words.text for one in screen.attempt.events if isinstance(one.event, AskedBack)][-1]
    return words_of(screen.attempt.script, state.current or "")


async def play(pilot: Pilot[int], plan: Mapping[str, Sequence[str]], otherwise: str) -> CaseScreen:
    """Answer by the plan, and `otherwise` where it has nothing, until the case is over."""
    left = {words: list(lines) for words, lines in plan.items()}
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, CaseScreen)
    for _ in range(TURNS):
        if screen.attempt.state.ended:
            return screen
        asked = asked_now(screen)
        lines = next((lines for words, lines in left.items() if words in asked and lines), [otherwise])
        screen.box.insert(lines.pop(0) if lines != [otherwise] else otherwise)
        await pilot.press("enter")
        await settled(pilot)
    raise AssertionError(f"stuck at {screen.attempt.state.current}")


@pytest.mark.long
async def test_a_strong_trainee_plays_the_case_on_the_screens_and_reads_the_debrief(app: MiliaryApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await play(pilot, STRONG, "done")
        shown = "\n".join(screen.talk.text_lines)
        assert "✓ tiny nodules" in shown
        assert "✗" not in shown
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, DebriefScreen)


@pytest.mark.long
async def test_one_who_knows_nothing_is_led_to_the_debrief_at_eighty_columns(app: MiliaryApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await play(pilot, {}, "I don't know")
        shown = "\n".join(screen.talk.text_lines)
        assert "hint 1 of 2" in shown
        assert "Random" in shown
        assert screen.attempt.state.ended == "completed"
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, DebriefScreen)

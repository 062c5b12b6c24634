"""What somebody at the screen waits for: the first paint, and the reply after Enter, each beside a bare app."""

import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks import echo, hello, play
from benchmarks.figures import Spread
from benchmarks.machine import CASE, ECHO, HELLO, TUTOR, home, tell
from benchmarks.result import Result, aimed
from benchmarks.terminal import Terminal
from miliary_chat.dialogue.script import Script

START_AIM: Final = 2.5
TURN_AIM: Final = 1.3
MEMORY_AIM_MB: Final = 120.0
READING_SECONDS: Final = 1.0
"""What a person takes at least to read a question and to think of an answer; the judge gets ready meanwhile."""

_INVITED: Final = "sk, or say"
"""The empty box of an interview; the cursor stands on its first letter."""

_REPLIED: Final = ".*?(?:tutor|patient|exam) {2}"


@dataclass(frozen=True)
class Plan:
    """How often each is done: fresh starts, turns after the first, turns after the hundredth."""

    starts: int
    early: int
    late: int


@dataclass
class _Side:
    """One program's measurements, in milliseconds."""

    start: list[float] = field(default_factory=list)
    stands: list[float] = field(default_factory=list)
    at_once: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    early: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)


def measure(plan: Plan, folder: Path) -> Iterator[Result]:
    """Start-up, turns and memory; `folder` is where homes may be made."""
    script = play.flagship()
    words = list(itertools.islice(play.questions(script), 1 + max(plan.early, plan.late)))
    case, beside = _Side(), _Side()
    hello_ms, home_ms = [], []
    for number in range(plan.starts):
        tell(f"start {number + 1} of {plan.starts}")
        hello_ms.append(_start(HELLO, {}, hello.WORDS))
        home_ms.append(_start(TUTOR, home(folder), "A dry cough"))
        _hurried(case, beside, script, words[0], home(folder))
        last = number == plan.starts - 1
        _fresh(case, beside, script, words[: 1 + plan.early if last else 1], home(folder))
    tell("turn 100 and later")
    resident = _resumed(case, beside, words[: plan.late], folder)
    yield from _starts(Spread.of(hello_ms), Spread.of(home_ms), case)
    yield _turn("Enter to reply, turn 1, a paste at once", case.at_once, beside.at_once)
    yield _turn(f"Enter to reply, turn 1, after {READING_SECONDS:g} s of reading", case.first, beside.first)
    yield _turn(f"Enter to reply, turns 2 to {plan.early + 1}", case.early, beside.early)
    yield _turn(f"Enter to reply, turns 100 to {99 + plan.late}", case.late, beside.late)
    mine, bare = resident
    figures = {"mb": mine, "echo_mb": bare}
    text = f"{mine:.0f} MB  (echo chat {bare:.0f})"
    yield aimed(f"memory after {99 + plan.late} turns", text, mine, MEMORY_AIM_MB, " MB", figures)


def _start(command: Sequence[str], environment: dict[str, str], shown: str) -> float:
    """Milliseconds from the process's start until the words are on the screen."""
    with Terminal(command, environment) as terminal:
        return (terminal.wait_for(shown) - terminal.started) * 1000


def _hurried(case: _Side, beside: _Side, script: Script, line: str, environment: dict[str, str]) -> None:
    """Start both chats one after the other, and send a line as soon as the question stands: a program, not a person."""
    with Terminal([*TUTOR, "play", CASE], environment) as mine:
        case.start.append((mine.wait_for(script.title) - mine.started) * 1000)
        case.stands.append((mine.wait_for(play.first_words(script)) - mine.started) * 1000)
        case.at_once.append(_enter(mine, line))
    with Terminal([*ECHO, "0"], {}) as bare:
        bare.wait_for(echo.READY)
        beside.at_once.append(_enter(bare, line))


def _fresh(case: _Side, beside: _Side, script: Script, words: Sequence[str], environment: dict[str, str]) -> None:
    """Start both chats, read, and take turns in them, one in each by turns; the first turn is kept by itself."""
    with (
        Terminal([*TUTOR, "play", CASE], environment) as mine,
        Terminal([*ECHO, "0"], {}) as bare,
    ):
        mine.wait_for(play.first_words(script))
        bare.wait_for(echo.READY)
        time.sleep(READING_SECONDS)
        for number, line in enumerate(words):
            (case.early if number else case.first).append(_enter(mine, line))
            (beside.early if number else beside.first).append(_enter(bare, line))


def _resumed(case: _Side, beside: _Side, words: Sequence[str], folder: Path) -> tuple[float, float]:
    """Go on in both chats after 98 turns, one of them not measured; the megabytes that both then hold."""
    environment = home(folder)
    attempt = play.leave_attempt(98, environment["MILIARY_HOME"])
    with (
        Terminal([*TUTOR, "resume", attempt], environment) as mine,
        Terminal([*ECHO, "98"], {}) as bare,
    ):
        mine.wait_for(_INVITED)
        bare.wait_for(echo.READY)
        time.sleep(READING_SECONDS)
        for terminal in (mine, bare):
            _enter(terminal, words[-1])
        for line in words:
            case.late.append(_enter(mine, line))
            beside.late.append(_enter(bare, line))
        return mine.resident_mb(), bare.resident_mb()


def _enter(terminal: Terminal, line: str) -> float:
    """Type a line, and when the box shows it press Enter; milliseconds until the reply below it is painted."""
    mark = line.split()[0]
    terminal.settle()
    terminal.type(line)
    terminal.wait_for(mark)
    terminal.settle()
    pressed = terminal.type("\r")
    return (terminal.wait_for(mark + _REPLIED) - pressed) * 1000


def _starts(bare: Spread, shelf: Spread, case: _Side) -> Iterator[Result]:
    yield Result("start to first paint, hello", f"{bare.p50:.0f} ms", figures={"p50_ms": bare.p50})
    for what, mine in (("home", shelf), (f"play {CASE}", Spread.of(case.start))):
        ratio = mine.p50 / bare.p50
        figures = {"p50_ms": mine.p50, "p99_ms": mine.p99, "ratio": ratio}
        text = f"{mine.p50:.0f} ms, {ratio:.2f} x hello"
        yield aimed(f"start to first paint, {what}", text, ratio, START_AIM, " x hello", figures)
    stands = Spread.of(case.stands)
    figures = {"p50_ms": stands.p50, "p99_ms": stands.p99, "ratio": stands.p50 / bare.p50}
    text = f"{stands.p50:.0f} ms, {stands.p50 / bare.p50:.2f} x hello"
    yield Result("  start to the first question", text, figures=figures)


def _turn(what: str, mine_ms: list[float], bare_ms: list[float]) -> Result:
    mine, bare = Spread.of(mine_ms), Spread.of(bare_ms)
    ratio, ratio99 = mine.p50 / bare.p50, mine.p99 / bare.p99
    text = (
        f"p50 {mine.p50:.0f} ms, {ratio:.2f} x echo ({bare.p50:.0f}); "
        f"p99 {mine.p99:.0f} ms, {ratio99:.2f} x echo ({bare.p99:.0f})"
    )
    figures = {
        **{"p50_ms": mine.p50, "p99_ms": mine.p99, "echo_p50_ms": bare.p50, "echo_p99_ms": bare.p99},
        **{"ratio_p50": ratio, "ratio_p99": ratio99, "turns": mine.count},
    }
    return aimed(what, text, max(ratio, ratio99), TURN_AIM, " x echo", figures)

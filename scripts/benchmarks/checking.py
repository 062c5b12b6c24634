"""How long `check` takes for many cases: new ones, again, and ones that have little in common."""

import os
import random
import re
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from benchmarks.machine import TUTOR, home
from benchmarks.result import Result, aimed
from miliary_chat.author.beginning import begin

LINES: Final = 300
FIRST_AIM_S: Final = 8.0
AGAIN_AIM_S: Final = 1.0
_SUBJECTS: Final = ("asthma", "diabetes", "gout", "migraine", "eczema", "malaria", "psoriasis", "epilepsy", "goitre")
_MANNERS: Final = ("as a child", "last winter", "in your family", "on your travels", "since summer", "after meals")


def measure(folder: Path, count: int) -> Iterator[Result]:
    """Check `count` cases that share their questions, again, and a tenth as many of which no two share a question."""
    alike, unlike = folder / "alike", folder / "unlike"
    write(alike, count, differ=False)
    write(unlike, count // 10, differ=True)
    environment = {**os.environ, **home(folder)}
    cores = os.cpu_count() or 1
    first, again = _seconds(environment, alike), _seconds(environment, alike)
    what = f"check {count:,} cases of {LINES} lines, {cores} cores"
    yield aimed(f"{what}, questions shared", f"{first:.1f} s", first, FIRST_AIM_S, " s", {"first_s": first})
    yield aimed(f"{what}, again", f"{again:.2f} s", again, AGAIN_AIM_S, " s", {"again_s": again})
    took = _seconds(environment, unlike) * 10
    text = f"{took:.0f} s  (ten times what {count // 10} take)"
    yield aimed(f"{what}, no question shared", text, took, FIRST_AIM_S, " s", {"unlike_s": took})


def write(folder: Path, count: int, *, differ: bool) -> list[Path]:
    """Write cases into `folder` that can be played; when they `differ`, then in the phrasings of every question."""
    model = folder / "model"
    begin(model, "model", "A stitch in the side")
    text, answers = ((model / name).read_text(encoding="utf-8") for name in ("case.yaml", "answers.yaml"))
    dice = random.Random(7)
    out = []
    for number in range(count):
        place = folder / f"case-{number}"
        place.mkdir()
        mine = text.replace("id: model", f"id: case-{number}").replace("in the side", f"in the side, part {number}")
        mine = _longer(_varied(mine, dice) if differ else mine, dice if differ else random.Random(7))
        (place / "case.yaml").write_text(mine, encoding="utf-8")
        (place / "answers.yaml").write_text(answers.replace("case: model", f"case: case-{number}"), encoding="utf-8")
        out.append(place)
    return out


def _varied(text: str, dice: random.Random) -> str:
    """A case with one more wording in each list of them."""

    def more(found: re.Match[str]) -> str:
        return f"{found[0]}{dice.choice(_SUBJECTS)} {dice.choice(_MANNERS)} {dice.randrange(10_000)}, "

    return re.sub(r"(?:ask|accept): \[(?=\w+ \w)", more, text)


def _longer(text: str, dice: random.Random) -> str:
    """A case with so many more replies that it has its 300 lines."""
    place = text.index("    handover:")
    replies = []
    for number in range((LINES - text.count("\n")) // 3):
        asked = f"{_SUBJECTS[number % len(_SUBJECTS)]} {dice.choice(_MANNERS)}"
        replies.append(f"      more-{number}:\n        ask: [{asked} {number}]\n        reply: No, never.\n")
    return text[:place] + "".join(replies) + text[place:]


def _seconds(environment: dict[str, str], folder: Path) -> float:
    begun = time.perf_counter()
    words: Sequence[str] = [*TUTOR, "check", str(folder)]
    subprocess.run(words, check=True, env=environment, capture_output=True)
    return time.perf_counter() - begun

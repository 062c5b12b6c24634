"""What the judge costs by itself: an answer, a rubric, the word lists; beside what RapidFuzz takes for the same."""

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from rapidfuzz import fuzz

from benchmarks.figures import Spread, timed
from benchmarks.result import Result
from miliary_chat.judge.concept import Concept
from miliary_chat.judge.phrasing import compile_phrasing
from miliary_chat.judge.rubric import Rubric

LENGTHS: Final = (60, 300, 2000)

_ACCEPTED: Final = {
    "small-nodules": ("innumerable tiny nodules", "miliary nodules", "countless small dots", "micronodular pattern"),
    "both-lungs": ("both lungs", "bilateral", "throughout the lungs", "in the right and the left lung"),
    "random": ("random distribution", "no zonal predominance", "evenly spread", "in all zones"),
    "size": ("1 to 3 mm", "under 3 mm", "size of a millet seed", "a few millimetres"),
    "no-effusion": ("no pleural effusion", "costophrenic angles are sharp", "no fluid", "pleura is clear"),
    "no-consolidation": ("no consolidation", "no air space disease", "no air bronchogram", "no pneumonia"),
    "nodes": ("no hilar lymphadenopathy", "hila are normal", "mediastinum not widened", "no enlarged nodes"),
    "heart": ("normal heart size", "heart not enlarged", "normal cardiac silhouette", "no cardiomegaly"),
    "trachea": ("trachea displaced to the left", "tracheal deviation", "pushed trachea", "thoracic inlet mass"),
    "bones": ("no lytic lesions", "bones are intact", "no rib destruction", "normal skeleton"),
}
_SAID: Final = (
    *("The film is well inspired and not rotated", "I can see", "there are", "as far as I can tell", "probably"),
    *("loads of tiny nodules in both lungs", "too many to count", "about 2 mm each", "more at the bases than above"),
    *("no efusion", "the hila look ok", "heart size normal", "trachea goes over to the left", "no consolidation"),
    *("rather than large masses", "I would not call this pneumonia", "the bones are unremarkable", "no cavity"),
)

# A process of its own, for a load that this one has already done.
_LOAD: Final = """
import json, time
def since(start): return (time.perf_counter() - start) * 1000
start = time.perf_counter()
from miliary_chat.judge.rubric import Rubric
imported = since(start)
from miliary_chat.judge.concept import Concept
from miliary_chat.judge.shipped import shipped
from miliary_chat.judge.shipped import shipped_cues
from miliary_chat.judge.words import is_real
start = time.perf_counter(); shipped(); shipped_cues(); lexicon = since(start)
start = time.perf_counter(); is_real("reticulations"); words = since(start)
print(json.dumps({"import_ms": imported, "lexicon_ms": lexicon, "words_ms": words}))
"""


def concepts() -> list[Concept]:
    """Ten things to find, four phrasings each."""
    return [Concept(id, accept=accept) for id, accept in _ACCEPTED.items()]


def answers(length: int, count: int) -> list[str]:
    """So many different answers of exactly that many characters; the same ones at every run."""
    chance = random.Random(length)
    made = []
    for _ in range(count):
        text = chance.choice(_SAID)
        while len(text) < length:
            text += chance.choice((", ", ". ", " and ")) + chance.choice(_SAID)
        made.append(text[:length])
    return made


def measure(rounds: int) -> Iterator[Result]:
    """Load, compile and judge; `rounds` answers of each length."""
    yield _loading(max(rounds // 40, 3))
    made = concepts()
    compiled = Spread.of(timed(lambda _: _compiled_anew(made), range(max(rounds // 10, 5))))
    yield Result("rubric compile, 10 concepts", f"{compiled.p50:.1f} ms", figures={"p50_ms": compiled.p50})
    rubric = Rubric(made)
    phrasings = [text.lower() for accept in _ACCEPTED.values() for text in accept]
    for length in LENGTHS:
        said = answers(length, rounds)
        yield _told(f"judge, {length:,} characters", timed(rubric.judge, said))
        for name, score in (("token_set_ratio", fuzz.token_set_ratio), ("partial_ratio", fuzz.partial_ratio)):
            yield _told(f"  RapidFuzz {name}", timed(_comparing(score, phrasings), said))


def _compiled_anew(made: Sequence[Concept]) -> Rubric:
    """The rubric as at a first start: a phrasing is compiled once in a process."""
    compile_phrasing.cache_clear()
    return Rubric(made)


def _comparing(score: Callable[[str, str], float], phrasings: Sequence[str]) -> Callable[[str], list[float]]:
    def compare(answer: str) -> list[float]:
        answer = answer.lower()
        return [score(text, answer) for text in phrasings]

    return compare


def _told(what: str, took: Sequence[float]) -> Result:
    spread, rate = Spread.of(took), len(took) / sum(took) * 1000
    figures = {"per_second": rate, "p50_ms": spread.p50, "p99_ms": spread.p99}
    return Result(what, f"{rate:,.0f} answers/s, p50 {spread.p50:.2f} ms, p99 {spread.p99:.2f} ms", figures=figures)


def _loading(times: int) -> Result:
    loads = [
        json.loads(subprocess.run([sys.executable, "-c", _LOAD], capture_output=True, check=True, text=True).stdout)
        for _ in range(times)
    ]
    figures = {name: Spread.of(load[name] for load in loads).p50 for name in loads[0]}
    text = "import {import_ms:.0f} ms, lexicon and cues {lexicon_ms:.0f} ms, word lists {words_ms:.1f} ms"
    return Result("judge, loading", text.format(**figures), figures=figures)

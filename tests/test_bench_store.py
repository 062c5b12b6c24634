"""scripts/bench_store.py lets candidates sit, and notices when a store has not kept its word."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.kept import Kept, looked_up
from benchmarks.sitting import Plan, Sat, sat
from databases import Behind
from miliary_chat.session.store import open_store

SCRIPT = Path(__file__).parent.parent / "scripts" / "bench_store.py"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/attempts.db"


@pytest.mark.parametrize("candidates", [1, 7, 200])
def test_answers_come_evenly_and_the_same_with_the_same_seed(candidates: int) -> None:
    plan = Plan("", candidates, 120.0, 2.0, seed=5)
    times = [list(plan.times(number)) for number in range(candidates)]
    assert times == [list(Plan("", candidates, 120.0, 2.0, seed=5).times(number)) for number in range(candidates)]
    assert {len(beats) for beats in times} == {60}
    whole = sorted(beat for beats in times for beat in beats)
    seconds = [sum(second <= beat < second + 10 for beat in whole) for second in range(10, 110, 10)]
    assert all(abs(count - 5 * candidates) <= 1 + candidates for count in seconds)
    assert times[0] != list(Plan("", candidates, 120.0, 2.0, seed=6).times(0))


def test_what_candidates_were_told_is_read_back_and_what_is_missing_is_noticed(url: str) -> None:
    seen = sat(Plan(url, 2, seconds=0.25, every=0.05, seed=1))
    assert [one.failures for one in seen] == [[], []]
    assert [len(one.acknowledged) for one in seen] == [5, 5]
    assert len({one.attempt for one in seen}) == 2
    assert looked_up(url, seen) == Kept(10, 0, 0, ())
    lost = Sat(seen[0].attempt, [*seen[0].acknowledged, "never stored"])
    assert looked_up(url, [lost]) == Kept(6, 1, 0, ())
    behind = Behind(url)
    behind.execute(
        "UPDATE events SET payload = replace(payload, 'nodules', 'modules') WHERE attempt = ?", [lost.attempt]
    )
    behind.close()
    found = looked_up(url, seen)
    assert not found.well
    assert "was changed outside miliary-chat" in found.as_line()


@pytest.mark.parametrize(
    ("kept", "well"),
    [
        (Kept(3, 0, 0, ()), True),
        (Kept(0, 0, 0, ()), False),
        (Kept(3, 1, 0, ()), False),
        (Kept(3, 0, 1, ()), False),
        (Kept(3, 0, 0, ("broken",)), False),
    ],
)
def test_only_a_store_that_kept_everything_once_has_done_well(kept: Kept, well: bool) -> None:
    assert kept.well is well


def test_the_script_says_its_figures_and_a_store_that_cannot_be_opened_is_a_sentence(url: str, tmp_path: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(SCRIPT), "--candidates", "1", "--seconds", "0.1", "--every", "0.05", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)

    done = run("--db", url)
    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0)
    assert "2 answers acknowledged: 0 lost, 0 doubled, all chains hold" in done.stdout
    assert "p99" in done.stdout
    assert len(open_store(url).attempts()) == 1
    nowhere = run("--db", f"{tmp_path}/no/folder.db")
    assert nowhere.returncode == 1
    assert "There is no folder" in nowhere.stderr

"""From nothing to the first question: a fresh clone, an empty cache of pip's, the two commands' set-up."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.machine import CASE, ROOT
from benchmarks.result import Result


def measure(shown: str) -> Iterator[Result]:
    """Seconds until `shown` is printed by `play --plain`; then megabytes (10^6 bytes) and packages of .venv.

    The last commit is what is installed. RuntimeError when the question never comes.
    """
    with tempfile.TemporaryDirectory(prefix="miliary-install-") as folder:
        clone = Path(folder) / "miliary-chat"
        before = time.perf_counter()
        subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(clone)], check=True)
        cloned = time.perf_counter() - before
        _first_question(clone, Path(folder), shown)
        seconds = time.perf_counter() - before
        files = [path for path in (clone / ".venv").rglob("*") if path.is_file() and not path.is_symlink()]
        megabytes = sum(path.stat().st_size for path in files) / 1e6
        packages = len(list((clone / ".venv").rglob("*.dist-info")))
    figures = {"seconds": seconds, "clone_seconds": cloned, "mb": megabytes, "packages": packages}
    text = f"{seconds:.0f} s, .venv {megabytes:.0f} MB, {packages} packages with pip"
    yield Result("cold install to first question", text, figures=figures)


def _first_question(clone: Path, folder: Path, shown: str) -> None:
    clean = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH")}
    environment = {**clean, "PIP_CACHE_DIR": str(folder / "pip"), "MILIARY_HOME": str(folder / "home")}
    python = str(getattr(sys, "_base_executable", sys.executable))
    with subprocess.Popen(
        [python, "scripts/tutor.py", "play", CASE, "--plain"],
        cwd=clone,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if shown in line:
                process.kill()
                return
    raise RuntimeError("The first question never came; the words above say why.")

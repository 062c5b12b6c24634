"""Runs every check of the project in order, and the tests last so that their count is the last line."""

import os
import subprocess
from dataclasses import dataclass

from set_up.ready import ROOT, interpreter, is_ready

USAGE = "usage: test.py [--long] [pytest arguments]   --long also runs what takes minutes"


@dataclass(frozen=True)
class Plan:
    """What a call of test.py asks for: the checks of the source or not, and pytest's arguments."""

    checks: bool
    pytest: tuple[str, ...]


CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ruff check", ("-m", "ruff", "check", ".")),
    ("ruff format", ("-m", "ruff", "format", "--check", ".")),
    ("mypy", ("-m", "mypy")),
    (
        "import contracts",
        ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-logo"),
    ),
)


def plan(arguments: list[str]) -> Plan:
    """Read the arguments of test.py: tests that are named run alone; a file or test that is named runs if long, too."""
    rest = [argument for argument in arguments if argument != "--long"]
    named = [argument for argument in rest if _names_tests(argument)]
    everything = not named and not any(argument.startswith("-k") for argument in rest)
    long = "--long" in arguments or any(".py" in argument for argument in named)
    options = () if long else ("-m", "not long")
    # One more than there are cores: whoever drives a screen or a process waits for it half of the time.
    many = ("-n", str(min((os.cpu_count() or 1) + 1, 5)))
    workers = many if everything and not any(a.startswith("-n") for a in rest) else ()
    return Plan(everything, (*options, *workers, *rest))


def run_checks(arguments: list[str]) -> int:
    """Set up what the tests need and run what is asked for; returns 0 if all of it passed."""
    if "-h" in arguments or "--help" in arguments:
        print(USAGE)
        return 0
    if not is_ready(ROOT, "test"):
        from set_up.build import build  # late, as in start.py

        code = build(ROOT, "test")
        if code:
            return code
    asked = plan(arguments)
    try:
        failed = [name for name, words in CHECKS if _run(name, words)] if asked.checks else []
        code = _run("pytest", ("-m", "pytest", *asked.pytest))
    except KeyboardInterrupt:
        return 130
    if failed:
        print(f"The tests are not all: {', '.join(failed)} failed; see above.", flush=True)
    return code or int(bool(failed))


def _names_tests(argument: str) -> bool:
    return not argument.startswith("-") and os.path.exists(os.path.join(ROOT, argument.partition("::")[0]))


def _run(name: str, words: tuple[str, ...]) -> int:
    print(f"== {name}", flush=True)
    return subprocess.call([interpreter(ROOT), *words], cwd=ROOT)

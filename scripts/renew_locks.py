"""Renews scripts/locked/ from pyproject.toml; needs uv and the network: python scripts/renew_locks.py [--upgrade].

Versions that still fit are kept unless --upgrade is given. The locks serve Python 3.11 and newer on Linux, macOS and
Windows, and name no index, so that a mirror in a person's own pip settings works.
"""

import subprocess
import sys
from pathlib import Path

LOCKED = Path(__file__).parent / "locked"
PYPROJECT = LOCKED.parent.parent / "pyproject.toml"
OPTIONS = ("--universal", "--python-version=3.11", "--generate-hashes", "--no-header", "--no-annotate", "--quiet")
NO_ADDRESSES = ("--no-emit-index-url", "--no-emit-find-links")


def renew(extra_options: list[str]) -> None:
    """Write both locks; what the tutor runs with is held to the versions that the tests ran with."""
    base = ["uv", "pip", "compile", str(PYPROJECT), *OPTIONS, *NO_ADDRESSES, *extra_options]
    test, run = LOCKED / "test.txt", LOCKED / "run.txt"
    subprocess.run([*base, "--all-extras", "--output-file", str(test)], check=True)
    # Cards for Anki are a key in the debrief: whoever starts the tutor from a checkout has it without another step.
    subprocess.run([*base, "--extra=anki", "--constraint", str(test), "--output-file", str(run)], check=True)


if __name__ == "__main__":
    renew(sys.argv[1:])

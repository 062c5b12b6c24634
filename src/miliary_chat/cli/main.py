"""The way in: what can be answered at once is, before anything that is slow to load is imported."""

import sys
from collections.abc import Sequence

from miliary_chat import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (by default the process's own) and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words in (["--version"], ["-V"], ["version"]):
        print(f"miliary-chat {__version__}")
        return 0
    if words in (["--help"], ["-h"], ["help"]):
        from miliary_chat.cli.front import FRONT

        print(FRONT, end="")
        return 0
    from miliary_chat.cli.running import run

    return run(words)

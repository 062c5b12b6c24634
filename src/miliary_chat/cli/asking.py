"""A question on the terminal before something is written."""

import sys

from miliary_chat.base.errors import UsageError


def agreed(question: str, *, yes: bool) -> bool:
    """Whether the person says yes; with `yes` nobody is asked. UsageError where nobody can be asked."""
    if yes:
        return True
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError("Nobody is there to be asked.", "Add --yes to write without a question.")
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")

"""The editor of the line that is being typed on a terminal: what stands in it, and what it remembers."""

import sys
from typing import TextIO

_on = False


def enable() -> None:
    """Let arrow keys edit the line rather than leave their codes in it, where the system has an editor for it."""
    global _on
    try:
        import readline  # noqa: F401 - importing it is what does it
    except ImportError:  # Windows: its console edits by itself
        return
    _on = True


def enabled() -> bool:
    """Whether what stands in the line can be read before it is sent."""
    return _on


def line_so_far() -> str:
    """What stands in the line now; empty where nobody can tell."""
    if not _on:
        return ""
    import readline

    return readline.get_line_buffer()


def begin_with(text: str) -> None:
    """Let the next line begin with `text`, to be gone on with or changed."""
    if not _on:
        return
    import readline

    def put() -> None:
        readline.insert_text(text)
        readline.set_startup_hook(None)

    readline.set_startup_hook(put)


def forget_last() -> None:
    """Take the last line that was sent out of what the arrow keys bring back."""
    if not _on:
        return
    import readline

    count = readline.get_current_history_length()
    if count:
        readline.remove_history_item(count - 1)


def drop_typed(source: TextIO) -> None:
    """Throw away what a terminal holds of a line that was not sent."""
    if sys.platform == "win32":
        return
    import termios

    termios.tcflush(source.fileno(), termios.TCIFLUSH)

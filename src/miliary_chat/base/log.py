"""The log: a file that keeps what no person should have to read on the screen."""

import logging
from contextlib import suppress
from pathlib import Path
from typing import Final

from miliary_chat.base.paths import log_file

NAME: Final = "miliary_chat"
_LIMIT: Final = 1_000_000
_KEPT: Final = 3
_LINE: Final = "%(asctime)s %(levelname)s %(process)d %(name)s: %(message)s"


def open_log(file: Path | None = None) -> Path | None:
    """Send the program's log to `file` (by default its place in the user's folders) and nowhere else.

    Returns the file; None when it cannot be written, in which case nothing is logged and nothing is said. Files grow
    to 1 MB, the last three older ones are kept. Never raises: a program without its log is better than none.
    """
    from logging.handlers import RotatingFileHandler  # brings sockets and threads along: only when a log is opened

    file = file or log_file()
    log = logging.getLogger(NAME)
    log.propagate = False  # Python's own last resort is stderr, and that is the screen
    log.setLevel(logging.INFO)
    close_log()
    handler: logging.Handler
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(file, maxBytes=_LIMIT, backupCount=_KEPT, encoding="utf-8", errors="replace")
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter(_LINE))
    handler.handleError = _say_nothing  # type: ignore[method-assign]
    log.addHandler(handler)
    return None if isinstance(handler, logging.NullHandler) else file


def close_log() -> None:
    """Close the file, if one is open."""
    log = logging.getLogger(NAME)
    for handler in list(log.handlers):
        log.removeHandler(handler)
        with suppress(OSError):  # what a full disk did not take is written once more on closing, and refused once more
            handler.close()


def _say_nothing(record: logging.LogRecord) -> None:
    """What to do when a line cannot be written, on a full disk for instance: Python would print a traceback."""

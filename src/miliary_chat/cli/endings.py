"""How a run ends: every error is one sentence and an exit code; what led to it is kept in the log."""

import logging
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from miliary_chat.base.errors import CaseError, MiliaryError, UsageError
from miliary_chat.base.log import NAME, open_log
from miliary_chat.base.paths import log_file

WRONG = 1
MISUSED = 2
INTERRUPTED = 130
TERMINATED = 143
PIPE_CLOSED = 141


class Terminated(KeyboardInterrupt):
    """The system asked the program to end (SIGTERM): like Ctrl-C, from elsewhere."""


def heed_termination() -> None:
    """From now on SIGTERM ends the program as Ctrl-C does, so that it can say where it stopped."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Terminated

    signal.signal(signal.SIGTERM, stop)


def code_for(error: MiliaryError) -> int:
    """2 when the call was wrong (no such case, exam or attempt), 1 when the thing is."""
    if isinstance(error, CaseError):
        from miliary_chat.case.blueprint_reader import ExamRefused
        from miliary_chat.case.reader import CaseRefused

        return WRONG if isinstance(error, CaseRefused | ExamRefused) else MISUSED
    return MISUSED if isinstance(error, UsageError) else WRONG


def tell(sentence: str) -> None:
    """Say something about the program itself on standard error, if anybody still listens there."""
    try:
        print(sentence, file=sys.stderr, flush=True)
    except OSError:
        silence(sys.stderr.fileno())


def tell_error(error: MiliaryError) -> int:
    """Say in one sentence what is wrong, keep in the log what led to it, and return the exit code."""
    if error.__cause__ is not None:
        _keep(error)
    tell(f"miliary-chat: {error}")
    return code_for(error)


def tell_unexpected(error: BaseException) -> int:
    """Keep the traceback in the log, say in one sentence where that is, and return the exit code."""
    kept = _keep(error)
    where = f"What happened is kept in {kept}." if kept else f"It could not be written to {log_file()} either."
    tell(f"miliary-chat stopped because of a mistake of its own ({type(error).__name__}). {where}")
    return WRONG


def _keep(error: BaseException) -> Path | None:
    file = open_log()
    logging.getLogger(NAME).error("%s", error, exc_info=error)
    return file


def talked(talk: Callable[[], None]) -> int:
    """Let a talk run line by line to its end, or to wherever somebody stops it; the exit code."""
    try:
        talk()
    except BrokenPipeError:  # whoever read along has left
        silence(sys.stdout.fileno())
        return PIPE_CLOSED
    except Terminated:
        return TERMINATED
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def silence(stream: int) -> None:
    """Send the rest of a stream that nobody reads any more to nowhere, so that closing it does not fail."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream)
    os.close(nowhere)

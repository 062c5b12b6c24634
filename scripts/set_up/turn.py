"""One set-up at a time in a checkout: the second waits for the first, and a killed one leaves nothing behind."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_PAUSE_SECONDS = 0.2


@contextmanager
def turn(path: str, say: Callable[[str], None]) -> Iterator[int]:
    """Wait until this process alone may set up, and yield the descriptor that holds the turn.

    The operating system holds the lock, so it ends with the process, whatever ends it. A child that inherits the
    descriptor holds it too: a pip that outlives its killed parent is waited for.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        waited = 0
        while not take(descriptor):
            if waited % 150 == 0:
                say("another set-up is at work in this checkout; waiting for it to end")
            waited += 1
            time.sleep(_PAUSE_SECONDS)
        yield descriptor
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def take(descriptor: int) -> bool:
        """Take the turn if nobody has it; True if it was taken."""
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import errno
    import fcntl

    def take(descriptor: int) -> bool:
        """Take the turn if nobody has it; True if it was taken."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            # Some network folders know no locks: one set-up at a time is then up to the person.
            return error.errno in (errno.ENOLCK, errno.ENOTSUP)
        return True

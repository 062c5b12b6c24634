"""What went wrong in a set-up, in one sentence for a person, and the way out."""

import errno
import re
import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Trouble:
    """A set-up that cannot go on: what is wrong, what to do next and where the whole story is kept, if anywhere."""

    what: str
    way_out: str
    log: str = ""

    def __str__(self) -> str:
        story = f" All that was said is in {self.log}" if self.log else ""
        return f"{self.what} {self.way_out}{story}"


class SetUpError(Exception):
    """Ends a set-up that met a trouble."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(str(trouble))


_NO_NETWORK = Trouble(
    "The packages could not be fetched: the network does not answer.",
    "Connect (behind a proxy, set HTTPS_PROXY) and run this again; it goes on with what was already fetched.",
)
_DISK_FULL = Trouble("The disk is full.", "Make room for about 400 MB and run this again.")
_NOT_ALLOWED = Trouble(
    "This folder may not be written to.",
    "Copy or clone the checkout to a folder of your own, close any running tutor, and run this again.",
)
_WRONG_HASH = Trouble(
    "A package is not the one that was locked, so nothing of it was installed.",
    "A proxy or a mirror may have changed it: try another network and run this again.",
)
_NO_BUILD = Trouble(
    "A package has no ready-made build for this computer and could not be built here.",
    "Try another Python (3.11 to 3.14, 64 bit, from python.org) and run this again.",
)

# The first that is found in pip's words counts: a full disk is often told of among connection errors.
_SIGNS: tuple[tuple[str, Trouble], ...] = (
    (r"No space left on device|Errno 28\b|WinError 112\b|Disk quota exceeded", _DISK_FULL),
    (r"DO NOT MATCH THE HASHES", _WRONG_HASH),
    (r"Permission denied|Errno 13\b|WinError (5|32)\b|Read-only file system", _NOT_ALLOWED),
    (
        r"NewConnectionError|NameResolutionError|Max retries exceeded|ConnectTimeout|Read timed out|ReadTimeout",
        _NO_NETWORK,
    ),
    (
        r"ConnectionResetError|ProxyError|Connection refused|Network is unreachable|SSLError|from versions: none",
        _NO_NETWORK,
    ),
    (r"Failed to build|metadata-generation-failed|subprocess-exited-with-error|Could not find a version", _NO_BUILD),
)


def of_log(text: str, log: str) -> Trouble:
    """The trouble that the words of `venv` or pip tell of; `log` is the path where they are kept."""
    for sign, trouble in _SIGNS:
        if re.search(sign, text):
            return Trouble(trouble.what, trouble.way_out, log)
    last = [line.strip() for line in text.splitlines() if line.strip()][-1:]
    errors = [line.strip() for line in text.splitlines() if line.startswith("ERROR:")][-1:]
    said = (errors or last or ["nothing was said"])[0]
    return Trouble(f"The set-up failed: {said}", "Run this again; if it fails again, show the log to a helper.", log)


def of_error(error: OSError, folder: str) -> Trouble:
    """The trouble behind an error of the operating system while .venv was written in `folder`."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _DISK_FULL
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Trouble(f"The folder {folder} may not be written to.", _NOT_ALLOWED.way_out)
    return Trouble(f"The set-up failed: {error}.", "Put that right and run this again.")


def no_pip(version: tuple[int, int]) -> Trouble:
    """The trouble of a Python that was packaged without ensurepip and without pip, as Debian's is."""
    package = f"python{version[0]}.{version[1]}-venv"
    way_out = f"On Debian or Ubuntu run: sudo apt install {package}   and then this again."
    if sys.platform != "linux":
        way_out = "Install Python from python.org and run this again with it."
    return Trouble("This Python lacks ensurepip, the part that puts pip into a new environment.", way_out)

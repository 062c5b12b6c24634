"""Where a benchmark runs: homes that are thrown away, and how the programs are called."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
CASE: Final = "wedding-photograph"
TUTOR: Final = (sys.executable, "-P", "-m", "miliary_chat")
HELLO: Final = (sys.executable, str(Path(__file__).with_name("hello.py")))
ECHO: Final = (sys.executable, str(Path(__file__).with_name("echo.py")))
POSIX: Final = sys.platform != "win32"
NEEDS_PTY: Final = "needs a pty: Linux or macOS"


def tell(words: str) -> None:
    """Tell how far it is, on stderr."""
    print(f"bench: {words}", file=sys.stderr, flush=True)


@contextmanager
def homes() -> Iterator[Path]:
    """A folder for homes, on the checkout's disk."""
    # The system's folder for temporary files may lie in memory, where a commit costs nothing.
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=build))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def home(folder: Path) -> dict[str, str]:
    """The environment of a person who is new on this machine."""
    return {"MILIARY_HOME": tempfile.mkdtemp(dir=folder), "MILIARY_DB": ""}

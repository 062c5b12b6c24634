"""Writing a file so that it holds the old content or the new at any moment, never half of one."""

import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path


def write_whole(
    file: Path, content: bytes, *, durable: bool = True, replace: Callable[[Path, Path], None] | None = None
) -> None:
    """Write `content` beside `file` first and put it there in one stroke; OSError, and then `file` is as it was.

    A file that is there keeps its mode. `durable`: on disk before it takes the place, which what can be found again
    need not be. `replace` puts the part in its place (by default `os.replace`).
    """
    handle, name = tempfile.mkstemp(prefix=f".{file.name[:100]}.", suffix=".part", dir=file.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        part.chmod(stat.S_IMODE(file.stat().st_mode) if file.exists() else 0o666 & ~_umask())
        (replace or os.replace)(part, file)
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

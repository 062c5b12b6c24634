"""Every pattern in one lung, as files in a folder."""

import sys
import time
from pathlib import Path

from phantoms.hrct.stack import Pattern, make, write


def gallery(folder: Path, seed: int = 5) -> list[Path]:
    """Write the stack of every pattern in the lung of `seed` into `folder`; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for pattern in Pattern:
        started = time.perf_counter()
        path = folder / f"hrct-{pattern.value}.png"
        write(make(pattern, seed), path)
        took, size = time.perf_counter() - started, path.stat().st_size / 1e6
        print(f"{path}: {took:.0f} s, {size:.2f} MB", file=sys.stderr)
        files.append(path)
    return files

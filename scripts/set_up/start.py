"""Starts the tutor in the checkout's .venv, which is made or repaired first if need be."""

import os
import sys

from set_up.ready import ROOT, interpreter, is_ready


def start_tutor(arguments: list[str]) -> int:
    """Run the tutor with these arguments and return its exit code; on POSIX this process becomes the tutor."""
    if not is_ready(ROOT, "run"):
        code = _build("run")
        if code:
            return code
    # -P: a yaml.py in the folder where the tutor is started must not be imported.
    command = [interpreter(ROOT), "-P", "-m", "miliary_chat", *arguments]
    os.environ["MILIARY_CALLED"] = "python3 scripts/tutor.py" if os.name == "posix" else "py scripts\\tutor.py"
    os.environ.pop("__PYVENV_LAUNCHER__", None)  # set by macOS framework Pythons; it would undo the venv
    if os.name == "posix":
        sys.stderr.flush()
        os.execv(command[0], command)
    return _wait_for(command)


def _build(kind: str) -> int:
    from set_up.build import build  # a start that finds all in order pays for none of this

    return build(ROOT, kind)


def _wait_for(command: list[str]) -> int:
    """Run as a child where a process cannot become another (Windows); Ctrl-C is the child's to answer."""
    import signal
    import subprocess

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return subprocess.call(command)

"""Runs a script of the checkout with the checkout's own Python, which is set up first if need be."""

import importlib.util
import os
import subprocess

from set_up.ready import ROOT, interpreter, is_ready


def in_venv(script: str, arguments: list[str]) -> int | None:
    """Run `script` there and return its exit code; None when this Python has the program already."""
    if importlib.util.find_spec("miliary_chat") is not None:
        return None
    if not is_ready(ROOT, "run"):
        from set_up.build import build  # late, as in set_up/start.py

        code = build(ROOT, "run")
        if code:
            return code
    return subprocess.call([interpreter(ROOT), os.path.abspath(script), *arguments])

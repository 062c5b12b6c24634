"""Is the checkout's .venv whole, and of the locked versions? Asked at every start, so it imports next to nothing."""

import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
KINDS = ("run", "test")


def venv_folder(root: str) -> str:
    """The folder of the virtual environment that belongs to a checkout."""
    return os.path.join(root, ".venv")


def interpreter(root: str) -> str:
    """The path of the Python inside a checkout's .venv, whether or not it is there."""
    return os.path.join(venv_folder(root), *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))


def lock_file(root: str, kind: str) -> str:
    """The path of the locked versions for "run" or for "test"."""
    return os.path.join(root, "scripts", "locked", kind + ".txt")


def stamp_file(root: str, kind: str) -> str:
    """The path of the stamp that tells that .venv is whole for "run" or for "test"."""
    return os.path.join(venv_folder(root), "set-up-" + kind + ".stamp")


def interpreter_works(root: str) -> bool:
    """True if .venv has a Python and the Python it was made from is still there.

    On Windows .venv holds a launcher that outlives the Python it starts, hence the second question.
    """
    if not os.access(interpreter(root), os.X_OK):
        return False
    for line in _read(os.path.join(venv_folder(root), "pyvenv.cfg")).splitlines():
        key, _, value = line.partition("=")
        if key.strip() == "home":
            return os.path.isdir(value.strip())
    return False


def stamp_text(root: str, kind: str, packages_folder: str, installed: list[str]) -> str:
    """What the stamp of a whole .venv says.

    Line 1: the name of the real interpreter, since `python3` may come to mean another Python after an upgrade of
    the system; line 2: the folder of packages, relative to .venv; line 3: the files and folders in it; then the whole
    lock file, which is quicker to compare than to hash.
    """
    real = os.path.basename(os.path.realpath(interpreter(root)))
    return "\n".join([real, packages_folder, "/".join(sorted(installed)), _read(lock_file(root, kind))])


def is_whole(root: str, kind: str) -> bool:
    """True if .venv has everything that its stamp of this kind names, of whatever lock."""
    stamp = _read(stamp_file(root, kind)).split("\n", 3)
    if len(stamp) < 4 or not interpreter_works(root):
        return False
    real, packages_folder, installed, _ = stamp
    if real != os.path.basename(os.path.realpath(interpreter(root))):
        return False
    try:
        present = os.listdir(os.path.join(venv_folder(root), packages_folder))
    except OSError:
        return False
    return set(installed.split("/")) <= set(present)


def is_ready(root: str, kind: str) -> bool:
    """True if .venv is whole and of the versions that are locked now."""
    stamp = _read(stamp_file(root, kind)).split("\n", 3)
    return len(stamp) == 4 and stamp[3] == _read(lock_file(root, kind)) and is_whole(root, kind)


def python_words() -> str:
    """The running Python as a person would name it, such as "Python 3.12.1"."""
    return "Python " + ".".join(str(part) for part in sys.version_info[:3])


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""

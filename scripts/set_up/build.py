"""Makes .venv from the locked versions, or brings it up to them."""

import importlib.util
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from types import FrameType
from typing import IO

from set_up import ready, trouble
from set_up.progress import HEARTBEAT_SECONDS, Narrator, Progress, count_packages
from set_up.trouble import SetUpError
from set_up.turn import turn

_LOCK = "set-up.lock"
_LOG = "set-up.log"
_UNWANTED = ("PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_QUIET", "__PYVENV_LAUNCHER__")


@dataclass(frozen=True)
class Site:
    """One checkout while it is being set up: where, for what, who tells and which descriptor holds the turn."""

    root: str
    kind: str
    progress: Progress
    turn: int

    @property
    def venv(self) -> str:
        """The folder that is made."""
        return ready.venv_folder(self.root)

    @property
    def log(self) -> str:
        """The file that keeps every word of `venv` and pip."""
        return os.path.join(self.venv, _LOG)


def build(root: str, kind: str) -> int:
    """Set a checkout up for "run" or "test" and return the exit code: 0 done, 1 trouble, 130 stopped."""
    progress = Progress()
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        _make_room(ready.venv_folder(root))
        lock = os.path.join(ready.venv_folder(root), _LOCK)
        made_by_a_person = not os.path.exists(lock) and _can_be_used(root)
        with turn(lock, progress.say) as descriptor:
            if not ready.is_ready(root, kind):  # another set-up may just have done it
                _set_up(Site(root, kind, progress, descriptor), made_by_a_person)
    except SetUpError as told:
        progress.say(str(told))
        return 1
    except OSError as error:
        progress.say(str(trouble.of_error(error, root)))
        return 1
    except KeyboardInterrupt:
        progress.say("the set-up was stopped; run this again and it begins anew.")
        return 130
    finally:
        signal.signal(signal.SIGTERM, before)
    return 0


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _make_room(venv: str) -> None:
    """Make sure that .venv is a folder of this checkout, not a file and not a link to elsewhere."""
    if os.path.islink(venv) or os.path.isfile(venv):
        os.unlink(venv)
    os.makedirs(venv, exist_ok=True)


def _can_be_used(root: str) -> bool:
    """True for a working environment with pip, such as an editor makes for a person: it is filled, not replaced."""
    words = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    return ready.interpreter_works(root) and _runs([ready.interpreter(root), "-I", "-c", words])


def _set_up(site: Site, made_by_a_person: bool) -> None:
    grow = made_by_a_person or any(ready.is_whole(site.root, kind) for kind in ready.KINDS)
    for kind in ready.KINDS:
        if os.path.exists(ready.stamp_file(site.root, kind)):
            os.unlink(ready.stamp_file(site.root, kind))
    if grow:
        site.progress.say(f"bringing .venv up to the locked versions for {_purpose(site.kind)}")
    else:
        _clear(site)
        site.progress.say(f"setting up for {_purpose(site.kind)} in {site.venv}; once, with the network")
        _make_venv(site)
    _install(site)
    _leave_stamps(site)
    site.progress.tell("ready")


def _purpose(kind: str) -> str:
    return {"run": "the tutor", "test": "the tests"}[kind]


def _clear(site: Site) -> None:
    """Remove what a set-up that did not end has left; the lock file stays, for others wait on it."""
    left = [entry for entry in os.scandir(site.venv) if entry.name != _LOCK]
    if left:
        site.progress.say("the .venv that is here is not whole; making it anew")
    for entry in left:
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        else:
            os.unlink(entry.path)


def _make_venv(site: Site) -> None:
    site.progress.tell(f"making the environment with {ready.python_words()}")
    command = [_base_python(), "-I", "-m", "venv", site.venv]
    if not _has("ensurepip"):
        if not _has("pip"):
            raise SetUpError(trouble.no_pip(sys.version_info[:2]))
        command.insert(-1, "--without-pip")
    _run(site, command, Narrator(0, doing="making the environment"))


def _install(site: Site) -> None:
    lock = ready.lock_file(site.root, site.kind)
    with open(lock, encoding="utf-8") as file:
        total = count_packages(file)
    site.progress.tell(f"fetching {total} packages")
    venv_python = ready.interpreter(site.root)
    # Debian's Python may lack ensurepip and yet have pip, which can install into another environment.
    pip = [venv_python, "-I", "-m", "pip"]
    if not _has_pip(site):
        pip = [_base_python(), "-I", "-m", "pip", "--python", venv_python]
    options = ["--require-hashes", "--no-deps", "--progress-bar", "off", "--no-input", "-r", lock]
    _run(site, [*pip, "install", *options], Narrator(total))


def _leave_stamps(site: Site) -> None:
    """Point .venv at the source, then say that it is whole: last, and in one stroke."""
    packages_folder = _packages_folder(site)
    folder = os.path.join(site.venv, packages_folder)
    # A relative line keeps its meaning when the checkout is moved.
    with open(os.path.join(folder, "miliary_chat.pth"), "w", encoding="utf-8") as file:
        file.write(os.path.relpath(os.path.join(site.root, "src"), folder) + "\n")
    installed = [name for name in os.listdir(folder) if name != "__pycache__"]
    for kind in ready.KINDS if site.kind == "test" else ("run",):  # what tests need includes what the tutor needs
        stamp = ready.stamp_file(site.root, kind)
        with open(stamp + ".new", "w", encoding="utf-8") as file:
            file.write(ready.stamp_text(site.root, kind, packages_folder, installed))
        os.replace(stamp + ".new", stamp)


def _packages_folder(site: Site) -> str:
    """The folder of packages relative to .venv, as the Python in .venv itself names it."""
    words = "import sysconfig; print(sysconfig.get_path('purelib'))"
    told = subprocess.run([ready.interpreter(site.root), "-I", "-c", words], capture_output=True, text=True, check=True)
    return os.path.relpath(told.stdout.strip(), site.venv)


def _has_pip(site: Site) -> bool:
    return _runs([ready.interpreter(site.root), "-I", "-m", "pip", "--version"])


def _runs(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _base_python() -> str:
    """The Python outside any environment: the one that is running may be about to be removed."""
    return getattr(sys, "_base_executable", None) or sys.executable


def _run(site: Site, command: list[str], narrator: Narrator) -> None:
    """Run a command, keep its words in the log and tell of them.

    Raises SetUpError if it fails. The child inherits the turn (see turn.py) and is ended when this process is stopped.
    """
    keep = () if os.name == "nt" else (site.turn,)
    with (
        open(site.log, "a", encoding="utf-8") as log,
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            env=_environment(),
            pass_fds=keep,
        ) as child,
    ):
        assert child.stdout is not None
        try:
            words = _listen(child.stdout, log, narrator, site.progress)
            code = child.wait()
        finally:
            if child.poll() is None:
                child.terminate()
    if code:
        raise SetUpError(trouble.of_log(words, site.log))


def _listen(stream: IO[str], log: IO[str], narrator: Narrator, progress: Progress) -> str:
    """Copy a stream into the log until it ends, telling of it meanwhile; returns all that was said."""
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()

    def read() -> None:
        for line in stream:
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    said: list[str] = []
    while True:
        try:
            line = lines.get(timeout=HEARTBEAT_SECONDS)
        except queue.Empty:
            progress.tell(narrator.heartbeat())
            continue
        if line is None:
            return "".join(said)
        said.append(line)
        log.write(line)
        news = narrator.hear(line)
        if news:
            progress.tell(news)


def _environment() -> dict[str, str]:
    """The environment for venv and pip: a person's mirror and proxy stay, what leads away from .venv goes."""
    kept = {name: value for name, value in os.environ.items() if name not in _UNWANTED}
    return kept | {"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_COLOR": "1", "PYTHONUTF8": "1"}

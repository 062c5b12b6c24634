"""One run of the program: the command is called, and whatever happens ends in an exit code."""

import sys
from collections.abc import Sequence

from miliary_chat.base import quickstart
from miliary_chat.base.errors import MiliaryError
from miliary_chat.cli import endings


def run(words: Sequence[str]) -> int:
    """Run the command that `words` say; never raises."""
    quickstart.hold()
    endings.heed_termination()
    try:
        code = _called(words)
        sys.stdout.flush()
        return code
    except MiliaryError as error:
        return endings.tell_error(error)
    except BrokenPipeError:
        endings.silence(sys.stdout.fileno())
        return endings.PIPE_CLOSED
    except endings.Terminated:
        return endings.TERMINATED
    except KeyboardInterrupt:
        return endings.INTERRUPTED
    except Exception as error:
        return endings.tell_unexpected(error)


def _called(words: Sequence[str]) -> int:
    if not words:  # the way in that most people take: a quarter of a second sooner without the library for options
        from miliary_chat.cli.playing import show_home
        from miliary_chat.cli.wishes import Wishes

        return show_home(Wishes())
    from miliary_chat.cli.program import program

    try:
        program(_spelt_out(words), prog_name="miliary-chat")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else endings.WRONG
    return 0


def _spelt_out(words: Sequence[str]) -> list[str]:
    """The words with a bare `--jobs` as `--jobs 0`, one process for each core: options here have no optional value."""
    out: list[str] = []
    for at, word in enumerate(words):
        out.append(word)
        if word == "--jobs" and not (at + 1 < len(words) and words[at + 1].isdecimal()):
            out.append("0")
    return out

"""Where plain lines go to and answers come from: the two ends of a terminal or of a pipe."""

import shutil
import sys
from collections.abc import Iterable
from typing import TextIO

from miliary_chat.base.sanitise import ANSWER_LIMIT, clean
from miliary_chat.plain.heartbeat import heartbeat
from miliary_chat.plain.lines import Line, set_out

_LINE_LIMIT = 8 * ANSWER_LIMIT
"""Characters of one input line that are read at once; what is longer is no answer and is passed over."""

CONTINUES = "\\"
"""A line that ends so goes on in the next one."""


class Page:
    """Prints lines and reads answers. On a terminal it folds at the width and prompts; in a pipe it does neither."""

    def __init__(
        self,
        out: TextIO,
        source: TextIO,
        *,
        width: int | None = None,
        prompt: str = "",
        aside: TextIO | None = None,
    ) -> None:
        """`width` None leaves lines whole; `aside` takes what is about the program rather than from the tutor."""
        self._out = out
        self._source = source
        self._width = width
        self._prompt = prompt
        self._aside = aside or out
        self.unsent = ""

    @classmethod
    def of_process(cls) -> "Page":
        """The page of this process: standard input and output, never failing on a character."""
        lenient(sys.stdin, sys.stdout, sys.stderr)
        typed, shown = sys.stdin.isatty(), sys.stdout.isatty()
        if typed and shown:
            _line_editing()
        return cls(
            sys.stdout,
            sys.stdin,
            width=shutil.get_terminal_size().columns if shown else None,
            prompt="You: " if typed and shown else "",
            aside=sys.stdout if shown else sys.stderr,
        )

    @property
    def echo(self) -> bool:
        """Whether answers have to be printed, because nobody saw them being typed."""
        return not self._prompt

    def say(self, lines: Iterable[Line]) -> None:
        """Print lines, at once."""
        for line in lines:
            print(set_out(line, self._width), file=self._out)
        self._out.flush()

    def note(self, text: str) -> None:
        """Say something about the program itself."""
        self._out.flush()
        print(set_out(Line("", text), self._width), file=self._aside, flush=True)

    def hear(self, prompt: str = "") -> str | None:
        """Read one answer; None when the input has ended. A line that ends with a backslash goes on in the next one.

        Where there is a prompt at all, `prompt` takes its place. `unsent` holds what was typed of an answer that has
        not ended yet.
        """
        self.unsent = ""
        while True:
            row = self._row(prompt or self._prompt)
            if row is None:
                return None
            self.unsent += row
            if not self.unsent.endswith(CONTINUES):
                answer, self.unsent = self.unsent, ""
                return answer
            self.unsent = self.unsent[: -len(CONTINUES)] + "\n"

    def _row(self, prompt: str) -> str | None:
        """One line without its end; None when there are no more."""
        if self._prompt:
            try:
                with heartbeat():
                    return clean(input(prompt))
            except EOFError:
                print(file=self._out, flush=True)
                return None
        row = self._source.readline(_LINE_LIMIT)
        if not row:
            return None
        rest = row
        while rest and not rest.endswith("\n"):
            rest = self._source.readline(_LINE_LIMIT)
        return clean(row.rstrip("\r\n"))


def lenient(*streams: TextIO) -> None:
    """Let the streams replace what they cannot encode or decode, as UTF-8 where nothing is read or shown directly."""
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace", **({} if stream.isatty() else {"encoding": "utf-8"}))


def _line_editing() -> None:
    """Let arrow keys edit the line rather than leave their codes in it, where the system has an editor for it."""
    try:
        import readline  # noqa: F401 - importing it is what does it
    except ImportError:  # Windows: its console edits by itself
        return

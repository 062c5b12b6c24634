"""Where plain lines go to and answers come from: the two ends of a terminal or of a pipe."""

import getpass
import shutil
import sys
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import TextIO

from miliary_chat.base.sanitise import ANSWER_LIMIT, clean
from miliary_chat.plain import line_editor
from miliary_chat.plain.heartbeat import Beat, heartbeat
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
        waiting: Callable[[Beat | None], AbstractContextManager[None]] = heartbeat,
    ) -> None:
        """`width` None leaves lines whole; `aside` takes what is about the program rather than from the tutor.

        `waiting` lets a beat be felt again and again while a line is awaited.
        """
        self._out = out
        self._source = source
        self._width = width
        self._prompt = prompt
        self._aside = aside or out
        self._waiting = waiting
        self._asked = ""
        self._beat: Beat | None = None
        self.unsent = ""

    @classmethod
    def of_process(cls) -> "Page":
        """The page of this process: standard input and output, never failing on a character."""
        lenient(sys.stdin, sys.stdout, sys.stderr)
        typed, shown = sys.stdin.isatty(), sys.stdout.isatty()
        if typed and shown:
            line_editor.enable()
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

    def interject(self, lines: Iterable[Line], *, again: bool = True) -> None:
        """Print lines while an answer is being typed; then once more, with `again`, what was typed of it so far."""
        if self._prompt:
            print(file=self._out)
        self.say(lines)
        if self._prompt and again:
            print(f"{self._asked}{line_editor.line_so_far()}", end="", file=self._out, flush=True)

    @property
    def typed(self) -> str | None:
        """What is typed of an answer that was not sent yet; None where only the system knows."""
        if not self._prompt or not line_editor.enabled():
            return None
        return self.unsent + clean(line_editor.line_so_far())

    def hear(self, prompt: str = "", *, beat: Beat | None = None, begun: str = "") -> str | None:
        """Read one answer; None when the input has ended. A line that ends with a backslash goes on in the next one.

        Where there is a prompt at all, `prompt` takes its place. `unsent` holds what was typed of an answer that has
        not ended yet. About every second of waiting `beat` is called, which may end the wait by raising `WaitOver`.
        `begun` stands in the line already, where lines can be edited.
        """
        self.unsent, self._beat = "", beat
        if begun and self._prompt and "\n" not in begun:
            line_editor.begin_with(begun)
        while True:
            row = self._row(prompt or self._prompt)
            if row is None:
                return None
            self.unsent += row
            if not self.unsent.endswith(CONTINUES):
                answer, self.unsent = self.unsent, ""
                return answer
            self.unsent = self.unsent[: -len(CONTINUES)] + "\n"

    def hear_unseen(self, prompt: str) -> str | None:
        """Read one line that nobody shall see being typed; None when the input has ended."""
        if not self._prompt:
            self._beat = None
            return self._row("")
        try:
            return clean(getpass.getpass(prompt))
        except EOFError:
            return None

    def drop(self) -> None:
        """Forget what was typed and not sent: it was for something that is over."""
        self.unsent = ""
        if self._prompt:
            line_editor.drop_typed(self._source)

    def forget(self) -> None:
        """Take the last line out of what the arrow keys bring back."""
        if self._prompt:
            line_editor.forget_last()

    def _row(self, prompt: str) -> str | None:
        """One line without its end; None when there are no more."""
        self._asked, beat = prompt, self._beat
        if self._prompt:
            try:
                with self._waiting(beat):
                    return clean(input(prompt))
            except EOFError:
                print(file=self._out, flush=True)
                return None
        with self._waiting(beat) if beat else nullcontext():
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

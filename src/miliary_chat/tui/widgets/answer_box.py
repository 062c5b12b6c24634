"""The box that answers are typed into: several lines, whole pastes, and every letter is text."""

from typing import ClassVar, Final, Literal

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widgets import TextArea
from textual.widgets.text_area import EditResult, Location

from miliary_chat.base.sanitise import ANSWER_LIMIT, clean
from miliary_chat.tui.messages import Capped, Paused, Scrolled, Sent, Ticked

PAUSE: Final = 0.5
"""Seconds of silence after which what is half typed is kept."""

_NEAR: Final = ANSWER_LIMIT - 300
_BREAKS: Final = frozenset({"ctrl+j", "shift+enter", "alt+enter", "ctrl+enter"})
_OURS: Final = frozenset({"f6", "f7", "pageup", "pagedown", "ctrl+c,super+c", "ctrl+y,super+y", "ctrl+z,super+z"})


class AnswerBox(TextArea, inherit_bindings=False):
    """An answer being typed. Enter sends it, Ctrl+J breaks the line; it grows to six lines."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(binding for binding in TextArea.BINDINGS if isinstance(binding, Binding) and binding.key not in _OURS),
        Binding("ctrl+z,super+z", "undo", show=False),
        Binding("super+c", "copy", show=False),
        Binding("pageup", "talk(-1)", show=False),
        Binding("pagedown", "talk(1)", show=False),
    ]

    choosing: Literal["", "one", "several"] = ""
    """Whether the arrows move over options while the box is empty, and whether Space ticks one."""

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(text, id=id, compact=True, highlight_cursor_line=False, tab_behavior="focus")
        self._pausing: Timer | None = None
        self._invited = ""
        self.cursor_blink = False

    def take(self, text: str) -> None:
        """Put a text into the box, the cursor behind it."""
        self.load_text(text)
        self.move_cursor(self.document.end)

    def take_off(self, sent: str) -> None:
        """Take what was sent out of the box; what was typed behind it stays, and so does a text that was changed."""
        text = self.text
        if text == sent:
            self.load_text("")
        elif text.startswith(sent):
            breaks, last = sent.count("\n"), len(sent) - sent.rfind("\n") - 1
            self.delete((0, 0), (breaks, last))

    def invite(self, words: str) -> None:
        """What an empty box says."""
        if words != self._invited:
            self._invited = words
            self.placeholder = Content(words)

    @property
    def typing(self) -> bool:
        """Whether something was typed, and no pause has come since."""
        return self._pausing is not None

    def await_pause(self) -> None:
        """Tell once nothing has been typed for a while."""
        if self._pausing is not None:
            self._pausing.stop()
        self._pausing = self.set_timer(PAUSE, self._pause)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(Sent(self.text))
        elif event.key in _BREAKS:
            event.stop()
            event.prevent_default()
            self._replace_via_keyboard("\n", *self.selection)
        elif not self.text and self._steer(event.key):
            event.stop()
            event.prevent_default()
        else:
            await super()._on_key(event)

    def _steer(self, key: str) -> bool:
        """With nothing typed the arrows move through the options, or the talk."""
        if key in ("up", "down"):
            self.post_message(Scrolled(lines=-1 if key == "up" else 1))
        elif key == "space" and self.choosing == "several":
            self.post_message(Ticked())
        else:
            return False
        return True

    def _replace_via_keyboard(self, insert: str, start: Location, end: Location) -> EditResult | None:
        """All typing and pasting comes through here: nothing hostile, and never more than an answer may hold."""
        insert = clean(insert)
        room = ANSWER_LIMIT - len(self.text) + len(self.get_text_range(start, end))
        if len(insert) > room:
            self.post_message(Capped(len(insert) - room))
            insert = insert[:room]
        return super()._replace_via_keyboard(insert, start, end)

    def on_text_area_changed(self) -> None:
        """Tell how full the box is when it matters, and when typing pauses."""
        count = len(self.text)
        full = f"{count:,} of {ANSWER_LIMIT:,}" if count >= _NEAR else ""
        if full != self.border_subtitle:  # a border is drawn anew even for the same words
            self.border_subtitle = full
        self.await_pause()

    def _pause(self) -> None:
        self._pausing = None
        self.post_message(Paused(self.text))

    def action_talk(self, pages: int) -> None:
        """Read back, or on, in the talk."""
        self.post_message(Scrolled(pages=pages))

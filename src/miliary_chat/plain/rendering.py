"""Events as plain lines: one `match`, the twin of the transcript on the screen."""

from typing import assert_never

from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.exam.telling import time_added
from miliary_chat.dialogue.reasons import name_of
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.showing import may_tell
from miliary_chat.dialogue.state import State
from miliary_chat.plain.lines import BLANK, Line
from miliary_chat.plain.pictures import place_name, presented
from miliary_chat.session.place import stage_name

_WORTH = {"must": "needed", "should": "sensible", "neutral": "", "low": "low yield", "contra": "should not be done"}
_SIGNS = {"✓": "Credited", "≈": "Nearly", "✗": "Not credited"}
_WITHHELD = {"too-early": "Not yet", "vague": "Too vague", "elsewhere": "Not here", "budget": "Not done"}
_SPOKEN = {"expert": "Expert", "warn": "Warning"}


Silent = (
    e.Started
    | e.Stopped
    | e.Carried
    | e.Judged
    | e.Erred
    | e.Settled
    | e.Unrecognised
    | e.Closed
    | e.Flagged
    | e.Paused
    | e.Unpaused
    | e.Reentered
    | e.ClockMoved
    | e.Valued
    | e.Ruled
)
"""What is kept for the record and says nothing to whoever plays."""


class Rendering:
    """What the events of one run look like, line by line. It remembers what was announced, and nothing else."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._stage: str | None = None
        self._picture: tuple[str, str] | None = None
        self._described: set[str] = set()

    @property
    def picture(self) -> tuple[str, str] | None:
        """The item and the image that were shown last."""
        return self._picture

    def lines(self, event: e.Event, state: State) -> tuple[Line, ...]:  # noqa: C901 - one table of all events
        """The lines for one event, for somebody for whom the run now stands at `state`."""
        if isinstance(event, Silent):
            return ()
        match event:
            case e.Opened():
                return self._opened(event, state)
            case e.Answered(text=text):
                return (Line("You", text),)
            case e.Credited(words=words):
                return (Line("Credited", words.text),)
            case e.Hinted(words=words, label=label, item=item, point=point):
                return (Line(_label(label), words.text), *self._look(item, point))
            case e.Prompted(words=words, label=label):
                return (Line(_label(label), words.text),)
            case e.Asserted(words=words, item=item, point=point):
                return (Line("Told", words.text), *self._look(item, point))
            case e.Corrected():
                return self._corrected(event)
            case e.Contradicted(words=words, item=item, point=point):
                return (Line("Look again", words.text), *self._look(item, point))
            case e.AskedBack(pending=pending, words=words):
                return (Line("Not yet" if pending.kind == "clarify" else "Tutor", words.text),)
            case e.Replied():
                return (Line(_speaker(event), event.words.text),)
            case e.Resulted():
                return self._resulted(event, state)
            case e.Withheld(words=words, why=why):
                return (Line(_WITHHELD[why], words.text),)
            case e.Listed():
                return (_listed(event),) if event.words else ()
            case e.Committed(name=name, words=words):
                return (Line("Tutor", words.text) if words else Line("Your lead", f"{name}."),)
            case e.Chosen(options=options, words=words):
                return (Line("Tutor", words.text) if words else Line("Noted", f"{', '.join(options)}."),)
            case e.Claimed(words=words) | e.Pumped(words=words):
                return (Line("Tutor", words.text),)
            case e.Spoke(move=move, words=words, item=item, point=point):
                return (Line(_SPOKEN.get(move, "Tutor"), in_words(words.text)), *self._look(item, point))
            case e.Ended(reason=reason):
                return (BLANK, Line("", "The case is over." if reason == "completed" else "You have finished here."))
            case e.TimeAdded():
                return (Line("Time added", time_added(event)),)
            case _:
                assert_never(event)

    def _opened(self, event: e.Opened, state: State) -> tuple[Line, ...]:
        ref = self._script.ref(event.item)
        lines: list[Line] = []
        if ref.stage != self._stage:
            lines += self._look_back(state)
            self._stage = ref.stage
            lines += [BLANK, Line("", self._stage_line(ref))]
        if event.scene:
            lines.append(Line("", event.scene))
        lines += self._show(event.item, event.show, state)
        return (*lines, Line("Tutor", event.words.text))

    def _corrected(self, event: e.Corrected) -> tuple[Line, ...]:
        name = name_of(self._script, event.item, event.concept)
        named = event.words.text.casefold().startswith(name.casefold())
        line = Line("Correction" if named else f"Correction, {name}", event.words.text)
        return (line, *self._look(event.item, event.point))

    def _look_back(self, state: State) -> tuple[Line, ...]:
        """The last picture as an expert sees it, once: when the questions about it are over."""
        if self._picture is None or self._picture[1] in self._described:
            return ()
        item, image = self._picture
        if not may_tell(self._script, state, item, image):
            return ()
        self._described.add(image)
        picture = self._script.case(item).images[image]
        return (Line(f"{picture.caption}, as an expert sees it", picture.describe.full),)

    def _stage_line(self, ref: e.ItemRef) -> str:
        stages = self._script.stages()
        name = stage_name(self._script, ref.id)
        return f"Stage {stages.index(ref.stage) + 1} of {len(stages)}: {name}."

    def _resulted(self, event: e.Resulted, state: State) -> tuple[Line, ...]:
        worth = "" if self._script.policy == "exam" else _WORTH[event.worth]
        about = "; ".join(part for part in (worth, f"takes {event.takes}" if event.takes else "") if part)
        name = event.name or event.order.replace("-", " ")
        line = Line(f"Result, {name} ({about})" if about else f"Result, {name}", event.words.text)
        return (line, *self._show(event.item, event.show, state))

    def _show(self, item: str, image: str | None, state: State) -> tuple[Line, ...]:
        if image is None or self._picture == (item, image):
            return ()
        again = self._picture is not None and self._picture[1] == image
        self._picture = (item, image)
        if may_tell(self._script, state, item, image):
            self._described.add(image)
        return () if again else presented(self._script, state, item, image)

    def _look(self, item: str | None, point: str | None) -> tuple[Line, ...]:
        name = place_name(self._script, item, point)
        return (Line("Look at", f"{name}. /zoom {name.lower()}"),) if name else ()


def _label(label: str) -> str:
    """ "hint 1 of 2 · leaves 75 %" as it begins a line."""
    words = label.replace(" · ", ", ")
    return words[:1].upper() + words[1:]


def _speaker(event: e.Replied) -> str:
    match event.kind:
        case "reply":
            return event.source or "Patient"
        case "finding":
            return event.source or "You find"
        case "handover":
            source = event.source or "the notes"
            return source[:1].upper() + source[1:]


def _listed(event: e.Listed) -> Line:
    assert event.words is not None
    return Line("Tutor" if event.stance == "withdrawn" else "Listed", event.words.text)


def in_words(text: str) -> str:
    """The text with its marks spelt out: a voice reads "✓" in many ways, or not at all."""
    for sign, words in _SIGNS.items():
        text = text.replace(f"{sign} ", f"{words}: ")
    return text

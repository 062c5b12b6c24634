"""An exam's events as plain lines: silent, and with the time that is left."""

from collections.abc import Callable, Iterable

from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.exam import limits
from miliary_chat.dialogue.exam.overview import row
from miliary_chat.dialogue.exam.telling import in_words, time_added, time_left
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.dialogue.terms import BARE
from miliary_chat.plain.lines import BLANK, Line
from miliary_chat.plain.pictures import presented
from miliary_chat.plain.rendering import Rendering

_OF = {"exam": "left", "section": "left for this part", "question": "left for this question"}
_STAYS = {
    "interview": "Ask or examine, a line each; the answers come at once. /next goes on.",
    "order": "Order what you want, a line each; the results come at once. /next goes on.",
    "choice": "Type the letter or letters.",
}


class ExamRendering(Rendering):
    """What the events of one sitting look like, line by line; `time` tells the exam's clock."""

    def __init__(self, script: Script, time: Callable[[], int]) -> None:
        super().__init__(script)
        self._terms = script.terms or BARE
        self._time = time
        self._entered_parts: set[str] = set()
        self._seen: set[tuple[str, str]] = set()

    def lines(self, event: e.Event, state: State) -> tuple[Line, ...]:
        """The lines for one event, for somebody for whom the exam now stands at `state`."""
        match event:
            case e.Opened():
                return (*self._entered(event.item), *self.question(event, state))
            case e.Answered(from_draft=True, item=item, text=text):
                return (Line(f"Taken as typed, question {self._number(item, state)}", text),)
            case e.Chosen(options=options):
                kept = ", ".join(option.upper() for option in options)
                return (Line("", f"Kept: {kept}." if kept else "Kept: nothing is chosen."),)
            case e.Flagged(item=item, on=on):
                flag = "is flagged" if on else "is not flagged any more"
                return (Line("", f"Question {self._number(item, state)} {flag}."),)
            case e.Paused():
                left = self._terms.rest_us - state.rested_us
                return (Line("", f"Rest break. The clock stands still for up to {in_words(left)}. /goon ends it."),)
            case e.Unpaused():
                return (Line("", "The rest break is over, and the clock runs."),)
            case e.ClockMoved(by_us=by):
                way = "ahead" if by > 0 else "back"
                words = (
                    f"This machine's clock was set {way} by {in_words(abs(by))}. That is noted; your time is as it was."
                )
                return (Line("", words),)
            case e.TimeAdded():
                return (Line("Time added" if event.us > 0 else "Time", time_added(event)), self.left(state))
            case e.Spoke(words=words) | e.AskedBack(words=words):
                return (Line("", words.text),)
            case e.Ended(reason=reason):
                why = "The time is over, and your exam is handed in." if reason == "time" else "Your exam is handed in."
                return (BLANK, Line("", why))
            case e.Listed() | e.Committed():  # how a wording was understood waits for the review
                return ()
            case _:
                return super().lines(event, state)

    def question(self, event: e.Opened, state: State) -> tuple[Line, ...]:
        """Where one is, and the question, with the picture when it is a new one."""
        lines = [BLANK, self.place(state, event.item)]
        if event.scene:
            lines.append(Line("", event.scene))
        lines += self._show(event.item, event.show, state)
        lines.append(Line("Question", event.words.text))
        if stays := _STAYS.get(self._script.activity(event.item)):
            lines.append(Line("", stays))
        return (*lines, *self.answer(event.item, state))

    def answer(self, item: str, state: State) -> tuple[Line, ...]:
        """The answer to a question as it is kept; nothing where there is none."""
        own, kind = state.items[item], self._script.activity(item)
        if kind in ("interview", "order"):
            return (Line("You have sent", "; ".join(own.answers)),) if own.answers else ()
        kept = ", ".join(option.upper() for option in own.chosen) if kind == "choice" else "".join(own.answers[-1:])
        return (Line("Your answer", kept),) if kept else ()

    def closed_by_time(self, events: Iterable[e.Event], state: State) -> tuple[Line, ...]:
        """What the time has closed, in a sentence; nothing when it has ended the whole, which `Ended` tells."""
        closed = [event.item for event in events if isinstance(event, e.Closed) and event.why == "time"]
        if not closed or state.ended is not None:
            return ()
        part = self._terms.section(self._script.ref(closed[0]).section)
        if part.question_us is not None and len(closed) == 1:
            return (Line("", "The time for this question is over. It is closed."),)
        return (Line("", f"The time for the part {part.title} is over. It is closed."),)

    def place(self, state: State, item: str) -> Line:
        """ "Part Films, question 3 of 12, flagged. 12:40 left." """
        here = row(self._script, state, item)
        part = f"Part {here.part}, question" if len(self._terms.sections) > 1 else "Question"
        marks = "".join(f", {mark}" for mark in self._marks(item, state))
        return Line("", f"{part} {here.number} of {len(self._script.items)}{marks}. {self.left(state)}".strip())

    def left(self, state: State) -> Line:
        """The time that is left until the nearest limit, as a clock shows it; empty without one."""
        now = self._time()
        found = limits.limits(state, now)
        if not found or state.ended is not None:
            return Line("", "There is no time limit." if state.ended is None else "")
        return Line("", f"{time_left(found[0].at_us - now)} {_OF[found[0].kind]}.")

    def _marks(self, item: str, state: State) -> list[str]:
        here = row(self._script, state, item)
        return [mark for mark, holds in (("flagged", here.flagged), ("closed", here.closed)) if holds]

    def _number(self, item: str, state: State) -> int:
        return row(self._script, state, item).number

    def _entered(self, item: str) -> tuple[Line, ...]:
        """A part's title and instructions, when it is entered for the first time."""
        name = self._script.ref(item).section
        if name in self._entered_parts or len(self._terms.sections) < 2:
            return ()
        self._entered_parts.add(name)
        part = self._terms.section(name)
        number = [one.id for one in self._terms.sections].index(name) + 1
        count = sum(1 for ref in self._script.items if ref.section == name)
        limit = f", {in_words(part.limit_us)}" if part.limit_us is not None else ""
        each = f", {in_words(part.question_us)} for each" if part.question_us is not None else ""
        questions = f"{count} question{'' if count == 1 else 's'}{limit}{each}"
        head = Line("", f"Part {number} of {len(self._terms.sections)}: {part.title}. {questions}.")
        return (BLANK, head, Line("", part.instructions.strip())) if part.instructions else (BLANK, head)

    def _show(self, item: str, image: str | None, state: State) -> tuple[Line, ...]:
        """The picture's caption; in words when it comes up for the first time."""
        if image is None:
            return ()
        key = (self._script.ref(item).case, image)
        self._picture = (item, image)
        if key in self._seen:
            return (Line("Picture", f"{self._script.case(item).images[image].caption}, as before."),)
        self._seen.add(key)
        return presented(self._script, state, item, image)

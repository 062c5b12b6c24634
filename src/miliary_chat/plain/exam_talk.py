"""An exam, line by line: hear an answer, keep it, go on; the time is told, and nothing else."""

from collections.abc import Iterable

from miliary_chat.base.called import called
from miliary_chat.base.errors import Conflict, IllegalMove, MiliaryError, TimeOver
from miliary_chat.dialogue import actions, events as e
from miliary_chat.dialogue.exam.announcing import announced
from miliary_chat.dialogue.exam.limits import in_grace
from miliary_chat.dialogue.exam.overview import numbers, overview
from miliary_chat.dialogue.states import Phase
from miliary_chat.plain.exam_deeds import Deeds
from miliary_chat.plain.exam_onward import onward
from miliary_chat.plain.exam_rendering import ExamRendering
from miliary_chat.plain.exam_review import after_hand_in
from miliary_chat.plain.heartbeat import WaitOver
from miliary_chat.plain.lines import Line
from miliary_chat.plain.page import Page
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import Clock
from miliary_chat.session.commands import EXAM_COMMANDS, Called, Unknown, parse
from miliary_chat.session.store import Store

YES = frozenset({"y", "yes", "yes please", "ok", "sure"})
_SHORT = 8  # characters of an attempt's id that a person has to type
_STAY = ("interview", "order")


class ExamTalk:
    """One sitting on one page. It ends when the exam does, at the end of the input, or with /quit."""

    def __init__(self, attempt: Attempt, page: Page, store: Store, clock: Clock) -> None:
        self.attempt, self.page, self.store, self.clock = attempt, page, store, clock
        self.rendering = ExamRendering(attempt.script, attempt.time)
        self._looked = attempt.time()
        self._in_line = ""
        self._trouble: MiliaryError | None = None
        self._told_trouble = ""
        self._deeds = Deeds(self)

    def begin(self) -> None:
        """Put the first question of an attempt that has just been started, and talk until it ends."""
        self.show(record.event for record in self.attempt.events)
        self._go_on()

    def resume(self) -> None:
        """Take a sitting up where it was left, with the time that is really left; a finished one tells what it may."""
        attempt = self.attempt
        self.page.say([Line("", f"{attempt.script.title}.")])
        if attempt.state.ended is None:
            self.send(actions.Tick())  # what went on while nobody was there
        if attempt.state.ended is None:
            self.page.say([Line("", "You are back in your exam; the clock went on.")])
            self.repeat()
        self._go_on()

    def leave(self) -> None:
        """Keep what was half typed, and say how to come back and that the clock goes on."""
        if self.attempt.state.ended is not None:
            return
        if self.page.unsent:  # what the line editor holds was kept at the last beat
            self._keep(self.page.unsent)
        left = self.rendering.left(self.attempt.state).text
        again = called(f"resume {self.attempt.id[:_SHORT]} --plain")
        self.page.note(f"Your answers are kept. The clock goes on. {left} To go on: {again}")

    def _go_on(self) -> None:
        try:
            self._listen()
        finally:
            self._deeds.close()

    def _listen(self) -> None:
        while self.attempt.state.ended is None:
            try:
                if not self._heard_one():
                    self.leave()
                    return
            except WaitOver:  # what brought it has been told
                if self._trouble is not None:
                    raise self._trouble from None
        self.page.say(after_hand_in(self.attempt, self.store, self.clock))

    def _heard_one(self) -> bool:
        """Take one line; False when the person wants to leave."""
        item = self.attempt.state.current
        begun = self._begun
        self._in_line = begun
        text = self.page.hear(self._prompt, beat=self._beat, begun=begun)
        if text is None:
            return False
        if self.attempt.state.current != item or self.attempt.state.ended is not None:
            self.page.say([Line("", "That line came after the time for its question, and was not taken.")])
            return True
        match parse(text, EXAM_COMMANDS):
            case Called(command=wanted) if wanted.deed == "quit":
                return False
            case Called() as found:
                self._deeds.do(found)
            case Unknown() as slip:
                self.page.say([Line("", slip.words)])
            case None:
                self._answer(text)
        return True

    @property
    def _begun(self) -> str:
        """What was half typed for this question and can stand in its line again."""
        draft = self.attempt.read_draft()
        return draft if self.page.typed is not None and "\n" not in draft else ""

    @property
    def _prompt(self) -> str:
        state = self.attempt.state
        if state.paused_us is not None:
            return "Rest break: "
        return f"Question {self.number(state.current)}: " if state.current is not None else "You: "

    def number(self, item: str | None) -> int:
        """A question's number from 1; 0 for none."""
        return next((one.number for one in overview(self.attempt.script, self.attempt.state) if one.item == item), 0)

    def agreed(self, question: str) -> bool:
        """Whether the person says yes. WaitOver when the time ends what was asked about."""
        self.page.say([Line("", f"{question} (yes or no)")])
        heard = self.page.hear("yes or no: ", beat=self._look) or ""
        if heard.strip().lower() in YES:
            return True
        self.page.say([Line("", "All right, nothing is changed.")])
        return False

    def repeat(self) -> None:
        """The question once more, with the answer as it is kept."""
        state = self.attempt.state
        if state.paused_us is not None:
            self.page.say([Line("", "You are in a rest break. /goon ends it.")])
            return
        opened = [
            r.event for r in self.attempt.events if isinstance(r.event, e.Opened) and r.event.item == state.current
        ]
        if opened:
            self.page.say(self.rendering.question(opened[-1], state))
        draft = self.attempt.read_draft()
        if draft and draft != self._begun:
            self.page.say([Line("You had begun to type", draft)])

    def on(self, *, sent: bool = False) -> None:
        """On to the next question: what that closes unanswered is asked about; after the last it is said what is left.

        `sent` says that an answer was just sent: whoever sends the last of a part is not taken out of it unasked.
        """
        state = self.attempt.state
        step = onward(self.attempt.script, state)
        if step.kind in ("end", "nowhere") or step.action is None:
            self._deeds.tell_end()
            return
        if step.kind == "new-clock" and step.part is not None:
            own = " It has a time of its own, which begins when you enter it." if step.part.limit_us else ""
            if sent:
                self.page.say([Line("", f"That was the last question here. The next part is {step.part.title}.{own}")])
                self._deeds.tell_open(here=True)
                self.page.say([Line("", "/next goes there, and you cannot come back here then.")])
                return
            back = " You cannot come back here then."
            if not self.agreed(f"On to the part {step.part.title}?{own}{back}{self._lost(step.closes)}"):
                return
        elif not sent and (lost := self._lost(step.closes)) and not self.agreed(f"Go on?{lost}"):
            return
        self.send(step.action)

    def go_to(self, item: str, closes: tuple[str, ...]) -> None:
        """Go to a question; what that closes is asked about."""
        if closes and not self.agreed(f"Go there? You cannot come back here then.{self._lost(closes)}"):
            return
        self.send(actions.GoTo(item))

    def _lost(self, closes: tuple[str, ...]) -> str:
        """What would be closed without an answer, in a sentence; empty for nothing."""
        rows = [one for one in overview(self.attempt.script, self.attempt.state) if one.item in closes]
        empty = [one for one in rows if not one.answered]
        if not empty:
            return ""
        return f" Question {numbers(empty)} {'is' if len(empty) == 1 else 'are'} not answered, and will be closed."

    def _answer(self, text: str) -> None:
        attempt = self.attempt
        item = attempt.state.current
        if not text.strip():
            if not self.page.echo:  # a blank line in a pipe is layout
                self.page.say([Line("", "Type your answer and press Enter. /next goes on without one.")])
            return
        events = self.send(actions.Say(text, item=item))
        if events is None or item is None or not any(isinstance(event, e.Answered) for event in events):
            return
        kind = attempt.script.activity(item)
        if kind in _STAY:
            if len(events) == 1:
                self.page.say([Line("", "Kept. There is no answer to that.")])
            return
        if kind == "choice":
            if any(isinstance(event, e.Chosen) and event.options for event in events):
                self._after_answer()
            return
        again = len(attempt.state.items[item].answers) > 1
        self.page.say([Line("", "Kept, in place of what you had answered before." if again else "Kept.")])
        self._after_answer()

    def _after_answer(self) -> None:
        state, now = self.attempt.state, self.attempt.time()
        if state.ended is not None:
            return
        if in_grace(state, now):
            self.page.say([Line("", "The time is over. /hand-in ends the exam; it is handed in by itself soon.")])
        elif state.item.phase is not Phase.CLOSED:
            self.on(sent=True)

    def send(self, action: actions.Action) -> tuple[e.Event, ...] | None:
        """Send an action and show what happened; None when it was not taken, which has been said."""
        before = len(self.attempt.events)
        try:
            events = self.attempt.send(action)
        except IllegalMove as error:
            self.show(record.event for record in self.attempt.events[before:])
            if not isinstance(error, TimeOver):
                self.page.say([Line("", str(error))])
            elif isinstance(action, actions.Say):
                self.page.say([Line("", "That line came after the time, and was not taken.")])
            return None
        except Conflict:
            raise
        except MiliaryError as error:
            if self.page.echo:  # in a pipe the next line would answer a question that never came
                raise
            self.page.note(f"{error} What was kept before is safe; what you typed is above, to be sent again.")
            return None
        self.show(events)
        return events

    def show(self, events: Iterable[e.Event]) -> None:
        """Print what happened."""
        self.page.say(self._told(tuple(events)))

    def _told(self, events: tuple[e.Event, ...]) -> list[Line]:
        state = self.attempt.state
        lines = list(self.rendering.closed_by_time(events, state))
        for event in events:
            typed_here = isinstance(event, e.Answered) and not event.from_draft and not self.page.echo
            if not typed_here:
                lines += self.rendering.lines(event, state)
            if isinstance(event, e.Opened):
                self._looked = self.attempt.time()
        return lines

    def _beat(self) -> None:
        """Keep what is typed, then look at the clock."""
        typed = self.page.typed
        if typed is not None:
            self._keep(typed if parse(typed, EXAM_COMMANDS) is None else "")
        self._look()

    def _keep(self, text: str) -> None:
        """Keep what is half typed, when it has changed; never in a rest break, when nothing can be answered."""
        state = self.attempt.state
        if text == self._in_line or state.paused_us is not None or state.current is None:
            return
        try:
            self.attempt.draft(text, state.current)
        except MiliaryError as error:
            self._tell_trouble(error)
            return
        self._in_line = text

    def _look(self) -> None:
        """Let time pass; say what is to be said, and end the wait when the question has changed."""
        item, before = self.attempt.state.current, len(self.attempt.events)
        try:
            self.attempt.send(actions.Tick())
        except Conflict as error:
            self._trouble = error
            raise WaitOver from error
        except MiliaryError as error:
            self._tell_trouble(error)
            return
        lines = self._told(tuple(record.event for record in self.attempt.events[before:]))
        now = self.attempt.time()
        lines += [Line("", words) for words in announced(self.attempt.state, self._looked, now)]
        self._looked = now
        over = self.attempt.state.ended is not None or self.attempt.state.current != item
        if over:
            self.page.drop()
        if lines:
            self.page.interject(lines, again=not over)
        if over:
            raise WaitOver

    def _tell_trouble(self, error: MiliaryError) -> None:
        """Say once what is wrong with the store: it is looked at every second."""
        if str(error) != self._told_trouble:
            self._told_trouble = str(error)
            self.page.interject([Line("", f"{error} What was kept before is safe.")])

"""A case, line by line: hear an answer, send it, print what then happened."""

from collections.abc import Callable, Iterable
from pathlib import Path

from miliary_chat.base.called import called
from miliary_chat.base.errors import IllegalMove, MiliaryError
from miliary_chat.dialogue import actions, events as e
from miliary_chat.dialogue.debrief import debrief
from miliary_chat.dialogue.notes import notes
from miliary_chat.dialogue.reasons import disputable
from miliary_chat.dialogue.states import Phase
from miliary_chat.plain.debriefing import debriefed
from miliary_chat.plain.lines import BLANK, Line, heading
from miliary_chat.plain.page import Page
from miliary_chat.plain.pictures import zoomed
from miliary_chat.plain.recap import recapped
from miliary_chat.plain.rendering import Rendering
from miliary_chat.plain.transcript import saved
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.commands import COMMANDS, Called, Unknown, parse

_HOW = "Answer in your own words and press Enter. /help lists what else you can do; /quit keeps your place."
_EDITED = "The case was edited since you began. You go on with the version that you started with."
_SHORT = 8  # characters of an attempt's id that a person has to type
_YES = frozenset({"y", "yes", "yes please", "ok", "sure"})


class Talk:
    """One run of an attempt on one page. It ends when the case does, at the end of the input, or with /quit."""

    def __init__(self, attempt: Attempt, page: Page) -> None:
        self._attempt = attempt
        self._page = page
        self._rendering = Rendering(attempt.script)
        self._deeds: dict[str, Callable[[str], None]] = {
            "zoom": self._zoom,
            "notes": self._notes,
            "repeat": self._repeat,
            "save": self._save,
            "cards": self._cards,
            "help": self._help,
        }

    def begin(self) -> None:
        """Present an attempt that has just been started, and talk until it ends."""
        self._page.say(_introduced(self._attempt))
        self._show(record.event for record in self._attempt.events)
        self._go_on()

    def resume(self) -> None:
        """Take an attempt up where it was left: the recent exchange, then on. A finished one tells its debrief."""
        attempt = self._attempt
        self._page.say([Line("", f"{attempt.script.title}.")])
        if attempt.edited:
            self._page.say([Line("", _EDITED)])
        if attempt.state.ended is None:
            self._page.say(recapped(self._rendering, self._events(), attempt.state, attempt.read_draft()))
            self._go_on()
        else:
            self._debrief()

    def leave(self) -> None:
        """Keep what was half typed, and say how to come back."""
        if self._attempt.state.ended is None:
            if self._page.unsent:
                self._attempt.draft(self._page.unsent)
            self._page.note(f"Your place is kept. To go on: {called(f'resume {self._attempt.id[:_SHORT]} --plain')}")

    def _go_on(self) -> None:
        while self._attempt.state.ended is None:
            heard = self._page.hear()
            if heard is None or not self._answered(heard):
                self.leave()
                return
        self._debrief()

    def _answered(self, text: str) -> bool:
        """Take one answer or command; False when the person wants to leave."""
        found = parse(text)
        match found:
            case Called(command=wanted) if wanted.deed == "quit":
                return False
            case Called(command=wanted, rest=rest) if wanted.deed:
                self._deeds[wanted.deed](rest)
            case Called():
                self._act(found)
            case Unknown():
                self._page.say([Line("", found.words)])
            case None:
                self._say(text)
        return True

    def _say(self, text: str) -> None:
        if not text.strip() and self._page.echo:
            return  # a blank line in a pipe is layout
        self._send(actions.Say(text))

    def _act(self, called: Called) -> None:
        action = called.action
        if isinstance(action, actions.Dispute):
            action = self._which(called.rest)
        if action is None:
            return
        if called.command.confirm and called.rest.lower() not in _YES:
            self._page.say([Line("", f"{called.command.confirm} (yes or no)")])
            heard = self._page.hear() or ""
            if heard.strip().lower() not in _YES:
                self._page.say([Line("", "All right, we go on.")])
                return
        self._send(action)

    def _which(self, rest: str) -> actions.Dispute | None:
        """What is disputed: asked where it can be several things; other words are kept with the claim."""
        found = disputable(self._attempt.script, self._attempt.state)
        if not rest and len(found) > 1:
            self._page.say([Line("", "Which of these did you say? Type its number.")])
            self._page.say(Line(str(at), name) for at, (_, name) in enumerate(found, start=1))
            rest = (self._page.hear() or "").strip()
            if not rest:
                return None
        keys = {str(at): concept for at, (concept, _) in enumerate(found, start=1)}
        keys |= {name.lower(): concept for concept, name in found} | {concept: concept for concept, _ in found}
        if rest and rest.lower() not in keys:
            return actions.Dispute(words=rest)
        return actions.Dispute(keys.get(rest.lower()))

    def _send(self, action: actions.Action) -> None:
        try:
            events = self._attempt.send(action)
        except IllegalMove as error:
            self._page.say([Line("", str(error))])
            return
        except MiliaryError as error:
            if self._page.echo:  # in a pipe the next line would answer a question that never came
                raise
            self._page.note(f"{error} Nothing was lost: what you typed is above, to be sent again.")
            return
        self._show(event for event in events if self._page.echo or not isinstance(event, e.Answered))

    def _show(self, events: Iterable[e.Event]) -> None:
        state = self._attempt.state
        self._page.say(line for event in events for line in self._rendering.lines(event, state))

    def _zoom(self, place: str) -> None:
        shown = self._rendering.picture
        if shown is None:
            self._page.say([Line("", "There is no picture yet.")])
            return
        item, image = shown
        self._page.say(zoomed(self._attempt.script, self._attempt.state, item, image, place))

    def _notes(self, rest: str) -> None:
        attempt = self._attempt
        for title, rows in notes(attempt.script, attempt.state, self._events()):
            self._page.say([*heading(title), *(Line("", row) for row in rows)])
        self._page.say([BLANK])

    def _repeat(self, rest: str) -> None:
        state, events = self._attempt.state, self._events()
        asked = [event for event in events if isinstance(event, e.Opened) and event.item == state.current]
        if asked:
            self._page.say([Line("Tutor", asked[-1].words.text)])
        if state.item.phase is Phase.PENDING:
            back = [event for event in events if isinstance(event, e.AskedBack)]
            self._show(back[-1:])

    def _save(self, rest: str) -> None:
        try:
            self._page.say([Line("Saved", f"{saved(self._attempt, Path(rest) if rest else None)}.")])
        except OSError as error:
            self._page.say([Line("", f"The conversation could not be saved: {error.strerror or error}.")])

    def _cards(self, rest: str) -> None:
        words = "Cards are made of what you missed, so they wait for the end of the case. Then it says how to get them."
        self._page.say([Line("", words)])

    def _help(self, rest: str) -> None:
        self._page.say(Line(one.usage, one.help) for one in COMMANDS)
        self._page.say([Line("", "A line that ends with a backslash goes on in the next one.")])

    def _debrief(self) -> None:
        attempt = self._attempt
        told = debrief(attempt.script, attempt.state, self._events())
        self._page.say(debriefed(told))
        if told.lacking:
            case = next(iter(attempt.script.cases.values())).id
            words = called(f"export {case} --anki missed.apkg --attempt {attempt.id[:_SHORT]}")
            self._page.note(f"What you missed as flashcards for Anki: {words}")

    def _events(self) -> tuple[e.Event, ...]:
        return tuple(record.event for record in self._attempt.events)


def _introduced(attempt: Attempt) -> tuple[Line, ...]:
    """What is said before the first question: the case, how far it can be trusted, and how to talk."""
    case = next(iter(attempt.script.cases.values()))
    reviewed = "" if case.reviewed.status == "reviewed" else " Not yet reviewed by a radiologist."
    return (
        Line("", f"{attempt.script.title}. {case.level.capitalize()}, about {case.minutes} minutes."),
        Line("", f"A teaching simulation, not medical advice.{reviewed}"),
        Line("", _HOW),
    )

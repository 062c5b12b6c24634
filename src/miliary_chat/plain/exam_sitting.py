"""Before an exam, line by line: who sits it, its rules, and the start."""

from miliary_chat.base.called import called
from miliary_chat.base.errors import UsageError
from miliary_chat.case.candidates import Candidate
from miliary_chat.plain.exam_talk import ExamTalk
from miliary_chat.plain.lines import BLANK, Line
from miliary_chat.plain.page import Page
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import Clock
from miliary_chat.session.commands import EXAM_COMMANDS, Called, parse
from miliary_chat.session.exam import Paper, begin, live
from miliary_chat.session.exam_rules import rules
from miliary_chat.session.store import Store, Summary
from miliary_chat.session.taking_up import TakeUp

_START = frozenset({"start", "begin"})


class ExamSitting:
    """One person who sits an exam in one run of the plain program."""

    def __init__(self, store: Store, clock: Clock, page: Page, take_up: TakeUp) -> None:
        self._store, self._clock, self._page, self._take_up = store, clock, page, take_up

    def sit(self, paper: Paper, *, code: str = "", seed: int | None = None) -> None:
        """Ask who it is, tell the rules, begin, and talk; a sitting in progress goes on. UsageError as in `begin`."""
        candidate = self._who(paper, code)
        if candidate is None:
            return
        going = live(self._store, paper, candidate.code)
        if going is not None:
            self.take_up(going)
            return
        used = self._store.attempts(person=candidate.code, source=paper.name)
        paper.refuse_outside(self._clock.now().utc_us)
        _refuse_when_used_up(paper, used)
        self._tell_rules(paper, candidate, len(used))
        if not self._wants_to_start():
            self._page.note("The exam was not begun, and no time has run.")
            return
        attempt = begin(self._store, paper, self._clock, code=candidate.code, seed=seed)
        self._talk(attempt, fresh=True)

    def take_up(self, summary: Summary) -> None:
        """Go on with a sitting where it was left; of one that was handed in, tell what may be seen."""
        self._talk(self._take_up(self._store, summary.id, self._clock), fresh=False)

    def _talk(self, attempt: Attempt, *, fresh: bool) -> None:
        talk = ExamTalk(attempt, self._page, self._store, self._clock)
        try:
            talk.begin() if fresh else talk.resume()
        except KeyboardInterrupt:
            talk.leave()
            raise

    def _who(self, paper: Paper, code: str) -> Candidate | None:
        """The candidate; asked for where the exam names some. None at the end of the input."""
        if code or not paper.candidates:
            return paper.candidate(code)
        self._page.say([Line("", f"{paper.blueprint.title}. Type your candidate code.")])
        while (heard := self._page.hear("Your code: ")) is not None:
            if _leaves(heard):
                return None
            if not heard.strip():
                continue
            try:
                return paper.candidate(heard)
            except UsageError as error:
                self._page.say([Line("", str(error))])
        return None

    def _tell_rules(self, paper: Paper, candidate: Candidate, used: int) -> None:
        who = (
            f" Candidate {candidate.code}{f', {candidate.name}' if candidate.name else ''}." if paper.candidates else ""
        )
        self._page.say([BLANK, Line("", f"{paper.blueprint.title}.{who}")])
        self._page.say(Line(name, text) for name, text in rules(paper, candidate, used=used))
        self._page.say([Line("Line by line", self._line_by_line(paper))])
        self._page.say(
            [BLANK, Line("", "Type start to begin; the clock runs from then. /quit leaves without beginning.")]
        )

    def _line_by_line(self, paper: Paper) -> str:
        """What is different here from the screens."""
        how = "A line is an answer when you press Enter, and the next question comes. /help lists what else you can do."
        if paper.blueprint.overdue == "discard" or self._page.typed is not None:
            return how
        return (
            f"{how} Only lines that you have sent count: what is half typed when the time is over cannot be known here."
        )

    def _wants_to_start(self) -> bool:
        while (heard := self._page.hear("start or /quit: ")) is not None:
            word = heard.strip().lower().removeprefix("/")
            if word in _START:
                return True
            if _leaves(heard):
                return False
            if word:
                self._page.say([Line("", "Type start to begin, or /quit to leave. The clock does not run yet.")])
        return False


def _leaves(heard: str) -> bool:
    found = parse(heard, EXAM_COMMANDS)
    return isinstance(found, Called) and found.command.deed == "quit"


def _refuse_when_used_up(paper: Paper, used: tuple[Summary, ...]) -> None:
    allowed = paper.blueprint.attempts
    if allowed is None or len(used) < allowed:
        return
    count = "your one attempt" if allowed == 1 else f"your {allowed} attempts"
    again = called(f"resume {used[0].id[:8]} --plain")
    raise UsageError(f"You have used {count} at this exam.", f"What you may see of the last one: {again}")

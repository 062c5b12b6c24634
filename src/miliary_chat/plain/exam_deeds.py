"""What a candidate can do in an exam besides answering, line by line."""

import re
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from miliary_chat.base.called import called
from miliary_chat.base.errors import MiliaryError
from miliary_chat.dialogue import actions
from miliary_chat.dialogue.exam import limits
from miliary_chat.dialogue.exam.moving import leaves_for_good, may_go
from miliary_chat.dialogue.exam.overview import Row, numbers, overview
from miliary_chat.dialogue.exam.telling import in_words
from miliary_chat.dialogue.states import Phase
from miliary_chat.plain.exam_onward import before
from miliary_chat.plain.lines import Line
from miliary_chat.plain.pictures import presented
from miliary_chat.session.commands import EXAM_COMMANDS, Called
from miliary_chat.session.exam import give_time, knows_word

if TYPE_CHECKING:
    from miliary_chat.plain.exam_talk import ExamTalk

_OF = {"exam": "left in all", "section": "left for this part", "question": "left for this question"}
_MINUTE = 60_000_000
_YES = frozenset({"y", "yes", "now"})
_STAY = ("interview", "order")


class Deeds:
    """The commands of one sitting."""

    def __init__(self, talk: "ExamTalk") -> None:
        self._talk = talk
        self._attempt = talk.attempt
        self._page = talk.page
        self._pictures = ExitStack()
        self._folder: Path | None = None
        self._deeds: dict[str, Callable[[str], None]] = {
            "time": self._time,
            "next": lambda rest: talk.on(),
            "back": self._back,
            "goto": self._go_to,
            "flag": self._flag,
            "questions": self._questions,
            "answer": self._answer,
            "clear": self._clear,
            "repeat": lambda rest: talk.repeat(),
            "picture": self._picture,
            "rest": lambda rest: self._rest(actions.Rest()),
            "goon": lambda rest: self._rest(actions.GoOn()),
            "hand-in": self._hand_in,
            "invigilator": self._invigilator,
            "help": self._help,
        }

    def do(self, found: Called) -> None:
        """Do what was called."""
        self._deeds[found.command.name](found.rest)

    def close(self) -> None:
        """Take away what was put into files."""
        self._pictures.close()
        self._folder = None

    def _answer(self, rest: str) -> None:
        item, state = self._attempt.state.current, self._attempt.state
        if item is None:
            return
        kept = self._talk.rendering.answer(item, state)
        stays = self._attempt.script.activity(item) in _STAY
        if not kept:
            self._say(Line("", "You have not answered this question."))
        elif stays or state.items[item].phase is Phase.CLOSED:
            self._say(*kept)
        else:
            self._say(*kept, Line("", "What you send now replaces it; /clear empties it."))

    def tell_end(self) -> None:
        """After the last question: what is open, and how to end."""
        rows = self._rows()
        still = [one for one in rows if not one.closed]
        if not still:
            self._say(Line("", "All questions are closed. /hand-in ends the exam."))
            return
        self._say(Line("", "That was the last question."))
        self.tell_open()
        self._say(Line("", "/goto and a number goes to a question, /hand-in ends the exam."))

    def tell_open(self, *, here: bool = False) -> None:
        """What is not answered and what is flagged, of what can still be answered; `here`: of this part."""
        every = self._rows()
        part = next((one.part for one in every if one.here), None)
        rows = [one for one in every if not one.closed and (not here or one.part == part)]
        if not rows:
            self._say(Line("", "All questions are closed."))
            return
        empty, flagged = [one for one in rows if not one.answered], [one for one in rows if one.flagged]
        which = "of this part " if here else "that are open " if len(rows) < len(every) else ""
        self._say(
            Line("Not answered", f"{numbers(empty)}.") if empty else Line("", f"All questions {which}are answered.")
        )
        if flagged:
            self._say(Line("Flagged", f"{numbers(flagged)}."))

    def _say(self, *lines: Line) -> None:
        self._page.say(lines)

    def _rows(self) -> tuple[Row, ...]:
        return overview(self._attempt.script, self._attempt.state)

    def _time(self, rest: str) -> None:
        self._talk.send(actions.Tick())
        state, now = self._attempt.state, self._attempt.time()
        if state.ended is not None:
            return
        found = limits.limits(state, now)
        if limits.in_grace(state, now):
            more = in_words((limits.last_call(state, now) or now) - now)
            self._say(Line("", f"The time is over. You have {more} to finish this answer and hand in."))
        elif not found:
            self._say(Line("", "There is no time limit."))
        else:
            self._say(Line("", f"{'; '.join(f'{in_words(one.at_us - now)} {_OF[one.kind]}' for one in found)}."))

    def _back(self, rest: str) -> None:
        item = before(self._attempt.script, self._attempt.state)
        if item is None:
            self._say(Line("", "This is the first question."))
        else:
            self._to(item)

    def _go_to(self, rest: str) -> None:
        item = self._named(rest)
        if item is not None:
            self._to(item)

    def _to(self, item: str) -> None:
        refused = may_go(self._attempt.state, item)
        if refused:
            self._say(Line("", refused))
        elif item == self._attempt.state.current:
            self._talk.repeat()
        else:
            self._talk.go_to(item, leaves_for_good(self._attempt.state, item))

    def _named(self, rest: str) -> str | None:
        """The item with the number that was typed; None when there is none, which is said."""
        found = re.fullmatch(r"(?:question\s+|no\.?\s*|#)?([0-9]{1,4})[.)]?", rest.strip().lower())
        rows = self._rows()
        number = int(found[1]) if found else 0
        if not 1 <= number <= len(rows):
            self._say(Line("", f"Type a question's number, from 1 to {len(rows)}, after the command."))
            return None
        return rows[number - 1].item

    def _flag(self, rest: str) -> None:
        item = self._named(rest) if rest else self._attempt.state.current
        if item is not None:
            self._talk.send(actions.Flag(item, not self._attempt.state.items[item].flagged))

    def _questions(self, rest: str) -> None:
        rows = self._rows()
        counted = (
            ("answered", sum(one.answered for one in rows)),
            ("not answered", sum(one.seen and not one.answered for one in rows)),
            ("not seen yet", sum(not one.seen and not one.answered for one in rows)),
            ("flagged", sum(one.flagged for one in rows)),
            ("closed", sum(one.closed for one in rows)),
        )
        self._say(Line("", f"{', '.join(f'{count} {name}' for name, count in counted if count)}."))
        part = ""
        several = len({one.part for one in rows}) > 1
        for one in rows:
            if several and one.part != part:
                part = one.part
                self._say(Line("", f"Part {part}:"))
            self._say(Line(str(one.number), f"{one.words}."))

    def _clear(self, rest: str) -> None:
        item, state = self._attempt.state.current, self._attempt.state
        if item is None:
            return
        kind, own = self._attempt.script.activity(item), state.items[item]
        if kind in _STAY:
            self._say(Line("", "What was asked or ordered stays so."))
        elif not (own.chosen if kind == "choice" else own.answers and own.answers[-1]):
            self._say(Line("", "There is nothing to empty here."))
        else:
            action = actions.Choose((), item) if kind == "choice" else actions.Say("", item=item)
            if self._talk.send(action) is not None and kind != "choice":
                self._say(Line("", "Your answer is emptied."))

    def _picture(self, rest: str) -> None:
        shown = self._talk.rendering.picture
        if shown is None or self._attempt.state.paused_us is not None:
            self._say(Line("", "There is no picture here."))
            return
        item, image = shown
        script = self._attempt.script
        self._page.say(presented(script, self._attempt.state, item, image))
        if where := self._put(item, image):
            self._say(Line("The picture's file", str(where)))

    def _put(self, item: str, image: str) -> Path | None:
        """The picture as a file of its own, under a name that tells nothing; it goes when the program ends."""
        data = self._attempt.picture(image, item)
        if data is None:
            return None
        if self._folder is None:
            self._folder = Path(self._pictures.enter_context(tempfile.TemporaryDirectory(prefix="exam-")))
        suffix = Path(self._attempt.script.case(item).images[image].file or "a.png").suffix
        file = self._folder / f"question-{self._talk.number(item)}{suffix}"
        try:
            file.write_bytes(data)
        except OSError as error:
            self._say(Line("", f"The picture could not be put into a file: {error.strerror or error}."))
            return None
        return file

    def _rest(self, action: actions.Rest | actions.GoOn) -> None:
        paused = self._attempt.state.paused_us is not None
        if isinstance(action, actions.GoOn) and not paused:
            self._say(Line("", "You are not in a rest break."))
        elif self._talk.send(action) is not None and isinstance(action, actions.GoOn):
            self._talk.repeat()

    def _hand_in(self, rest: str) -> None:
        command = next(one for one in EXAM_COMMANDS if one.name == "hand-in")
        self.tell_open()
        if rest.lower() in _YES or self._talk.agreed(command.confirm or ""):
            self._talk.send(actions.Submit())

    def _invigilator(self, rest: str) -> None:
        """Give time: with everything in one line, or asked for one by one, the word unseen."""
        if not rest and self._page.echo:
            self._say(Line("", "Type /invigilator WORD MINUTES REASON."))
            return
        terms = self._attempt.script.terms
        if terms is None or not terms.word:
            self._say(Line("", f"No word was set for this exam. Time is given with: {called('exam extend')}"))
            return
        word, _, rest = rest.partition(" ")
        self._page.forget()
        word = word or self._page.hear_unseen("The word: ") or ""
        if not knows_word(terms, word):
            self._say(Line("", "That is not the invigilator's word."))
            return
        minutes, _, why = rest.strip().partition(" ")
        minutes = minutes or (self._page.hear("Minutes: ") or "").strip()
        found = re.fullmatch(r"[0-9]{1,3}", minutes)
        if not found or not int(minutes):
            self._say(Line("", "Type the minutes as a whole number, from 1 to 999."))
            return
        why = why or (self._page.hear("The reason: ") or "").strip()
        talk = self._talk
        try:
            own = (talk.store.attempt(self._attempt.id),)
            give_time(talk.store, own, int(minutes) * _MINUTE, by="the invigilator", why=why, clock=talk.clock)
        except MiliaryError as error:
            self._say(Line("", str(error)))
            return
        talk.send(actions.Tick())

    def _help(self, rest: str) -> None:
        self._page.say(Line(one.usage, one.help) for one in EXAM_COMMANDS)
        self._say(Line("", "Anything else is your answer. A line that ends with a backslash goes on in the next one."))

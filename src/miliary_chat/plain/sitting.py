"""A sitting: find the case, begin an attempt or take one up, and talk; the home screen as numbered lines."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from miliary_chat.base.called import called
from miliary_chat.base.errors import MiliaryError, UsageError
from miliary_chat.case.library import Card, Library
from miliary_chat.dialogue.actions import Submit
from miliary_chat.plain.lines import BLANK, Line, heading
from miliary_chat.plain.page import Page
from miliary_chat.plain.talk import Talk
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import Clock
from miliary_chat.session.commands import Called, parse
from miliary_chat.session.store import Store, Summary
from miliary_chat.session.taking_up import TakeUp, from_store, is_exam

if TYPE_CHECKING:
    from miliary_chat.case.exam_cards import ExamCard
    from miliary_chat.plain.exam_sitting import ExamSitting
    from miliary_chat.session.exam import Paper


class Sitting:
    """What one person does in one run of the plain program."""

    def __init__(
        self,
        library: Library,
        store: Store,
        clock: Clock,
        page: Page,
        *,
        seed: int | None = None,
        take_up: TakeUp = from_store,
    ) -> None:
        self._take_up_exam = take_up
        self._library = library
        self._store = store
        self._clock = clock
        self._page = page
        self._seed = seed

    def play(self, case: str, stage: str | None = None, *, new: bool = False) -> None:
        """Play a case: go on with the attempt in progress, if there is one, unless `new` ends that and begins again."""
        loaded = self._library.find(case)
        live = self._store.attempts(live=True, source=f"case:{loaded.case.id}")
        if live and new:
            Attempt.resume(self._store, live[0].id, self._clock).send(Submit())
        elif live:
            if stage is not None:
                words = f"You are in the middle of this case ({live[0].standing.place})."
                raise UsageError(words, "Leave --from out to go on there, or add --new to begin again.")
            self._page.say([Line("", "You are in the middle of this case, so we go on there. (--new begins again.)")])
            self._take_up(live[0], loaded.hash)
            return
        attempt = Attempt.start(self._store, loaded, self._clock, seed=self._seed, stage=stage)
        if loaded.trouble:
            self._page.note(loaded.trouble)
        talk = Talk(attempt, self._page)
        self._talk(talk, talk.begin)

    def resume(self, start: str = "") -> None:
        """Take up the attempt whose id begins with `start`; without one the last that is in progress."""
        self._take_up(attempt_to_resume(self._store, start))

    def home(self) -> None:
        """List what can be gone on with and what can be begun; ask for a number; play that."""
        for trouble in self._library.troubles:
            self._page.note(trouble)
        live = self._store.attempts(live=True)
        cards = [card for card in self._library.cards() if not card.errors]
        exams = [card for card in self._library.exams() if not card.errors]
        self._page.say(_menu(live, cards, exams))
        count = len(live) + len(cards) + len(exams)
        if not count:
            return
        while (heard := self._page.hear()) is not None:
            found = parse(heard)
            if isinstance(found, Called) and found.command.deed == "quit":
                return
            number = _number(heard)
            try:
                if number is None or not 1 <= number <= count:
                    self._page.say([Line("", f"Type a number from 1 to {count}, or /quit.")])
                elif number <= len(live):
                    self._take_up(live[number - 1])
                    return
                elif number <= len(live) + len(cards):
                    self.play(str(cards[number - len(live) - 1].path))
                    return
                else:
                    self.sit_exam(self._paper(str(exams[number - len(live) - len(cards) - 1].path)))
                    return
            except MiliaryError as error:
                self._page.note(str(error))

    def sit_exam(self, paper: "Paper", code: str = "") -> None:
        """Sit an exam: the rules, the start; a sitting in progress goes on."""
        self._exams().sit(paper, code=code, seed=self._seed)

    def _paper(self, name: str) -> "Paper":
        from miliary_chat.session.exam import Paper

        return Paper.of(self._library.find_exam(name))

    def _exams(self) -> "ExamSitting":
        from miliary_chat.plain.exam_sitting import ExamSitting  # a case is played without it

        return ExamSitting(self._store, self._clock, self._page, self._take_up_exam)

    def _take_up(self, summary: Summary, current: str | None = None) -> None:
        if is_exam(summary):
            self._exams().take_up(summary)
            return
        if current is None:
            current = self._hash_now(summary)
        talk = Talk(Attempt.resume(self._store, summary.id, self._clock, current=current), self._page)
        self._talk(talk, talk.resume)

    def _hash_now(self, summary: Summary) -> str | None:
        """The hash of the case's file as it is today; None when it is gone or broken, which stops no attempt."""
        try:
            return self._library.find(summary.source.removeprefix("case:")).hash
        except MiliaryError:
            return None

    def _talk(self, talk: Talk, way: Callable[[], None]) -> None:
        try:
            way()
        except KeyboardInterrupt:
            talk.leave()
            raise


def attempt_to_resume(store: Store, start: str = "") -> Summary:
    """The attempt whose id begins with `start`; without one the last that is in progress. UsageError."""
    if start:
        return store.attempt(start)
    live = store.attempts(live=True)
    if not live:
        raise UsageError("Nothing is in progress.", f"“{called('list')}” shows the cases.")
    return live[0]


def _menu(live: Sequence[Summary], cards: Sequence[Card], exams: "Sequence[ExamCard]") -> list[Line]:
    lines = [Line("", "miliary-chat: a case conference, line by line.")]
    if not live and not cards and not exams:
        return [*lines, Line("", "There are no cases yet.")]
    if live:
        lines += [*heading("In progress")]
        lines += [Line(str(at), f"{one.title} ({one.standing.place})") for at, one in enumerate(live, start=1)]
    if cards:
        lines += [*heading("Cases")]
        lines += [Line(str(at), _about(card)) for at, card in enumerate(cards, start=len(live) + 1)]
    if exams:
        lines += [*heading("Exams")]
        before = len(live) + len(cards)
        lines += [Line(str(at), _about_exam(card)) for at, card in enumerate(exams, start=before + 1)]
    return [*lines, BLANK, Line("", "Type the number of what you want, or /quit.")]


def _about(card: Card) -> str:
    return f"{card.title} ({card.level}, about {card.minutes} minutes)"


def _about_exam(card: "ExamCard") -> str:
    facts = [f"{card.questions} questions"] if card.questions else []
    facts += [f"{card.minutes} minutes"] if card.minutes else []
    return f"{card.title} ({', '.join(facts)})" if facts else card.title


def _number(text: str) -> int | None:
    found = re.fullmatch(r"\s*(\d{1,4})[.)\s]*", text)
    return int(found[1]) if found else None

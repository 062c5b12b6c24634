"""Gathering: every different answer to a case once, from the attempts of a store, whoever gave it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from miliary_chat.author.mining.ear import Ear
from miliary_chat.base.errors import MiliaryError
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.hearing import manners
from miliary_chat.session.store import Recorded, Store, Summary


@dataclass(slots=True)
class Answer:
    """How often an answer was given, and when last (microseconds UTC); what the tutor asked for, what was claimed."""

    count: int = 0
    last_us: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    claimed: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Pile:
    """Different answers by item and text. `gone` answers were to questions that the case has no more.

    `attempts` were read; `unread` could not be, each with the reason.
    """

    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)
    attempts: int = 0
    gone: int = 0
    unread: list[str] = field(default_factory=list)

    def put(self, item: str, text: str, count: int = 1, at_us: int = 0) -> Answer:
        """Count an answer and return its entry."""
        answer = self.answers.setdefault((item, text), Answer())
        answer.count += count
        answer.last_us = max(answer.last_us, at_us)
        return answer


@dataclass(slots=True)
class _Heard:
    item: str
    text: str
    at_us: int
    asked: str = ""
    pending: e.Pending | None = None
    claimed: str | None = None
    settled: bool = False
    """It needs no phrasing: it was understood as an answer to the tutor's own question, or kept for a later one."""


def gather(store: Store, ear: Ear, pile: Pile) -> None:
    """Put every answer to the ear's case on the pile, whatever version of the case it was given to.

    What has no answer's manner ("I don't know", "done") is left out. An attempt that cannot be read is named in
    `pile.unread` and passed over.
    """
    known: dict[str, str] = {}
    for summary in store.attempts():
        if summary.source.startswith("case:") and summary.source != f"case:{ear.loaded.case.id}":
            continue
        try:
            _take(store, summary, ear, pile, known)
        except MiliaryError as error:
            pile.unread.append(error.what)


def _take(store: Store, summary: Summary, ear: Ear, pile: Pile, known: dict[str, str]) -> None:
    recorded = store.read_events(summary.id)
    places = {
        ref.id: f"{ref.stage}/{ref.question}"
        for record in recorded[:1]
        if isinstance(record.event, e.Started)
        for ref in record.event.items
        if summary.source.startswith("case:") or _case_of(store, ref.case, known) == ear.loaded.case.id
    }
    pile.attempts += bool(places)
    for heard in _heard(recorded, places):
        item = ear.item(places[heard.item])
        if item is None:
            pile.gone += not places[heard.item].startswith("debrief/")
            continue
        answer = pile.put(item, heard.text, at_us=heard.at_us)
        if heard.asked:
            answer.asked[heard.asked] += 1
        if heard.claimed is not None:
            answer.claimed[heard.claimed] += 1


def _case_of(store: Store, pin: str, known: dict[str, str]) -> str:
    """The id of the case that is kept under a hash; an exam has items of several."""
    if pin not in known:
        known[pin] = store.read_case(pin).case.id
    return known[pin]


@dataclass(slots=True)
class _Listening:
    """One attempt, event by event: each answer with what the tutor was asking for, and what became of it."""

    places: Mapping[str, str]
    told: list[_Heard] = field(default_factory=list)
    last: dict[str, _Heard] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    pending: dict[str, e.Pending] = field(default_factory=dict)

    def follow(self, event: e.Event, at_us: int) -> None:
        match event:
            case e.Answered() if event.item in self.places:
                asked, pending = self.asked.get(event.item, ""), self.pending.pop(event.item, None)
                self.last[event.item] = _Heard(event.item, event.text, at_us, asked, pending)
                self.told.append(self.last[event.item])
            case e.Judged() if event.item in self.last:
                _note(self.last[event.item], event)
            case e.Carried() if event.source in self.last:
                self.last[event.source].settled = True
            case e.Claimed():
                self._claim(event)
            case _:
                self._move(event)

    def _move(self, event: e.Event) -> None:
        match event:
            case e.AskedBack():
                self.pending[event.item] = event.pending
                self.asked[event.item] = event.pending.concept
            case e.Hinted() | e.Prompted() | e.Contradicted():
                self.asked[event.item] = event.concept
            case e.Credited() | e.Asserted() if self.asked.get(event.item) == event.concept:
                self.asked.pop(event.item)
            case _:
                pass

    def _claim(self, event: e.Claimed) -> None:
        """A dispute repeats the answer that it is about, with what the trainee added behind it."""
        for heard in reversed(self.told):
            if heard.item == event.item and event.text.startswith(heard.text):
                heard.claimed, heard.settled = event.concept, False
                return


def _heard(recorded: Iterable[Recorded], places: Mapping[str, str]) -> Iterator[_Heard]:
    """The answers of one attempt that might need a phrasing."""
    listening = _Listening(places)
    for record in recorded:
        listening.follow(record.event, record.moment.utc_us)
    for heard in listening.told:
        if not heard.settled and manners(heard.text) == ("answer",):
            yield heard


def _note(heard: _Heard, judged: e.Judged) -> None:
    """Note what the judge made of an answer then: an aside answers a correction, not the question.

    What was met in reply to "which one?" may be only a part of its phrasing ("lung", after "biopsy").
    """
    met = {verdict.concept for verdict in judged.verdicts if verdict.outcome == "met"}
    pending = heard.pending
    answered = pending is not None and (pending.concept in met or (pending.kind == "vague" and bool(met)))
    heard.settled = judged.aside or answered

"""Whether a sitting can have happened as its file says: by its own clock, within its limits, in silence."""

import json
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Final

from miliary_chat.base.errors import IllegalMove
from miliary_chat.base.sanitise import ANSWER_LIMIT, clean
from miliary_chat.dialogue import events as e, passage, wire
from miliary_chat.dialogue.evolve import evolve
from miliary_chat.dialogue.exam import ending, limits
from miliary_chat.dialogue.exam.telling import in_words, time_added
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.dialogue.terms import Terms
from miliary_chat.dialogue.turn import Turn
from miliary_chat.exam.attempt_file import AttemptFileError, Travelling
from miliary_chat.judge.version import judge_version
from miliary_chat.session.attempt import seed_of
from miliary_chat.session.store.contract import Recorded
from miliary_chat.session.timekeeper import Timekeeper

_CONTENT: Final = (e.Replied, e.Resulted, e.Withheld)
_STAMPED: Final = (e.Started, e.Opened, e.Paused, e.Unpaused, e.Reentered, e.ClockMoved, e.TimeAdded)
"""Events that say themselves when they happened."""

_AFTERWARDS: Final = (e.Opened, e.Flagged, e.Paused, e.Unpaused)
"""What nobody can do any more when the time for the whole is over."""

_SITTING: Final = (
    *_CONTENT,
    *_STAMPED,
    e.Flagged,
    e.Answered,
    e.Chosen,
    e.Unrecognised,
    e.Spoke,
    e.Closed,
    e.Ended,
)
"""All that a sitting writes; a verdict is not among it."""

_RULES: Final = {
    "limit_us": "the time limit",
    "factor": "the extra time",
    "rest_us": "the rest breaks",
    "closes_us": "the hour at which it closes",
    "sections": "the parts and their limits",
    "pass_mark": "the pass mark",
}


def refuse_incredible(travelling: Travelling, script: Script) -> State:
    """Refuse a sitting that cannot have happened with this `script`, and return what it came to; AttemptFileError."""
    _refuse_other_exam(travelling.started, script)
    return _Replay(travelling.recorded, script).run()


def _refuse_other_exam(started: e.Started, script: Script) -> None:
    terms = started.terms
    if started.policy != "exam" or terms is None or script.terms is None:
        raise _refused("it is not an attempt at an exam")
    if terms != script.terms:
        raise _refused(f"{_altered_rule(terms, script.terms)} not as the exam gives it to this candidate")
    if started.items != script.items or started.seed != script.seed or started.stage is not None:
        raise _refused("its questions are not those that this exam draws for it")
    if started.title != script.title:
        raise _refused("its title is not that of the exam")


def _altered_rule(terms: Terms, expected: Terms) -> str:
    other = [part.name for part in fields(Terms) if getattr(terms, part.name) != getattr(expected, part.name)]
    words = _RULES.get(other[0], f"the rule “{other[0]}”")
    return f"{words} {'are' if words.endswith('s') else 'is'}"


class _Replay:
    """Folds the events one by one beside the exam's clock."""

    def __init__(self, recorded: Sequence[Recorded], script: Script) -> None:
        self._recorded = recorded
        self._script = script
        self._state = State()
        self._explained = 0
        """The number of the last event that an answer brought."""
        started = recorded[0].event
        self._comparable = isinstance(started, e.Started) and started.judge == judge_version()

    def run(self) -> State:
        keeper: Timekeeper | None = None
        for place, record in enumerate(self._recorded):
            if (place > 0) == isinstance(record.event, e.Started):
                raise _refused(f"event {record.seq} begins it a second time")
            keeper = Timekeeper.follow(keeper, record)
            try:
                self._refuse(record, keeper.now_us)
                self._state = evolve(self._state, record.event)
            except (IllegalMove, KeyError, IndexError) as error:
                raise _refused(f"event {record.seq} cannot follow those before it") from error
        return self._state

    def _refuse(self, record: Recorded, now: int) -> None:
        event, state = record.event, self._state
        if not isinstance(event, _SITTING):
            raise _refused(f"event {record.seq} is a verdict, and a sitting holds none")
        _refuse_hostile(record)
        item = event.item if not isinstance(event, e.Started | e.Ended) else None
        if state.ended is not None or (item is not None and item not in state.items):
            raise _refused(f"event {record.seq} has no place in it")
        if isinstance(event, _STAMPED) and event.at_us != now:
            raise _refused(f"event {record.seq} gives another time than the clock beside it")
        last = limits.last_call(state, now) if state.terms else None
        if last is not None and now >= last and isinstance(event, _AFTERWARDS):
            raise _refused(f"event {record.seq} happened after the time was over")
        self._refuse_deed(record, now)
        unasked = isinstance(event, _CONTENT) and not (isinstance(event, e.Replied) and event.kind == "handover")
        if unasked and self._comparable and record.seq > self._explained:
            raise _refused(f"event {record.seq} answers what nobody asked")

    def _refuse_deed(self, record: Recorded, now: int) -> None:
        """What only events of one kind can have wrong."""
        event, state = record.event, self._state
        match event:
            case e.Opened() if self._comparable and event != self._opening(event, now):
                raise _refused(f"event {record.seq} does not put the question as this exam does")
            case e.Answered():
                self._refuse_answer(record, event, now)
            case e.Chosen():
                _refuse_told(record.seq, event.right is not None or event.words is not None)
                options = getattr(self._script.question(event.item), "options", ())
                if not set(event.options) <= set(options):
                    raise _refused(f"event {record.seq} chooses what was not offered")
            case e.Resulted():
                _refuse_told(record.seq, (event.worth, event.credit, event.told) != ("neutral", 100, False))
            case e.Unpaused() if event.rested_us != limits.resting(state, now):
                raise _refused(f"event {record.seq} makes a rest break longer than it was")
            case e.Paused() if state.terms is None or state.rested_us >= state.terms.rest_us:
                raise _refused(f"event {record.seq} is a rest break that was not granted")
            case e.Ended():
                self._refuse_end(record, event, now)

    def _refuse_answer(self, record: Recorded, event: e.Answered, now: int) -> None:
        if limits.is_due(self._state, now) and not event.from_draft:
            raise _refused(f"event {record.seq} is an answer that came after its time was over")
        if event.late != limits.in_grace(self._state, now):
            raise _refused(f"event {record.seq} is an answer that came in the time of grace and does not say so")
        if self._comparable and self._script.activity(event.item) in ("interview", "order"):
            brought = self._brought(event, now)
            written = [one.event for one in self._recorded[record.seq - 1 : record.seq - 1 + len(brought)]]
            if written != brought:
                raise _refused(f"what follows event {record.seq} is not what this exam replies to it")
            self._explained = record.seq - 1 + len(brought)

    def _opening(self, event: e.Opened, now: int) -> e.Event:
        """The question as this exam puts it then."""
        turn = Turn(self._script, self._state, now)
        passage.open_item(turn, self._script.ref(event.item))
        return turn.events[0]

    def _brought(self, event: e.Answered, now: int) -> list[e.Event]:
        """The events that this answer brings in this exam, itself first."""
        turn = Turn(self._script, self._state, now)
        with ending.at_item(turn, event.item):
            ending.answer(turn, event.text, from_draft=event.from_draft)
        return turn.events

    def _refuse_end(self, record: Recorded, event: e.Ended, now: int) -> None:
        last = limits.last_call(self._state, now)
        in_time = last is None or now < last
        if event.reason == "handed in" and in_time and event.at_us == now:
            return
        if event.reason == "time" and last is not None and not in_time and event.at_us == last:
            return
        raise _refused(f"event {record.seq} ends it at another time, or for another reason, than the exam does")


def _refuse_hostile(record: Recorded) -> None:
    """Nothing that a terminal would obey gets in: the program cleans what is typed, so it was not typed there."""
    event = record.event
    # A tab may stand in an author's text.
    texts = (text.replace("\t", "") for text in _texts(json.loads(wire.pack(event))))
    if any(clean(text) != unicodedata.normalize("NFC", text) for text in texts):
        raise _refused(f"event {record.seq} holds characters that nobody can type")
    if isinstance(event, e.Answered) and len(event.text) > ANSWER_LIMIT:
        raise _refused(f"event {record.seq} is longer than an answer can be")


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _refuse_told(seq: int, told: bool) -> None:
    if told:
        raise _refused(f"event {seq} tells what it was worth, and a sitting never does")


def remarks(travelling: Travelling, fixed: int | None) -> Iterator[str]:
    """What whoever collects should know about a sitting that is taken in: clocks, time given, another release.

    `fixed` is the seed that the exam itself names.
    """
    started = travelling.started
    for record in travelling.recorded:
        event = record.event
        if isinstance(event, e.ClockMoved):
            way = "back" if event.by_us < 0 else "ahead"
            yield f"its clock was set {way} by {in_words(abs(event.by_us))}; that gave no time"
        elif isinstance(event, e.TimeAdded):
            yield f"time was given: {time_added(event).removesuffix('.')}"
        elif isinstance(event, e.Reentered) and event.away_us > 60_000_000:
            yield f"it was closed or asleep for {in_words(event.away_us)}"
    if started.judge != judge_version():
        yield f"it was sat with another release ({travelling.release}); its replies were not compared"
    if fixed is None and started.seed != seed_of(travelling.id):
        yield "its questions were drawn by a seed that was named"


def _refused(what: str) -> AttemptFileError:
    return AttemptFileError(f"{what}.", "It was altered, or sat with something else than this exam.")

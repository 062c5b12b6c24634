"""Gathering an exam's results from a store: every attempt folded with what was ruled on it, and which one counts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from miliary_chat.base.errors import MiliaryError, UsageError
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.loaded import Loaded
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.exam.limits import last_call
from miliary_chat.dialogue.exam.waiting import waiting
from miliary_chat.dialogue.marks import Marks
from miliary_chat.dialogue.score import marks
from miliary_chat.dialogue.terms import Terms
from miliary_chat.exam.answered import items_of
from miliary_chat.exam.course import course
from miliary_chat.exam.final import final_of, highest_of
from miliary_chat.exam.questions import ids_of, question_of
from miliary_chat.exam.result import Candidate, Counting, ExamResults, PartMark, Question, Seated, Unread
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import Clock
from miliary_chat.session.exam import may_see
from miliary_chat.session.store.contract import Store, Summary
from miliary_chat.session.taking_up import EXAM


def results(
    store: Store,
    exam: str,
    clock: Clock,
    *,
    attempts: Counting = "best",
    cases: Mapping[str, Loaded] | None = None,
) -> ExamResults:
    """The results of the exam with this id (or source), as they are now.

    `attempts` says which of a candidate's attempts counts; of several equal ones the first. `cases` are cases by their
    hash, where the store has not kept them. Nothing is written: what has not been judged yet is judged for the moment.
    UsageError when nobody has begun this exam here; an attempt that cannot be read is named, the others are shown.
    """
    source = exam if exam.startswith(EXAM) else EXAM + exam
    found = sorted(store.attempts(source=source), key=lambda one: (one.person, one.number or 0, one.started_us))
    if not found:
        raise UsageError(f"Nobody has begun an exam called “{one_line(source[len(EXAM) :], limit=80)}” here.")
    reading = _Reading(store, clock, dict(cases or {}), store.people(), store.released(source))
    for summary in found:
        reading.take(summary)
    counted = tuple(_counted(reading.candidates, attempts))
    newest = max(found, key=lambda one: (one.started_us, one.id))
    terms = reading.terms.get(newest.id) or next(iter(reading.terms.values()), None)
    return ExamResults(
        exam=source[len(EXAM) :],
        title=newest.title,
        at_us=clock.now().utc_us,
        counting=attempts,
        pass_mark=terms.pass_mark if terms else None,
        judges=tuple(sorted({one.judge for one in counted})),
        blueprints=tuple(sorted({one.blueprint for one in counted})),
        reviewed=reading.reviewed,
        questions={name: reading.questions[name] for name in _in_order(reading.questions, counted)},
        candidates=counted,
        seated=tuple(reading.seated),
        unread=tuple(reading.unread),
        left_out=len(reading.candidates) - len(counted),
    )


def _counted(candidates: Sequence[Candidate], counting: Counting) -> Iterator[Candidate]:
    """The attempts that count, by code; of equally good ones the first."""
    by_code: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        by_code.setdefault(candidate.code, []).append(candidate)
    for code in sorted(by_code, key=lambda code: (code.casefold(), code)):
        own = by_code[code]
        match counting:
            case "all":
                yield from own
            case "first":
                yield own[0]
            case "last":
                yield own[-1]
            case "best":
                yield max(own, key=lambda one: one.mark)


def _in_order(questions: Mapping[str, Question], candidates: Iterable[Candidate]) -> list[str]:
    """The questions that somebody was given: by their part, then by the earliest place, so that draws do not matter."""
    places: dict[str, tuple[int, int]] = {}
    for candidate in candidates:
        parts = [part.id for part in candidate.parts]
        for item in candidate.items:
            here = (parts.index(item.section), item.place)
            places[item.question] = min(here, places.get(item.question, here))
    return sorted(places, key=lambda name: (*places[name], name))


class _Reading:
    """Reads one attempt after the other; keeps what they share."""

    def __init__(
        self, store: Store, clock: Clock, cases: dict[str, Loaded], people: Mapping[str, str], released: int | None
    ) -> None:
        self._store, self._clock, self._cases = store, clock, cases
        self._people, self._released = people, released
        self.candidates: list[Candidate] = []
        self.seated: list[Seated] = []
        self.unread: list[Unread] = []
        self.questions: dict[str, Question] = {}
        self.terms: dict[str, Terms] = {}

    @property
    def reviewed(self) -> bool:
        """Whether every case that was read has been reviewed."""
        return all(loaded.case.reviewed.status == "reviewed" for loaded in self._cases.values())

    def take(self, summary: Summary) -> None:
        """Read an attempt; one that cannot be read is noted with the reason."""
        try:
            attempt = self._taken_up(summary.id)
            if attempt.script.terms:
                self.terms[summary.id] = attempt.script.terms
            if summary.live:
                self.seated.append(self._seated(summary, attempt))
                return
            missing = {ref.case for ref in attempt.script.items} - set(self._cases)
            self._cases.update((pin, self._store.read_case(pin)) for pin in sorted(missing))
            whole = self._taken_up(summary.id) if missing else attempt
            self.candidates.append(self._candidate(summary, whole))
        except MiliaryError as error:
            self.unread.append(Unread(summary.person, summary.id, str(error)))

    def _seated(self, summary: Summary, attempt: Attempt) -> Seated:
        now = attempt.time()
        last = last_call(attempt.state, now)
        seated = (summary.person, self._name(summary.person), summary.id, summary.number or 1)
        return Seated(*seated, summary.started_us, summary.standing.place, last is not None and now >= last)

    def _taken_up(self, attempt: str) -> Attempt:
        """The attempt with the cases that are known so far, which are all that it has, but for the first of a kind."""
        return Attempt.resume(self._store, attempt, self._clock, cases=self._cases)

    def _name(self, person: str) -> str:
        label = one_line(self._people.get(person, person))
        return "" if label == person else label

    def _candidate(self, summary: Summary, attempt: Attempt) -> Candidate:
        final = final_of(self._store, attempt)
        script, terms = final.script, attempt.script.terms
        assert terms is not None
        way, state = course(attempt.events), final.state
        names, open_points = ids_of(script), waiting(script, state)
        events = [record.event for record in attempt.events]
        for ref in script.items:
            if names[ref.id] not in self.questions:
                self.questions[names[ref.id]] = question_of(script, ref.id, names[ref.id], events)
        total = marks(script, state)
        highest = max(total.total, highest_of(script, state, open_points))
        started = next(event for event in events if isinstance(event, e.Started))
        now = self._clock.now().utc_us
        return Candidate(
            code=summary.person,
            name=self._name(summary.person),
            attempt=summary.id,
            number=summary.number or 1,
            started_us=state.started_us,
            ended_us=state.ended_us,
            reason=state.ended or "",
            head=summary.head,
            mark=total.total,
            highest=highest,
            parts=tuple(PartMark(one.stage, one.title, one.mark, one.weight) for one in total.stages),
            waiting=len(open_points),
            pass_mark=terms.pass_mark,
            passed=_passed(total.total, highest, terms.pass_mark),
            used_us=way.used_us,
            limit_us=terms.limit_us,
            factor=terms.factor,
            shown=may_see(terms, now, self._released),
            never_shown=terms.shown == "nothing",
            vitals_missed=tuple(_missed(total)),
            items=tuple(items_of(final.script, final, total, names, way, open_points)),
            judge=next((event.judge for event in final.judged if isinstance(event, e.Judged)), started.judge),
            blueprint=terms.blueprint,
            late=sum(way.late.values()),
            moved=way.moved,
            returns=way.returns,
            away_us=way.away_us,
            added=way.added,
            rested_us=way.rested_us,
        )


def _missed(total: Marks) -> Iterator[str]:
    return (vital.name for vital in total.vitals if not vital.met)


def _passed(mark: int, highest: int, pass_mark: int | None) -> bool | None:
    """Passed, or failed whatever the marker decides; None without a pass mark, and while it can go either way."""
    if pass_mark is None:
        return None
    if mark >= pass_mark:
        return True
    return None if highest >= pass_mark else False

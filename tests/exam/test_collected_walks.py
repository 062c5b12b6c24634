"""Whatever a candidate does, and whatever the machine's clock does, what comes of it is taken in."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from miliary_chat.base.errors import IllegalMove
from miliary_chat.case.blueprint_reader import LoadedExam
from miliary_chat.dialogue import actions as a
from miliary_chat.exam.attempt_file import text_of
from miliary_chat.exam.collecting import Exams, collect
from miliary_chat.exam.packing import write_exam
from miliary_chat.exam.resuming import resume
from miliary_chat.exam.unpacking import paper_from
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import Moment
from miliary_chat.session.exam import Paper, begin
from miliary_chat.session.store import Store, open_store
from packed import HandClock, exam_in, png, traps

RULES = {
    "free": "time: 10 min\nsections:\n  all: {take: [{case: traps-of-glanders}]}\n",
    "linear": (
        "time: 10 min\noverdue: discard\nnavigation: linear\nsections:\n"
        "  all: {order: shuffled, take: [{case: traps-of-glanders, only: [interview, order, answer, choice]}]}\n"
    ),
    "parts": (
        "overdue: grace\ngrace: 30 s\nsections:\n"
        "  a: {time: 3 min, take: [{case: traps-of-glanders, only: [interview, order]}]}\n"
        "  b: {time: 3 min, navigation: linear, question_time: 1 min,"
        " take: [{case: traps-of-glanders, only: [answer, differential]}]}\n"
        "  c: {time: 3 min, take: [{case: traps-of-glanders, only: choice}]}\n"
    ),
    "endless": "sections:\n  all: {draw: 3, take: [{case: traps-of-glanders, only: [order, choice, answer]}]}\n",
}
RULES["left-over"] = RULES["parts"].replace("overdue", "time: 40 min\noverdue", 1)
CANDIDATES = "code,extra_time,rest\nC1,,\nC2,1.5,1 min\n"

WORDS = st.sampled_from(
    ["work", "sore", "look at ulcer", "done", "that is all", "?", "hello", "thanks", "I don't know", "no", "yes", "",
     "smear", "biopsy", "bloods", "the usual", "take tissue", "give antibiotics", "knotted lymphatics", "equinia",
     "a", "a, b", "z", "x" * 2500, "naïve e\u0301 \x1b[2J\u202e", "Burkholderia", "smear, biopsy, another film"]
)  # fmt: skip
STEP = st.one_of(
    st.tuples(st.just("say"), WORDS),
    st.tuples(st.just("draft"), WORDS),
    st.tuples(st.just("choose"), st.sampled_from([(), ("a",), ("a", "b"), ("z",)])),
    st.tuples(st.sampled_from(["skip", "rest", "go on", "tick", "hint", "away", "restart", "give"]), st.just("")),
    st.tuples(st.sampled_from(["goto", "flag"]), st.integers(0, 9)),
    st.tuples(st.just("pass"), st.sampled_from([1, 20, 55, 70, 200, 700])),
    st.tuples(st.just("set"), st.sampled_from([-3600, 3600, -86_400])),
)


class Packs(dict[str, tuple[LoadedExam, bytes]]):
    """The exams with their files, by name; told in a word, for they are long."""

    def __repr__(self) -> str:
        return "the packs"


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Packs:
    found = Packs()
    for name, rules in RULES.items():
        folder = tmp_path_factory.mktemp(name)
        traps(folder, png())
        exam = exam_in(folder, f"format: 1\nexam: {name}\ntitle: A mock\n{rules}", CANDIDATES, folder)
        found[name] = (exam, write_exam(exam))
    return found


class Candidate:
    """Somebody who does anything at all, on a machine that does anything at all."""

    def __init__(self, store: Store, paper: Paper, code: str) -> None:
        self.clock = HandClock()
        self.store = store
        self.attempt: Attempt = begin(store, paper, self.clock, code=code)

    def walks(self, steps: list[tuple[str, object]]) -> bytes:
        """Do all of it, then hand in; the file that comes of it."""
        for step, what in [*steps, ("tick", ""), ("go on", ""), ("hand in", "")]:
            if self.attempt.state.ended is None:
                self.does(step, what)
        return text_of(self.attempt.id, self.store.links(self.attempt.id))

    def does(self, step: str, what: object) -> None:
        item, items = self.attempt.state.current, [ref.id for ref in self.attempt.script.items]
        match step, what:
            case "say", str(text):
                self._send(a.Say(text, item=item))
            case "draft", str(text):
                self.attempt.draft(text)
            case "choose", tuple(options):
                self._send(a.Choose(options, item=item))
            case ("goto", int(place)):
                self._send(a.GoTo(items[place % len(items)]))
            case ("flag", int(place)):
                self._send(a.Flag(items[place % len(items)], on=place % 2 == 0))
            case ("pass", int(seconds)):
                self.clock.forward(seconds)
            case ("set", int(seconds)):
                self.clock.forward(0, utc=seconds)
            case ("away" | "restart", _):
                if step == "restart":
                    now = self.clock.moment
                    self.clock.moment = Moment(now.utc_us + 9_000_000, 9_000_000, now.boot + "+")
                self.attempt = resume(self.store, self.attempt.id, self.clock)
            case _:
                self._send(self._plain(step))

    def _plain(self, step: str) -> a.Action:
        gift = f"gift-{self.clock.moment.boot_us}"
        known: dict[str, a.Action] = {
            "skip": a.Skip(),
            "rest": a.Rest(),
            "go on": a.GoOn(),
            "tick": a.Tick(),
            "hint": a.AskHint(),
            "hand in": a.Submit("handed in"),
            "give": a.AddTime(60_000_000, "Dr Ito", "fire alarm", gift),
        }
        return known[step]

    def _send(self, action: a.Action) -> None:
        try:
            self.attempt.send(action)
        except IllegalMove:
            return


@given(rules=st.sampled_from(list(RULES)), code=st.sampled_from(["C1", "C2"]), steps=st.lists(STEP, max_size=25))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_a_candidate_really_did_is_always_taken_in(
    packs: Packs, rules: str, code: str, steps: list[tuple[str, object]]
) -> None:
    exam, packed = packs[rules]
    with TemporaryDirectory() as folder:
        laptop, examiner = (open_store(f"sqlite:///{folder}/{name}.db") for name in ("laptop", "examiner"))
        candidate = Candidate(laptop, paper_from(packed), code)
        content = candidate.walks(steps)
        for case in exam.cases.values():
            examiner.keep_case(case)
        found = collect(examiner, content, Exams(examiner, [paper_from(packed)]), HandClock())
        assert (found.outcome, found.why) == ("taken in", "")
        [here], [there] = examiner.attempts(), laptop.attempts()
        # What was looked at between an opening and the first deed is in no event.
        assert here.standing.worked_us <= there.standing.worked_us
        assert (here.head, here.length, here.standing.ended) == (there.head, there.length, there.standing.ended)
        laptop.close()
        examiner.close()


@pytest.mark.parametrize(
    ("rules", "steps"),
    [
        ("parts", [("rest", ""), ("pass", 700)]),  # a part runs out during a rest break
        ("left-over", [("pass", 700), ("tick", "")] * 4),  # the last part runs out before the whole does
    ],
)
def test_whoever_is_left_with_what_is_closed_can_still_hand_in(
    packs: Packs, tmp_path: Path, rules: str, steps: list[tuple[str, object]]
) -> None:
    candidate = Candidate(open_store(f"sqlite:///{tmp_path}/a.db"), paper_from(packs[rules][1]), "C2")
    candidate.walks(steps)
    assert candidate.attempt.state.ended == "handed in"


def test_the_walk_really_reaches_replies_limits_and_both_ends(packs: Packs, tmp_path: Path) -> None:
    _, packed = packs["parts"]
    candidate = Candidate(open_store(f"sqlite:///{tmp_path}/a.db"), paper_from(packed), "C2")
    for step, what in (("say", "work"), ("pass", 400), ("tick", ""), ("draft", "x"), ("pass", 200), ("tick", "")):
        candidate.does(step, what)
    kinds = {type(record.event).__name__ for record in candidate.attempt.events}
    assert {"Replied", "Closed", "Opened", "Answered"} <= kinds

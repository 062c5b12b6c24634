"""Collecting: what was sat elsewhere is taken in once, judged by the full cases, and what was altered is refused."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from miliary_chat.base.errors import UsageError
from miliary_chat.case.blueprint_reader import LoadedExam
from miliary_chat.case.library import Library
from miliary_chat.cli.exam_collecting import attempts_in, collect_files, noted_heads
from miliary_chat.cli.exam_packing import pack, save as save_again
from miliary_chat.cli.wishes import Wishes
from miliary_chat.dialogue import actions as a, events as e, wire
from miliary_chat.exam.attempt_file import read_attempt, save, text_of
from miliary_chat.exam.collecting import Collected, Exams, collect
from miliary_chat.exam.packing import write_exam
from miliary_chat.exam.unpacking import paper_at, paper_from
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import Moment
from miliary_chat.session.exam import Paper, begin, short_head
from miliary_chat.session.store import Store, open_store
from miliary_chat.session.store.chain import Link, extend, origin
from miliary_chat.session.store.contract import Recorded
from packed import HandClock, Laptop, exam_in, png, traps, whole_exam

CANDIDATES = "code,name,extra_time,rest\nC01,Ann Alpha,,\nC02,Bob Beta,1.25,10 min\nC03,Cy,,\nC04,Di,,\nC05,Ed,,\n"
BLUEPRINT = """\
format: 1
exam: mock
title: A mock
time: 30 min
seed: 77
overdue: grace
grace: 30 s
sections:
  all: {take: [{case: traps-of-glanders, only: [interview, answer, differential, order, choice]}]}
"""


@dataclass
class Hall:
    """An examiner's store, an exam file, and a folder for the laptops."""

    folder: Path
    exam: LoadedExam
    packed: bytes
    store: Store

    def sits(self, code: str, *said: str, hands_in: bool = True) -> bytes:
        """What comes back from a candidate who says these to one question after the other."""
        laptop = Laptop(self.folder / code)
        attempt = laptop.sits(self.packed, code, *said, hands_in=hands_in)
        return text_of(attempt.id, laptop.store().links(attempt.id))

    def collect(self, content: bytes, **heads: str) -> Collected:
        noted = {code.casefold(): (head,) for code, head in heads.items()}
        return collect(self.store, content, Exams(self.store), HandClock(1_800_100_000), noted)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> LoadedExam:
    folder = tmp_path_factory.mktemp("exam")
    traps(folder, png())
    return exam_in(folder, BLUEPRINT, CANDIDATES, folder)


@pytest.fixture(scope="module")
def packed(loaded: LoadedExam) -> bytes:
    return write_exam(loaded, "marigold")


@pytest.fixture
def hall(tmp_path: Path, loaded: LoadedExam, packed: bytes) -> Hall:
    store = open_store(f"sqlite:///{tmp_path}/examiner.db")
    paper = paper_from(packed)
    for case in loaded.cases.values():
        store.keep_case(case)
    store.keep_exam(paper.pack, "mock", "A mock", packed)
    return Hall(tmp_path, loaded, packed, store)


@pytest.fixture(scope="module")
def sat(tmp_path_factory: pytest.TempPathFactory, packed: bytes) -> bytes:
    """What comes back from C01, who says `SAID`."""
    laptop = Laptop(tmp_path_factory.mktemp("sat"))
    attempt = laptop.sits(packed, "C01", *SAID)
    return text_of(attempt.id, laptop.store().links(attempt.id))


SAID = ("work, sore", "knotted lymphatics", "equinia, because of the horses", "smear, bloods", "a", "a, b")


def test_an_attempt_is_taken_in_and_judged_by_the_full_cases(hall: Hall, sat: bytes) -> None:
    content = sat
    found = hall.collect(content)
    travelling = read_attempt(content)
    assert (found.outcome, found.code, found.answered, found.questions) == ("taken in", "C01", 6, 6)
    assert (found.ended, found.head) == ("handed in", short_head(travelling.head))
    [summary] = hall.store.attempts()
    assert (summary.person, summary.source, summary.policy, summary.standing.ended) == (
        "C01",
        "exam:mock",
        "exam",
        "handed in",
    )
    assert hall.store.links(summary.id) == travelling.links
    [ruling] = hall.store.read_rulings(summary.id)
    assert '"Judged"' in ruling.payload
    assert '"collected"' in ruling.payload


def test_the_judgement_is_that_of_the_same_answers_sat_with_the_keys(hall: Hall) -> None:
    answers = {"tests": "smear", "findings": "knotted lymphatics", "thoughts": "equinia", "history": "work"}
    laptop = Laptop(hall.folder / "C02")
    from_pack = begin(laptop.store(), paper_from(hall.packed), laptop.clock, code="C02", seed=5)
    with_keys = begin(
        laptop.store(), replace(Paper.of(hall.exam), blueprint=hall.exam.blueprint), laptop.clock, code="C03", seed=5
    )
    for attempt in (from_pack, with_keys):
        for ref in attempt.script.items:
            attempt.send(a.GoTo(ref.id))
            attempt.send(a.Say(answers.get(ref.stage, "a"), item=ref.id))
        attempt.send(a.Submit("handed in"))
    assert hall.collect(text_of(from_pack.id, laptop.store().links(from_pack.id))).outcome == "taken in"
    again = Attempt.resume(hall.store, from_pack.id, laptop.clock)
    assert again.judgement() == with_keys.judgement()
    assert any(isinstance(event, e.Credited) for event in again.judgement())


def test_collecting_twice_changes_nothing(hall: Hall, sat: bytes) -> None:
    content = sat
    first = hall.collect(content)
    before = (hall.store.attempts(), hall.store.read_rulings(first.attempt))
    again = hall.collect(content)
    assert (first.outcome, again.outcome) == ("taken in", "here already")
    assert (hall.store.attempts(), hall.store.read_rulings(first.attempt)) == before


def test_what_was_taken_in_but_not_judged_any_more_is_judged_the_next_time(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = hall.sits("C01", *SAID)

    def torn(*args: object, **named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("miliary_chat.exam.rulings.judge", torn)
        with pytest.raises(KeyboardInterrupt):
            hall.collect(content)
    assert hall.store.read_rulings(read_attempt(content).id) == ()
    assert hall.collect(content).outcome == "here already"
    assert len(hall.store.read_rulings(read_attempt(content).id)) == 1


def test_the_noted_end_is_compared(hall: Hall, sat: bytes) -> None:
    content = sat
    head = short_head(read_attempt(content).head)
    other = hall.collect(content, C01="0000-1111-2222")
    assert (other.outcome, other.why) == ("refused", f"it ends in {head}, and 0000-1111-2222 was noted")
    assert hall.store.attempts() == ()
    assert hall.collect(content, C02=head).remarks == ("no end was noted for it",)
    assert hall.collect(content, C01=head).outcome == "here already"


def test_a_second_attempt_is_refused_where_the_exam_allows_one(hall: Hall) -> None:
    assert hall.collect(hall.sits("C01", *SAID)).outcome == "taken in"
    again = Laptop(hall.folder / "elsewhere")
    attempt = again.sits(hall.packed, "C01", "work")
    found = hall.collect(text_of(attempt.id, again.store().links(attempt.id)))
    assert found.outcome == "refused"
    assert "allows 1 attempt" in found.why


def test_what_happened_to_the_clock_is_told(hall: Hall) -> None:
    laptop = Laptop(hall.folder / "C02")
    attempt = begin(laptop.store(), paper_from(hall.packed), laptop.clock, code="C02")
    laptop.clock.forward(60, utc=-3540)
    attempt.send(a.Say("work", item=attempt.state.current))
    attempt.send(a.AddTime(300_000_000, "Dr Ito", "fire alarm", "gift-1"))
    attempt.send(a.Rest())
    laptop.clock.forward(120)
    attempt.send(a.GoOn())
    laptop.clock.forward(300)
    Attempt.resume(
        laptop.store(),
        attempt.id,
        laptop.clock,
        cases={one.hash: one for one in paper_from(hall.packed).cases.values()},
    ).send(a.Submit("handed in"))
    found = hall.collect(text_of(attempt.id, laptop.store().links(attempt.id)))
    assert found.outcome == "taken in"
    assert found.remarks == (
        "its clock was set back by 1 hour; that gave no time",
        "time was given: 5 minutes, by Dr Ito: fire alarm",
        "it was closed or asleep for 5 minutes",
    )


def test_a_draft_at_the_deadline_and_an_answer_in_the_grace_are_taken_in(hall: Hall) -> None:
    laptop = Laptop(hall.folder / "C03")
    attempt = begin(laptop.store(), paper_from(hall.packed), laptop.clock, code="C03")
    laptop.clock.forward(30 * 60 + 10)
    attempt.send(a.Say("in the grace", item=attempt.state.current))
    attempt.draft("half a sentence")
    laptop.clock.forward(3600)
    attempt.send(a.Tick())
    found = hall.collect(text_of(attempt.id, laptop.store().links(attempt.id)))
    assert (found.outcome, found.ended) == ("taken in", "time")
    assert found.ended_us == (1_800_000_000 + 30 * 60 + 30) * 1_000_000


# Forgeries: the file is changed and its chain computed anew, which anybody can who reads this program.

Change = Callable[[list[Recorded]], Sequence[Recorded]]


def forged(content: bytes, change: Change, attempt: str = "") -> bytes:
    found = read_attempt(content)
    changed = change(list(found.recorded))
    name, head, links = attempt or found.id, origin(attempt or found.id), list[Link]()
    for record in changed:
        [link] = extend(head, len(links), record.moment, [wire.pack(record.event)])
        links.append(link)
        head = link.hash
    return text_of(name, tuple(links), found.release)


def on(kind: type[e.Event], **fields: object) -> Change:  # type: ignore[valid-type]
    """Change fields of the last event of a kind."""

    def change(recorded: list[Recorded]) -> list[Recorded]:
        at = max(at for at, record in enumerate(recorded) if isinstance(record.event, kind))
        recorded[at] = replace(recorded[at], event=replace(recorded[at].event, **fields))  # type: ignore[type-var]
        return recorded

    return change


def terms(**fields: object) -> Change:
    def change(recorded: list[Recorded]) -> list[Recorded]:
        started = recorded[0].event
        assert isinstance(started, e.Started)
        assert started.terms
        recorded[0] = replace(recorded[0], event=replace(started, terms=replace(started.terms, **fields)))
        return recorded

    return change


def before_the_end(*events: e.Event) -> Change:
    def change(recorded: list[Recorded]) -> list[Recorded]:
        closed = next(at for at, record in enumerate(recorded) if isinstance(record.event, e.Closed))
        fresh = [Recorded(0, recorded[closed].moment, event) for event in events]
        return [*recorded[:closed], *fresh, *recorded[closed:]]

    return change


def without(kind: type[e.Event]) -> Change:  # type: ignore[valid-type]
    return lambda recorded: [record for record in recorded if not isinstance(record.event, kind)]


def later(seconds: float) -> Change:
    """Everything from the third answer on came so much later."""

    def change(recorded: list[Recorded]) -> list[Recorded]:
        third = [at for at, record in enumerate(recorded) if isinstance(record.event, e.Answered)][2]
        us = round(seconds * 1e6)

        def moved(record: Recorded) -> Recorded:
            event = record.event
            if isinstance(event, e.Opened | e.Ended):
                event = replace(event, at_us=event.at_us + us)
            return replace(record, moment=Moment(record.moment.utc_us + us, record.moment.boot_us + us), event=event)

        return [*recorded[:third], *map(moved, recorded[third:])]

    return change


def item_of(recorded: Sequence[Recorded], stage: str) -> str:
    started = recorded[0].event
    assert isinstance(started, e.Started)
    return next(ref.id for ref in started.items if ref.stage == stage)


def reply(recorded: list[Recorded]) -> list[Recorded]:
    words = e.Words("reply/ulcer", "It began as a bump.")
    return list(before_the_end(e.Replied(item_of(recorded, "history"), "ulcer", words))(recorded))


def verdict(recorded: list[Recorded]) -> list[Recorded]:
    credited = e.Credited(item_of(recorded, "findings"), "nodule", e.Words("credit", "yes"))
    return list(before_the_end(credited)(recorded))


def late_answer(recorded: list[Recorded]) -> list[Recorded]:
    return list(before_the_end(e.Answered(item_of(recorded, "findings"), "x", 2, late=True))(recorded))


def fewer_items(recorded: list[Recorded]) -> list[Recorded]:
    started = recorded[0].event
    assert isinstance(started, e.Started)
    recorded[0] = replace(recorded[0], event=replace(started, items=tuple(reversed(started.items))))
    return recorded


FORGERIES: dict[str, tuple[Change, str]] = {
    "more time": (terms(limit_us=10**12), "the time limit is not as the exam gives it"),
    "extra time": (terms(factor=2.0), "the extra time is not as"),
    "rest breaks": (terms(rest_us=10**9), "the rest breaks are not as"),
    "another word": (terms(word=""), "the rule “word” is not as"),
    "another exam": (terms(blueprint="0" * 64), "belongs to an exam file"),
    "another pack": (terms(pack="1" * 64), "belongs to an exam file"),
    "no pack": (terms(pack=""), "sat from the exam itself"),
    "other questions": (fewer_items, "questions are not those that this exam draws"),
    "another draw": (on(e.Started, seed=1), "questions are not those that this exam draws"),
    "another candidate": (on(e.Started, person="C02"), "is not as the exam gives it"),
    "a stranger": (on(e.Started, person="X99"), "no candidate"),
    "another title": (on(e.Started, title="Mine"), "title is not that of the exam"),
    "another result": (on(e.Resulted, words=e.Words("result/smear", "All is well.")), "is not what this exam replies"),
    "a weighted result": (on(e.Resulted, credit=50), "is not what this exam replies"),
    "a choice told right": (on(e.Chosen, right=True), "tells what it was worth"),
    "a choice that was not offered": (on(e.Chosen, options=("z",)), "was not offered"),
    "a reply to nothing": (reply, "answers what nobody asked"),
    "a verdict": (verdict, "is a verdict, and a sitting holds none"),
    "an answer marked as late": (late_answer, "does not say so"),
    "too late": (later(40 * 60), "came after its time was over|ends it at another time|after the time was over"),
    "an end at another time": (on(e.Ended, at_us=1), "ends it at another time"),
    "an end for another reason": (on(e.Ended, reason="time"), "ends it at another time, or for another reason"),
    "a break that nobody granted": (before_the_end(e.Paused(1)), "another time than the clock|not granted"),
    "a beginning twice": (lambda r: [r[0], *r], "begins it a second time"),
    "another question put": (on(e.Opened, show=None, scene="Say nodule."), "does not put the question as this exam"),
    "a terminal's command": (on(e.Answered, text="\x1b[2J"), "characters that nobody can type"),
    "a hidden turn of the line": (on(e.Started, boot="\u202eevil"), "characters that nobody can type"),
    "an endless answer": (on(e.Answered, text="x" * 2001), "longer than an answer can be"),
    "an unopened question": (without(e.Opened), "cannot follow those before it"),
    "an opening without its hour": (on(e.Opened, at_us=0), "another time than the clock beside it"),
}


@pytest.mark.parametrize(("change", "said"), FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forgery_is_refused_and_says_why(hall: Hall, sat: bytes, change: Change, said: str) -> None:
    found = hall.collect(forged(sat, change))
    assert found.outcome == "refused"
    assert re.search(said, found.why), found.why
    assert hall.store.attempts() == ()


def test_a_forgery_that_does_not_change_anything_is_the_attempt_itself(hall: Hall, sat: bytes) -> None:
    content = sat
    assert forged(content, lambda recorded: recorded) == content


def test_an_answer_exchanged_in_a_chain_computed_anew_is_found_by_the_noted_end_alone(hall: Hall, sat: bytes) -> None:
    content = sat
    exchanged = forged(
        content,
        lambda r: [
            replace(one, event=replace(one.event, text="better words"))
            if isinstance(one.event, e.Answered)
            and one.event.text == "knotted lymphatics"
            and one.event.item == item_of(r, "findings")
            else one
            for one in r
        ],
    )
    noted = short_head(read_attempt(content).head)
    assert exchanged != content
    assert hall.collect(exchanged, C01=noted).outcome == "refused"
    assert hall.collect(exchanged).outcome == "taken in"  # what nobody noted, nobody can tell


@pytest.mark.parametrize("patched", [False, True])
def test_a_seed_cannot_be_named_with_an_exam_file_and_is_remarked_on_where_somebody_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, patched: bool
) -> None:
    exam = exam_in(tmp_path, whole_exam("wedding-photograph"))
    packed = write_exam(exam)
    paper = paper_from(packed)
    store = open_store(f"sqlite:///{tmp_path}/examiner.db")
    for case in exam.cases.values():
        store.keep_case(case)
    laptop = Laptop(tmp_path / "laptop")
    if patched:  # a program that was changed on the candidate's machine
        monkeypatch.setattr("miliary_chat.session.exam.seed_of", lambda name: 5)
    attempt = begin(laptop.store(), paper, laptop.clock, seed=5)
    monkeypatch.undo()
    attempt.send(a.Submit("handed in"))
    content = text_of(attempt.id, laptop.store().links(attempt.id))
    found = collect(store, content, Exams(store, [paper]), HandClock())
    assert found.remarks == (("its questions were drawn by a seed that was named",) if patched else ())


def test_a_truncated_file_and_a_flipped_byte_are_refused(hall: Hall, sat: bytes) -> None:
    content = sat
    for bad in (content[: len(content) // 2], content.replace(b"equinia", b"equinix", 1), b"", b"\xff\xfe"):
        assert hall.collect(bad).outcome == "refused"
    assert hall.store.attempts() == ()


def test_without_the_keys_nothing_is_taken_in(tmp_path: Path, packed: bytes) -> None:
    store = open_store(f"sqlite:///{tmp_path}/other.db")
    content = Hall(tmp_path, None, packed, store).sits("C01", *SAID)  # type: ignore[arg-type]
    found = collect(store, content, Exams(store, [paper_from(packed)]), HandClock())
    assert (found.outcome, found.why) == ("refused", "the cases with their keys are not in this store")
    assert store.attempts() == ()


# The commands.


def journey_wishes(folder: Path, cases: Path) -> Wishes:
    return Wishes(db=str(folder / "examiner.db"), cases=(cases,))


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder with the exam and its cases, from which an examiner packs."""
    traps(tmp_path, png())
    at = tmp_path / "mock"
    at.mkdir()
    (at / "exam.yaml").write_text(BLUEPRINT, encoding="utf-8")
    (at / "candidates.csv").write_text(CANDIDATES, encoding="utf-8")
    return tmp_path


def test_a_whole_exam_on_five_laptops(
    shelf: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shelf)
    wishes = journey_wishes(shelf, shelf)
    assert pack(wishes, "mock/exam.yaml", None, "marigold", ask_word=False, force=False) == 0
    told = capsys.readouterr().out
    packed = paper_at(shelf / "mock.exam")
    assert short_head(packed.pack) in told
    assert "6 questions for each, 1 picture, 5 candidates" in told
    # The author mends the case and the examiner the exam, after the exam file went out.
    (shelf / "traps-of-glanders" / "case.yaml").write_text("format: 1\n")
    (shelf / "mock" / "exam.yaml").write_text("format: 1\n")
    heads, files = [], []
    for number in range(1, 6):
        laptop = Laptop(shelf / f"laptop-{number}")
        attempt = laptop.sits(packed.packed, f"C0{number}", *SAID[:number])
        store = laptop.store()
        files.append(save(store, attempt.id, laptop.folder))
        heads.append(f"C0{number}={short_head(store.attempt(attempt.id).head)}")
    files[3].write_bytes(files[3].read_bytes().replace(b"equinia", b"sarcoid"))
    assert collect_files(wishes, files, (), heads, as_json=False) == 1
    out = capsys.readouterr()
    assert out.out.count("taken in") == 4
    assert "C04-mock.attempt  REFUSED: event " in out.out
    assert "is not what was stored" in out.out
    assert out.err.startswith("4 taken in, 1 refused.")
    assert "An end was noted for C04" in out.err
    assert collect_files(wishes, files[:3], (), heads[:3], as_json=True) == 0
    again = json.loads(capsys.readouterr().out)
    assert {one["outcome"] for one in again} == {"here already"}
    store = open_store(f"sqlite:///{shelf}/examiner.db")
    assert len(store.attempts(source="exam:mock", live=False)) == 4
    assert store.people()["C01"] == "Ann Alpha"
    assert all(len(store.read_rulings(one.id)) == 1 for one in store.attempts())


def test_packing_again_asks_before_it_replaces_a_file(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wishes, out = journey_wishes(shelf, shelf), shelf / "one.exam"
    named = str(shelf / "mock")
    assert pack(wishes, named, out, "", ask_word=False, force=False) == 0
    assert "no invigilator's word" in capsys.readouterr().out
    content = out.read_bytes()
    with pytest.raises(UsageError, match="there already"):
        pack(wishes, named, out, "", ask_word=False, force=False)
    assert pack(wishes, named, out, "", ask_word=False, force=True) == 0
    assert out.read_bytes() == content
    with pytest.raises(UsageError, match="fewer than"):
        pack(wishes, named, out, "ab", ask_word=False, force=True)


def test_an_attempt_sat_from_the_exam_itself_is_compared_with_the_exam_that_is_named(
    shelf: Path, loaded: LoadedExam, capsys: pytest.CaptureFixture[str]
) -> None:
    laptop = Laptop(shelf / "laptop")
    exam = Library((), (shelf,)).find_exam(str(shelf / "mock"))
    attempt = begin(laptop.store(), Paper.of(exam), laptop.clock, code="C01")
    attempt.send(a.Submit("handed in"))
    file = save(laptop.store(), attempt.id, shelf)
    wishes = journey_wishes(shelf, shelf)
    assert collect_files(wishes, [file], (), (), as_json=False) == 1
    assert "Name that exam: --exam EXAM" in capsys.readouterr().out
    assert collect_files(wishes, [file], [str(shelf / "mock")], (), as_json=False) == 0
    assert "0 of 6 answered" in capsys.readouterr().out


def test_a_file_that_is_not_there_is_refused_and_the_others_are_taken_in(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wishes, out = journey_wishes(shelf, shelf), shelf / "one.exam"
    pack(wishes, str(shelf / "mock"), out, "", ask_word=False, force=False)
    laptop = Laptop(shelf / "laptop")
    attempt = laptop.sits(out.read_bytes(), "C01", *SAID)
    file = save(laptop.store(), attempt.id, shelf)
    capsys.readouterr()
    assert collect_files(wishes, [shelf / "missing.attempt", shelf / "mock", file], (), (), as_json=False) == 1
    told = capsys.readouterr()
    assert "missing.attempt  REFUSED: " in told.out
    assert told.err == "1 taken in, 2 refused.\n"


def test_the_last_exam_is_saved_again_from_the_store(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wishes, out = journey_wishes(shelf, shelf), shelf / "one.exam"
    pack(wishes, str(shelf / "mock"), out, "", ask_word=False, force=False)
    laptop = Laptop(shelf / "laptop")
    mine = Wishes(db=str(laptop.folder / "attempts.db"))
    with pytest.raises(UsageError, match="No exam was handed in"):
        save_again(mine, "", shelf)
    attempt = laptop.sits(out.read_bytes(), "C01", *SAID)
    capsys.readouterr()
    assert save_again(mine, "", shelf) == 0
    assert capsys.readouterr().out == f"{shelf}/C01-mock.attempt\n"
    assert read_attempt((shelf / "C01-mock.attempt").read_bytes()).id == attempt.id


def test_a_folder_or_a_pattern_means_the_attempts_in_it(tmp_path: Path) -> None:
    for name in ("b.attempt", "a.attempt", "a.exam"):
        (tmp_path / name).touch()
    both = [tmp_path / "a.attempt", tmp_path / "b.attempt"]
    assert attempts_in([tmp_path]) == both
    assert attempts_in([tmp_path / "*.attempt", tmp_path / "a.attempt"]) == both
    assert attempts_in([tmp_path / "*.x"]) == [tmp_path / "*.x"]


@pytest.mark.parametrize(
    ("written", "noted"),
    [
        ("C07=7f3a-91c2-0b6d", {"c07": ("7f3a-91c2-0b6d",)}),
        (" C07 = 7F3A 91C2 0B6D ", {"c07": ("7f3a-91c2-0b6d",)}),
        ("a=b=7f3a91c20b6d", {"a=b": ("7f3a-91c2-0b6d",)}),
    ],
)
def test_a_noted_end_is_read_as_people_write_it(written: str, noted: dict[str, tuple[str, ...]]) -> None:
    assert noted_heads([written]) == noted


@pytest.mark.parametrize("written", ["C07", "=7f3a-91c2-0b6d", "C07=7f3a", "C07=zzzz-zzzz-zzzz", ""])
def test_what_is_no_noted_end_is_a_wrong_call(written: str) -> None:
    with pytest.raises(UsageError, match="no noted end"):
        noted_heads([written])


def test_an_exam_whole_and_long_is_collected_too(tmp_path: Path) -> None:
    exam = exam_in(tmp_path, whole_exam("wedding-photograph"))
    packed = write_exam(exam)
    paper = paper_from(packed)
    store = open_store(f"sqlite:///{tmp_path}/examiner.db")
    for case in exam.cases.values():
        store.keep_case(case)
    store.keep_exam(paper.pack, "mock", "A mock", packed)
    said = ("any fever? neck lump? examine neck", "miliary nodules", "random", "blood", "TB, metastases", "CT, FNA")
    laptop = Laptop(tmp_path / "laptop")
    attempt = laptop.sits(packed, "", *said)
    found = collect(store, text_of(attempt.id, laptop.store().links(attempt.id)), Exams(store), HandClock())
    assert (found.outcome, found.code, found.why) == ("taken in", "local", "")

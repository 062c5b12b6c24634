"""What the tests of an exam's reports share: the results of a class with everything in them."""

from dataclasses import replace

import pytest

from classes import SMALL, SMALL_CASE, Hall, sit, small_exam
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.exam import rulings
from miliary_chat.exam.result import ExamResults
from miliary_chat.exam.results import results
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.exam import Paper, begin, give_time
from miliary_chat.session.store import open_store


@pytest.fixture(scope="session")
def found(tmp_path_factory: pytest.TempPathFactory) -> ExamResults:
    """Six candidates with all that can happen, one who still sits, one who cannot be read."""
    tmp_path = tmp_path_factory.mktemp("reports")
    store, hall = open_store(f"sqlite:///{tmp_path}/reports.db"), Hall()
    exam = small_exam(tmp_path / "exam", f"{SMALL}after: {{show: marks, when: hand-in}}\n")
    store.keep_person("A", "Ada Example")
    sit(store, exam, hall, "A", ("grey square", "a"), seconds=30)
    sit(store, exam, hall, "B", ("ashen balloon", "a"), seconds=70)
    sit(store, exam, hall, "C", ("grey, squarish", "b"), seconds=45)
    sit(store, exam, hall, "D", ("", ""))
    ruled = sit(store, exam, hall, "E", ("grey, boxy", "c"))
    rulings.judge(store, ruled, hall, why="handed in")
    decision = e.Ruled(ruled.script.items[0].id, "square", 100, "Dr Ito", "means the same", "boxy")
    store.append_rulings(ruled.id, 1, [rulings.pack(rulings.Human(decision))], hall.now())
    odd = begin(store, Paper.of(exam), hall, code="F")
    odd.send(a.Say("square", item=odd.script.items[0].id))
    give_time(store, store.attempts(live=True), 60_000_000, by="Dr Ito", why="fire alarm", clock=hall)
    again = Attempt.resume(store, odd.id, hall)
    hall.go(60, utc=-3_600)
    again.send(a.Tick())
    hall.go(4_000)
    again.send(a.Tick())
    other = small_exam(tmp_path / "other", case=SMALL_CASE.replace("Two questions", "Another version"))
    packed = replace(Paper.of(other), pack="f" * 64, packed=b"{}")  # a pack's cases are not kept with it
    begin(store, packed, hall, code="G").send(a.Submit())
    begin(store, Paper.of(exam), hall, code="H")
    gathered = results(store, "small-exam", hall)
    store.close()
    return gathered

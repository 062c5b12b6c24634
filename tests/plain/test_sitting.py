"""Finding the case, beginning or going on, and home."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from miliary_chat.base.errors import CaseError, UsageError
from miliary_chat.case.library import Library
from miliary_chat.plain.sitting import Sitting
from miliary_chat.session.store import Store, open_store

WHOLE = Path(__file__).parents[1] / "case" / "whole.yaml"


class Desk:
    """A machine with one case and a store."""

    def __init__(self, folder: Path, store: Store, clock: Any, paper: Any) -> None:
        self.case = folder / "whole" / "case.yaml"
        self.store = store
        self._clock, self._paper = clock, paper

    def sit(self, *lines: str, do: Callable[[Sitting], None]) -> str:
        """Do something in a new process, as it were, with these lines typed; all that was printed."""
        sheet = self._paper(*lines)
        library = Library([self.case.parent.parent])
        do(Sitting(library, self.store, self._clock, sheet.page, seed=1))
        return sheet.text + sheet.aside.getvalue()


@pytest.fixture
def desk(tmp_path: Path, clock: Any, paper: Any) -> Iterator[Desk]:
    """The machine."""
    (tmp_path / "cases" / "whole").mkdir(parents=True)
    shutil.copy(WHOLE, tmp_path / "cases" / "whole" / "case.yaml")
    store = open_store(f"sqlite:///{tmp_path / 'attempts.db'}")
    yield Desk(tmp_path / "cases", store, clock, paper)
    store.close()


def test_playing_a_case_in_progress_goes_on_with_it(desk: Desk) -> None:
    desk.sit("any lumps", do=lambda sitting: sitting.play("whole"))
    text = desk.sit(do=lambda sitting: sitting.play("whole"))
    assert "You are in the middle of this case" in text
    assert "Patient: There is a bump." in text
    assert len(desk.store.attempts()) == 1


def test_playing_it_anew_ends_the_attempt_in_progress(desk: Desk) -> None:
    desk.sit(do=lambda sitting: sitting.play("whole"))
    desk.sit(do=lambda sitting: sitting.play("whole", new=True))
    assert sorted(str(one.standing.ended) for one in desk.store.attempts()) == ["None", "finished"]


def test_another_stage_of_a_case_in_progress_is_not_begun_behind_ones_back(desk: Desk) -> None:
    desk.sit(do=lambda sitting: sitting.play("whole"))
    with pytest.raises(UsageError, match="--new"):
        desk.sit(do=lambda sitting: sitting.play("whole", "workup"))


def test_a_case_can_be_begun_at_a_stage(desk: Desk) -> None:
    assert "Stage 4 of 5: workup." in desk.sit(do=lambda sitting: sitting.play("whole", "workup"))


@pytest.mark.parametrize(("case", "stage", "error"), [("whale", None, CaseError), ("whole", "nowhere", UsageError)])
def test_an_unknown_case_or_stage_is_named_and_stores_nothing(
    desk: Desk, case: str, stage: str | None, error: type[Exception]
) -> None:
    with pytest.raises(error, match=stage or case):
        desk.sit(do=lambda sitting: sitting.play(case, stage))
    assert desk.store.attempts() == ()


def test_resume_takes_the_last_attempt_or_the_one_whose_id_begins_so(desk: Desk) -> None:
    desk.sit("any lumps", do=lambda sitting: sitting.play("whole"))
    name = desk.store.attempts()[0].id
    for start in ("", name[:8], name):
        assert "You: any lumps" in desk.sit(do=lambda sitting, start=start: sitting.resume(start))


def test_with_nothing_in_progress_resume_says_what_there_is(desk: Desk) -> None:
    with pytest.raises(UsageError, match="list"):
        desk.sit(do=lambda sitting: sitting.resume())


def test_a_case_edited_meanwhile_goes_on_as_it_was_and_says_so(desk: Desk) -> None:
    desk.sit("any lumps", do=lambda sitting: sitting.play("whole"))
    desk.case.write_text(desk.case.read_text("utf-8").replace("Ten weeks.", "Eleven weeks."), "utf-8")
    text = desk.sit("how long have you coughed", do=lambda sitting: sitting.resume())
    assert "The case was edited since you began" in text
    assert "Patient: Ten weeks." in text


def test_a_case_that_was_broken_or_taken_away_meanwhile_goes_on_as_it_was(desk: Desk) -> None:
    desk.sit(do=lambda sitting: sitting.play("whole"))
    for harm in (lambda: desk.case.write_text("no case", "utf-8"), desk.case.unlink):
        harm()
        assert "Stage 1 of 5" in desk.sit(do=lambda sitting: sitting.resume())


def test_home_lists_what_is_in_progress_before_the_cases_and_takes_a_number(desk: Desk) -> None:
    desk.sit("any lumps", do=lambda sitting: sitting.play("whole"))
    text = desk.sit("7", "what?", "1", do=lambda sitting: sitting.home())
    assert text.index("In progress") < text.index("1: A cough in spring (") < text.index("\nCases\n")
    assert text.count("Type a number from 1 to 2, or /quit.") == 2
    assert "You: any lumps" in text


@pytest.mark.parametrize("lines", [("/quit", "1"), ()])
def test_home_can_be_left(desk: Desk, lines: tuple[str, ...]) -> None:
    assert "Stage 1" not in desk.sit(*lines, do=lambda sitting: sitting.home())


def test_ctrl_c_keeps_the_place_and_what_was_half_typed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = itertools.chain(["half of an\\"], itertools.repeat(None))

    def row(page: object, prompt: str) -> str:
        found = next(rows)
        if found is None:
            raise KeyboardInterrupt
        return found

    monkeypatch.setattr("miliary_chat.plain.page.Page._row", row)
    said: list[str] = []
    monkeypatch.setattr("miliary_chat.plain.page.Page.note", lambda page, text: said.append(text))
    with pytest.raises(KeyboardInterrupt):
        desk.sit(do=lambda sitting: sitting.play("whole"))
    assert said[-1].startswith("Your place is kept.")
    assert desk.store.read_draft(desk.store.attempts()[0].id, "history/main") == "half of an\n"

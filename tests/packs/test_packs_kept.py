"""A case that uses packs is pinned and kept with what they said when it began: a later release breaks no attempt."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from miliary_chat.case import pack
from miliary_chat.case.loaded import Loaded, case_hash, load_case
from miliary_chat.case.nodes import compose, plain
from miliary_chat.case.reader import check_case, read_case
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import Moment
from miliary_chat.session.store import Store, open_store
from shelves import TALK, TESTS, shelve, stage

SOURCE = stage(
    "use: talk\nleave_out: chest\n"
    "interview:\n  cough: {reply: Ten weeks., must: true}\n  lump: {ask: [lump], reply: R.}"
)


class StandingClock:
    """A clock of which only the order matters."""

    def now(self) -> Moment:
        return Moment(1_800_000_000_000_000, 5_000_000)


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with_file = open_store(f"sqlite:///{tmp_path}/attempts.db")
    yield with_file
    with_file.close()


@pytest.fixture
def later(tmp_path: Path, shelf: Path) -> Any:
    """What a later release does to the packs: it changes one, and takes another away."""

    def release(monkeypatch: pytest.MonkeyPatch) -> None:
        shelve(tmp_path / "later", monkeypatch, talk=TALK.replace("No fever.", "Maybe a fever."))

    return release


@pytest.mark.usefixtures("shelf")
def test_what_is_kept_needs_no_pack_and_is_the_same_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = Loaded.from_source(SOURCE, {"film": "00"})
    assert b"use" not in loaded.source
    assert loaded.source != SOURCE
    shelve(tmp_path / "none", monkeypatch)
    again = Loaded.from_source(loaded.source, {"film": "00"})
    assert (again.case, again.hash, again.source) == (loaded.case, loaded.hash, loaded.source)


@pytest.mark.usefixtures("shelf")
def test_a_case_loaded_from_its_folder_is_kept_the_same_way(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_bytes(SOURCE)
    loaded = load_case(tmp_path)
    assert (loaded.source, loaded.hash) == (Loaded.from_source(SOURCE).source, Loaded.from_source(SOURCE).hash)
    reading = check_case(tmp_path)
    assert (reading.source, reading.kept, reading.packs) == (SOURCE, loaded.source, ("talk",))


@pytest.mark.usefixtures("shelf")
def test_a_case_that_uses_a_pack_is_the_case_that_has_it_written_out() -> None:
    written = stage(
        "interview:\n"
        "  cough: {reply: Ten weeks., must: true, label: the cough, ask: [cough]}\n"
        "  lump: {ask: [lump], reply: R.}\n"
        "  fever: {ask: [fever, temperature], reply: No fever., also: [sweats]}\n"
        "  sweats: {ask: [night sweats], reply: No sweats., also: [fever]}\n"
        "  nodes: {ask: [glands], reply: None., examine: [palpate nodes], find: None felt.}"
    )
    assert Loaded.from_source(written).hash == Loaded.from_source(SOURCE).hash


def test_a_pack_that_changes_makes_another_case_of_it(later: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Loaded.from_source(SOURCE).hash
    later(monkeypatch)
    assert Loaded.from_source(SOURCE).hash != before


def test_a_part_of_a_pack_that_the_case_does_not_take_changes_nothing(
    tmp_path: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Loaded.from_source(SOURCE).hash
    changed = TALK.replace("Clear.", "Quite clear.").replace("No cough.", "A cough?").replace("A few", "Some")
    shelve(tmp_path / "later", monkeypatch, talk=changed, tests=TESTS)
    assert Loaded.from_source(SOURCE).hash == before


@pytest.mark.parametrize("gone", [False, True])
def test_an_attempt_goes_on_with_the_pack_that_it_began_with(
    gone: bool, store: Store, tmp_path: Path, later: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = Attempt.start(store, Loaded.from_source(SOURCE), StandingClock())
    attempt.send(a.Say("cough?"))
    later(monkeypatch)
    if gone:
        shelve(tmp_path / "none", monkeypatch)
    again = Attempt.resume(store, attempt.id, StandingClock(), current="another hash")
    assert again.edited
    assert again.state == attempt.state
    replied = [event for event in again.send(a.Say("any fever?")) if isinstance(event, e.Replied)]
    assert [(event.reply, event.words.text) for event in replied] == [("fever", "No fever.")]
    heard = [event.event.reply for event in again.events if isinstance(event.event, e.Replied)]
    assert heard == ["cough", "fever"]


def test_the_actions_of_an_attempt_come_to_the_same_on_what_was_kept(
    store: Store, later: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = Attempt.start(store, Loaded.from_source(SOURCE), StandingClock(), seed=7)
    deeds = [a.Say("fever? cough?"), a.Say("any glands"), a.Say("done"), a.Say("done")]
    for deed in deeds:
        attempt.send(deed)
    later(monkeypatch)
    kept = Attempt.resume(store, attempt.id, StandingClock())
    again = Attempt.rehearse(kept.script, deeds, StandingClock())
    assert [record.event for record in again.events][1:] == [record.event for record in attempt.events][1:]


def test_the_shipped_packs_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = pack.take("chest-history")
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("read again"))
    assert pack.take("chest-history") is first


CLINIC, _ = compose((Path(__file__).parent / "market-stall.yaml").read_bytes(), "x")
assert CLINIC is not None
WRITTEN = plain(CLINIC)
IDS = sorted(id_ for name in ("chest-history", "general-history") for id_ in pack.take(name).pack.interview)
ANYTHING = st.sampled_from(
    [
        "x",
        "no",
        "- a",
        "a: b",
        '"',
        "\\",
        "two\nlines",
        "é 😀",
        ["x"],
        {"reply": "R."},
        {"must": "yes"},
        {"ask": "x"},
        [],
    ]
)


@settings(max_examples=25, deadline=None)
@given(
    st.dictionaries(st.sampled_from(IDS), ANYTHING),
    st.lists(st.sampled_from(IDS)),
    st.sampled_from(["use", "leave_out", "interview"]),
    ANYTHING,
)
def test_whatever_an_author_writes_over_a_pack_is_kept_as_it_was_or_told(
    overrides: dict[str, object], left_out: list[str], key: str, value: object
) -> None:
    written = json.loads(json.dumps(WRITTEN))
    history = written["stages"]["history"]
    history["interview"] |= overrides
    history["leave_out"] = left_out or "pets"
    for change in ({}, {key: value}):
        reading = read_case(
            json.dumps(
                {**written, "stages": {**written["stages"], "history": history | change}}, ensure_ascii=False
            ).encode(),
            "x",
        )
        assert (reading.case is None) == bool(reading.errors)
        if reading.case is not None and reading.tree is not None:
            again = read_case(reading.kept, "x")
            assert again.tree is not None
            assert (again.case, again.problems) == (reading.case, reading.problems)
            assert case_hash(again.tree, {}) == case_hash(reading.tree, {})

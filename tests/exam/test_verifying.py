"""Verifying: every changed byte is found, in the store and in files, and the first wrong event is named."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from miliary_chat.base.errors import StoreError, UsageError
from miliary_chat.cli.exam_verifying import verify_all
from miliary_chat.cli.wishes import Wishes
from miliary_chat.exam.attempt_file import save, text_of
from miliary_chat.exam.collecting import Exams, collect
from miliary_chat.exam.packing import write_exam
from miliary_chat.exam.unpacking import paper_from
from miliary_chat.exam.verifying import verify
from miliary_chat.session.clock import Moment
from miliary_chat.session.exam import Paper, begin, short_head
from miliary_chat.session.store import Store, chain, open_store
from packed import HandClock, Laptop, exam_in, png, traps, whole_exam


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an examiner's store, in which one attempt was collected, its file, and the exam file."""
    folder = tmp_path_factory.mktemp("made")
    traps(folder, png())
    exam = exam_in(folder, whole_exam("traps-of-glanders"), "code\nC07\nC08\n", folder)
    packed = write_exam(exam)
    (folder / "mock.exam").write_bytes(packed)
    store, paper = open_store(f"sqlite:///{folder}/examiner.db"), paper_from(packed)
    for case in exam.cases.values():
        store.keep_case(case)
    store.keep_exam(paper.pack, "mock", "A mock", packed)
    laptop = Laptop(folder / "laptop")
    attempt = laptop.sits(packed, "C07", "work", "knotted", "equinia", "smear")
    content = save(laptop.store(), attempt.id, folder).read_bytes()
    assert collect(store, content, Exams(store), HandClock()).outcome == "taken in"
    sat_here = begin(store, Paper.of(exam), HandClock(), code="C08")
    sat_here.draft("something")
    store.close()
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of it that may be spoilt."""
    for name in ("mock.exam", "C07-mock.attempt"):
        (tmp_path / name).write_bytes((made / name).read_bytes())
    with closing(sqlite3.connect(made / "examiner.db")) as here, closing(sqlite3.connect(tmp_path / "a.db")) as there:
        here.backup(there)
    return tmp_path


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    store = open_store(f"sqlite:///{folder}/a.db")
    yield store
    store.close()


@contextmanager
def behind_its_back(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder / "a.db")) as connection:
        yield connection
        connection.commit()


def wrong_in(store: Store) -> list[str]:
    return [one.wrong for one in verify(store) if one.wrong]


def test_what_was_not_touched_holds(store: Store, folder: Path) -> None:
    found = {one.name.split()[0]: one for one in verify(store)}
    assert set(found) == {"C07", "C08"}
    assert not wrong_in(store)
    head = short_head(next(one.head for one in store.attempts() if one.person == "C07"))
    assert "1 ruling, 1 case hold" in found["C07"].holds
    assert head in found["C07"].holds
    [of_file] = verify(store, (str(folder / "C07-mock.attempt"),))
    assert of_file.holds.startswith("C07: ")
    assert head in of_file.holds
    [of_pack] = verify(store, (str(folder / "mock.exam"),))
    assert of_pack.holds.startswith("1 case and 1 picture hold, pack ")


def test_exams_and_attempts_are_named_by_their_ids(store: Store) -> None:
    assert len(list(verify(store, ("mock",)))) == 2
    one = store.attempts(person="C07")[0]
    assert [found.name for found in verify(store, (one.id[:7],))] == [f"C07 {one.id[:6]}"]
    with pytest.raises(UsageError, match="no attempt, no file and no exam"):
        list(verify(store, ("nothing",)))


def test_every_flipped_byte_of_a_stored_chain_is_found(store: Store) -> None:
    one = store.attempts(person="C07")[0]
    links = store.links(one.id)
    passed: list[object] = []

    def tried(at: int, link: chain.Link) -> None:
        said = ""
        try:
            chain.verify(one.id, (*links[:at], link, *links[at + 1 :]), one.length, one.head)
        except StoreError as error:
            said = error.what
        if f"event {at + 1}" not in said:
            passed.append(link)

    for at, link in enumerate(links):
        for place, char in enumerate(link.payload):
            tried(at, replace(link, payload=link.payload[:place] + chr(ord(char) ^ 1) + link.payload[place + 1 :]))
        for place, char in enumerate(link.hash):
            tried(at, replace(link, hash=link.hash[:place] + chr(ord(char) ^ 1) + link.hash[place + 1 :]))
        for bit in range(60):
            utc, boot = link.moment.utc_us, link.moment.boot_us
            tried(at, replace(link, moment=Moment(utc ^ 1 << bit, boot)))
            tried(at, replace(link, moment=Moment(utc, boot ^ 1 << bit)))
    assert passed == []


SPOILT = [
    "UPDATE events SET payload = replace(payload, 'equinia', 'anthrax') WHERE payload LIKE '%\"text\":\"equinia%'",
    "UPDATE events SET at_us = at_us + 1 WHERE seq = 5",
    "UPDATE events SET boot_us = boot_us - 1 WHERE seq = 5",
    "UPDATE events SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE seq = 3",
    "UPDATE events SET payload = CAST(payload AS BLOB) || ' ' WHERE seq = 4",
    "UPDATE events SET seq = 4000 WHERE seq = 4",
    "DELETE FROM events WHERE seq = (SELECT max(seq) FROM events)",
    "UPDATE attempts SET head = '0' || substr(head, 2) || 'x'",
    "UPDATE attempts SET length = length - 1",
    "UPDATE attempts SET title = 'Another' WHERE person = 'C07'",
    "UPDATE attempts SET source = 'exam:other' WHERE person = 'C07'",
    "UPDATE attempts SET started_us = 1",
    "INSERT INTO persons VALUES ('C99', 'C99')",
    "UPDATE rulings SET payload = replace(payload, '\"v\":1', '\"v\":2')",
    "UPDATE rulings SET at_us = at_us + 1",
    "UPDATE rulings SET hash = 'x'",
    "UPDATE cases SET source = CAST(replace(source, 'equinia', 'anthrax') AS BLOB)",
    "UPDATE images SET bytes = x'00'",
    "DELETE FROM case_images",
    "UPDATE exams SET source = x'00'",
    "DELETE FROM exams",
]


@pytest.mark.parametrize("change", SPOILT)
def test_what_was_changed_in_the_store_is_found(store: Store, folder: Path, change: str) -> None:
    with behind_its_back(folder) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        assert connection.execute(change).rowcount > 0
        if "C99" in change:
            connection.execute("UPDATE attempts SET person = 'C99' WHERE person = 'C07'")
    assert wrong_in(store)


def test_the_first_wrong_event_is_named(store: Store, folder: Path) -> None:
    one = store.attempts(person="C07")[0]
    with behind_its_back(folder) as connection:
        connection.execute("UPDATE events SET at_us = at_us + 1 WHERE seq IN (9, 7) AND attempt = ?", (one.id,))
    assert wrong_in(store) == ["event 7 is not what was stored"]


def test_a_ruling_that_was_taken_away_is_found_by_the_one_after_it(store: Store, folder: Path) -> None:
    one = store.attempts(person="C07")[0]
    store.append_rulings(one.id, 1, ['{"type":"Note","v":1}'], Moment(1, 1))
    with behind_its_back(folder) as connection:
        connection.execute("DELETE FROM rulings WHERE seq = 1")
    assert wrong_in(store) == ["ruling 1 is missing"]


def test_a_chain_that_holds_over_events_that_are_none_is_found(store: Store, folder: Path) -> None:
    one = store.attempts(person="C07")[0]
    links = store.links(one.id)
    texts = [link.payload for link in links[:-1]] + ['{"type":"Ended","v":1}']
    forged = chain.extend(chain.origin(one.id), 0, links[0].moment, texts)
    with behind_its_back(folder) as connection:
        for link in forged:
            row = (link.payload, link.hash, link.moment.utc_us, link.moment.boot_us, one.id, link.seq)
            connection.execute(
                "UPDATE events SET payload = ?, hash = ?, at_us = ?, boot_us = ? WHERE attempt = ? AND seq = ?", row
            )
        connection.execute("UPDATE attempts SET head = ? WHERE id = ?", (forged[-1].hash, one.id))
    [said] = [one.wrong for one in verify(store) if one.wrong]
    assert said.startswith(f"event {len(links)} of attempt")


@pytest.mark.parametrize("name", ["mock.exam", "C07-mock.attempt"])
def test_a_file_that_was_changed_is_named(store: Store, folder: Path, name: str) -> None:
    file = folder / name
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 4
    file.write_bytes(content)
    [found] = verify(store, (str(file),))
    assert found.wrong
    with pytest.raises(UsageError, match="cannot be read"):
        list(verify(store, (str(folder / "gone.attempt"),)))


def test_the_command_says_what_holds_and_what_does_not(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wishes = Wishes(db=str(folder / "a.db"))
    assert verify_all(wishes, (), as_json=False) == 0
    told = capsys.readouterr()
    assert told.out.count(" hold, the events end in ") == 2
    assert told.err == "Everything is what was written.\n"
    with behind_its_back(folder) as connection:
        connection.execute("UPDATE events SET at_us = 1 WHERE seq = 2")
    assert verify_all(wishes, (), as_json=True) == 1
    told = capsys.readouterr()
    assert {one["wrong"] for one in json.loads(told.out)} == {"event 2 is not what was stored"}
    assert told.err == "2 of 2 are not what was written. Nothing was changed.\n"


def test_a_store_without_exams_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify_all(Wishes(db=str(tmp_path / "empty.db")), (), as_json=False) == 0
    assert "No exam was sat in this store" in capsys.readouterr().err


def test_a_candidates_store_verifies_without_the_keys(made: Path, tmp_path: Path) -> None:
    laptop = Laptop(tmp_path / "mine")
    attempt = laptop.sits((made / "mock.exam").read_bytes(), "C08", "work", hands_in=False)
    [found] = verify(laptop.store())
    assert found.holds
    assert not found.wrong
    with pytest.raises(StoreError, match="not been handed in"):
        text_of(attempt.id, laptop.store().links(attempt.id))

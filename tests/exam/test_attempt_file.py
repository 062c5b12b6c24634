"""The .attempt file: it says what was sat, and no byte of it can be changed unseen."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from miliary_chat.base.errors import MiliaryError, StoreError
from miliary_chat.dialogue import actions as a
from miliary_chat.exam import attempt_file
from miliary_chat.exam.attempt_file import AttemptFileError, read_attempt, save, text_of
from miliary_chat.exam.packing import write_exam
from miliary_chat.exam.unpacking import paper_from
from miliary_chat.session.exam import begin, short_head
from miliary_chat.session.store import Store
from miliary_chat.session.store.chain import extend, origin
from packed import Laptop, exam_in, png, traps, whole_exam

HOSTILE = "a \x1b[31mred\x1b[0m \u202e \U0001f600 “quoted” \\u0000 =1+1\nline two"


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("exam")
    traps(folder, png())
    return write_exam(exam_in(folder, whole_exam("traps-of-glanders"), "code\nC07\nC08\n", folder))


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    return Laptop(tmp_path_factory.mktemp("laptop"))


@pytest.fixture(scope="module")
def store(laptop: Laptop) -> Store:
    return laptop.store()


@pytest.fixture(scope="module")
def sat(laptop: Laptop, packed: bytes) -> str:
    return laptop.sits(packed, "C07", "work", HOSTILE, "equinia", "smear").id


@pytest.fixture(scope="module")
def content(store: Store, sat: str) -> bytes:
    return text_of(sat, store.links(sat))


def test_a_file_is_read_back_as_it_was_sat(store: Store, sat: str, content: bytes) -> None:
    found = read_attempt(content)
    assert (found.id, found.person, found.source, found.title) == (sat, "C07", "exam:mock", "A mock")
    assert found.links == store.links(sat)
    assert found.recorded == store.read_events(sat)
    assert found.ended == "handed in"
    assert short_head(found.head) == short_head(store.attempt(sat).head)


def test_its_first_line_says_what_it_is_and_its_last_how_it_ended(content: bytes, sat: str, packed: bytes) -> None:
    lines = [json.loads(line) for line in content.splitlines()]
    paper = paper_from(packed)
    assert lines[0] == {
        "format": 1,
        "kind": "miliary-chat attempt",
        "release": attempt_file.__version__,
        "attempt": sat,
        "person": "C07",
        "source": "exam:mock",
        "title": "A mock",
        "blueprint": paper.hash,
        "pack": paper.pack,
        "started_us": 1_800_000_000_000_000,
    }
    assert lines[-1]["length"] == len(lines) - 2
    assert lines[-1]["ended"] == "handed in"
    assert not any("\x1b" in line for line in content.decode().splitlines())


def test_every_flipped_byte_is_found(content: bytes) -> None:
    passed = []
    for at in range(len(content)):
        changed = bytearray(content)
        changed[at] ^= 1
        try:
            read_attempt(bytes(changed))
        except MiliaryError:
            continue
        passed.append(at)
    assert passed == []


@given(at=st.integers(min_value=0), bits=st.integers(1, 255))
@settings(max_examples=400, deadline=None)
def test_a_byte_flipped_in_any_way_is_found(content: bytes, at: int, bits: int) -> None:
    changed = bytearray(content)
    changed[at % len(content)] ^= bits
    with pytest.raises(MiliaryError):
        read_attempt(bytes(changed))


@given(at=st.integers(min_value=0), length=st.integers(1, 500))
@settings(max_examples=100, deadline=None)
def test_a_byte_too_much_or_too_few_is_found(content: bytes, at: int, length: int) -> None:
    at %= len(content)
    for changed in (content[:at] + content[at + length :], content[:at] + b" " + content[at:], content[:at]):
        if changed != content:
            with pytest.raises(MiliaryError):
                read_attempt(changed)


def relinked(content: bytes, change: Callable[[list[dict[str, object]]], None]) -> list[bytes]:
    lines = [json.loads(line) for line in content.splitlines()]
    change(lines)
    return [json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() for line in lines]


def test_the_event_that_was_changed_is_named(content: bytes) -> None:
    def change(lines: list[dict[str, object]]) -> None:
        lines[5]["payload"] = str(lines[5]["payload"]).replace("}", " }")

    with pytest.raises(AttemptFileError, match="event 5 is not what was stored"):
        read_attempt(b"\n".join(relinked(content, change)) + b"\n")


def test_an_event_that_was_taken_out_is_missed(content: bytes) -> None:
    lines = content.splitlines(keepends=True)
    with pytest.raises(AttemptFileError, match="event 4 is missing"):
        read_attempt(b"".join(lines[:4] + lines[5:]))


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (b"", "not an .attempt file"),
        (b"PK\x03\x04", "not an .attempt file"),
        (b'{"kind":"miliary-chat attempt"}\n' * 5, "not an .attempt file"),
        (b'{"format":9,"kind":"miliary-chat attempt","release":"7.1"}\n' * 5, "with miliary-chat 7.1"),
        (b'{"format":1,"kind":"miliary-chat attempt"}\n' + b"[" * 50_000 + b"\n{}\n{}\n", "end is missing"),
        (b'{"format":1,"kind":"miliary-chat attempt"}\n\n\n' + b"[" * 50_000 + b"\n", "cannot be read"),
        (b'{"format":1,"kind":"miliary-chat attempt"}', "cut short"),
    ],
)
def test_what_is_no_attempt_is_refused_with_a_sentence(bad: bytes, said: str) -> None:
    with pytest.raises(AttemptFileError, match=said) as refused:
        read_attempt(bad)
    assert refused.value.advice


@given(bad=st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_bytes_bring_anything_but_a_sentence(bad: bytes) -> None:
    for tried in (bad, b'{"format":1,"kind":"miliary-chat attempt"}\n' + bad):
        with pytest.raises(MiliaryError):
            read_attempt(tried)


@pytest.mark.parametrize(
    "payload",
    ["{}", "[]", "1", '{"type":"Spoke","v":1}', '{"type":"Nobody","v":1}', '{"type":"Answered","v":99}', "\ud800", "{"],
)
def test_a_well_chained_event_that_is_none_is_refused(content: bytes, sat: str, payload: str) -> None:
    found = read_attempt(content)
    texts = [link.payload for link in found.links]
    moment = found.links[1].moment
    try:
        first = extend(origin(sat), 0, moment, [texts[0], payload])
        links = (*first, *extend(first[-1].hash, 2, moment, texts[2:]))
        forged = text_of(sat, links)
    except UnicodeEncodeError:
        return
    with pytest.raises(MiliaryError):
        read_attempt(forged)


def test_nothing_is_written_of_an_exam_that_goes_on(tmp_path: Path, packed: bytes) -> None:
    one = Laptop(tmp_path)
    attempt = begin(one.store(), paper_from(packed), one.clock, code="C08")
    with pytest.raises(StoreError, match="not been handed in"):
        save(one.store(), attempt.id, tmp_path)
    attempt.send(a.Submit("handed in"))
    assert save(one.store(), attempt.id, tmp_path).name == "C08-mock.attempt"


def test_saving_twice_writes_the_same_file_and_another_attempt_goes_beside_it(
    tmp_path: Path, store: Store, sat: str, content: bytes
) -> None:
    file = save(store, sat[:6], tmp_path)
    assert save(store, sat, tmp_path) == file
    assert file.read_bytes() == content
    file.write_bytes(b"somebody else's")
    beside = save(store, sat, tmp_path)
    assert beside.name == f"C07-mock-{sat[:6]}.attempt"
    assert (file.read_bytes(), beside.read_bytes()) == (b"somebody else's", content)


def test_where_it_cannot_be_written_it_is_said_how_to_save_it_again(tmp_path: Path, store: Store, sat: str) -> None:
    with pytest.raises(MiliaryError, match=r"exam save .* --out FOLDER"):
        save(store, sat, tmp_path / "no" / "such" / "folder")


@pytest.mark.parametrize(
    ("code", "name"),
    [("C07", "C07"), ("../../etc", "etc"), ("Zoë Ü/7", "Zo_7"), ("...", "candidate"), ("", "candidate")],
)
def test_a_code_never_leads_the_file_elsewhere(code: str, name: str) -> None:
    assert attempt_file._for_a_name(code) == name

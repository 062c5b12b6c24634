"""The exam file: the same bytes for the same exam, and one sentence for everything that is none."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from PIL import Image

from miliary_chat.base.errors import CaseError, MiliaryError, StoreError, UsageError
from miliary_chat.case.blueprint_reader import LoadedExam, load_exam
from miliary_chat.case.library import Library, shipped_cases
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.exam.drawing import Adjustment, script_of
from miliary_chat.exam.container import packed as zipped
from miliary_chat.exam.manifest import PackError, pack_hash
from miliary_chat.exam.packing import write_exam
from miliary_chat.exam.resuming import resume
from miliary_chat.exam.unpacking import is_exam_file, opened, paper_at, paper_from
from miliary_chat.picture.decode import decode
from miliary_chat.session.exam import Paper, begin, end_overdue, knows_word
from packed import HandClock, Laptop, exam_in, png, traps, whole_exam

CANDIDATES = "code,name,extra_time,rest\nC01,Ann Alpha,,\nC02,Bob Beta,25 %,10 min\n"

DRAWN = """\
format: 1
exam: drawn
title: Drawn
time: 1 h
sections:
  one: {order: shuffled, draw: 4, take: [{case: wedding-photograph, only: [answer, choice]}]}
  two: {take: [{tag: zoonosis of horses, weight: 2}]}
  three: {order: shuffled, take: [{question: wedding-photograph/workup/main, weight: 0.5}]}
"""


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> LoadedExam:
    folder = tmp_path_factory.mktemp("exam")
    traps(folder, png())
    return exam_in(folder, DRAWN, CANDIDATES, folder)


@pytest.fixture(scope="module")
def packed(exam: LoadedExam) -> bytes:
    return write_exam(exam, "marigold")


SLICES = {"loop", "bbox", "duration", "disposal", "blend", "default_image"}
"""What Pillow tells of a picture that is a stack."""


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_same_exam_gives_the_same_bytes(exam: LoadedExam, packed: bytes) -> None:
    assert write_exam(exam, "marigold") == packed
    assert write_exam(exam, "tulip") != packed


def test_a_pack_draws_the_same_questions_on_the_same_terms_as_the_exam_itself(exam: LoadedExam, packed: bytes) -> None:
    full, paper = Paper.of(exam), paper_from(packed)
    for seed in range(25):
        scripts = [
            script_of(one.blueprint, one.hash, one.cases, seed, Adjustment(1.25), pack=paper.pack, word=paper.word)
            for one in (full, paper)
        ]
        assert scripts[0].items == scripts[1].items
        assert scripts[0].terms == scripts[1].terms
        assert (scripts[0].title, scripts[0].seed) == (scripts[1].title, scripts[1].seed)


def test_a_pack_names_candidates_by_their_codes_alone(exam: LoadedExam, packed: bytes) -> None:
    assert [one.name for one in exam.candidates] == ["Ann Alpha", "Bob Beta"]
    found = [(one.code, one.name, one.factor, one.rest_s) for one in paper_from(packed).candidates]
    assert found == [("C01", "", 1.0, 0), ("C02", "", 1.25, 600)]
    assert b"Alpha" not in packed


def test_the_packs_hash_is_that_of_its_list_of_contents(packed: bytes) -> None:
    paper = paper_from(packed)
    assert paper.pack == pack_hash(members(packed)["manifest.json"])
    assert paper.packed == packed


def test_the_invigilators_word_is_in_it_only_salted(packed: bytes) -> None:
    paper = paper_from(packed)
    terms = script_of(paper.blueprint, paper.hash, paper.cases, 1, Adjustment(), word=paper.word).terms
    assert b"marigold" not in packed
    assert knows_word(terms, "Marigold")
    assert not knows_word(terms, "tulip")


def test_pictures_are_packed_with_the_same_pixels_and_without_metadata(packed: bytes) -> None:
    [film] = (shipped_cases() / "wedding-photograph").glob("film.png")
    for name, content in members(packed).items():
        if name.startswith("images/"):
            assert not Image.open(io.BytesIO(content)).info.keys() - {"gamma", "srgb", "transparency"} - SLICES
    pixels = decode(film.read_bytes(), name="film").frames[0].tobytes()
    assert pixels in [decode(one, name="x").frames[0].tobytes() for one in paper_from(packed).pictures.values()]


@pytest.mark.parametrize("mm", [1, 0.7])
def test_what_a_pictures_pixels_measure_and_mean_is_packed(tmp_path: Path, mm: float) -> None:
    at = traps(tmp_path, png())
    text = (at / "case.yaml").read_text("utf-8")
    told = f"    mm_per_pixel: {mm}\n    hounsfield: {{black: -1024, step: 1}}\n    caption: A film\n"
    (at / "case.yaml").write_text(text.replace("    caption: A film\n", told, 1), "utf-8")
    paper = paper_from(write_exam(exam_in(tmp_path, whole_exam("traps-of-glanders"), "", tmp_path)))
    images = [image for case in paper.cases.values() for image in case.case.images.values() if image.hounsfield]
    assert [image.mm_per_pixel for image in images] == [mm]
    assert [(image.hounsfield.black, image.hounsfield.step) for image in images if image.hounsfield] == [(-1024, 1)]


def test_a_picture_that_is_none_stops_the_packing(tmp_path: Path) -> None:
    traps(tmp_path, b"\x89PNG nothing")
    loaded = exam_in(tmp_path, whole_exam("traps-of-glanders"), "", tmp_path)
    with pytest.raises(MiliaryError, match=r"glanders-film\.png of traps-of-glanders"):
        write_exam(loaded)


def test_a_picture_that_changes_while_it_is_packed_stops_the_packing(tmp_path: Path) -> None:
    at = traps(tmp_path, png())
    loaded = exam_in(tmp_path, whole_exam("traps-of-glanders"), "", tmp_path)
    (at / "glanders-film.png").write_bytes(png(text="other"))
    with pytest.raises(CaseError, match="being changed"):
        write_exam(loaded)


# What is no exam file, or not any more.


def rezipped(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    parts = members(content)
    change(parts)
    return zipped(parts)


def with_manifest(content: bytes, **changed: object) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        record = {**json.loads(parts["manifest.json"]), **changed}
        text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        parts["manifest.json"] = text.encode()

    return rezipped(content, change)


def case_of(parts: dict[str, bytes]) -> str:
    return next(name for name in parts if name.startswith("cases/"))


def deflated(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in members(content).items():
            archive.writestr(name, part)
    return out.getvalue()


def twice(content: bytes) -> bytes:
    out = io.BytesIO(content)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as archive:
        archive.writestr("manifest.json", members(content)["manifest.json"])
    return out.getvalue()


def encrypted(content: bytes) -> bytes:
    """The flag of encryption set in every header."""
    out = bytearray(content)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = out.find(mark)
        while found >= 0:
            out[found + at] |= 1
            found = out.find(mark, found + 4)
    return bytes(out)


BROKEN: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "nothing": (lambda _: b"", "not an exam file"),
    "text": (lambda _: b"format: 1\nexam: mock\n", "not an exam file"),
    "half": (lambda one: one[: len(one) // 2], "cut short"),
    "only the beginning of a zip": (lambda _: b"PK\x03\x04", "cut short"),
    "another zip": (lambda _: zipped({"letter.txt": b"Dear examiner"}), "not an exam file"),
    "an empty zip": (lambda _: zipped({}), "not an exam file"),
    "a way out": (lambda one: rezipped(one, lambda p: p.update({"../../x.py": b"x"})), "does not belong"),
    "an absolute name": (lambda one: rezipped(one, lambda p: p.update({"/etc/passwd": b"x"})), "does not belong"),
    "too much": (lambda one: rezipped(one, lambda p: p.update({"images/" + "0" * 64: b"x"})), "too much"),
    "too little": (lambda one: rezipped(one, lambda p: p.pop(case_of(p))), "missing"),
    "no list": (lambda one: rezipped(one, lambda p: p.pop("manifest.json")), "no list of contents"),
    "other questions": (lambda one: rezipped(one, lambda p: p.update({case_of(p): b"{}"})), "not what was packed"),
    "compressed": (deflated, "compressed or encrypted"),
    "encrypted": (encrypted, "compressed or encrypted"),
    "twice": (twice, "does not belong"),
    "a newer format": (
        lambda one: with_manifest(one, format=2, needs="0.9.0", release="0.9.1"),
        "needs at least 0.9.0",
    ),
    "a new key": (lambda one: with_manifest(one, surprise=1), "not as it should be"),
    "a wrong factor": (
        lambda one: with_manifest(one, candidates=[{"code": "C", "factor": 9.0, "rest_s": 0}]),
        "should",
    ),
    "a list of lists": (
        lambda one: rezipped(one, lambda p: p.update({"manifest.json": b"[" * 90_000})),
        "cannot be read",
    ),
    "spaces": (
        lambda one: rezipped(one, lambda p: p.update({"manifest.json": p["manifest.json"] + b" "})),
        "written by something else",
    ),
    "rules that are none": (lambda one: with_manifest(one, blueprint="{}"), "rules cannot be read"),
    "another title": (lambda one: with_manifest(one, title="Another"), "another exam"),
}


@pytest.mark.parametrize(("change", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_what_is_no_exam_file_is_refused_with_a_sentence(
    packed: bytes, change: Callable[[bytes], bytes], said: str
) -> None:
    with pytest.raises(PackError, match=said) as refused:
        paper_from(change(packed))
    assert refused.value.advice


@given(at=st.integers(min_value=0), bits=st.integers(1, 255))
@settings(max_examples=300, deadline=None)
def test_a_flipped_byte_is_refused_or_touches_nothing_that_counts(packed: bytes, at: int, bits: int) -> None:
    changed = bytearray(packed)
    changed[at % len(packed)] ^= bits
    try:
        found = opened(bytes(changed))
    except PackError:
        return
    # Dates and modes in the zip's own headers say nothing; whatever counts is pinned by the hash.
    assert (found.hash, dict(found.members)) == (opened(packed).hash, dict(opened(packed).members))


@given(content=st.binary(max_size=400))
@settings(max_examples=100, deadline=None)
def test_no_bytes_at_all_bring_anything_but_a_sentence(content: bytes) -> None:
    for tried in (content, b"PK\x03\x04" + content):
        with pytest.raises(PackError):
            paper_from(tried)


def test_a_file_is_told_to_be_an_exam_by_its_name_or_its_beginning(tmp_path: Path, packed: bytes) -> None:
    (tmp_path / "a.exam").write_bytes(b"")
    (tmp_path / "mail.bin").write_bytes(packed)
    (tmp_path / "exam.yaml").write_text("format: 1\n")
    found = [is_exam_file(tmp_path / name) for name in ("a.exam", "mail.bin", "exam.yaml", "missing")]
    assert found == [True, True, False, False]
    assert paper_at(tmp_path / "mail.bin").pack == paper_from(packed).pack
    with pytest.raises(UsageError, match="cannot be read"):
        paper_at(tmp_path / "missing.exam")
    with pytest.raises(UsageError, match="not a file"):
        paper_at(tmp_path)


# Sitting from one.


def test_a_sitting_from_a_pack_keeps_its_pictures_and_no_case(tmp_path: Path, packed: bytes) -> None:
    laptop = Laptop(tmp_path)
    store = laptop.store()
    attempt = begin(store, paper_from(packed), laptop.clock, code="c02", seed=3)
    shown = next(event for event in (r.event for r in attempt.events) if isinstance(event, e.Opened))
    items = [ref.id for ref in attempt.script.items if ref.section == "two"]
    attempt.send(a.GoTo(items[1]))
    assert attempt.picture("film", items[1]) is not None
    assert attempt.state.terms is not None
    assert attempt.state.terms.factor == 1.25
    assert shown.words.text
    with pytest.raises(StoreError, match="not in the store"):
        store.read_case(attempt.script.items[0].case)


def test_a_sitting_from_a_pack_is_taken_up_from_the_store_alone(tmp_path: Path, packed: bytes) -> None:
    laptop = Laptop(tmp_path)
    attempt = begin(laptop.store(), paper_from(packed), laptop.clock, code="C01", seed=3)
    attempt.send(a.Say("first", item=attempt.state.current))
    laptop.clock.forward(60)
    again = resume(laptop.store(), attempt.id[:5], laptop.clock)
    assert again.state == attempt.state
    again.send(a.Say("second", item=again.state.current))
    assert again.state.item.answers == ("first", "second")
    items = [ref.id for ref in again.script.items if ref.section == "two"]
    assert again.picture("film", items[1]) is not None


def test_what_ran_out_while_nobody_was_there_ends_from_the_pack_too(tmp_path: Path, packed: bytes) -> None:
    laptop = Laptop(tmp_path)
    attempt = begin(laptop.store(), paper_from(packed), laptop.clock, code="C01")
    store = laptop.store()
    laptop.clock.forward(2 * 3600)
    assert end_overdue(store, laptop.clock, lambda name: resume(store, name, laptop.clock)) == (attempt.id,)
    assert resume(store, attempt.id, laptop.clock).state.ended == "time"


def test_where_the_keys_are_a_running_attempt_still_goes_on_without_them(
    tmp_path: Path, exam: LoadedExam, packed: bytes
) -> None:
    laptop = Laptop(tmp_path)
    store = laptop.store()
    for loaded in exam.cases.values():
        store.keep_case(loaded)
    attempt = begin(store, paper_from(packed), laptop.clock, code="C01")
    running = resume(store, attempt.id, laptop.clock)
    assert {case.title for case in running.script.cases.values()} == {"A case"}
    running.send(a.Submit("handed in"))
    over = resume(store, attempt.id, laptop.clock)
    assert "A case" not in {case.title for case in over.script.cases.values()}


def test_an_attempt_whose_pack_was_swapped_in_the_store_does_not_go_on(tmp_path: Path, exam: LoadedExam) -> None:
    clock, store = HandClock(), Laptop(tmp_path).store()
    paper = paper_from(write_exam(exam))
    store.keep_exam(paper.pack, "drawn", "Drawn", write_exam(exam, "another"))
    attempt = begin(store, paper, clock, code="C01")
    with pytest.raises(StoreError, match="was changed"):
        resume(store, attempt.id, clock)


def test_an_attempt_without_a_pack_is_taken_up_as_ever(tmp_path: Path, exam: LoadedExam) -> None:
    clock, store = HandClock(), Laptop(tmp_path).store()
    attempt = begin(store, Paper.of(exam), clock, code="C01")
    assert resume(store, attempt.id, clock).script == attempt.script


def test_pictures_that_are_not_what_their_hash_says_are_not_kept(tmp_path: Path) -> None:
    store = Laptop(tmp_path).store()
    with pytest.raises(StoreError, match="hash"):
        store.keep_images({"0" * 64: b"film"})
    assert store.read_image("0" * 64) is None


def test_an_exam_of_several_takes_of_one_case_is_packed_as_it_is_taken(tmp_path: Path) -> None:
    text = (
        "format: 1\nexam: many\ntitle: Many\ntime: 9 min\nsections:\n"
        "  a: {take: [{case: wedding-photograph, only: [interview]}]}\n"
        "  b: {take: {case: wedding-photograph, only: order, weight: 3}}\n"
    )
    (tmp_path / "exam.yaml").write_text(text)
    loaded = load_exam(tmp_path, Library((shipped_cases(),)))
    paper = paper_from(write_exam(loaded))
    [bare_case] = paper.cases.values()
    assert [f"{stage.id}/{name}" for stage in bare_case.case.stages.values() for name in stage.questions] == [
        "history/main",
        "workup/main",
    ]

"""Packing an exam for the laptops that it is sat on: questions, pictures and replies, and no keys."""

import hashlib
from collections.abc import Mapping
from typing import Any

from miliary_chat import __version__
from miliary_chat.base.errors import CaseError
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.blueprint import Section
from miliary_chat.case.blueprint_reader import LoadedExam, read_blueprint
from miliary_chat.case.loaded import Loaded
from miliary_chat.case.nodes import plain
from miliary_chat.case.units import Unit, units
from miliary_chat.exam.container import MANIFEST, packed
from miliary_chat.exam.keyless import Wanted, keyless, neutral_id, number, shown, source_of
from miliary_chat.exam.manifest import FORMAT, NEEDS, Manifest, Pinned, Seat
from miliary_chat.judge.version import judge_version
from miliary_chat.picture.stripping import stripped
from miliary_chat.session.exam import seal_word


def write_exam(loaded: LoadedExam, word: str = "") -> bytes:
    """The exam file of an exam; the same exam and word give the same bytes.

    Candidates are in it by their codes. CaseError when a picture cannot be read or has changed meanwhile.
    """
    wanted = wanted_of(loaded)
    pins: list[Pinned] = []
    cases: dict[str, bytes] = {}
    pictures: dict[str, bytes] = {}
    for name, places in wanted.items():
        own = _pictures(loaded.cases[name], places)
        hashes = {image: hashlib.sha256(content).hexdigest() for image, content in own.items()}
        case, source = keyless(loaded.cases[name], places, hashes)
        pin = Pinned(id=case.case.id, hash=case.hash, sha256=_sha256(source), images=hashes)
        pins.append(pin)
        cases[pin.member] = source
        pictures.update((f"images/{hashes[image]}", content) for image, content in own.items())
    manifest = _manifest(loaded, pins, word)
    return packed({MANIFEST: manifest.text(), **dict(sorted(cases.items())), **dict(sorted(pictures.items()))})


def wanted_of(loaded: LoadedExam) -> dict[str, Wanted]:
    """What the exam may ask, by case; cases that nothing is asked of are not in it."""
    places: dict[str, set[tuple[str, str]]] = {}
    whole: set[str] = set()
    for section in loaded.blueprint.sections.values():
        for unit in units(section, loaded.blueprint, loaded.cases):
            places.setdefault(unit.case, set()).update(unit.questions)
            whole |= {unit.case} if unit.whole else set()
    return {name: Wanted(frozenset(asked), name in whole) for name, asked in sorted(places.items())}


def _manifest(loaded: LoadedExam, pins: list[Pinned], word: str) -> Manifest:
    pins = sorted(pins, key=lambda pin: pin.id)
    # The salt comes from the contents, so that packing twice gives the same file.
    salt = hashlib.sha256("\n".join((loaded.hash, *(pin.sha256 for pin in pins))).encode()).digest()[:16]
    return Manifest(
        format=FORMAT,
        needs=NEEDS,
        release=__version__,
        judge=judge_version(),
        exam=loaded.blueprint.exam,
        title=loaded.blueprint.title,
        blueprint=neutral_blueprint(loaded).decode(),
        blueprint_hash=loaded.hash,
        candidates=[Seat(code=one.code, factor=one.factor, rest_s=one.rest_s) for one in loaded.candidates],
        cases=pins,
        word=seal_word(word, salt),
    )


def neutral_blueprint(loaded: LoadedExam) -> bytes:
    """The exam's file with every case by its neutral id: neither tags nor comments tell what is wrong with whom."""
    tree = read_blueprint(loaded.source, "the exam").tree
    if tree is None:
        raise CaseError("The exam cannot be read any more.", "Check it: miliary-chat check EXAM")
    written: dict[str, Any] = plain(tree)
    for section in loaded.blueprint.sections.values():
        written["sections"][section.id]["take"] = _takes(section, loaded)
    return source_of(written)


def _takes(section: Section, loaded: LoadedExam) -> list[dict[str, str]]:
    """What a section takes, unit by unit: the same units in the same order, so that the same are drawn."""
    return [_take(unit, loaded.cases) for unit in units(section, loaded.blueprint, loaded.cases)]


def _take(unit: Unit, cases: Mapping[str, Loaded]) -> dict[str, str]:
    name = neutral_id(cases[unit.case])
    weight = number(unit.weight)
    taken = {"case": name} if unit.whole else {"question": f"{name}/{'/'.join(unit.questions[0])}"}
    return {**taken, "weight": weight} if weight is not None else taken


def _pictures(loaded: Loaded, places: Wanted) -> dict[str, bytes]:
    """The pictures that these questions can show, by the image's id, without their metadata."""
    found: dict[str, bytes] = {}
    for image in shown(loaded.case, places):
        file = loaded.images.get(image)
        if file is None:
            continue
        name = one_line(f"{file.name} of {loaded.case.id}", limit=120)
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CaseError(f"The picture {name} cannot be read: {error.strerror}.", "Then pack again.") from error
        if _sha256(content) != loaded.image_hashes[image]:
            raise CaseError(f"The picture {name} is being changed.", "Pack again when that is done.")
        found[image] = stripped(content, name=name)
    return found


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

"""What the tests of exam files share: exams to be packed, candidates with a clock that obeys, and a case of traps."""

from dataclasses import dataclass, field
from pathlib import Path

from miliary_chat.base.errors import TimeOver
from miliary_chat.case.blueprint_reader import LoadedExam, load_exam
from miliary_chat.case.library import Library, shipped_cases
from miliary_chat.dialogue import actions as a
from miliary_chat.exam.packing import write_exam
from miliary_chat.exam.unpacking import paper_from
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import Moment
from miliary_chat.session.exam import begin
from miliary_chat.session.store import Store, open_store

TESTS = Path(__file__).parent

TRAPS = """\
# Whoever reads this comment knows the diagnosis: glanders
format: 1
id: traps-of-glanders
title: The horse that told of glanders
diagnosis: Glanders
tags: [zoonosis of horses]
sources: {beck1926: {text: Beck on melioidosis and its kin, checked: true}}
guideline: [beck1926]
images:
  film:
    file: glanders-film.png
    caption: A film
    licence: CC0-1.0
    source: drawn for the test of leaks
    describe: {neutral: A grey square., full: A farcy bud as large as a walnut.}
    compare: other
    regions: {bud: {label: the farcy bud, box: [0, 0, 4, 4]}}
  other: {file: other.png, caption: Another, describe: A healthy square.}
misconceptions:
  mange: {label: it is mange, accept: [mange of the muzzle, biopsy for mange], correct: Mange itches beyond bearing.}
lexicon: {same: {muzzle: [snout]}}
stages:
  history:
    label: the horse's story
    scene: A groom with an ulcer.
    weight: 2
    expert: He works with horses and has a nodule that ran along a lymph vessel.
    framework: Ask about work first.
    otherwise: The groom shrugs at that.
    question: Ask him.
    interview:
      work: {label: his work, ask: [work, job], reply: I keep horses., must: true, critical: true}
      ulcer:
        ask: [ulcer, sore]
        reply: {say: It began as a bump. You asked of my work before., if: asked work, else: It began as a bump.}
        examine: [look at ulcer]
        find: A punched-out edge.
        after: work
      said: {ask: [cough], reply: {say: You know it already., if: said nodule, else: None.}}
      silent: {ask: [bowels], reply: {say: You know it already., if: listed lead-one}}
    handover: {from: the letter, if_not_asked: {work: He keeps horses., ulcer: {say: He has a sore., if: asked work}}}
  findings:
    show: film
    questions:
      see:
        question: What do you see?
        weight: 2
        expect:
          nodule:
            label: a farcy pipe
            accept: [knotted lymphatics]
            need: required
            hint: Think of a string of pearls under the skin.
            prompt: Name the pipe.
            teach: Farcy pipes are knotted lymphatics of the limb.
            cite: [beck1926]
        misconceptions: {varix: {accept: [varicose vein], grain: It is blue., correct: A varix empties when lifted.}}
  thoughts:
    question: What could it be?
    expert: Glanders before sporotrichosis.
    list:
      lead-one: {label: equinia, accept: [equinia], need: required, hint: Horses carry it., for: [he keeps horses]}
      second: {label: sporothrix, accept: [sporotrichosis]}
    unreasonable: {gout: {accept: [gout of the skin], correct: Gout has crystals.}}
    umbrella: {infection: {accept: [some infection], ask: Which family of germs?}}
    lead: {accept: lead-one, reason: [because of the horses], verdict: after tests}
    recommit: {after: tests, ask: And now?, expert: Still equinia.}
  tests:
    question: What do you order?
    orders:
      smear:
        label: smear
        accept: [smear, swab of the sore]
        value: must
        critical: true
        weight: 3
        why: It shows the rods.
        hint: Something under a microscope.
        teach: Safety-pin rods in the smear.
        takes: 1 hour
        result: {say: Nothing grows., if: not asked ulcer, else: Rods are seen.}
        when: {said nodule: {result: Rods in rows.}, asked work: {value: should, result: Rods and horse hair.}}
      biopsy:
        accept: [biopsy of the edge, biopsy]
        value: contra
        needs: smear
        too_early: {say: The surgeon waits for the smear., if: asked work}
        vague: {accept: [take tissue], ask: Which tissue?}
        takes: 2 days
        result: Granulation.
        when: {asked work: {value: must, why: The work makes it safe.}}
        cost: {by: a day, say: That costs the bed.}
      film: {accept: [another film], value: low, result: A film., show: film, also: [mange]}
    panels:
      bloods: {accept: [bloods], gives: [smear, film], credit: 40}
      hidden: {accept: [the usual], ask: {say: Which usual?, if: said nodule}}
    elsewhere: {treat: {accept: [give antibiotics], say: First find out what it is.}}
    misconceptions: {dressing: {accept: [cure by dressing], correct: A dressing hides the ulcer and no more.}}
quiz:
  one: {question: Which germ?, options: {a: Burkholderia, b: Borrelia}, right: b, why: {a: Borrelia is a spiral.}}
  many: {question: Which two?, options: {a: mule, b: horse, c: cod}, right: [a, b], teach: Cods are exempt.}
debrief:
  expert: A groom with farcy of the arm.
  pearls: A string of pearls is farcy until proven otherwise.
  teaching: {Farcy: Farcy is glanders of the skin.}
  references: [beck1926]
"""


def traps(folder: Path, picture: bytes) -> Path:
    """A folder with the case of traps."""
    at = folder / "traps-of-glanders"
    at.mkdir()
    (at / "case.yaml").write_text(TRAPS, encoding="utf-8")
    (at / "glanders-film.png").write_bytes(picture)
    (at / "other.png").write_bytes(picture)
    return at


def png(*, text: str = "") -> bytes:
    """A small picture; `text` is in its metadata."""
    import io

    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    told = PngInfo()
    if text:
        told.add_text("Title", text)
        told.add_itxt("Comment", text)
    out = io.BytesIO()
    Image.new("L", (8, 8), 90).save(out, "PNG", pnginfo=told)
    return out.getvalue()


def exam_in(folder: Path, blueprint: str, candidates: str = "", *libraries: Path) -> LoadedExam:
    """The exam that is written so, with the shipped cases and those of other folders."""
    at = folder / "the-exam"
    at.mkdir()
    (at / "exam.yaml").write_text(blueprint, encoding="utf-8")
    if candidates:
        (at / "candidates.csv").write_text(candidates, encoding="utf-8")
    return load_exam(at, Library((shipped_cases(), *libraries)))


def whole_exam(*cases: str, name: str = "mock") -> str:
    """The blueprint of an exam that takes these cases whole."""
    takes = "".join(f"      - {{case: {case}}}\n" for case in cases)
    head = f"format: 1\nexam: {name}\ntitle: A mock\ntime: 30 min\n"
    return f"{head}sections:\n  all:\n    take:\n{takes}"


class HandClock:
    """A clock that stands still until it is told otherwise."""

    def __init__(self, at: int = 1_800_000_000) -> None:
        self.moment = Moment(at * 1_000_000, 5_000_000, "boot-1")

    def now(self) -> Moment:
        return self.moment

    def forward(self, seconds: float, *, utc: float | None = None) -> None:
        """Let time pass; `utc` says what the wall clock made of it."""
        wall = seconds if utc is None else utc
        utc_us, boot_us = self.moment.utc_us + round(wall * 1e6), self.moment.boot_us + round(seconds * 1e6)
        self.moment = Moment(utc_us, boot_us, self.moment.boot)


@dataclass
class Laptop:
    """A candidate's machine: its own folder, its own store, its own clock."""

    folder: Path
    clock: HandClock = field(default_factory=HandClock)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)

    def store(self) -> Store:
        return open_store(f"sqlite:///{self.folder}/attempts.db")

    def sits(self, packed: bytes, code: str, *said: str, hands_in: bool = True) -> Attempt:
        """Sit the exam: say these to one question after the other, then hand in."""
        attempt = begin(self.store(), paper_from(packed), self.clock, code=code)
        for text in said:
            self.clock.forward(20)
            try:
                attempt.send(a.Say(text, item=attempt.state.current))
                attempt.send(a.Skip())
            except TimeOver:
                return attempt
        if hands_in:
            self.clock.forward(10)
            attempt.send(a.Submit("handed in"))
        return attempt


def packed_of(loaded: LoadedExam, word: str = "") -> bytes:
    return write_exam(loaded, word)

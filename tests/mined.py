"""A small case that trainees have talked to, for the tests of the mine."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from miliary_chat.author.mining.beside import Beside, read_beside
from miliary_chat.author.mining.ear import Ear
from miliary_chat.author.mining.gathering import Pile, gather
from miliary_chat.author.mining.mine import dig
from miliary_chat.author.mining.sifting import Sifted
from miliary_chat.author.mining.wording import Group
from miliary_chat.case.loaded import Loaded, load_case
from miliary_chat.dialogue import actions as a
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import Moment
from miliary_chat.session.store import Store

CASE = """\
# An invented film.
format: 1
id: two-shadows
title: Two shadows
diagnosis: none

stages:
  findings:
    question: What do you see?
    expect:
      small-nodules:
        label: tiny nodules
        accept: [tiny nodules, micronodules]   # the usual words
        broader: [nodules]
        need: required
        hint: Zoom in.
        prompt: As small as what?
      # Say what is not there.
      no-effusion: [no effusion, costophrenic angles clear]
      inlet:
        accept:
          - trachea pushed to the left
    misconceptions:
      pneumonia:
        accept: [consolidation]
        correct: No vessel is hidden.
  treatment:
    question: What now?
    expect:
      wait: {accept: [wait], need: required}
"""


@dataclass
class Clock:
    """A minute passes at every look."""

    ticks: "itertools.count[int]" = field(default_factory=itertools.count)

    def now(self) -> Moment:
        at = next(self.ticks) * 60_000_000
        return Moment(1_790_000_000_000_000 + at, 1_000_000 + at)


def case_in(folder: Path, text: str = CASE) -> Loaded:
    """The case in a folder of its own."""
    place = folder / "two-shadows"
    place.mkdir(parents=True, exist_ok=True)
    (place / "case.yaml").write_text(text, encoding="utf-8")
    return load_case(place)


def talk(store: Store, loaded: Loaded, *said: str | a.Action, person: str = "kim") -> Attempt:
    """Somebody says all that, and stops."""
    attempt = Attempt.start(store, loaded, Clock(), seed=1, person=person)
    for one in said:
        attempt.send(a.Say(one) if isinstance(one, str) else one)
    attempt.send(a.Submit())
    return attempt


def mined(store: Store, loaded: Loaded, beside: Beside | None = None) -> tuple[Ear, Pile, Sifted, tuple[Group, ...]]:
    """What the mine finds for a case."""
    ear, pile = Ear(loaded), Pile()
    gather(store, ear, pile)
    if beside is None:
        beside = read_beside(loaded.folder / "case.yaml") if loaded.folder else Beside(Path("answers.yaml"))
    return ear, pile, *dig(ear, pile, beside, lambda done: None)


def texts(groups: Sequence[Group]) -> list[tuple[str, int, str]]:
    """The groups as (commonest wording, how often, what it probably means)."""
    return [(group.first.text, group.count, group.meant) for group in groups]

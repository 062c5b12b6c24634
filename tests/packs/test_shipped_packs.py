"""The packs that ship: each can stand alone, none gets in another's way, and trainees' words reach what they mean."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
import yaml

from miliary_chat.case.loaded import Loaded
from miliary_chat.case.pack import Pack, names, take
from miliary_chat.case.reader import read_case
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.concepts import FIND, PANEL, VAGUE, rubric
from miliary_chat.dialogue.script import Script
from persons import Person
from shelves import stage

TOGETHER = {
    "asked": ("general-history", "chest-history", "womens-history", "chest-examination"),
    "ordered": ("basic-bloods", "tb-workup", "chest-imaging"),
}
"""The packs that one question may use at the same time."""

SHARED = {
    "B symptoms": {"fever", "sweats", "weight"},
    "constitutional symptoms": {"fever", "sweats", "weight"},
    "lymph nodes": {"neck-nodes", "other-nodes"},
    "lymphadenopathy": {"neck-nodes", "other-nodes"},
    "palpate nodes": {"neck-nodes", "other-nodes"},
    "examine neck": {"neck-nodes", "thyroid-exam"},
    "neck exam": {"neck-nodes", "thyroid-exam"},
    "palpate neck": {"neck-nodes", "thyroid-exam"},
    "blood when you cough": {"cough", "haemoptysis"},
    "inflammatory markers": {"crp", "esr"},
    "CT TAP": {"ct-chest", "ct-abdomen"},
    "CT CAP": {"ct-chest", "ct-abdomen"},
    "CT chest abdomen pelvis": {"ct-chest", "ct-abdomen"},
    "staging CT": {"ct-chest", "ct-abdomen"},
}
"""The words that mean two things at once, and both are wanted."""

TYPED = yaml.safe_load((Path(__file__).parent / "typed.yaml").read_text(encoding="utf-8"))


@cache
def script(*packs: str) -> Script:
    loaded = Loaded.from_source(stage(f"use: [{', '.join(packs)}]"))
    return Script.of_case(loaded.case, loaded.hash, seed=7)


def members(pack: Pack) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The concepts of a pack and how each is reached."""
    for reply in pack.interview.values():
        yield from ((id_, ways) for id_, ways in ((reply.id, reply.ask), (reply.id + FIND, reply.examine)) if ways)
    for order in pack.orders.values():
        yield order.id, order.accept
        if order.vague:
            yield order.id + VAGUE, order.vague.accept
    for panel in pack.panels.values():
        yield PANEL + panel.id, panel.accept


def heard(packs: tuple[str, ...], text: str) -> set[str]:
    """What one answer reaches in a question that uses these packs: replies and findings, results, panels asked back."""
    someone = Person(script(*packs))
    someone.does(a.Begin())
    events = someone.says(text)
    replies = {event.reply for event in events if isinstance(event, e.Replied)}
    results = {event.order for event in events if isinstance(event, e.Resulted)}
    names = [event.pending.concept or "" for event in events if isinstance(event, e.AskedBack)]
    asked = {name if name.startswith(PANEL) else f"{name}?" for name in names}
    return replies | results | asked


@pytest.mark.parametrize("name", names())
def test_a_pack_alone_is_a_question_without_a_problem(name: str) -> None:
    reading = read_case(stage(f"use: {name}"), "x")
    assert [str(problem) for problem in reading.problems] == []


@pytest.mark.parametrize("packs", TOGETHER.values(), ids=TOGETHER)
def test_packs_that_go_together_have_no_id_in_common(packs: tuple[str, ...]) -> None:
    counted = Counter(id_ for name in packs for id_, _ in members(take(name).pack))
    assert [id_ for id_, many in counted.items() if many > 1] == []
    assert [str(problem) for problem in read_case(stage(f"use: [{', '.join(packs)}]"), "x").problems] == []


def test_every_pack_goes_together_with_some_others() -> None:
    assert set(chain(*TOGETHER.values())) == set(names())


@pytest.mark.parametrize("name", names())
def test_every_phrasing_reaches_its_own_and_nothing_else_of_the_packs_beside_it(name: str) -> None:
    packs = next(packs for packs in TOGETHER.values() if name in packs)
    judge = rubric(script(*packs), "s/main")
    astray = {}
    for id_, ways in members(take(name).pack):
        for way in ways:
            met = {one.concept for one in judge.judge(way).verdicts if one.outcome in ("met", "denied")}
            if met != {id_} and {one.removesuffix(FIND) for one in met} != SHARED.get(way):
                astray[way] = (id_, met)
    assert astray == {}


@pytest.mark.parametrize("name", names())
def test_every_phrasing_reaches_its_own_where_the_pack_is_alone(name: str) -> None:
    judge = rubric(script(name), "s/main")
    lost = [way for id_, ways in members(take(name).pack) for way in ways if judge.judge(way).of(id_).outcome != "met"]
    assert lost == []


def test_no_member_is_called_by_another_ones_name() -> None:
    for packs in TOGETHER.values():
        pairs = [
            one for name in packs for one in (*take(name).pack.interview.values(), *take(name).pack.orders.values())
        ]
        labels = Counter(one.name for one in pairs)
        assert [label for label, many in labels.items() if many > 1] == []


ROWS = [(kind, *pair) for kind in TOGETHER for row in TYPED[kind] for pair in row.items()]


@pytest.mark.parametrize(("kind", "text", "wanted"), ROWS, ids=[row[1] for row in ROWS])
def test_what_trainees_type_reaches_what_they_mean(kind: str, text: str, wanted: list[str]) -> None:
    maybe = {word for one in wanted if one.startswith("maybe ") for word in one.split()[1:]}
    sure = {one for one in wanted if not one.startswith("maybe ")}
    got = heard(TOGETHER[kind], text)
    assert sure <= got <= sure | maybe

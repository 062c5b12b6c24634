"""A case without its keys: in silence everything happens as with them, and nothing in it tells what is right."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from pydantic import BaseModel

from miliary_chat.author.answers_file import read_answers_of
from miliary_chat.case.library import shipped_cases
from miliary_chat.case.loaded import Loaded, load_case
from miliary_chat.case.model import Case, Stage
from miliary_chat.case.questions import (
    AnswerQuestion,
    Asked,
    ChoiceQuestion,
    DifferentialQuestion,
    InterviewQuestion,
    OrderQuestion,
)
from miliary_chat.case.units import all_questions
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.dialogue.terms import BARE
from miliary_chat.dialogue.tutor import decide, fold
from miliary_chat.exam.keyless import KEPT, Wanted, keyless, shown
from miliary_chat.exam.packing import write_exam
from packed import exam_in, png, traps, whole_exam

TESTS = Path(__file__).parents[1]
HEARD = ("interview", "order", "choice")
"""What answers in an exam."""


def folders() -> tuple[Path, ...]:
    shipped = tuple(sorted(path for path in shipped_cases().iterdir() if (path / "case.yaml").exists()))
    return (*shipped, TESTS / "dialogue" / "clinic.yaml", TESTS / "case" / "whole.yaml")


@pytest.fixture(scope="module")
def trapped(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    return load_case(traps(tmp_path_factory.mktemp("traps"), png()))


def whole(case: Case) -> Wanted:
    return Wanted(frozenset(all_questions(case)), whole=True)


class Pair:
    """The same case with its keys and without, sat side by side."""

    def __init__(self, loaded: Loaded) -> None:
        self.full = loaded
        self.bare, self.source = keyless(loaded, whole(loaded.case), {})
        items = Script.of_case(loaded.case, loaded.hash).items
        self.scripts = tuple(
            Script("A mock", items, {loaded.hash: one.case}, "exam", 7, BARE) for one in (loaded, self.bare)
        )

    def play(self, actions: list[a.Action]) -> tuple[list[e.Event], list[e.Event]]:
        """All events of both, after the same actions."""
        with_keys, without = (self._events(script, actions) for script in self.scripts)
        return with_keys, without

    def _events(self, script: Script, actions: list[a.Action]) -> list[e.Event]:
        events = list(decide(script, State(), a.Begin(), 1))
        state = fold(events)
        for action in actions:
            fresh = decide(script, state, action, 1)
            events += fresh
            state = fold(fresh, state)
        return events

    def items(self, *activities: str) -> list[str]:
        script = self.scripts[0]
        return [ref.id for ref in script.items if not activities or script.activity(ref.id) in activities]


@cache
def pair(path: Path) -> Pair:
    return Pair(load_case(path))


def phrasings(script: Script, item: str) -> Iterator[str]:
    """What the author expects to be said to an item, right or wrong."""
    question = script.question(item)
    match question:
        case InterviewQuestion():
            for reply in question.interview.values():
                yield from (*reply.ask, *reply.examine, *reply.accept, *reply.reject)
        case OrderQuestion():
            for order in question.orders.values():
                yield from (
                    *order.accept,
                    *order.reject,
                    *order.broader,
                    *(p for group in order.require for p in group),
                )
                yield from order.vague.accept if order.vague else ()
            for part in (*question.panels.values(), *question.elsewhere.values()):
                yield from part.accept
            for wrong in script.case(item).misconceptions_in(question).values():
                yield from wrong.accept
        case ChoiceQuestion():
            yield from (*question.options, *question.options.values())


MANNERS = ("I don't know", "?", "done", "that's all", "yes", "no", "hello", "thanks", "what do you think?", "repeat")
"""What says nothing about the case, and is heard before anything else."""


@pytest.mark.parametrize("text", MANNERS)
def test_who_does_not_know_what_to_ask_or_order_is_given_no_hint_in_silence(trapped: Loaded, text: str) -> None:
    one = trap_pair(trapped)
    for item in one.items():
        with_keys, without = one.play([a.GoTo(item), a.Say(text), a.Say(text)])
        assert with_keys == without
        assert not [event for event in with_keys if isinstance(event, e.Hinted | e.Prompted | e.Asserted | e.AskedBack)]


def sayings(one: Pair, path: Path) -> dict[str, list[str]]:
    """By item: every phrasing, and what people said in the file of answers beside the case."""
    script = one.scripts[0]
    said = {item: list(phrasings(script, item)) for item in one.items(*HEARD)}
    beside = path / "answers.yaml"
    if beside.exists():
        answers = read_answers_of(beside, Script.of_case(one.full.case, one.full.hash)).answers
        assert answers is not None
        for written, labelled in answers.answers.items():
            for item in said:
                if item == written or item.startswith(f"{written}/"):
                    said[item] += [answer.say for answer in labelled]
    return said


def one_of_each_kind() -> list[object]:
    """The two cases of these tests, the flagship and the films in the plain run; the other cases in the long one."""
    plain = {"clinic", "whole", "wedding-photograph", "chest-films", "film-round"}
    return [
        pytest.param(path, id=path.stem, marks=() if path.stem in plain else pytest.mark.long) for path in folders()
    ]


@pytest.mark.parametrize("path", one_of_each_kind())
def test_every_phrasing_and_every_known_answer_brings_the_same_events_without_the_keys(path: Path) -> None:
    one = pair(path)
    for item, texts in sayings(one, path).items():
        texts = list(dict.fromkeys(texts))
        for start in range(0, len(texts), 8):  # several in one sitting, so that what was learnt before is there too
            actions: list[a.Action] = [a.GoTo(item), *(a.Say(text) for text in texts[start : start + 8])]
            with_keys, without = one.play(actions)
            assert with_keys == without, texts[start : start + 8]


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_is_said_in_whatever_order_the_keys_change_nothing(trapped: Loaded, data: st.DataObject) -> None:
    one = trap_pair(trapped)
    script = one.scripts[0]
    said = st.one_of(
        *(
            st.tuples(st.just(item), st.sampled_from(list(phrasings(script, item)) or ["knotted lymphatics, equinia"]))
            for item in one.items()
        )
    )
    actions: list[a.Action] = []
    for item, text in data.draw(st.lists(said, max_size=12)):
        actions += [a.GoTo(item), a.Say(text, item=item)]
    actions.append(a.Submit("handed in", {item: "smear and biopsy" for item in one.items()}))
    with_keys, without = one.play(actions)
    assert with_keys == without
    assert not any(isinstance(event, e.Judged | e.Credited | e.Erred | e.Listed | e.Committed) for event in without)


def trap_pair(trapped: Loaded) -> Pair:
    if trapped.hash not in _TRAPS:
        _TRAPS[trapped.hash] = Pair(trapped)
    return _TRAPS[trapped.hash]


_TRAPS: dict[str, Pair] = {}


def test_the_conditions_of_the_trap_case_are_really_met_in_such_a_sitting(trapped: Loaded) -> None:
    one = trap_pair(trapped)
    history, tests = one.items("interview")[0], one.items("order")[0]
    said: list[a.Action] = [
        a.GoTo(history),
        a.Say("work"),
        a.Say("sore"),
        a.GoTo(tests),
        a.Say("biopsy"),
        a.Say("smear"),
    ]
    with_keys, without = one.play(said)
    texts = [event.words.text for event in without if isinstance(event, e.Replied | e.Resulted | e.Withheld)]
    assert with_keys == without
    assert texts == [
        "I keep horses.",
        "It began as a bump. You asked of my work before.",
        "The surgeon waits for the smear.",
        "Rods and horse hair.",
    ]


def test_a_case_without_keys_goes_by_the_hash_of_the_full_one_and_by_no_name_of_its_own(trapped: Loaded) -> None:
    bare = trap_pair(trapped).bare
    assert bare.hash == trapped.hash
    assert bare.case.id == f"case-{trapped.hash[:12]}"
    assert (bare.case.title, bare.case.diagnosis, bare.case.tags) == ("A case", KEPT, ())


def test_one_right_option_or_several_is_part_of_the_question_and_which_is_not(trapped: Loaded) -> None:
    quiz = trap_pair(trapped).bare.case.quiz
    assert (quiz["one"].right, quiz["many"].right) == (("a",), ("a", "b", "c"))


def test_only_what_may_be_asked_and_shown_is_in_it(trapped: Loaded) -> None:
    wanted = Wanted(frozenset({("thoughts", "main")}))
    bare, source = keyless(trapped, wanted, {})
    assert shown(trapped.case, wanted) == ()
    assert list(bare.case.stages) == ["thoughts"]
    assert not bare.case.quiz
    assert not bare.case.images
    assert b"groom" not in source
    assert b"snout" not in source  # nothing is heard here, so no lexicon is needed


def test_a_question_of_weight_0_can_be_packed_alone(tmp_path: Path) -> None:
    text = """\
format: 1
id: free
title: Free
diagnosis: D
stages:
  s:
    questions:
      worth: {question: A?, expect: {a: {accept: [a cat]}}}
      nothing: {question: B?, weight: 0, expect: {b: {accept: [a dog]}}}
"""
    (tmp_path / "free.yaml").write_text(text)
    loaded = load_case(tmp_path / "free.yaml")
    bare, _ = keyless(loaded, Wanted(frozenset({("s", "nothing")})), {})
    assert bare.case.question("s", "nothing").weight == 0


# What must not be found in a pack: every text of a case but those that a sitting shows.

_SHOWN = {
    "question",
    "ask",
    "examine",
    "accept",
    "require",
    "reject",
    "broader",
    "reply",
    "find",
    "result",
    "too_early",
    "say",
    "otherwise",
    "scene",
    "caption",
    "neutral",
    "options",
    "source",
    "if_not_asked",
    "takes",
    "same",
    "apart",
}


def texts_in(value: object) -> Iterator[str]:
    """Every text of a part of a case."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name != "id":
                yield from texts_in(getattr(value, name))
    elif isinstance(value, dict) or hasattr(value, "items"):
        for part in value.values():  # type: ignore[union-attr]
            yield from texts_in(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from texts_in(part)


def secrets_of(case: Case) -> Iterator[str]:
    """What would tell a candidate something: by whole strings."""
    yield from (case.id, case.title, case.diagnosis, *case.tags, *case.guideline, *case.sources)
    yield from texts_in((case.sources, case.misconceptions, case.debrief, case.reviewed))
    for image in case.images.values():
        yield from texts_in((image.describe.full, image.file, image.licence, image.source, image.regions))
    for stage in case.stages.values():
        yield from (stage.label or "",)
        for question in stage.questions.values():
            yield from _of_question(question)
    for choice in case.quiz.values():
        yield from _of_question(choice)


def _of_question(question: object) -> Iterator[str]:
    yield from texts_in((question.expert, question.misconceptions))  # type: ignore[attr-defined]
    match question:
        case AnswerQuestion():
            yield from texts_in(question.expect)
        case InterviewQuestion():
            yield from texts_in((question.framework, question.otherwise))
        case OrderQuestion():
            for order in question.orders.values():
                yield from texts_in((order.teach, order.why, order.hint, order.cost))
                yield from (text for changed in order.when.values() for text in texts_in(changed.why))
        case ChoiceQuestion():
            yield from texts_in((question.why, question.teach))
        case DifferentialQuestion():
            yield from texts_in((question.entries, question.unreasonable, question.umbrella, question.lead))
            yield from texts_in(question.recommit.expert if question.recommit else None)


def legitimate(case: Case) -> set[str]:
    """What stands in a pack because it is asked, heard, answered or shown."""
    allowed: set[str] = set()
    for stage in case.stages.values():
        allowed |= set(texts_in(stage.scene))
        for question in stage.questions.values():
            allowed |= set(texts_in(question.question))
            if isinstance(question, InterviewQuestion):
                allowed |= set(texts_in((question.interview, question.handover)))
            if isinstance(question, OrderQuestion):
                for order in question.orders.values():
                    heard = (order.accept, order.require, order.reject, order.broader, order.vague)
                    allowed |= set(texts_in((heard, order.label, order.result, order.too_early, order.takes)))
                    allowed |= {text for changed in order.when.values() for text in texts_in(changed.result)}
                allowed |= set(texts_in((question.panels, question.elsewhere)))
    asked = (question for stage in case.stages.values() for question in stage.questions.values())
    for choice in (*case.quiz.values(), *(one for one in asked if isinstance(one, ChoiceQuestion))):
        allowed |= set(texts_in((choice.question, choice.options)))
    for image in case.images.values():
        allowed |= set(texts_in((image.caption, image.describe.neutral)))
    return allowed | set(texts_in(case.lexicon)) | ids_of_content(case)


def ids_of_content(case: Case) -> set[str]:
    """The ids of what is shown, said, found and ordered, which the events of a sitting name."""
    ids = {*case.images, *case.stages, *case.quiz}
    for stage in case.stages.values():
        ids |= set(stage.questions)
        for question in stage.questions.values():
            if isinstance(question, InterviewQuestion):
                ids |= set(question.interview)
            elif isinstance(question, OrderQuestion):
                ids |= {*question.orders, *question.panels, *question.elsewhere}
    return ids


def strings_of(packed: bytes) -> list[str]:
    """Every text in an exam file: names of members, values of its JSON, what pictures say of themselves."""
    from PIL import Image

    found: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, dict):
            for part in value.values():
                walk(part)
        elif isinstance(value, list):
            for part in value:
                walk(part)
        else:
            found.append(str(value))

    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        for name in archive.namelist():
            found.append(name)
            content = archive.read(name)
            if name.endswith(".json"):
                record = json.loads(content)
                walk(record)
                if "blueprint" in record:
                    walk(json.loads(record["blueprint"]))
            else:
                info = Image.open(io.BytesIO(content)).info
                found += [f"{key}={value}" for key, value in info.items() if isinstance(value, str)]
    return found


def raw_json(packed: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".json"))


def has_words(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words.casefold())}(?!\w)", text.casefold()) is not None


def assert_tells_nothing(packed: bytes, cases: list[Case]) -> None:
    found = strings_of(packed)
    everything = set(found)
    for case in cases:
        allowed = legitimate(case)
        secret = {text for text in secrets_of(case) if text} - allowed - {"kept"}  # what stands in place of every key
        assert not secret & everything, sorted(secret & everything)[:5]
        loose = [text for text in found if text not in allowed and len(text) < 1_500]
        for text in (case.id, case.title, case.diagnosis, *case.tags):
            # A tag such as "chest" is a word of questions and pictures, too.
            hit = [one for one in loose if has_words(one, text) and not one.startswith(("{", "A mock"))]
            assert not hit, (text, hit[:3])
        keys = {*case.misconceptions}
        for stage in case.stages.values():
            for question in stage.questions.values():
                keys |= {*question.misconceptions, *getattr(question, "expect", ()), *getattr(question, "entries", ())}
        keys -= {*case.lexicon.same, *ids_of_content(case)}  # its words are needed to hear what is ordered
        keys -= {*Asked.model_fields, *Stage.model_fields}  # an id may be called like a key of the format
        assert not keys & set(re.findall(r'"([a-z0-9-]+)": ', raw_json(packed)))
        blob = "\n".join(found)
        long = {text for text in secret if len(text) > 40}
        assert not [text for text in long if text in blob]


@pytest.mark.parametrize("path", [path for path in folders() if path.is_dir()], ids=lambda path: path.stem)
def test_nothing_in_a_pack_of_a_shipped_case_tells_what_is_right(path: Path, tmp_path: Path) -> None:
    case = load_case(path).case
    loaded = exam_in(tmp_path, whole_exam(case.id), "", path.parent)
    assert_tells_nothing(write_exam(loaded), [case])


def test_nothing_in_a_pack_of_the_trap_case_tells_what_is_right(tmp_path: Path) -> None:
    traps(tmp_path, png(text="Farcy of the arm, glanders"))
    blueprint = whole_exam("traps-of-glanders") + "# the answer is glanders\n"
    tagged = blueprint.replace("{case: traps-of-glanders}", "{tag: zoonosis of horses, only: [interview, order]}")
    for text in (blueprint, tagged):
        folder = tmp_path / ("tagged" if text == tagged else "whole")
        folder.mkdir()
        loaded = exam_in(folder, text, "", tmp_path)
        packed = write_exam(loaded)
        assert_tells_nothing(packed, [loaded.cases["traps-of-glanders"].case])
        for word in (b"landers", b"arcy", b"nodule", b"equinia", b"Burkholderia" if text == tagged else b"melioid"):
            assert word not in packed, word


def test_the_leak_test_finds_a_leak(tmp_path: Path) -> None:
    traps(tmp_path, png())
    loaded = exam_in(tmp_path, whole_exam("traps-of-glanders"), "", tmp_path)
    case = loaded.cases["traps-of-glanders"].case
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("cases/case-0.json", json.dumps({"hint": "Think of a string of pearls under the skin."}))
    with pytest.raises(AssertionError):
        assert_tells_nothing(out.getvalue(), [case])

"""The debrief as blocks: marks, what must not be missed, expert beside trainee, and what to take home."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from textual.content import Content

from miliary_chat.dialogue.debrief import Debrief, LookAlike, QuizResult, Reply, Side
from miliary_chat.dialogue.marks import Marks, StageMark
from miliary_chat.tui.blocks import Bar, Block, Columns, Grid, Heading, Prose, Tone, run, toned
from miliary_chat.tui.transcript_lines import BAD, GOOD, NEAR, marked


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere that the debrief points at: the region of a picture, in the question that it belongs to."""

    item: str
    image: str | None
    region: str


@dataclass
class DebriefPage:
    """The blocks, and the places in the order of their numbers (from 1)."""

    blocks: list[Block] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)


def debrief_page(debrief: Debrief) -> DebriefPage:
    """The whole page."""
    page = DebriefPage()
    page.blocks += [*_diagnosis(debrief), *_marks(debrief.marks)]
    if debrief.sides:
        page.blocks.append(Heading("question by question"))
    for side in debrief.sides:
        page.blocks += side_blocks(side, page.places)
    page.blocks += [*_look_alikes(debrief), *_quiz(debrief.quiz), *_home(debrief)]
    return page


def _diagnosis(debrief: Debrief) -> Iterator[Block]:
    yield Prose(toned(debrief.diagnosis, "strong"), gap=True)
    if debrief.expert:
        yield Prose(toned(debrief.expert), gap=True)


def _marks(marks: Marks) -> Iterator[Block]:
    yield Heading("marks")
    notes = [] if marks.finished else ["finished early: what was not reached counts as not answered"]
    notes += ["provisional: a person still has to look at some answers"] if marks.provisional else []
    yield Bar("in all", marks.total, " · ".join(notes))
    for stage in marks.stages:
        if stage.mark is not None:
            yield Bar(_stage_title(stage), stage.mark, _stage_note(stage))
    unmarked = [_stage_title(stage) for stage in marks.stages if stage.mark is None]
    if unmarked:
        yield Prose(run((f"not marked: {', '.join(unmarked)}", "quiet")))
    for vital in marks.vitals:
        what = "must not be missed" if vital.kind == "must-not-miss" else "critical"
        sign: tuple[str, Tone, str] = (GOOD, "good", "you had it") if vital.met else (BAD, "bad", "missed")
        words = run((f"{what}: ", "quiet"), (vital.name, "strong"), f" · {sign[2]}")
        yield Prose(words, sign[0], sign[1], gap=vital is marks.vitals[0])
    if marks.claimed:
        claimed = run(("claimed by you, not in the marks: ", "quiet"), "; ".join(marks.claimed))
        yield Prose(claimed, "!", "near", gap=True)


def _stage_title(stage: StageMark) -> str:
    """The quiz belongs to the debrief; its marks are the quiz's."""
    return "quiz" if stage.stage == "debrief" else stage.title


def _stage_note(stage: StageMark) -> str:
    notes = []
    for item in stage.items:
        if item.thoroughness is not None:
            notes.append(f"thorough {item.thoroughness} %")
        if item.efficiency is not None:
            notes.append(f"to the point {item.efficiency} %")
    return ", ".join(notes)


def side_blocks(side: Side, places: list[Place] | None = None) -> Iterator[Block]:
    """One question, the expert beside the trainee; what can be shown is added to `places`, where there are any."""
    stage = run((f"{side.stage}  ", "quiet")) if side.stage else Content("")
    yield Prose(run(stage, (side.question, "strong")), gap=True)
    said = tuple(_reply(number, reply, len(side.replies)) for number, reply in enumerate(side.replies, start=1))
    mine = said or (toned("no answer", "quiet"),)
    if side.expert:
        yield Columns(("you", mine), ("expert", (toned(side.expert),)))
    else:
        yield Prose(toned("you", "quiet"))
        yield from (Prose(reply) for reply in mine)
    for remark in side.remarks:
        yield Prose(run(("not the whole mark: ", "quiet"), remark), NEAR, "near")
    for mended in side.mended:
        quote = run((f"you said “{mended.quote}”: ", "quiet")) if mended.quote else Content("")
        yield Prose(run((f"{mended.name}. ", "strong"), quote, mended.correction), BAD, "bad")
    for missed in side.missed:
        where = Content("")
        if missed.point and places is not None:
            places.append(Place(side.item, side.show, missed.point.rpartition("/")[2]))
            where = run((f"  [{len(places)}] shows where", "key"))
        teach = f" {missed.teach}" if missed.teach else ""
        yield Prose(run((f"{missed.how}: ", "quiet"), (missed.name, "strong"), f".{teach}", where), "→", "near")


def _reply(number: int, reply: Reply, of: int) -> Content:
    """An answer with its credited words marked; of several, with its number."""
    answer = marked(reply.text, reply.credited)
    return run((f"{number}  ", "quiet"), answer) if of > 1 else answer


def _look_alikes(debrief: Debrief) -> Iterator[Block]:
    if debrief.look_alikes or debrief.table:
        yield Heading("look-alikes")
    for number, look_alike in enumerate(debrief.look_alikes):
        yield from _look_alike(look_alike, gap=number > 0)
    if debrief.table:
        yield Prose(toned("side by side", "quiet"), gap=True)
        yield Grid(("", *debrief.table.columns), tuple((name, *cells) for name, cells in debrief.table.rows))
        if debrief.table.does_not_separate:
            apart = run(("does not separate them: ", "quiet"), "; ".join(debrief.table.does_not_separate))
            yield Prose(apart, NEAR, "near", gap=True)


def _look_alike(look_alike: LookAlike, *, gap: bool) -> Iterator[Block]:
    yield Prose(run((f"{look_alike.name}. ", "strong"), look_alike.text), gap=gap)
    for name, reasons in (("for", look_alike.supports), ("against", look_alike.against)):
        if reasons:
            yield Prose(run((f"{name}: ", "quiet"), "; ".join(reasons)), inset=2)


def _quiz(quiz: tuple[QuizResult, ...]) -> Iterator[Block]:
    if quiz:
        yield Heading("quiz")
    for number, result in enumerate(quiz):
        yield Prose(toned(result.question, "strong"), gap=number > 0)
        yield from choice_blocks(result)


def choice_blocks(result: QuizResult) -> Iterator[Block]:
    """The options of a choice: what is right, what was chosen, and why."""
    for id, words in result.options.items():
        yield from _option(result, id, words)
    if result.shows:
        yield Prose(run(("the picture: ", "quiet"), result.shows), inset=1)


def _option(result: QuizResult, id: str, words: str) -> Iterator[Block]:
    right, chosen = id in result.right, id in result.chosen
    sign: tuple[str, Tone] = (GOOD, "good") if right else (BAD, "bad") if chosen else (" ", "quiet")
    yours = run(("  your choice", "quiet")) if chosen else Content("")
    yield Prose(
        run((f"{id.upper()}  ", "quiet"), (words, "strong" if right else "plain"), yours), sign[0], sign[1], inset=1
    )
    if id in result.why:
        yield Prose(toned(result.why[id], "quiet"), inset=6)


def _home(debrief: Debrief) -> Iterator[Block]:
    yield from _list("to take home", debrief.pearls)
    if debrief.teaching:
        yield Heading("more about it")
        for number, (heading, text) in enumerate(debrief.teaching):
            yield Prose(run((f"{heading}. ", "strong"), text), gap=number > 0)
    yield from _list("references", debrief.references)
    yield from _list("see also", tuple(one.words for one in debrief.see_also))
    yield from _list("what to try next", debrief.next)
    if debrief.disclaimer:
        yield Prose(toned(debrief.disclaimer, "quiet"), gap=True)


def _list(heading: str, texts: tuple[str, ...]) -> Iterator[Block]:
    if texts:
        yield Heading(heading)
        for number, text in enumerate(texts, start=1):
            yield Prose(toned(text), f"{number:2d}", "quiet")

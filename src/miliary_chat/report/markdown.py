"""A talk or a debrief as Markdown, for somebody's own notes."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from miliary_chat.base.markdown import escape
from miliary_chat.case.questions import ChoiceQuestion
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.debrief import Debrief, QuizResult, Reply, Side
from miliary_chat.dialogue.marks import Marks
from miliary_chat.dialogue.script import Script
from miliary_chat.judge.judgement import Span
from miliary_chat.session.place import stage_name

_SPEAKERS: Final = {"reply": "Patient", "finding": "Found", "handover": "Notes"}


def transcript_markdown(script: Script, events: Iterable[e.Event]) -> str:
    """The whole talk, stage by stage, as it was said."""
    lines = [f"# {escape(script.title)}"]
    stage = ""
    for event in events:
        if isinstance(event, e.Opened) and stage_name(script, event.item) != stage:
            stage = stage_name(script, event.item)
            lines.append(f"## {escape(stage.capitalize())}")
        lines += _said(script, event)
    return "\n\n".join(lines) + "\n"


def _said(script: Script, event: e.Event) -> Iterator[str]:  # noqa: C901 - one table of all events
    """What one event adds: a paragraph for each thing that was said."""
    match event:
        case e.Opened():
            yield from _opened(script, event)
        case e.Answered(text=text):
            yield "\n".join(f"> {line}" for line in escape(text).split("\n"))
        case e.Credited(words=words, leaves=leaves):
            yield f"✓ {escape(words.text)}" + (f" ({leaves} %)" if leaves < 100 else "")
        case e.Hinted(words=words, label=label) | e.Prompted(words=words, label=label):
            yield f"{escape(words.text)} *({escape(label)})*"
        case e.Corrected(words=words) | e.Contradicted(words=words):
            yield f"✗ {escape(words.text)}"
        case e.AskedBack(words=words) | e.Pumped(words=words) | e.Spoke(words=words) | e.Claimed(words=words):
            yield escape(words.text)
        case e.Asserted(words=words):
            yield f"→ {escape(words.text)}"
        case e.Replied(words=words, source=source, kind=kind):
            yield f"**{escape(source or _SPEAKERS[kind])}:** {escape(words.text)}"
        case e.Resulted(words=words, name=name):
            yield f"**{escape(name or 'Result')}:** {escape(words.text)}"
        case e.Withheld(words=words):
            yield f"≈ {escape(words.text)}"
        case e.Listed(words=words) | e.Committed(words=words) | e.Chosen(words=words):
            if words is not None:
                yield escape(words.text)
        case e.Ended():
            yield "*The end.*"
        case e.Started() | e.Judged() | e.Erred() | e.Settled() | e.Unrecognised() | e.Closed():
            pass


def _opened(script: Script, event: e.Opened) -> Iterator[str]:
    if event.scene:
        yield f"*{escape(event.scene)}*"
    if event.show:
        yield f"*(Picture: {escape(script.case(event.item).images[event.show].caption)})*"
    question = script.question(event.item)
    if not isinstance(question, ChoiceQuestion):
        yield f"**{escape(event.words.text)}**"
        return
    yield f"**{escape(question.question)}**"
    yield "\n".join(f"- {id.upper()}: {escape(words)}" for id, words in question.options.items())


def debrief_markdown(debrief: Debrief) -> str:
    """The whole debrief."""
    parts = [f"# {escape(debrief.title)}", f"**{escape(debrief.diagnosis)}**"]
    parts += [escape(debrief.expert)] if debrief.expert else []
    parts += _marks(debrief.marks)
    parts.append("## Question by question")
    for side in debrief.sides:
        parts += _side(side)
    parts += _look_alikes(debrief)
    if debrief.quiz:
        parts.append("## Quiz")
    for result in debrief.quiz:
        parts += _quiz(result)
    parts += _list("To take home", debrief.pearls)
    if debrief.teaching:
        parts.append("## More about it")
        parts += [f"**{escape(heading)}.** {escape(text)}" for heading, text in debrief.teaching]
    parts += _list("References", debrief.references)
    parts += _list("See also", [one.words for one in debrief.see_also])
    parts += _list("What to try next", debrief.next)
    return "\n\n".join([*parts, *([f"*{escape(debrief.disclaimer)}*"] if debrief.disclaimer else [])]) + "\n"


def _marks(marks: Marks) -> Iterator[str]:
    yield "## Marks"
    rows = [f"| in all | {marks.total} |"]
    rows += [f"| {escape(stage.title)} | {'–' if stage.mark is None else stage.mark} |" for stage in marks.stages]
    yield "\n".join(["| stage | of 100 |", "|---|---:|", *rows])
    vitals = [
        f"- {'✓' if vital.met else '✗'} {'must not be missed' if vital.kind == 'must-not-miss' else 'critical'}: "
        f"{escape(vital.name)}"
        for vital in marks.vitals
    ]
    if vitals:
        yield "\n".join(vitals)
    if marks.claimed:
        yield f"Claimed, not in the marks: {escape('; '.join(marks.claimed))}"


def _side(side: Side) -> Iterator[str]:
    yield f"### {escape(side.question)}"
    for reply in side.replies:
        yield "\n".join(f"> {line}" for line in _credited(reply).split("\n"))
    if not side.replies:
        yield "> (no answer)"
    if side.expert:
        yield f"**Expert:** {escape(side.expert)}"
    part = [f"- ≈ not the whole mark: {escape(remark)}" for remark in side.remarks]
    said = [*part, *(f"- ✗ {escape(mended.name)}: {escape(mended.correction)}" for mended in side.mended)]
    said += [f"- → {missed.how}: {escape(missed.name)}. {escape(missed.teach)}".rstrip() for missed in side.missed]
    if said:
        yield "\n".join(said)


def _credited(reply: Reply) -> str:
    """The answer with its credited words in bold."""
    text, parts, at = reply.text, [], 0
    for span in _apart(reply.credited):
        parts += [escape(text[at : span.start]), f"**{escape(text[span.start : span.end])}**"]
        at = span.end
    return "".join([*parts, escape(text[at:])])


def _apart(spans: Sequence[Span]) -> Iterator[Span]:
    """The spans in order, those that overlap or touch as one."""
    last: Span | None = None
    for span in sorted(spans):
        if last is not None and span.start <= last.end:
            last = Span(last.start, max(last.end, span.end))
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


def _look_alikes(debrief: Debrief) -> Iterator[str]:
    if debrief.look_alikes or debrief.table:
        yield "## Look-alikes"
    for look_alike in debrief.look_alikes:
        reasons = [("For", look_alike.supports), ("Against", look_alike.against)]
        told = " ".join(f"{name}: {escape('; '.join(said))}." for name, said in reasons if said)
        yield f"**{escape(look_alike.name)}.** {escape(look_alike.text)} {told}".rstrip()
    if debrief.table:
        head = ["", *map(escape, debrief.table.columns)]
        rows = [[escape(name), *map(escape, cells)] for name, cells in debrief.table.rows]
        yield "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))
        if debrief.table.does_not_separate:
            yield f"Does not separate them: {escape('; '.join(debrief.table.does_not_separate))}"


def _quiz(result: QuizResult) -> Iterator[str]:
    yield f"### {escape(result.question)}"
    lines = []
    for id, words in result.options.items():
        sign = "✓ " if id in result.right else "✗ " if id in result.chosen else ""
        yours = " (your choice)" if id in result.chosen else ""
        why = f" {escape(result.why[id])}" if id in result.why else ""
        lines.append(f"- {sign}{id.upper()}: {escape(words)}{yours}.{why}")
    yield "\n".join(lines)
    if result.shows:
        yield f"The picture: {escape(result.shows)}"


def _list(heading: str, texts: Iterable[str]) -> Iterator[str]:
    lines = [f"- {escape(text)}" for text in texts]
    if lines:
        yield f"## {heading}"
        yield "\n".join(lines)

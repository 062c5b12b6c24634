"""The debrief as plain lines: marks, what must not be missed, expert beside trainee, and what to take home."""

from collections.abc import Iterable, Iterator

from miliary_chat.base.called import called
from miliary_chat.dialogue.debrief_parts import Debrief, LookAlike, QuizResult, Side, Table
from miliary_chat.dialogue.marks import ItemMark, Marks, Part, StageMark
from miliary_chat.plain.lines import BLANK, Line, heading


def debriefed(debrief: Debrief) -> tuple[Line, ...]:
    """Everything that the debrief holds, in the order in which it is best heard."""
    return tuple(_whole(debrief))


def marked(marks: Marks) -> tuple[Line, ...]:
    """The marks alone: the total, the lines that it cannot hide, the stages."""
    return tuple(_marks(marks))


def sided(side: Side) -> tuple[Line, ...]:
    """One question: the expert beside what was said."""
    return tuple(_side(side))


def chosen(result: QuizResult) -> tuple[Line, ...]:
    """One choice: what was chosen, what is right, and why."""
    return tuple(_quiz(result))


def _whole(debrief: Debrief) -> Iterator[Line]:
    yield from heading(f"Debrief: {debrief.title}")
    yield Line("Diagnosis", debrief.diagnosis)
    if debrief.expert:
        yield Line("The expert's reading", debrief.expert)
    yield from heading("Marks")
    yield from _marks(debrief.marks)
    yield from heading("Question by question")
    for side in debrief.sides:
        yield from _side(side)
    if debrief.quiz:
        yield from heading("The quiz")
        for result in debrief.quiz:
            yield from _quiz(result)
    if debrief.look_alikes:
        yield from heading("Look-alikes")
        for look_alike in debrief.look_alikes:
            yield from _look_alike(look_alike)
    if debrief.table:
        yield from heading("Side by side")
        yield from _table(debrief.table)
    yield from _list("To take home", debrief.pearls)
    if debrief.teaching:
        yield from heading("More about it")
        yield from (Line(title, text) for title, text in debrief.teaching)
    yield from _list("References", debrief.references)
    yield from _list("See also", (one.words for one in debrief.see_also))
    yield from _list("What to try next", (called(f"play {case}") for case in debrief.next))
    if debrief.disclaimer:
        yield BLANK
        yield Line("", debrief.disclaimer)


def _list(title: str, lines: Iterable[str]) -> Iterator[Line]:
    found = list(lines)
    if found:
        yield from heading(title)
        yield from (Line(str(number), text) for number, text in enumerate(found, start=1))


def _marks(marks: Marks) -> Iterator[Line]:
    early = "" if marks.finished else " You finished early: what was not reached counts as not answered."
    provisional = " Provisional: a person still has to look at some answers." if marks.provisional else ""
    yield Line("Total", f"{marks.total} out of 100.{early}{provisional}")
    for vital in marks.vitals:
        what = "Must not be missed" if vital.kind == "must-not-miss" else "Critical"
        yield Line(f"{what}, {vital.name}", "you had it." if vital.met else "missed.")
    for stage in marks.stages:
        yield from _stage(stage)
    if marks.claimed:
        yield Line("Claimed by you, not in the marks", f"{'; '.join(marks.claimed)}.")


def _stage(stage: StageMark) -> Iterator[Line]:
    yield Line(_capital(stage.title), "no mark." if stage.mark is None else f"{stage.mark} out of 100.")
    several = len([item for item in stage.items if item.mark is not None]) > 1
    for item in stage.items:
        if [part.kind for part in item.parts] != ["choice"]:  # the quiz has a section of its own
            yield from _item(item, several=several)


def _item(item: ItemMark, *, several: bool) -> Iterator[Line]:
    about = [f"{item.mark} out of 100"] if several and item.mark is not None else []
    if item.thoroughness is not None:
        about.append(f"thoroughness {item.thoroughness} %")
    if item.efficiency is not None:
        about.append(f"efficiency {item.efficiency} %")
    if about:
        yield Line(f"  {_capital(item.title)}", f"{'; '.join(about)}.")
    whole = [part.name for part in item.parts if part.worth and part.earned >= part.worth]
    if whole:
        yield Line("  In full", f"{'; '.join(whole)}.")
    others = [part for part in item.parts if 0 <= part.earned < part.worth and (part.earned or not part.bonus)]
    if others:
        yield Line("  In part or not", f"{'; '.join(_part(part) for part in others)}.")
    cost = [part for part in item.parts if part.earned < 0]
    if cost:
        yield Line("  Cost", f"{'; '.join(_part(part) for part in cost)}.")


def _part(part: Part) -> str:
    claimed = ", claimed" if part.claimed else ""
    share = f"{_number(part.earned)} of {_number(part.worth)}" if part.worth else _number(part.earned)
    return f"{part.name}, {part.how}{claimed} ({share})"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _side(side: Side) -> Iterator[Line]:
    yield BLANK
    yield Line(_capital(side.stage), side.question)
    if side.expert:
        yield Line("Expert", side.expert)
    for reply in side.replies:
        yield Line("You", reply.text)
    if not side.replies:
        yield Line("You", "(no answer)")
    for remark in side.remarks:
        yield Line("Not the whole mark", f"{remark}.")
    for mended in side.mended:
        yield Line(f"Corrected, {mended.name}", mended.correction)
    for missed in side.missed:
        yield Line(_capital(f"{missed.how}, {missed.name}"), missed.teach)


def _quiz(result: QuizResult) -> Iterator[Line]:
    yield BLANK
    yield Line("Question", result.question)
    chosen = ", ".join(result.chosen) or "none"
    verdict = "right" if set(result.chosen) == set(result.right) else "not right"
    yield Line("You chose", f"{chosen}, {verdict}. Right: {', '.join(result.right)}.")
    for letter, option in result.options.items():
        why = result.why.get(letter)
        yield Line(f"  {letter}", f"{option}{'' if option.endswith('.') else '.'} {why}" if why else option)
    if result.shows:
        yield Line("The picture", result.shows)


def _look_alike(look_alike: LookAlike) -> Iterator[Line]:
    yield Line(_capital(look_alike.name), look_alike.text)
    if look_alike.supports:
        yield Line("  For", f"{'; '.join(look_alike.supports)}.")
    if look_alike.against:
        yield Line("  Against", f"{'; '.join(look_alike.against)}.")


def _table(table: Table) -> Iterator[Line]:
    for feature, cells in table.rows:
        pairs = zip(table.columns, cells, strict=True)
        yield Line(_capital(feature), "; ".join(f"{column}, {cell}" for column, cell in pairs) + ".")
    if table.does_not_separate:
        yield Line("What does not separate them", f"{'; '.join(table.does_not_separate)}.")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

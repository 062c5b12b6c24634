"""One question of an exam as the screen shows it: its scene, its words, what was replied to it. No verdict, ever."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from textual.content import Content

from miliary_chat.case.questions import ChoiceQuestion
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.script import Script, asked_in
from miliary_chat.tui import exam_items
from miliary_chat.tui.blocks import Block, Heading, Prose, Tone, toned
from miliary_chat.tui.film import Film
from miliary_chat.tui.transcript_lines import Telling, options_of

_NO_PICTURE: Final = "This picture cannot be shown here, so it is told in words."
_LEARNT: Final = {"reply": "The patient said", "finding": "On examination", "handover": "Handed over"}
_SHOWN: Final = (e.Replied, e.Resulted, e.Withheld, e.Spoke)


class ItemTelling(Telling):
    """A question and its talk as blocks. Whatever an event may hold, nothing in it looks right or wrong."""

    def __init__(self, script: Script, item: str) -> None:
        super().__init__(script)
        self._item = item

    def begin(self, events: Sequence[e.Event]) -> None:
        """What stands above the talk: the part's instructions at its beginning, the scene, the question."""
        section = exam_items.part(self._script, self._item)
        first = next(ref.id for ref in self._script.items if ref.section == self._script.ref(self._item).section)
        if section is not None and section.instructions and first == self._item:
            self._say("part", toned(section.instructions, "quiet"), fresh=True)
        scene, question, show = self._put(events)
        if scene:
            self._say("scene", toned(scene), fresh=True)
        if show:
            self._show(self._item, show)
        asked = self._script.question(self._item)
        words = asked.question if isinstance(asked, ChoiceQuestion) else question
        self._say("question", toned(words, "strong"), fresh=True)
        if isinstance(asked, ChoiceQuestion):
            self.choice = len(self.blocks)
            self._add(options_of(asked))

    def _put(self, events: Sequence[e.Event]) -> tuple[str, str, str | None]:
        """The scene that the question belongs to, told here or before another one; its words, and its picture."""
        here = self._script.ref(self._item)
        scene, words, show = "", "", None
        for event in events:
            if isinstance(event, e.Opened):
                ref = self._script.ref(event.item)
                if (ref.case, ref.stage) == (here.case, here.stage) and event.scene:
                    scene = event.scene
                if event.item == self._item:
                    words, show = event.words.text, event.show
        return scene, words, show

    def _say(self, speaker: str, words: Content, mark: str = "", tone: Tone = "plain", *, fresh: bool = False) -> None:
        """Nobody teaches here, and no sign says what anything is worth."""
        super()._say("note" if speaker == "tutor" else speaker, words, fresh=fresh)

    def _point(self, item: str | None, point: str | None) -> None:
        """Nobody points at findings in an exam."""

    def _resulted(self, event: e.Resulted) -> None:
        super()._resulted(replace(event, worth="neutral"))


def tell_item(script: Script, events: Iterable[e.Event], item: str) -> ItemTelling:
    """The telling of one question; `shown` is the picture that belongs to it.

    Where a case is taken whole, it is one patient's, and the last picture of it stays up as it does in the case.
    """
    events = tuple(events)
    telling = ItemTelling(script, item)
    telling.begin(events)
    talk = (*_SHOWN, e.Answered) if exam_items.talks(script, item) else _SHOWN
    telling.tell(event for event in events if isinstance(event, talk) and event.item == item)
    if telling.shown is None and _whole(script, item):
        telling.shown, telling.shown_in = _last_picture(script, events, item)
    return telling


def _whole(script: Script, item: str) -> bool:
    """Whether the part that a question stands in has all questions of its case: others may be of other patients."""
    ref = script.ref(item)
    beside = {(one.stage, one.question) for one in script.items if (one.case, one.section) == (ref.case, ref.section)}
    return beside >= set(asked_in(script.cases[ref.case]))


def _last_picture(script: Script, events: Iterable[e.Event], item: str) -> tuple[str | None, str | None]:
    shown: tuple[str | None, str | None] = (None, None)
    pin = script.ref(item).case
    for event in events:
        if isinstance(event, e.Opened | e.Resulted) and event.show and script.ref(event.item).case == pin:
            shown = event.show, event.item
    return shown


def neutral(film: Film) -> Film:
    """A picture as a candidate may see it: no places, for they lie where the findings are, and no expert's words.

    Nor the name of its file, which may hold the diagnosis.
    """
    problem = _NO_PICTURE if film.picture is None else ""
    return replace(film, full=film.neutral, regions=(), problem=problem)


def learnt_blocks(script: Script, events: Iterable[e.Event], item: str) -> list[Block]:
    """What was said, found and reported of the patient of `item`, in whichever question; in its own words alone."""
    pin = script.ref(item).case
    found: dict[str, list[str]] = {}
    for event in events:
        if isinstance(event, e.Replied) and script.ref(event.item).case == pin:
            found.setdefault(_LEARNT[event.kind], []).append(event.words.text)
        elif isinstance(event, e.Resulted) and script.ref(event.item).case == pin:
            named = f"{event.name}: " if event.name else ""
            found.setdefault("Results", []).append(f"{named}{event.words.text}")
    blocks: list[Block] = []
    for heading, lines in found.items():
        blocks.append(Heading(heading, top=not blocks))
        blocks += [Prose(toned(line), "·", "quiet", inset=1) for line in dict.fromkeys(lines)]
    return blocks or [Prose(toned("Nothing yet: what you ask, examine and order is gathered here.", "quiet"))]

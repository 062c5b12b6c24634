"""What each event looks like in the talk: the screens' one `match` over events."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from textual.content import Content, Span

from miliary_chat.case.questions import ChoiceQuestion
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.script import Script
from miliary_chat.judge.judgement import Span as Stretch
from miliary_chat.session.place import stage_name
from miliary_chat.tui.blocks import Block, Heading, Option, Options, Tone, Turn, run, toned

GOOD: Final = "✓"
NEAR: Final = "≈"
BAD: Final = "✗"

_AFTER: Final = {"hinted": "after a hint, ", "prompted": "after a prompt, ", "clarified": "when asked, "}
_ASKED_BACK: Final = frozenset({"clarify", "typo", "vague"})


@dataclass
class _Heard:
    """Where an answer stands on the page, and what of it was credited or wrong."""

    block: int
    text: str
    credited: set[Stretch] = field(default_factory=set)
    erred: set[Stretch] = field(default_factory=set)


class Telling:
    """The talk as blocks: the fold of an attempt's events, so that a resumed attempt reads as it did."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._answers: dict[tuple[str, int], _Heard] = {}
        self._speaker = ""
        self._source: str | None = None
        self._rung = False
        self._place = ("", "")
        self._listing: int | None = None
        self.blocks: list[Block] = []
        self.choice: int | None = None
        """The block with the options of the choice that is open."""
        self.shown: str | None = None
        """The picture that the tutor put up last."""
        self.shown_in: str | None = None
        """The item that it was put up in."""
        self.pointed: str | None = None
        """The region that the tutor pointed at last, until another picture is shown."""

    def tell(self, events: Iterable[e.Event]) -> int:
        """Add what happened; the number of the first block that is new or changed."""
        first = len(self.blocks)
        for event in events:
            listing, self._listing = self._listing, None
            first = min(first, self._tell(event, listing))
        return first

    def _tell(self, event: e.Event, listing: int | None) -> int:  # noqa: C901 - one table of all events
        """One event; the first block that it touched."""
        first = len(self.blocks)
        match event:
            case e.Opened():
                self._opened(event)
            case e.Answered(text=text):
                self._answers[event.item, event.revision] = _Heard(first, text)
                self._say("you", toned(text), fresh=True)
            case e.Credited():
                first = self._mark(event.item, event.revision, event.spans, "credited", first)
                self._say("tutor", _credit(event), GOOD, "good")
            case e.Erred():
                first = self._mark(event.item, event.revision, event.spans, "erred", first)
            case e.Listed():
                first = self._mark(event.item, event.revision, event.spans, "credited", first)
                first = min(first, self._listed(event, listing))
            case e.Hinted() | e.Prompted():
                self._say("tutor", toned(event.words.text), fresh=self._rung or event.asked)
                self._label(event.label)
                self._point(event.item, getattr(event, "point", None))
            case e.Asserted():
                self._say("tutor", toned(event.words.text), "→", "near")
                self._point(event.item, event.point)
            case e.Corrected():
                self._say("tutor", toned(event.words.text), BAD, "bad")
                self._point(event.item, event.point)
            case e.Contradicted():
                first = self._mark(event.item, event.revision, event.spans, "erred", first)
                self._say("tutor", toned(event.words.text), BAD, "bad")
                self._label(event.label)
                self._point(event.item, event.point)
            case e.AskedBack():
                asked = event.pending.kind in _ASKED_BACK
                self._say("tutor", toned(event.words.text), NEAR if asked else "", "near")
            case e.Replied():
                self._replied(event)
            case e.Resulted():
                self._resulted(event)
            case e.Withheld():
                self._say("tutor", toned(event.words.text), NEAR, "near")
            case e.Committed():
                self._committed(event)
            case e.Chosen():
                self._chosen(event)
            case e.Claimed():
                self._say("tutor", toned(event.words.text), "!", "near")
            case e.Pumped():
                self._say("tutor", toned(event.words.text))
            case e.Spoke():
                self._spoke(event)
            case e.Closed():
                self._closed()
            case e.Ended():
                self._add(Heading("the end"))
            case e.Started() | e.Judged() | e.Settled() | e.Unrecognised():
                pass
        self._rung = isinstance(event, e.Hinted | e.Prompted)
        return first

    # One event each, where a line is not enough.

    def _opened(self, event: e.Opened) -> None:
        ref = self._script.ref(event.item)
        if (ref.case, ref.stage) != self._place:
            self._place = (ref.case, ref.stage)
            self._add(Heading(stage_name(self._script, event.item)))
        if event.scene:
            self._say("scene", toned(event.scene), fresh=True)
        if event.show:
            self._show(event.item, event.show)
        question = self._script.question(event.item)
        if not isinstance(question, ChoiceQuestion):
            self._say("tutor", toned(event.words.text, "strong"), fresh=True)
            return
        # The words of the event end with the options, for those who hear them; here they are rows to choose from.
        self._say("tutor", toned(question.question, "strong"), fresh=True)
        self.choice = len(self.blocks)
        self._add(options_of(question))

    def _listed(self, event: e.Listed, listing: int | None) -> int:
        """Diagnoses listed in one breath stand in one line."""
        if event.words is None:
            return len(self.blocks)
        gone = event.stance == "withdrawn"
        part = run(("– " if gone else f"{GOOD} ", "quiet" if gone else "good"), event.words.text)
        if listing is None:
            listing = len(self.blocks)
            self._say("tutor", part)
        else:
            before = self.blocks[listing]
            assert isinstance(before, Turn)
            self.blocks[listing] = replace(before, words=run(before.words, "   ", part))
        self._listing = listing
        return listing

    def _replied(self, event: e.Replied) -> None:
        """What was heard and found; a letter is one turn, however many lines it adds."""
        speaker = {"reply": "patient", "finding": "exam", "handover": "notes"}[event.kind]
        goes_on = event.kind == "handover" and speaker == self._speaker
        named = event.source and not (goes_on and event.source == self._source)
        source = run((f"{event.source}: ", "quiet")) if named else Content("")
        self._say(speaker, run(source, event.words.text), fresh=not goes_on)
        self._source = event.source

    def _resulted(self, event: e.Resulted) -> None:
        name = run((event.name, "strong")) if event.name else Content("")
        takes = run((f" · {event.takes}", "quiet")) if event.takes else Content("")
        told = run((" · told, not ordered", "quiet")) if event.told else Content("")
        head = run(name, takes, told)
        mark = BAD if event.worth == "contra" and not event.told else ""
        words = run(head, "\n", event.words.text) if head else toned(event.words.text)
        self._say("result", words, mark, "bad", fresh=True)
        if event.show:
            self._show(event.item, event.show)

    def _committed(self, event: e.Committed) -> None:
        if event.words is None:
            self._say("tutor", run(("lead: ", "quiet"), event.name))
            return
        mark, tone = _verdict(event.leaves)
        noted = event.words.key.endswith("noted")
        self._say("tutor", toned(event.words.text), "" if noted else mark, tone)

    def _chosen(self, event: e.Chosen) -> None:
        """A choice is made: its words stand behind the letter that was typed or taken."""
        block = self.blocks[self.choice] if self.choice is not None else None
        if isinstance(block, Options) and event.options:
            words = [option.words for option in block.options if option.id in event.options]
            self._say("you", toned("; ".join(words), "quiet"), fresh=self._speaker != "you")
        self.choice = None
        if event.words is not None:
            mark, tone = _verdict(None if event.right is None else 100 * event.right)
            self._say("tutor", toned(event.words.text), mark, tone)

    def _spoke(self, event: e.Spoke) -> None:
        if event.words.key.startswith("expert/"):
            self._say("expert", toned(event.words.text), fresh=True)
            return
        tone: Tone = "quiet" if event.move in ("note", "aside") else "plain"
        self._say("tutor", toned(event.words.text, tone), fresh=event.move == "explain")
        self._point(event.item, event.point)

    def _closed(self) -> None:
        """A choice that was skipped can no longer be made."""
        self.choice = None

    # What all of them are made of.

    def _say(self, speaker: str, words: Content, mark: str = "", tone: Tone = "plain", *, fresh: bool = False) -> None:
        self._add(Turn(speaker, words, mark, tone, gap=fresh or speaker != self._speaker))
        self._speaker = speaker

    def _label(self, label: str) -> None:
        if label:
            self._say(self._speaker, toned(label, "quiet"))

    def _add(self, block: Block) -> None:
        if not isinstance(block, Turn):
            self._speaker = ""
        self.blocks.append(block)

    def _show(self, item: str, image: str) -> None:
        """A picture goes up; the talk says which, for those who have no room for it beside."""
        if image != self.shown:
            self._say("picture", toned(self._script.case(item).images[image].caption, "quiet"), fresh=True)
        self.shown, self.shown_in, self.pointed = image, item, None

    def _point(self, item: str | None, point: str | None) -> None:
        """The tutor points; the name of the place is part of the talk."""
        if item is None or point is None:
            return
        self.pointed = point.rpartition("/")[2]
        images = self._script.case(item).images.values()
        label = next((image.regions[self.pointed].label for image in images if self.pointed in image.regions), None)
        if label:
            self._label(f"in the picture: {label}")

    def _mark(self, item: str, revision: int, spans: Sequence[Stretch], kind: str, first: int) -> int:
        """Mark words of an answer where they stand."""
        heard = self._answers.get((item, revision))
        if heard is None or not spans:
            return first
        (heard.credited if kind == "credited" else heard.erred).update(spans)
        before = self.blocks[heard.block]
        assert isinstance(before, Turn)
        self.blocks[heard.block] = replace(before, words=marked(heard.text, heard.credited, heard.erred))
        return min(first, heard.block)


def marked(text: str, credited: Iterable[Stretch], erred: Iterable[Stretch] = ()) -> Content:
    """An answer as it was typed, with the words that were credited, or wrong, marked in place."""
    kinds = [("credit", credited), ("erred", erred)]
    spans = [Span(span.start, min(span.end, len(text)), kind) for kind, found in kinds for span in sorted(found)]
    return Content(text, [span for span in spans if span.start < span.end])


def options_of(question: ChoiceQuestion) -> Options:
    """The options of a choice with their letters."""
    options = tuple(Option(id, id.upper(), words) for id, words in question.options.items())
    return Options(options, several=len(question.right) > 1)


def _credit(event: e.Credited) -> Content:
    words = toned(event.words.text)
    if event.leaves < 100:
        words = run(words, (f"  {_AFTER.get(event.how, '')}{event.leaves} %", "quiet"))
    return words


def _verdict(leaves: int | None) -> tuple[str, Tone]:
    if leaves is None:
        return "", "plain"
    return (GOOD, "good") if leaves >= 100 else (NEAR, "near") if leaves > 0 else (BAD, "bad")

"""What stands around the question of a card: its case, its scene, its picture, its sources."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from miliary_chat.case.model import Case, CaseImage
from miliary_chat.dialogue.events import ItemRef
from miliary_chat.dialogue.script import Script
from miliary_chat.picture.picture import Region
from miliary_chat.report.card import Card, Clip

_NOTE: Final = "Teaching simulation, not medical advice"
_NOT_REVIEWED: Final = "not yet reviewed by a radiologist"


class Around:
    """Sets one case's cards into their surroundings. A card comes up alone, months later."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.case: Case = next(iter(script.cases.values()))

    def card(
        self, ref: ItemRef, concept: str, question: str, answer: str, *, cite: Iterable[str] = (), **more: Any
    ) -> Card:
        """A card of `ref` with all that is the same for each card of its question; `more` are its other fields."""
        card = Card(
            self.key(ref, concept),
            question,
            answer,
            self.title(ref),
            self.scene(ref),
            sources=self.sources(cite),
            note=self.note,
            tags=self.tags(ref.stage),
        )
        return replace(card, **more)

    def key(self, ref: ItemRef, concept: str) -> str:
        """What a card goes by, for ever."""
        return f"{self.case.id}/{ref.stage}/{ref.question}/{concept}"

    def title(self, ref: ItemRef) -> str:
        """The case and the stage."""
        stage = self.case.stages.get(ref.stage)
        return f"{self.case.title} · {stage.name if stage else 'quiz'}"

    def scene(self, ref: ItemRef) -> str:
        """The scene of the stage, else the one that the case begins with; a quiz needs none."""
        stage = self.case.stages.get(ref.stage)
        first = next(iter(self.case.stages.values()))
        return (stage.scene or first.scene or "") if stage else ""

    @property
    def note(self) -> str:
        """The small line at the end of a back."""
        doubt = "" if self.case.reviewed.status == "reviewed" else f", {_NOT_REVIEWED}"
        return f"{_NOTE}{doubt}."

    def tags(self, stage: str) -> tuple[str, ...]:
        """The tags of a card; none holds a space, for ids never do."""
        return (f"miliary-chat::{self.case.id}", f"stage::{stage}", f"level::{self.case.level}")

    def sources(self, cited: Iterable[str]) -> tuple[str, ...]:
        """The works behind a card, once each."""
        return tuple(f"Source: {self.case.sources[name].text}" for name in dict.fromkeys(cited))

    def image(self, ref: ItemRef) -> CaseImage | None:
        """The picture that a question is about; a differential is about the last one that was put up."""
        if self.script.activity(ref.id) == "differential":
            earlier = self.script.items[: self.script.items.index(ref) + 1]
            names = [name for one in earlier if (name := self._shown(one))]
            return self.case.images[names[-1]] if names else None
        name = self._shown(ref)
        return self.case.images[name] if name else None

    def _shown(self, ref: ItemRef) -> str | None:
        """The question's own picture; its stage's where no question of the stage has one of its own."""
        stage = self.case.stages.get(ref.stage)
        if stage is None or any(question.show for question in stage.questions.values()):
            return self.script.question(ref.id).show
        return stage.show

    def whole(self, ref: ItemRef) -> Clip | None:
        """The whole picture of a question."""
        image = self.image(ref)
        if image is None:
            return None
        return _clip(image, image.caption, None)

    def region(self, point: str | None) -> Clip | None:
        """The place of that id on whichever picture has it; it may be named with its picture (“film/hila”)."""
        name = (point or "").rpartition("/")[2]
        for image in self.case.images.values():
            if region := image.regions.get(name):
                window = "film" if region.window == "full" else region.window
                frame = None if region.slice is None else region.slice - 1
                place = Region(region.id, region.label, region.box, window, frame)
                return _clip(image, f"{image.caption}, {region.label}", place)
        return None


def _clip(image: CaseImage, caption: str, place: Region | None) -> Clip:
    scale = None if image.hounsfield is None else (image.hounsfield.black, image.hounsfield.step)
    return Clip(image.id, caption, place, image.describe.neutral or "", image.mm_per_pixel, scale)

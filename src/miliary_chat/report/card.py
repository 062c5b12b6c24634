"""What a flashcard is: plain words and a place on a picture; no markup, no file."""

from dataclasses import dataclass

from miliary_chat.picture.picture import Region


@dataclass(frozen=True, slots=True)
class Clip:
    """What of a picture of the case stands on a card: the whole of it, or a region.

    `words` stand in where there is no picture; empty where they would give the answer away.
    """

    image: str
    caption: str
    region: Region | None = None
    words: str = ""
    mm_per_pixel: float | None = None
    hounsfield: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One question with one short answer.

    `key` is "case/stage/question/concept" and never changes, so that a renewed card replaces the earlier one. `place`
    is a picture for the back. `said` reminds a trainee of what was said instead; a case's own cards have none. `seen`
    cards ask about the picture itself and are worth nothing without it.
    """

    key: str
    question: str
    answer: str
    title: str = ""
    scene: str = ""
    cue: str = ""
    why: str = ""
    more: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    note: str = ""
    tags: tuple[str, ...] = ()
    picture: Clip | None = None
    place: Clip | None = None
    said: str = ""
    seen: bool = False

    @property
    def front(self) -> str:
        """All the words of the front, a paragraph each; the picture's caption among them."""
        parts = (self.title, self.scene, self.picture.caption if self.picture else "", self.question, self.cue)
        return "\n\n".join(part for part in parts if part)

    @property
    def back(self) -> str:
        """All the words of the back, a paragraph each."""
        parts = (self.said, self.answer, self.why, *self.more, *self.sources, self.note)
        return "\n\n".join(part for part in parts if part)

"""Cards as an Anki package (.apkg). Text is text: no character of it is markup, a formula or a sound to Anki."""

import html
import io
import itertools
import json
import re
import sqlite3
import sys
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from miliary_chat.base.called import in_checkout
from miliary_chat.base.errors import MiliaryError
from miliary_chat.base.sanitise import clean, one_line
from miliary_chat.picture.crop import Cropped, crop
from miliary_chat.picture.decode import decode
from miliary_chat.report.anki_look import CSS, FIELDS, TEMPLATES
from miliary_chat.report.card import Card, Clip
from miliary_chat.report.decks import Deck

ReadPicture = Callable[[str], bytes | None]
"""From an image's id to the bytes of its file; None where there is no file."""

_ZIP_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_FORMULA: Final = re.compile(r"\\(?=[(\[])")
_NAME_LIMIT: Final = 80


@dataclass(frozen=True, slots=True)
class Package:
    """An .apkg, what it holds, and a sentence for each picture that words had to stand in for."""

    data: bytes
    cards: int
    pictures: int
    troubles: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """How many cards there are, in words."""
        return "1 card" if self.cards == 1 else f"{self.cards} cards"


def package(deck: Deck, read: ReadPicture, at: int) -> Package:
    """The package of a deck: the same cards, pictures and moment `at` (seconds UTC) give the same bytes.

    Anki takes a card over an earlier one of the same key when its moment is later. MiliaryError without genanki.
    """
    try:
        import genanki  # type: ignore[import-untyped]
    except ImportError as error:
        raise _missing() from error
    pictures = _Pictures(read)
    model = genanki.Model(
        number("miliary-chat card 1"),
        "miliary-chat",
        fields=[{"name": name} for name in FIELDS],
        templates=[dict(template) for template in TEMPLATES],
        css=CSS,
        sort_field_index=FIELDS.index("Question"),
    )
    made = genanki.Deck(number(f"deck {deck.id}"), deck_name(deck.name), text(deck.about))
    for place, card in enumerate(deck.cards):
        fields = _fields(card, pictures)
        if card.seen and not fields["Picture"]:
            continue
        note = genanki.Note(model, [fields[name] for name in FIELDS], tags=list(card.tags), guid=guid(card.key))
        note.due = place
        made.add_note(note)
    data = _zipped(_collection(genanki.Package(made), at), pictures.files)
    return Package(data, len(made.notes), len(pictures.files), tuple(pictures.troubles))


def text(words: str) -> str:
    """Words as HTML that shows them as they are, with their line breaks, and sets off none of Anki's own signs."""
    escaped = html.escape(_FORMULA.sub("\\\\\u2060", clean(words)))
    for sign in "[]{}":  # [sound:…], [latex], {{field}}
        escaped = escaped.replace(sign, f"&#{ord(sign)};")
    return escaped.strip("\n").replace("\n", "<br>")


def deck_name(title: str) -> str:
    """The deck's name below “miliary-chat”; two colons would make a deck of their own."""
    return f"miliary-chat::{re.sub(r':(?=:)', ': ', one_line(title, limit=_NAME_LIMIT)).strip(': ') or 'case'}"


def number(name: str) -> int:
    """An id for a deck or a kind of note, as Anki wants them, that is the same on every machine."""
    return int.from_bytes(sha256(f"miliary-chat {name}".encode()).digest()[:6]) + 1


def guid(key: str) -> str:
    """What Anki knows a card by."""
    return sha256(f"miliary-chat {key}".encode()).hexdigest()[:20]


def _missing() -> MiliaryError:
    how = f"{sys.executable} -m pip install genanki" if in_checkout() else 'pip install "miliary-chat[anki]"'
    return MiliaryError("Anki cards need the library genanki, which is not installed.", f"Get it with: {how}")


def _fields(card: Card, pictures: "_Pictures") -> dict[str, str]:
    answer = [f"<li>{text(line)}</li>" for line in card.more]
    return {
        "Key": text(card.key),
        "Title": text(card.title),
        "Scene": text(card.scene),
        "Picture": pictures.shown(card.picture),
        "Question": text(card.question),
        "Cue": text(card.cue),
        "Answer": text(card.answer),
        "Said": text(card.said),
        "Why": text(card.why),
        "More": f"<ul>{''.join(answer)}</ul>" if answer else "",
        "Place": pictures.shown(card.place),
        "Sources": text("\n".join(card.sources)),
        "Note": text(card.note),
    }


class _Pictures:
    """Crops what the cards show, each once, under a name made of its content."""

    def __init__(self, read: ReadPicture) -> None:
        self._read = read
        self._cropped: dict[tuple[str, str], Cropped | None] = {}
        self.files: dict[str, bytes] = {}
        self.troubles: list[str] = []

    def shown(self, clip: Clip | None) -> str:
        """The HTML of a clip: the picture and its caption, else its words, else nothing."""
        if clip is None:
            return ""
        cropped = self._crop(clip)
        if cropped is None:
            return f"<i>{text(clip.caption)}:</i> {text(clip.words)}" if clip.words else ""
        name = f"miliary-chat-{sha256(cropped.png).hexdigest()[:24]}.png"
        self.files[name] = cropped.png
        wide = f", {cropped.mm_wide} mm across" if cropped.mm_wide else ""
        return f'<img src="{name}"><br><small>{text(clip.caption + wide)}</small>'

    def _crop(self, clip: Clip) -> Cropped | None:
        key = clip.image, clip.region.id if clip.region else ""
        if key not in self._cropped:
            self._cropped[key] = self._made(clip)
        return self._cropped[key]

    def _made(self, clip: Clip) -> Cropped | None:
        data = self._read(clip.image)
        if data is None:
            return None
        try:
            picture = decode(data, name=clip.image, mm_per_pixel=clip.mm_per_pixel, hounsfield=clip.hounsfield)
            return crop(picture, clip.region)
        except MiliaryError as error:
            if str(error) not in self.troubles:
                self.troubles.append(str(error))
            return None


def _collection(made: Any, at: int) -> bytes:
    """Anki's database. genanki's own way to a file reads the clock for the times in the archive, so it is not used."""
    connection = sqlite3.connect(":memory:")
    try:
        made.write_to_db(connection.cursor(), float(at), itertools.count(at * 1_000))
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def _zipped(collection: bytes, files: dict[str, bytes]) -> bytes:
    names = {str(place): name for place, name in enumerate(files)}
    media = [(place, files[name]) for place, name in names.items()]
    parts: Sequence[tuple[str, bytes]] = [("collection.anki2", collection), ("media", json.dumps(names).encode())]
    return _archive([*parts, *media])


def _archive(parts: Iterable[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(zipfile.ZipInfo(name, _ZIP_EPOCH), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()

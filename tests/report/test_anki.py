"""An Anki package: what is in it, that it is the same every time, and that no text in it is anything but text."""

import html
import io
import json
import re
import sqlite3
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, strategies as st
from PIL import Image

from miliary_chat.base.called import VARIABLE
from miliary_chat.base.errors import MiliaryError
from miliary_chat.base.sanitise import clean
from miliary_chat.picture.picture import Region
from miliary_chat.report.anki import Package, deck_name, guid, number, package, text
from miliary_chat.report.anki_look import FIELDS
from miliary_chat.report.card import Card, Clip
from miliary_chat.report.decks import Deck

AT = 1_800_000_000
HOSTILE = (
    "<img src=x onerror=alert(1)> [sound:x.mp3] {{Front}} \\(x^2\\) [latex]\\input{/etc/passwd}[/latex] & \x1f\x00\n2"
)
PLACE = Region("apex", "right apex", (0, 0, 40, 40), "lung")
CARD = Card("c/findings/film/dots", "What do you see?", "Dots", tags=("stage::findings",))


def film() -> bytes:
    """A small film with something in its header that must not travel."""
    image = Image.new("L", (100, 120), 60)
    image.paste(200, (10, 10, 20, 20))
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "PATIENT NAME"
    image.save(out, "PNG", exif=exif)
    return out.getvalue()


def read(image: str) -> bytes | None:
    """The film, and no other picture."""
    return film() if image == "film" else None


def packed(*cards: Card, read: Callable[[str], bytes | None] = read, at: int = AT) -> Package:
    """These cards as a package."""
    return package(Deck("case", "A case: with <b>marks</b>", "Play it first.", cards), read, at)


def archive(made: Package) -> zipfile.ZipFile:
    """The package as an archive."""
    return zipfile.ZipFile(io.BytesIO(made.data))


def asked(made: Package, sql: str) -> list[tuple[Any, ...]]:
    """The rows that the collection in a package answers with."""
    with closing(sqlite3.connect(":memory:")) as collection:
        collection.deserialize(archive(made).read("collection.anki2"))
        return collection.execute(sql).fetchall()


def notes(made: Package) -> list[dict[str, str]]:
    """The notes by their fields, with what Anki knows them by."""
    return [
        {"guid": guid, "tags": tags.strip(), **dict(zip(FIELDS, fields.split("\x1f"), strict=True))}
        for guid, tags, fields in asked(made, "select guid, tags, flds from notes order by id")
    ]


def test_every_card_is_a_note_with_one_card_in_the_order_of_the_case() -> None:
    made = packed(CARD, replace(CARD, key="c/x/y/z", question="And?"))
    assert asked(made, "select due from cards order by id") == [(0,), (1,)]
    first = notes(packed(CARD))[0]
    assert (first["Question"], first["Answer"], first["tags"]) == ("What do you see?", "Dots", "stage::findings")


def test_the_same_deck_gives_the_same_bytes_and_another_moment_the_same_identities() -> None:
    card = replace(CARD, picture=Clip("film", "PA film", PLACE, mm_per_pixel=1.0))
    made, later = packed(card), packed(card, at=AT + 86_400)
    assert packed(card).data == made.data
    assert later.data != made.data
    assert [note["guid"] for note in notes(later)] == [note["guid"] for note in notes(made)]
    for table in ("decks", "models"):
        ids = [set(json.loads(asked(one, f"select {table} from col")[0][0])) for one in (made, later)]
        assert ids[0] == ids[1]


def test_what_a_card_is_known_by_depends_on_its_key_alone() -> None:
    renewed = replace(CARD, answer="Nodules", said="You said: “lines”")
    assert notes(packed(renewed))[0]["guid"] == notes(packed(CARD))[0]["guid"] == guid(CARD.key)
    assert guid("case/a/b/c") != guid("case/a/b/d")
    assert number("deck a") == number("deck a") != number("deck b")


def test_a_region_is_cropped_and_named_by_its_content_and_nothing_of_the_header_travels() -> None:
    clip = Clip("film", "PA film, right apex", PLACE, mm_per_pixel=0.5)
    made = packed(replace(CARD, picture=clip), replace(CARD, key="c/x/y/z", picture=clip))
    names, png = json.loads(archive(made).read("media")), archive(made).read("0")
    assert made.pictures == 1
    assert re.fullmatch(r"miliary-chat-[0-9a-f]{24}\.png", names["0"])
    assert f'<img src="{names["0"]}">' in notes(made)[0]["Picture"]
    assert "right apex, 28 mm across" in notes(made)[0]["Picture"]
    with Image.open(io.BytesIO(png)) as image:
        assert min(image.size) >= 400
        assert not image.info
    assert b"PATIENT" not in made.data + png


@pytest.mark.parametrize(("data", "troubles"), [(None, 0), (b"no picture", 1)])
def test_words_stand_in_for_a_picture_that_is_missing_or_broken(data: bytes | None, troubles: int) -> None:
    clip = Clip("film", "PA film", None, "Lungs <from> the front.")
    made = packed(replace(CARD, picture=clip), replace(CARD, key="c/x/y/z", picture=clip), read=lambda image: data)
    assert notes(made)[0]["Picture"] == "<i>PA film:</i> Lungs &lt;from&gt; the front."
    assert (made.pictures, len(made.troubles)) == (0, troubles)


def test_a_card_about_the_picture_itself_is_left_out_where_there_is_neither_picture_nor_words() -> None:
    card = replace(CARD, picture=Clip("film", "PA film", PLACE), seen=True)
    assert packed(card).cards == 1
    assert packed(card, CARD, read=lambda image: None).cards == 1


def test_hostile_text_stays_text_in_every_field() -> None:
    card = replace(
        CARD,
        question=HOSTILE,
        answer=HOSTILE,
        scene=HOSTILE,
        why=HOSTILE,
        said=HOSTILE,
        more=(HOSTILE,),
        sources=(HOSTILE,),
        picture=Clip("none", HOSTILE, None, HOSTILE),
    )
    made = packed(card)
    note = notes(made)[0]
    for field in FIELDS:
        assert set(re.findall(r"<[^>]*>", note[field])) <= {"<br>", "<ul>", "</ul>", "<li>", "</li>", "<i>", "</i>"}
        assert not re.search(r"[\[\]{}]|\\\(", note[field])
    assert "&lt;img src=x onerror=alert(1)&gt; &#91;sound:x.mp3&#93;" in note["Said"]


@given(st.text(max_size=60))
def test_a_text_is_shown_as_it_is(words: str) -> None:
    shown = html.unescape(text(words).replace("<br>", "\n")).replace("\u2060", "")
    assert shown == clean(words).strip("\n").replace("\u2060", "")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("A dry cough", "miliary-chat::A dry cough"),
        ("one::two:::three", "miliary-chat::one: :two: : :three"),
        ("line\nbreak", "miliary-chat::line break"),
        ("::", "miliary-chat::case"),
        ("", "miliary-chat::case"),
    ],
)
def test_a_title_makes_one_deck_below_the_programs_own(title: str, name: str) -> None:
    assert deck_name(title) == name


@pytest.mark.parametrize(
    ("called", "how"),
    [("", 'pip install "miliary-chat[anki]"'), ("python3 scripts/tutor.py", "-m pip install genanki")],
)
def test_without_genanki_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch, called: str, how: str) -> None:
    monkeypatch.setitem(sys.modules, "genanki", None)
    monkeypatch.setenv(VARIABLE, called)
    with pytest.raises(MiliaryError) as told:
        packed(CARD)
    assert str(told.value).startswith("Anki cards need the library genanki, which is not installed. Get it with: ")
    assert how in str(told.value)

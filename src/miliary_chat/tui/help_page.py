"""The page of help: how to answer, the keys and commands, how marks work, and what this is."""

from typing import Final

from miliary_chat.tui.blocks import GUTTER, Block, Heading, Prose, Tone, run, toned
from miliary_chat.tui.deeds import DEEDS, key_name
from miliary_chat.tui.viewer.keys import HELP

_ANSWERING: Final = (
    "Answer in your own words, as you would to a colleague. Several findings in one answer are fine, and so are typing "
    "errors.",
    "Enter sends, Ctrl+J begins a new line. Up to 2,000 characters; a paste comes in whole.",
    "In the history you lead: ask, examine, and say “done” when you have heard enough. Tests and actions are ordered "
    "the same way. “I don't know” is an answer too: it brings help and never counts against you.",
    "What the tutor credits is underlined in your own words; what was wrong is struck through.",
)
_MARKS: Final = (
    "A finding that you say yourself keeps all its marks; each hint leaves less, and its label says how much before "
    "you answer. What the tutor has to tell you leaves nothing. A wrong guess costs nothing unless the case lists it.",
    "What must not be missed, and critical steps, stand in a line of their own: a good total cannot hide them.",
    "Not credited, though you said it? F5 or /dispute claims it. A claim stands apart from the marks and goes to the "
    "case's author with your words. F3 or /why gives the reason behind every verdict.",
)
_SEEING: Final = (
    "Each pixel is the mean of what it covers, so nothing is lost between two of them; but a nodule of 2 mm needs "
    "pixels of 0.9 mm or less to stand apart. The line under the picture says how large a pixel is now.",
    "Callipers measure on the original, whatever the zoom. A film magnifies what lies far from the detector.",
    "Kitty, WezTerm, foot, iTerm2 and others draw real pixels; elsewhere two pixels share a cell. "
    "--graphics half, kitty, sixel or none decides for you.",
)
_ABOUT: Final = (
    "miliary-chat is a teaching simulation with invented patients. It is not medical advice, and a case says of itself "
    "whether a radiologist has reviewed it.",
    "It works offline. What you do is stored on this machine after every answer; leave whenever you like.",
)


def help_blocks() -> list[Block]:
    """The whole page."""
    blocks: list[Block] = [Heading("answering", top=True), *_paragraphs(_ANSWERING)]
    blocks += [Heading("keys and commands"), *(_row(key_name(d.key), d.slash, d.help) for d in DEEDS)]
    blocks.append(_row("PgUp PgDn", "", "read back in the talk, and on"))
    blocks += [Heading("the picture"), *picture_rows()]
    blocks += [Heading("signs"), *_signs()]
    blocks += [Heading("marks"), *_paragraphs(_MARKS), Heading("about"), *_paragraphs(_ABOUT)]
    return blocks


def picture_blocks() -> list[Block]:
    """The viewer alone: its keys, and what is honest to say of what it shows."""
    return [Heading("the picture", top=True), *picture_rows(), Heading("how much one sees"), *_paragraphs(_SEEING)]


def picture_rows() -> list[Block]:
    """The keys of the picture."""
    return [_row(key, "", what) for key, what in HELP]


def _paragraphs(texts: tuple[str, ...]) -> list[Block]:
    return [Prose(toned(text), gap=number > 0) for number, text in enumerate(texts)]


def _row(key: str, slash: str, what: str) -> Block:
    width = 18 if slash else 0
    return Prose(run((f"{slash:<{width}}", "strong" if slash else "plain"), what), f"{key:<{GUTTER}}", "key")


def _signs() -> list[Block]:
    signs: tuple[tuple[str, Tone, str], ...] = (
        ("✓", "good", "credited"),
        ("≈", "near", "nearly: something is missing, and the tutor asks for it"),
        ("✗", "bad", "not so: the tutor says why"),
        ("→", "near", "the tutor told it"),
    )
    return [Prose(toned(what), sign, tone) for sign, tone, what in signs]

"""The page of help in an exam: how to answer, the keys and commands, the time. Nothing of it helps with a question."""

from typing import Final

from miliary_chat.tui.blocks import GUTTER, Block, Heading, Prose, run, toned
from miliary_chat.tui.deeds import key_name
from miliary_chat.tui.exam_deeds import EXAM_DEEDS

_ANSWERING: Final = (
    "Enter keeps your answer and goes on to the next question. Your answer is in the box when you come back, and can "
    "be changed while the question is open; the last one counts.",
    "With a patient, and when you order tests, Enter sends what you typed and you stay: ask or order as long as you "
    "like, then go on with F3.",
    "In a choice type the letter, or take ↑ ↓ and Enter; where several are right, Space ticks them.",
    "Ctrl+J begins a new line. Up to 2,000 characters; a paste comes in whole.",
)
_TIME: Final = (
    "The time that is left stands at the top right. The clock goes on when you leave the program, and when the machine "
    "sleeps.",
    "“Kept” is said when an answer is stored. What you are typing is stored half a second after you pause.",
)
_PICTURE: Final = (
    ("tab", "gives the picture the keys; esc gives them back to your answer"),
    ("+ -", "closer, further away; the arrows move"),
    ("w i 0", "more contrast for the lungs; black for white; the whole film as it is"),
    ("d", "the picture in words"),
)


def exam_help() -> list[Block]:
    """The whole page."""
    blocks: list[Block] = [Heading("answering", top=True), *_paragraphs(_ANSWERING)]
    blocks += [Heading("keys and commands"), *(_row(key_name(d.key), d.slash, d.help) for d in EXAM_DEEDS)]
    blocks.append(_row("PgUp PgDn", "", "read back, and on"))
    blocks += [Heading("the picture"), *(_row(key, "", what) for key, what in _PICTURE)]
    blocks += [Heading("time"), *_paragraphs(_TIME)]
    return blocks


def _paragraphs(texts: tuple[str, ...]) -> list[Block]:
    return [Prose(toned(text), gap=number > 0) for number, text in enumerate(texts)]


def _row(key: str, slash: str, what: str) -> Block:
    width = 20 if slash else 0
    return Prose(run((f"{slash:<{width}}", "strong" if slash else "plain"), what), f"{key:<{GUTTER}}", "key")

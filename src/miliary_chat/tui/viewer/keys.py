"""The keys of the viewer: one table for what they do, the line that tells them, and the help."""

from dataclasses import dataclass
from typing import Final

from miliary_chat.tui.viewer.look import Look

Key = tuple[str, str]
"""A key as people write it, and what it does."""

CLOSER: Final = 1.6
"""What one step closer magnifies by."""

STEP: Final = 0.25
"""The share of what is seen that an arrow moves by."""

CONTRAST: Final = 0.15
"""The share of a window that a key moves or widens it by."""


@dataclass(frozen=True, slots=True)
class ViewerKey:
    """What one key, or one of several, does: `action` as Textual names it."""

    keys: str
    action: str


VIEWER_KEYS: Final = (
    *(ViewerKey(str(number), f"place({number})") for number in range(1, 10)),
    ViewerKey("z", "next_place"),
    ViewerKey("plus,equals_sign", f"zoom({CLOSER})"),
    ViewerKey("minus,underscore", f"zoom({1 / CLOSER})"),
    ViewerKey("left,h", "move(-1, 0)"),
    ViewerKey("right,l", "move(1, 0)"),
    ViewerKey("up,k", "move(0, -1)"),
    ViewerKey("down,j", "move(0, 1)"),
    ViewerKey("shift+left,H", "adjust(-1, 0)"),
    ViewerKey("shift+right,L", "adjust(1, 0)"),
    ViewerKey("shift+up,K", "adjust(0, -1)"),
    ViewerKey("shift+down,J", "adjust(0, 1)"),
    ViewerKey("comma,pageup", "slice(-1)"),
    ViewerKey("full_stop,pagedown", "slice(1)"),
    ViewerKey("w", "window"),
    ViewerKey("i", "invert"),
    ViewerKey("0", "reset"),
    ViewerKey("c", "flip"),
    ViewerKey("b", "beside"),
    ViewerKey("m", "measure"),
    ViewerKey("space", "point"),
    ViewerKey("d", "words"),
    ViewerKey("o", "open"),
    ViewerKey("escape", "leave"),
    ViewerKey("enter", "enter"),
)

HELP: Final = (
    ("tab", "gives the picture the keys; esc gives them back to your answer"),
    ("1 … 9, z", "a named place, the next place"),
    ("+ -", "closer, further away, to the callipers' cross if there is one; the arrows move"),
    (", .", "the slice before, the slice after; PgUp and PgDn too"),
    ("w", "the next window: as taken, lung, soft tissue, bone"),
    ("shift+arrows", "↑ ↓ brighter, darker; → ← more, less contrast; also H J K L"),
    ("i, 0", "black for white; the whole picture as it was"),
    ("c, b", "the film to compare with in its place; the two beside each other"),
    ("m", "callipers: the arrows move the cross (shift: finely), space sets a point, m puts them away"),
    ("d, o", "the picture in words; the whole picture in your system's own viewer"),
    ("the mouse", "wheel: closer, or through slices; drag: contrast and brightness; right drag: move"),
)


def told(look: Look | None) -> tuple[Key, ...]:
    """The keys of the moment, for the line that tells them: what matters most first."""
    if look is None or look.picture is None:
        return (("↑↓", "scroll"), ("esc", "back"))
    if look.words:
        return (("↑↓", "scroll"), ("d", "the picture"), ("esc", "back"))
    if look.calliper is not None:
        set_ = "set a point" if look.calliper.start is None else "set the other"
        if look.calliper.end is not None:
            set_ = "measure anew"
        return (("arrows", "move"), ("⇧arrows", "finely"), ("space", set_), ("+ -", "closer, away"), ("m", "done"))
    places = (("z", "next place"), ("1…9", "places")) if look.regions else ()
    slices = ((", .", "slices"),) if len(look.picture.frames) > 1 else ()
    compare = (("c", "compare"), ("b", "beside")) if look.can_compare else ()
    moves = (("+ -", "zoom"), ("arrows", "move"), ("w", "window"), ("⇧arrows", "contrast"), ("m", "measure"))
    rest = (("0", "reset"), ("i", "invert"), ("d", "words"), ("o", "open"), ("esc", "back"))
    return (*slices, *places, *moves, *compare, *rest)

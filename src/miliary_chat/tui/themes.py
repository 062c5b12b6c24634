"""The two themes: a reading room at night, and warm paper by day."""

from typing import Final

from textual.theme import Theme

DARK: Final = "reading-room"
LIGHT: Final = "paper"

# $quiet, $good, $near, $bad and $credit are ours; contrast with $background and $surface is tested (4.5 or more).
_DARK: Final = Theme(
    name=DARK,
    dark=True,
    background="#0d1116",
    surface="#131a21",
    panel="#1b242d",
    foreground="#d7dde4",
    primary="#82b6cc",
    secondary="#a9b8c6",
    accent="#e3b772",
    success="#8ecb9c",
    warning="#e3b772",
    error="#ee9a90",
    variables={
        "quiet": "#93a1af",
        "good": "#8ecb9c",
        "near": "#e3b772",
        "bad": "#ee9a90",
        "credit": "#b9e3c3",
        "rule": "#2b3843",
        "text": "#d7dde4",
        "text-muted": "#93a1af",
        "text-disabled": "#93a1af",
        "border": "#82b6cc",
        "border-blurred": "#2b3843",
        "input-cursor-background": "#e3b772",
        "input-cursor-foreground": "#0d1116",
        "input-selection-background": "#274657",
        "block-cursor-foreground": "#0d1116",
        "block-cursor-background": "#82b6cc",
        "block-hover-background": "#1b242d",
        "scrollbar": "#33424f",
        "scrollbar-hover": "#4a5f70",
        "scrollbar-active": "#82b6cc",
        "scrollbar-background": "#0d1116",
        "scrollbar-background-hover": "#0d1116",
        "scrollbar-background-active": "#0d1116",
        "scrollbar-corner-color": "#0d1116",
        "screen-selection-background": "#274657",
        "screen-selection-foreground": "#ffffff",
    },
)

_LIGHT: Final = Theme(
    name=LIGHT,
    dark=False,
    background="#f6f1e6",
    surface="#fcf9f2",
    panel="#ebe3d2",
    foreground="#29261f",
    primary="#1d5d78",
    secondary="#4a5660",
    accent="#7a4f00",
    success="#2a6636",
    warning="#7a4f00",
    error="#98291f",
    variables={
        "quiet": "#655d4c",
        "good": "#2a6636",
        "near": "#7a4f00",
        "bad": "#98291f",
        "credit": "#1c5029",
        "rule": "#d3c8b1",
        "text": "#29261f",
        "text-muted": "#655d4c",
        "text-disabled": "#655d4c",
        "border": "#1d5d78",
        "border-blurred": "#d3c8b1",
        "input-cursor-background": "#1d5d78",
        "input-cursor-foreground": "#fcf9f2",
        "input-selection-background": "#bcd6e0",
        "block-cursor-foreground": "#fcf9f2",
        "block-cursor-background": "#1d5d78",
        "block-hover-background": "#ebe3d2",
        "scrollbar": "#c9bda3",
        "scrollbar-hover": "#a8997a",
        "scrollbar-active": "#1d5d78",
        "scrollbar-background": "#f6f1e6",
        "scrollbar-background-hover": "#f6f1e6",
        "scrollbar-background-active": "#f6f1e6",
        "scrollbar-corner-color": "#f6f1e6",
        "screen-selection-background": "#bcd6e0",
        "screen-selection-foreground": "#29261f",
    },
)

THEMES: Final = (_DARK, _LIGHT)


def theme_name(wanted: str | None) -> str:
    """The theme for what a person or a setting says ("dark", "light", nothing, or a theme's own name)."""
    return LIGHT if wanted in ("light", LIGHT) else DARK


def other(name: str) -> str:
    """The theme to change to."""
    return DARK if name == LIGHT else LIGHT

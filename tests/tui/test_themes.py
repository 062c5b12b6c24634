"""Both themes can be read: contrast by WCAG 2.1, from the themes' own values."""

import pytest
from textual.color import Color
from textual.theme import Theme

from miliary_chat.tui.themes import DARK, LIGHT, THEMES, other, theme_name

OURS = ("quiet", "good", "near", "bad", "credit")
TEXTS = ("foreground", "primary", "accent", "success", "warning", "error", *OURS)
GROUNDS = ("background", "surface", "panel")


def luminance(colour: Color) -> float:
    """Relative luminance (WCAG 2.1)."""
    parts = [part / 255 for part in colour.rgb]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    """Contrast of two colours, 1 to 21."""
    low, high = sorted((luminance(Color.parse(one)), luminance(Color.parse(two))))
    return (high + 0.05) / (low + 0.05)


def value(theme: Theme, name: str) -> str:
    """A colour of a theme, whether Textual's or ours."""
    return theme.variables.get(name) or getattr(theme, name)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_text_can_be_read_on_every_ground(theme: Theme, text: str, ground: str) -> None:
    assert contrast(value(theme, text), value(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("of", ["block-cursor", "input-cursor", "screen-selection"])
def test_what_is_chosen_can_be_read(theme: Theme, of: str) -> None:
    assert contrast(value(theme, f"{of}-foreground"), value(theme, f"{of}-background")) >= 4.5


def test_contrast_is_what_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(
    ("wanted", "name"),
    [(None, DARK), ("dark", DARK), ("light", LIGHT), (LIGHT, LIGHT), (DARK, DARK), ("nonsense", DARK)],
)
def test_a_theme_is_named_as_people_name_it(wanted: str | None, name: str) -> None:
    assert theme_name(wanted) == name


def test_there_are_two_and_one_leads_to_the_other() -> None:
    assert {other(DARK), other(LIGHT)} == {DARK, LIGHT}

"""The sizes of a terminal at which the screens change; miliary.tcss says how, by these names."""

from typing import Final

ROOMY: Final = 100
"""Columns from which on a picture stands beside the talk."""

WIDTHS: Final = [(0, "-narrow"), (ROOMY, "-roomy"), (190, "-wide")]
HEIGHTS: Final = [(0, "-low"), (18, "-high")]

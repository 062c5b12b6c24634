"""Whether the screens are drawn in a browser: a server sets their driver in the environment."""

import os


def in_browser() -> bool:
    """Whether a web driver draws the screens: then there is no terminal to ask, and none is needed."""
    return "web" in os.environ.get("TEXTUAL_DRIVER", "").rpartition(":")[0]

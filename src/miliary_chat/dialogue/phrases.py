"""The tutor's own phrases: chosen by a hash, never by a generator's state, so that a replay reads the same."""

import re
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import Any

import yaml

from miliary_chat.dialogue.events import Words

_SPACES = re.compile(" {2,}")
"""What a name that is left empty leaves behind."""


@cache
def read_data(name: str) -> Any:
    """One of this room's YAML files, read once."""
    text = (files("miliary_chat.dialogue") / "data" / name).read_text(encoding="utf-8")
    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def phrase(key: str, *, seed: int, sequence: int, turn: int = 0, **fields: object) -> Words:
    """The phrase under `key` in tutor.yaml, filled in; which of several depends on (seed, sequence, key) alone.

    `turn` goes that many further in the list: what is said time and again is not said in the same words twice running.
    """
    choices = read_data("tutor.yaml")[key]
    if isinstance(choices, str):
        choices = [choices]
    digest = blake2b(f"{seed}/{sequence}/{key}".encode(), digest_size=8).digest()
    text = choices[(int.from_bytes(digest, "big") + turn) % len(choices)]
    return Words(f"tutor/{key}", _SPACES.sub(" ", text.format(**fields)).strip())

"""What comes with the program: the lexicon and the cues, from the compiled file where it is up to date."""

from collections.abc import Mapping
from functools import cache

from miliary_chat.judge.compiled import load_cues, load_lexicon, read_compiled
from miliary_chat.judge.cue import Cue
from miliary_chat.judge.lexicon import Lexicon


@cache
def shipped() -> Lexicon:
    """The lexicon that comes with the program; the same object every time."""
    held = read_compiled()
    return lexicon_from_yaml() if held is None else load_lexicon(held)


@cache
def shipped_cues() -> Mapping[str, list[Cue]]:
    """The cues that come with the program."""
    held = read_compiled()
    return cues_from_yaml() if held is None else load_cues(held)


def lexicon_from_yaml() -> Lexicon:
    """The lexicon as its YAML files say it now."""
    from miliary_chat.judge import (
        data_files,  # late, with what it needs: a start from the compiled file pays for neither
    )
    from miliary_chat.judge.building import build

    return build(
        shorthand=data_files.read_data("shorthand.yaml"),
        families=data_files.read_families(),
        frame=data_files.read_data("frame.yaml"),
        synonyms=data_files.read_synonyms(),
        kinds=data_files.read_kinds(),
        abbreviations=data_files.read_abbreviations(),
        opposites=data_files.read_data("opposites.yaml"),
    )


def cues_from_yaml() -> Mapping[str, list[Cue]]:
    """The cues as their YAML file says them now."""
    from miliary_chat.judge.cues import compile_cues
    from miliary_chat.judge.data_files import read_data

    return compile_cues(read_data("cues.yaml"))

"""Cues from cues.yaml: every wording of every entry, ready to be looked up word by word."""

from collections.abc import Iterable, Mapping
from typing import Any

from miliary_chat.judge.cue import Cue, Sense, full
from miliary_chat.judge.text import tokenise

_NAMES = {
    "denied": Sense.DENIED,
    "unclear": Sense.UNCLEAR,
    "possible": Sense.POSSIBLE,
    "favoured": Sense.FAVOURED,
    "unlikely": Sense.UNLIKELY,
    "supposed": Sense.SUPPOSED,
    "withdrawn": Sense.WITHDRAWN,
    "family": Sense.FAMILY,
    "nothing": Sense.PLAIN,
}


def compile_cues(entries: Iterable[Mapping[str, Any]]) -> dict[str, list[Cue]]:
    """Cues by their wording; the beginnings of a wording are keys too, so that a look-up knows when to stop.

    An entry with `name` and `words` is a group: "<name>" in a wording stands for each of its words.
    """
    groups: dict[str, list[str]] = {}
    cues: dict[str, list[Cue]] = {}
    for entry in entries:
        if "name" in entry:
            groups[f"<{entry['name']}>"] = _spelt_all(entry["words"], groups)
            continue
        reaches = (True, False) if entry["reach"] == "both" else (entry["reach"] == "before",)
        lists, one, finding, opens = (entry.get(flag) == "true" for flag in ("lists", "one", "finding", "opens"))
        needs = ("|".join(_spelt_all(entry.get(need, ()), groups)) for need in ("follows", "later", "earlier"))
        cue = Cue((), _NAMES[entry["as"]], False, lists, one, finding, opens, *needs)
        for wording in _spelt_all(entry["say"], groups):
            words = _words(wording)
            for end in range(1, len(words)):
                cues.setdefault(" ".join(words[:end]), [])
            found = cues.setdefault(" ".join(words), [])
            found += [cue._replace(words=words, before=before) for before in reaches]
    return cues


def _spelt_all(wordings: Iterable[str], groups: Mapping[str, list[str]]) -> list[str]:
    """All wordings in all their spellings, each once."""
    spelt = [spelling for wording in wordings for spelling in _spellings(str(wording).lower(), groups)]
    return list(dict.fromkeys(spelt))


def _spellings(wording: str, groups: Mapping[str, list[str]]) -> list[str]:
    """A wording with its groups filled in."""
    if "<" in wording:
        name = wording[wording.index("<") : wording.index(">") + 1]
        filled = [" ".join(wording.replace(name, words, 1).split()) for words in groups[name]]
        return [spelling for one in filled for spelling in _spellings(one, groups)]
    return [wording]


def _words(wording: str) -> tuple[str, ...]:
    texts = wording.split() if wording.replace(" ", "").isalpha() else [token.text for token in tokenise(wording)]
    return tuple(word for text in texts for word in full(text).split())

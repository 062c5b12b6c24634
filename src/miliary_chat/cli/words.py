"""`lexicon`: what the judge knows of a word, and how an author overrides it in one case."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from miliary_chat.judge.lookup import Known, look_up
from miliary_chat.judge.shipped import shipped

_MOST = 12


def show_words(wordings: Sequence[str], *, as_json: bool) -> None:
    """Print all that the shipped lexicon knows of some wordings."""
    known = [look_up(wording, shipped()) for wording in wordings]
    if as_json:
        print(json.dumps([asdict(one) for one in known], ensure_ascii=False, indent=2))
        return
    print("\n\n".join("\n".join(_told(one)) for one in known))


def _told(known: Known) -> Iterator[str]:
    yield known.wording
    for sense in known.senses:
        context = f", near {_listed(sense.near)}" if sense.near else ""
        context += f", unless near {_listed(sense.unless)}" if sense.unless else ""
        yield f"  {sense.kind}: read as “{sense.read_as}”{context}"
        if sense.others:
            yield f"    as are: {_listed(sense.others)}"
    if not known.senses:
        yield f"  means only itself{'' if known.real else ', and stands in no word list, so it may be read as a typo'}"
    for label, names in (
        ("says as well", known.general),
        ("excludes", known.excludes),
        ("is never taken for", known.confusable),
    ):
        if names:
            yield f"  {label}: {_listed(names)}"
    if known.senses:
        yield f"  in one case only itself:  lexicon: {{apart: [{known.wording}]}}"


def _listed(names: Sequence[str]) -> str:
    rest = len(names) - _MOST
    return ", ".join(names[:_MOST]) + (f" and {rest} more" if rest > 0 else "")

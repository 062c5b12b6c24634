"""How a card looks in Anki: the fields of a note, the two sides, the colours."""

from collections.abc import Mapping
from typing import Final

FIELDS: Final = (
    "Key",
    "Question",
    "Title",
    "Scene",
    "Picture",
    "Cue",
    "Answer",
    "Said",
    "Why",
    "More",
    "Place",
    "Sources",
    "Note",
)
"""The fields of a note, in the order of Anki's editor; “Key” is shown on no side. It comes first because Anki calls
notes with the same first field duplicates, and many cards of a case ask in the same words."""

_FRONT: Final = """\
<div class="about">{{Title}}</div>
{{#Scene}}<div class="scene">{{Scene}}</div>{{/Scene}}
{{#Picture}}<div class="picture">{{Picture}}</div>{{/Picture}}
<div class="question">{{Question}}</div>
{{#Cue}}<div class="cue">{{Cue}}</div>{{/Cue}}
"""

_BACK: Final = """\
{{FrontSide}}
<hr id="answer">
{{#Said}}<div class="said">{{Said}}</div>{{/Said}}
<div class="answer">{{Answer}}</div>
{{#Why}}<div class="why">{{Why}}</div>{{/Why}}
{{#More}}<div class="more">{{More}}</div>{{/More}}
{{#Place}}<div class="picture">{{Place}}</div>{{/Place}}
{{#Sources}}<div class="sources">{{Sources}}</div>{{/Sources}}
<div class="note">{{Note}}</div>
"""

TEMPLATES: Final[tuple[Mapping[str, str], ...]] = ({"name": "Card", "qfmt": _FRONT, "afmt": _BACK},)

CSS: Final = """\
.card { font-family: system-ui, sans-serif; font-size: 19px; line-height: 1.45; max-width: 38em; margin: 0 auto; }
.card { text-align: left; padding: 0 0.6em; }
.about, .sources, .note, small { font-size: 13px; opacity: 0.65; }
.scene { font-size: 16px; opacity: 0.85; margin: 0.5em 0; }
.picture { text-align: center; margin: 0.6em 0; font-size: 16px; }
.picture img { max-width: 100%; }
.question { margin: 0.6em 0; }
.cue, .answer { font-weight: 600; margin: 0.6em 0; }
.said { border-left: 4px solid #b8860b; padding-left: 0.6em; margin: 0.6em 0; }
.why, .more { margin: 0.6em 0; }
.more { font-size: 16px; }
.sources, .note { margin: 0.8em 0; }
"""

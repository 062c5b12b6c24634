"""An author's own words: what the judge reads otherwise in one case than its lexicon says."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from miliary_chat.case.scalars import Model, Phrasing, Phrasings, frozen
from miliary_chat.judge.lexicon import Lexicon
from miliary_chat.judge.overriding import extended, without
from miliary_chat.judge.shipped import shipped


class Words(Model):
    """Corrections to the lexicon.

    `same`: more ways to say something, {shown: [others]}. `apart`: wordings that here mean nothing but themselves,
    whatever the lexicon takes them for.
    """

    same: Annotated[Mapping[Phrasing, Phrasings], frozen] = Field(default_factory=dict)
    apart: Phrasings = ()

    def over_shipped(self) -> Lexicon:
        """The shipped lexicon with these corrections; the shipped one itself where there are none."""
        lexicon = shipped()
        if self.apart:
            lexicon = without(lexicon, self.apart)
        return extended(lexicon, self.same) if self.same else lexicon

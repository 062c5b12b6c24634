"""The best fits: of all that some phrasings found in an answer, what is worth a verdict."""

from collections.abc import Sequence
from dataclasses import dataclass

from miliary_chat.judge.concept import Concept
from miliary_chat.judge.cue import Sense
from miliary_chat.judge.fit import Fit
from miliary_chat.judge.match import Matcher
from miliary_chat.judge.phrasing import Phrasing
from miliary_chat.judge.reach import ASKING
from miliary_chat.judge.wholly import wholly_normal

_NEARS = ("typo", "value", "unclear", "facet", "apart")


@dataclass(frozen=True, slots=True)
class Best:
    """The best of each kind among the fits of some phrasings."""

    met: tuple[Fit, ...]
    denied: Fit | None
    near: Fit | None

    @property
    def top(self) -> Fit | None:
        """The best of those that say the concept."""
        return max(self.met, key=_rank, default=None)


def _rank(fit: Fit) -> tuple[float, bool, int, int]:
    """Of equal fits the one that goes by more of the answer stands: it is the more specific wording."""
    return fit.score, not fit.implied, len(fit.partners), len(fit.tokens)


_NOTHING = Best((), None, None)


def best_of(phrasings: Sequence[Phrasing], matcher: Matcher, concept: Concept) -> Best:
    """The best fits of some phrasings of a concept, of each kind."""
    if not phrasings:
        return _NOTHING
    met: list[Fit] = []
    denied: list[Fit] = []
    near: list[Fit] = []
    whole = ""
    said = matcher.passage.said
    for phrasing in phrasings:
        if phrasing.needs.isdisjoint(said) or (phrasing.apart and phrasing.text == whole):
            continue
        for fit in matcher.fits(phrasing):
            if fit.kind == "met":
                whole = phrasing.text
                if concept.kind == "expectation" or _asserted(fit):
                    met.append(fit)
                elif fit.sense & Sense.UNLIKELY:
                    denied.append(fit)
            elif fit.kind in ("denied", "contradicted"):
                denied.append(fit)
            else:
                near.append(fit)
    bare = wholly_normal(phrasings, matcher.passage, matcher.lexicon) if not met else None
    if bare is not None and (concept.kind == "expectation" or _asserted(bare)):
        met.append(bare)
    worst = max(denied, key=lambda fit: (fit.score, len(fit.partners)), default=None)
    almost = max(near, key=lambda fit: (fit.score, -_NEARS.index(fit.kind)), default=None)
    return Best(tuple(met), worst, almost)


def asked(fit: Fit) -> bool:
    """Whether the sentence is a question ("is he on diuretics?")."""
    passage = fit.passage
    sentence = passage.sentence[max(fit.tokens)]
    here = [token.text for at, token in enumerate(passage.tokens) if passage.sentence[at] == sentence]
    return here[-1] == "?" and here[0] in ASKING


def _asserted(fit: Fit) -> bool:
    """Whether a misconception is really held: not asked, not ranked low, nor only the consequence of a condition."""
    if asked(fit):
        return False
    if fit.sense & Sense.UNLIKELY and not fit.phrasing.stance & Sense.UNLIKELY:
        return False
    dependent = fit.sense & (Sense.CONSEQUENT | Sense.SUPPOSED)
    whole_condition = all(partner.found.sense & Sense.SUPPOSED for partner in fit.partners)
    return not dependent or fit.phrasing.conditional or (fit.antecedent and not whole_condition)

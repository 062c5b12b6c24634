"""From a fit to a verdict: its stance, its place, its evidence."""

from miliary_chat.judge.concept import Concept
from miliary_chat.judge.cue import Sense
from miliary_chat.judge.fit import Fit
from miliary_chat.judge.judgement import Evidence, Missing, Outcome, Stance, Verdict


def stance_of(fit: Fit) -> Stance:
    """How a fit is put forward."""
    if fit.sense & Sense.UNLIKELY:
        return "unlikely"
    if fit.sense & Sense.FAVOURED:
        return "favoured"
    return "possible" if fit.sense & Sense.POSSIBLE else "asserted"


def denied_stance_of(fit: Fit) -> Stance:
    """How a denial is put forward: what was only ranked low is unlikely."""
    return "unlikely" if fit.sense & Sense.UNLIKELY and not fit.sense & Sense.DENIED else "asserted"


def verdict_of(
    concept: Concept,
    outcome: Outcome,
    fit: Fit,
    rule: str,
    reason: str,
    missing: Missing | None = None,
    stance: Stance | None = None,
) -> Verdict:
    """The verdict for a concept that goes by one fit."""
    evidence = Evidence(fit.evidence, fit.phrasing.text, fit.score, rule, reason, fit.readings)
    position = None if outcome == "missing" else fit.evidence[0].start
    return Verdict(concept.id, concept.kind, outcome, stance or stance_of(fit), position, missing, evidence)

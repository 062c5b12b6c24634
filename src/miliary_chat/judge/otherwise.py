"""Otherwise: what an answer may still say of a concept when none of its phrasings is met."""

from miliary_chat.judge import reasons
from miliary_chat.judge.best import best_of
from miliary_chat.judge.cue import Sense
from miliary_chat.judge.elsewhere import said_instead
from miliary_chat.judge.finding import Compiled, Finding
from miliary_chat.judge.fit import Fit
from miliary_chat.judge.judgement import Evidence, Missing, Verdict
from miliary_chat.judge.match import Matcher
from miliary_chat.judge.measure import Measure, agrees, comparable
from miliary_chat.judge.passage import Passage
from miliary_chat.judge.verdicts import verdict_of
from miliary_chat.judge.wellness import called_normal

_DEPENDENT = Sense.SUPPOSED | Sense.CONSEQUENT


def by_contradiction(compiled: Compiled, matcher: Matcher, *, nothing: bool) -> Finding | None:
    """Denied by one of the author's contradicting phrasings; near where that is only thought possible.

    `nothing`: nothing else was found, so that there is room for a question.
    """
    concept = compiled.concept
    against = best_of(compiled.contradicted, matcher, concept).top
    if against is None or against.sense & _DEPENDENT:
        return None
    if against.sense & (Sense.POSSIBLE | Sense.UNLIKELY):
        reason = f"“{reasons.said(against)}” is only asked about, or thought possible."
        verdict = verdict_of(concept, "near", against, "unsure", reason, Missing("polarity"))
        return Finding(compiled, verdict, (against,), against.tokens) if nothing else None
    reason = f"“{reasons.said(against)}” says the opposite of what is there."
    verdict = verdict_of(concept, "denied", against, "contradicted", reason)
    return Finding(compiled, verdict, (against,), against.tokens)


def by_broader(compiled: Compiled, matcher: Matcher) -> Finding | None:
    """Near, when a word was said that the author calls right but too general."""
    wide = best_of(compiled.broader, matcher, compiled.concept).top
    if wide is None:
        return None
    wanted = [part for phrasing in compiled.accept for part in phrasing.parts]
    instead = said_instead(matcher, wide, wanted, compiled.accept)
    if instead:
        return _elsewhere(compiled, wide, Missing("place", (), instead))
    reason = f"“{reasons.said(wide)}” is right but could be several things."
    verdict = verdict_of(compiled.concept, "near", wide, "broader", reason, Missing("which"))
    return Finding(compiled, verdict, (wide,), wide.tokens)


def by_place(finding: Finding, matcher: Matcher) -> Finding | None:
    """Near, and why: all that is amiss is that another side, zone or lobe was said ("left" where it is right)."""
    missing = finding.verdict.missing
    if missing is None or missing.lack != "facet" or len(finding.fits) != 1:
        return None
    fit = finding.fits[0]
    if any(part.axis is None for part in fit.missing):
        return None
    instead = said_instead(matcher, fit, fit.missing, (fit.phrasing,))
    if not instead:
        return None
    return _elsewhere(finding.compiled, fit, Missing("place", missing.words, instead))


def _elsewhere(compiled: Compiled, fit: Fit, missing: Missing) -> Finding:
    reason = f"“{reasons.said(fit)}” fits, but not {reasons.quoted(missing.instead)}."
    verdict = verdict_of(compiled.concept, "near", fit, "other-place", reason, missing)
    return Finding(compiled, verdict, (fit,), fit.tokens)


def by_normality(compiled: Compiled, matcher: Matcher) -> Finding | None:
    """Denied, when the organ that a phrasing finds something wrong with is called normal; met, when it denies it."""
    for denying in (False, True):
        well = called_normal(compiled.accept, matcher, denying=denying)
        if well is None:
            continue
        reason = (
            f"“{reasons.said(well)}” is called normal, which {'says' if denying else 'denies'} “{well.phrasing.text}”."
        )
        verdict = verdict_of(compiled.concept, "met" if denying else "denied", well, "called-normal", reason)
        return Finding(compiled, verdict, (well,), well.tokens)
    return None


def by_site(compiled: Compiled, matcher: Matcher) -> Finding | None:
    """Near, when all that is said is the place of the disease ("colon")."""
    site = best_of(compiled.sites, matcher, compiled.concept).top
    if site is None or compiled.concept.kind == "misconception":
        return None
    reason = f"“{reasons.said(site)}” says where, not what."
    verdict = verdict_of(compiled.concept, "near", site, "site", reason, Missing("facet", (site.phrasing.text,)))
    return Finding(compiled, verdict, (site,), site.tokens)


def by_measure(compiled: Compiled, passage: Passage) -> Finding | None:
    """A quantity of the right kind anywhere: met within tolerance, near without."""
    want, concept = compiled.measure, compiled.concept
    assert want is not None
    said = [quantity for quantity in passage.quantities if _same_thing(want, quantity.measure)]
    if not said:
        return None
    fitting = [quantity for quantity in said if agrees(want, quantity.measure, compiled.tolerance)]
    chosen = (fitting or said)[0]
    span = passage.span(chosen.first, chosen.last)
    typed = passage.text[span.start : span.end]
    shown = concept.measure or ""
    if fitting:
        evidence = Evidence((span,), shown, 1.0, "measure", f"“{typed}” lies within {shown}.")
        verdict = Verdict(concept.id, concept.kind, "met", "asserted", span.start, None, evidence)
    else:
        evidence = Evidence((span,), shown, 0.5, "measure", f"“{typed}” is not the value expected.")
        verdict = Verdict(
            concept.id, concept.kind, "near", "asserted", span.start, Missing("value", (typed,)), evidence
        )
    return Finding(compiled, verdict, (), frozenset(range(chosen.first, chosen.last + 1)))


def _same_thing(want: Measure, said: Measure) -> bool:
    """Whether a quantity anywhere is about what is measured: the same unit, or a bare bound for a unit left out."""
    return said.unit == want.unit or (said.unit is None and said.open and want.open and comparable(want, said))

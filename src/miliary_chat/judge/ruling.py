"""One concept against one answer: of all that its phrasings found, the verdict."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from miliary_chat.judge import reasons
from miliary_chat.judge.concept import Concept, Kind
from miliary_chat.judge.cues import Sense
from miliary_chat.judge.finding import Compiled, Finding
from miliary_chat.judge.fit import Fit
from miliary_chat.judge.judgement import Evidence, Lack, Missing, Span, Stance, Verdict
from miliary_chat.judge.match import Matcher
from miliary_chat.judge.measure import Measure, agrees, comparable
from miliary_chat.judge.passage import Passage
from miliary_chat.judge.phrasing import Phrasing
from miliary_chat.judge.scattered import scattered
from miliary_chat.judge.wellness import called_normal

_LACKS: dict[str, Lack] = {"unclear": "polarity", "value": "value", "typo": "typo", "facet": "facet", "apart": "facet"}
_DEPENDENT = Sense.SUPPOSED | Sense.CONSEQUENT
_NEARS = ("typo", "value", "unclear", "facet", "apart")


@dataclass(frozen=True, slots=True)
class _Best:
    """The best of each kind among the fits of some phrasings."""

    met: tuple[Fit, ...]
    denied: Fit | None
    near: Fit | None

    @property
    def top(self) -> Fit | None:
        return max(self.met, key=lambda fit: (fit.score, not fit.implied, len(fit.partners)), default=None)


_NOTHING = _Best((), None, None)


def find(compiled: Compiled, passage: Passage, matcher: Matcher) -> Finding:
    """The verdict for one concept, before siblings and order are looked at."""
    concept = compiled.concept
    if compiled.hopeless(passage):
        return Finding(compiled, _absent(concept.id, concept.kind))
    rejected = _best(compiled.reject, matcher, concept).top
    if rejected is not None:
        return Finding(compiled, _verdict(concept, "missing", rejected, "rejected", reasons.for_denied(rejected)))
    finding = _by_phrasings(compiled, matcher)
    if compiled.measure is not None and finding.verdict.outcome not in ("met", "denied"):
        finding = _by_measure(compiled, passage) or finding
    if finding.verdict.outcome != "met":
        against = _best(compiled.contradicted, matcher, concept).top
        if against is not None and against.sense & (Sense.POSSIBLE | Sense.UNLIKELY):
            if finding.verdict.outcome == "missing" and not against.sense & _DEPENDENT:
                reason = f"“{reasons.said(against)}” is only asked about, or thought possible."
                verdict = _verdict(concept, "near", against, "unsure", reason, Missing("polarity"))
                return Finding(compiled, verdict, (against,), against.tokens)
        elif against is not None and not against.sense & _DEPENDENT:
            reason = f"“{reasons.said(against)}” says the opposite of what is there."
            return Finding(
                compiled, _verdict(concept, "denied", against, "contradicted", reason), (against,), against.tokens
            )
    lack = finding.verdict.missing
    if compiled.broader and (finding.verdict.outcome == "missing" or (lack is not None and lack.lack == "facet")):
        wide = _best(compiled.broader, matcher, concept).top
        if wide is not None:
            reason = f"“{reasons.said(wide)}” is right but could be several things."
            verdict = _verdict(concept, "near", wide, "broader", reason, Missing("which"))
            return Finding(compiled, verdict, (wide,), wide.tokens)
    if compiled.sites and finding.verdict.outcome == "missing" and passage.content[-1] == 1:
        return _by_site(compiled, matcher) or finding
    if finding.verdict.outcome == "missing" and concept.kind == "expectation":
        well = called_normal(compiled.accept, matcher)
        if well is not None:
            reason = f"“{reasons.said(well)}” is called normal."
            return Finding(compiled, _verdict(concept, "denied", well, "called-normal", reason), (well,), well.tokens)
        gathered = scattered(compiled.accept, matcher)
        return finding if gathered is None else _near(compiled, gathered)
    return finding


def _by_site(compiled: Compiled, matcher: Matcher) -> Finding | None:
    """Near, when all that is said is the place of the disease ("colon")."""
    site = _best(compiled.sites, matcher, compiled.concept).top
    if site is None or compiled.concept.kind == "misconception":
        return None
    reason = f"“{reasons.said(site)}” says where, not what."
    verdict = _verdict(compiled.concept, "near", site, "site", reason, Missing("facet", (site.phrasing.text,)))
    return Finding(compiled, verdict, (site,), site.tokens)


@lru_cache(maxsize=1024)
def _absent(id: str, kind: Kind) -> Verdict:
    return Verdict(id, kind, "missing")


def _best(phrasings: Sequence[Phrasing], matcher: Matcher, concept: Concept) -> _Best:
    if not phrasings:
        return _NOTHING
    met: list[Fit] = []
    denied: list[Fit] = []
    near: list[Fit] = []
    whole = ""
    for phrasing in phrasings:
        if phrasing.apart and phrasing.text == whole:
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
    worst = max(denied, key=lambda fit: (fit.score, len(fit.partners)), default=None)
    almost = max(near, key=lambda fit: (fit.score, -_NEARS.index(fit.kind)), default=None)
    return _Best(tuple(met), worst, almost)


def _asserted(fit: Fit) -> bool:
    """Whether a misconception is really held: not ranked low, nor only the consequence of a condition."""
    if fit.sense & Sense.UNLIKELY and not fit.phrasing.stance & Sense.UNLIKELY:
        return False
    dependent = fit.sense & (Sense.CONSEQUENT | Sense.SUPPOSED)
    whole_condition = all(partner.found.sense & Sense.SUPPOSED for partner in fit.partners)
    return not dependent or fit.phrasing.conditional or (fit.antecedent and not whole_condition)


def _by_phrasings(compiled: Compiled, matcher: Matcher) -> Finding:
    concept = compiled.concept
    best = _best(compiled.accept, matcher, concept)
    finding = _settle(compiled, best)
    if finding.verdict.outcome == "met" or not compiled.require:
        return finding
    grouped = _by_groups(compiled, [_best(group, matcher, concept) for group in compiled.require])
    order = ("met", "denied", "near", "missing")
    return min((grouped, finding), key=lambda one: order.index(one.verdict.outcome))


def _settle(compiled: Compiled, best: _Best) -> Finding:
    """Met, denied, near or missing, when the fits may disagree."""
    concept = compiled.concept
    top = best.top
    if top is not None and best.denied is not None:
        if _prevails(best.denied, top):
            return _denied(compiled, best.denied)
        later = best.denied.start > top.start and not best.denied.tokens & top.tokens
        later = later and not best.denied.missing  # what denies less leaves it standing
        if later and best.denied.kind == "denied" and concept.kind == "expectation":
            reason = f"“{reasons.said(top)}” says it, but “{reasons.said(best.denied)}” later denies it."
            verdict = _verdict(concept, "near", top, "both-ways", reason, Missing("polarity"))
            return Finding(compiled, verdict, (top,), top.tokens)
    if top is not None:
        return _met(compiled, best.met, top)
    if best.denied is not None:
        return _denied(compiled, best.denied)
    if best.near is not None:
        return _near(compiled, best.near)
    return Finding(compiled, Verdict(concept.id, concept.kind, "missing"))


def _prevails(denial: Fit, top: Fit) -> bool:
    """Whether the same words were denied by at least as full a phrasing."""
    return bool(denial.tokens & top.tokens) and len(denial.partners) >= len(top.partners)


def _met(compiled: Compiled, fits: Sequence[Fit], top: Fit) -> Finding:
    last = max((fit for fit in fits if _stance(fit) != "asserted"), key=lambda fit: fit.start, default=top)
    verdict = _verdict(compiled.concept, "met", top, _met_rule(top), reasons.for_met(top), stance=_stance(last))
    return Finding(compiled, verdict, (top,), top.tokens)


def _met_rule(fit: Fit) -> str:
    if any(partner.flipped for partner in fit.partners):
        return "opposite-denied"
    if any(part.denied for part in fit.phrasing.parts):
        return "denial-expected"
    return "all-words" if not fit.readings else "all-words-read"


def _denied(compiled: Compiled, fit: Fit) -> Finding:
    rule = (
        "contradicted"
        if fit.kind == "contradicted"
        else "opposite"
        if any(p.flipped for p in fit.partners)
        else "negated"
    )
    verdict = _verdict(compiled.concept, "denied", fit, rule, reasons.for_denied(fit), stance=_denied_stance(fit))
    return Finding(compiled, verdict, (fit,), fit.tokens)


def _near(compiled: Compiled, fit: Fit) -> Finding:
    concept = compiled.concept
    if concept.kind == "misconception" and fit.kind != "typo":
        return Finding(compiled, Verdict(concept.id, concept.kind, "missing"))
    words = tuple(part.shown for part in fit.missing)
    if fit.kind == "typo":
        words = tuple(reading.read_as for reading in fit.readings)
    elif fit.kind == "value":
        words = tuple(partner.part.shown for partner in fit.partners if not partner.agrees)
    verdict = _verdict(
        concept, "near", fit, f"some-{fit.kind}", reasons.for_near(fit), Missing(_LACKS[fit.kind], words)
    )
    return Finding(compiled, verdict, (fit,), fit.tokens)


def _by_groups(compiled: Compiled, groups: Sequence[_Best]) -> Finding:
    """All groups: met. Some: near, naming the others. One denied: denied."""
    concept = compiled.concept
    outcomes = [_settle(compiled, best) for best in groups]
    met = [finding for finding in outcomes if finding.verdict.outcome == "met"]
    if len(met) == len(outcomes):
        fits = tuple(fit for finding in met for fit in finding.fits)
        return _joined(compiled, fits, met)
    refused = next((finding for finding in outcomes if _refuses(finding)), None)
    if refused is not None:
        return refused
    if not met:
        half = [finding for finding in outcomes if finding.verdict.outcome == "near"]
        return half[0] if half else Finding(compiled, Verdict(concept.id, concept.kind, "missing"))
    lacking = tuple(
        group[0]
        for group, finding in zip(concept.require, outcomes, strict=True)
        if finding.verdict.outcome != "met" and group
    )
    fits = tuple(fit for finding in met for fit in finding.fits)
    score = round(sum(fit.score for fit in fits) / len(outcomes), 3)
    named = reasons.quoted(list(dict.fromkeys(reasons.said(fit) for fit in fits)))
    reason = f"You named {named}; {len(lacking)} of {len(outcomes)} things are still missing."
    evidence = Evidence(_spans(fits), fits[0].phrasing.text, score, "some-groups", reason, fits[0].readings)
    start = evidence.spans[0].start
    verdict = Verdict(concept.id, concept.kind, "near", _strongest(met), start, Missing("several", lacking), evidence)
    return Finding(compiled, verdict, fits, frozenset().union(*(fit.tokens for fit in fits)))


def _refuses(finding: Finding) -> bool:
    evidence = finding.verdict.evidence
    return finding.verdict.outcome == "denied" and evidence is not None and evidence.rule != "contradicted"


def _joined(compiled: Compiled, fits: tuple[Fit, ...], met: Sequence[Finding]) -> Finding:
    concept = compiled.concept
    phrasing = " + ".join(dict.fromkeys(fit.phrasing.text for fit in fits))
    score = round(sum(fit.score for fit in fits) / len(fits), 3)
    reason = f"You named all that is asked: {reasons.quoted(list(dict.fromkeys(reasons.said(fit) for fit in fits)))}."
    read = tuple(reading for fit in fits for reading in fit.readings)
    evidence = Evidence(_spans(fits), phrasing, score, "all-groups", reason, tuple(dict.fromkeys(read)))
    verdict = Verdict(concept.id, concept.kind, "met", _strongest(met), evidence.spans[0].start, None, evidence)
    return Finding(compiled, verdict, fits, frozenset().union(*(fit.tokens for fit in fits)))


def _strongest(findings: Sequence[Finding]) -> Stance:
    return max((finding.verdict for finding in findings), key=lambda v: v.position or 0).stance


def _spans(fits: Iterable[Fit]) -> tuple[Span, ...]:
    out: list[Span] = []
    for span in sorted(span for fit in fits for span in fit.evidence):
        if out and span.start < out[-1].end:
            out[-1] = Span(out[-1].start, max(span.end, out[-1].end))
        else:
            out.append(span)
    return tuple(out)


def _by_measure(compiled: Compiled, passage: Passage) -> Finding | None:
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


def _stance(fit: Fit) -> Stance:
    if fit.sense & Sense.UNLIKELY:
        return "unlikely"
    if fit.sense & Sense.FAVOURED:
        return "favoured"
    return "possible" if fit.sense & Sense.POSSIBLE else "asserted"


def _denied_stance(fit: Fit) -> Stance:
    return "unlikely" if fit.sense & Sense.UNLIKELY and not fit.sense & Sense.DENIED else "asserted"


def _verdict(
    concept: Concept,
    outcome: str,
    fit: Fit,
    rule: str,
    reason: str,
    missing: Missing | None = None,
    stance: Stance | None = None,
) -> Verdict:
    evidence = Evidence(fit.evidence, fit.phrasing.text, fit.score, rule, reason, fit.readings)
    position = None if outcome == "missing" else fit.evidence[0].start
    return Verdict(concept.id, concept.kind, outcome, stance or _stance(fit), position, missing, evidence)  # type: ignore[arg-type]

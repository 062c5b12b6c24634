"""One concept against one answer: of all that its phrasings found, the verdict."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from miliary_chat.judge import reasons
from miliary_chat.judge.best import Best, best_of
from miliary_chat.judge.concept import Kind
from miliary_chat.judge.cue import Sense
from miliary_chat.judge.finding import Compiled, Finding
from miliary_chat.judge.fit import Fit
from miliary_chat.judge.judgement import Evidence, Lack, Missing, Span, Stance, Verdict
from miliary_chat.judge.match import Matcher
from miliary_chat.judge.otherwise import by_broader, by_contradiction, by_measure, by_normality, by_place, by_site
from miliary_chat.judge.passage import Passage
from miliary_chat.judge.scattered import scattered
from miliary_chat.judge.verdicts import denied_stance_of, stance_of, verdict_of

_LACKS: dict[str, Lack] = {"unclear": "polarity", "value": "value", "typo": "typo", "facet": "facet", "apart": "facet"}


def find(compiled: Compiled, passage: Passage, matcher: Matcher) -> Finding:
    """The verdict for one concept, before siblings and order are looked at."""
    concept = compiled.concept
    if compiled.hopeless(passage):
        return Finding(compiled, _absent(concept.id, concept.kind))
    rejected = best_of(compiled.reject, matcher, concept).top
    if rejected is not None:
        return Finding(compiled, verdict_of(concept, "missing", rejected, "rejected", reasons.for_denied(rejected)))
    finding = _by_phrasings(compiled, matcher)
    if compiled.measure is not None and finding.verdict.outcome not in ("met", "denied"):
        finding = by_measure(compiled, passage) or finding
    if finding.verdict.outcome == "met":
        return finding
    nothing = finding.verdict.outcome == "missing"
    against = by_contradiction(compiled, matcher, nothing=nothing)
    if against is not None:
        return against
    finding = by_place(finding, matcher) or finding
    lack = finding.verdict.missing
    wide = by_broader(compiled, matcher) if nothing or (lack is not None and lack.lack == "facet") else None
    return wide or (_second_look(compiled, passage, matcher) if nothing else None) or finding


def _second_look(compiled: Compiled, passage: Passage, matcher: Matcher) -> Finding | None:
    """What a concept of which nothing was found may still be: a bare place, denied with its organ, scattered."""
    if compiled.concept.kind == "misconception":
        return None
    if compiled.sites and passage.content[-1] == 1:
        return by_site(compiled, matcher)
    well = by_normality(compiled, matcher)
    if well is not None:
        return well
    accept = compiled.accept
    if matcher.meaning.wellness:  # "the right lower lobe is clear" says where nothing is
        accept = tuple(phrasing for phrasing in accept if not matcher.meaning.only_places(phrasing))
    gathered = scattered(accept, matcher)
    return None if gathered is None else _near(compiled, gathered)


@lru_cache(maxsize=1024)
def _absent(id: str, kind: Kind) -> Verdict:
    return Verdict(id, kind, "missing")


def _by_phrasings(compiled: Compiled, matcher: Matcher) -> Finding:
    concept = compiled.concept
    best = best_of(compiled.accept, matcher, concept)
    finding = _settle(compiled, best)
    if finding.verdict.outcome == "met" or not compiled.require:
        return finding
    grouped = _by_groups(compiled, [best_of(group, matcher, concept) for group in compiled.require])
    order = ("met", "denied", "near", "missing")
    return min((grouped, finding), key=lambda one: order.index(one.verdict.outcome))


def _settle(compiled: Compiled, best: Best) -> Finding:
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
            verdict = verdict_of(concept, "near", top, "both-ways", reason, Missing("polarity"))
            return Finding(compiled, verdict, (top,), top.tokens)
    if top is not None:
        return _met(compiled, best.met, top)
    if best.denied is not None:
        return _denied(compiled, best.denied)
    if best.near is not None:
        return _near(compiled, best.near)
    return Finding(compiled, Verdict(concept.id, concept.kind, "missing"))


def _prevails(denial: Fit, top: Fit) -> bool:
    """Whether the same words were denied by at least as full a phrasing; a denial that was asked for stands."""
    asked_for = top.phrasing.denies and not denial.phrasing.denies and denial.tokens <= top.tokens
    if asked_for and not denial.sense & Sense.UNLIKELY:  # "does not make it less likely" is no denial of it
        return False  # "spares the pleura", where "pleura" would do too
    return bool(denial.tokens & top.tokens) and len(denial.partners) >= len(top.partners)


def _met(compiled: Compiled, fits: Sequence[Fit], top: Fit) -> Finding:
    last = max((fit for fit in fits if stance_of(fit) != "asserted"), key=lambda fit: fit.start, default=top)
    verdict = verdict_of(compiled.concept, "met", top, _met_rule(top), reasons.for_met(top), stance=stance_of(last))
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
    verdict = verdict_of(compiled.concept, "denied", fit, rule, reasons.for_denied(fit), stance=denied_stance_of(fit))
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
    verdict = verdict_of(
        concept, "near", fit, f"some-{fit.kind}", reasons.for_near(fit), Missing(_LACKS[fit.kind], words)
    )
    return Finding(compiled, verdict, (fit,), fit.tokens)


def _by_groups(compiled: Compiled, groups: Sequence[Best]) -> Finding:
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

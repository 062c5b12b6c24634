"""Siblings: of two concepts that claim the same words, the more specific one keeps them."""

from collections.abc import Sequence
from dataclasses import replace

from miliary_chat.judge.finding import Finding
from miliary_chat.judge.fit import Partner
from miliary_chat.judge.judgement import Verdict
from miliary_chat.judge.text import listed

_JOINING = listed("of with the a an")
"""What may stand inside one name: "CT of the neck with contrast"."""


def settle_siblings(findings: Sequence[Finding]) -> list[Finding]:
    """Take "met" from a concept whose words all lie inside a more specific one's, unless either says `also`."""
    return [
        replace(finding, verdict=_silenced(finding)) if _outdone(finding, findings) else finding for finding in findings
    ]


def _outdone(finding: Finding, findings: Sequence[Finding]) -> bool:
    if finding.verdict.outcome != "met" or not finding.fits or finding.fits[0].phrasing.stance:
        return False  # "TB most likely" asks where it stands in a list, which a more specific name says too
    mine = finding.compiled.concept
    return any(
        other is not finding
        and other.verdict.outcome == "met"
        and _wider(finding, other)
        and len(other.fits) == len(finding.fits) == 1
        and _one_name(other)
        and mine.id not in other.compiled.concept.also
        and other.compiled.concept.id not in mine.also
        and _general(finding, other)
        for other in findings
    )


def _wider(finding: Finding, other: Finding) -> bool:
    """Whether the other claims more words, or the same ones more directly; what is only implied is no rival."""
    if _implied(other):
        return False
    return finding.tokens < other.tokens or (finding.tokens == other.tokens and _implied(finding))


def _one_name(finding: Finding) -> bool:
    """Whether its words are one name ("miliary TB") and not a statement about a thing ("HRZE for 2 months")."""
    fit = finding.fits[0]
    measured = any(partner.part.measure is not None for partner in fit.partners)
    inside = range(min(finding.tokens), max(finding.tokens) + 1)
    between = [fit.passage.tokens[at].text for at in inside if at not in finding.tokens]
    return not measured and _JOINING.issuperset(between)


def _implied(finding: Finding) -> bool:
    return any(fit.implied for fit in finding.fits)


def _general(finding: Finding, other: Finding) -> bool:
    """Whether the wider claim is a more specific wording: it has, or encloses, each part of the narrow one."""
    wide = [partner for fit in other.fits for partner in fit.partners]
    return all(any(_covers(partner, mine) for partner in wide) for fit in finding.fits for mine in fit.partners)


def _covers(wide: Partner, mine: Partner) -> bool:
    inside = wide.found.first <= mine.found.first and mine.found.last <= wide.found.last
    longer = wide.found.last - wide.found.first > mine.found.last - mine.found.first
    named = bool(wide.part.atoms & mine.part.atoms) or wide.part is mine.part
    return named or (inside and (longer or mine.found.implied))


def _silenced(finding: Finding) -> Verdict:
    verdict = finding.verdict
    evidence = verdict.evidence
    if evidence is not None:
        reason = "These words say something more specific, which was counted instead."
        evidence = replace(evidence, rule="sibling", reason=reason)
    return replace(verdict, outcome="missing", position=None, evidence=evidence)

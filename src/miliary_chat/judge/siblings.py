"""Siblings: of two concepts that claim the same words, the more specific one keeps them."""

from collections.abc import Sequence
from dataclasses import replace

from miliary_chat.judge.judgement import Verdict
from miliary_chat.judge.ruling import Finding


def settle_siblings(findings: Sequence[Finding]) -> list[Finding]:
    """Take "met" from a concept whose words all lie inside a more specific one's, unless either says `also`."""
    return [
        replace(finding, verdict=_silenced(finding)) if _outdone(finding, findings) else finding for finding in findings
    ]


def _outdone(finding: Finding, findings: Sequence[Finding]) -> bool:
    if finding.verdict.outcome != "met" or not finding.fits:
        return False
    mine = finding.compiled.concept
    return any(
        other is not finding
        and other.verdict.outcome == "met"
        and finding.tokens < other.tokens
        and len(other.fits) == 1
        and mine.id not in other.compiled.concept.also
        and other.compiled.concept.id not in mine.also
        and _general(finding, other)
        for other in findings
    )


def _general(finding: Finding, other: Finding) -> bool:
    """Whether the wider claim is a more specific wording of the same: every slot of the narrow one is a slot of it."""
    slots = [partner.part.atoms for fit in other.fits for partner in fit.partners if partner.part.measure is None]
    return all(
        any(partner.part.atoms & slot for slot in slots)
        for fit in finding.fits
        for partner in fit.partners
        if partner.part.measure is None
    )


def _silenced(finding: Finding) -> Verdict:
    verdict = finding.verdict
    evidence = verdict.evidence
    if evidence is not None:
        reason = "These words say something more specific, which was counted instead."
        evidence = replace(evidence, rule="sibling", reason=reason)
    return replace(verdict, outcome="missing", position=None, evidence=evidence)

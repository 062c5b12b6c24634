"""Order: whether a step that has to follow another one does so in the answer."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from miliary_chat.judge.finding import Finding
from miliary_chat.judge.judgement import Missing
from miliary_chat.judge.passage import Passage

_LATER = frozenset({"after", "following", "post", "once", "when", "until"})
_EARLIER = frozenset({"before", "prior", "ahead", "preceding"})
_FORWARD = frozenset({"then", "followed", "next", "afterwards", "subsequently", "later", "->"})
_ANAPHORIC = frozenset(
    {("after", "that"), ("after", "this"), ("after", "which"), ("following", "that"), ("following", "this")}
)
"""What goes on with the next step: "surgery, after that radioiodine"."""
_FIRST = frozenset({"first", "firstly", "initially", "1", "immediately"})
_LAST = frozenset({"later", "afterwards", "finally", "lastly", "subsequently", "last"})


def settle_order(findings: Sequence[Finding], passage: Passage) -> list[Finding]:
    """Make a met step near, "order", when it comes before the one that it has to follow."""
    by_id = {finding.compiled.concept.id: finding for finding in findings}
    return [_ordered(finding, by_id, passage) for finding in findings]


def _ordered(finding: Finding, by_id: dict[str, Finding], passage: Passage) -> Finding:
    concept = finding.compiled.concept
    leader = by_id.get(concept.after or "")
    if finding.verdict.outcome != "met" or leader is None or leader.verdict.outcome not in ("met", "near"):
        return finding
    if not finding.tokens or not leader.tokens or follows(passage, finding.tokens, leader.tokens):
        return finding
    first = leader.compiled.concept
    wording = next(iter(first.accept or first.require[0] if first.require else first.accept), first.id)
    evidence = finding.verdict.evidence
    if evidence is not None:
        evidence = replace(
            evidence, rule="order", reason=f"“{evidence.phrasing}” is right, but “{wording}” comes first."
        )
    verdict = replace(finding.verdict, outcome="near", missing=Missing("order", (wording,)), evidence=evidence)
    return replace(finding, verdict=verdict)


def follows(passage: Passage, step: frozenset[int], leader: frozenset[int]) -> bool:
    """Whether `step` is said to come after `leader`: by "after", "before", "first", or by its place in the answer."""
    early, late = (step, leader) if min(step) < min(leader) else (leader, step)
    between = [token.text for token in passage.tokens[max(early) + 1 : min(late)]]
    same = passage.sentence[max(early)] == passage.sentence[min(late)]
    turned = False
    if same and between:
        if _FORWARD & set(between) or _ANAPHORIC & set(pairwise(between)):
            turned = False
        elif _LATER & set(between) or _first_after(passage, late):
            turned = True
        elif _EARLIER & set(between) or _opens(passage, early) & _LATER:
            turned = False
        elif _opens(passage, early) & _EARLIER:
            turned = True
    return (late is step) != turned


def _opens(passage: Passage, tokens: frozenset[int]) -> set[str]:
    """The words that open the clause of `tokens`: "after thyroidectomy, RAI"."""
    start = min(tokens)
    return {token.text for token in passage.tokens[max(0, start - 3) : start]}


def _first_after(passage: Passage, late: frozenset[int]) -> bool:
    """Whether the later words are said to come first: "RAI, but thyroidectomy first"."""
    end = max(late)
    around = {token.text for token in passage.tokens[end + 1 : end + 3]}
    before = {token.text for token in passage.tokens[max(0, min(late) - 2) : min(late)]}
    return bool(_FIRST & around) or "first" in before

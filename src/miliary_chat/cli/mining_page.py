"""What `mine` prints: groups, the change of the files, and the verdicts that would change with it."""

from collections.abc import Iterator, Sequence

from miliary_chat.author.mining.ear import Ear
from miliary_chat.author.mining.proposing import Decision, Proposal
from miliary_chat.author.mining.replaying import Change
from miliary_chat.author.mining.sifting import Sifted
from miliary_chat.author.mining.targets import Target
from miliary_chat.author.mining.wording import Group, Wording
from miliary_chat.base.sanitise import one_line
from miliary_chat.cli.paper import Paper

_MOST_VARIANTS = 5
_MOST_PHRASINGS = 8
_MOST_CHANGES = 40
_LONGEST = 70


def times(count: int) -> str:
    """How often something was said."""
    return "once" if count == 1 else "twice" if count == 2 else f"{count:,} times"


def quoted(text: str, limit: int = 300) -> str:
    """Words of a trainee in quotes, on one line."""
    return f"“{text if len(text) <= limit else text[: limit - 1].rstrip() + '…'}”"


def summary(sifted: Sifted, groups: Sequence[Group], attempts: int) -> str:
    """What was read, and what is left of it."""
    answers = "1 answer" if sifted.answers == 1 else f"{sifted.answers:,} answers"
    where = f" of {attempts:,} {'attempt' if attempts == 1 else 'attempts'}" if attempts else ""
    rest = [
        (sifted.understood, "understood by now"),
        (sifted.decided, "decided before"),
    ]
    told = "".join(f", {count:,} {words}" for count, words in rest if count)
    left = "nothing is left to decide" if not groups else f"{len(groups):,} to decide"
    design = (
        f" {sifted.by_design:,} more {'is' if sifted.by_design == 1 else 'are'} nearly right by the case's own design:"
        " too general, out of tolerance, out of order, or one part of several."
        if sifted.by_design
        else ""
    )
    return f"{answers}{where}{told}; {left}.{design}"


def card(ear: Ear, group: Group, meant: str, place: str, paper: Paper) -> Iterator[str]:
    """A group as the author decides on it."""
    item = group.first.item
    yield paper.wrapped(f"{place}{item}: {one_line(ear.question(item))}", 0, 2)
    yield paper.wrapped(f"said {times(group.count)}: {paper.paint(quoted(group.first.text), 'bold')}", 2, 4)
    others = group.wordings[1:]
    if others:
        shown = [f"{quoted(one.text, 80)} ({one.count:,})" for one in others[:_MOST_VARIANTS]]
        more = len(others) - _MOST_VARIANTS
        yield paper.wrapped(f"also: {', '.join(shown)}{f' and {more:,} more' if more > 0 else ''}", 4, 6)
    yield paper.wrapped(_verdict(ear, group.first), 2, 4)
    target = ear.targets(item).get(meant)
    if target is None:
        yield "  What it means is not clear. o lets you choose."
        return
    known = group.ground == "asked" and meant == group.meant
    yield paper.wrapped(f"{'The tutor was asking for' if known else 'Probably meant'}: {named(target)}", 2, 4)
    shown = [*target.phrasings[:_MOST_PHRASINGS]]
    more = len(target.phrasings) - len(shown)
    if shown:
        yield paper.wrapped(f"said so far as: {'; '.join(shown)}{f'; and {more} more' if more else ''}", 4, 6)


def named(target: Target) -> str:
    """A concept by its name and id."""
    wrong = ", which is wrong" if target.wrong else ""
    return f"{target.name} ({target.written}{wrong})"


def _verdict(ear: Ear, wording: Wording) -> str:
    """What the judge makes of it now."""
    target = ear.targets(wording.item).get(wording.concept)
    reason = f" {wording.reason}" if wording.reason else ""
    if wording.kind == "claimed":
        if target is None:
            return "Disputed: the trainee says that this should have counted."
        if target.wrong:
            return f"Disputed: the judge hears {quoted(target.name)} in it, and the trainee did not mean that.{reason}"
        return f"Disputed: the trainee says that this is {quoted(target.name)}.{reason}"
    if wording.kind == "near" and target is not None:
        return f"Nearly {quoted(target.name)}.{reason}"
    if wording.kind == "unrecognised":
        return "The judge understands nothing of the answer."
    return "The judge understands the rest of the answer, but not this."


def consequences(ear: Ear, proposal: Proposal, paper: Paper) -> Iterator[str]:
    """Which verdicts would change; what answers.yaml speaks against first."""
    for decision in proposal.unheard:
        yield paper.wrapped(paper.paint(_unheard(ear, decision), "red"), 0, 2)
    replayed = f"{proposal.replayed:,} different {'answer' if proposal.replayed == 1 else 'answers'} and answers.yaml"
    if not proposal.changes:
        yield f"No verdict would change in {replayed}."
        return
    yield f"Verdicts that would change in {replayed}:"
    for change in proposal.changes[:_MOST_CHANGES]:
        line = paper.wrapped(_change(change), 2, 8)
        yield paper.paint(line, "red") if change.expected else line
    more = len(proposal.changes) - _MOST_CHANGES
    if more > 0:
        yield f"  and {more:,} more."
    against = len(proposal.against)
    if against:
        words = "1 verdict" if against == 1 else f"{against} verdicts"
        yield paper.paint(f"answers.yaml expects otherwise for {words}: think twice.", "red")


def _change(change: Change) -> str:
    said = "answers.yaml" if not change.count else times(change.count)
    against = f"; answers.yaml expects {change.expected}" if change.expected else ""
    text = quoted(one_line(change.text), _LONGEST)
    return f"{said}: {text} in {change.item}: {change.concept} {change.before} -> {change.after}{against}"


def _unheard(ear: Ear, decision: Decision) -> str:
    target = ear.targets(decision.group.first.item)[decision.concept]
    words = quoted(decision.phrasing, _LONGEST)
    if decision.choice == "reject":
        return f"Even so the judge would go on hearing {quoted(target.name)} in {words}."
    return (
        f"Even so the judge would not take {words} for {quoted(target.name)}: another phrasing claims these words, or"
        " they deny it. Try fewer words (e)."
    )

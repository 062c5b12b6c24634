"""What a case's answers showed, in lines for a person."""

from collections import Counter
from collections.abc import Iterator

from miliary_chat.author.proving.confusion import LABELS, Confusion
from miliary_chat.author.proving.dialogues import Talked, Unkept, spoken
from miliary_chat.author.proving.mutants import Mutant
from miliary_chat.author.proving.proof import Proof
from miliary_chat.author.proving.reach import Part
from miliary_chat.author.proving.replay import Mismatch, Replayed

_LIVED = {
    "typo": ("typo", "lost", "two letters changed places, and the credit was lost"),
    "denial": ("denial", "credited", "denied, and credited all the same"),
    "side": ("other side", "credited", "on the other side, and credited all the same"),
    "dropped": ("phrasing taken away", "felt elsewhere", "a phrasing of another was taken away, and this changed"),
}
_MOST_MUTANTS = 10
_MANY = {
    "phrasing": "phrasings",
    "hint": "hints",
    "prompt": "prompts",
    "correction": "corrections",
    "reply": "replies",
    "finding": "findings",
    "result": "results",
}


def told(proof: Proof, *, everything: bool = False) -> Iterator[str]:
    """The lines about one case; `everything` lists what no answer reached, and every mutant that lived."""
    yield f"{proof.loaded.case.title} ({proof.file})"
    if proof.read is None:
        yield "  There are no answers to prove it by. “try” keeps those that you type."
        return
    if proof.read.answers is None:
        yield from (f"  {problem}" for problem in proof.read.problems)
        return
    yield from _told_answers(proof)
    yield from _told_dialogues(proof)
    yield from _told_tables(proof)
    yield from _told_unreached(proof, everything)
    yield from _told_mutants(proof, everything)


def about(proof: Proof, route: tuple[str | int, ...]) -> Iterator[str]:
    """The lines about one answer or dialogue, by its place in the file; none where it is as told."""
    for one in proof.wrong:
        if one.route == route:
            yield from _told_answer(proof, one)
    for talked in proof.unkept:
        if ("dialogues", talked.dialogue.id) == route:
            yield from _told_dialogue(proof, talked)


def _told_answers(proof: Proof) -> Iterator[str]:
    for one in proof.wrong:
        yield ""
        yield from _told_answer(proof, one)


def _told_answer(proof: Proof, one: Replayed) -> Iterator[str]:
    yield f"  {_place(proof, *one.route)} {one.item}: “{_short(one.labelled.say)}”"
    if not one.found and not one.verdicts and any(each.expected in ("met", "near") for each in one.mismatches):
        yield from (f"      {line}" for line in _unheard(one))
    for mismatch in one.mismatches:
        yield f"      {mismatch.concept}: {_difference(mismatch)}"


def _unheard(one: Replayed) -> Iterator[str]:
    replies = tuple(spoken(one.events))
    if replies:
        yield f"the tutor said: {_short(replies[0], 90)}"


def _difference(mismatch: Mismatch) -> str:
    label = f"labelled {mismatch.expected}" if mismatch.expected else "not labelled"
    evidence = mismatch.verdict.evidence if mismatch.verdict else None
    because = f": {evidence.reason} (phrasing “{_short(evidence.phrasing)}”)" if evidence else "."
    return f"{label}, found {mismatch.found}{because}"


def _told_dialogues(proof: Proof) -> Iterator[str]:
    for talked in proof.unkept:
        yield ""
        yield from _told_dialogue(proof, talked)


def _told_dialogue(proof: Proof, talked: Talked) -> Iterator[str]:
    yield f"  {_place(proof, 'dialogues', talked.dialogue.id)} dialogue {talked.dialogue.id} ({talked.total} marks)"
    for unkept in talked.unkept:
        yield from _told_turn(proof, talked, unkept)


def _told_turn(proof: Proof, talked: Talked, unkept: Unkept) -> Iterator[str]:
    if unkept.turn is None:
        yield f"      {unkept.why}."
        return
    turn = talked.dialogue.turns[unkept.turn]
    place = _place(proof, "dialogues", talked.dialogue.id, "turns", unkept.turn)
    yield f"      {place} “{_short(turn.say)}”: {unkept.why.rstrip('.')}."
    yield from (f"          {_short(line, 100)}" for line in unkept.said)


def _told_tables(proof: Proof) -> Iterator[str]:
    yield ""
    kept = len(proof.replays) - len(proof.wrong)
    dialogues = (
        f"; {len(proof.talks) - len(proof.unkept)} of {len(proof.talks)} dialogues as told" if proof.talks else ""
    )
    yield f"  {kept} of {len(proof.replays)} answers as labelled{dialogues}"
    width = max((len(table.item) for table in proof.confusions), default=0)
    for table in proof.confusions:
        met = f"{table.counts.get(('met', 'met'), 0)} credited as labelled"
        off = f", {table.off} otherwise" if table.off else ""
        answers = f"{table.answers} answer{'s' if table.answers != 1 else ''}"
        yield f"    {table.item:<{width}}  {answers:>11}  {met}{off}"
        if table.off:
            yield from (f"      {line}" for line in _matrix(table))


def _matrix(table: Confusion) -> Iterator[str]:
    yield f"{'labelled':<12}" + "".join(f"{label:>10}" for label in LABELS) + "   <- found"
    for label in LABELS:
        row = table.row(label)
        if any(row):
            yield f"{label:<12}" + "".join(f"{count or '.':>10}" for count in row)


def _told_unreached(proof: Proof, everything: bool) -> Iterator[str]:
    if not proof.unreached:
        yield "  Everything that the case can hear and say was reached."
        return
    counts = Counter(part.kind for part in proof.unreached)
    told = ", ".join(f"{count:,} {kind if count == 1 else _MANY[kind]}" for kind, count in counts.items())
    yield f"  Reached by no answer: {told}{'' if everything else ' (--all lists them)'}"
    if everything:
        yield from (f"    {_part(part)}" for part in proof.unreached)


def _part(part: Part) -> str:
    place = part.item or "the whole case"
    words = f" “{part.words}”" if part.kind == "phrasing" else f" {part.words}" if part.words else ""
    return f"{place}: {part.kind} of {part.concept}{words}"


def _told_mutants(proof: Proof, everything: bool) -> Iterator[str]:
    if not proof.mutants:
        return
    tried = Counter(mutant.kind for mutant in proof.mutants)
    lived = Counter(mutant.kind for mutant in proof.lived)
    told = [
        f"{count:,} {_name(kind, count)}, {lived[kind] or 'none'} {_LIVED[kind][1]}" for kind, count in tried.items()
    ]
    yield f"  Mutants: {'; '.join(told)}"
    shown = proof.lived if everything else proof.lived[:_MOST_MUTANTS]
    yield from (f"    {_mutant(mutant)}" for mutant in shown)
    if len(proof.lived) > len(shown):
        yield f"    ... and {len(proof.lived) - len(shown)} more (--all lists them)"


def _name(kind: str, count: int) -> str:
    name = _LIVED[kind][0]
    if count == 1:
        return name
    return "phrasings taken away" if kind == "dropped" else f"{name}s"


def _mutant(mutant: Mutant) -> str:
    return f"{mutant.item} {mutant.concept}: {_LIVED[mutant.kind][2]}: “{_short(mutant.text, 90)}”"


def _place(proof: Proof, *route: str | int) -> str:
    return f"{proof.file.name}:{proof.read.line_of(*route) if proof.read else 1}"


def _short(text: str, limit: int = 70) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def summed_up(proofs: tuple[Proof, ...]) -> str:
    """One sentence about all of them."""
    answers = sum(len(proof.replays) for proof in proofs)
    wrong = sum(len(proof.wrong) + len(proof.unkept) for proof in proofs)
    broken = sum(bool(proof.read and proof.read.problems) for proof in proofs)
    lived = sum(len(proof.lived) for proof in proofs)
    cases = "1 case" if len(proofs) == 1 else f"{len(proofs)} cases"
    parts = [f"{cases}, {answers:,} answers"]
    parts.append(f"{wrong} not as labelled" if wrong else "all as labelled")
    if lived:
        parts.append("1 mutant lived" if lived == 1 else f"{lived} mutants lived")
    if broken:
        parts.append("1 file of answers is broken" if broken == 1 else f"{broken} files of answers are broken")
    return "; ".join(parts) + "."

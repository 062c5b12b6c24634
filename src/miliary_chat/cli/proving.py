"""`test`: the answers beside a case, replayed and changed a little."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from miliary_chat.author.proving.proof import Proof, prove
from miliary_chat.author.proving.relabelling import on_one_line, relabelled
from miliary_chat.author.proving.telling import summed_up, told
from miliary_chat.author.writing import write_over
from miliary_chat.case.loaded import Loaded, load_case
from miliary_chat.case.reader import CaseRefused
from miliary_chat.cli.asking import agreed
from miliary_chat.cli.checking import paths_at
from miliary_chat.cli.endings import WRONG, tell
from miliary_chat.cli.paper import Paper, difference
from miliary_chat.cli.wishes import Wishes


def test(
    wishes: Wishes,
    paths: Sequence[Path],
    *,
    mutate: bool,
    strict: bool,
    everything: bool,
    as_json: bool,
) -> int:
    """Prove the cases at `paths`, or all there are; 1 when one is not as its answers say (`strict`: a mutant lived)."""
    paper = Paper.of_stdout()
    proofs = []
    refused = 0
    for path in paths_at(wishes, paths):
        loaded = playable(path)
        if loaded is None:
            refused += 1
            continue
        proof = prove(loaded, path, mutate=mutate)
        proofs.append(proof)
        if not as_json:
            print("\n".join((*map(paper.folded, told(proof, everything=everything)), "")), flush=True)
    if as_json:
        print(json.dumps([_as_json(proof) for proof in proofs], ensure_ascii=False, indent=2))
    tell(summed_up(tuple(proofs)) if proofs else "There is no case to test.")
    if refused:
        tell(f"{_cases(refused)} cannot be played; “check” tells why.")
    failed = any(not proof.holds or (strict and proof.lived) for proof in proofs)
    return WRONG if failed or refused else 0


def update(wishes: Wishes, paths: Sequence[Path], *, yes: bool) -> int:
    """Write into each file of answers what is found now, after the difference was shown; 1 when something is left."""
    left = 0
    for path in paths_at(wishes, paths):
        loaded = playable(path)
        left += loaded is None or not _updated(prove(loaded, path, mutate=False), yes=yes)
    return WRONG if left else 0


def playable(path: Path) -> Loaded | None:
    """The case at `path`; None, and its first problem said, when it cannot be played."""
    try:
        return load_case(path)
    except CaseRefused as refused:
        tell(str(next(problem for problem in refused.problems if problem.severity == "error")))
        return None


def _updated(proof: Proof, *, yes: bool) -> bool:
    if proof.read is None or not proof.wrong:
        tell(f"{proof.file}: nothing to write.")
        return proof.holds
    before = proof.file.read_bytes()
    text = before.decode()
    after = relabelled(proof, text)
    for line in difference(proof.file, before, after.encode(), Paper.of_stdout()):
        print(line)
    for number in on_one_line(proof):
        tell(f"{proof.file}:{number}: this answer stands on one line. Mend it by hand, or give each key its own.")
    if after == text or not agreed(f"Write this to {proof.file}?", yes=yes):
        tell("Nothing was written.")
        return False
    backup = write_over(proof.file, before, after.encode())
    kept = f"; what it was is in {backup.name}" if backup else ""
    tell(f"{proof.file} is written{kept}. Read each change: it is now what the case promises.")
    return not proof.unkept and not on_one_line(proof)


def _cases(count: int) -> str:
    return "1 case" if count == 1 else f"{count} cases"


def _as_json(proof: Proof) -> dict[str, object]:
    return {
        "case": proof.loaded.case.id,
        "file": str(proof.file),
        "answers": len(proof.replays),
        "dialogues": len(proof.talks),
        "holds": proof.holds,
        "problems": [str(problem) for problem in proof.read.problems] if proof.read else [],
        "mismatches": list(_mismatches(proof)),
        "unkept": [
            {"dialogue": talked.dialogue.id, "turn": one.turn, "why": one.why}
            for talked in proof.unkept
            for one in talked.unkept
        ],
        "confusion": [
            {"item": table.item, "counts": [[label, found, count] for (label, found), count in table.counts.items()]}
            for table in proof.confusions
        ],
        "unreached": [
            {"item": part.item, "kind": part.kind, "concept": part.concept, "words": part.words}
            for part in proof.unreached
        ],
        "mutants": {"made": len(proof.mutants), "lived": [_mutant(mutant) for mutant in proof.lived]},
    }


def _mismatches(proof: Proof) -> Iterator[dict[str, object]]:
    for one in proof.wrong:
        line = proof.read.line_of(*one.route) if proof.read else 1
        for mismatch in one.mismatches:
            yield {
                "line": line,
                "item": one.item,
                "say": one.labelled.say,
                "concept": mismatch.concept,
                "labelled": mismatch.expected,
                "found": mismatch.found,
            }


def _mutant(mutant: object) -> dict[str, object]:
    return {name: getattr(mutant, name) for name in ("kind", "item", "concept", "text", "found")}

"""`test --players`: seeded players walk every path of a case and look for what must never happen there."""

import json
from collections.abc import Sequence
from pathlib import Path

from miliary_chat.author.borrowed import borrowed
from miliary_chat.author.players import Failure, Walks, told, walk
from miliary_chat.cli.checking import paths_at
from miliary_chat.cli.endings import WRONG
from miliary_chat.cli.paper import Paper
from miliary_chat.cli.proving import playable
from miliary_chat.cli.wishes import Wishes
from miliary_chat.dialogue.script import Script


def send(wishes: Wishes, paths: Sequence[Path], players: int, *, as_json: bool) -> int:
    """Send `players` through the cases at `paths`, or all there are; 1 when something is wrong on any way."""
    paper = Paper.of_stdout()
    wrong, found = 0, []
    for path in paths_at(wishes, paths):
        loaded = playable(path)
        if loaded is None:
            wrong += 1
            continue
        packs = borrowed(path, Script.of_case(loaded.case, loaded.hash))
        walks = walk(loaded, players, wishes.seed or 0, packs=packs)
        wrong += not walks.clean
        found.append(_as_json(walks))
        if not as_json:
            print("\n".join((*map(paper.folded, told(walks)), "")), flush=True)
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    return WRONG if wrong else 0


def _as_json(walks: Walks) -> dict[str, object]:
    return {
        "title": walks.title,
        "players": walks.players,
        "seed": walks.seed,
        "turns": walks.turns,
        "clean": walks.clean,
        "faults": [_fault(failure) for failure in walks.faults],
        "lost": [{"item": lost.item, "mark": lost.mark, "said": list(lost.said)} for lost in walks.lost],
        "unreached": [{"item": piece.item, "sort": piece.sort, "name": piece.name} for piece in walks.unreached],
    }


def _fault(failure: Failure) -> dict[str, object]:
    return {
        "kind": failure.fault.kind,
        "what": failure.fault.what,
        "character": failure.character,
        "policy": failure.policy,
        "seed": failure.seed,
        "times": failure.times,
    }

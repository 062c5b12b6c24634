"""Makes the golden log of a release, once: python tests/session/golden/make.py FOLDER (which holds case.yaml).

A folder whose name ends in "-exam" gets the log of an exam, and what was ruled on it.
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

from miliary_chat.case.loaded import load_case
from miliary_chat.dialogue import actions as a, wire
from miliary_chat.dialogue.evolve import fold
from miliary_chat.dialogue.exam_events import Ruled
from miliary_chat.dialogue.score import marks
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.terms import BARE
from miliary_chat.exam.rulings import Human, Machine, pack
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import Moment
from miliary_chat.session.store.chain import extend, origin

ROUTE: tuple[a.Action, ...] = (
    a.Say("hello"),
    a.Say("Tell me about the cough"),
    a.Say("what is your favourite colour?"),
    a.Say("listen to the chest"),
    a.Skip(),
    a.Skip(),
    a.Say("This is a pneumonia."),
    a.Say("something bright"),
    a.AskHint(),
    a.Say("a collapsed lobe"),
    a.AskWhy(),
    a.Say("right lower"),
    a.Say("No pleural effusion."),
    a.AskHint(),
    a.Say("there is a crwon"),
    a.Say("yes"),
    a.Dispute(),
    a.Skip(),
    a.Say("Tooth in the right lung. I advise bronchoscopy."),
    a.Say("Lung cancer, mucus plug, pulmonary embolism"),
    a.Say("aspirated tooth"),
    a.Say("lung cancer leads"),
    a.Say("the tooth"),
    a.Say("lavage, CT chest"),
    a.Say("thrombolysis"),
    a.Say("bronchoscopy"),
    a.Skip(),
    a.Skip(),
    a.Say("aspiration"),
    a.Say("I do not know"),
    a.Say("no idea"),
    a.Say("take it out"),
    a.Choose(("b",)),
)
"""A person with good and bad moments, from the first word to the last."""


EXAM: tuple[a.Action, ...] = (
    a.Say("Tell me about the cough. listen to the chest"),
    a.Skip(),
    a.Say("This is a pneumonia."),
    a.Say("a collapsed right lobe, no effusion"),
    a.Flag("findings/describe"),
    a.Rest(),
    a.GoOn(),
    a.NoteClock(-3_600_000_000),
    a.AddTime(300_000_000, "Dr Ito", "fire alarm", "gift-1"),
    a.Skip(),
    a.Say("Lung cancer, mucus plug, probably an aspirated tooth"),
    a.Skip(),
    a.Say("lavage, CT chest"),
    a.Say("bronchoscopy"),
    a.Skip(),
    a.Choose(("b",)),
    a.Submit(drafts={}),
)
"""A candidate's way through the same case, in silence, against the clock."""


class Ticking:
    """A clock that goes on by a second and a bit whenever it is looked at."""

    def __init__(self) -> None:
        self._moment = Moment(1_800_000_000_000_000, 77)

    def now(self) -> Moment:
        self._moment = Moment(self._moment.utc_us + 1_234_567, self._moment.boot_us + 1_234_568)
        return self._moment


def plain(value: Any) -> Any:
    """A state as JSON can say it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    return value.value if isinstance(value, Enum) else value


def main(folder: Path) -> None:
    """Play the route with today's tutor and judge, and write what happened and what it came to."""
    loaded = load_case(folder)
    exam = folder.name.endswith("-exam")
    script = Script.of_case(loaded.case, loaded.hash, policy="exam" if exam else "guided", seed=2026)
    if exam:
        script = replace(script, terms=replace(BARE, exam="golden", limit_us=3_600_000_000, rest_us=600_000_000))
    attempt = Attempt.rehearse(script, (), Ticking())
    for action in EXAM if exam else ROUTE:
        attempt.send(action)
    if attempt.state.ended is None:
        sys.exit(f"The route ends before the case does, at {attempt.state.current}.")
    head = write(folder / "events.jsonl", origin("golden"), [wire.pack(one.event) for one in attempt.events])
    state = attempt.state
    if exam:
        found = attempt.judgement()
        missed = next(ref.id for ref in script.items if ref.stage == "findings")
        human = Ruled(
            missed,
            next(iter(loaded.case.stages["findings"].questions["describe"].expect)),
            50,
            "Dr Ito",
            "half",
            "lobe",
        )
        machine = Machine("golden", "0.2.0", "handed in", "miliary-chat", "", found)
        write(folder / "rulings.jsonl", head, [pack(machine), pack(Human(human))])
        state = fold([*found, human], state)
    came_to = {"state": plain(state), "marks": plain(marks(attempt.script, state))}
    words = json.dumps(came_to, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "came_to.json").write_text(words + "\n", encoding="utf-8")


def write(file: Path, head: str, payloads: list[str]) -> str:
    """Write a chain that hangs on `head`, a link a line; its end."""
    clock, lines = Ticking(), []
    for seq, payload in enumerate(payloads):
        [link] = extend(head, seq, clock.now(), [payload])
        head = link.hash
        lines.append(json.dumps(asdict(link), ensure_ascii=False))
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return head


if __name__ == "__main__":
    main(Path(sys.argv[1]))

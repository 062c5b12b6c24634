"""What is ruled on an exam that was handed in: the machine's judgement, in a chain of its own."""

import json

from miliary_chat import __version__
from miliary_chat.base.errors import IllegalMove
from miliary_chat.dialogue import wire
from miliary_chat.judge.version import judge_version
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import Clock
from miliary_chat.session.store.contract import Store


def judge(store: Store, attempt: Attempt, clock: Clock, *, why: str, by: str = "miliary-chat") -> bool:
    """Rule what the judge finds in an attempt that was handed in; False when there is a judgement already."""
    if attempt.state.ended is None:
        raise IllegalMove("This exam has not been handed in.", "It is judged after its end.")
    before = store.read_rulings(attempt.id)
    if before:
        return False
    events = [json.loads(wire.pack(event)) for event in attempt.judgement()]
    pins = dict.fromkeys(ref.case for ref in attempt.script.items)
    record = {
        "type": "Machine",
        "v": 1,
        "judge": judge_version(),
        "release": __version__,
        "why": why,
        "by": by,
        "note": "",
        "events": events,
        "cases": [[pin, pin] for pin in pins],
    }
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    store.append_rulings(attempt.id, len(before), [text], clock.now())
    return True

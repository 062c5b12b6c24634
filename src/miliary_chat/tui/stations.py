"""The rail of an attempt: its stages, and where one is among the questions of the open one."""

from miliary_chat.dialogue.events import ItemRef
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.dialogue.states import Phase
from miliary_chat.session.place import stage_name
from miliary_chat.tui.widgets.stage_rail import Station


def stations(script: Script, state: State) -> tuple[Station, ...]:
    """A station for each stage of the case that is played, and the debrief behind them."""
    current = script.ref(state.current) if state.current else None
    case = (current or script.items[-1]).case
    stages: dict[str, list[ItemRef]] = {}
    for ref in script.items:
        if ref.case == case:
            stages.setdefault(ref.stage, []).append(ref)
    rail = [_station(script, state, refs, current) for refs in stages.values()]
    return (*rail, Station("debrief", "now" if state.ended else "ahead"))


def _station(script: Script, state: State, refs: list[ItemRef], current: ItemRef | None) -> Station:
    name = stage_name(script, refs[0].id)
    if current in refs:
        place = f"{refs.index(current) + 1}/{len(refs)}" if len(refs) > 1 else ""
        return Station(name, "now", place)
    over = all(state.items[ref.id].phase is Phase.CLOSED for ref in refs if ref.id in state.items)
    return Station(name, "done" if over or state.ended else "ahead")

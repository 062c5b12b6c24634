"""`preview`: a case on the screen beside its problems, while its author writes it."""

from miliary_chat.author.bench.watching import look
from miliary_chat.base.called import called
from miliary_chat.base.errors import UsageError
from miliary_chat.base.sanitise import one_line
from miliary_chat.base.settings import read_settings
from miliary_chat.case.library import open_library
from miliary_chat.cli.playing import plainly
from miliary_chat.cli.wishes import Wishes
from miliary_chat.dialogue.script import Script
from miliary_chat.session.clock import SystemClock


def preview(wishes: Wishes, case: str, stage: str | None) -> int:
    """Show a case while it is being written; the exit code."""
    place = open_library(wishes.cases).place_of(case)
    if plainly(wishes):
        name = one_line(str(place))
        raise UsageError(
            "A preview needs a whole terminal.",
            f"Line by line, “{called(f'check {name}')}” lists the problems and"
            f" “{called(f'play {name} --plain --new')}” plays the case.",
        )
    loaded = look(place).loaded if stage is not None else None
    if loaded is not None:
        stages = Script.of_case(loaded.case, loaded.hash).stages()
        if stage not in stages:
            raise UsageError(
                f"There is no stage “{one_line(stage or '', limit=60)}” here.", f"It has: {', '.join(stages)}."
            )
    from miliary_chat.tui.authoring import run_preview

    return run_preview(
        place,
        clock=SystemClock(),
        settings=read_settings().settings,
        stage=stage,
        seed=wishes.seed or 0,
        graphics=wishes.graphics,
        theme=wishes.theme,
    )

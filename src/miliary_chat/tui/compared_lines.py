"""Two columns of a table of look-alikes as blocks: what separates them first."""

from collections.abc import Iterator

from miliary_chat.case.look_alikes import Feature, LookAlikes
from miliary_chat.tui.blocks import Block, Grid, Heading, Prose, run, toned
from miliary_chat.tui.transcript_lines import NEAR


def compared_blocks(table: LookAlikes, left: str, right: str) -> list[Block]:
    """The rows that tell two diagnoses apart, how to look for them, the other rows, and what never separates."""
    return list(_blocks(table, left, right))


def _blocks(table: LookAlikes, left: str, right: str) -> Iterator[Block]:
    apart = table.between(left, right)
    alike = [feature for feature in table.features.values() if feature not in apart]
    head = ("", table.diagnoses[left].short, table.diagnoses[right].short)
    if apart:
        yield Heading("what separates them")
        yield Grid(head, tuple(_row(feature, left, right) for feature in apart))
    if alike:
        yield Heading("what looks the same")
        yield Grid(head, tuple(_row(feature, left, right) for feature in alike))
    if table.does_not_separate:
        words = "; ".join(table.does_not_separate)
        yield Prose(run(("does not separate them: ", "quiet"), words), NEAR, "near", gap=True)
    if apart:
        yield Heading("how to look")
        for number, feature in enumerate(apart):
            yield Prose(run((f"{feature.label}. ", "strong"), feature.look), gap=number > 0)
    yield Prose(toned("A teaching aid, not medical advice; not yet reviewed by a radiologist.", "quiet"), gap=True)


def _row(feature: Feature, left: str, right: str) -> tuple[str, str, str]:
    return feature.label, feature.cells[left].say, feature.cells[right].say

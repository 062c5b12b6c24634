"""The report: tables as Markdown, so that they can stand in a page as they are printed."""

from collections.abc import Iterable, Mapping, Sequence

from accuracy.counting import Tally
from accuracy.misses import Miss

_HEAD = (
    *("", "answers", "met: precision", "met: recall", "met or near: recall", "near: precision"),
    *("misconceptions: precision", "recall", "denied: credited", "seen", "marks within 10", "all right"),
)


def table(rows: Iterable[tuple[str, Tally]], first: str) -> str:
    """A Markdown table with a row for each tally."""
    lines = [" | ".join((first, *_HEAD[1:])), " | ".join(["---", *["---:"] * (len(_HEAD) - 1)])]
    lines += [" | ".join((name, *_cells(tally))) for name, tally in rows]
    return "\n".join(f"| {line} |" for line in lines)


def _cells(tally: Tally) -> Sequence[str]:
    count = tally.counts
    return (
        str(count["answers"]),
        _rate(tally.share("met right", "met said")),
        _rate(tally.share("met right", "met")),
        _rate(tally.reached),
        _rate(tally.share("near right", "near said")),
        _rate(tally.share("misconceptions right", "misconceptions said")),
        _rate(tally.share("misconceptions right", "misconceptions")),
        f"{count['denied credited']} of {count['denied']}" if count["denied"] else "",
        _rate(tally.share("denied seen", "denied")),
        _rate(tally.share("close", "answers")),
        _rate(tally.share("whole", "answers")),
    )


def _rate(share: float | None) -> str:
    return "" if share is None else f"{share:.2f}"


def by_name(tallies: Mapping[str, Tally]) -> list[tuple[str, Tally]]:
    """Rows by name, those with the highest recall first."""
    return sorted(tallies.items(), key=lambda row: (-(row[1].share("met right", "met") or 0), row[0]))


def told(miss: Miss) -> str:
    """A miss in a few lines."""
    phrasings = miss.concept.accept or tuple(" / ".join(group) for group in miss.concept.require)
    return (
        f"- {miss.labelled.id} ({miss.labelled.persona}), {miss.labelled.rubric}/{miss.concept.id}: {miss.what}\n"
        f"  phrasings: {'; '.join(phrasings)}\n"
        f"  answer: {' '.join(miss.labelled.answer.split())}\n"
        f"  judge: {miss.why}"
    )

"""Draw the life of an item from the table that rules it, into docs/dialogue.md.

python scripts/draw_states.py          writes the diagram and the table between the marks
python scripts/draw_states.py --check  exits 1 when the page is not what the table says
"""

import sys
from collections import defaultdict
from pathlib import Path

from miliary_chat.dialogue.states import TRANSITIONS, Phase

PAGE = Path(__file__).resolve().parent.parent / "docs" / "dialogue.md"
BEGIN, END = "<!-- made by scripts/draw_states.py: begin -->", "<!-- made by scripts/draw_states.py: end -->"


def drawing() -> str:
    """The diagram (Mermaid) and, for those who cannot see it, the same as a table."""
    arrows: dict[tuple[Phase, Phase], list[str]] = defaultdict(list)
    for (before, event), after in TRANSITIONS.items():
        arrows[before, after].append(event.__name__)
    lines = ["```mermaid", "stateDiagram-v2", "    [*] --> unseen"]
    for (before, after), events in arrows.items():
        label = ", ".join(events) if before is not after else f"{len(events)} kinds of talk"
        lines.append(f"    {before.value} --> {after.value}: {label}")
    lines += ["    closed --> [*]", "```", "", "| from | to | events |", "|---|---|---|"]
    lines += [f"| {b.value} | {a.value} | {', '.join(events)} |" for (b, a), events in arrows.items()]
    return "\n".join(lines)


def page(text: str) -> str:
    """The page with what stands between the marks made anew."""
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n\n{drawing()}\n\n{END}{tail}"


def main() -> int:
    """Write or check; 1 when the check fails."""
    old = PAGE.read_text(encoding="utf-8")
    new = page(old)
    if "--check" in sys.argv[1:]:
        return int(old != new)
    PAGE.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Follow a page for authors as a reader would: put its case together, run its commands, compare what is shown.

python scripts/follow_page.py               exits 1 when docs/writing-cases.md shows what the program does not say
python scripts/follow_page.py --write       puts what the program says into the page; read it again afterwards
python scripts/follow_page.py --into DIR    leaves the case of the page in DIR
"""

import argparse
import sys
import tempfile
from pathlib import Path

import set_up.gate  # noqa: F401  an old Python leaves here, with one sentence
from pages.blocks import blocks
from pages.following import Follower, Shown

PAGE = Path(__file__).resolve().parent.parent / "docs" / "writing-cases.md"


def main(arguments: list[str]) -> int:
    """Follow the page; 1 when something on it is not so."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--into", type=Path)
    asked = parser.parse_args(arguments)
    text = PAGE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as place:
        follower = Follower((asked.into or Path(place)).resolve())
        wrong = [shown for block in blocks(text) if (shown := follower.follow(block)) is not None]
    for shown in wrong:
        print(shown.difference(PAGE.name))
    if asked.write and wrong:
        PAGE.write_text(_mended(text, wrong), encoding="utf-8")
    return 1 if wrong and not asked.write else 0


def _mended(text: str, wrong: list[Shown]) -> str:
    lines = text.split("\n")
    for shown in reversed(wrong):
        first = shown.block.line
        lines[first : first + len(shown.block.lines)] = shown.mended()
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

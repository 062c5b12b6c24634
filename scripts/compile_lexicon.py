"""Compiles the judge's YAML into one file that loads fast: python3 scripts/compile_lexicon.py [--check].

To be run after every change below src/miliary_chat/judge/data; with --check nothing is written, and the exit code is 1
when the file is out of date. A file that is out of date is never used, so that forgetting this only costs time.
"""

import sys
from importlib import resources
from pathlib import Path

import set_up.gate  # noqa: F401  an old Python leaves here, with one sentence
from set_up.in_venv import in_venv


def main(arguments: list[str]) -> int:
    """Write the file, or look whether it is up to date."""
    outside = in_venv(__file__, arguments)
    if outside is not None:
        return outside
    from miliary_chat.judge.compiled import NAME, digest, dump, yaml_files
    from miliary_chat.judge.shipped import cues_from_yaml, lexicon_from_yaml

    folder = resources.files("miliary_chat.judge") / "data"
    text = dump(lexicon_from_yaml(), cues_from_yaml(), digest(yaml_files(folder)))
    file = Path(str(folder / NAME))
    if file.exists() and file.read_text(encoding="utf-8") == text:
        print(f"{NAME} is up to date.")
        return 0
    if "--check" in arguments:
        print(f"{NAME} is out of date: run python3 scripts/compile_lexicon.py", file=sys.stderr)
        return 1
    file.write_text(text, encoding="utf-8")
    print(f"{NAME} is written.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

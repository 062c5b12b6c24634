"""Measures how right the judge is: python3 scripts/judge_accuracy.py [FOLDER...] [--by question|persona] [--misses N].

A FOLDER holds answers.jsonl (id, rubric, answer, persona, met, misconceptions, negated) and rubrics.yaml; without any,
the sets that come with the project are taken. Beside the judge stand RapidFuzz's scores over the same phrasings.
"""

import argparse
import sys
from pathlib import Path

import set_up.gate  # noqa: F401  an old Python leaves here, with one sentence
from set_up.in_venv import in_venv

SETS = Path(__file__).parent / "accuracy" / "sets"


def main(arguments: list[str]) -> int:
    """Print the tables; 0 whatever they say: accuracy is watched here, not judged."""
    asked = _parser().parse_args(arguments)
    outside = in_venv(__file__, arguments)
    if outside is not None:
        return outside
    from accuracy.counting import joined, over_all, tally
    from accuracy.labelled import read_set
    from accuracy.misses import worst
    from accuracy.report import by_name, table, told
    from accuracy.verdicts import by_fuzzy_score, by_the_judge

    sets = [read_set(folder) for folder in asked.folders or sorted(SETS.iterdir())]
    judges = [by_the_judge(one.rubrics) for one in sets]
    rows = [(one.name, over_all(one, judge)) for one, judge in zip(sets, judges, strict=True)]
    if len(rows) > 1:
        rows.append(("all", joined(tally for _, tally in rows)))
    for score, threshold in (("partial_ratio", 85), ("token_set_ratio", 85), ("partial_ratio", 60)):
        fuzzy = (over_all(one, by_fuzzy_score(one.rubrics, score, threshold)) for one in sets)
        rows.append((f"RapidFuzz {score} >= {threshold}", joined(fuzzy)))
    if asked.page:
        _write_into(asked.page, table(rows, "set"))
    print(table(rows, "set"))
    for by in asked.by or ():
        for one, judge in zip(sets, judges, strict=True):
            group = (lambda labelled: labelled.rubric) if by == "question" else (lambda labelled: labelled.persona)
            print(f"\n{one.name}, by {by}\n\n{table(by_name(tally(one, judge, group)), by)}")
    for one, judge in zip(sets, judges, strict=True) if asked.misses else ():
        print(f"\n{one.name}, the worst misses\n")
        print("\n".join(told(miss) for miss in worst(one, judge, asked.misses)))
    return 0


_BEGIN, _END = "<!-- accuracy: begin -->", "<!-- accuracy: end -->"


def _write_into(page: Path, made: str) -> None:
    before, rest = page.read_text(encoding="utf-8").split(_BEGIN)
    page.write_text(f"{before}{_BEGIN}\n\n{made}\n\n{_END}{rest.split(_END)[1]}", encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="judge_accuracy.py", description="How right the judge is.")
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="folders of labelled answers")
    parser.add_argument("--page", type=Path, help="write the first table between the marks in this page too")
    parser.add_argument("--by", action="append", choices=("question", "persona"), help="a table for each of these too")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="the N worst misses of each set")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Writes what pingouin makes of simulated classes, to test the item analysis: python scripts/analysis_oracle.py [FILE].

Needs pingouin (`pip install pingouin`), which the program itself does not. Every run simulates the same classes.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from math import exp
from pathlib import Path
from random import Random
from statistics import NormalDist
from typing import Any

HOME = Path(__file__).resolve().parent.parent / "tests" / "exam" / "data" / "pingouin.json"
NOT_GIVEN = "."


@dataclass(frozen=True, slots=True)
class Plan:
    """A class to simulate.

    `steps`: the maximum of each item, in turn; `slope`: how well the items discriminate on average, 0 not at all;
    `drawn`: how many of the items each candidate is given, 0 for all of them.
    """

    name: str
    candidates: int
    items: int
    steps: tuple[int, ...]
    slope: float
    seed: int
    drawn: int = 0


PLANS = (
    Plan("right or wrong, 8 candidates", 8, 5, (1,), 1.5, 11),
    Plan("right or wrong, 40 candidates", 40, 25, (1,), 1.2, 12),
    Plan("right or wrong, 200 candidates", 200, 40, (1,), 1.0, 13),
    Plan("partial marks, 8 candidates", 8, 5, (4,), 1.5, 21),
    Plan("partial marks, 40 candidates", 40, 25, (4, 2, 1, 9), 1.2, 22),
    Plan("partial marks, 200 candidates", 200, 30, (1, 5), 1.0, 23),
    Plan("everybody guesses", 60, 12, (1,), 0.0, 31),
    Plan("12 of 20 items drawn", 120, 20, (1, 3), 1.2, 41, drawn=12),
)


def simulate(plan: Plan) -> tuple[list[int], list[str]]:
    """The maxima, and a row of digits for each candidate, with a dot for an item that was not given.

    A two-parameter logistic model: who has ability t passes a step of difficulty b on an item of slope a with the
    probability 1 / (1 + exp(-a (t - b))). An item's score is how many of its steps one throw passes (Samejima's graded
    responses; with one step, right or wrong). Only `random()` is drawn from: it alone is the same in every Python.
    """
    chance = Random(plan.seed)
    maxima = [plan.steps[index % len(plan.steps)] for index in range(plan.items)]
    slopes = [plan.slope * (0.5 + chance.random()) for _ in maxima]
    steps = [[_normal(chance) for _ in range(maximum)] for maximum in maxima]
    rows = []
    for _ in range(plan.candidates):
        ability, given = _normal(chance), _draw(chance, plan)
        throws = [chance.random() for _ in maxima]
        rows.append(
            "".join(
                str(sum(throw < 1 / (1 + exp(-slope * (ability - step))) for step in own))
                if place in given
                else NOT_GIVEN
                for place, (throw, slope, own) in enumerate(zip(throws, slopes, steps, strict=True))
            )
        )
    return maxima, rows


def _normal(chance: Random) -> float:
    return NormalDist().inv_cdf(min(max(chance.random(), 1e-9), 1 - 1e-9))


def _draw(chance: Random, plan: Plan) -> set[int]:
    order = sorted(range(plan.items), key=[chance.random() for _ in range(plan.items)].__getitem__)
    return set(order[: plan.drawn or plan.items])


def scores(rows: list[str]) -> tuple[tuple[float | None, ...], ...]:
    """The rows as numbers."""
    return tuple(tuple(None if cell == NOT_GIVEN else float(cell) for cell in row) for row in rows)


def numbers(maxima: list[int], rows: list[str]) -> dict[str, Any]:
    """What pingouin says: alpha (null where draws differ), and each item's correlation with the rest, as fractions."""
    pingouin, pandas = import_module("pingouin"), import_module("pandas")
    class_ = pandas.DataFrame(scores(rows), dtype=float)
    complete = not class_.isna().any().any()
    alpha = float(pingouin.cronbach_alpha(class_)[0]) if complete else None
    return {"alpha": alpha, "item_rest": list(_item_rest(pingouin, pandas, class_, maxima))}


def _item_rest(pingouin: Any, pandas: Any, class_: Any, maxima: list[int]) -> Iterator[float | None]:
    worth = class_.notna() * maxima
    for item in class_.columns:
        rest = class_.drop(columns=item).sum(axis=1) / worth.drop(columns=item).sum(axis=1)
        both = pandas.DataFrame({"item": class_[item], "rest": rest}).dropna()
        constant = both["item"].nunique() < 2 or both["rest"].nunique() < 2
        yield None if constant else float(pingouin.corr(both["item"], both["rest"], method="pearson")["r"].iloc[0])


def main(file: Path) -> None:
    """Write every class with its numbers to `file`."""
    classes = []
    for plan in PLANS:
        maxima, rows = simulate(plan)
        classes.append({"name": plan.name, "maxima": maxima, "rows": rows, "pingouin": numbers(maxima, rows)})
    whole = {"pingouin": import_module("pingouin").__version__, "classes": classes}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HOME)

"""Rows of a list, their cells one below the other."""

from collections.abc import Sequence


def print_rows(rows: Sequence[tuple[str, ...]]) -> None:
    """Print rows, each column as wide as its widest cell."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())

"""A case's file gets spacing and places from what is true of its films, and nothing else of it changes."""

from pathlib import Path

import pytest

from phantoms.into_case import place

CASE = """\
format: 1  # a remark
images:
  film:
    file: film.png
    mm_per_pixel: 0.34
    regions:
      apex: {label: right apex, box: [1, 2, 3, 4], window: lung}
      node: {label: "a node, left", box: [0, 0, 1, 1], window: soft, slice: 1}
  other:
    mm_per_pixel: 0.34
    regions:
      apex-2: {label: right apex, box: [1, 2, 3, 4], window: lung}

stages:
  findings: {question: "box: [1, 2, 3, 4]?", expect: {x: [dots]}}
"""
TRUTH = {
    "film": {
        "mm_per_pixel": 0.1674,
        "regions": {
            "right-apex": {"label": "right apex", "box": [10, 20.4, 30.6, 40]},
            "node": {"label": "a node, left", "box": [5, 6, 7, 8], "slice": 9},
        },
    }
}


def test_only_spacing_boxes_and_slices_of_the_named_picture_change(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(CASE, "utf-8")
    place(file, TRUTH)
    meant = CASE.replace("0.34", "0.1674", 1).replace("[1, 2, 3, 4]", "[10, 20, 31, 40]", 1)
    meant = meant.replace("[0, 0, 1, 1], window: soft, slice: 1", "[5, 6, 7, 8], window: soft, slice: 9")
    assert file.read_text("utf-8") == meant
    place(file, TRUTH)
    assert file.read_text("utf-8") == meant, "a second time changes nothing"


def test_a_place_that_the_truth_does_not_know_is_named_with_those_there_are(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(CASE.replace("right apex, box", "left apex, box", 1), "utf-8")
    with pytest.raises(KeyError, match="left apex is no place of this film; it has right apex, a node, left"):
        place(file, TRUTH)

"""docs/packs.md tells what there is."""

import re
from pathlib import Path

from miliary_chat.case.loaded import Loaded
from miliary_chat.case.pack import names, take

PAGE = (Path(__file__).parents[2] / "docs" / "packs.md").read_text(encoding="utf-8")


def test_the_page_lists_every_pack_with_what_it_is_for() -> None:
    listed = dict(re.findall(r"^\| `([a-z-]+)` \| (\w+) \|", PAGE, re.MULTILINE))
    assert listed == {name: take(name).pack.kind for name in names()}


def test_the_example_on_the_page_is_a_case() -> None:
    found = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    case = Loaded.from_source(f"format: 1\nid: a\ntitle: T\ndiagnosis: D\n{found[1]}".encode()).case
    assert list(case.stages) == ["history", "workup"]

"""The compiled lexicon: the same as the YAML, up to date, and never used when it is not."""

import json
from importlib import resources
from pathlib import Path

import pytest

from miliary_chat.judge import compiled, shipped
from miliary_chat.judge.concept import Concept
from miliary_chat.judge.lexicon import Lexicon
from miliary_chat.judge.rubric import Rubric

DATA = resources.files("miliary_chat.judge") / "data"


@pytest.fixture(scope="module")
def from_yaml() -> Lexicon:
    return shipped.lexicon_from_yaml()


def test_the_compiled_file_is_made_from_the_yaml_beside_it(from_yaml: Lexicon) -> None:
    made_from = compiled.digest(compiled.yaml_files(DATA))
    text = compiled.dump(from_yaml, shipped.cues_from_yaml(), made_from)
    held = (DATA / compiled.NAME).read_text(encoding="utf-8")
    assert json.loads(held)["made_from"] == made_from, "run python3 scripts/compile_lexicon.py"
    assert held == text, "run python3 scripts/compile_lexicon.py"


def test_it_gives_the_same_lexicon_and_cues(from_yaml: Lexicon) -> None:
    held = compiled.read_compiled()
    assert held is not None
    loaded = compiled.load_lexicon(held)
    assert dict(loaded.terms.all()) == dict(from_yaml.terms.all())
    for name in (
        "family",
        "shorts",
        "implied",
        "opposites",
        "axes",
        "confusable",
        "stop",
        "frame",
        "spoken",
        "implicit",
    ):
        assert getattr(loaded, name) == getattr(from_yaml, name), name
    assert {atom: set(loaded.wordings(atom)) for atom in loaded.surfaces} == {
        atom: set(from_yaml.wordings(atom)) for atom in from_yaml.surfaces
    }
    assert dict(compiled.load_cues(held)) == shipped.cues_from_yaml()


def test_a_line_changed_in_the_yaml_is_heeded_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, content in compiled.yaml_files(DATA):
        (tmp_path / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / name).write_bytes(content)
    (tmp_path / "data" / compiled.NAME).write_bytes((DATA / compiled.NAME).read_bytes())
    monkeypatch.setattr(resources, "files", lambda _: tmp_path)
    compiled.read_compiled.cache_clear()
    try:
        assert compiled.read_compiled() is not None
        compiled.read_compiled.cache_clear()
        with (tmp_path / "data" / "shorthand.yaml").open("a") as file:
            file.write("nodz: nodules\n")
        assert compiled.read_compiled() is None
    finally:
        compiled.read_compiled.cache_clear()


def test_both_judge_alike(from_yaml: Lexicon) -> None:
    concepts = [Concept("e", accept=("pleural effusion",)), Concept("n", accept=("no hilar lymphadenopathy",))]
    slow, fast = Rubric(concepts, from_yaml), Rubric(concepts)
    for answer in ("small L efusion, hila ok", "no LN", "nothing", "fluid in the pleura but no nodes"):
        assert slow.judge(answer) == fast.judge(answer)

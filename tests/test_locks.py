"""The locked versions fit what the project asks for, and name no address."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from set_up import ready

ROOT = Path(__file__).parent.parent


def test_the_locks_hold_every_dependency_at_a_version_that_fits() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    for kind, wanted in (("run", project["dependencies"]), ("test", project["dependencies"] + extras)):
        pins = _pins(kind)
        for requirement in map(Requirement, wanted):
            versions = pins.get(canonicalize_name(requirement.name), set())
            assert versions, f"{requirement.name} is not in {kind}.txt: python scripts/renew_locks.py"
            assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_the_tutor_runs_with_the_versions_that_are_tested() -> None:
    run, test = _pins("run"), _pins("test")
    assert {name: test.get(name) for name in run} == run


@pytest.mark.parametrize("kind", ready.KINDS)
def test_every_locked_package_has_hashes_and_no_address(kind: str) -> None:
    text = Path(ready.lock_file(str(ROOT), kind)).read_text(encoding="utf-8")
    assert "://" not in text
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert all("--hash=sha256:" in block for block in blocks)


def _pins(kind: str) -> dict[str, set[Version]]:
    pins: dict[str, set[Version]] = {}
    for line in Path(ready.lock_file(str(ROOT), kind)).read_text(encoding="utf-8").splitlines():
        if found := re.match(r"([\w.-]+)==([\w.]+)", line):
            pins.setdefault(found[1], set()).add(Version(found[2]))
    return pins

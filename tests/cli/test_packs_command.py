"""`miliary-chat packs`: what an author can see of the shared packs."""

import json

import pytest

from miliary_chat.case.pack import names
from miliary_chat.cli.main import main

Captured = pytest.CaptureFixture[str]


def test_the_packs_are_listed_with_their_size(capsys: Captured) -> None:
    assert main(["packs"]) == 0
    out, err = capsys.readouterr()
    assert [line.split()[0] for line in out.splitlines()] == list(names())
    assert "22 replies" in out
    assert "use: [basic-bloods]" in err


def test_a_pack_is_shown_with_ids_ways_and_the_answers_that_may_be_overridden(capsys: Captured) -> None:
    assert main(["packs", "chest-history"]) == 0
    out = capsys.readouterr().out
    assert "\northopnoea: breath when lying flat\n  reached by: orthopnoea, PND" in out
    assert "\n  reply: I sleep flat on one pillow" in out
    assert max(len(line) for line in out.splitlines()) <= 118


def test_programs_get_the_same_as_json(capsys: Captured) -> None:
    assert main(["packs", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in listed] == list(names())
    for one in listed:
        assert main(["packs", one["id"], "--json"]) == 0
        shown = json.loads(capsys.readouterr().out)
        counted = [member for member in shown["members"] if member["part"] in ("interview", "orders")]
        assert len(counted) == one["count"] == shown["count"]
        assert all(way["by"] and way["key"] and way["answer"] for member in shown["members"] for way in member["ways"])


def test_a_name_that_is_no_pack_is_answered_with_the_one_that_was_meant(capsys: Captured) -> None:
    assert main(["packs", "chest-histroy"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "There is no pack “chest-histroy”; did you mean “chest-history”?" in err

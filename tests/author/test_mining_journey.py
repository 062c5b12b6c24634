"""A whole journey: trainees fail with a wording, the author accepts it, and the next one is understood."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from miliary_chat.author.mining.beside import read_beside
from miliary_chat.author.mining.ear import Ear
from miliary_chat.author.mining.proposing import Decision, propose
from miliary_chat.case.loaded import load_case
from miliary_chat.cli.main import main
from miliary_chat.cli.mining_talk import Talk
from miliary_chat.cli.paper import Paper
from miliary_chat.dialogue import events as e
from miliary_chat.session.store import Store, open_store
from mined import CASE, case_in, mined, talk

Captured = pytest.CaptureFixture[str]
FOLDER = "two-shadows"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the case and the attempts lie."""
    monkeypatch.setenv("MILIARY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MILIARY_DB", str(tmp_path / "attempts.db"))
    monkeypatch.setattr("miliary_chat.cli.endings.heed_termination", lambda: None)
    return tmp_path


@pytest.fixture
def store(place: Path) -> Iterator[Store]:
    store = open_store(f"sqlite:///{place}/attempts.db")
    case = case_in(place)
    talk(store, case, "a snow storm", person="trainee-anna")
    talk(store, case, "snowstorm", "trachea is shoved over by something", person="trainee-bob")
    yield store
    store.close()


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """What makes the program believe in a terminal, at which somebody types these lines."""

    def types(*lines: str) -> None:
        left = list(lines)

        def read(prompt: str = "") -> str:
            print(prompt, end="")
            if not left:
                raise EOFError
            print(left[0])
            return left.pop(0)

        monkeypatch.setattr("builtins.input", read)
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
        monkeypatch.setenv("NO_COLOR", "1")

    return types


def met(store: Store, place: Path, said: str) -> set[str]:
    """What a trainee is credited for who says that now."""
    attempt = talk(store, load_case(place / FOLDER), said, person=f"somebody who says {said}")
    return {record.event.concept for record in attempt.events if isinstance(record.event, e.Credited)}


def test_an_accepted_wording_is_understood_from_then_on(
    store: Store, place: Path, typing: Callable[..., None], capsys: Captured
) -> None:
    assert met(store, place, "snow storm, I would say") == set()
    typing("o", "1", "e", "snowstorm", "a", "y")
    assert main(["mine", str(place / FOLDER)]) == 0
    out = capsys.readouterr().out
    assert "+        accept: [tiny nodules, micronodules, snowstorm]   # the usual words" in out
    assert "small-nodules missed -> met" in out
    assert "trainee-" not in out
    assert (place / FOLDER / "case.yaml.bak").read_text() == CASE
    assert met(store, place, "snow storm, I would say") == {"small-nodules"}
    answers = (place / FOLDER / "answers.yaml").read_text()
    assert "met: [small-nodules], by: trainees" in answers
    assert "met: [inlet], by: trainees" in answers
    assert read_beside(place / FOLDER / "case.yaml").answers is not None


PACKED = """
  history:
    question: Ask her.
    use: [chest-history]
    interview:
      cough: {reply: Ten weeks now.}
      wheeze: It whistles.
      garden: {ask: [garden], reply: Roses.}
"""


@pytest.fixture
def packed(place: Path, store: Store) -> Path:
    """The case with a history out of a pack."""
    file = place / FOLDER / "case.yaml"
    file.write_text(CASE.rstrip("\n") + PACKED, encoding="utf-8")
    return file


def test_a_case_that_uses_packs_is_mined_and_stays_as_it_was_written(
    store: Store, packed: Path, typing: Callable[..., None], capsys: Captured
) -> None:
    typing("o", "1", "e", "snowstorm", "a", "y")
    assert main(["mine", str(packed.parent)]) == 0
    written = CASE.replace("micronodules]", "micronodules, snowstorm]").rstrip("\n")
    assert packed.read_text(encoding="utf-8").startswith(written[: written.index("      # Say")])
    assert packed.read_text(encoding="utf-8").endswith(PACKED)


@pytest.mark.parametrize(
    ("concept", "choice", "key"),
    [
        ("cough", "accept", "accept"),  # adds to the pack's, where `ask` would replace them
        ("cough", "reject", "reject"),
        ("garden", "accept", "ask"),
        ("wheeze", "accept", None),  # a text alone is the reply
        ("fever", "accept", None),  # only the pack has it
    ],
)
def test_a_phrasing_never_takes_the_place_of_a_packs(packed: Path, concept: str, choice: str, key: str | None) -> None:
    ear = Ear(load_case(packed), packed.read_bytes())
    assert ear.key_for(ear.targets("history/main")[concept], choice) == key


@pytest.mark.parametrize("last", [("n",), (), ("",)])
def test_nothing_is_written_without_a_yes(
    store: Store, place: Path, typing: Callable[..., None], capsys: Captured, last: tuple[str, ...]
) -> None:
    typing("o", "1", "a", "q", *last)
    assert main(["mine", str(place / FOLDER)]) == 0
    assert "Nothing was written." in capsys.readouterr().out
    assert [path.name for path in (place / FOLDER).iterdir()] == ["case.yaml"]


def test_a_dry_run_shows_everything_and_writes_nothing(
    store: Store, place: Path, typing: Callable[..., None], capsys: Captured
) -> None:
    typing("o", "1", "a", "q")
    assert main(["mine", str(place / FOLDER), "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert "answers.yaml as it would be" in out
    assert out.rstrip().endswith("this was only to look.")
    assert (place / FOLDER / "case.yaml").read_text() == CASE


def test_a_case_that_changes_meanwhile_is_not_overwritten(
    store: Store, place: Path, typing: Callable[..., None], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    typing("o", "1", "a", "q", "y")
    import miliary_chat.cli.mining as command

    shown = command._shown

    def and_edited(*arguments: object) -> list[str]:
        (place / FOLDER / "case.yaml").write_text(CASE + "# edited\n")
        return shown(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(command, "_shown", and_edited)
    assert main(["mine", str(place / FOLDER)]) == 1
    assert "was changed while you were deciding" in capsys.readouterr().err
    assert (place / FOLDER / "case.yaml").read_text() == CASE + "# edited\n"
    assert not (place / FOLDER / "answers.yaml").exists()


def test_a_case_that_may_not_be_changed_can_be_looked_at_and_the_way_out_is_told(
    store: Store, place: Path, typing: Callable[..., None], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("miliary_chat.cli.mining.os.access", lambda path, mode: False)
    typing("o", "1", "a", "q")
    assert main(["mine", str(place / FOLDER)]) == 0
    told = capsys.readouterr()
    assert f"to {place / 'home' / 'cases' / FOLDER}" in told.err
    assert "only to look" in told.out


def test_without_a_terminal_there_is_only_a_list(store: Store, place: Path, capsys: Captured) -> None:
    assert main(["mine", str(place / FOLDER)]) == 0
    told = capsys.readouterr()
    assert "1. findings/main: What do you see?" in told.out
    assert told.err == "3 answers of 2 attempts; 2 to decide.\n"


def test_json_is_for_programs_and_names_nobody(store: Store, place: Path, capsys: Captured) -> None:
    assert main(["mine", str(place / FOLDER), "--json"]) == 0
    out = capsys.readouterr().out
    assert [(one["text"], one["count"], one["meant"]) for one in json.loads(out)] == [
        ("a snow storm", 2, None),
        ("trachea is shoved over by something", 1, "inlet"),
    ]
    assert "trainee-" not in out


def test_feedback_goes_from_a_department_to_an_author(
    store: Store, place: Path, typing: Callable[..., None], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = place / "to-author.jsonl"
    typing("y")
    assert main(["feedback", "export", str(place / FOLDER), "--out", str(out)]) == 0
    shown = capsys.readouterr().out
    for line in out.read_text().splitlines():
        assert json.loads(line)["text"] in shown
        assert "trainee-" not in line
    # The author has the case and the file, and nobody's attempts.
    monkeypatch.setenv("MILIARY_DB", str(place / "author.db"))
    assert main(["feedback", "show", str(out)]) == 0
    typing("o", "1", "e", "snowstorm", "q", "y")
    capsys.readouterr()
    assert main(["mine", str(place / FOLDER), str(out)]) == 0
    assert "small-nodules missed -> met" in capsys.readouterr().out
    assert "snowstorm" in (place / FOLDER / "case.yaml").read_text()


def test_feedback_is_written_unseen_only_when_that_is_said(store: Store, place: Path, capsys: Captured) -> None:
    out = place / "to-author.jsonl"
    call = ["feedback", "export", str(place / FOLDER), "--out", str(out)]
    assert main(call) == 2
    assert "Add --yes" in capsys.readouterr().err
    assert not out.exists()
    assert main([*call, "--yes"]) == 0
    assert len(out.read_text().splitlines()) == 3
    assert main([*call, "--yes"]) == 2
    assert "is there already" in capsys.readouterr().err


def test_a_case_that_only_the_store_has_left_is_exported_too(store: Store, place: Path, capsys: Captured) -> None:
    (place / FOLDER / "case.yaml").unlink()
    out = place / "to-author.jsonl"
    assert main(["feedback", "export", "--out", str(out), "--yes"]) == 0
    assert {json.loads(line)["case"] for line in out.read_text().splitlines()} == {FOLDER}
    assert "Names inside the words are for you to find" in capsys.readouterr().err


def test_no_is_no(store: Store, place: Path, typing: Callable[..., None], capsys: Captured) -> None:
    typing("")
    assert main(["feedback", "export", str(place / FOLDER), "--out", str(place / "x.jsonl")]) == 0
    assert "Nothing was written." in capsys.readouterr().out
    assert not (place / "x.jsonl").exists()


def test_a_change_that_answers_yaml_speaks_against_is_told_first(store: Store, place: Path) -> None:
    (place / FOLDER / "answers.yaml").write_text(
        "answers:\n  findings:\n    - {say: the snowstorm of 1978, missed: [small-nodules]}\n"
    )
    case = load_case(place / FOLDER)
    beside = read_beside(place / FOLDER / "case.yaml")
    ear, pile, _, groups = mined(store, case, beside)
    snow = next(group for group in groups if "snow" in group.first.text)
    proposal = propose(ear, beside, pile, [Decision(snow, "accept", "small-nodules", "snowstorm")])
    assert [(change.text, change.expected) for change in proposal.against] == [("the snowstorm of 1978", "missed")]
    assert proposal.changes[0] is proposal.against[0]


def test_a_phrasing_that_the_judge_hears_otherwise_is_named(store: Store, place: Path) -> None:
    case = load_case(place / FOLDER)
    beside = read_beside(place / FOLDER / "case.yaml")
    ear, pile, _, groups = mined(store, case, beside)
    accepted = Decision(groups[0], "accept", "small-nodules", "snowstorm")
    rejected = Decision(groups[0], "reject", "small-nodules", "snowstorm")
    assert propose(ear, beside, pile, [accepted]).unheard == ()
    assert propose(ear, beside, pile, [accepted, rejected]).unheard == (accepted,)


def test_the_keys_go_back_and_forth_and_the_last_word_counts(store: Store, place: Path) -> None:
    ear, _, _, groups = mined(store, load_case(place / FOLDER))
    keys = iter(["b", "o", "x", "o", "2", "a", "b", "o", "1", "r", "?", "huh", "l", "q"])
    said: list[str] = []
    decisions = Talk(ear, groups, Paper(coloured=False, width=100), lambda prompt: next(keys), said.append).run()
    assert [(one.choice, one.concept) for one in decisions] == [("reject", "small-nodules")]
    assert "This is the first one." in said
    assert any("is none of the keys" in line for line in said)
    assert any("There is no number “x”" in line for line in said)

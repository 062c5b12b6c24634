"""`new`: a case to begin with."""

import sys
from pathlib import Path

import miliary_chat
from miliary_chat.author.beginning import ID, ID_LIMIT, begin, id_from
from miliary_chat.base.called import called
from miliary_chat.base.errors import UsageError
from miliary_chat.cli.endings import tell


def new(id_: str | None, title: str | None, into: Path, *, yes: bool) -> int:
    """Ask for what was not given, write the case, and say what comes next."""
    if not yes and not (title and id_) and not sys.stdin.isatty():
        raise UsageError("Nobody is there to be asked.", "Give --title and --id, and --yes.")
    title = title or _asked(
        "What will trainees read in the list? It must not name the diagnosis", "A stitch in the side", yes
    )
    suggested = id_from(title) or "my-case"
    id_ = id_ or _asked_id(suggested, yes)
    files = begin(into / id_, id_, title)
    place = files[0].parent
    tell(f"{place} is there: {', '.join(file.name for file in files)}.")
    print(f"""It plays already. Open {files[0]} in any editor and replace its patient by yours, line by line.

{_calls(place)}

{_page("writing-cases.md")} writes a first case with you, step by step.""")
    return 0


def _page(name: str) -> str:
    """Where a page for authors lies: in a checkout beside the program, else inside the installed package."""
    shipped = Path(miliary_chat.__file__).parent / "docs" / name
    return str(shipped) if shipped.exists() else f"docs/{name}"


_NEXT = {
    "play {}": "as a trainee",
    "preview {}": "beside its mistakes; every save is taken up",
    "check {}": "every mistake, and what may be unfair",
    "try {}": "type answers, see what is heard in them",
    "test {}": "replay the answers that lie beside it",
}


def _calls(place: Path) -> str:
    """What can be done with the case now, in the order in which one comes to need it."""
    shown = f'"{place}"' if " " in str(place) else str(place)
    calls = {called(words.format(shown)): why for words, why in _NEXT.items()}
    width = max(map(len, calls))
    return "\n".join(f"  {call:{width}}  {why}" for call, why in calls.items())


def _asked(question: str, default: str, yes: bool) -> str:
    if yes:
        return default
    print(f"{question}\n[{default}] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip() or default


def _asked_id(default: str, yes: bool) -> str:
    """Ask until it is an id; marks and reports go by it, so it stays."""
    while True:
        answer = _asked(
            "Its id, for files and reports (small letters, digits, hyphens); it should never change", default, yes
        )
        if ID.fullmatch(answer) and len(answer) <= ID_LIMIT:
            return answer
        default = id_from(answer) or default
        tell(f"“{answer[:40]}” is no id. How about {default}?")

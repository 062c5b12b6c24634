"""`feedback`: what a case did not understand, as anonymous lines for its author; shown before it is written."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from miliary_chat.author.mining.ear import Ear
from miliary_chat.author.mining.feedback_file import BadLine, Feedback, feedback_of, read_feedback
from miliary_chat.author.mining.gathering import Pile, gather
from miliary_chat.author.mining.sifting import sift
from miliary_chat.base.called import called
from miliary_chat.base.errors import CaseError, MiliaryError, UsageError
from miliary_chat.base.paths import store_url
from miliary_chat.base.sanitise import one_line
from miliary_chat.base.whole import write_whole
from miliary_chat.case.library import Library, open_library
from miliary_chat.case.loaded import Loaded
from miliary_chat.cli.endings import WRONG, tell
from miliary_chat.cli.mining import Progress
from miliary_chat.cli.mining_page import quoted, times
from miliary_chat.cli.wishes import Wishes
from miliary_chat.dialogue.events import Started
from miliary_chat.judge.version import judge_version
from miliary_chat.session.store import Store, open_store

_MOST_SHOWN = 50
_KINDS = {
    "claimed": "disputed",
    "near": "nearly understood",
    "unrecognised": "not understood",
    "unclaimed": "not understood",
}


def export(wishes: Wishes, case: str | None, out: Path, *, sure: bool, show: bool) -> int:
    """Show every line, ask, and write; 2 without a terminal to ask in, unless it was said beforehand."""
    if not sure and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("Nobody is there to look at the lines first.", "Add --yes to write them all the same.")
    if out.exists():
        raise UsageError(f"{one_line(str(out))} is there already.", "Name a file that is not.")
    store = open_store(store_url(wishes.db))
    found: Counter[str] = Counter()
    lines: list[Feedback] = []
    try:
        for loaded in _cases(store, open_library(wishes.cases), case):
            lines += _lines(store, loaded, found)
    finally:
        store.close()
    if not lines:
        tell("There is nothing to send: everything that was said has been understood.")
        return 0
    for line in _told(lines, None if show else _MOST_SHOWN):
        print(line)
    tell(_masked_words(found))
    if not sure and not _says_yes(f"Write {_count(len(lines))} to {one_line(str(out))}? [y/N] "):
        print("Nothing was written.")
        return 0
    _write(out, lines)
    tell(f"{_count(len(lines)).capitalize()} written to {one_line(str(out))}. Send it to the case's author.")
    return 0


def show(path: Path) -> int:
    """Print what a feedback file holds; 1 when some lines hold none."""
    shown = one_line(str(path))
    lines: list[Feedback] = []
    bad: list[BadLine] = []
    try:
        with path.open("rb") as stream:
            for one in read_feedback(stream):
                bad.append(one) if isinstance(one, BadLine) else lines.append(one)
    except OSError as error:
        raise UsageError(f"{shown} cannot be read: {error.strerror}.") from error
    for line in _told(lines, None):
        print(line)
    for wrong in bad[:_MOST_SHOWN]:
        tell(f"{shown}:{wrong.number}: {wrong.why}.")
    if len(bad) > _MOST_SHOWN:
        tell(f"{shown}: and {len(bad) - _MOST_SHOWN:,} more such lines.")
    if not lines:
        tell(f"{shown} holds no feedback.")
    else:
        tell(f"{_count(len(lines)).capitalize()}. “{called(f'mine {lines[0].case} FILE')}” lets the author decide.")
    return WRONG if bad or not lines else 0


def _cases(store: Store, library: Library, name: str | None) -> Iterator[Loaded]:
    """The case of that name, or every case that has attempts; as the library has it, else as it was kept."""
    if name is not None:
        yield library.find(name)
        return
    newest: dict[str, str] = {}
    for summary in store.attempts():
        if summary.source.startswith("case:"):
            newest.setdefault(summary.source.removeprefix("case:"), summary.id)
    for case, attempt in sorted(newest.items()):
        try:
            yield library.find(case)
        except CaseError:
            kept = _kept(store, attempt)
            if kept is not None:
                yield kept


def _kept(store: Store, attempt: str) -> Loaded | None:
    """The case as an attempt began it; None, and why is said, when it cannot be read."""
    try:
        first = store.read_events(attempt)[0].event
        return store.read_case(first.items[0].case) if isinstance(first, Started) and first.items else None
    except MiliaryError as error:
        tell(f"A case was left out: {error.what}")
        return None


def _lines(store: Store, loaded: Loaded, found: Counter[str]) -> Iterator[Feedback]:
    """What a case did not understand, by question and frequency; `found` counts what was masked."""
    ear, pile = Ear(loaded), Pile()
    gather(store, ear, pile)
    for why in dict.fromkeys(pile.unread):
        tell(f"An attempt was left out: {why}")
    with Progress(len(pile.answers)) as progress:
        sifted = sift(pile, ear, step=progress.step)
    found.update(sifted.masked)
    order = {item: place for place, item in enumerate(ear.items)}
    for wording in sorted(sifted.wordings, key=lambda one: (order[one.item], -one.count, one.text)):
        yield feedback_of(loaded.case.id, wording, judge_version())


def _told(lines: Sequence[Feedback], most: int | None) -> Iterator[str]:
    """The lines for people: all that they say, under the question that they answer."""
    place = ""
    for line in lines[:most]:
        here = f"{line.case}, {line.item}"
        if here != place:
            yield here
            place = here
        about = f" as “{line.concept}”" if line.concept else ""
        yield f"  {times(line.count)}: {quoted(line.text, 2_000)} ({_KINDS[line.kind]}{about})"
    if most is not None and len(lines) > most:
        yield f"and {len(lines) - most:,} more; --show prints them all"


def _masked_words(found: Counter[str]) -> str:
    masks = ", ".join(f"{count} {name}{'s' if count > 1 else ''}" for name, count in sorted(found.items()))
    hidden = f"Masked: {masks}. " if masks else ""
    return (
        f"{hidden}Each line holds a case, a question, the words, how often they were said, and nothing about who said"
        " them. Names inside the words are for you to find: read them before you send them."
    )


def _says_yes(question: str) -> bool:
    try:
        return input(question).strip().lower() in ("y", "yes")
    except EOFError:
        print()
        return False


def _count(lines: int) -> str:
    return "1 line" if lines == 1 else f"{lines:,} lines"


def _write(out: Path, lines: Sequence[Feedback]) -> None:
    """A new file, complete or not there at all."""
    try:
        write_whole(out, "".join(f"{line.line()}\n" for line in lines).encode())
    except OSError as error:
        raise MiliaryError(f"{one_line(str(out))} cannot be written: {error.strerror or error}.") from error

"""`export`: a case, or what was missed in an attempt, as flashcards for Anki."""

from pathlib import Path

from miliary_chat.base.called import called
from miliary_chat.base.errors import MiliaryError, UsageError
from miliary_chat.base.paths import store_url
from miliary_chat.base.sanitise import one_line
from miliary_chat.base.whole import write_whole
from miliary_chat.case.library import open_library
from miliary_chat.case.loaded import Loaded
from miliary_chat.cli.endings import tell
from miliary_chat.cli.wishes import Wishes
from miliary_chat.report.anki import Package, package
from miliary_chat.report.decks import deck_of_attempt, deck_of_case
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import SystemClock
from miliary_chat.session.store import open_store


def export(wishes: Wishes, case: str, anki: Path | None, attempt: str | None) -> int:
    """Write the cards of a case, or of what was missed in an attempt of it, into the file `anki`; the exit code."""
    if anki is None:
        raise UsageError("Say what to export.", f"Flashcards for Anki: {called('export CASE --anki FILE.apkg')}")
    if anki.suffix.lower() != ".apkg":
        raise UsageError(f"{one_line(str(anki))} does not end in .apkg.", "Anki imports only files that do.")
    if attempt is None:
        loaded = open_library(wishes.cases).find(case)
        _write(anki, package(deck_of_case(loaded), lambda image: _picture(loaded, image), _now()))
        return 0
    store = open_store(store_url(wishes.db))
    try:
        made = _missed(Attempt.resume(store, attempt, SystemClock()), case, wishes)
    finally:
        store.close()
    if made is None:
        tell("Nothing was missed in that attempt that a card could be made of, so there is no file.")
    else:
        _write(anki, made)
    return 0


def _missed(attempt: Attempt, case: str, wishes: Wishes) -> Package | None:
    """The cards of an attempt; None when there are none."""
    played = next(iter(attempt.script.cases.values())).id
    name = attempt.id[:8]
    if case != played and open_library(wishes.cases).find(case).case.id != played:
        advice = f"Write: {called(f'export {played} --anki FILE.apkg --attempt {name}')}"
        raise UsageError(f"Attempt {name} is one of {played}.", advice)
    if attempt.state.ended is None:
        raise UsageError(f"Attempt {name} is not finished.", f"Go on with it: {called(f'resume {name}')}")
    deck = deck_of_attempt(attempt.script, attempt.state, (record.event for record in attempt.events))
    return package(deck, attempt.picture, _now()) if deck.cards else None


def _picture(loaded: Loaded, image: str) -> bytes | None:
    """A picture's bytes; a file that is gone is as good as one that never was."""
    try:
        return loaded.images[image].read_bytes() if image in loaded.images else None
    except OSError as error:
        tell(f"The picture {image} cannot be read: {error.strerror}. Its cards have words instead.")
        return None


def _now() -> int:
    return SystemClock().now().utc_us // 1_000_000


def _write(file: Path, made: Package) -> None:
    """Write beside it first: a file that is there already goes only when the new one is whole."""
    try:
        write_whole(file, made.data)
    except OSError as error:
        words = f"{one_line(str(file))} cannot be written: {error.strerror or error}."
        raise MiliaryError(words, "What was there is untouched.") from error
    for trouble in made.troubles:
        tell(f"{trouble} Its cards have words instead.")
    tell(f"{made.told} into {one_line(str(file))}; import it in Anki with File, Import.")

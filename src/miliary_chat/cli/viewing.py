"""`view`: pictures by themselves, files or pictures of cases; on a whole terminal the viewer, else in words."""

from pathlib import Path

from miliary_chat.base.errors import MiliaryError, UsageError
from miliary_chat.base.sanitise import one_line
from miliary_chat.base.settings import read_settings
from miliary_chat.case.library import Library, open_library
from miliary_chat.case.reader import case_file
from miliary_chat.cli.endings import tell, tell_error
from miliary_chat.cli.playing import plainly
from miliary_chat.cli.wishes import Wishes
from miliary_chat.picture.decode import read
from miliary_chat.session.clock import SystemClock
from miliary_chat.tui.film import Film, film_of, load_film, picture_bytes

_UNTOLD = "What it shows is what a trainee is asked; --full tells."


def view(wishes: Wishes, names: list[str], mm: float | None, *, full: bool) -> int:
    """Show pictures, each a file or CASE/IMAGE; the exit code: 1 when one of them could not be read.

    `full` gives an expert's words, which name what a trainee is asked for.
    """
    films, wrong = [], 0
    for name in names:
        try:
            films += _films(name, wishes, mm)
        except UsageError:
            raise
        except MiliaryError as error:
            wrong = tell_error(error)
    if not films:
        return wrong
    if plainly(wishes):
        print("\n\n".join(f"{film.caption}\n{(full and film.full) or film.neutral or _UNTOLD}" for film in films))
        return wrong
    from miliary_chat.tui.viewing import run_view

    code = run_view(
        films,
        may_tell=full,
        clock=SystemClock(),
        settings=read_settings().settings,
        graphics=wishes.graphics,
        theme=wishes.theme,
    )
    return code or wrong


def _films(name: str, wishes: Wishes, mm: float | None) -> list[Film]:
    path = Path(name)
    if path.is_file() or path.suffix:
        return [film_of(read(path, mm_per_pixel=mm), one_line(path.name, limit=80))]
    return _of_case(name, open_library(wishes.cases))


def _of_case(name: str, library: Library) -> list[Film]:
    """All pictures of a case, or the one that is named after a slash."""
    case, image = _case_and_image(name)
    loaded = library.find(case)
    if loaded.trouble:
        tell(loaded.trouble)
    images = loaded.case.images
    if image and image not in images:
        raise UsageError(f"“{one_line(image, limit=60)}” is no picture of this case.", f"It has: {', '.join(images)}.")
    if not images:
        raise UsageError("This case has no pictures.")
    wanted = [image] if image else list(images)
    if image and images[image].compare:
        wanted.append(str(images[image].compare))
    return [load_film(loaded.case, one, picture_bytes(loaded, one)) for one in wanted]


def _case_and_image(name: str) -> tuple[str, str]:
    """A case by its path or its id, and the picture that is named after the last slash, if one is."""
    path = Path(name)
    if path.is_dir():
        return name, ""
    if path.parent != Path() and case_file(path.parent).is_file():
        return str(path.parent), path.name
    case, _, image = name.partition("/")
    return case, image

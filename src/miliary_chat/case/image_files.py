"""The files of a case's pictures: inside its folder, and there or not yet there."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

from miliary_chat.case.model import Case, CaseImage, OwnPicture
from miliary_chat.case.nodes import MapNode
from miliary_chat.case.places import locate
from miliary_chat.case.problems import Problem


def escapes(image: CaseImage | OwnPicture) -> str | None:
    """Return why an image's file name does not stay within the case's folder; None when it does."""
    if image.file is None:
        return None
    windows = PureWindowsPath(image.file)
    if windows.drive or windows.root or PurePosixPath(image.file).is_absolute():
        return f"“{image.file}” is not inside the case's folder. Put the file there and write its name."
    if ".." in windows.parts:
        return f"“{image.file}” leaves the case's folder. Put the file there and write its name."
    return f"Write “{image.file}” with forward slashes." if "\\" in image.file else None


def image_files(case: Case, root: MapNode, where: str, folder: Path) -> Iterator[Problem]:
    """Yield a problem for every picture that leads out of `folder`, a notice for every one that is not there."""
    for image in case.images.values():
        if image.file is None:
            continue
        line, column = locate(root, ("pictures" if image.id in case.pictures else "images", image.id, "file")).at_value
        try:
            file = (folder / image.file).resolve()
            inside = file.is_relative_to(folder.resolve())
            there = file.is_file()
        except (OSError, RuntimeError, ValueError):
            inside, there = True, False
        if not inside:
            words = f"“{image.file}” leads out of the case's folder. Put the file itself there."
            yield Problem(where, line, column, "E309", words)
        elif not there:
            words = f"“{image.file}” is not there yet. The case plays on the picture's description."
            yield Problem(where, line, column, "N401", words)

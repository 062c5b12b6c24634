"""`strip`: clean copies of pictures, each for itself or as one stack, and what went from their headers."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from miliary_chat.base.errors import MiliaryError, UsageError
from miliary_chat.base.sanitise import one_line
from miliary_chat.base.whole import write_whole
from miliary_chat.cli.endings import WRONG, tell
from miliary_chat.picture.decode import read_bytes
from miliary_chat.picture.dicom import is_dicom
from miliary_chat.picture.identifiers import BURNT, Identifier, identifiers
from miliary_chat.picture.problem import PictureError
from miliary_chat.picture.segments import PNG
from miliary_chat.picture.stacking import Stack, stacked
from miliary_chat.picture.stripping import stripped

_SUFFIXES = {"PNG": (".png",), "JPEG": (".jpg", ".jpeg"), "DICOM": (".dcm", ".dicom", ".ima")}
_KNOWN = {suffix for suffixes in _SUFFIXES.values() for suffix in suffixes}
_LOOK = "Look at each picture before you pass it on: text that is burnt into its pixels is still there."


@dataclass(frozen=True)
class _Cleaned:
    """A file, its copy, what went and what could not go; `problem` where there is no copy."""

    file: Path
    into: Path | None = None
    went: tuple[Identifier, ...] = ()
    stays: tuple[Identifier, ...] = ()
    problem: str = ""


def strip_files(files: Sequence[Path], into: Path | None, *, as_json: bool) -> int:
    """Write a clean copy of each file, beside it or into a folder, and print what went; 1 when one has none.

    UsageError when a copy would take the place of another file; nothing is written then.
    """
    _refuse_to_overwrite(files, into)
    _make(into)
    done = [_strip(file, into) for file in files]
    if as_json:
        _print_json(done)
    else:
        for one in done:
            if one.into is not None:
                print(f"{_shown(one.file)} -> {_shown(one.into)}: {_told(one.went)}")
    for one in done:
        for left in one.stays:
            tell(f"{_shown(one.file)} still has {left.what} ({left.tag}).")
        if one.problem:
            tell(one.problem)
    if any(one.into for one in done):
        tell(_LOOK)
    return WRONG if any(one.problem for one in done) else 0


def stack_files(files: Sequence[Path], out: Path, into: Path | None, *, as_json: bool) -> int:
    """Write the files as one animated PNG, a slice each, and print what a case says of it."""
    if out.suffix.lower() != ".png":
        raise UsageError(f"{_shown(out)} does not end in .png.", "A stack is an animated PNG.")
    out = out if into is None else into / out.name
    if out.exists():
        raise UsageError(f"{_shown(out)} is there already.", "Give the stack another name.")
    _make(into)
    contents = [(one_line(file.name, limit=80), read_bytes(file)) for file in files]
    made = stacked(contents, one_line(out.name, limit=80))
    went = [_Cleaned(file, out, _gone(data, name)) for file, (name, data) in zip(files, contents, strict=True)]
    _write(out, made.png)
    if as_json:
        _print_json(went)
    else:
        print("\n".join(_lines(out, made)))
    tell(f"{_shown(out)} has {made.frames} slices, from {made.order[0]} to {made.order[-1]}.")
    tell(f"From the headers {_told(tuple(sorted({one for each in went for one in each.went})))}")
    for sentence in (made.doubt, _LOOK):
        if sentence:
            tell(sentence)
    return 0


def _gone(data: bytes, name: str) -> tuple[Identifier, ...]:
    """What a slice told beside its pixels."""
    return tuple(one for one in identifiers(data, name) if one.tag != BURNT)


def _lines(out: Path, made: Stack) -> list[str]:
    """What to put under `images:` in the case, if the file lies beside it."""
    name = re.sub(r"[^a-z0-9]+", "-", out.stem.lower()).strip("-")[:60].strip("-") or "stack"
    kind = "CT" if made.hounsfield else "A series"
    lines = [f"  {name}:", f"    file: {json.dumps(out.name, ensure_ascii=False)}", f"    caption: {kind}"]
    if made.mm_per_pixel is not None:
        lines.append(f"    mm_per_pixel: {made.mm_per_pixel:g}")
    if made.hounsfield is not None:
        black, step = made.hounsfield
        lines.append(f"    hounsfield: {{black: {black:g}, step: {step:g}}}")
    apart = f", {made.slice_mm:.3g} mm apart" if made.slice_mm else ""
    lines.append(f"    describe: {made.frames} slices{apart}.  # what an expert sees in them")
    return ["# under images: in the case", *lines]


def _strip(file: Path, into: Path | None) -> _Cleaned:
    try:
        name, data = one_line(file.name, limit=80), read_bytes(file)
        held, clean = identifiers(data, name), stripped(data, name=name)
        stays = identifiers(clean, name)
        copy = _copy_of(file, into, clean)
        if copy.exists():
            return _Cleaned(file, problem=f"{_shown(copy)} is there already, so {name} has no clean copy yet.")
        _write(copy, clean)
    except PictureError as error:
        return _Cleaned(file, problem=str(error))
    return _Cleaned(file, copy, tuple(one for one in held if one not in stays), stays)


def _refuse_to_overwrite(files: Sequence[Path], into: Path | None) -> None:
    copies: dict[Path, Path] = {}
    for file in files:
        try:
            copy = _copy_of(file, into, read_bytes(file))
        except PictureError:
            continue  # it is told with the others
        if copy.exists():
            raise UsageError(f"{_shown(copy)} is there already.", "Delete it, or give another folder with --into.")
        if copy in copies:
            words = f"{_shown(copies[copy])} and {_shown(file)} would both become {_shown(copy)}."
            raise UsageError(words, "Name them one by one, each with a folder of its own.")
        copies[copy] = file


def _copy_of(file: Path, into: Path | None, data: bytes) -> Path:
    """The name of a clean copy: NAME.clean.EXT, with an ending that fits what is in it."""
    kind = "DICOM" if is_dicom(data) else "PNG" if data.startswith(PNG) else "JPEG"
    known = file.suffix.lower() in _KNOWN
    fits = file.suffix.lower() in _SUFFIXES[kind]
    stem = file.stem if known else file.name
    return (into or file.parent) / f"{stem}.clean{file.suffix if fits else _SUFFIXES[kind][0]}"


def _make(into: Path | None) -> None:
    if into is None:
        return
    try:
        into.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"{_shown(into)} is no folder to write into: {error.strerror}.", "Name another one."
        ) from error


def _write(file: Path, content: bytes) -> None:
    try:
        write_whole(file, content)
    except OSError as error:
        why = error.strerror or error
        raise MiliaryError(f"{_shown(file)} cannot be written: {why}.", "Name another folder with --into.") from error


def _told(went: Sequence[Identifier]) -> str:
    if not went:
        return "there was nothing that identifies anybody."
    return f"left behind: {', '.join(f'{one.tag} ({one.what})' for one in went)}."


def _print_json(done: Sequence[_Cleaned]) -> None:
    rows = [
        {
            "file": str(one.file),
            "into": str(one.into) if one.into else None,
            "removed": [found._asdict() for found in one.went],
            "left": [found._asdict() for found in one.stays],
            "problem": one.problem or None,
        }
        for one in done
    ]
    print(json.dumps(rows, ensure_ascii=False, indent=2))


def _shown(path: Path) -> str:
    return one_line(str(path), limit=200)

"""What an exam file says of itself: one JSON text that names the hash of everything else in it."""

import hashlib
import json
import re
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from miliary_chat import __version__
from miliary_chat.base.errors import MiliaryError
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.candidates import LARGEST_FACTOR, MOST

FORMAT = 1
"""The newest format of an exam file that this release reads and writes."""

NEEDS = "0.2.0"
"""The first release that reads this format."""

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Short = Annotated[str, Field(max_length=500)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Seat(_Part):
    """A candidate without a name: the code, what multiplies every limit, and the seconds of rest breaks."""

    code: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")]
    factor: Annotated[float, Field(ge=1, le=LARGEST_FACTOR)]
    rest_s: Annotated[int, Field(ge=0, le=86_400)]


class Pinned(_Part):
    """A case without keys: its neutral id, the full case's hash, the SHA-256 of the bytes, its pictures' by id."""

    id: Annotated[str, Field(pattern=r"^case-[0-9a-f]{12}$")]
    hash: Hash
    sha256: Hash
    images: dict[str, Hash]

    @property
    def member(self) -> str:
        """The name that it has in the file."""
        return f"cases/{self.id}.json"


class Manifest(_Part):
    """An exam file's contents. `blueprint` is the exam as it is sat, its cases by their neutral ids; `blueprint_hash`
    is that of the examiner's own file; `word` is the invigilator's, salted and hashed.
    """

    format: int
    needs: Short
    release: Short
    judge: Short
    exam: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
    title: Annotated[str, Field(min_length=1, max_length=4_000)]
    blueprint: str
    blueprint_hash: Hash
    candidates: Annotated[list[Seat], Field(max_length=MOST)]
    cases: Annotated[list[Pinned], Field(min_length=1, max_length=2_000)]
    word: Annotated[str, Field(pattern=r"^([0-9a-f]{32}:[0-9a-f]{64})?$")]

    @property
    def pictures(self) -> tuple[str, ...]:
        """The hashes of all pictures, sorted, once each."""
        return tuple(sorted({pin for case in self.cases for pin in case.images.values()}))

    def text(self) -> bytes:
        """The manifest as canonical JSON."""
        return json.dumps(self.model_dump(), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


class PackError(MiliaryError):
    """An exam file cannot be used: it is damaged, altered, or of a newer release."""


def pack_hash(text: bytes) -> str:
    """What an exam file is pinned by: the SHA-256 of its manifest."""
    return hashlib.sha256(text).hexdigest()


def read_manifest(text: bytes) -> Manifest:
    """The manifest in these bytes; PackError when it is none, is not canonical, or is of a newer release."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise damaged("its list of contents cannot be read") from error
    if not isinstance(record, dict) or not isinstance(record.get("format"), int):
        raise damaged("its list of contents is none")
    if record["format"] > FORMAT:
        wrote, needs = (one_line(str(record.get(key, "?")), limit=30) for key in ("release", "needs"))
        raise PackError(
            f"This exam file was made by miliary-chat {wrote} and needs at least {needs}; this is {__version__}.",
            "Update miliary-chat on this machine, or have the file made by this release.",
        )
    try:
        manifest = Manifest.model_validate(record)
        if manifest.format != FORMAT or manifest.text() != text:
            raise damaged("its list of contents was written by something else")
    except (ValidationError, UnicodeEncodeError) as error:
        raise damaged("its list of contents is not as it should be") from error
    for names in ([case.id for case in manifest.cases], [seat.code.casefold() for seat in manifest.candidates]):
        if len(set(names)) < len(names):
            raise damaged("something is in it twice")
    return manifest


def damaged(what: str) -> PackError:
    """The error for an exam file that is not what was packed."""
    return PackError(f"This exam file is damaged or was altered: {what}.", "Copy it again from the examiner.")


def matches(name: str) -> bool:
    """Whether a name is one that a member of an exam file can have."""
    return re.fullmatch(r"manifest\.json|cases/case-[0-9a-f]{12}\.json|images/[0-9a-f]{64}", name) is not None

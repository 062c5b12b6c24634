"""How long a run-length encoded frame of DICOM (PS3.5, annex G) becomes, without unpacking it."""

import struct

_SPARE = 2
"""Bytes by which a segment may be longer than its samples: encoders pad."""


def rle_is_too_long(frame: bytes, most: int) -> bool:
    """Whether a segment of `frame` unpacks to more than `most` bytes: it would fill memory before anybody noticed."""
    count, *starts = struct.unpack_from("<16L", frame)
    starts = starts[:count]
    ends = [*starts[1:], len(frame)]
    return any(_is_longer(frame, start, end, most + _SPARE) for start, end in zip(starts, ends, strict=True))


def _is_longer(frame: bytes, at: int, end: int, most: int) -> bool:
    length = 0
    while at < min(end, len(frame)) and length <= most:
        control = frame[at]
        if control < 128:
            length, at = length + control + 1, at + control + 2
        else:
            length, at = length + (257 - control if control > 128 else 0), at + 2 - (control == 128)
    return length > most

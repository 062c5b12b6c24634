"""The one hierarchy of errors that a person may see: each says what happened and what to do next."""


class MiliaryError(Exception):
    """Something went wrong that a person can mend. `advice` is the sentence that says how."""

    def __init__(self, what: str, advice: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.what} {self.advice}".strip()


class CaseError(MiliaryError):
    """A case cannot be read or used."""


class StoreError(MiliaryError):
    """The store cannot be opened, read or written; nothing that was stored before is touched."""


class StoreFull(StoreError):
    """There is no room for the last write; nothing changed."""


class Unsettled(StoreError):
    """The connection broke while the last write was committed: whether it was stored is not known yet."""


class NewerStore(StoreError):
    """The store was written by a newer release."""


class Conflict(StoreError):
    """Somebody else wrote to the attempt meanwhile."""


class IllegalMove(MiliaryError):
    """The dialogue's protocol does not allow this now; nothing changed."""


class TimeOver(IllegalMove):
    """An exam's time is over; what was typed in time was handed in."""


class UsageError(MiliaryError):
    """The call is wrong: an unknown case, attempt or option."""

"""What a command line asks for. Knows nothing of the library that reads it, which the home screen starts without."""

from dataclasses import dataclass, fields, replace
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for on the command line, as far as it was."""

    plain: bool = False
    db: str | None = None
    seed: int | None = None
    cases: tuple[Path, ...] = ()
    theme: str | None = None
    graphics: str | None = None

    def over(self, before: "Wishes") -> "Wishes":
        """These wishes where there are any, else those that stood before the command; folders add up."""
        own = {field.name: getattr(self, field.name) for field in fields(self)}
        said = {name: value for name, value in own.items() if value is not None and value is not False}
        return replace(before, **{**said, "cases": before.cases + self.cases})

"""Look-alikes side by side, as a case holds them: a column a diagnosis, a row a feature."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, model_validator

from miliary_chat.case.scalars import Id, Ids, Model, Text, Texts, frozen


class Comparison(Model):
    """Look-alikes side by side: a column a diagnosis, a row a feature, and what does not separate them.

    `ids` name the columns for the entries of the differential; the first column is the case's own diagnosis. `look`
    says of a row how to look, `separates` which rows tell a column from the first, `table` where all that comes from.
    With `use` the columns `own` and `beside` of a shipped table stand in place of all that; they are written out
    (comparing.py) before the model is made, and the three keys stand here for whoever lists the keys there are.
    """

    use: Id | None = None
    own: Id | None = None
    beside: Ids = ()
    columns: Texts = ()
    rows: Annotated[Mapping[Text, Texts], frozen] = Field(default_factory=dict)
    does_not_separate: Texts = ()
    ids: Ids = ()
    look: Annotated[Mapping[Text, Text], frozen] = Field(default_factory=dict)
    separates: Annotated[Mapping[Id, Texts], frozen] = Field(default_factory=dict)
    table: Id | None = None

    @model_validator(mode="after")
    def _rectangular(self) -> "Comparison":
        if not (self.columns and self.rows):
            raise ValueError("a table needs “columns” and “rows”, or “use” with “own” and “beside”")
        for feature, cells in self.rows.items():
            if len(cells) != len(self.columns):
                raise ValueError(f"row “{feature}” has {len(cells)} cells, the table has {len(self.columns)} columns")
        if self.ids and len(self.ids) != len(self.columns):
            raise ValueError(f"there are {len(self.ids)} “ids” for {len(self.columns)} columns")
        told = [*self.look, *(row for rows in self.separates.values() for row in rows)]
        if unknown := next((row for row in told if row not in self.rows), None):
            raise ValueError(f"“{unknown}” is no row of the table")
        if stray := next((column for column in self.separates if column not in self.ids), None):
            raise ValueError(f"“{stray}” is none of the “ids” of the columns")
        return self

    def cell(self, row: str, column: str) -> str:
        """What stands in a row under the column with this id. KeyError, ValueError for what there is not."""
        return self.rows[row][self.ids.index(column)]

    def apart(self, column: str) -> tuple[str, ...]:
        """The rows that separate a column from the case's own; for the own column all rows."""
        return tuple(self.rows) if column == self.ids[0] else self.separates.get(column, ())


__all__ = ["Comparison"]

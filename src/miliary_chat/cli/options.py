"""The options that several commands share; they may stand before or after the command."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from miliary_chat.cli.wishes import Wishes

Plain = Annotated[bool, typer.Option("--plain", help="Line by line, nothing but text.")]
Db = Annotated[str | None, typer.Option("--db", metavar="URL", help="Keep attempts here: a file, or a database's URL.")]
Seed = Annotated[
    int | None, typer.Option("--seed", metavar="N", help="Choose among the tutor's phrases by this number.")
]
Cases = Annotated[list[Path] | None, typer.Option("--cases", metavar="DIR", help="Look for cases here too.")]
Theme = Annotated[Literal["dark", "light"] | None, typer.Option("--theme", help="The colours of the screens.")]
Graphics = Annotated[
    Literal["auto", "half", "kitty", "sixel", "none"] | None,
    typer.Option("--graphics", help="How the screens draw pictures."),
]
Json = Annotated[bool, typer.Option("--json", help="For programs.")]
CaseName = Annotated[str, typer.Argument(metavar="CASE", help="A case's id, or the path of a case.")]
From = Annotated[str | None, typer.Option("--from", metavar="STAGE", help="Begin at this stage.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing.")]


def wishes_of(ctx: typer.Context, *, cases: list[Path] | None = None, **said: Any) -> Wishes:
    """The wishes of a command's own options over those that stood before it."""
    own = Wishes(cases=tuple(cases or ()), **said)
    before = ctx.find_object(Wishes)
    return own.over(before) if before else own

"""The commands for marks: `mark` and `regrade`, to be added to the group `exam`."""

from pathlib import Path
from typing import Annotated

import typer

from miliary_chat.cli.options import Cases, Db, Json, Plain, Theme, wishes_of

marks = typer.Typer()

ExamName = Annotated[str, typer.Argument(metavar="EXAM", help="An exam's id, or the path of its file or folder.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who marks; by default whoever is logged in.")]
SignedBy = Annotated[str, typer.Option("--by", metavar="NAME", help="Who regrades; kept with every ruling.")]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="Why; kept with every ruling.")]
Apply = Annotated[bool, typer.Option("--apply", help="Write the rulings; without it you only see the difference.")]
CaseFile = Annotated[
    list[Path] | None, typer.Option("--case", metavar="PATH", help="Judge by this edited case; same questions.")
]


@marks.command()
def mark(
    ctx: typer.Context,
    exam: ExamName,
    by: By = "",
    plain: Plain = False,
    db: Db = None,
    cases: Cases = None,
    theme: Theme = None,
) -> None:
    """Decide what the machine could not: one wording, one key, once for everybody who wrote it."""
    from miliary_chat.cli.exam_marking import mark_exam

    raise typer.Exit(mark_exam(wishes_of(ctx, plain=plain, db=db, cases=cases, theme=theme), exam, by))


@marks.command()
def regrade(
    ctx: typer.Context,
    exam: ExamName,
    case: CaseFile = None,
    really: Apply = False,
    by: SignedBy = "",
    why: Why = "",
    json: Json = False,
    db: Db = None,
    cases: Cases = None,
) -> None:
    """Judge an exam anew, with today's judge or a mended case; you see the difference first."""
    from miliary_chat.cli.exam_regrading import regrade

    wishes = wishes_of(ctx, db=db, cases=cases)
    raise typer.Exit(regrade(wishes, exam, tuple(case or ()), really=really, by=by, why=why, as_json=json))

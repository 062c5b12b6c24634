"""`exam results` as it is called."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from miliary_chat.cli.options import Db, Json, wishes_of

exam_results_app = typer.Typer()

Exam = Annotated[str, typer.Argument(metavar="EXAM", help="An exam's id, or the path of an exam.")]
Csv = Annotated[Path | None, typer.Option("--csv", metavar="FOLDER", help="Write files for spreadsheets here.")]
Html = Annotated[Path | None, typer.Option("--html", metavar="FOLDER", help="Write pages here: class, candidates.")]
Which = Annotated[
    Literal["best", "last", "first", "all"], typer.Option("--attempts", help="Which of a candidate's attempts counts.")
]
Code = Annotated[str | None, typer.Option("--candidate", metavar="CODE", help="Only this candidate.")]
Examiner = Annotated[
    bool, typer.Option("--examiner", help="Candidates' pages with everything, whatever they may see themselves.")
]


@exam_results_app.command("results")
def results(
    ctx: typer.Context,
    exam: Exam,
    csv: Csv = None,
    html: Html = None,
    json: Json = False,
    attempts: Which = "best",
    candidate: Code = None,
    examiner: Examiner = False,
    db: Db = None,
) -> None:
    """Show the results of an exam, or write them for spreadsheets and as pages."""
    from miliary_chat.cli.exam_results import exam_results

    wishes = wishes_of(ctx, db=db)
    code = exam_results(
        wishes,
        exam,
        csv=csv,
        html=html,
        as_json=json,
        attempts=attempts,
        candidate=candidate,
        examiner=examiner,
    )
    raise typer.Exit(code)

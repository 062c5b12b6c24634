"""The commands for examiners; each imports what it runs when it is run."""

from pathlib import Path
from typing import Annotated

import typer

examiners = typer.Typer()

RubricsPath = Annotated[Path, typer.Argument(metavar="RUBRICS.yaml", help="rubrics: {ID: {expect, misconceptions}}.")]
AnswersPath = Annotated[Path, typer.Argument(metavar="ANSWERS", help="A .jsonl or .csv file with id, rubric, answer.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write here (.jsonl or .csv).")]
Jobs = Annotated[int, typer.Option("--jobs", metavar="N", min=0, help="Processes that judge; 0: one for each core.")]


@examiners.command()
def grade(
    rubrics: RubricsPath,
    answers: AnswersPath,
    out: Out = None,
    jobs: Jobs = 1,
) -> None:
    """Judge answers that were collected elsewhere against the rubrics of a file."""
    from miliary_chat.cli.grading import grade

    raise typer.Exit(grade(rubrics, answers, out, jobs))

"""The commands for examiners; each imports what it runs when it is run."""

from pathlib import Path
from typing import Annotated

import typer

from miliary_chat.cli.for_examiners_files import files
from miliary_chat.cli.for_examiners_marks import marks
from miliary_chat.cli.for_examiners_results import exam_results_app
from miliary_chat.cli.options import Cases, Db, Graphics, Json, Plain, Seed, Theme, Yes, wishes_of

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


exam = typer.Typer(name="exam", help="Exams: to sit one, and to run one.", no_args_is_help=True)

ExamName = Annotated[str, typer.Argument(metavar="EXAM", help="An exam's id, or the path of its file or folder.")]
Code = Annotated[str, typer.Option("--code", metavar="CODE", help="The candidate's code.")]
Minutes = Annotated[int, typer.Option("--minutes", metavar="N", help="How many; below 0 takes a slip back.")]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, which is kept.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides it; by default whoever is logged in.")]
OneAttempt = Annotated[
    str, typer.Option("--attempt", metavar="ID", help="Only this sitting, by the beginning of its id.")
]
CodeArgument = Annotated[str, typer.Argument(metavar="CODE", help="The candidate's code.")]


@exam.command("sit")
def sit(
    ctx: typer.Context,
    name: ExamName,
    code: Code = "",
    plain: Plain = False,
    db: Db = None,
    seed: Seed = None,
    cases: Cases = None,
    theme: Theme = None,
    graphics: Graphics = None,
) -> None:
    """Sit an exam: its rules first, and the clock runs when you say so. A sitting in progress goes on."""
    from miliary_chat.cli.exam_sit import sit_exam

    wishes = wishes_of(ctx, plain=plain, db=db, seed=seed, cases=cases, theme=theme, graphics=graphics)
    raise typer.Exit(sit_exam(wishes, name, code))


@exam.command("live")
def live(ctx: typer.Context, name: ExamName, json: Json = False, db: Db = None, cases: Cases = None) -> None:
    """Who sits an exam now: where they are, the time that is left, and what is to be looked into."""
    from miliary_chat.cli.exam_live import show_live

    raise typer.Exit(show_live(wishes_of(ctx, db=db, cases=cases), name, as_json=json))


@exam.command("extend")
def extend(
    ctx: typer.Context,
    name: ExamName,
    minutes: Minutes,
    why: Why,
    by: By = "",
    code: Code = "",
    attempt: OneAttempt = "",
    json: Json = False,
    db: Db = None,
    cases: Cases = None,
) -> None:
    """Give time to everybody who sits an exam now, or to one; who gave it and why is kept."""
    from miliary_chat.cli.exam_time import Gift, extend

    gift = Gift(minutes, why, by, code, attempt)
    raise typer.Exit(extend(wishes_of(ctx, db=db, cases=cases), name, gift, as_json=json))


@exam.command("release")
def release(ctx: typer.Context, name: ExamName, by: By = "", db: Db = None, cases: Cases = None) -> None:
    """Let candidates see what the exam shows once it is released."""
    from miliary_chat.cli.exam_release import release

    raise typer.Exit(release(wishes_of(ctx, db=db, cases=cases), name, by))


@exam.command("forget")
def forget(ctx: typer.Context, code: CodeArgument, yes: Yes = False, db: Db = None) -> None:
    """Erase the name that belongs to a candidate's code; the sittings stay under the code alone."""
    from miliary_chat.cli.exam_release import forget

    raise typer.Exit(forget(wishes_of(ctx, db=db), code, yes=yes))


for more in (files, marks, exam_results_app):  # commands of the same group, from files of their own
    exam.add_typer(more)
examiners.add_typer(exam)

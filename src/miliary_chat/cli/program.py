"""The commands and their options; each imports what it runs when it is run."""

from pathlib import Path
from typing import Annotated

import typer

from miliary_chat import __version__
from miliary_chat.cli.options import Cases, Db, Graphics, Json, Plain, Seed, Theme, wishes_of

program = typer.Typer(
    name="miliary-chat",
    help="A case conference in a terminal.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

CaseName = Annotated[str, typer.Argument(metavar="CASE", help="A case's id, or the path of a case.")]
AttemptName = Annotated[str, typer.Argument(metavar="[ATTEMPT]", help="The beginning of an attempt's id.")]
From = Annotated[str | None, typer.Option("--from", metavar="STAGE", help="Begin at this stage.")]
New = Annotated[bool, typer.Option("--new", help="Begin again, even if this case is in progress.")]
Question = Annotated[
    str, typer.Argument(metavar="[STAGE]", help="A stage, or stage/question; by default the first one.")
]
Paths = Annotated[list[Path] | None, typer.Argument(metavar="[PATH]...", help="Cases, or folders of cases.")]

RubricsPath = Annotated[Path, typer.Argument(metavar="RUBRICS.yaml", help="rubrics: {ID: {expect, misconceptions}}.")]
AnswersPath = Annotated[Path, typer.Argument(metavar="ANSWERS", help="A .jsonl or .csv file with id, rubric, answer.")]
Wordings = Annotated[list[str], typer.Argument(metavar="WORD...", help="Words, or wordings in quotes.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write here (.jsonl or .csv).")]
Jobs = Annotated[int, typer.Option("--jobs", metavar="N", min=0, help="Processes that judge; 0: one for each core.")]


def _version(wanted: bool) -> None:
    if wanted:
        print(f"miliary-chat {__version__}")
        raise typer.Exit


Version = Annotated[bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="The version.")]


@program.callback(invoke_without_command=True)
def home(
    ctx: typer.Context,
    plain: Plain = False,
    db: Db = None,
    seed: Seed = None,
    cases: Cases = None,
    theme: Theme = None,
    graphics: Graphics = None,
    version: Version = False,
) -> None:
    """A case conference in a terminal. Without a command: the home screen."""
    ctx.obj = wishes_of(ctx, plain=plain, db=db, seed=seed, cases=cases, theme=theme, graphics=graphics)
    if ctx.invoked_subcommand is None:
        from miliary_chat.cli.playing import show_home

        raise typer.Exit(show_home(ctx.obj))


@program.command("list")
def list_cases(ctx: typer.Context, json: Json = False, cases: Cases = None) -> None:
    """The cases that there are."""
    from miliary_chat.cli.listing import list_cases

    list_cases(wishes_of(ctx, cases=cases), as_json=json)


@program.command()
def play(
    ctx: typer.Context,
    case: CaseName,
    stage: From = None,
    new: New = False,
    plain: Plain = False,
    db: Db = None,
    seed: Seed = None,
    cases: Cases = None,
    theme: Theme = None,
    graphics: Graphics = None,
) -> None:
    """Work through a case. One that is in progress goes on where you left it."""
    from miliary_chat.cli.playing import play

    wishes = wishes_of(ctx, plain=plain, db=db, seed=seed, cases=cases, theme=theme, graphics=graphics)
    raise typer.Exit(play(wishes, case, stage, new=new))


@program.command()
def resume(
    ctx: typer.Context,
    attempt: AttemptName = "",
    plain: Plain = False,
    db: Db = None,
    cases: Cases = None,
    theme: Theme = None,
    graphics: Graphics = None,
) -> None:
    """Go on with the last attempt, or with the one whose id begins so."""
    from miliary_chat.cli.playing import resume

    wishes = wishes_of(ctx, plain=plain, db=db, cases=cases, theme=theme, graphics=graphics)
    raise typer.Exit(resume(wishes, attempt))


@program.command()
def history(ctx: typer.Context, json: Json = False, db: Db = None) -> None:
    """Your attempts and their marks, the last one first."""
    from miliary_chat.cli.remembering import list_attempts

    list_attempts(wishes_of(ctx, db=db), as_json=json)


@program.command()
def check(ctx: typer.Context, paths: Paths = None, json: Json = False, cases: Cases = None) -> None:
    """Look for mistakes in the cases at PATH, or in all that there are."""
    from miliary_chat.cli.checking import check

    raise typer.Exit(check(wishes_of(ctx, cases=cases), paths or [], as_json=json))


@program.command("try")
def try_case(
    ctx: typer.Context,
    case: CaseName,
    question: Question = "",
    plain: Plain = False,
    cases: Cases = None,
    theme: Theme = None,
) -> None:
    """Type answers to a case's questions and see what the judge finds in them, and why."""
    from miliary_chat.cli.trying import try_case

    raise typer.Exit(try_case(wishes_of(ctx, plain=plain, cases=cases, theme=theme), case, question))


@program.command()
def preview(
    ctx: typer.Context,
    case: CaseName,
    stage: From = None,
    plain: Plain = False,
    seed: Seed = None,
    cases: Cases = None,
    theme: Theme = None,
    graphics: Graphics = None,
) -> None:
    """Play a case beside its problems while you write it: every save is taken up at the same place."""
    from miliary_chat.cli.previewing import preview

    wishes = wishes_of(ctx, plain=plain, seed=seed, cases=cases, theme=theme, graphics=graphics)
    raise typer.Exit(preview(wishes, case, stage))


@program.command()
def grade(
    rubrics: RubricsPath,
    answers: AnswersPath,
    out: Out = None,
    jobs: Jobs = 1,
) -> None:
    """Judge answers that were collected elsewhere against the rubrics of a file."""
    from miliary_chat.cli.grading import grade

    raise typer.Exit(grade(rubrics, answers, out, jobs))


@program.command("lexicon")
def show_words(wordings: Wordings, json: Json = False) -> None:
    """What the judge knows of a word: how it is read, what else says the same, what it excludes."""
    from miliary_chat.cli.words import show_words

    show_words(wordings, as_json=json)

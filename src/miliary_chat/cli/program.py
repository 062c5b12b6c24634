"""The commands for trainees, and all commands together; each imports what it runs when it is run."""

from pathlib import Path
from typing import Annotated

import typer

from miliary_chat import __version__
from miliary_chat.cli.for_authors import authors
from miliary_chat.cli.for_examiners import examiners
from miliary_chat.cli.options import CaseName, Cases, Db, From, Graphics, Json, Plain, Seed, Theme, Yes, wishes_of

program = typer.Typer(
    name="miliary-chat",
    help="A case conference in a terminal.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Pictures = Annotated[list[str], typer.Argument(metavar="PICTURE...", help="Files, cases, or CASE/IMAGE.")]
Spacing = Annotated[float | None, typer.Option("--mm", metavar="MM", help="Millimetres a pixel, if you know them.")]
Full = Annotated[bool, typer.Option("--full", help="With an expert's words, which tell what a case asks.")]
Diagnoses = Annotated[
    list[str] | None, typer.Argument(metavar="[DIAGNOSIS]...", help="By id or name; without one, all of them.")
]
OnlyExams = Annotated[bool, typer.Option("--exams", help="Only the exams.")]
AttemptName = Annotated[str, typer.Argument(metavar="[ATTEMPT]", help="The beginning of an attempt's id.")]
New = Annotated[bool, typer.Option("--new", help="Begin again, even if this case is in progress.")]

FeedbackFile = Annotated[Path, typer.Argument(metavar="FILE", help="A file that `feedback export` wrote.")]
FeedbackOut = Annotated[Path, typer.Option("--out", metavar="FILE", help="Write here (.jsonl).")]
MaybeCase = Annotated[
    str, typer.Argument(metavar="[CASE]", help="A case's id or path; without it, all that were played.")
]
Show = Annotated[bool, typer.Option("--show", help="Print every line, not only the first fifty.")]
Anki = Annotated[Path | None, typer.Option("--anki", metavar="FILE", help="Flashcards for Anki, into FILE.apkg.")]
OfAttempt = Annotated[
    str | None, typer.Option("--attempt", metavar="ATTEMPT", help="Only what was missed in this attempt of it.")
]


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
def list_cases(ctx: typer.Context, exams: OnlyExams = False, json: Json = False, cases: Cases = None) -> None:
    """The cases that there are, and the exams."""
    from miliary_chat.cli.listing import list_cases

    list_cases(wishes_of(ctx, cases=cases), as_json=json, exams=exams)


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
def view(
    ctx: typer.Context,
    pictures: Pictures,
    mm: Spacing = None,
    full: Full = False,
    plain: Plain = False,
    cases: Cases = None,
    theme: Theme = None,
    graphics: Graphics = None,
) -> None:
    """Look at pictures: zoom, windows, callipers, two beside each other. Files, or CASE/IMAGE."""
    from miliary_chat.cli.viewing import view

    wishes = wishes_of(ctx, plain=plain, cases=cases, theme=theme, graphics=graphics)
    raise typer.Exit(view(wishes, pictures, mm, full=full))


@program.command()
def compare(
    ctx: typer.Context,
    diagnoses: Diagnoses = None,
    json: Json = False,
    plain: Plain = False,
    theme: Theme = None,
    graphics: Graphics = None,
) -> None:
    """Look-alikes side by side: what separates them, what does not, and how their pictures differ."""
    from miliary_chat.cli.comparing import compare

    wishes = wishes_of(ctx, plain=plain, theme=theme, graphics=graphics)
    raise typer.Exit(compare(wishes, diagnoses or [], as_json=json))


@program.command()
def history(ctx: typer.Context, json: Json = False, db: Db = None) -> None:
    """Your attempts and their marks, the last one first."""
    from miliary_chat.cli.remembering import list_attempts

    list_attempts(wishes_of(ctx, db=db), as_json=json)


@program.command()
def export(
    ctx: typer.Context,
    case: CaseName,
    anki: Anki = None,
    attempt: OfAttempt = None,
    db: Db = None,
    cases: Cases = None,
) -> None:
    """A case as flashcards for Anki, or only what was missed in an attempt of it."""
    from miliary_chat.cli.exporting import export

    raise typer.Exit(export(wishes_of(ctx, db=db, cases=cases), case, anki, attempt))


feedback = typer.Typer(name="feedback", help="What cases did not understand, as anonymous lines for their authors.")
program.add_typer(feedback)
program.add_typer(authors)
program.add_typer(examiners)


@feedback.command("export")
def export_feedback(
    ctx: typer.Context,
    out: FeedbackOut,
    case: MaybeCase = "",
    yes: Yes = False,
    show: Show = False,
    db: Db = None,
    cases: Cases = None,
) -> None:
    """Write what was not understood into a file for the author; you see every line first."""
    from miliary_chat.cli.feedback import export

    raise typer.Exit(export(wishes_of(ctx, db=db, cases=cases), case or None, out, sure=yes, show=show))


@feedback.command("show")
def show_feedback(file: FeedbackFile) -> None:
    """Print what a feedback file holds."""
    from miliary_chat.cli.feedback import show

    raise typer.Exit(show(file))

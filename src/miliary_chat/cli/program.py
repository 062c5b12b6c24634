"""The commands and their options; each imports what it runs when it is run."""

from pathlib import Path
from typing import Annotated, Literal

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

Title = Annotated[str | None, typer.Option("--title", help="What trainees read in the list.")]
NewId = Annotated[str | None, typer.Option("--id", metavar="ID", help="Its name for files and reports.")]
Into = Annotated[Path, typer.Option("--into", metavar="DIR", help="Where the case's folder is made.")]
ProblemFormat = Annotated[Literal["text", "json", "github"], typer.Option("--format", help="How problems are written.")]
Explain = Annotated[str | None, typer.Option("--explain", metavar="CODE", help="What a code means, and what to do.")]
Update = Annotated[bool, typer.Option("--update", help="Write what is found now, after showing the difference.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing.")]
All = Annotated[bool, typer.Option("--all", help="List everything.")]
NoMutants = Annotated[bool, typer.Option("--no-mutants", help="Leave out the answers that are changed a little.")]
Strict = Annotated[bool, typer.Option("--strict", help="What may be unfair is an error too.")]

RubricsPath = Annotated[Path, typer.Argument(metavar="RUBRICS.yaml", help="rubrics: {ID: {expect, misconceptions}}.")]
AnswersPath = Annotated[Path, typer.Argument(metavar="ANSWERS", help="A .jsonl or .csv file with id, rubric, answer.")]
Wordings = Annotated[list[str], typer.Argument(metavar="WORD...", help="Words, or wordings in quotes.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write here (.jsonl or .csv).")]
Feedback = Annotated[list[Path] | None, typer.Argument(metavar="[FILE]...", help="Files that `feedback export` wrote.")]
FeedbackFile = Annotated[Path, typer.Argument(metavar="FILE", help="A file that `feedback export` wrote.")]
FeedbackOut = Annotated[Path, typer.Option("--out", metavar="FILE", help="Write here (.jsonl).")]
MaybeCase = Annotated[
    str, typer.Argument(metavar="[CASE]", help="A case's id or path; without it, all that were played.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")]
Show = Annotated[bool, typer.Option("--show", help="Print every line, not only the first fifty.")]
Anki = Annotated[Path | None, typer.Option("--anki", metavar="FILE", help="Flashcards for Anki, into FILE.apkg.")]
OfAttempt = Annotated[
    str | None, typer.Option("--attempt", metavar="ATTEMPT", help="Only what was missed in this attempt of it.")
]
PackName = Annotated[str, typer.Argument(metavar="[NAME]", help="The pack to look into.")]
Jobs = Annotated[int, typer.Option("--jobs", metavar="N", min=0, help="Processes that judge; 0: one for each core.")]
SchemaName = Annotated[
    Literal["case", "answers", "rubrics"],
    typer.Argument(help="Of which file: case.yaml, answers.yaml, or rubrics for “grade”."),
]
SchemaOut = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write it to this file.")]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")]


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


@program.command("new")
def begin(
    title: Title = None,
    id_: NewId = None,
    into: Into = Path(),
    yes: Yes = False,
) -> None:
    """Begin a case: a folder with one that plays at once, to be replaced line by line."""
    from miliary_chat.cli.beginning import new

    raise typer.Exit(new(id_, title, into, yes=yes))


@program.command()
def check(
    ctx: typer.Context,
    paths: Paths = None,
    format: ProblemFormat = "text",
    strict: Strict = False,
    explain: Explain = None,
    json: Json = False,
    cases: Cases = None,
) -> None:
    """Look for mistakes, and for what may be unfair, in the cases at PATH, or in all that there are."""
    from miliary_chat.cli import checking

    if explain is not None:
        raise typer.Exit(checking.explain(explain))
    wishes = wishes_of(ctx, cases=cases)
    raise typer.Exit(checking.check(wishes, paths or [], format="json" if json else format, strict=strict))


@program.command("test")
def prove(
    ctx: typer.Context,
    paths: Paths = None,
    update: Update = False,
    yes: Yes = False,
    everything: All = False,
    no_mutants: NoMutants = False,
    strict: Strict = False,
    json: Json = False,
    cases: Cases = None,
) -> None:
    """Replay the answers that lie beside the cases at PATH, or beside all that there are."""
    from miliary_chat.cli import proving

    wishes = wishes_of(ctx, cases=cases)
    if update:
        raise typer.Exit(proving.update(wishes, paths or [], yes=yes))
    code = proving.test(wishes, paths or [], mutate=not no_mutants, strict=strict, everything=everything, as_json=json)
    raise typer.Exit(code)


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


@program.command("lexicon")
def show_words(wordings: Wordings, json: Json = False) -> None:
    """What the judge knows of a word: how it is read, what else says the same, what it excludes."""
    from miliary_chat.cli.words import show_words

    show_words(wordings, as_json=json)


@program.command()
def mine(
    ctx: typer.Context,
    case: CaseName,
    files: Feedback = None,
    dry_run: DryRun = False,
    json: Json = False,
    db: Db = None,
    cases: Cases = None,
) -> None:
    """Put what trainees said, and the case did not understand, into the case: group by group, as you decide."""
    from miliary_chat.cli.mining import mine

    raise typer.Exit(mine(wishes_of(ctx, db=db, cases=cases), case, files or [], as_json=json, dry=dry_run))


feedback = typer.Typer(name="feedback", help="What cases did not understand, as anonymous lines for their authors.")
program.add_typer(feedback)


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


@program.command()
def packs(name: PackName = "", json: Json = False) -> None:
    """The interviews and orders that a case may use instead of writing its own, or what is in one."""
    from miliary_chat.cli.packs import list_packs, show_pack

    if name:
        show_pack(name, as_json=json)
    else:
        list_packs(as_json=json)


@program.command("schema")
def show_schema(name: SchemaName = "case", out: SchemaOut = None, force: Force = False) -> None:
    """The JSON Schema of a case (or of its answers, or of rubrics), by which editors complete and explain every key."""
    from miliary_chat.cli.schema import show_schema

    show_schema(name, out, force=force)

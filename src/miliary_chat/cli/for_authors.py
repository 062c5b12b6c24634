"""The commands for authors; each imports what it runs when it is run."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from miliary_chat.cli.options import CaseName, Cases, Db, From, Graphics, Json, Plain, Seed, Theme, Yes, wishes_of

authors = typer.Typer()

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
All = Annotated[bool, typer.Option("--all", help="List everything.")]
NoMutants = Annotated[bool, typer.Option("--no-mutants", help="Leave out the answers that are changed a little.")]
Strict = Annotated[bool, typer.Option("--strict", help="What may be unfair is an error too.")]
Players = Annotated[
    int,
    typer.Option("--players", metavar="N", min=0, help="Send N players through the cases instead, of every character."),
]
Wordings = Annotated[list[str], typer.Argument(metavar="WORD...", help="Words, or wordings in quotes.")]
Feedback = Annotated[list[Path] | None, typer.Argument(metavar="[FILE]...", help="Files that `feedback export` wrote.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")]
CaseNames = Annotated[
    list[str] | None, typer.Argument(metavar="[CASE]...", help="Cases by id or path; without one, those that ship.")
]
PackName = Annotated[str, typer.Argument(metavar="[NAME]", help="The pack to look into.")]
SchemaName = Annotated[
    Literal["case", "answers", "rubrics", "exam"],
    typer.Argument(help="Of which file: case.yaml, answers.yaml, rubrics for “grade”, or exam.yaml."),
]
SchemaOut = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write it to this file.")]
Pictures = Annotated[list[Path], typer.Argument(metavar="FILE...", help="Pictures: PNG, JPEG or DICOM.")]
IntoFolder = Annotated[Path | None, typer.Option("--into", metavar="FOLDER", help="Write the copies here.")]
StackFile = Annotated[
    Path | None, typer.Option("--stack", metavar="FILE.png", help="Make one stack of the files, slice by slice.")
]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")]


@authors.command("new")
def begin(
    title: Title = None,
    id_: NewId = None,
    into: Into = Path(),
    yes: Yes = False,
) -> None:
    """Begin a case: a folder with one that plays at once, to be replaced line by line."""
    from miliary_chat.cli.beginning import new

    raise typer.Exit(new(id_, title, into, yes=yes))


@authors.command()
def check(
    ctx: typer.Context,
    paths: Paths = None,
    format: ProblemFormat = "text",
    strict: Strict = False,
    explain: Explain = None,
    json: Json = False,
    cases: Cases = None,
) -> None:
    """Look for mistakes, and for what may be unfair, in the cases and exams at PATH, or in all that there are."""
    from miliary_chat.cli import checking

    if explain is not None:
        raise typer.Exit(checking.explain(explain))
    wishes = wishes_of(ctx, cases=cases)
    raise typer.Exit(checking.check(wishes, paths or [], format="json" if json else format, strict=strict))


@authors.command("test")
def prove(
    ctx: typer.Context,
    paths: Paths = None,
    update: Update = False,
    yes: Yes = False,
    players: Players = 0,
    seed: Seed = None,
    everything: All = False,
    no_mutants: NoMutants = False,
    strict: Strict = False,
    json: Json = False,
    cases: Cases = None,
) -> None:
    """Replay the answers that lie beside the cases at PATH, or beside all that there are."""
    from miliary_chat.cli import proving, walking

    wishes = wishes_of(ctx, seed=seed, cases=cases)
    if players:
        raise typer.Exit(walking.send(wishes, paths or [], players, as_json=json))
    if update:
        raise typer.Exit(proving.update(wishes, paths or [], yes=yes))
    code = proving.test(wishes, paths or [], mutate=not no_mutants, strict=strict, everything=everything, as_json=json)
    raise typer.Exit(code)


@authors.command("try")
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


@authors.command()
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


@authors.command()
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


@authors.command()
def claims(ctx: typer.Context, names: CaseNames = None, cases: Cases = None) -> None:
    """Everything that cases claim, with its sources: a page to tick off for the expert who reviews them."""
    from miliary_chat.cli.reviewing import tell_claims

    raise typer.Exit(tell_claims(wishes_of(ctx, cases=cases), names or []))


@authors.command()
def packs(name: PackName = "", json: Json = False) -> None:
    """The interviews and orders that a case may use instead of writing its own, or what is in one."""
    from miliary_chat.cli.packs import list_packs, show_pack

    if name:
        show_pack(name, as_json=json)
    else:
        list_packs(as_json=json)


@authors.command("schema")
def show_schema(name: SchemaName = "case", out: SchemaOut = None, force: Force = False) -> None:
    """The JSON Schema of a case (or of answers, rubrics, an exam), by which editors complete and explain every key."""
    from miliary_chat.cli.schema import show_schema

    show_schema(name, out, force=force)


@authors.command()
def strip(files: Pictures, into: IntoFolder = None, stack: StackFile = None, json: Json = False) -> None:
    """Clean copies of pictures: the same pixels, without the patient, dates and places that their headers tell."""
    from miliary_chat.cli.stripping import stack_files, strip_files

    if stack is not None:
        raise typer.Exit(stack_files(files, stack, into, as_json=json))
    raise typer.Exit(strip_files(files, into, as_json=json))


@authors.command("lexicon")
def show_words(wordings: Wordings, json: Json = False) -> None:
    """What the judge knows of a word: how it is read, what else says the same, what it excludes."""
    from miliary_chat.cli.words import show_words

    show_words(wordings, as_json=json)

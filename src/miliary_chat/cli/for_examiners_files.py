"""The examiner's commands about files: pack, save, collect, verify; each imports what it runs when it is run."""

from pathlib import Path
from typing import Annotated

import typer

from miliary_chat.cli.options import Cases, Db, Json, wishes_of

files = typer.Typer()

ExamName = Annotated[str, typer.Argument(metavar="EXAM", help="An exam's id, or the path of its file or folder.")]
PackTo = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Write here; by default EXAM.exam in this folder.")
]
Word = Annotated[
    str, typer.Option("--word", metavar="WORD", help="The invigilator's word, by which time is added at a laptop.")
]
AskWord = Annotated[bool, typer.Option("--ask-word", help="Ask for that word, unseen, rather than take --word.")]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that is there.")]
AttemptId = Annotated[
    str, typer.Argument(metavar="[ATTEMPT]", help="The beginning of its id; by default the last exam handed in.")
]
SaveTo = Annotated[Path | None, typer.Option("--out", metavar="FOLDER", help="Write into this folder.")]
AttemptFiles = Annotated[list[Path], typer.Argument(metavar="FILE...", help="The .attempt files, or their folder.")]
NamedExams = Annotated[
    list[str] | None,
    typer.Option("--exam", metavar="EXAM", help="The exam or exam file, if it was not packed here."),
]
Heads = Annotated[
    list[str] | None,
    typer.Option("--head", metavar="CODE=END", help="A noted end: C07=7f3a-91c2-0b6d. Repeatable."),
]
What = Annotated[
    list[str] | None, typer.Argument(metavar="[EXAM|ATTEMPT|FILE...]", help="What to verify; everything without it.")
]


@files.command("pack")
def pack(
    ctx: typer.Context,
    exam: ExamName,
    out: PackTo = None,
    word: Word = "",
    ask_word: AskWord = False,
    force: Force = False,
    db: Db = None,
    cases: Cases = None,
) -> None:
    """Write an exam into one file for the laptops it is sat on: questions, pictures, replies, and no keys."""
    from miliary_chat.cli.exam_packing import pack

    raise typer.Exit(pack(wishes_of(ctx, db=db, cases=cases), exam, out, word, ask_word=ask_word, force=force))


@files.command("save")
def save(ctx: typer.Context, attempt: AttemptId = "", out: SaveTo = None, db: Db = None) -> None:
    """Write the .attempt file of an exam that was handed in once more."""
    from miliary_chat.cli.exam_packing import save

    raise typer.Exit(save(wishes_of(ctx, db=db), attempt, out))


@files.command("collect")
def collect(
    ctx: typer.Context,
    attempts: AttemptFiles,
    exam: NamedExams = None,
    head: Heads = None,
    db: Db = None,
    cases: Cases = None,
    as_json: Json = False,
) -> None:
    """Take in what was sat on other machines: verified, judged by the full cases; what was altered is refused."""
    from miliary_chat.cli.exam_collecting import collect_files

    wishes = wishes_of(ctx, db=db, cases=cases)
    raise typer.Exit(collect_files(wishes, attempts, exam or (), head or (), as_json=as_json))


@files.command("verify")
def verify(ctx: typer.Context, names: What = None, db: Db = None, as_json: Json = False) -> None:
    """Look whether attempts, rulings, cases and files are still what was written; the first wrong event is named."""
    from miliary_chat.cli.exam_verifying import verify_all

    raise typer.Exit(verify_all(wishes_of(ctx, db=db), names or (), as_json=as_json))

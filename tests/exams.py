"""Cases and exams in a folder, for tests: small, and each of the six kinds of question is there."""

from pathlib import Path

TOP = "format: 1\nexam: mock\ntitle: A mock\n"
"""Three lines, so that what follows begins in line 4."""

STAGES = {
    "report": "{activity: report, question: Q?, expect: {e: [nodules]}}",
    "answer": "{question: Q?, expect: {e: [nodules]}}",
    "interview": "{interview: {i: {ask: [cough], reply: Yes., must: true}}}",
    "differential": "{list: {d: {accept: [measles]}}, lead: {accept: d}}",
    "order": "{orders: {o: {accept: [blood], result: R., value: must}}}",
    "choice": "{question: Q?, options: {a: A, b: B}, right: a}",
}


def put_case(folder: Path, name: str, *kinds: str, tags: str = "", more: str = "", diagnosis: str = "Gout") -> Path:
    """Write a case with a stage of each of these kinds, called after it; and a quiz when `more` says so."""
    stages = "".join(f"  {kind}: {STAGES[kind]}\n" for kind in kinds or ("answer",))
    text = f"format: 1\nid: {name}\ntitle: A case\ndiagnosis: {diagnosis}\n"
    text += (f"tags: [{tags}]\n" if tags else "") + (f"{more}\n" if more else "") + f"stages:\n{stages}"
    return write(folder / name / "case.yaml", text).parent


def put_exam(folder: Path, text: str, name: str = "exam.yaml", top: str = TOP) -> Path:
    """Write an exam's file: its top and `text`."""
    return write(folder / name, top + text)


def write(path: Path, text: str) -> Path:
    """Write a file, with the folders that it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


QUIZ = "quiz: {q: {question: Q?, options: {a: A, b: B}, right: a}}"

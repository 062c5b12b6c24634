"""What the packs' tests share: small cases that use packs, and packs of the tests' own."""

from pathlib import Path

import pytest

from miliary_chat.case import pack
from miliary_chat.case.loaded import Loaded
from miliary_chat.case.model import Case
from miliary_chat.case.questions import InterviewQuestion, OrderQuestion

TOP = "format: 1\nid: a\ntitle: T\ndiagnosis: D\n"
"""Four lines, so that `stages` stands in line 5, the stage `s` in line 6 and its keys from line 7, column 5."""

TALK = """\
format: 1
id: talk
title: Talk
kind: interview
about: A few questions.
interview:
  cough: {label: the cough, ask: [cough], reply: No cough.}
  fever: {ask: [fever, temperature], reply: No fever., also: [sweats]}
  sweats: {ask: [night sweats], reply: No sweats., also: [fever, elsewhere]}
  chest: {examine: [examine chest], find: Clear.}
  nodes: {ask: [glands], reply: None., examine: [palpate nodes], find: None felt.}
"""

TESTS = """\
format: 1
id: tests
title: Tests
kind: orders
about: A few tests.
orders:
  fbc: {label: blood count, accept: [full blood count], result: Normal.}
  crp: {accept: [CRP], result: Low.}
panels:
  bloods: {accept: [bloods], ask: Which?}
elsewhere:
  drugs: {accept: [give drugs], say: Later.}
"""


def stage(text: str) -> bytes:
    """A case of one stage with one question."""
    return f"{TOP}stages:\n  s:\n    {text.replace(chr(10), chr(10) + '    ')}\n".encode()


def shelve(folder: Path, monkeypatch: pytest.MonkeyPatch, **packs: str) -> None:
    """Let these packs, and no others, be what ships with the program."""
    folder.mkdir(exist_ok=True)
    for name, text in packs.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(pack, "FOLDER", folder)


def interview(case: Case) -> InterviewQuestion:
    question = case.stages["s"].questions["main"]
    assert isinstance(question, InterviewQuestion)
    return question


def ordering(case: Case) -> OrderQuestion:
    question = case.stages["s"].questions["main"]
    assert isinstance(question, OrderQuestion)
    return question


def read(text: str) -> Case:
    return Loaded.from_source(stage(text)).case

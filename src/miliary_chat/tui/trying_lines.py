"""The author's bench as blocks: the answer with its words marked, a row for each concept, and one concept in full."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from textual.content import Content

from miliary_chat.author.bench.try_words import (
    advice,
    evidence_of,
    manner_of,
    outcome_of,
    phrasings_of,
    sign_of,
    told,
    told_none,
    unheard_of,
)
from miliary_chat.author.bench.trying import Noticed, Trial, Tried
from miliary_chat.author.bench.what_if import Change
from miliary_chat.judge.judgement import Span
from miliary_chat.tui.blocks import Block, Heading, Prose, Tone, run, toned
from miliary_chat.tui.transcript_lines import marked

_TONES: Final[dict[str, Tone]] = {"✓": "good", "≈": "near", "✗": "bad", "!": "bad", "·": "quiet"}
_NAME: Final = 22
_LONG_NAME: Final = 32
"""Cells that a concept's id takes in its row, and where there is room."""
_ROOM: Final = 90


@dataclass(frozen=True)
class ConceptRow:
    """One concept in a line: the cursor, its sign, its id, the words that it rests on and what is missing."""

    sign: str
    id: str
    words: str
    lack: str
    here: bool

    def lines(self, width: int) -> list[Content]:
        """One line, cut where there is no room."""
        tone = _TONES[self.sign]
        name = toned(self.id, "strong" if self.here else "quiet" if self.sign == "·" else "plain")
        room = _LONG_NAME if width >= _ROOM else _NAME
        name = name.truncate(room, ellipsis=True)
        words = f"“{self.words}”" if self.words else ""
        gap = "  " if words and self.lack else ""
        lead = run(("› " if self.here else "  ", "near"), (f"{self.sign} ", tone))
        line = run(lead, name.pad_right(room - name.cell_length + 1), words, gap, (self.lack, "near"))
        return [line.truncate(width, ellipsis=True)]


@dataclass(frozen=True)
class WhatIf:
    """A phrasing that was looked at for a concept, and all that it would change."""

    concept: str
    phrasing: str
    changes: tuple[Change, ...]


def in_rows(tried: Tried) -> tuple[Noticed, ...]:
    """The concepts in the order of their rows: what was found, what is open, the mistakes that nobody made."""
    found = (one for one in tried.noticed if one.heard)
    still = (one for one in tried.noticed if not one.heard and not one.wrong)
    return tuple(chain(found, still, (one for one in tried.noticed if not one.heard and one.wrong)))


def found_blocks(tried: Tried, chosen: str) -> tuple[list[Block], int]:
    """The page of what was found, and the block of the chosen concept's row."""
    blocks: list[Block] = []
    if tried.text:
        good, bad = _spans(tried, wrong=False), _spans(tried, wrong=True)
        blocks.append(Prose(marked(tried.text, good, bad)))
        if manner := manner_of(tried):
            blocks.append(Prose(toned(manner, "near")))
        if unheard := unheard_of(tried):
            blocks.append(Prose(run(("not heard  ", "quiet"), unheard)))
        blocks.append(Prose(Content("")))
    at = 0
    for one in in_rows(tried):
        if one.concept.id == chosen:
            at = len(blocks)
        blocks.append(ConceptRow(sign_of(one), one.concept.id, one.words, one.lack, one.concept.id == chosen))
    return blocks, at


def _spans(tried: Tried, *, wrong: bool) -> list[Span]:
    """The words that count for something, or against it."""
    wanted = "!" if wrong else "✓"
    heard = (one.verdict.evidence for one in tried.noticed if sign_of(one) == wanted and one.verdict.evidence)
    return [span for evidence in heard for span in evidence.spans]


def concept_blocks(
    trial: Trial, tried: Tried, chosen: str, suggested: Sequence[str], what: WhatIf | None
) -> tuple[list[Block], int]:
    """One concept in full: its verdict, the evidence, what another phrasing would change, all that it has.

    With the block at which the other phrasing begins.
    """
    one = tried.of(chosen)
    sign = sign_of(one)
    blocks: list[Block] = [Heading(one.concept.id, top=True)]
    blocks.append(Prose(run((outcome_of(one), _TONES[sign]), (f"  {one.name}", "quiet")), sign, _TONES[sign]))
    blocks += [Prose(toned(row)) for row in evidence_of(one)]
    at = len(blocks)
    blocks += _what_if(trial, tried, chosen, suggested, what)
    blocks.append(Heading("phrasings"))
    matched = one.verdict.evidence.phrasing if one.verdict.evidence else ""
    for name, texts in phrasings_of(one.concept, trial.place_of(tried.item, chosen)):
        blocks.append(Prose(toned(name, "quiet")))
        blocks += [Prose(toned(text, "strong" if text == matched else "plain"), inset=2) for text in texts]
    return blocks, at


def _what_if(trial: Trial, tried: Tried, chosen: str, suggested: Sequence[str], what: WhatIf | None) -> list[Block]:
    blocks: list[Block] = [Heading("what if")]
    if what is None or what.concept != chosen:
        if suggested:
            offered = ", ".join(f"“{words}”" for words in suggested)
            return [*blocks, Prose(run(("F3 ", "key"), f"would it help to add {offered}?"))]
        return [*blocks, Prose(run(("Type a phrasing and press ", "quiet"), ("F3", "key"), (" to see.", "quiet")))]
    blocks.append(Prose(run("with ", (f"“{what.phrasing}”", "strong"))))
    if not what.changes:
        return [*blocks, Prose(toned(told_none(trial.kept(tried.item))))]
    for change in what.changes:
        mark = "!" if change.harms else "→"
        tone: Tone = "bad" if change.harms else "good"
        blocks.append(Prose(toned(told(change)), mark, tone))
    return [*blocks, Prose(toned(advice(trial, tried.item, chosen, what.phrasing, what.changes), "quiet"))]


def help_blocks_of_bench(rows: Sequence[tuple[str, str, str]]) -> list[Block]:
    """The help: every key with its command and what it does."""
    blocks: list[Block] = [Heading("keys and commands", top=True)]
    blocks += [Prose(run((f"{command:<26}", "strong"), what), f"{key:<10}", "key") for key, command, what in rows]
    blocks.append(Heading("signs"))
    signs = {
        "✓": "met",
        "≈": "near: something is missing, and a tutor would ask for it",
        "✗": "denied, or words that fit and do not count",
        "!": "a mistake that was said",
        "·": "not found",
    }
    blocks += [Prose(toned(what), sign, _TONES[sign]) for sign, what in signs.items()]
    text = "What is credited is underlined in the answer, a mistake is struck through. The case is read again when its"
    text += " file is saved: edit in one window, try in this one."
    return [*blocks, Prose(toned(text), gap=True)]

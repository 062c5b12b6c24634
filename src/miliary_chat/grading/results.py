"""What is said of a graded answer, for programs: verdicts by concept, each with its evidence."""

import csv
import json
from typing import IO, Any, Protocol

from miliary_chat.grading.answers import Format, Row
from miliary_chat.judge.judgement import Evidence, Judgement, Missing, Span, Verdict

LISTS = ("met", "near", "denied", "misconceptions")

Result = dict[str, Any]
"""LISTS, each with the ids of concepts in the rubric's order, and `evidence` by concept id."""


def result_of(judgement: Judgement) -> Result:
    """The result for one answer. Offsets in evidence are code points of the cleaned answer, end exclusive."""
    result: Result = {name: [] for name in LISTS}
    evidence: dict[str, Any] = {}
    for verdict in judgement.verdicts:
        if verdict.kind == "expectation":
            if verdict.outcome != "missing":
                result[verdict.outcome].append(verdict.concept)
        elif verdict.outcome == "met":
            result["misconceptions"].append(verdict.concept)
        if verdict.evidence is not None:
            evidence[verdict.concept] = _evidence(judgement.answer, verdict, verdict.evidence)
    return {**result, "evidence": evidence}


def _evidence(answer: str, verdict: Verdict, evidence: Evidence) -> dict[str, Any]:
    told: dict[str, Any] = {
        "outcome": verdict.outcome,
        "stance": verdict.stance,
        "said": [_cut(answer, span) for span in evidence.spans],
        "spans": [[span.start, span.end] for span in evidence.spans],
        "phrasing": evidence.phrasing,
        "score": evidence.score,
        "rule": evidence.rule,
        "reason": evidence.reason,
    }
    if evidence.readings:
        told["readings"] = [
            {"typed": reading.typed, "read_as": reading.read_as, "kind": reading.kind} for reading in evidence.readings
        ]
    return {**told, "missing": _missing(verdict.missing)} if verdict.missing else told


def _missing(missing: Missing) -> dict[str, Any]:
    return {"lack": missing.lack, "words": list(missing.words)}


def _cut(answer: str, span: Span) -> str:
    return answer[span.start : span.end]


class Writer(Protocol):
    """Writes results, one after the other."""

    def write(self, row: Row, result: Result) -> None:
        """Write the result of one answer."""


class JsonLines:
    """One JSON object a line."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, row: Row, result: Result) -> None:
        """Write the result of one answer."""
        self._stream.write(json.dumps({"id": row.id, **result}, ensure_ascii=False) + "\n")


class Csv:
    """RFC 4180: a header row, ids of concepts parted by "; ", the evidence as JSON in one cell."""

    def __init__(self, stream: IO[str]) -> None:
        self._writer = csv.writer(stream)
        self._writer.writerow(("id", *LISTS, "evidence"))

    def write(self, row: Row, result: Result) -> None:
        """Write the result of one answer."""
        lists = ("; ".join(result[name]) for name in LISTS)
        self._writer.writerow((row.id, *lists, json.dumps(result["evidence"], ensure_ascii=False)))


def writer(stream: IO[str], format: Format) -> Writer:
    """The writer of a format."""
    return JsonLines(stream) if format == "jsonl" else Csv(stream)

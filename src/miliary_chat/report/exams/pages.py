"""An exam's results as pages: one file for the class, one for each candidate, that need nothing but a browser.

Jinja2 escapes every text that a person or a file has brought in; what is not escaped is drawn by `plots`, which escapes
its own. A page asks nothing of any network, runs no script, and its policy forbids both.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from miliary_chat.base.sanitise import clean
from miliary_chat.dialogue.terms import Shown
from miliary_chat.exam import advice
from miliary_chat.exam.item_analysis import ClassFigures
from miliary_chat.exam.result import Candidate, ExamResults
from miliary_chat.report.exams import plots, told
from miliary_chat.report.exams.told import FIGURES, figure
from miliary_chat.session.exam import short_head

_HIDDEN: Final = {
    True: "The results of this exam are not shown to candidates.",
    False: "The results of this exam are not shown yet.",
}


def class_page(results: ExamResults, figures: ClassFigures) -> str:
    """The page of the class, for the examiner."""
    parts = {part.id: part.title for one in results.candidates for part in one.parts}
    return _rendered(
        "class.html",
        results,
        judges=results.judges,
        blueprints=results.blueprints,
        figures=figures,
        size=told.size(results),
        cautions=tuple(told.cautions(results)),
        whole=tuple(_whole(figures)),
        words=FIGURES,
        parts=parts,
        marks={one.attempt: {part.id: part.mark for part in one.parts} for one in results.candidates},
        vitals=told.vitals(results),
        remarks=[(one.code, remark) for one in results.candidates for remark in told.remarks(one)],
        plots={
            "distribution": plots.distribution(figures.histogram, results.pass_mark),
            "times": plots.times(figures.questions),
            "scatter": plots.scatter(figures.questions),
        },
    )


def candidate_page(results: ExamResults, one: Candidate, *, examiner: bool = False) -> str:
    """A candidate's page: what the blueprint lets this candidate see now, or for the `examiner` everything."""
    shown: Shown = "answers" if examiner else one.shown
    return _rendered(
        "candidate.html",
        results,
        judges=(one.judge,),
        blueprints=(one.blueprint,),
        one=one,
        shown=shown,
        examiner=examiner,
        hidden=_HIDDEN[one.never_shown],
        verdict=told.verdict(one),
        provisional=told.provisional(one),
        ending=told.ending(one),
        remarks=tuple(told.remarks(one)),
    )


def file_name(one: Candidate) -> str:
    """The name of a candidate's page: the code as far as a file may be called so, and the beginning of the attempt."""
    code = re.sub(r"[^A-Za-z0-9_-]+", "-", one.code).strip("-")[:40]
    return f"{code or 'candidate'}-{one.attempt[:8]}.html"


def _whole(figures: ClassFigures) -> Iterator[tuple[str, str, str]]:
    exam = figures.analysis.exam
    yield "Mean mark", figure(exam.mean, 1), FIGURES["mean"]
    yield "Median mark", figure(exam.median, 1), FIGURES["median"]
    yield "Standard deviation", figure(exam.sd, 1), FIGURES["sd"]
    word = advice.of_alpha(exam.alpha)
    alpha = figure(exam.alpha) if word is None else f"{figure(exam.alpha)} % ({word})"
    yield "Cronbach's alpha", alpha, FIGURES["alpha"]
    yield "Standard error of a mark", figure(exam.standard_error, 1), FIGURES["standard_error"]


def _rendered(template: str, results: ExamResults, **more: object) -> str:
    return _environment().get_template(template).render(results=results, disclaimer=told.disclaimer(results), **more)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("miliary_chat.report.exams"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # What a terminal or a browser would obey goes here too: a code or a label need not have come in by a keyboard.
        finalize=lambda value: clean(value) if type(value) is str else value,
    )
    made.filters.update(
        moment=told.moment,
        clock=told.clock,
        figure=figure,
        short=short_head,
        verdict=told.verdict,
        where=told.where,
        stretches=lambda item: told.stretches(item.answer, item.credited),
        doubtful=advice.is_doubtful,
        easy=advice.of_facility,
        sharp=advice.of_discrimination,
    )
    return made

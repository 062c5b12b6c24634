"""“Why not TB?”: the table of look-alikes answers, marks nothing and gives nothing away."""

import pytest

from miliary_chat.case.reader import read_case
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.hearing import asked_against
from miliary_chat.dialogue.score import marks
from miliary_chat.dialogue.side_by_side import side_by_side
from persons import clinic, names, said

COSTS_NOTHING = "ask again for the next, it costs nothing"


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("why not TB?", "tb"),
        ("Why not TB", "tb"),
        ("ok, why isn’t it sarcoid?", "sarcoid"),
        ("why isnt it sarcoid", "sarcoid"),
        ("what speaks against miliary TB?", "miliary tb"),
        ("TB, why not?", "tb"),
        ("how do I tell it from HP??", "hp"),
        ("why not", None),
        ("TB?", None),
        ("?TB", None),
        ("not TB", None),
        ("I know why not TB", None),
    ],
)
def test_only_a_question_why_not_is_heard_as_one(text: str, about: str | None) -> None:
    assert asked_against(text) == about


def test_the_rows_that_separate_come_one_at_a_time_and_only_the_asked_column_is_told(person) -> None:
    trainee = person("differential")
    told = [said(trainee.says("why not TB?")) for _ in range(3)]
    assert "fever: yes. Take the temperature." in told[0]
    assert "proof: culture." in told[1]
    assert "row 1 of 2" in told[0]
    assert COSTS_NOTHING in told[0]
    assert told[2].startswith("That was all that the table has on miliary TB.")
    assert not any("metastases" in text or "cells" in text for text in told)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("why not sarcoidosis?", "on HRCT: perilymphatic"),
        ("why not metastases?", "fever: no. Take the temperature. (row 1 of 3"),
        ("why not histoplasmosis?", "I have nothing to set against histoplasmosis"),
        ("why not a fungal infection?", "That depends on which one you mean"),
        ("why not pneumonia?", "Hold this against it: It fills the air spaces."),
    ],
)
def test_each_kind_of_diagnosis_gets_an_answer(person, text: str, answer: str) -> None:
    assert answer in said(person("differential").says(text))


def test_a_question_why_not_changes_no_mark_lists_nothing_and_judges_nothing(person) -> None:
    trainee, other = person("differential"), person("differential")
    for text in ("why not TB?", "why not pneumonia?", "what speaks against sarcoidosis?"):
        assert set(names(trainee.says(text))) == {"Spoke"}
    for one in (trainee, other):
        one.says("metastases, TB", "done", "metastases lead because of the neck lump")
    assert marks(trainee.script, trainee.state) == marks(other.script, other.state)
    assert not any(isinstance(event, e.Erred) for event in trainee.log)


def test_before_the_differential_it_is_put_off_and_after_it_answered(person) -> None:
    assert said(person("findings").says("why not TB?")) == "Keep that question for the differential; there I answer it."
    later = person("workup")
    assert "fever: yes" in said(later.says("why not TB?"))


def test_what_names_no_diagnosis_is_an_answer_like_any_other(person) -> None:
    assert "Judged" in {type(event).__name__ for event in person("treatment").says("why not radioiodine first?")}


def test_in_an_exam_it_is_an_answer(person) -> None:
    trainee = person(policy="exam")
    assert [type(event).__name__ for event in trainee.says("why not TB?")].count("Spoke") == 0


def test_a_hint_for_the_lead_says_where_two_of_the_list_part_and_favours_neither(person) -> None:
    trainee = person("differential")
    trainee.says("metastases, TB", "done")
    hinted = said(trainee.does(a.AskHint()))
    assert hinted.endswith("metastases and miliary TB part at this: fever. Take the temperature.")
    assert "yes" not in hinted


def test_where_the_table_has_one_of_the_list_the_hint_is_the_usual_one(person) -> None:
    trainee = person("differential")
    trainee.says("TB", "done")
    trainee.does(a.Skip())
    assert "part at this" not in said(trainee.does(a.AskHint()))


def test_a_wrong_lead_is_told_what_separates_it_from_the_right_one(person) -> None:
    trainee = person("differential")
    trainee.says("metastases, TB, sarcoidosis", "done", "sarcoidosis leads")
    trainee.does(a.Skip())
    trainee.does(a.Skip())
    while "recommit" not in (trainee.state.current or ""):
        trainee.does(a.Skip())
    told = said(trainee.says("sarcoidosis"))
    assert (
        "What separates sarcoidosis from metastases: on HRCT (perilymphatic / random); proof (granulomas / cells)."
        in told
    )
    assert "What separates" not in said(trainee.log[-1:])


class TestSideBySide:
    """The debrief's panel: the case's own diagnosis, then what was thought of, then the gravest; no more than four."""

    CASE = read_case(
        b"""
format: 1
id: a
title: T
diagnosis: D
stages:
  d:
    question: Q?
    list:
      histoplasmosis: {accept: [histoplasmosis]}
      miliary-tb: {accept: [TB], must_not_miss: true, look_alike: L.}
      sarcoid: {accept: [sarcoidosis], column: sarcoidosis}
      silicosis: {accept: [silicosis]}
      hypersensitivity: {accept: [HP]}
      pneumonia: {accept: [pneumonia]}
    lead: {accept: [histoplasmosis]}
debrief:
  compare: {use: miliary, own: histoplasmosis, beside: [miliary-tb, sarcoidosis, silicosis, hypersensitivity, normal]}
""",
        "x.yaml",
    ).case

    @pytest.mark.parametrize(
        ("thought_of", "shown"),
        [
            ((), ("histoplasmosis", "miliary-tb", "sarcoidosis", "silicosis")),
            (("hypersensitivity", "pneumonia"), ("histoplasmosis", "hypersensitivity", "miliary-tb", "sarcoidosis")),
            (("silicosis", "histoplasmosis", "sarcoid", "hypersensitivity"),
             ("histoplasmosis", "silicosis", "sarcoidosis", "hypersensitivity")),
        ],
    )  # fmt: skip
    def test_of_many_columns_those_that_were_thought_of_come_first(self, thought_of, shown) -> None:
        assert self.CASE
        table = side_by_side(self.CASE, thought_of)
        assert table
        assert table.ids == shown
        whole = self.CASE.debrief.compare
        assert whole
        for row, cells in table.rows:
            assert cells == tuple(whole.cell(row, column) for column in shown)

    def test_a_small_table_is_told_whole(self) -> None:
        table = side_by_side(clinic(), ())
        assert table
        assert table.ids == ("mets", "tb", "sarcoidosis")

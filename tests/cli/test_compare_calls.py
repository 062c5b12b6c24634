"""`compare` as a person calls it: rows of text where there is no terminal, JSON for programs."""

import json

import pytest

from miliary_chat.case.look_alikes import take

TABLE = take("miliary").table


def test_two_diagnoses_are_told_row_by_row_and_what_separates_them_is_marked(program) -> None:
    told = program("compare", "tb", "sarcoid", "--plain")
    lines = " ".join(told.stdout.split())
    for feature in TABLE.features.values():
        mark = " (separates them)" if feature.separates("miliary-tb", "sarcoidosis") else ""
        assert f"{feature.label}{mark}. {feature.look}" in lines
        assert f"miliary TB: {feature.cells['miliary-tb'].say}" in lines
    assert "hypersensitivity" not in lines
    assert (told.returncode, told.stderr) == (0, "")


def test_without_a_name_all_of_them_are_told(program) -> None:
    told = program("compare")
    assert all(one.short in told.stdout for one in TABLE.diagnoses.values())
    assert "separates them)" not in told.stdout


def test_a_program_gets_every_cell_with_its_sources(program) -> None:
    whole = json.loads(program("compare", "silicosis", "histo", "--json").stdout)
    assert whole["diagnoses"] == {"silicosis": "silicosis", "histoplasmosis": "disseminated histoplasmosis"}
    assert [row["id"] for row in whole["rows"]] == list(TABLE.features)
    (work,) = (row for row in whole["rows"] if row["id"] == "work")
    assert work["separates"] is True
    assert "Silicosis. Lancet 2012" in work["cells"]["silicosis"]["sources"][0]


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        (["gout"], 2, "“gout” is not in the table of look-alikes. It has: miliary-tb"),
        (["metastases"], 2, "may be thyroid-metastases or renal-metastases or melanoma-metastases"),
        ([""], 2, "is not in the table"),
    ],
)
def test_what_there_is_not_is_a_sentence(program, asked: list[str], code: int, said: str) -> None:
    told = program("compare", *asked)
    assert said in " ".join(told.stderr.split())
    assert (told.returncode, told.stdout) == (code, "")

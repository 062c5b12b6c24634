"""New lines for answers.yaml: in the layout of the file, behind what is there."""

import pytest
from hypothesis import given, settings, strategies as st

from miliary_chat.author.answers import Answers
from miliary_chat.author.mining.answers_lines import NewAnswer, with_answers
from miliary_chat.base.errors import MiliaryError
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.nodes import compose, plain

SNOW = NewAnswer("findings/film", "snow, all over", met=("small",), by="trainees")
NEW = 'format: 1\nanswers:\n  findings/film:\n    - {say: "snow, all over", met: [small], by: trainees}\n'


@pytest.mark.parametrize(
    ("source", "result"),
    [
        (None, NEW),
        ("", NEW),
        ("# mine\n", "# mine\n" + NEW),
        ("format: 1\n", NEW),
        ("format: 1\nanswers:\n", NEW),
        ("format: 1\nanswers: {}\n", NEW),
        (
            "answers:\n  findings/film:\n  - say: p # c\n    met: [a]\n  # end\ndialogues: {}\n",
            "answers:\n  findings/film:\n  - say: p # c\n    met: [a]\n  - say: snow, all over\n    met: [small]\n"
            "    by: trainees\n  # end\ndialogues: {}\n",
        ),
        (
            "answers:\n  findings/film:\n    - {say: p}\n\n  other: # why\n    - {say: q}",
            'answers:\n  findings/film:\n    - {say: p}\n    - {say: "snow, all over", met: [small], by: trainees}\n\n'
            "  other: # why\n    - {say: q}",
        ),
        (
            "answers:\n  other:\n  - {say: q}\r\n",
            'answers:\n  other:\n  - {say: q}\r\n  findings/film:\r\n  - {say: "snow, all over", met: [small],'
            " by: trainees}\r\n",
        ),
        (
            "answers: {findings/film: [{say: a}]}\n",
            'answers: {findings/film: [{say: a},\n  {say: "snow, all over", met: [small], by: trainees}]}\n',
        ),
    ],
)
def test_answers_are_put_where_they_belong(source: str | None, result: str) -> None:
    assert with_answers(None if source is None else source.encode(), [SNOW]).decode() == result


def test_a_stage_of_one_question_may_have_its_short_name() -> None:
    source = b"answers:\n  treatment:\n    - {say: q}\n"
    result = with_answers(source, [NewAnswer("treatment/main", "r", missed=("wait",))])
    assert result == source + b"    - {say: r, missed: [wait]}\n"


def test_a_file_in_braces_is_refused_and_nothing_is_lost() -> None:
    with pytest.raises(MiliaryError, match="braces"):
        with_answers(b"{format: 1}", [SNOW])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=300).map(one_line).filter(bool), min_size=1, max_size=3))
def test_any_answer_reads_back_as_it_was_said(said: list[str]) -> None:
    result = with_answers(b"answers:\n  findings/film:\n    - {say: a}\n", [
        NewAnswer("findings/film", text, met=("small",)) for text in said
    ])  # fmt: skip
    tree, problems = compose(result, "answers", gaps=True)
    assert tree is not None
    assert not problems
    held = Answers.model_validate(plain(tree)).answers["findings/film"]
    assert [one.say for one in held] == ["a", *(text.strip() for text in said)]
    assert max(len(line) for line in result.decode().splitlines()) <= 300

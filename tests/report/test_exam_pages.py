"""Pages of an exam's results: whole, safe, and with all that a reader needs."""

from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from miliary_chat.exam.item_analysis import analyse_items
from miliary_chat.exam.result import ExamResults
from miliary_chat.report.exams import plots
from miliary_chat.report.exams.pages import candidate_page, class_page, file_name
from spoiling import HOSTILE, spoilt

VOID = {"meta", "br", "hr", "img", "input", "link"}


class Outline(HTMLParser):
    """The tags with their attributes in order, the text, and what is not closed as it was opened."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.words: list[str] = []
        self.faults: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        self.faults += self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def pages(results: ExamResults) -> list[str]:
    figures = analyse_items(results)
    own = [candidate_page(results, one, examiner=examiner) for one in results.candidates for examiner in (True, False)]
    return [class_page(results, figures), *own]


def test_no_text_of_a_person_or_a_file_becomes_a_tag_or_an_attribute(found: ExamResults) -> None:
    for harmless, hostile in zip(pages(found), pages(spoilt(found)), strict=True):
        shape = [(tag, [name for name, _ in attrs]) for tag, attrs in Outline(harmless).tags]
        assert [(tag, [name for name, _ in attrs]) for tag, attrs in Outline(hostile).tags] == shape
        assert "alert(1)" in Outline(hostile).text
        assert not any("evil" in (value or "") for _, attrs in Outline(hostile).tags for _, value in attrs)
        assert "{{7*7}}" in Outline(hostile).text
        assert not {"\x1b", "\x9b", "\u202e"} & set(hostile)


def test_a_page_asks_nothing_of_a_network_and_runs_nothing(found: ExamResults) -> None:
    for page in pages(found):
        outline = Outline(page)
        tags = {tag for tag, _ in outline.tags}
        names = {name for _, attrs in outline.tags for name, _ in attrs}
        assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "a"}
        assert not names & {"src", "href", "srcset", "data", "action", "style"}
        assert not any(name.startswith("on") for name in names)
        assert "url(" not in page
        assert "@import" not in page
        assert "default-src 'none'" in page


def test_every_tag_is_closed_and_every_id_is_there_once(found: ExamResults) -> None:
    for page in pages(found):
        outline = Outline(page)
        assert outline.faults == []
        ids = [value for _, attrs in outline.tags for name, value in attrs if name == "id"]
        assert len(ids) == len(set(ids))


def test_tables_have_captions_and_headings_their_scope_and_drawings_words(found: ExamResults) -> None:
    for page in pages(found):
        tags = Outline(page).tags
        assert sum(tag == "table" for tag, _ in tags) == sum(tag == "caption" for tag, _ in tags)
        assert all(dict(attrs).get("scope") in ("col", "row") for tag, attrs in tags if tag == "th")
        drawings = [dict(attrs) for tag, attrs in tags if tag == "svg"]
        assert all(one["role"] == "img" and one["aria-labelledby"] for one in drawings)
        assert sum(tag == "desc" for tag, _ in tags) == len(drawings)
        assert ("html", (("lang", "en"),)) in tags


def test_the_same_results_give_the_same_pages(found: ExamResults) -> None:
    assert pages(found) == pages(found)


def test_the_class_page_says_what_the_class_came_to(found: ExamResults) -> None:
    text = Outline(class_page(found, analyse_items(found))).text
    for words in (
        "6 candidates, pass mark 60",
        "Provisional: 1 wording waits for a marker.",
        "This is a small class",
        "Ada Example (A)",
        "The machine's clock was set back by 1 hour 1 minute",
        "Time added: 1 minute, by Dr Ito: fire alarm.",
        "balloon (1)",
        "H 15 January 2027",
        "Could not be read",
        "teaching simulation",
        "Not yet reviewed by a radiologist.",
    ):
        assert words in text, words


def test_the_examiners_version_has_the_answers_the_credit_and_the_decisions(found: ExamResults) -> None:
    by_code = {one.code: one for one in found.candidates}
    page = candidate_page(found, by_code["E"], examiner=True)
    text = Outline(page).text
    assert "<mark>grey</mark>, boxy" in page
    assert "square boxy 100 % means the same Dr Ito, 15 January 2027" in text
    assert by_code["E"].head in text
    assert by_code["E"].judge in text
    assert "decided by a marker" in text
    provisional = Outline(candidate_page(found, by_code["C"], examiner=True)).text
    assert "Provisional: 1 wording waits for a marker; the mark can still rise to 50." in provisional
    assert "failed" in provisional


@pytest.mark.parametrize(
    ("shown", "has", "lacks"),
    [
        ("nothing", "not shown", "out of 100"),
        ("marks", "Seeing", "grey square"),
        ("answers", "grey square", "What the machine heard"),
    ],
)
def test_a_candidate_sees_no_more_than_the_blueprint_allows(
    found: ExamResults, shown: str, has: str, lacks: str
) -> None:
    one = replace(found.candidates[0], shown=shown)  # type: ignore[arg-type]
    text = Outline(candidate_page(found, one)).text.replace("grey square", "grey square")
    text = text.replace("grey  square", "grey square")
    assert has in text
    assert lacks not in text


def test_an_empty_class_has_a_page_too(found: ExamResults) -> None:
    empty = replace(found, candidates=(), seated=(), unread=(), questions={})
    outline = Outline(class_page(empty, analyse_items(empty)))
    assert outline.faults == []
    assert "0 candidates" in outline.text


def test_a_file_is_named_after_the_code_as_far_as_that_is_safe(found: ExamResults) -> None:
    one = found.candidates[0]
    assert file_name(one) == f"A-{one.attempt[:8]}.html"
    for code in ("../../etc/passwd", "C 7/ä", "", HOSTILE):
        name = file_name(replace(one, code=code))
        assert "/" not in name
        assert not name.startswith((".", "-"))


def test_drawings_are_well_formed_and_show_what_is_there(found: ExamResults) -> None:
    figures = analyse_items(found)
    bars = ElementTree.fromstring(plots.distribution(figures.histogram, 60))
    assert [one.text for one in bars.iter("text")].count("pass mark 60") == 1
    assert sum(one.get("class") == "bar" for one in bars.iter("rect")) == 10
    dots = ElementTree.fromstring(plots.times(figures.questions))
    assert sum(1 for _ in dots.iter("circle")) == sum(len(one.spent_s) for one in figures.questions)
    field = ElementTree.fromstring(plots.scatter(figures.questions))
    assert sorted(one.text or "" for one in field.iter("text") if one.get("font-weight")) == ["1", "2"]
    for drawn in (bars, dots, field):
        width, height = (float(part) for part in (drawn.get("viewBox") or "").split()[2:])
        for one in drawn.iter():
            assert 0 <= float(one.get("x") or one.get("cx") or 0) <= width
            assert 0 <= float(one.get("y") or one.get("cy") or 0) <= height


def test_numbers_of_questions_that_fall_together_are_written_beside_each_other(found: ExamResults) -> None:
    questions = analyse_items(found).questions
    field = ElementTree.fromstring(plots.scatter([questions[0]] * 9))
    places = [
        (float(one.get("x") or 0), float(one.get("y") or 0)) for one in field.iter("text") if one.get("font-weight")
    ]
    assert len(places) == 9
    for number, (x, y) in enumerate(places):
        assert all(abs(x - a) > 17 or abs(y - b) > 17 for a, b in places[:number])

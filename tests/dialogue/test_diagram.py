"""The page that shows the life of an item is made from the table that rules it."""

import draw_states


def test_the_diagram_in_the_docs_is_what_the_table_says() -> None:
    text = draw_states.PAGE.read_text(encoding="utf-8")
    assert draw_states.page(text) == text


def test_the_whole_table_fits_on_a_page() -> None:
    assert len(draw_states.drawing().splitlines()) < 60

"""The shipped tables of look-alikes: whole, short enough to read, sourced, and honest about what separates."""

from itertools import combinations

import pytest

from miliary_chat.case.look_alikes import names, take
from miliary_chat.picture.decode import decode

TABLES = [take(name) for name in names()]
CELL = 80


@pytest.mark.parametrize("shipped", TABLES, ids=names())
class TestTables:
    def test_every_two_diagnoses_are_settled_by_different_things(self, shipped) -> None:
        for one, other in combinations(shipped.table.diagnoses, 2):
            assert any(feature.settles for feature in shipped.table.between(one, other)), (one, other)

    def test_what_separates_two_separates_them_both_ways_and_nothing_from_itself(self, shipped) -> None:
        for one in shipped.table.diagnoses:
            assert shipped.table.between(one, one) == ()
        for one, other in combinations(shipped.table.diagnoses, 2):
            assert shipped.table.between(one, other) == shipped.table.between(other, one)

    def test_a_group_of_alike_diagnoses_is_one_that_the_row_would_else_tell_apart(self, shipped) -> None:
        for feature in shipped.table.features.values():
            for group in feature.alike:
                assert len(group) > 1
                assert len({feature.cells[one].say for one in group}) > 1, (feature.id, group)

    def test_a_cell_can_be_taken_in_at_a_glance(self, shipped) -> None:
        for feature in shipped.table.features.values():
            assert all(len(cell.say) <= CELL for cell in feature.cells.values())

    def test_every_source_is_cited_and_says_where_it_was_published(self, shipped) -> None:
        cited = {
            source
            for feature in shipped.table.features.values()
            for cell in feature.cells.values()
            for source in cell.cite
        }
        assert cited == set(shipped.table.sources)

    def test_the_pictures_are_there_in_register_and_called_synthetic(self, shipped) -> None:
        table = shipped.table
        shapes = set()
        for name, about in table.pictures.items():
            data = shipped.picture(name)
            assert data
            assert "synthetic" in about.caption
            units = (float(about.hounsfield.black), float(about.hounsfield.step))
            picture = decode(data, name=about.file, mm_per_pixel=about.mm_per_pixel, hounsfield=units)
            shapes.add((picture.size, len(picture.frames)))
        assert len(shapes) == 1
        assert {one.picture for one in table.diagnoses.values()} == set(table.pictures)

"""What a document refuses to be."""

from dataclasses import replace

import pytest

from cchc.publishing.document import Cell, Column, TableNode, plain_text, runs_of
from tests.publishing.papers import PLAN

COLUMNS = (Column(1), Column(1), Column(1))


def test_a_row_must_fill_its_columns():
    with pytest.raises(ValueError, match="does not fill"):
        TableNode(COLUMNS, (), ((Cell(("a",)), Cell(("b",))),))


def test_a_row_may_not_have_more_cells_than_columns():
    with pytest.raises(ValueError, match="more cells"):
        TableNode(COLUMNS, (), ((Cell(),) * 4,))


def test_places_under_a_row_span_are_left_out():
    group = Cell(("a",), row_span=2)
    TableNode(COLUMNS, (), ((group, Cell(), Cell()), (Cell(), Cell())))


def test_a_row_span_may_not_reach_past_the_table():
    with pytest.raises(ValueError, match="past the last row"):
        TableNode(COLUMNS, (), ((Cell(row_span=2), Cell(), Cell()),))


def test_a_cell_may_not_overlap_a_span_from_above():
    first = (Cell(), Cell(row_span=2), Cell())
    with pytest.raises(ValueError, match="overlaps"):
        TableNode(COLUMNS, (), (first, (Cell(col_span=3),)))


def test_an_open_date_needs_its_year():
    with pytest.raises(ValueError, match="year"):
        replace(PLAN, issued_on=None)


def test_appendices_alone_need_an_appendix():
    with pytest.raises(ValueError, match="appendix"):
        replace(PLAN, appendices_only=True)


def test_empty_text_has_no_runs_and_plain_text_is_the_words():
    assert runs_of("") == ()
    assert plain_text(runs_of("một hai")) == "một hai"

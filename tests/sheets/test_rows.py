"""Rows of any list that goes out and comes back: their hidden keys, and which of them somebody touched."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.core.errors import DomainError
from cchc.reading.filled import FilledRow
from cchc.sheets.rules import RowKey, day_cell, typed_cell
from cchc.sheets.services import touched_rows


@dataclass(frozen=True, slots=True)
class Key(RowKey):
    columns = ("Ngày", "Ghi chú")

    of: UUID
    part: UUID | None
    version: int


class TooMany(DomainError):
    pass


class Untouched(DomainError):
    pass


def kept(*rows, most=10):
    return touched_rows(rows, Key, most=most, too_many=TooMany, untouched=Untouched)


@given(st.uuids(), st.none() | st.uuids(), st.integers(0), st.text(max_size=20))
def test_a_key_comes_back_as_it_went_out(of, part, version, note):
    key = Key(of, part, version, digest=Key.digest_of({"Ghi chú": note}))
    again = Key.parse(str(key))
    assert again == key
    assert again.is_of({"Ghi chú": f"  {note} "})


@given(st.text(max_size=90))
def test_no_text_breaks_the_reading_of_keys(text):
    found = Key.parse(text)
    assert found is None or str(found) == text or UUID(text.split("/")[0]) == found.of


@pytest.mark.parametrize(
    "text", ["", "-", "a/b/c/d", f"{UUID(int=1)}/-/1", f"{UUID(int=1)}/-/1/x/y"]
)
def test_what_has_other_parts_is_no_key_of_this_list(text):
    assert Key.parse(text) is None


def test_rows_as_they_went_out_are_left_out_and_only_open_cells_are_kept():
    key = str(Key(UUID(int=1), None, 1, digest=Key.digest_of({"Ngày": "14/01/2026"})))
    same = FilledRow(2, key, {"Ngày": " 14/01/2026", "Mã": "khác"})
    other = FilledRow(3, key, {"Ngày": "15/01/2026", "Mã": "1"})
    new = FilledRow(4, "", {"Ghi chú": "mới"})
    assert kept(same, other, new) == [
        {"line": 3, "key": key, "values": {"Ngày": "15/01/2026"}},
        {"line": 4, "key": "", "values": {"Ghi chú": "mới"}},
    ]
    with pytest.raises(Untouched):
        kept(same)
    with pytest.raises(TooMany):
        kept(same, other, new, most=2)


@pytest.mark.parametrize(
    ("text", "kind", "cell"),
    [
        ("14/01/2026", "date", date(2026, 1, 14)),
        ("mai", "date", "mai"),
        ("40", "percent", 40),
        ("bốn", "percent", "bốn"),
        ("40", "text", "40"),
    ],
)
def test_a_wrong_cell_goes_out_again_as_it_was_typed(text, kind, cell):
    assert typed_cell(text, kind) == cell


def test_a_cell_that_is_no_day_is_named():
    errors = {}
    assert day_cell(" ", "Ngày", errors) is None
    assert day_cell("5/3/2026", "Ngày", errors) == date(2026, 3, 5)
    assert not errors
    assert day_cell("31/02/2026", "Ngày", errors) is None
    assert "31/02/2026" in errors["Ngày"]

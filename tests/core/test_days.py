"""A day is typed in whatever way officials write one, and refused in words when it is none."""

from datetime import date

import pytest

from cchc.core.days import read_day
from cchc.core.forms import day_field


@pytest.mark.parametrize(
    "typed",
    ["05/03/2026", "5/3/2026", " 5-3-2026 ", "5.3.26", "5 / 3 / 2026", "05032026", "2026-03-05"],
)
def test_every_usual_way_of_writing_a_day_is_understood(typed):
    assert read_day(typed) == date(2026, 3, 5)


@pytest.mark.parametrize(
    "typed", ["", "31/02/2026", "03/15/2026", "mai", "5/3", "20260305", "2026-W10-4"]
)
def test_what_is_no_day_is_not_guessed(typed):
    assert read_day(typed) is None


def test_a_field_shows_the_day_as_officials_write_it_and_says_what_is_wrong():
    field = day_field("Hạn mới", required=True)
    assert field.clean("31/3/2026") == date(2026, 3, 31)
    assert 'value="31/03/2026"' in field.widget.render("to_due", date(2026, 3, 31))
    with pytest.raises(Exception, match="ngày/tháng/năm"):
        field.clean("31/02/2026")
    with pytest.raises(Exception, match="Hãy nhập ngày"):
        field.clean("")
    assert day_field("Ngày văn bản").clean("") is None

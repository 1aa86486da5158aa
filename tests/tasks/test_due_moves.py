"""One place says what stands against a due day that moves, whether by an extension or by an amendment."""

from dataclasses import replace
from datetime import date

import pytest

from cchc.tasks.rules.due_moves import Bar, Move, bar_to, notes_on

LETTER = date(2026, 3, 25)
PLAIN = Move(
    from_due=date(2026, 3, 31), to_due=date(2026, 4, 29), said_on=LETTER, ends_on=date(2026, 12, 31)
)


@pytest.mark.parametrize(
    ("given", "bar"),
    [
        ({}, None),
        ({"is_set_above": True}, Bar.SET_ABOVE),
        ({"is_set_above": True, "by_level_above": True}, None),
        ({"is_set_above": True, "to_due": date(2026, 3, 31)}, None),
        ({"to_due": LETTER}, None),
        ({"to_due": date(2026, 3, 24)}, Bar.PASSED),
        ({"to_due": date(2026, 3, 24), "recurs": True}, None),
        ({"to_due": date(2026, 3, 24), "is_set_anew": True}, None),
        ({"to_due": date(2026, 12, 31)}, None),
        ({"to_due": date(2027, 1, 1)}, Bar.BEYOND),
        ({"to_due": date(2027, 1, 1), "has_reason": True}, None),
        ({"to_due": None}, None),
        ({"to_due": None, "is_set_above": True}, Bar.SET_ABOVE),
    ],
)
def test_a_day_moves_unless_something_stands_against_it(given, bar):
    assert bar_to(replace(PLAIN, **given)) is bar


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, []),
        ({"to_due": date(2026, 5, 2)}, ["là ngày nghỉ; ngày làm việc cuối cùng trước đó là 30/04"]),
        ({"to_due": date(2027, 3, 31)}, ["sau ngày kết thúc kế hoạch (31/12/2026)"]),
        (
            {"to_due": date(2026, 3, 27), "handed_in_on": date(2026, 3, 30)},
            ["đang đúng hạn sẽ thành quá hạn"],
        ),
        ({"to_due": date(2026, 4, 1), "handed_in_on": date(2026, 4, 2)}, []),
        ({"from_due": date(2026, 5, 2), "to_due": date(2026, 5, 2)}, []),
    ],
)
def test_what_a_person_should_see_first_is_said_in_a_sentence(given, words):
    off = {date(2026, 5, 1): False}
    notes = list(notes_on(replace(PLAIN, **given), off))
    assert len(notes) == len(words)
    assert all(held in note for held, note in zip(words, notes, strict=True))

"""docs/algorithms/task-state.md prints the table of truth; code and page say the same."""

import re
from pathlib import Path

from cchc.tasks.rules.state import TABLE, Day, Row, State

PAGE = Path(__file__).resolve().parents[2] / "docs" / "algorithms" / "task-state.md"
SIGNS = {"lt": "<", "lte": "<=", "gt": ">", "gte": ">=", "exact": "="}
DAYS = {Day.TODAY: "today", Day.SOON: "soon"}


def condition(key, value):
    field, comparison = key.split("__")
    if comparison == "isnull":
        return f"{field} is {'unknown' if value else 'known'}"
    shown = str(value).lower() if isinstance(value, bool) else DAYS.get(value, value)
    return f"{field} {SIGNS[comparison]} {shown}"


def printed(row: Row):
    words = ", ".join(condition(key, value) for key, value in row.when.items())
    return row.state.value, words or "always"


def test_the_page_prints_the_table_that_the_code_reads():
    rows = re.findall(r"^\| \d+ \| (\w+) \| ([^|]+?) \|", PAGE.read_text(encoding="utf-8"), re.M)
    assert rows == [printed(row) for row in TABLE]


def test_every_state_can_be_given_by_some_fact():
    assert {row.state for row in TABLE} == set(State)

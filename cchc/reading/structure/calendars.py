"""Tables of reports: which report, by when, over which days. They assign no work."""

import re

from cchc.reading import lexicon
from cchc.reading.blocks import Table
from cchc.reading.flat import flat
from cchc.reading.structure.columns import columns_of
from cchc.reading.structure.targets import is_header

_PERIOD = re.compile(r"\b(?:quy|thang|nam|tuan|ky)\b")


def calendar_columns(table: Table) -> list[tuple[int, str]]:
    """The columns of a table of reports as (column, "name", "due" or "window"); one header may name several days."""
    if not table.rows or not is_header(table.rows[0]):
        return []
    found: list[tuple[int, str]] = []
    for column, cell in enumerate(table.rows[0]):
        code = lexicon.classify("reports", " ".join(cell.text.split())) if cell else None
        if code == "due" or (code and code not in {one for _, one in found}):
            found.append((column, code))
    known = {code for _, code in found}
    if "due" in known and "name" not in known:
        found += [(column, "name") for column in _columns_of_reports(table)[:1]]
    return found if {"name", "due"} <= {code for _, code in found} else []


def _columns_of_reports(table: Table) -> list[int]:
    """The columns each of whose cells names a report of a period."""
    found = []
    for column in range(len(table.rows[0])):
        texts = [flat(cell.text) for row in table.rows[1:] if (cell := row[column]) and cell.lines]
        if texts and all(one.startswith("bao cao") and _PERIOD.search(one) for one in texts):
            found.append(column)
    return found


def is_calendar(table: Table) -> bool:
    """Whether a table names reports and their days. One that assigns work as well is none, unless all of its rows
    are named after a period.
    """
    columns = calendar_columns(table)
    if not columns:
        return False
    if columns_of(table) is None:
        return True
    name = next(column for column, code in columns if code == "name")
    texts = [flat(cell.text) for row in table.rows[1:] if (cell := row[name]) and cell.lines]
    return bool(texts) and all(_PERIOD.search(text) for text in texts)

"""Tasks from assignment tables, wherever in the body or the annexes they stand."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from cchc.reading.blocks import Table
from cchc.reading.draft import TaskDraft
from cchc.reading.flat import flat
from cchc.reading.meaning.outline import area_of, area_of_heading
from cchc.reading.meaning.roles import roles_in
from cchc.reading.meaning.tasks import Found, Trees, blank, fill
from cchc.reading.structure.calendars import is_calendar
from cchc.reading.structure.columns import Columns, columns_of, has_header
from cchc.reading.structure.marks import legend_in
from cchc.reading.structure.names import begins_name
from cchc.reading.structure.ordinals import ordinal_of
from cchc.reading.structure.tables import Row, is_listed, rows_of
from cchc.reading.structure.targets import sets_targets
from cchc.reading.structure.tree import Node, is_heading
from cchc.reading.structure.unlabelled import names_only_units

_ROLES = {
    "lead": "chu tri",
    "coordinating": "phoi hop",
}  # what a label of a legend says ("Chủ trì: x")


_SAYS_LEADS = re.compile(r"\s(?:chu tri|lam dau moi|dau moi)(?:\s+thuc hien)?[\s:]*$")


def tasks_in_tables(trees: Trees) -> Found:
    """The rows of all assignment tables in reading order; a table without header goes on with the one above."""
    found = Found([], "table")
    for root in trees.all():
        columns: Columns | None = None
        rows: list[Row] = []
        read: list[tuple[Node, list[Row]]] = []
        for node in root.walk():
            for table in node.tables:
                other = sets_targets(table, trees.year) or is_calendar(table)
                own = None if other else columns_of(table)
                if not other and own is None and columns and _goes_on(table, columns):
                    columns = replace(columns, top=0)
                else:
                    columns, rows = own, []
                if columns and own is columns and columns.marks:
                    columns = _by_legend(columns, table, trees)
                if columns:
                    group = rows[-1].group if rows else ""
                    new = rows_of(table, columns, group, rows)
                    read.append((node, new))
                    rows = new or rows
        of_units = _groups_are_units([row for _, rows in read for row in rows])
        for node, rows in read:
            known = len(found.tasks)
            _add_rows(found, rows, node, trees)
            for task in found.tasks[known:] if of_units else ():
                task.lead, task.marks["lead"] = roles_in([task.section])[0], ["inherited"]
    return found


def _groups_are_units(rows: list[Row]) -> bool:
    """Whether no row says who leads and every group is a unit: ``I. Phòng Pháp chế`` above its rows."""
    if not rows or any(row.values.get("lead") or row.values.get("shared") for row in rows):
        return False
    return all(names_only_units(row.group) or _leads(row.group) for row in rows)


def _leads(group: str) -> bool:
    """Whether a group says of a unit that it leads: ``Phòng Đầu tư, thẩm định và giám sát chủ trì``."""
    return begins_name(group) and _SAYS_LEADS.search(flat(group)) is not None


def _by_legend(columns: Columns, table: Table, trees: Trees) -> Columns:
    """The columns with what a legend says of their marks: in the table itself, else anywhere in the text."""
    header = (cell.text for row in table.rows[: columns.top] for cell in row if cell)
    last = (cell.text for row in table.rows[-2:] for cell in row if cell)
    nodes = [node for root in trees.all() for node in root.walk()]
    texts = (node.text for node in nodes)
    labelled = (
        f"{_ROLES[line.field]} {' '.join(line.values)}"
        for node in nodes
        for line in node.fields
        if line.field in _ROLES
    )
    said = legend_in(chain(header, last, texts, labelled), columns.marks)
    return replace(columns, marks=columns.marks | said)


def _goes_on(table: Table, columns: Columns) -> bool:
    return len(table.rows[0]) == columns.width and not has_header(table)


def _add_rows(found: Found, rows: Iterable[Row], node: Node, trees: Trees) -> None:
    counts: Counter[str] = Counter()
    for row in (part for one in rows for part in _parts(one)):
        counts[row.group] += 1
        work = any(letter.isalpha() for line in row.values.get("text", ()) for letter in line)
        if not work or not (row.number or row.assigns):
            continue
        top = node.path or "PL"
        path = "/".join(
            part for part in (top, row.group, row.number or str(counts[row.group])) if part
        )
        group_path = f"{top}/{row.group}" if row.group else top
        if row.group and group_path not in {one[0] for one in found.groups}:
            found.groups.append((group_path, row.group, row.place))
        if levels := row.values.get("level"):
            found.levels[len(found.tasks)] = levels
        found.tasks.append(_row_task(row, path, node, trees))


def _parts(row: Row) -> list[Row]:
    """A row whose work is a numbered list is a task per number; the rest of the row holds for each."""
    lines = row.values.get("text", ())
    if len(lines) < 2 or not all(is_listed(line) for line in lines):
        return [row]
    parts = []
    for line in lines:
        mark = ordinal_of(line)
        label, start = (mark.label, mark.length) if mark else ("", 0)
        number = ".".join(part for part in (row.number, label) if part)
        parts.append(replace(row, number=number, values=row.values | {"text": (line[start:],)}))
    return parts


def _row_task(row: Row, path: str, node: Node, trees: Trees) -> TaskDraft:
    values = row.values
    task = blank(path, " ".join(values["text"]), row.place)
    task.section = row.group or (node.text if is_heading(node) else "")
    areas = (area_of_heading(name) for name in (row.group, row.outer) if name)
    task.area = next((one for one in areas if one != "other"), area_of(node))
    fill(
        task,
        lead=list(values.get("lead", ())),
        coordinating=list(values.get("coordinating", ())),
        product=list(values.get("product", ())),
        time=_span_of_time(values),
        funding=list(values.get("funding", ())),
        year=trees.year,
        shared=values.get("shared", ()),
    )
    if row.doubtful_group:
        task.marks["section"] = ["doubtful"]
    return task


def _span_of_time(values: dict[str, tuple[str, ...]]) -> list[str]:
    """The time of a row; where a column of its own says when work begins, from then on."""
    start, end = " ".join(values.get("start", ())), list(values.get("time", ()))
    if not start:
        return end
    return [f"Từ {_small(start)} đến {_small(' '.join(end))}"] if end else [start]


def _small(text: str) -> str:
    text = text.strip(" .;")
    return text[:1].lower() + text[1:]

"""Tasks from assignment tables, wherever in the body or the annexes they stand."""

from collections import Counter
from collections.abc import Iterable

from cchc.reading.draft import TaskDraft
from cchc.reading.meaning.outline import area_of, area_of_heading
from cchc.reading.meaning.tasks import Found, Trees, blank, fill
from cchc.reading.structure.tables import Columns, Row, columns_of, rows_of
from cchc.reading.structure.tree import Node, is_heading


def tasks_in_tables(trees: Trees) -> Found:
    """The rows of all assignment tables in reading order; a table without header goes on with the one above."""
    found = Found([], "table")
    for root in trees.all():
        header: Columns | None = None
        width = 0
        group = ""
        for node in root.walk():
            for table in node.tables:
                own = columns_of(table)
                if own is None and header and len(table.rows[0]) == width:
                    header = (0, header[1])
                else:
                    header, width, group = own, len(table.rows[0]) if table.rows else 0, ""
                if header:
                    rows = rows_of(table, header, group)
                    _add_rows(found, rows, node, trees)
                    group = rows[-1].group if rows else group
    return found


def _add_rows(found: Found, rows: Iterable[Row], node: Node, trees: Trees) -> None:
    counts: Counter[str] = Counter()
    for row in rows:
        counts[row.group] += 1
        if not row.values.get("text") or not (row.number or row.assigns):
            continue
        top = node.path or "PL"
        path = "/".join(
            part for part in (top, row.group, row.number or str(counts[row.group])) if part
        )
        group_path = f"{top}/{row.group}" if row.group else top
        if row.group and group_path not in {one[0] for one in found.groups}:
            found.groups.append((group_path, row.group, row.place))
        found.tasks.append(_row_task(row, path, node, trees))


def _row_task(row: Row, path: str, node: Node, trees: Trees) -> TaskDraft:
    values = row.values
    task = blank(path, " ".join(values["text"]), row.place)
    task.section = row.group or (node.text if is_heading(node) else "")
    task.area = area_of_heading(row.group) if row.group else area_of(node)
    if task.area == "other" and row.group:
        task.area = area_of(node)
    fill(
        task,
        lead=list(values.get("lead", ())),
        coordinating=list(values.get("coordinating", ())),
        product=list(values.get("product", ())),
        time=list(values.get("time", ())),
        funding=list(values.get("funding", ())),
        year=trees.year,
    )
    if row.doubtful_group:
        task.marks["section"] = ["doubtful"]
    return task

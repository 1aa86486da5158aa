"""What a receiver's blank would be filled in with: by line, what changed since it was confirmed, what stays empty."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from cchc.evidence.services import local_copy
from cchc.publishing.report_files import report_json
from cchc.reports.connectors.spreadsheet import SURE, fill, left_empty, mapping_of, suggest
from cchc.reports.models import ReceiverSheet, Report
from cchc.reports.rules.blank import Blank, BlankChange, BlankPage, Line, Meaning, changes_between
from cchc.reports.selectors.content import content_of
from cchc.reports.selectors.files import paper_of
from cchc.sheets.mappings import recall

Statistics = list[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class LineMeant:
    """A line of the blank. code: the indicator it takes, by what was said, else by words that surely fit; "" for none.

    maybe: an indicator that its words resemble, for a person to look at. is_new: nothing was said of it yet. shown: the
    figure that would be written, "" where the report has none.
    """

    key: str
    page: BlankPage
    line: Line
    code: str
    maybe: str
    is_new: bool
    shown: str


@dataclass(frozen=True, slots=True)
class SheetView:
    """A blank as it stands. names: indicators of the report by code. columns: by page, the key of the one to fill.

    changes: since a person confirmed it. empty: lines with an indicator for which the report has no figure. unused:
    lines that take none.
    """

    blank: Blank
    names: Mapping[str, str]
    columns: Mapping[str, str]
    lines: list[LineMeant]
    estimates: bool
    changes: list[BlankChange]
    empty: list[LineMeant]
    unused: list[LineMeant]


def sheets_of_report(report: Report) -> QuerySet[ReceiverSheet]:
    """The blanks that were handed in for the report's form."""
    return ReceiverSheet.objects.filter(agency=report.agency_id, form=report.form_id)


def statistics_of(report: Report, at: datetime) -> Statistics:
    """The report's figures, as they leave."""
    rows: Statistics = report_json(paper_of(report, content_of(report, at)))["statistics"]
    return rows


def view_of(sheet: ReceiverSheet, rows: Statistics) -> SheetView:
    """The blank with what was said of it and what may be meant."""
    blank, kept = Blank.of(sheet.blank), Meaning.of(sheet.mapping)
    names = {str(row["code"]): str(row["name"]) for row in rows}
    said = recall(kept.lines, blank.keys)
    offered = suggest(
        blank, {code: name for code, name in names.items() if code not in said.values()}
    )
    columns = {page.name: _column(page, kept) for page in blank.pages}
    shown = {str(row["code"]): str(row["shown"]) for row in rows}
    lines = []
    for page in blank.pages:
        for line in page.lines:
            key = page.key_of(line)
            guess, score = offered.get(key, ("", 0))
            sure = guess if score >= SURE else ""
            code = said.get(key, sure)
            lines.append(
                LineMeant(
                    key=key,
                    page=page,
                    line=line,
                    code=code if code in names else "",
                    maybe=guess if guess and key not in said and not sure else "",
                    is_new=key not in said,
                    shown=shown.get(code, ""),
                )
            )
    mapping = mapping_of(blank, Meaning(columns, {each.key: each.code for each in lines}))
    without = {(each.sheet, each.words_cell) for each in left_empty(mapping, rows)}
    is_known = sheet.confirmed_at is not None or bool(sheet.confirmed)
    return SheetView(
        blank=blank,
        names=names,
        columns=columns,
        lines=lines,
        estimates=kept.estimates,
        changes=changes_between(Blank.of(sheet.confirmed), blank) if is_known else [],
        empty=[each for each in lines if (each.page.name, each.line.cell) in without],
        unused=[each for each in lines if not each.code],
    )


def filled(sheet: ReceiverSheet, rows: Statistics) -> bytes:
    """The confirmed blank with the report's figures. Raises UnreadableFile, CannotOverwrite, MappingOutdated."""
    mapping = mapping_of(Blank.of(sheet.blank), Meaning.of(sheet.mapping))
    with local_copy(sheet.stored) as path:
        return fill(path, mapping, rows)


def _column(page: BlankPage, kept: Meaning) -> str:
    """The column that was said to take the figures, else the one headed so; "" for neither."""
    key = kept.columns.get(page.name)
    if key == "" or (key and page.letters_of(key)):
        return key
    return next((each.key for each in page.columns if each.letters == page.figures), "")

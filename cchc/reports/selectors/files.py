"""The files that a report leaves as: everything in them comes from its content, frozen or as it stands."""

import json
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from cchc.core.clock import vietnam_date
from cchc.publishing.document import Signature
from cchc.publishing.layout import date_in_figures, split_number
from cchc.publishing.report import (
    Annex,
    IssuedAnnex,
    IssuedRow,
    Line,
    ProgressAnnex,
    ProgressBlock,
    ProgressRow,
    ReportHead,
    ReportPaper,
    ReportPart,
    StatisticsAnnex,
)
from cchc.publishing.report_files import report_json, report_workbook, statistic_sheet
from cchc.publishing.sheets import write_csv, write_xlsx
from cchc.reports.models import Report
from cchc.reports.rules.drawing import in_paper, shares_drawing, tasks_drawing
from cchc.reports.rules.outline import ALL_AREAS, Outline
from cchc.reports.rules.paper import parts_of, statistics_of
from cchc.reports.rules.prose import text
from cchc.reports.rules.snapshot import Snapshot
from cchc.reports.selectors.aims import aims_in
from cchc.reports.selectors.content import (
    agencies_missing,
    paragraphs_in,
    printed_outline,
    snapshot_in,
)
from cchc.reports.selectors.titles import period_in_words, subject_in

_DONE = {"done_on_time", "done_late"}


def paper_of(report: Report, content: dict[str, Any]) -> ReportPaper:
    """A report's content as the values of an official document; number and day are open until it is issued."""
    outline, snapshot = printed_outline(content), snapshot_in(content)
    agency, document = content["agency"], report.document
    number, symbol = split_number(document.number) if document else (None, "")
    parent = agency["parent"]
    edition = content["edition"]
    correction = f" (đính chính lần {edition - 1})" if edition > 1 else ""
    return ReportPaper(
        head=ReportHead(
            issuer=agency["name"],
            parent_issuer=parent or None,
            symbol=symbol or f"BC-{agency['symbol']}".rstrip("-"),
            place=agency["place"],
            subject=subject_in(content),
            period=f"{period_in_words(content)}{correction}",
            window_from=snapshot.window_from,
            window_to=snapshot.window_to,
            number=number,
            issued_on=document.issued_on if document else None,
        ),
        parts=_noted(parts_of(outline, _lines(outline, content, snapshot)), content),
        annexes=tuple(_annexes(outline, content, snapshot)),
        signature=_signature(report, content),
        recipients=tuple(
            filter(None, (f"{parent} (báo cáo)" if parent else "", "Lãnh đạo cơ quan", "Lưu: VT."))
        ),
    )


def workbook_of(paper: ReportPaper, made_on: date) -> bytes:
    """The annexes as a workbook."""
    return write_xlsx(report_workbook(paper, made_on))


def csv_of(paper: ReportPaper) -> bytes:
    """The statistics annex as comma-separated text. Raises ValueError for a report without one."""
    annex = next((each for each in paper.annexes if isinstance(each, StatisticsAnnex)), None)
    if annex is None:
        raise ValueError("a report without statistics has no list of figures")
    return write_csv(statistic_sheet(paper, annex))


def json_of(paper: ReportPaper, content: dict[str, Any]) -> bytes:
    """The report as data, with the snapshot that its figures come from."""
    value = report_json(paper) | {"snapshot": content["snapshot"]}
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _lines(
    outline: Outline, content: dict[str, Any], snapshot: Snapshot
) -> dict[str, tuple[Line, ...]]:
    found: dict[str, tuple[Line, ...]] = {
        section.code: tuple(text(each) for each in paragraphs_in(content, section.code))
        for section in outline.sections
    }
    place = next(
        (each.code for each in outline.sections if each.kind == "tasks" or ALL_AREAS in each.areas),
        None,
    )
    if place:
        drawings = (
            tasks_drawing(snapshot),
            shares_drawing(snapshot, aims_in(content), is_aimed=True),
        )
        found[place] += tuple(line for each in drawings for line in in_paper(each))
    return found


def _noted(parts: tuple[ReportPart, ...], content: dict[str, Any]) -> tuple[ReportPart, ...]:
    """The parts with, behind the last one, the agencies below whose figures are not in the report."""
    missing = agencies_missing(content)
    if not missing or not parts:
        return parts
    note = f"Ghi chú: số liệu tổng hợp chưa bao gồm cơ quan chưa có báo cáo được nhận: {'; '.join(missing)}."
    return (*parts[:-1], replace(parts[-1], lines=(*parts[-1].lines, note)))


def _annexes(outline: Outline, content: dict[str, Any], snapshot: Snapshot) -> list[Annex]:
    found: list[Annex] = []
    for annex in outline.annexes:
        if annex.kind == "statistics":
            statistics = statistics_of(annex, snapshot)
            if statistics.blocks:
                found.append(statistics)
        elif annex.kind == "tasks":
            if content["tasks"]:
                found.append(ProgressAnnex(annex.title, _progress(content["tasks"])))
        elif content["papers"]:
            found.append(IssuedAnnex(annex.title, tuple(map(_issued, content["papers"]))))
    return found


def _progress(rows: list[dict[str, Any]]) -> tuple[ProgressBlock, ...]:
    by_area: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_area.setdefault(row["area_name"], []).append(row)
    return tuple(ProgressBlock(name, tuple(map(_task, found))) for name, found in by_area.items())


def _task(row: dict[str, Any]) -> ProgressRow:
    state = row["state"]
    if row["days_late"]:
        state = f"{state} ({row['days_late']} ngày)"
    is_done = row["outcome"] in _DONE or (not row["outcome"] and row["plan_state"] in _DONE)
    words = "Hoàn thành ngày" if is_done else "Đã có kết quả, gần nhất ngày"
    done = f"{words} {_day(row['done_on'])}" if row["done_on"] else ""
    return ProgressRow(
        label=row["label"],
        text=row["text"],
        products=row["products"],
        units=row["units"],
        time=_day(row["due_on"]),
        state=state,
        result=done,
        note=row.get("forecast") or row["note"],
    )


def _issued(row: dict[str, Any]) -> IssuedRow:
    return IssuedRow(
        number=row["number"],
        issued_on=date.fromisoformat(row["issued_on"]) if row["issued_on"] else None,
        title=row["text"],
        issuer=row["unit"],
        note=_file_note(row),
    )


def _file_note(row: dict[str, Any]) -> str:
    """Which files the report used: name, day of upload, beginning of the SHA-256; how many were taken out before."""
    used = [
        f"{each['name']}, tải lên {vietnam_date(datetime.fromisoformat(each['added_at'])):%d/%m/%Y}, "
        f"mã {each['sha256'][:12]}"
        for each in row.get("files", ())
    ]
    if not used:
        return ""
    replaced = row.get("files_replaced")
    return f"Tệp: {'; '.join(used)}" + (f"; thay {replaced} bản trước" if replaced else "")


def _signature(report: Report, content: dict[str, Any]) -> Signature:
    document = report.document
    if document is not None and document.signer_name:
        lines = tuple(filter(None, (document.signer_authority, document.signer_position)))
        return Signature(lines or tuple(content["signature"]["lines"]), document.signer_name)
    signature = content["signature"]
    return Signature(tuple(signature["lines"]), signature["name"] or None)


def _day(text_of_day: str) -> str:
    return date_in_figures(date.fromisoformat(text_of_day)) if text_of_day else ""

"""Everything that a report prints, as plain values: taken live while it is made, kept as it stood once submitted."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from cchc.core import clock
from cchc.core.clock import vietnam_date
from cchc.documents.models import Document
from cchc.indicators.rules import written
from cchc.orgs.history import names_on
from cchc.orgs.models import Unit
from cchc.orgs.services.signing import signers_on
from cchc.orgs.signature import signers_of
from cchc.reports.models import Report, UnitPart
from cchc.reports.rules.editing import numbered
from cchc.reports.rules.outline import Outline, Section, parse
from cchc.reports.rules.prose import Sentence, from_json
from cchc.reports.rules.snapshot import Fact, Snapshot
from cchc.reports.rules.snapshot import from_json as snapshot_from_json
from cchc.reports.rules.snapshot import to_json as snapshot_to_json
from cchc.reports.selectors.aims import aims_of, aims_to_json
from cchc.reports.selectors.below import Verdict
from cchc.reports.selectors.facts import (
    Basis,
    basis_of,
    obstacles_of,
    own_facts,
    window_of,
)
from cchc.reports.selectors.parts import paper_lines, task_lines
from cchc.reports.selectors.reports import parts_of
from cchc.reports.selectors.texts import whole_of

NOT_COMPARED = "không so sánh do thay đổi tổ chức"


def given_units(parts: Sequence[UnitPart]) -> set[int]:
    """Keys of the units that have given their part."""
    return {part.unit_id for part in parts if part.is_given}


def live_basis(report: Report, parts: Sequence[UnitPart], at: datetime) -> Basis:
    """The facts of an open report as the data stand."""
    return basis_of(report, given_units(parts), at)


def content_of(report: Report, at: datetime) -> dict[str, Any]:
    """What a report prints: as it was frozen, or as it would be now."""
    if report.frozen is not None:
        return dict(report.frozen)
    parts = list(parts_of(report))
    return live_content(report, parts, live_basis(report, parts, at), at)


def live_content(
    report: Report, parts: Sequence[UnitPart], basis: Basis, at: datetime
) -> dict[str, Any]:
    """What a report would print now, with the names of the cut-off: nothing in it asks the database again."""
    window = window_of(report.period)
    names = _names(report, parts, window.last)
    notes: dict[str, str] = {}
    for part in parts:
        if part.is_given:
            notes |= part.task_notes
    return {
        "snapshot": snapshot_to_json(whole_of(basis)),
        "is_changed": basis.is_changed,
        "added": list(basis.added),
        "form": {
            "code": report.form.code,
            "name": report.form.name,
            "standing": report.form.standing,
            "basis": report.form.basis,
            "valid_from": report.form.valid_from.isoformat(),
            "outline": report.form.outline,
        },
        "agency": _agency(report.agency, names),
        "signature": _signature(report.agency, vietnam_date(at)),
        "period": {
            "name": report.period.name,
            "code": report.period.code,
            "from": window.first.isoformat(),
            "to": window.last.isoformat(),
            "due_on": report.period.due_on.isoformat() if report.period.due_on else "",
        },
        "edition": report.edition,
        "reason": report.reason,
        "texts": {row.code: row.paragraphs for row in report.texts.all()},
        "held": [row.code for row in report.texts.all() if row.is_held],
        "parts": [_part(part, names) for part in parts],
        "aims": aims_to_json(aims_of(report.agency, window.last)),
        "below": [each.to_json() for each in basis.below],
        "tasks": [asdict(line) for line in task_lines(basis.standings, window, notes, names)],
        "papers": [asdict(line) for line in paper_lines(basis.standings, window, names)],
        "obstacles": [
            {"label": row.task.label, "text": row.text, "answer": row.answer}
            for row in obstacles_of(report.agency_id, window)
        ],
        "taken_at": at.isoformat(),
    }


def snapshot_in(content: dict[str, Any]) -> Snapshot:
    """The facts that a content holds."""
    return snapshot_from_json(content["snapshot"])


def outline_in(content: dict[str, Any]) -> Outline:
    """The outline that a content was written by."""
    return parse(content["form"]["outline"])


def printed_outline(content: dict[str, Any]) -> Outline:
    """The outline that the paper shows: without sections that the office left out as empty, numbered again."""
    if not content.get("omits_empty"):
        return outline_in(content)
    kept: list[dict[str, Any]] = []
    for row in reversed(content["form"]["outline"]["section"]):
        leads = row["kind"] == "heading" and bool(kept) and kept[0]["level"] > row["level"]
        if leads or content["texts"].get(row["code"]):
            kept.insert(0, dict(row))
    return parse(numbered({**content["form"]["outline"], "section": _joined_up(kept)}))


def _joined_up(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sections whose parent was left out step up, so that no level is skipped."""
    above = 0
    for row in rows:
        row["level"] = above = min(row["level"], above + 1)
    return rows


def empty_sections(content: dict[str, Any]) -> list[Section]:
    """The sections that hold text in this form and have none."""
    return [
        section
        for section in outline_in(content).sections
        if section.kind != "heading" and not content["texts"].get(section.code)
    ]


def paragraphs_in(content: dict[str, Any], code: str) -> tuple[Sentence, ...]:
    """The paragraphs of one section."""
    return from_json(content["texts"].get(code, []))


def agencies_missing(content: dict[str, Any]) -> list[str]:
    """The agencies below whose report was not accepted when the content was put together."""
    rows = content.get("below", ())
    return [row["name"] for row in rows if row["verdict"] != Verdict.ACCEPTED]


def table_value(fact: Fact) -> str:
    """A figure as it stands in a table: "1.254", "99,76%", "40 (ước)", "không phát sinh", "" for no data."""
    if fact.is_not_arising:
        return "không phát sinh"
    if fact.has_nothing_to_divide:
        return "–"
    if fact.value is None:
        return ""
    text = written(fact.value, fact.decimals) + ("%" if fact.is_share else "")
    return f"{text} (ước)" if fact.is_estimated else text


def earlier_in(snapshot: Snapshot, mark: str) -> Snapshot | None:
    """The facts of the earlier period that a snapshot holds under this mark; None without any."""
    facts = [
        replace(fact, key=fact.key.removeprefix(mark))
        for fact in snapshot.facts
        if fact.key.startswith(mark)
    ]
    return replace(snapshot, facts=tuple(facts)) if facts else None


def later_figures(report: Report, at: datetime) -> list[tuple[Fact, Fact]]:
    """Figures of a frozen report that are others in the data now: as reported and as they stand; [] for an open one."""
    if report.frozen is None:
        return []
    then = snapshot_in(report.frozen)
    now = basis_of(report, given_units(list(parts_of(report))), at).now
    found = []
    for fact in own_facts(then):
        fresh = now.get(fact.key)
        if fresh is not None and table_value(fresh) != table_value(fact):
            found.append((fact, fresh))
    return found


def _names(report: Report, parts: Sequence[UnitPart], day: date) -> dict[int, str]:
    """What the agency, its units and whoever leads one of its tasks were called on the day."""
    units = {part.unit_id: part.unit.name for part in parts}
    units |= dict(Unit.objects.filter(agency=report.agency_id).values_list("pk", "name"))
    units[report.agency_id] = report.agency.name
    earlier = names_on(list(units), day)
    return {key: earlier.get(key, (name, ""))[0] for key, name in units.items()}


def _agency(agency: Unit, names: dict[int, str]) -> dict[str, str]:
    return {
        "uid": str(agency.uid),
        "name": names[agency.pk],
        "parent": agency.parent.name if agency.parent else "",
        "symbol": agency.symbol,
        "place": agency.place,
        "kind": agency.kind,
    }


def _signature(agency: Unit, day: date) -> dict[str, Any]:
    """Who signs the agency's reports on a day: by the rights that are on record, else the usual title of its head."""
    rights = signers_on(agency, day, Document.Kind.REPORT)
    if not rights:
        return {"lines": [signers_of(agency.kind).head], "name": ""}
    return {"lines": list(rights[0].lines), "name": rights[0].name}


def _part(part: UnitPart, names: dict[int, str]) -> dict[str, Any]:
    sent = vietnam_date(part.sent_at) if part.sent_at and part.is_given else None
    return {
        "unit": names.get(part.unit_id, part.unit.name),
        "state": part.state,
        "sent_on": sent.isoformat() if sent else "",
        "days_late": part.days_late(clock.today()),
        "on_behalf": part.on_behalf,
        "missing_note": part.missing_note,
    }

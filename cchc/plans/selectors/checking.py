"""What the office knows when a plan is checked, and the findings of a draft or plan as it is now."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from cchc.core.text import fold
from cchc.documents.selectors import library
from cchc.orgs.models import Succession, Unit, UnitName
from cchc.orgs.selectors import valid_on
from cchc.periods.models import CalendarDay
from cchc.plans.models import Draft, DraftUnit, Plan
from cchc.plans.rules.amending import standing
from cchc.plans.rules.findings import ANNEX_MISSING, Finding, findings_of
from cchc.plans.rules.office import BodyChange, Facts
from cchc.plans.states import DraftState
from cchc.reading import as_json
from cchc.reading.draft import PlanDraft

Value = Mapping[str, Any]


def facts_of(draft: Draft, value: Value, today: date) -> Facts:
    """The list of cited documents, the working calendar, the directory's changes and the files' texts.

    The same few queries for any length. Names that stand for nobody are left to the page: see `findings_now`.
    """
    first, last = _days_of(value)
    days = list(CalendarDay.objects.filter(day__range=(first, last))) if first and last else []
    return Facts(
        library=library(),
        texts=dict(draft.files.values_list("position", "text")),
        days={row.day: row.is_working for row in days},
        day_names={row.day: _named(row) for row in days},
        bodies=body_changes(draft.agency, _wordings(value), _judged_on(value, today)),
    )


def stored_findings(draft: Draft, value: Value, today: date) -> list[Finding]:
    """The findings that a draft holds beside this value; what a person settled is left out."""
    return _findings(draft, value, facts_of(draft, value, today))


def findings_now(draft: Draft, today: date) -> list[Finding]:
    """The findings of a draft as it is now, with the units that the directory does not have."""
    value = draft.value or {}
    facts = facts_of(draft, value, today)
    return _findings(draft, value, _with_unknown(facts, value, draft.unit_matches.all()))


def plan_findings(plan: Plan, today: date) -> list[Finding]:
    """The findings of a plan in force, with its corrections and late annexes; number and date are the document's."""
    whole = as_json(PlanDraft()) | standing(plan.value)
    document = {
        **whole["document"],
        "number": plan.document.number or None,
        "date": plan.document.issued_on.isoformat() if plan.document.issued_on else None,
    }
    value = {**whole, "document": document}
    rows = DraftUnit.objects.filter(Q(draft=plan.draft) | Q(draft__annex_of=plan))
    facts = _with_unknown(facts_of(plan.draft, value, today), value, rows)
    return _findings(_without_annex_finding(plan), value, facts)


def _findings(draft: Draft, value: Value, facts: Facts) -> list[Finding]:
    settled = draft.edits.filter(name="settle", undone_at__isnull=True)
    done = settled.values_list("args", flat=True)
    return findings_of(value, draft.reading or value, done, facts)


def _without_annex_finding(plan: Plan) -> Draft:
    """The plan's draft; an annex that arrived later is no longer missing from its reading."""
    draft = plan.draft
    if plan.annex_drafts.filter(state=DraftState.ISSUED).exists():
        reading = draft.reading or {}
        found = [each for each in reading["findings"] if each["code"] != ANNEX_MISSING]
        draft.reading = {**reading, "findings": found}
    return draft


def _with_unknown(facts: Facts, value: Value, rows: Iterable[DraftUnit]) -> Facts:
    """The facts with the wordings that the matching left without a unit; changed bodies are told by name."""
    known = {row.folded for row in rows if row.unit_id or row.group_id}
    unknown = set(map(fold, _wordings(value))) - known - set(facts.bodies)
    return replace(facts, unknown=frozenset(unknown))


def body_changes(agency: Unit, wordings: Iterable[str], on: date) -> dict[str, BodyChange]:
    """Wordings that name a unit as it was called before that day, or one that was gone by then; by folded wording.

    A name that a unit bears on that day is never among them, whoever bore it before.
    """
    wanted = set(map(fold, wordings))
    reachable = Q(path__startswith=agency.path) | Q(is_agency=True) | Q(is_outside=True)
    found = {
        folded: _renamed(name, on)
        for folded, name in _former_names(agency, on).items()
        if folded in wanted
    }
    closed = Unit.objects.filter(reachable, valid_to__lt=on).prefetch_related("names", "aliases")
    for unit in closed:
        names = [unit.name, unit.short_name, *(one.name for one in unit.names.all())]
        spelled = {one.folded for one in unit.aliases.all() if one.agency_id == agency.pk}
        for folded in ({fold(name) for name in names if name} | spelled) & wanted:
            found[folded] = _dissolved(unit, on)
    return _without_living(agency, on, found)


def _former_names(agency: Unit, on: date) -> dict[str, UnitName]:
    reachable = (
        Q(unit__path__startswith=agency.path) | Q(unit__is_agency=True) | Q(unit__is_outside=True)
    )
    living = Q(unit__valid_to__isnull=True) | Q(unit__valid_to__gte=on)
    rows = UnitName.objects.filter(reachable, living, valid_to__lt=on).select_related("unit")
    return {fold(row.name): row for row in rows.order_by("valid_to")}


def _renamed(old: UnitName, on: date) -> BodyChange:
    assert old.valid_to is not None
    later = (
        old.unit.names.filter(valid_from__gt=old.valid_to, valid_from__lte=on)
        .order_by("-valid_from")
        .first()
    )
    name = later.name if later else old.unit.name
    decision = later.decision if later else ""
    return BodyChange(True, old.valid_to + timedelta(days=1), (name,), decision)


def _dissolved(unit: Unit, on: date) -> BodyChange:
    assert unit.valid_to is not None
    rows = Succession.objects.filter(predecessor=unit, on__lte=on).select_related("successor")
    heirs = tuple(row.successor.name for row in rows.order_by("pk"))
    return BodyChange(False, unit.valid_to + timedelta(days=1), heirs)


def _without_living(agency: Unit, on: date, found: dict[str, BodyChange]) -> dict[str, BodyChange]:
    if not found:
        return found
    reachable = Q(path__startswith=agency.path) | Q(is_agency=True) | Q(is_outside=True)
    rows = Unit.objects.filter(reachable, valid_on(on)).values_list("name", "short_name")
    living = {fold(name) for row in rows for name in row if name}
    return {folded: change for folded, change in found.items() if folded not in living}


def _named(row: CalendarDay) -> str:
    """The day's name, with how sure it is where no notice confirmed it."""
    if row.standing == CalendarDay.Standing.OFFICIAL:
        return row.name
    return f"{row.name}, {row.get_standing_display().lower()}"


def _wordings(value: Value) -> list[str]:
    return [
        name for task in value.get("tasks", []) for name in (*task["lead"], *task["coordinating"])
    ]


def _judged_on(value: Value, today: date) -> date:
    """The plan's own day, else the first of its period, else today."""
    written = value["document"].get("date") or value["period"].get("from")
    return date.fromisoformat(written) if written else today


def _days_of(value: Value) -> tuple[date | None, date | None]:
    """The first and the last day that the plan names, a fortnight wider for the working day before."""
    dues = [entry["due"] for task in value.get("tasks", []) for entry in task["schedule"]]
    dues += [report["due"] for report in value.get("report_deadlines", [])]
    days = sorted(date.fromisoformat(due) for due in dues if due)
    if not days:
        return None, None
    return days[0] - timedelta(days=14), days[-1]

"""What stands behind one figure of a report: tasks at the cut-off, or what each unit said."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from cchc.indicators.models import Indicator, Observation
from cchc.indicators.rules import Figure, Stage, exact, value_of, written
from cchc.indicators.selectors import Answer, answers_of, questions_of, reporting_units
from cchc.orgs.history import names_since
from cchc.periods.models import ReportingPeriod
from cchc.reports.models import Report
from cchc.reports.rules.adding import counts_alike
from cchc.reports.rules.digest import fact_in
from cchc.reports.rules.snapshot import ALL, BEFORE, LAST_YEAR, Fact, Scope
from cchc.reports.selectors.below import Verdict, digests_of
from cchc.reports.selectors.content import snapshot_in, table_value
from cchc.reports.selectors.facts import period_a_year_before, period_before, window_of
from cchc.reports.selectors.window import Outcome
from cchc.reports.states import OUT
from cchc.tasks.rules.state import State


@dataclass(frozen=True, slots=True)
class UnitAnswer:
    """What one unit said of an indicator: the row that counts, and the estimate beside an official figure.

    `is_counted`: the report's figure holds it; not so while the unit has not given its part.
    """

    unit: str
    row: Observation | None
    value: str
    parts: str
    estimate: str
    is_counted: bool


@dataclass(frozen=True, slots=True)
class AgencyAnswer:
    """What one agency below says of a figure in its report, and how that report stands."""

    name: str
    value: str
    parts: str
    verdict: str
    report: str
    note: str


@dataclass(frozen=True, slots=True)
class Origin:
    """An earlier period, the report that was issued of it, None without one, and the figure's key there.

    `is_told`: that report has the figure; `other`: what it says where that is not what the later report took, else "".
    """

    period: ReportingPeriod
    report: Report | None
    key: str
    is_told: bool = False
    other: str = ""


def tasks_behind(report: Report, content: dict[str, Any], key: str) -> list[dict[str, str]]:
    """The tasks of the report's list that a count of tasks counts, as they were listed; [] for another figure.

    An indicator that is computed from the plan's tasks at the cut-off leads to the same tasks as the count of its own.
    """
    key = _as_counted(report.period, key)
    family, area, count = [*key.split("."), "", ""][:3]
    if family not in _FIELDS:
        return []
    field, out = _FIELDS[family]
    if count == "ongoing":
        rows = (row for row in content["tasks"] if row.get("is_ongoing"))
        return [row for row in rows if area in {ALL, row["area"]}]
    wanted = _COUNTED.get(count, {}).get(family)
    return [
        row
        for row in content["tasks"]
        if area in {ALL, row["area"]}
        and row[field]
        and (row[field] in wanted if wanted is not None else row[field] not in out)
    ]


def _as_counted(period: ReportingPeriod, key: str) -> str:
    """The count of the plan's tasks that an indicator is computed as in the period; any other key as it is."""
    indicator = indicator_of(key)
    if indicator is None:
        return key
    asked = questions_of(period, only=[indicator.pk])
    return next((_FORMULAS.get(each.version.formula, key) for each in asked), key)


def origin_of(report: Report, fact: Fact) -> Origin | None:
    """Where a figure of an earlier period is told; None for one of the report's own period.

    The period's latest edition may be younger than the report, or leave the figure out.
    """
    mark = next((each for each in (BEFORE, LAST_YEAR) if fact.key.startswith(each)), "")
    if not mark:
        return None
    find = period_before if mark == BEFORE else period_a_year_before
    period = find(report.period)
    if period is None:
        return None
    told = Report.objects.filter(period=period, state__in=OUT).order_by("-edition").first()
    key = fact.key.removeprefix(mark)
    then = snapshot_in(told.frozen).get(key) if told and told.frozen else None
    if then is None:
        return Origin(period, told, key)
    is_same = (then.value, then.numerator, then.denominator) == (
        fact.value, fact.numerator, fact.denominator,
    )  # fmt: skip
    return Origin(period, told, key, True, "" if is_same else table_value(then) or "…")


def indicator_of(key: str) -> Indicator | None:
    """The indicator behind a key; None for another figure."""
    family, _mark, code = key.partition(".")
    return Indicator.objects.filter(code=code).first() if family == "indicator" else None


def answers_behind(report: Report, indicator: Indicator, fact: Fact) -> list[UnitAnswer]:
    """What each unit that was asked says of an indicator today, in the directory's order.

    fact: the figure as the report has it, which names the units that are not in it.
    """
    period = report.period
    question = next((q for q in questions_of(period) if q.indicator == indicator), None)
    if question is None or question.is_computed:
        return []
    answers = answers_of(period)
    decimals = question.version.decimals
    window, found = window_of(period), []
    units = reporting_units(period.agency, window.last)
    called = names_since([unit.pk for unit in units], window.first)
    for unit in units:
        if question.unit_id in {None, unit.pk}:
            answer = answers.get((indicator.pk, unit.pk), Answer())
            estimate = ""
            if answer.official is not None and answer.estimated is not None:
                estimate = shown_row(answer.estimated, decimals)
            found.append(
                UnitAnswer(
                    unit=unit.name,
                    row=answer.row,
                    value=shown_row(answer.row, decimals) if answer.row else "",
                    parts=_parts(answer.figure),
                    estimate=estimate,
                    is_counted=called[unit.pk].isdisjoint(fact.missing),
                )
            )
    return found


def agencies_behind(report: Report, content: dict[str, Any], fact: Fact) -> list[AgencyAnswer]:
    """What each agency below says of a figure in the report that was accepted when the content was put together.

    Of a frozen report the same editions as then; [] for a figure of the agency's own. Two statements.
    """
    rows = content.get("below") or []
    if not rows or fact.scope is Scope.OWN or not fact.key.startswith("indicator."):
        return []
    uids = [row["report"] for row in rows if row["report"]]
    keys = dict(Report.objects.filter(uid__in=uids).values_list("uid", "pk"))
    accepted = {
        keys[UUID(row["report"])]: row["report"]
        for row in rows
        if row["verdict"] == Verdict.ACCEPTED and UUID(row["report"]) in keys
    }
    said = {
        accepted[pk]: fact_in(digest[fact.key], fact)
        for pk, digest in digests_of(accepted).items()
        if fact.key in digest
    }
    return [_agency_answer(row, said.get(row["report"]), fact) for row in rows]


def _agency_answer(row: dict[str, Any], said: Fact | None, whole: Fact) -> AgencyAnswer:
    is_accepted = row["verdict"] == Verdict.ACCEPTED
    notes = [row["window"] and _("số liệu của kỳ %(days)s") % {"days": row["window"]}]
    if is_accepted and said is None:
        notes.append(_("báo cáo không có chỉ tiêu này"))
    elif said is not None and not counts_alike(said, whole):
        notes.append(_("cách tính khác, không cộng"))
    elif said is not None and said.missing:
        notes.append(_("chưa gồm %(names)s") % {"names": "; ".join(said.missing)})
    late = row["days_late"]
    verdict = Verdict(row["verdict"]).label
    if late:
        verdict = _("%(verdict)s, chậm %(n)d ngày") % {"verdict": verdict, "n": late}
    parts = ""
    if said is not None and said.numerator is not None and said.denominator is not None:
        parts = f"{exact(said.numerator)}/{exact(said.denominator)}"
    return AgencyAnswer(
        name=row["name"],
        value=table_value(said) if said else "",
        parts=parts,
        verdict=verdict,
        report=row["report"],
        note="; ".join(filter(None, notes)),
    )


def shown_row(row: Observation, decimals: int) -> str:
    """What one row says: its number, "(ước)" behind an estimate, "không phát sinh"."""
    if row.is_not_arising or row.numerator is None:
        return "không phát sinh"
    value = value_of(Figure(row.numerator, row.denominator))
    if value is None:
        return "–"
    text = written(value, decimals) + ("%" if row.denominator is not None else "")
    return f"{text} (ước)" if row.stage == Stage.ESTIMATED else text


def uid_of(indicator: Indicator | None) -> UUID | None:
    """The indicator's name in addresses."""
    return indicator.uid if indicator else None


def _parts(figure: Figure | None) -> str:
    if figure is None or figure.denominator is None:
        return ""
    return f"{exact(figure.numerator)}/{exact(figure.denominator)}"


_FIELDS = {
    "task": ("outcome", {Outcome.NOT_ARISING.value}),
    "plan": ("plan_state", {State.NOT_ARISING.value, State.DISCONTINUED.value}),
}
_FORMULAS = {"tasks_done": "plan.all.total", "tasks_overdue": "plan.all.overdue"}
_DONE = {"done_on_time", "done_late"}
_COUNTED: dict[str, dict[str, set[str]]] = {
    "done": {"task": _DONE, "plan": _DONE},
    "done_on_time": {"task": {"done_on_time"}, "plan": {"done_on_time"}},
    "done_late": {"task": {"done_late"}, "plan": {"done_late"}},
    "overdue": {"task": {"overdue"}, "plan": {"overdue"}},
    "waiting": {"task": {"waiting"}, "plan": {"submitted"}},
    "not_arising": {"task": {"not_arising"}, "plan": {"not_arising"}},
}

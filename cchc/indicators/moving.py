"""Who is asked for figures when a unit ends: its successor. What was said before stays under the old unit."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import F, Q

from cchc.indicators.models import FigureDuty, IndicatorVersion
from cchc.orgs import movers
from cchc.orgs.movers import Destined, Line, Mover, Setting

DUTY = "indicators.duty"


def register_mover() -> None:
    """Called once from `AppConfig.ready`."""
    movers.register(Mover(DUTY, "Số liệu được giao báo cáo", _find, _move))


def _find(units: Collection[int], on: date) -> list[Line]:
    """Duties of one unit; an agency that ends keeps what it asked, its successor asks anew."""
    rows = FigureDuty.objects.filter(unit__in=units).exclude(agency__in=units)
    rows = rows.select_related("indicator").order_by("pk")
    names = dict(
        IndicatorVersion.objects.filter(
            Q(agency__isnull=True) | Q(agency=F("indicator__agency")),
            indicator__duties__in=rows,
            replaced_at__isnull=True,
        )
        .order_by("valid_from")
        .values_list("indicator_id", "name")
    )
    return [
        Line(
            kind=DUTY,
            subject=row.uid,
            text=names.get(row.indicator_id, str(row.indicator)),
            from_unit=row.unit_id or 0,
            choice=row.uid,
        )
        for row in rows
    ]


def _move(rows: Sequence[Destined], setting: Setting) -> None:
    """Within the agency that asks: a unit of another agency owes it no figures."""
    for each in rows:
        duty = FigureDuty.objects.get(uid=each.line.subject)
        if each.to.agency_id == duty.agency_id:
            duty.unit = each.to
            duty.save(update_fields=["unit"])

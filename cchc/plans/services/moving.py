"""Plans in force and open drafts of an agency that ends are its successor's."""

from collections.abc import Sequence

from django.db.models import Q

from cchc.documents.models import Document
from cchc.orgs import movers
from cchc.orgs.movers import Destined, Mover, Setting
from cchc.periods.models import ReportingPeriod
from cchc.plans.models import Draft, Plan
from cchc.plans.selectors import moving


def register_movers() -> None:
    """Called once from `AppConfig.ready`."""
    movers.register(Mover(moving.PLAN, "Kế hoạch đang thực hiện", moving.plan_lines, _move_plans))
    movers.register(Mover(moving.DRAFT, "Bản nháp kế hoạch", moving.draft_lines, _move_drafts))


def _move_plans(rows: Sequence[Destined], setting: Setting) -> None:
    """With its document and the reporting deadlines to come; those gone by keep who reported."""
    for each in rows:
        plans = Plan.objects.filter(uid=each.line.subject)
        documents = list(plans.values_list("document", flat=True))
        plans.update(agency=each.to.agency_id)
        Document.objects.filter(pk__in=documents).update(agency=each.to.agency_id)
        periods = ReportingPeriod.objects.filter(document__in=documents)
        to_come = Q(due_on__gte=setting.on) | Q(due_on__isnull=True)
        periods.filter(to_come, agency=each.line.from_unit).update(agency=each.to.agency_id)


def _move_drafts(rows: Sequence[Destined], setting: Setting) -> None:
    for each in rows:
        Draft.objects.filter(uid=each.line.subject).update(agency=each.to.agency_id)

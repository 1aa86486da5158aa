"""What plans leave with an agency that ends: plans in force and drafts that are being worked on."""

from collections.abc import Collection
from datetime import date

from cchc.orgs.movers import Line
from cchc.plans.models import Draft, Plan
from cchc.plans.states import DraftState, PlanState

PLAN, DRAFT = "plans.plan", "plans.draft"
_CLOSED = (DraftState.ISSUED, DraftState.DISCARDED)


def plan_lines(units: Collection[int], on: date) -> list[Line]:
    """Plans that are carried out go on with the successor; closed ones stay with who issued them."""
    rows = Plan.objects.filter(agency__in=units, state=PlanState.IN_FORCE).order_by("pk")
    return [Line(PLAN, row.uid, row.title, row.agency_id, row.uid) for row in rows]


def draft_lines(units: Collection[int], on: date) -> list[Line]:
    """Drafts that are neither issued nor discarded."""
    rows = Draft.objects.filter(agency__in=units).exclude(state__in=_CLOSED).order_by("pk")
    return [Line(DRAFT, row.uid, row.title, row.agency_id, row.uid) for row in rows]

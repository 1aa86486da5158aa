"""Which drafts and plans a person reaches: what is not his is not there (404)."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from cchc.evidence.access import Readable
from cchc.orgs.access import agencies_where, may, readable_agencies
from cchc.orgs.models import Unit, User
from cchc.orgs.rules import Permission
from cchc.plans.models import Amendment, Draft, DraftFile, Plan
from cchc.plans.selectors.sides import Side
from cchc.plans.states import AmendmentState, DraftState


def readable_drafts(user: User) -> QuerySet[Draft]:
    """Drafts of the agencies where this person may read drafts; discarded ones are gone."""
    return Draft.objects.filter(agency__in=agencies_where(user, Permission.DRAFT_READ)).exclude(
        state=DraftState.DISCARDED
    )


def readable_plans(user: User) -> QuerySet[Plan]:
    """Plans of the agencies at or below one where this person reads issued plans."""
    return Plan.objects.filter(readable_agencies(user))


def get_draft(*, user: User, uid: UUID, permission: Permission = Permission.DRAFT_READ) -> Draft:
    """A draft in an agency where the person holds the permission, or 404."""
    drafts = readable_drafts(user).select_related("agency", "created_by")
    draft = get_object_or_404(drafts, uid=uid)
    if not may(user, permission, draft.agency):
        raise Http404
    return draft


def get_plan(*, user: User, uid: UUID, permission: Permission = Permission.PLAN_READ) -> Plan:
    """A plan that the person may read and, for other permissions, act on in its agency; or 404."""
    plans = readable_plans(user).select_related("agency", "document", "draft", "issued_by")
    plan = get_object_or_404(plans, uid=uid)
    if permission != Permission.PLAN_READ and not may(user, permission, plan.agency):
        raise Http404
    return plan


def get_amendment(
    *, user: User, uid: UUID, permission: Permission = Permission.PLAN_READ
) -> Amendment:
    """An amendment of a plan that the person reads, in force or, for who reads drafts, not yet; or 404.

    Other permissions are asked for in its agency.
    """
    rows = Amendment.objects.filter(plan__in=readable_plans(user)).select_related(
        "agency", "plan__agency", "plan__document", "plan__draft", "document", "created_by",
        "decided_by", "replaced_by__document",
    )  # fmt: skip
    amendment = get_object_or_404(rows, uid=uid)
    is_open = amendment.state == AmendmentState.IN_FORCE
    if not is_open and not may(user, Permission.DRAFT_READ, amendment.agency):
        raise Http404
    if permission != Permission.PLAN_READ and not may(user, permission, amendment.agency):
        raise Http404
    return amendment


def comparable_plans(user: User) -> QuerySet[Plan]:
    """The plans in force that this person may lay beside another."""
    return readable_plans(user).select_related("agency", "document", "draft")


def comparable_drafts(user: User) -> QuerySet[Draft]:
    """Readings that may be laid beside a plan: read, not a late annex, and not in force yet (those are plans)."""
    drafts = readable_drafts(user).filter(value__isnull=False, annex_of__isnull=True)
    return drafts.exclude(state=DraftState.ISSUED).select_related("agency")


def get_side(*, user: User, uid: UUID, permission: Permission = Permission.PLAN_READ) -> Side:
    """A plan or a draft to compare, by the address of either; or 404.

    permission: what the person must hold in its agency besides reading it.
    """
    plan = comparable_plans(user).filter(Q(uid=uid) | Q(draft__uid=uid)).first()
    draft = plan.draft if plan else get_object_or_404(comparable_drafts(user), uid=uid)
    side = Side(draft, plan)
    if permission != Permission.PLAN_READ and not may(user, permission, side.agency):
        raise Http404
    return side


def importing_agencies(user: User) -> list[Unit]:
    """The agencies for which this person imports plans."""
    return agencies_where(user, Permission.PLAN_IMPORT)


def draft_file(user: User, uid: UUID) -> Readable | None:
    """An imported file, for who may read its draft or the plan that came of it."""
    row = DraftFile.objects.select_related("stored", "draft__agency").filter(uid=uid).first()
    if row is None:
        return None
    draft = row.draft
    seen = may(user, Permission.DRAFT_READ, draft.agency) or (
        draft.state == DraftState.ISSUED and may(user, Permission.PLAN_READ, draft.agency)
    )
    return Readable(row.stored, row.name) if seen else None


def plan_of(draft: Draft) -> Plan:
    """The plan that came of an issued draft, or that its annex was paired with; or 404."""
    if draft.annex_of is not None:
        return draft.annex_of
    return get_object_or_404(Plan, draft=draft)

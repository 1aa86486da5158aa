"""Targets and legal bases in an amendment of a plan."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.core import clock
from cchc.core.acts import Refused, carry_out, status_of
from cchc.core.errors import DomainError
from cchc.orgs.access import require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.plans.forms.amending import AddTargetForm, BasisForm, DropForm, TargetForm
from cchc.plans.models import Amendment, Plan
from cchc.plans.pages.amending import AmendmentItemPage
from cchc.plans.rules.amending import ITEM_LISTS
from cchc.plans.selectors.amendments import item_as_typed, labelled
from cchc.plans.services import amending_items as items
from cchc.plans.views.amending import draft_of

_FORMS: dict[str, type[TargetForm] | type[BasisForm]] = {"target": TargetForm, "basis": BasisForm}


@require_permission(Permission.PLAN_ISSUE)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The words and level of a target, or a legal basis as cited (?key=)."""
    user = signed_in_user(request)
    amendment = draft_of(request, uid)
    key, entry = _entry(request, amendment.plan)
    item = items.item_of(key)
    gathered = amendment.changes.filter(task_key=key, kind="change").first()
    initial = item_as_typed(item, entry, gathered) | {
        "version": str(amendment.version),
        "reason": gathered.reason if gathered else "",
    }
    form = _FORMS[item](request.POST or None, initial=initial)
    if form.is_valid():

        def act() -> str:
            items.change_item(
                amendment=amendment,
                seen=form.cleaned_data["version"],
                key=key,
                given=form.given(),
                reason=form.cleaned_data["reason"],
                by=user,
                at=clock.now(),
            )
            return amendment.get_absolute_url()

        with suppress(Refused):
            return carry_out(request, form, act, _("Đã đưa thay đổi vào bản soạn."))
    return _page(amendment, form, item, entry).respond(request, status_of(form))


@require_permission(Permission.PLAN_ISSUE)
@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, uid: UUID) -> HttpResponse:
    """That a target or a legal basis (?key=) stands no longer."""
    user = signed_in_user(request)
    amendment = draft_of(request, uid)
    key, entry = _entry(request, amendment.plan)
    form = DropForm(request.POST or None, initial={"version": amendment.version})
    if form.is_valid():

        def act() -> str:
            items.drop_item(
                amendment=amendment,
                seen=form.cleaned_data["version"],
                key=key,
                reason=form.cleaned_data["reason"],
                by=user,
                at=clock.now(),
            )
            return amendment.get_absolute_url()

        with suppress(Refused):
            return carry_out(request, form, act, _("Đã đưa vào bản soạn: bỏ nội dung này."))
    page = _page(amendment, form, items.item_of(key), entry, is_drop=True)
    return page.respond(request, status_of(form))


@require_permission(Permission.PLAN_ISSUE)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A target or a legal basis (?item=) that the plan did not have."""
    user = signed_in_user(request)
    amendment = draft_of(request, uid)
    item = request.GET.get("item", "target")
    if item not in ITEM_LISTS:
        raise Http404
    initial = {"version": amendment.version}
    form: AddTargetForm | BasisForm
    if item == "target":
        form = AddTargetForm(request.POST or None, initial=initial, plan=amendment.plan)
    else:
        form = BasisForm(request.POST or None, initial=initial)
    if form.is_valid():

        def act() -> str:
            items.add_item(
                amendment=amendment,
                seen=form.cleaned_data["version"],
                item=item,
                given=form.given(),
                section=form.cleaned_data.get("section"),
                reason=form.cleaned_data["reason"],
                by=user,
                at=clock.now(),
            )
            return amendment.get_absolute_url()

        with suppress(Refused):
            return carry_out(request, form, act, _("Đã đưa nội dung mới vào bản soạn."))
    return _page(amendment, form, item, None).respond(request, status_of(form))


def _entry(request: HttpRequest, plan: Plan) -> tuple[str, dict[str, Any]]:
    key = request.GET.get("key", "")
    try:
        return key, items.standing_item(plan, key)
    except DomainError as error:
        raise Http404 from error


def _page(
    amendment: Amendment,
    form: TargetForm | BasisForm | DropForm,
    item: str,
    entry: dict[str, Any] | None,
    *,
    is_drop: bool = False,
) -> AmendmentItemPage:
    return AmendmentItemPage(
        amendment=amendment,
        plan=amendment.plan,
        form=form,
        item=item,
        label=items.item_label(item, entry) if entry else "",
        now=labelled(item, item_as_typed(item, entry, None)) if entry else [],
        is_drop=is_drop,
    )

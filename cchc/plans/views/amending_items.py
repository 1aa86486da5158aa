"""Targets and legal bases in an amendment of a plan."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.core.acts import status_of
from cchc.orgs.access import require_permission
from cchc.orgs.rules import Permission
from cchc.plans.forms.amending import AddTargetForm, BasisForm, DropForm, TargetForm
from cchc.plans.models import Amendment
from cchc.plans.pages.amending import AmendmentItemPage
from cchc.plans.rules.amending import ITEM_LISTS
from cchc.plans.selectors.amendments import item_as_typed, labelled
from cchc.plans.services import amending_items as items
from cchc.plans.views.gathering import as_gathered, asked_for, draft_of, gather

_FORMS: dict[str, type[TargetForm] | type[BasisForm]] = {"target": TargetForm, "basis": BasisForm}


@require_permission(Permission.PLAN_ISSUE)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The words and level of a target, or a legal basis as cited (?key=)."""
    amendment = draft_of(request, uid)
    key, entry = asked_for(request, amendment.plan, items.standing_item)
    item = items.item_of(key)
    initial = as_gathered(amendment, key, lambda gathered: item_as_typed(item, entry, gathered))
    form = _FORMS[item](request.POST or None, initial=initial)

    def act(**facts: Any) -> None:
        items.change_item(key=key, given=form.given(), **facts)

    said = _("Đã đưa thay đổi vào bản soạn.")
    return gather(request, amendment, form, act, said) or _page(
        amendment, form, item, entry
    ).respond(request, status_of(form))


@require_permission(Permission.PLAN_ISSUE)
@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, uid: UUID) -> HttpResponse:
    """That a target or a legal basis (?key=) stands no longer."""
    amendment = draft_of(request, uid)
    key, entry = asked_for(request, amendment.plan, items.standing_item)
    form = DropForm(request.POST or None, initial={"version": amendment.version})
    act, said = partial(items.drop_item, key=key), _("Đã đưa vào bản soạn: bỏ nội dung này.")
    return gather(request, amendment, form, act, said) or _page(
        amendment, form, items.item_of(key), entry, is_drop=True
    ).respond(request, status_of(form))


@require_permission(Permission.PLAN_ISSUE)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A target or a legal basis (?item=) that the plan did not have."""
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

    def act(**facts: Any) -> None:
        section = form.cleaned_data.get("section")
        items.add_item(item=item, given=form.given(), section=section, **facts)

    said = _("Đã đưa nội dung mới vào bản soạn.")
    return gather(request, amendment, form, act, said) or _page(
        amendment, form, item, None
    ).respond(request, status_of(form))


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

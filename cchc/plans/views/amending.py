"""Điều chỉnh kế hoạch: gathering changes, looking at them before and after, putting them in force."""

from contextlib import suppress
from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cchc.core import clock
from cchc.core.acts import Refused, carry_out, status_of
from cchc.core.errors import DomainError
from cchc.core.pages import go_to
from cchc.orgs.access import may, require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.plans import access
from cchc.plans.forms.amending import AddForm, AmendmentForm, ChangeForm, DecidingForm, DropForm
from cchc.plans.models import Amendment
from cchc.plans.pages.amending import (
    AmendmentEnterPage,
    AmendmentPage,
    AmendmentStartPage,
    AmendmentTaskPage,
)
from cchc.plans.rules.labels import label_of
from cchc.plans.selectors.amendments import (
    as_typed,
    item_choices,
    open_drafts_of,
    shown_changes,
    task_choices,
)
from cchc.plans.selectors.locks import lock_on_amendment
from cchc.plans.services import amendment_drafts as drafting
from cchc.plans.services.amending import put_amendment_in_force
from cchc.plans.services.foreseeing import Foreseen, foresee
from cchc.plans.states import AmendmentState, PlanState
from cchc.plans.views.gathering import as_gathered, asked_for, draft_of, gather


@require_permission(Permission.PLAN_ISSUE)
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Open a draft; with the key of a task it goes on with that task at once."""
    user = signed_in_user(request)
    plan = access.get_plan(user=user, uid=uid, permission=Permission.PLAN_ISSUE)
    form = AmendmentForm(request.POST or None, initial=_asked(request))
    if form.is_valid():
        given = form.cleaned_data

        def act() -> str:
            made = drafting.start_amendment(
                plan=plan,
                subject=given["subject"],
                reason=given["reason"],
                about=given["about"],
                by=user,
                at=clock.now(),
            )
            known = given["key"] in {each.key for each in task_choices(plan)}
            return _task_address(made, given["key"]) if known else made.get_absolute_url()

        with suppress(Refused):
            return carry_out(request, form, act, _("Đã mở bản soạn điều chỉnh kế hoạch."))
    page = AmendmentStartPage(plan=plan, form=form, drafts=open_drafts_of(plan))
    return page.respond(request, status_of(form))


@require_permission(Permission.PLAN_READ)
@require_GET
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """An amendment with its changes before and after; in force it is read by everybody who reads the plan."""
    user = signed_in_user(request)
    amendment = access.get_amendment(user=user, uid=uid)
    is_draft = amendment.state == AmendmentState.DRAFT
    may_edit = is_draft and may(user, Permission.PLAN_ISSUE, amendment.agency)
    words = {name: getattr(amendment, name) for name in ("subject", "reason", "version")}
    return _page(amendment, AmendmentForm(initial=words), may_edit=may_edit).respond(request)


@require_permission(Permission.PLAN_ISSUE)
@require_POST
def word(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say anew what it is about and why; refused, the words stay on the page."""
    amendment, form = draft_of(request, uid), AmendmentForm(request.POST)

    def act(**facts: Any) -> None:
        drafting.word_amendment(subject=form.cleaned_data["subject"], **facts)

    if done := gather(request, amendment, form, act, _("Đã lưu trích yếu và lý do.")):
        return done
    if amendment.state == AmendmentState.DRAFT:
        return _page(amendment, form, may_edit=True).respond(request, 422)
    for faults in form.errors.values():
        messages.error(request, " ".join(str(fault) for fault in faults))
    return go_to(request, amendment.get_absolute_url())


@require_permission(Permission.PLAN_ISSUE)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The words, units, products and time of one task of the plan (?key=)."""
    amendment = draft_of(request, uid)
    key, task = asked_for(request, amendment.plan, drafting.standing_task)
    initial = as_gathered(amendment, key, lambda gathered: as_typed(task, gathered))
    form = ChangeForm(request.POST or None, initial=initial)

    def act(**facts: Any) -> None:
        drafting.change_task(key=key, given=form.given(), **facts)

    said = _("Đã đưa thay đổi vào bản soạn.")
    return gather(request, amendment, form, act, said) or _task_page(amendment, form, task).respond(
        request, status_of(form)
    )


@require_permission(Permission.PLAN_ISSUE)
@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, uid: UUID) -> HttpResponse:
    """That a task of the plan (?key=) is carried out no longer."""
    amendment = draft_of(request, uid)
    key, task = asked_for(request, amendment.plan, drafting.standing_task)
    form = DropForm(request.POST or None, initial={"version": amendment.version})
    said = _("Đã đưa vào bản soạn: thôi thực hiện.")
    act = partial(drafting.drop_task, key=key)
    return gather(request, amendment, form, act, said) or _task_page(
        amendment, form, task, is_drop=True
    ).respond(request, status_of(form))


@require_permission(Permission.PLAN_ISSUE)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A task that the plan did not have."""
    amendment = draft_of(request, uid)
    initial = {"version": amendment.version}
    form = AddForm(request.POST or None, initial=initial, plan=amendment.plan)

    def act(**facts: Any) -> None:
        drafting.add_task(section=form.cleaned_data["section"], given=form.given(), **facts)

    said = _("Đã đưa nhiệm vụ mới vào bản soạn.")
    return gather(request, amendment, form, act, said) or _task_page(amendment, form, None).respond(
        request, status_of(form)
    )


@require_permission(Permission.PLAN_ISSUE)
@require_POST
def remove(request: HttpRequest, uid: UUID, change_uid: UUID) -> HttpResponse:
    """Take a change out of the draft."""
    user = signed_in_user(request)
    amendment = draft_of(request, uid)
    _act(
        request,
        lambda: drafting.remove_change(
            amendment=amendment, seen=_seen(request), uid=change_uid, by=user, at=clock.now()
        ),
        _("Đã bỏ thay đổi khỏi bản soạn."),
    )
    return go_to(request, amendment.get_absolute_url())


@require_permission(Permission.PLAN_ISSUE)
@require_POST
def discard(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give the draft up."""
    user = signed_in_user(request)
    amendment = draft_of(request, uid)
    done = _act(
        request,
        lambda: drafting.discard_amendment(
            amendment=amendment, seen=_seen(request), by=user, at=clock.now()
        ),
        _("Đã bỏ bản soạn điều chỉnh. Kế hoạch không thay đổi."),
    )
    return go_to(request, (amendment.plan if done else amendment).get_absolute_url())


@require_permission(Permission.PLAN_ISSUE)
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Before and after once more, then the document, then the act that cannot be undone."""
    amendment = draft_of(request, uid)
    if request.method == "GET":
        form = DecidingForm(initial={"seen": amendment.version}, meta=request.META)
    else:
        form = DecidingForm(request.POST, request.FILES, meta=request.META)

    def act(**facts: Any) -> None:
        put_amendment_in_force(deciding=form.deciding(), signed_file=form.signed(), **facts)

    said = _("Đã đưa điều chỉnh vào thực hiện; nhiệm vụ và thời hạn đã thay đổi theo văn bản.")
    if done := gather(request, amendment, form, act, said):
        return done
    foreseen = _foreseen(amendment)
    return AmendmentEnterPage(
        amendment=amendment,
        plan=amendment.plan,
        changes=shown_changes(amendment, foreseen.effects),
        form=form,
        refusal=foreseen.refusal,
    ).respond(request, status_of(form))


def _asked(request: HttpRequest) -> dict[str, str]:
    """What a link from a task or from an answer to an obstacle brings along."""
    return {
        name: request.GET.get(name, "")[:2000] for name in ("subject", "reason", "key", "about")
    }


def _page(amendment: Amendment, form: AmendmentForm, *, may_edit: bool) -> AmendmentPage:
    foreseen = _foreseen(amendment) if may_edit else Foreseen()
    return AmendmentPage(
        amendment=amendment,
        plan=amendment.plan,
        changes=shown_changes(amendment, foreseen.effects),
        choices=task_choices(amendment.plan) if may_edit else [],
        items=item_choices(amendment.plan) if may_edit else [],
        form=form,
        refusal=foreseen.refusal,
        may_edit=may_edit,
        lock=lock_on_amendment(amendment, may_edit=may_edit),
    )


def _task_page(
    amendment: Amendment,
    form: ChangeForm | DropForm,
    task: dict[str, Any] | None,
    *,
    is_drop: bool = False,
) -> AmendmentTaskPage:
    return AmendmentTaskPage(
        amendment=amendment,
        plan=amendment.plan,
        form=form,
        label=f"{label_of(task['path'])} {task['text']}".strip() if task else "",
        now=as_typed(task, None) if task else {},
        is_drop=is_drop,
    )


def _task_address(amendment: Amendment, key: str) -> str:
    return f"{reverse('amendment_change', args=[amendment.uid])}?{urlencode({'key': key})}"


def _foreseen(amendment: Amendment) -> Foreseen:
    if amendment.plan.state != PlanState.IN_FORCE:
        return Foreseen(refusal=drafting.PlanClosed.text)
    at = clock.now()
    return foresee(amendment, clock.vietnam_date(at), at)


def _seen(request: HttpRequest) -> int:
    seen = request.POST.get("version", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else -1


def _act(request: HttpRequest, act: Any, said: str) -> bool:
    try:
        act()
    except DomainError as error:
        messages.error(request, error.message)
        return False
    messages.success(request, said)
    return True

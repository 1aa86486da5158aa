"""One change by a form of a draft of an amendment: whose draft it is, the act, the answer. Shared by its views."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse

from cchc.core import clock
from cchc.core.acts import Refused, carry_out
from cchc.core.errors import DomainError
from cchc.orgs.access import signed_in_user
from cchc.orgs.rules import Permission
from cchc.plans import access
from cchc.plans.models import Amendment, Plan
from cchc.plans.states import AmendmentState

Standing = Callable[[Plan, str], dict[str, Any]]


def draft_of(request: HttpRequest, uid: UUID) -> Amendment:
    """A draft that the person may gather; or 404. One in force is shown, not changed."""
    user = signed_in_user(request)
    amendment = access.get_amendment(user=user, uid=uid, permission=Permission.PLAN_ISSUE)
    if amendment.state != AmendmentState.DRAFT and request.method == "GET":
        raise Http404
    return amendment


def asked_for(request: HttpRequest, plan: Plan, standing: Standing) -> tuple[str, dict[str, Any]]:
    """The key (?key=) of what is changed, and it as it stands in the plan; or 404."""
    key = request.GET.get("key", "")
    try:
        return key, standing(plan, key)
    except DomainError as error:
        raise Http404 from error


def as_gathered(
    amendment: Amendment, key: str, typed: Callable[[Any], dict[str, Any]]
) -> dict[str, Any]:
    """What the form of a change begins with: as `typed` from what the draft has of it (None: nothing), and why."""
    gathered = amendment.changes.filter(task_key=key, kind="change").first()
    return typed(gathered) | {
        "version": str(amendment.version),
        "reason": gathered.reason if gathered else "",
    }


def gather(
    request: HttpRequest, amendment: Amendment, form: Form, act: Callable[..., object], said: str
) -> HttpResponse | None:
    """The answer once the act is done; None where the form or the act refuses, and the form is to be shown again.

    act: is called with amendment, seen, by and at, and with reason where the form asks for one.
    """
    if not form.is_valid():
        return None
    facts = {name: form.cleaned_data[name] for name in ("reason",) if name in form.fields}
    seen = form.cleaned_data["seen" if "seen" in form.fields else "version"] or 0
    user = signed_in_user(request)

    def done() -> str:
        act(amendment=amendment, seen=seen, by=user, at=clock.now(), **facts)
        return amendment.get_absolute_url()

    with suppress(Refused):
        return carry_out(request, form, done, said)
    return None

"""An agency's reminder rules."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cchc.audit.selectors import history_of
from cchc.core import clock
from cchc.core.acts import Refused, carry_out
from cchc.core.pages import go_to
from cchc.orgs.access import agency_where, require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.tasks.forms.reminders import PolicyForm, RuleSet, initial_rules, rules_in
from cchc.tasks.pages.reminders import RulesPage
from cchc.tasks.rules.reminders import shipped_rules
from cchc.tasks.selectors.reminders import policy_of, stored_rules
from cchc.tasks.services.reminding import set_reminder_rules


@require_permission(Permission.REMINDER_MANAGE)
@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """Read and set all rules at once."""
    user = signed_in_user(request)
    agency = agency_where(user, Permission.REMINDER_MANAGE)
    stored = policy_of(agency)
    start = {"is_on": stored.is_on if stored else True, "version": stored.version if stored else 0}
    policy = PolicyForm(request.POST or None, initial=start)
    if request.method == "POST":
        formset = RuleSet(request.POST, prefix="rule")
    else:
        formset = RuleSet(initial=initial_rules(stored_rules(stored)), prefix="rule")
    errors: list[str] = []
    if request.method == "POST":
        if policy.is_valid() and formset.is_valid():

            def act() -> str:
                set_reminder_rules(
                    agency=agency,
                    is_on=policy.cleaned_data["is_on"],
                    rules=rules_in(formset),
                    version=policy.cleaned_data["version"] or 0,
                    by=user,
                    at=clock.now(),
                )
                return reverse("reminder_rules")

            try:
                return carry_out(request, policy, act, _("Đã lưu quy tắc nhắc việc."))
            except Refused as refusal:
                errors.append(refusal.message)
        else:
            errors.append(_("Có quy tắc chưa đúng; hãy xem dòng được đánh dấu bên dưới."))
    return RulesPage(
        policy=policy,
        formset=formset,
        errors=errors,
        agency_name=agency.name,
        is_shipped=stored is None,
        history=history_of(stored.uid) if stored else [],
    ).respond(request, status=422 if errors else 200)


@require_permission(Permission.REMINDER_MANAGE)
@require_POST
def shipped(request: HttpRequest) -> HttpResponse:
    """Set the agency's rules to those that the product ships."""
    user = signed_in_user(request)
    agency = agency_where(user, Permission.REMINDER_MANAGE)
    version = request.POST.get("version", "")
    set_reminder_rules(
        agency=agency,
        is_on=True,
        rules=shipped_rules(),
        version=int(version) if version.isdecimal() else 0,
        by=user,
        at=clock.now(),
    )
    messages.success(request, _("Đã dùng lại quy tắc mặc định."))
    return go_to(request, reverse("reminder_rules"))

"""A reviewed draft takes the place of a plan in force: which plan, which task is which, then the act."""

from contextlib import suppress
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.core import clock
from cchc.core.acts import Refused, carry_out, status_of
from cchc.core.pages import go_to
from cchc.orgs.access import require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.plans import access
from cchc.plans.forms.issue import ReplaceForm, issue_initial
from cchc.plans.models import Draft, Plan
from cchc.plans.pages.replacing import ReplacePage
from cchc.plans.selectors.replacing import heir_rows, left_over, old_tasks, replaceable_plans
from cchc.plans.services.replacing import NEW, Replacing, replace_plan
from cchc.plans.services.summary import summary_of, takes_effect_on
from cchc.plans.states import DraftState


@require_permission(Permission.PLAN_ISSUE)
@require_http_methods(["GET", "POST"])
def replace(request: HttpRequest, uid: UUID, plan_uid: UUID) -> HttpResponse:
    """Pair, look, put in force: one form, one transaction."""
    user = signed_in_user(request)
    draft = access.get_draft(user=user, uid=uid, permission=Permission.PLAN_ISSUE)
    if draft.annex_of_id is not None or draft.value is None:
        raise Http404
    old = next((plan for plan in replaceable_plans(draft) if plan.uid == plan_uid), None)
    if draft.state == DraftState.ISSUED and request.method == "GET":
        return go_to(request, access.plan_of(draft).get_absolute_url())
    if old is None:
        raise Http404
    if request.method == "GET":
        initial = issue_initial(draft) | {"seen_plan": old.version}
        initial["in_force_on"] = initial["issued_on"] or clock.today()
        form = ReplaceForm(initial=initial, meta=request.META)
        chosen = {row.key: row.met for row in heir_rows(draft, old)}
        return _page(draft, old, form, chosen, set()).respond(request)
    form = ReplaceForm(request.POST, request.FILES, meta=request.META)
    chosen = {
        task["key"]: request.POST.get(f"row-{task['key']}", "") for task in draft.value["tasks"]
    }
    ending = set(request.POST.getlist("ends"))
    if "mark_new" in request.POST:
        chosen = {key: met or NEW for key, met in chosen.items()}
        form.errors.clear()
        return _page(draft, old, form, chosen, ending).respond(request)
    if form.is_valid():

        def act() -> str:
            new = replace_plan(
                old=old,
                seen_version=form.cleaned_data["seen_plan"],
                draft=draft,
                seen_revision=form.cleaned_data["seen"],
                replacing=Replacing(
                    chosen, ending, form.cleaned_data["reason"], form.cleaned_data["level"]
                ),
                signing=form.signing(),
                in_force_on=form.cleaned_data["in_force_on"],
                signed_file=form.signed(),
                by=user,
                at=clock.now(),
            )
            return new.get_absolute_url()

        with suppress(Refused):
            said = _(
                "Đã đưa kế hoạch mới vào theo dõi; nhiệm vụ và kết quả của kế hoạch cũ đã chuyển tiếp."
            )
            return carry_out(request, form, act, said)
    return _page(draft, old, form, chosen, ending).respond(request, status_of(form))


def _page(
    draft: Draft, old: Plan, form: ReplaceForm, chosen: dict[str, str], ending: set[str]
) -> ReplacePage:
    rows, tasks = heir_rows(draft, old), old_tasks(old)
    return ReplacePage(
        draft=draft,
        old=old,
        rows=rows,
        tasks=tasks,
        left=left_over(tasks, chosen),
        chosen=chosen,
        ending=ending,
        to_ask=sum(not row.is_sure for row in rows),
        summary=summary_of(draft, takes_effect_on(draft, clock.today())),
        form=form,
    )

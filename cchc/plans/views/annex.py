"""An annex that arrives after its plan: upload, then pairing."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.core import clock
from cchc.core.errors import DomainError
from cchc.core.pages import go_to
from cchc.core.tokens import content_of, once
from cchc.orgs.access import require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.plans import access
from cchc.plans.forms.upload import AnnexForm
from cchc.plans.models import Draft
from cchc.plans.pages.annex import AnnexPairsPage
from cchc.plans.pages.upload import AnnexUploadPage
from cchc.plans.selectors.annex import annex_rows, plan_choices
from cchc.plans.services import drafts
from cchc.plans.services.annex import NEW, apply_annex
from cchc.plans.states import DraftState


@require_permission(Permission.PLAN_IMPORT)
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Choose the files of an annex for a plan in force."""
    user = signed_in_user(request)
    plan = access.get_plan(user=user, uid=uid, permission=Permission.PLAN_IMPORT)
    if request.method == "GET":
        return AnnexUploadPage(form=AnnexForm(meta=request.META), plan=plan).respond(request)
    form = AnnexForm(request.POST, request.FILES, meta=request.META)
    if not form.is_valid():
        return AnnexUploadPage(form=form, plan=plan).respond(request, status=422)

    def start() -> str:
        draft = drafts.start_draft(
            agency=plan.agency, files=form.new_files(), by=user, at=clock.now(), annex_of=plan
        )
        return draft.get_absolute_url()

    return go_to(request, once(request.POST.get("submit_token", ""), start))


@require_permission(Permission.PLAN_ISSUE)
@require_http_methods(["GET", "POST"])
def pairs(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Confirm which annex rows are which tasks, then apply them all at once."""
    user = signed_in_user(request)
    draft = access.get_draft(user=user, uid=uid, permission=Permission.PLAN_ISSUE)
    if draft.annex_of is None or draft.value is None:
        raise Http404
    if draft.state == DraftState.ISSUED and request.method == "GET":
        return go_to(request, draft.annex_of.get_absolute_url())
    if request.method == "GET":
        return _page(draft, None, []).respond(request)
    chosen = {
        task["key"]: request.POST.get(f"row-{task['key']}", "") for task in draft.value["tasks"]
    }
    if "mark_new" in request.POST:
        return _page(draft, {key: met or NEW for key, met in chosen.items()}, []).respond(request)
    seen = request.POST.get("seen", "")

    def act() -> str:
        result = apply_annex(
            draft=draft,
            seen_revision=int(seen) if seen.isdigit() else -1,
            choices=chosen,
            by=user,
            at=clock.now(),
        )
        messages.success(
            request,
            _("Đã ghép phụ lục: bổ sung %(filled)s nhiệm vụ, thêm mới %(added)s, bỏ qua %(left)s.")
            % {"filled": result.filled, "added": result.added, "left": result.left_out},
        )
        return access.plan_of(draft).get_absolute_url()

    try:
        return go_to(request, once(request.POST.get("submit_token", ""), act, content_of(request)))
    except DomainError as error:
        return _page(draft, chosen, [error.message]).respond(request, status=422)


def _page(draft: Draft, chosen: dict[str, str] | None, errors: list[str]) -> AnnexPairsPage:
    plan = access.plan_of(draft)
    rows = annex_rows(draft, plan)
    return AnnexPairsPage(
        draft=draft,
        plan=plan,
        rows=rows,
        choices=plan_choices(plan),
        chosen=chosen or {row.key: row.met for row in rows},
        to_ask=sum(not row.is_sure for row in rows),
        errors=errors,
    )

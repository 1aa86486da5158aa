"""Upload, progress of the reading, retry, discard."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cchc.core import clock
from cchc.core.pages import go_to
from cchc.core.tokens import once
from cchc.orgs.access import may, require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.plans import access
from cchc.plans.forms.upload import UploadForm
from cchc.plans.models import Draft
from cchc.plans.pages.upload import ReadingPage, UploadPage
from cchc.plans.services import drafts
from cchc.plans.states import DraftState

_SOON = timedelta(seconds=5)  # most files are read by then; who waits longer asks less often


@require_permission(Permission.PLAN_IMPORT)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose the files of a plan; they are read in the background."""
    user = signed_in_user(request)
    agencies = access.importing_agencies(user)
    if request.method == "GET":
        return UploadPage(form=UploadForm(agencies=agencies, meta=request.META)).respond(request)
    form = UploadForm(request.POST, request.FILES, agencies=agencies, meta=request.META)
    if not form.is_valid():
        return UploadPage(form=form).respond(request, status=422)

    def start() -> str:
        draft = drafts.start_draft(
            agency=form.cleaned_data.get("agency") or agencies[0],
            files=form.new_files(),
            by=user,
            at=clock.now(),
        )
        return draft.get_absolute_url()

    return go_to(request, once(request.POST.get("submit_token", ""), start))


@require_permission(Permission.DRAFT_READ)
@require_GET
def reading(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How far the reading is; leads on to the review when it is done."""
    user = signed_in_user(request)
    draft = access.get_draft(user=user, uid=uid)
    if draft.state not in {DraftState.READING, DraftState.UNREADABLE}:
        return go_to(request, draft.get_absolute_url())
    now = clock.now()
    return ReadingPage(
        draft=draft,
        file_names=[file.name for file in draft.files.only("name", "draft_id")],
        percent=_percent(draft),
        is_silent=drafts.is_silent(draft, now),
        is_behind_others=drafts.is_behind_others(draft, now),
        asks_again="150ms" if now - draft.changed_at < _SOON else "2s",
        may_import=may(user, Permission.PLAN_IMPORT, draft.agency),
    ).respond(request)


@require_permission(Permission.PLAN_IMPORT)
@require_POST
def retry(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Read the same files once more."""
    user = signed_in_user(request)
    draft = access.get_draft(user=user, uid=uid, permission=Permission.PLAN_IMPORT)
    drafts.retry_reading(draft=draft, by=user, at=clock.now())
    return go_to(request, reverse("draft_reading", args=[draft.uid]))


@require_permission(Permission.PLAN_IMPORT)
@require_POST
def discard(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put a draft aside."""
    user = signed_in_user(request)
    draft = access.get_draft(user=user, uid=uid, permission=Permission.PLAN_IMPORT)
    drafts.discard_draft(draft=draft, by=user, at=clock.now())
    messages.success(request, _("Đã bỏ bản nháp “%(title)s”.") % {"title": draft.title})
    return go_to(request, reverse("plans"))


def _percent(draft: Draft) -> int:
    total = int(draft.progress.get("total") or 0)
    return int(100 * float(draft.progress.get("done") or 0) / total) if total else 0

"""The list of documents that plans cite, in the browser."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cchc.audit.selectors import history_of
from cchc.core import clock
from cchc.core.errors import DomainError
from cchc.core.pages import go_to
from cchc.core.tokens import once
from cchc.documents import access, selectors
from cchc.documents.forms import ReferenceForm, initial_of
from cchc.documents.models import ReferenceText
from cchc.documents.pages import ReferenceListPage, ReferencePage
from cchc.documents.services import references
from cchc.orgs.access import agencies_where, require_permission, signed_in_user
from cchc.orgs.rules import Permission


@require_permission(Permission.PLAN_READ)
@require_GET
def reference_list(request: HttpRequest) -> HttpResponse:
    """Cited documents with their term; found by number or words of the title."""
    user = signed_in_user(request)
    search = request.GET.get("q", "").strip()
    rows = selectors.reference_lines(clock.today(), search)
    return ReferenceListPage(
        rows=rows,
        search=search,
        has_doubt=any(line.row.standing != ReferenceText.Standing.OFFICIAL for line in rows),
        may_keep=bool(agencies_where(user, Permission.PLAN_IMPORT)),
    ).respond(request)


@require_permission(Permission.PLAN_IMPORT)
@require_http_methods(["GET", "POST"])
def new_reference(request: HttpRequest) -> HttpResponse:
    """Enter a document."""
    return _form(request, None)


@require_permission(Permission.PLAN_IMPORT)
@require_http_methods(["GET", "POST"])
def reference(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Change what the list says of a document."""
    return _form(request, access.reference_text(uid))


@require_permission(Permission.PLAN_IMPORT)
@require_POST
def reference_remove(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take a document out of the list."""
    user = signed_in_user(request)
    row = access.reference_text(uid)
    name = str(row)
    version = request.POST.get("version", "")
    references.remove_reference(
        row=row,
        version=int(version) if version.isdecimal() else 0,
        agency=access.keeping_agency(user),
        by=user,
        at=clock.now(),
    )
    messages.success(request, _("Đã bỏ %(name)s khỏi danh mục.") % {"name": name})
    return go_to(request, reverse("references"))


def _form(request: HttpRequest, row: ReferenceText | None) -> HttpResponse:
    form = ReferenceForm(request.POST or None, initial=initial_of(row))
    if request.method == "POST" and form.is_valid():
        try:
            token = request.POST.get("submit_token", "")
            return go_to(request, once(token, lambda: _save(request, row, form)))
        except DomainError as refusal:
            form.add_error(None, refusal.message)
    history = history_of(row.uid) if row else []
    page = ReferencePage(row=row, form=form, history=history)
    return page.respond(request, status=422 if form.errors else 200)


def _save(request: HttpRequest, row: ReferenceText | None, form: ReferenceForm) -> str:
    user = signed_in_user(request)
    agency, at = access.keeping_agency(user), clock.now()
    if row is None:
        saved = references.add_reference(facts=form.facts(), agency=agency, by=user, at=at)
    else:
        version = form.cleaned_data["version"] or 0
        saved = references.change_reference(
            row=row, facts=form.facts(), version=version, agency=agency, by=user, at=at
        )
    messages.success(request, _("Đã lưu %(name)s.") % {"name": saved})
    return reverse("references")

"""Pages of an imported PDF as pictures, for who may read its draft."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from cchc.evidence.services.pictures import picture_of
from cchc.orgs.access import require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.plans import access


@require_permission(Permission.DRAFT_READ)
@require_GET
def page_picture(request: HttpRequest, uid: UUID, file: int, number: int) -> HttpResponseBase:
    """A page as PNG; 202 while the worker draws it, 404 for a page that does not exist."""
    draft = access.get_draft(user=signed_in_user(request), uid=uid)
    row = get_object_or_404(draft.files.select_related("stored"), position=file)
    if not 1 <= number <= row.pages:
        return HttpResponse(status=404)
    place = picture_of(row.stored, number, ask="waiting" not in request.GET)
    if place is None:
        return HttpResponse(status=202, headers={"Retry-After": "1", "Cache-Control": "no-store"})
    response = FileResponse(place.open("rb"), content_type="image/png")
    response["Cache-Control"] = "private, max-age=86400"
    response["X-Content-Type-Options"] = "nosniff"
    return response

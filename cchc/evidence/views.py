"""The one way out for files: asked of the room that links them, sent as an attachment, never run here."""

import logging
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from cchc.core.doors import signed_in
from cchc.evidence import access
from cchc.evidence.rules import leaving_name
from cchc.evidence.services import open_stored
from cchc.orgs.access import signed_in_user

log = logging.getLogger(__name__)


@signed_in
@require_safe
def download(request: HttpRequest, kind: str, uid: UUID) -> FileResponse:
    """The file behind a link; 404 for no such link and for one that this person may not read."""
    found = access.readable(kind, signed_in_user(request), uid)
    if found is None:
        raise Http404
    try:
        file = open_stored(found.stored)
    except FileNotFoundError:
        log.exception("stored file %s is not in the store", found.stored.sha256)
        raise Http404 from None
    response = FileResponse(
        file,
        as_attachment=True,
        filename=leaving_name(found.name),
        content_type=found.stored.media_type,
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response

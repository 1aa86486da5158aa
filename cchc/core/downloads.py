"""Answers that are files to keep: never shown in the browser, never sniffed for another type."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"


def download(body: bytes, media_type: str, name: str) -> HttpResponse:
    """The file as an attachment under this name; letters with accents are allowed in it."""
    response = HttpResponse(body, content_type=media_type)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Disposition"] = disposition or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response

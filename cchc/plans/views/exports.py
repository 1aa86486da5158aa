"""What can be taken away: annex and plan as documents, tasks as a workbook, the reading as JSON."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cchc.core import clock
from cchc.core.downloads import PDF, WORD, download
from cchc.core.errors import DomainError
from cchc.core.text import fold
from cchc.orgs.access import require_permission, signed_in_user
from cchc.orgs.rules import Permission
from cchc.plans import access
from cchc.plans.selectors.amendment_paper import amendment_paper
from cchc.plans.selectors.paper import draft_paper, plan_paper
from cchc.publishing.amending import amendment_decision, amendment_letter
from cchc.publishing.document import OfficialDocument
from cchc.publishing.pdf import write_pdf
from cchc.publishing.plan import PlanPaper
from cchc.publishing.plan_layout import assignment_annex, plan_document, task_sheet
from cchc.publishing.sheets import XLSX, Workbook, write_xlsx
from cchc.publishing.word import write_docx


@dataclass(frozen=True, slots=True)
class _Asked:
    """One plan as printed and as data, on the day it is asked for."""

    paper: PlanPaper
    value: Mapping[str, Any]
    today: date


def _documents(name: str, build: Callable[[PlanPaper], OfficialDocument]) -> dict[Any, Any]:
    return {
        (name, "docx"): (WORD, lambda asked: write_docx(build(asked.paper))),
        (name, "pdf"): (PDF, lambda asked: _pdf(build(asked.paper))),
    }


def _pdf(document: OfficialDocument) -> bytes:
    return write_pdf(document, fonts=settings.FONTS_DIR)


def _workbook(asked: _Asked) -> bytes:
    sheet = task_sheet(asked.paper)
    return write_xlsx(Workbook((sheet,), made_on=asked.today, author=asked.paper.head.issuer))


def _json(asked: _Asked) -> bytes:
    return json.dumps(asked.value, ensure_ascii=False, indent=2).encode()


_WRITERS: dict[tuple[str, str], tuple[str, Callable[[_Asked], bytes]]] = {
    **_documents("annex", assignment_annex),
    **_documents("plan", plan_document),
    ("tasks", "xlsx"): (XLSX, _workbook),
    ("plan", "json"): ("application/json", _json),
}
_NAMES = {"annex": "phu-luc-phan-cong", "plan": "ke-hoach", "tasks": "nhiem-vu"}


@require_permission(Permission.PLAN_READ)
@require_GET
def plan(request: HttpRequest, uid: UUID, what: str, kind: str) -> HttpResponse:
    """A plan in force, for who may read it."""
    found = access.get_plan(user=signed_in_user(request), uid=uid)
    today = clock.today()
    return _answer(_Asked(plan_paper(found, today), found.value, today), what, kind)


@require_permission(Permission.DRAFT_READ)
@require_GET
def draft(request: HttpRequest, uid: UUID, what: str, kind: str) -> HttpResponse:
    """A draft that was read, for who may read drafts."""
    found = access.get_draft(user=signed_in_user(request), uid=uid)
    if found.value is None:
        raise Http404
    today = clock.today()
    return _answer(_Asked(draft_paper(found, today), found.value, today), what, kind)


_AMENDMENT_PAPERS = {"decision": amendment_decision, "letter": amendment_letter}
_AMENDMENT_NAMES = {"decision": "quyet-dinh-dieu-chinh", "letter": "cong-van-dieu-chinh"}


@require_permission(Permission.PLAN_READ)
@require_GET
def amendment(request: HttpRequest, uid: UUID, what: str, kind: str) -> HttpResponse:
    """An amendment as a decision or a letter, for who may read it; a draft has its number and day open."""
    found = access.get_amendment(user=signed_in_user(request), uid=uid)
    if what not in _AMENDMENT_PAPERS or kind not in {"docx", "pdf"}:
        raise Http404
    if not found.changes.exists():
        raise DomainError(_("Điều chỉnh chưa có thay đổi nào nên không lập được văn bản."))
    document = _AMENDMENT_PAPERS[what](amendment_paper(found, clock.today()))
    is_word = kind == "docx"
    content = write_docx(document) if is_word else _pdf(document)
    stem = "-".join(fold(found.subject).split()[:12])
    media_type = WORD if is_word else PDF
    return download(content, media_type, f"{_AMENDMENT_NAMES[what]}-{stem}.{kind}")


def _answer(asked: _Asked, what: str, kind: str) -> HttpResponse:
    media_type, write = _WRITERS.get((what, kind), ("", None))
    if write is None:
        raise Http404
    if what == "annex" and not any(area.tasks for area in asked.paper.areas):
        raise DomainError(_("Kế hoạch chưa có nhiệm vụ nào nên không lập được phụ lục phân công."))
    stem = "-".join(fold(asked.paper.head.subject).split()[:12])
    name = f"{_NAMES[what]}-{stem}.{kind}"
    return download(write(asked), media_type, name)

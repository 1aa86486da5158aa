"""The register of assigned work: entering, completing, ending."""

from contextlib import suppress
from datetime import date
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.forms import BaseFormSet, Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cchc.audit.selectors import history_of
from cchc.core import clock
from cchc.core.acts import Refused, carry_out, status_of
from cchc.orgs.access import agency_of, agency_where, may, require_permission, signed_in_user
from cchc.orgs.models import Unit, User
from cchc.orgs.rules import Permission
from cchc.tasks import access
from cchc.tasks.forms.instructions import (
    DiscontinueForm,
    DocumentForm,
    InstructionForm,
    WorkForm,
    work_forms,
)
from cchc.tasks.models import Instruction, Task
from cchc.tasks.pages.instructions import (
    DiscontinuePage,
    DocumentPage,
    InstructionPage,
    NewInstructionPage,
    RegisterPage,
    rows_for,
)
from cchc.tasks.selectors import instructions as register_lines
from cchc.tasks.selectors.locks import lock_on_document, lock_on_given_up, lock_on_register
from cchc.tasks.services import instructing

_PAGE = 50


@require_permission(Permission.PLAN_READ)
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    user, today = signed_in_user(request), clock.today()
    agency = agency_of(user)
    text, waiting = request.GET.get("q", "")[:100], request.GET.get("waiting") == "1"
    found = register_lines.register_of(agency, text=text, waiting=waiting)
    may_manage = may(user, Permission.INSTRUCTION_MANAGE, agency)
    sheet = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    query = urlencode([(k, v) for k, v in (("q", text), ("waiting", "1" if waiting else "")) if v])
    return RegisterPage(
        lines=register_lines.with_counts(list(sheet), today, settings.DUE_SOON_DAYS),
        page=sheet,
        query=f"{query}&" if query else "",
        text=text,
        waiting=waiting,
        may_manage=may_manage,
        lock=None if may_manage else lock_on_register(agency.name),
    ).respond(request)


@require_permission(Permission.INSTRUCTION_MANAGE)
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """A new instruction with its tasks; "Thêm nhiệm vụ" draws one line more and writes nothing."""
    user = signed_in_user(request)
    agency = agency_where(user, Permission.INSTRUCTION_MANAGE)
    asks_more = request.method == "POST" and "more" in request.POST
    form = InstructionForm(
        request.POST or None,
        request.FILES or None,
        meta=request.META,
        initial=_initial(request),
    )
    works = _works(request, agency, asks_more)
    if (
        request.method == "POST"
        and not asks_more
        and form.is_valid()
        and _hold(works, form.cleaned_data["assigned_on"])
    ):
        with suppress(Refused):
            return carry_out(
                request,
                form,
                lambda: _enter(agency, form, works, user),
                _("Đã vào sổ và giao nhiệm vụ."),
            )
    has_faults = request.method == "POST" and not asks_more
    errors = [str(each) for each in form.non_field_errors()] if has_faults else []
    return NewInstructionPage(form, works, None, errors).respond(
        request, 422 if has_faults else 200
    )


@require_permission(Permission.INSTRUCTION_MANAGE)
@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Further tasks of an instruction that is in the register."""
    user = signed_in_user(request)
    instruction = _managed(user, uid)
    asks_more = request.method == "POST" and "more" in request.POST
    works = _works(request, instruction.agency, asks_more)
    act = Form({})  # carries what the act refuses
    if (
        request.method == "POST"
        and not asks_more
        and act.is_valid()
        and _hold(works, instruction.assigned_on)
    ):
        with suppress(Refused):
            return carry_out(
                request, act, lambda: _extend(instruction, works, user), _("Đã giao thêm nhiệm vụ.")
            )
    has_faults = request.method == "POST" and not asks_more
    errors = [str(each) for each in act.non_field_errors()]
    return NewInstructionPage(None, works, instruction, errors).respond(
        request, 422 if has_faults else 200
    )


@require_permission(Permission.PLAN_READ)
@require_GET
def instruction(request: HttpRequest, uid: UUID) -> HttpResponse:
    user, today = signed_in_user(request), clock.today()
    found = access.get_instruction(user=user, uid=uid)
    may_manage = may(user, Permission.INSTRUCTION_MANAGE, found.agency)
    tasks = register_lines.tasks_of(found, today, settings.DUE_SOON_DAYS)
    return InstructionPage(
        instruction=found,
        rows=rows_for(tasks, today),
        people=register_lines.people_named(found),
        may_manage=may_manage,
        lock=None if may_manage else lock_on_register(found.agency.name),
        history=history_of(found.uid),
    ).respond(request)


@require_permission(Permission.INSTRUCTION_MANAGE)
@require_http_methods(["GET", "POST"])
def document(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The number of a document that came after the work had begun."""
    user = signed_in_user(request)
    found = _managed(user, uid)
    form = DocumentForm(
        request.POST or None, initial={"version": found.version, "issuer": found.issuer}
    )
    is_stale = False
    if form.is_valid():
        try:
            return carry_out(
                request,
                form,
                lambda: _complete(found, form, user),
                _("Đã bổ sung số, ký hiệu văn bản."),
            )
        except Refused as refused:
            is_stale = refused.is_stale
    page = DocumentPage(found, form, is_stale, lock_on_document(found))
    return page.respond(request, status_of(form, is_stale=is_stale))


@require_permission(Permission.INSTRUCTION_MANAGE)
@require_http_methods(["GET", "POST"])
def discontinue(request: HttpRequest, uid: UUID) -> HttpResponse:
    """End a task of an instruction before it is done."""
    user = signed_in_user(request)
    task = access.get_task(user=user, uid=uid)
    if task.instruction is None or not may(user, Permission.INSTRUCTION_MANAGE, task.agency):
        raise Http404
    form = DiscontinueForm(
        request.POST or None, initial={"version": task.version, "on": clock.today()}
    )
    is_stale = False
    if form.is_valid():
        try:
            return carry_out(
                request, form, lambda: _discontinue(task, form, user), _("Đã ghi thôi thực hiện.")
            )
        except Refused as refused:
            is_stale = refused.is_stale
    page = DiscontinuePage(task, form, is_stale, lock_on_given_up(task))
    return page.respond(request, status_of(form, is_stale=is_stale))


def _managed(user: User, uid: UUID) -> Instruction:
    found = access.get_instruction(user=user, uid=uid)
    if not may(user, Permission.INSTRUCTION_MANAGE, found.agency):
        raise Http404
    return found


def _initial(request: HttpRequest) -> dict[str, object]:
    """Today, and the kind of source that the way here knows (a briefing's conclusions)."""
    kind = request.GET.get("kind", "")
    known = {"kind": kind} if kind in Instruction.Kind.values else {}
    subject = _("Kết luận giao ban ngày %(day)s") % {"day": clock.today().strftime("%d/%m/%Y")}
    is_concluded = kind == Instruction.Kind.CONCLUSION
    return {"assigned_on": clock.today(), **known, **({"subject": subject} if is_concluded else {})}


def _works(request: HttpRequest, agency: Unit, asks_more: bool) -> "BaseFormSet[WorkForm]":
    return work_forms(
        request.POST if request.method == "POST" else None,
        units=register_lines.units_to_assign(agency, clock.today()),
        areas=register_lines.areas_of(agency),
        more=asks_more,
    )


def _hold(works: "BaseFormSet[WorkForm]", assigned_on: date) -> bool:
    """Whether the tasks are as they may be; a day before the work was given is a fault of its own field."""
    if not works.is_valid():
        return False
    for form in works:
        form.check_due(assigned_on)
    return all(form.is_valid() for form in works)


def _asked(works: "BaseFormSet[WorkForm]") -> list[instructing.Work]:
    return [form.work() for form in works if form.has_changed()]


def _enter(agency: Unit, form: InstructionForm, works: "BaseFormSet[WorkForm]", user: User) -> str:
    found = instructing.assign_work(
        agency=agency, source=form.source(), works=_asked(works), by=user, at=clock.now()
    )
    return reverse("instruction", args=[found.uid])


def _extend(found: Instruction, works: "BaseFormSet[WorkForm]", user: User) -> str:
    instructing.add_work(instruction=found, works=_asked(works), by=user, at=clock.now())
    return reverse("instruction", args=[found.uid])


def _complete(found: Instruction, form: DocumentForm, user: User) -> str:
    given = form.cleaned_data
    instructing.complete_document(
        instruction=found,
        number=given["number"],
        on=given["on"],
        issuer=given["issuer"],
        seen=given["version"],
        by=user,
        at=clock.now(),
    )
    return reverse("instruction", args=[found.uid])


def _discontinue(task: Task, form: DiscontinueForm, user: User) -> str:
    given = form.cleaned_data
    instructing.discontinue_work(
        task=task,
        on=given["on"],
        reason=given["reason"],
        seen=given["version"],
        by=user,
        at=clock.now(),
    )
    return reverse("task", args=[task.uid])

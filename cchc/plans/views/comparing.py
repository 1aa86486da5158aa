"""Đối chiếu: a plan beside the plan above or last year's, and what a person decides about it."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cchc.core import clock
from cchc.core.downloads import download
from cchc.core.errors import DomainError
from cchc.core.pages import go_to
from cchc.core.tokens import content_of, once
from cchc.orgs.access import may, require_permission, signed_in_user
from cchc.orgs.models import User
from cchc.orgs.rules import Permission
from cchc.plans import access
from cchc.plans.forms.pairing import PairingAnswer
from cchc.plans.pages.comparing import CompareChoicePage, ComparisonPage, PairingPage
from cchc.plans.pages.comparing_rows import (
    Chosen,
    asked_as,
    options_of,
    row_of,
    rows_of,
    tabs_of,
)
from cchc.plans.pages.comparing_sheet import comparison_sheet
from cchc.plans.rules.comparing.lines import Line
from cchc.plans.rules.comparing.settings import QUESTIONS
from cchc.plans.rules.comparing.shown import ALL, headings
from cchc.plans.selectors.comparing import compare_sides
from cchc.plans.selectors.sides import Facing, others_for
from cchc.plans.services.pairings import decide_pairing
from cchc.publishing.sheets import XLSX, Workbook, write_xlsx


@dataclass(frozen=True, slots=True)
class _Asked:
    """What an address asks for: which plans and question, the heading, and whether others' tasks count."""

    facing: Facing
    shown: str
    asks_all: bool

    @property
    def words(self) -> str:
        """Heading and scope as the address has them."""
        return asked_as(self.shown, self.asks_all)


@require_permission(Permission.PLAN_READ)
@require_GET
def choose(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Which plan to lay beside this one."""
    user = signed_in_user(request)
    ours = access.get_side(user=user, uid=uid)
    plans, drafts = access.comparable_plans(user), access.comparable_drafts(user)
    return CompareChoicePage(
        ours=ours,
        above=others_for(ours, "coverage", plans, drafts),
        years=others_for(ours, "years", plans, drafts),
        may_import=may(user, Permission.PLAN_IMPORT, ours.agency),
    ).respond(request)


@require_permission(Permission.PLAN_READ)
@require_GET
def show(request: HttpRequest, uid: UUID, question: str, other: UUID) -> HttpResponse:
    """Both plans side by side, by heading."""
    user = signed_in_user(request)
    asked = _asked(request, user, uid, question, other)
    facing = asked.facing
    compared = compare_sides(facing, asks_all=asked.asks_all)
    lines = compared.comparison.lines
    return ComparisonPage(
        facing=facing,
        heading=headings(facing.question)[asked.shown],
        tabs=tabs_of(facing.question, lines, asked.shown, asked.asks_all),
        rows=rows_of(facing, compared, asked.shown),
        left_out=compared.comparison.left_out,
        asks_all=asked.asks_all,
        asked=asked.words,
        may_decide=may(user, Permission.PLAN_IMPORT, facing.ours.agency),
    ).respond(request)


@require_permission(Permission.PLAN_READ)
@require_GET
def export(request: HttpRequest, uid: UUID, question: str, other: UUID) -> HttpResponse:
    """What the page shows, as a workbook."""
    user = signed_in_user(request)
    asked = _asked(request, user, uid, question, other)
    today = clock.today()
    facing = asked.facing
    rows = rows_of(facing, compare_sides(facing, asks_all=asked.asks_all), asked.shown)
    sheet = comparison_sheet(facing, rows, headings(facing.question)[asked.shown], today)
    body = write_xlsx(Workbook((sheet,), made_on=today, author=user.full_name))
    return download(body, XLSX, f"doi-chieu-{today:%Y%m%d}.xlsx")


@require_permission(Permission.PLAN_IMPORT)
@require_http_methods(["GET", "POST"])
def task(request: HttpRequest, uid: UUID, question: str, other: UUID, key: str) -> HttpResponse:
    """Decide about one task: this pairing, another task, none, or out of scope."""
    user = signed_in_user(request)
    asked = _asked(request, user, uid, question, other)
    if not may(user, Permission.PLAN_IMPORT, asked.facing.ours.agency):
        raise Http404
    if request.method == "GET":
        return _task_page(asked, key, None, []).respond(request)
    given = PairingAnswer.parse(request.POST)

    def act() -> str:
        decide_pairing(
            facing=asked.facing,
            task_key=key,
            choice=given.choice,
            ours_key=given.ours_key,
            reason=given.reason,
            seen_version=given.seen,
            by=user,
            at=clock.now(),
        )
        return f"{_address(asked)}#line-{_place(asked, key) + 1}"

    try:
        address = once(request.POST.get("submit_token", ""), act, content_of(request))
    except DomainError as error:
        return _task_page(asked, key, given, [error.message]).respond(request, status=422)
    messages.success(request, _("Đã lưu quyết định."))
    return go_to(request, address)


def _asked(request: HttpRequest, user: User, uid: UUID, question: str, other: UUID) -> _Asked:
    known = next((each for each in QUESTIONS if each == question), None)
    if known is None:
        raise Http404
    ours, theirs = access.get_side(user=user, uid=uid), access.get_side(user=user, uid=other)
    if ours.draft.pk == theirs.draft.pk:
        raise Http404
    shown = request.GET.get("show", ALL)
    return _Asked(
        facing=Facing(ours, theirs, known),
        shown=shown if shown in headings(known) else ALL,
        asks_all=request.GET.get("scope") == "all",
    )


def _task_page(
    asked: _Asked, key: str, given: PairingAnswer | None, errors: list[str]
) -> PairingPage:
    facing = asked.facing
    compared = compare_sides(facing, asks_all=True)
    lines = compared.comparison.lines
    line = next((one for one in lines if one.theirs and one.theirs.key == key), None)
    if line is None:
        raise Http404
    chosen = given or _as_it_stands(line)
    return PairingPage(
        facing=facing,
        row=row_of(facing, compared, line),
        chosen=Chosen(
            choice=chosen.choice,
            options=options_of(line, facing.ours, chosen.ours_key),
            reason=chosen.reason,
        ),
        back=_address(asked),
        errors=errors,
    )


def _as_it_stands(line: Line) -> PairingAnswer:
    """What the form shows first: the decision, else the pairing that was found."""
    ours_key = line.ours.key if line.ours else ""
    if line.decided:
        return PairingAnswer(line.decided.choice, ours_key, line.decided.reason, 0)
    return PairingAnswer("paired" if ours_key else "absent", ours_key, "", 0)


def _place(asked: _Asked, key: str) -> int:
    return [task.key for task in asked.facing.theirs.tasks].index(key)


def _address(asked: _Asked) -> str:
    return f"{asked.facing.address}?{asked.words}"

"""What the units named in a draft stand for: choose, add, confirm, ask again."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cchc.core import clock
from cchc.core.errors import DomainError
from cchc.core.text import fold
from cchc.orgs.access import may, require_permission, signed_in_user
from cchc.orgs.models import Unit, UnitGroup, User
from cchc.orgs.rules import Permission
from cchc.orgs.selectors import bodies_around, match_wordings, units_of
from cchc.plans import access
from cchc.plans.models import Draft
from cchc.plans.pages.review import UnitPage
from cchc.plans.pages.review_answers import changed_screen, load_review
from cchc.plans.pages.review_rows import Matches
from cchc.plans.services import matching

_KIND_HEADS = {
    "phong": Unit.Kind.DIVISION,
    "to ": Unit.Kind.TEAM,
    "doan": Unit.Kind.TEAM,
    "ban ": Unit.Kind.TEAM,
    "hoi dong": Unit.Kind.TEAM,
    "van phong": Unit.Kind.OFFICE,
    "thanh tra": Unit.Kind.INSPECTORATE,
    "chi cuc": Unit.Kind.SUB_DEPARTMENT,
    "trung tam": Unit.Kind.CENTRE,
    "so ": Unit.Kind.DEPARTMENT,
    "bo ": Unit.Kind.MINISTRY,
    "ubnd tinh": Unit.Kind.PROVINCE,
    "ubnd xa": Unit.Kind.COMMUNE,
    "ubnd phuong": Unit.Kind.COMMUNE,
}
_OUTSIDE_HEADS = ("ubnd", "uy ban", "so ", "bo ", "cong an", "thue", "hdnd", "hoi dong")


@require_permission(Permission.PLAN_IMPORT)
@require_http_methods(["GET", "POST"])
def units(request: HttpRequest, uid: UUID) -> HttpResponse:
    """GET: what one wording may stand for (?wording=). POST: choose, add, confirm all suggestions, ask again."""
    user = signed_in_user(request)
    draft = access.get_draft(user=user, uid=uid, permission=Permission.PLAN_IMPORT)
    if draft.value is None:
        raise Http404
    if request.method == "GET":
        wording, adds = request.GET.get("wording", ""), "add" in request.GET
        return _choices(draft, user, wording, adds=adds).respond(request)
    before = load_review(draft, user)
    note = _act(request, draft, user)
    return changed_screen(request, before, load_review(draft, user), note)


def _choices(draft: Draft, user: User, wording: str, *, adds: bool) -> UnitPage:
    today = clock.today()
    found = match_wordings(agency=draft.agency, wordings=[wording], on=today)[wording]
    return UnitPage(
        review=load_review(draft, user),
        match=Matches(draft, today).of(wording),
        candidates=found.candidates[:5],
        units=units_of(draft.agency, today),
        bodies=list(bodies_around(draft.agency, today)),
        groups=list(UnitGroup.objects.filter(agency=draft.agency).order_by("name")),
        kinds=Unit.Kind.choices,
        likely_kind=_likely_kind(wording),
        may_add_own=may(user, Permission.UNIT_MANAGE, draft.agency),
        adds=adds,
        looks_outside=fold(wording).startswith(_OUTSIDE_HEADS),
    )


def _likely_kind(wording: str) -> str:
    """The kind that the first words of a name speak of."""
    folded = fold(wording)
    heads = (kind for head, kind in _KIND_HEADS.items() if folded.startswith(head))
    return str(next(heads, Unit.Kind.OTHER))


def _act(request: HttpRequest, draft: Draft, user: User) -> str:
    act = request.POST.get("act", "")
    wording = request.POST.get("wording", "")
    at = clock.now()
    if act == "choose":
        return _choose(request.POST.get("target", ""), draft, wording, user)
    if act == "add":
        is_outside = request.POST.get("where") == "outside"
        if not is_outside and not may(user, Permission.UNIT_MANAGE, draft.agency):
            raise DomainError(
                _("Bạn chưa có quyền thêm đơn vị. Hãy nhờ quản trị hoặc đầu mối CCHC của cơ quan.")
            )
        row = matching.add_unit_for(
            draft=draft,
            wording=wording,
            kind=request.POST.get("kind", ""),
            is_outside=is_outside,
            by=user,
            at=at,
        )
        return _("Đã thêm “%s” vào danh mục đơn vị.") % row.wording
    if act == "confirm_all":
        count = matching.confirm_suggestions(draft=draft, by=user, at=at)
        return ngettext(
            "Đã xác nhận %(count)s tên đơn vị.", "Đã xác nhận %(count)s tên đơn vị.", count
        ) % {"count": count}
    if act == "again":
        matching.propose_matches(draft=draft, on=clock.today(), again=True)
        return _("Đã đối chiếu lại với danh mục đơn vị.")
    raise Http404


def _choose(target: str, draft: Draft, wording: str, user: User) -> str:
    """target: "unit:<uid>", "group:<uid>", or "" to take the suggestion that stands there."""
    unit, group = _target(target, draft)
    if not target:
        row = (
            draft.unit_matches.filter(folded=fold(wording)).select_related("unit", "group").first()
        )
        unit, group = (row.unit, row.group) if row is not None else (None, None)
    matching.confirm_match(
        draft=draft, wording=wording, unit=unit, group=group, by=user, at=clock.now()
    )
    return _("“%(wording)s” là %(name)s.") % {"wording": wording, "name": unit or group}


def _target(target: str, draft: Draft) -> tuple[Unit | None, UnitGroup | None]:
    kind, _colon, text = target.partition(":")
    try:
        uid = UUID(text)
    except ValueError:
        return None, None
    if kind == "group":
        return None, UnitGroup.objects.filter(agency=draft.agency, uid=uid).first()
    reachable = [
        *units_of(draft.agency, clock.today()),
        *bodies_around(draft.agency, clock.today()),
    ]
    return next((unit for unit in reachable if unit.uid == uid), None), None

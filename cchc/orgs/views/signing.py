"""Who may sign the documents of the agency and of its units with a seal of their own."""

from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cchc.core import clock
from cchc.orgs import access, selectors, services
from cchc.orgs.forms.signing import EndRightForm, RightForm
from cchc.orgs.models import SigningRight, Unit
from cchc.orgs.pages import FormPage, SigningPage
from cchc.orgs.rules import Permission
from cchc.orgs.views.units import answer_form


@access.require_permission(Permission.UNIT_MANAGE)
@require_GET
def rights(request: HttpRequest) -> HttpResponse:
    """Rights of today and later, and those that ended."""
    agency, today = _agency(request), clock.today()
    found = SigningRight.objects.filter(unit__agency=agency).select_related("unit")
    ended = Q(valid_to__lt=today)
    return SigningPage(
        agency=agency,
        now=list(found.exclude(ended).order_by("unit__path", "form", "name", "pk")),
        past=list(found.filter(ended).order_by("-valid_to", "pk")[:200]),
        today=today,
    ).respond(request)


@access.require_permission(Permission.UNIT_MANAGE)
@require_http_methods(["GET", "POST"])
def right_new(request: HttpRequest) -> HttpResponse:
    """Enter that somebody may sign."""
    user, agency, today = access.signed_in_user(request), _agency(request), clock.today()
    sealed = [agency, *(unit for unit in selectors.units_of(agency, today) if unit.has_seal)]
    people = selectors.people_of(agency).filter(is_active=True)
    initial = {"valid_from": today, "unit": agency.pk}
    form = RightForm(request.POST or None, sealed, people, initial)

    def act() -> str:
        services.grant_right(
            unit=form.cleaned_data["unit"], granted=form.granted(), by=user, at=clock.now()
        )
        return reverse("signing_rights")

    page = _page(
        form,
        title=_("Ghi quyền ký"),
        intro=_(
            "Quyền ký không phải là quyền đăng nhập: người ký có thể không có tài khoản. Ký thay (KT.) và "
            "thừa lệnh (TL.) theo quy chế làm việc; thừa ủy quyền (TUQ.) phải có văn bản và thời hạn."
        ),
        submit=_("Ghi quyền ký"),
    )
    return answer_form(request, page, act)


@access.require_permission(Permission.UNIT_MANAGE)
@require_http_methods(["GET", "POST"])
def right_end(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Let a right end."""
    user = access.signed_in_user(request)
    right = access.managed_right(user, uid)
    form = EndRightForm(request.POST or None, initial={"on": clock.today()})

    def act() -> str:
        services.end_right(right=right, on=form.cleaned_data["on"], by=user, at=clock.now())
        return reverse("signing_rights")

    page = _page(
        form,
        title=_("Kết thúc quyền ký"),
        intro=_("%(right)s. Văn bản đã ký trước đó không bị ảnh hưởng.") % {"right": right},
        submit=_("Kết thúc quyền ký"),
    )
    return answer_form(request, page, act)


def _page(form: RightForm | EndRightForm, *, title: str, intro: str, submit: str) -> FormPage:
    return FormPage(
        title=title,
        intro=intro,
        form=form,
        submit=submit,
        kind="primary",
        back=reverse("signing_rights"),
        back_label=_("Quyền ký"),
    )


def _agency(request: HttpRequest) -> Unit:
    return access.agency_where(access.signed_in_user(request), Permission.UNIT_MANAGE)

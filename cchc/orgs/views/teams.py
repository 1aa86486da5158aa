"""Teams set up by decision."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.core import clock
from cchc.orgs import access, selectors, services
from cchc.orgs.forms.transfers import TeamForm
from cchc.orgs.pages import FormPage
from cchc.orgs.rules import Permission
from cchc.orgs.services.teams import Team
from cchc.orgs.views.units import answer_form


@access.require_permission(Permission.UNIT_MANAGE)
@require_http_methods(["GET", "POST"])
def team_new(request: HttpRequest) -> HttpResponse:
    """Set up a team with its head, members and last day."""
    user = access.signed_in_user(request)
    agency = access.agency_where(user, Permission.UNIT_MANAGE)
    people = selectors.people_of(agency).filter(is_active=True)
    form = TeamForm(request.POST or None, people, {"valid_from": clock.today()})

    def act() -> str:
        made = services.set_up_team(
            agency=agency, team=Team(**form.cleaned_data), by=user, at=clock.now()
        )
        return reverse("unit", args=[made.uid])

    page = FormPage(
        title=_("Lập tổ, đoàn, ban theo quyết định"),
        intro=_(
            "Tổ, đoàn, ban có người đứng đầu, thành viên từ nhiều đơn vị và ngày kết thúc; chủ trì, phối "
            "hợp nhiệm vụ được như một đơn vị, tự kết thúc khi hết hạn."
        ),
        form=form,
        submit=_("Lập"),
        kind="primary",
        back=reverse("units"),
        back_label=_("Cơ cấu tổ chức"),
    )
    return answer_form(request, page, act)

"""Acts of reorganisation and news about accounts: the directory below this room cannot write notices itself."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cchc.core.clock import vietnam_date
from cchc.messages.kinds import Kind, register
from cchc.messages.services.telling import Told, tell
from cchc.orgs import movers, news
from cchc.orgs.models import Membership, Reorganisation
from cchc.orgs.rules import Role

ACT = "orgs.act"


def listen() -> None:
    """Called once from `AppConfig.ready`."""
    register(Kind(ACT, "Sắp xếp tổ chức", "sitemap", "quiet", _news))
    register(Kind(news.ACCOUNT, "Tài khoản và quyền", "shield-check", "quiet", _news))
    movers.register_teller(tell_act)
    news.register(tell_news)


def tell_act(act: Reorganisation, agencies: Collection[int], at: datetime) -> None:
    """One notice to each coordinator of the agencies, of those that took over included."""
    day = vietnam_date(at)
    held = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        valid_from__lte=day,
        role=Role.COORDINATOR,
        unit__agency__in=agencies,
        user__is_active=True,
    )
    people = dict(held.order_by("pk").values_list("user_id", "unit__agency_id"))
    counted = {"n": act.moved.count(), "day": f"{act.effective_on:%d/%m/%Y}"}
    notices = [
        Told(
            user_id=user_id,
            agency_id=agency_id,
            kind=ACT,
            subject_uid=act.uid,
            title=_("Đã sắp xếp tổ chức: %(subject)s") % {"subject": act.subject[:150]},
            text=act.decision + ". " + _("Từ %(day)s, %(n)d mục được chuyển giao.") % counted,
            address=reverse("act", args=[act.uid]),
        )
        for user_id, agency_id in people.items()
        if agency_id is not None
    ]
    tell(notices=notices, at=at)


def tell_news(told: Iterable[news.News], at: datetime) -> None:
    """What the directory has to say to people about accounts."""
    notices = [
        Told(
            user_id=each.user_id,
            agency_id=each.agency_id,
            kind=news.ACCOUNT,
            subject_uid=each.subject,
            title=each.title,
            text=each.text,
            address=each.address,
        )
        for each in told
    ]
    tell(notices=notices, at=at)


def _news(uids: Collection[UUID]) -> set[UUID]:
    """News asks for nothing and is taken back by nothing: it stays until it is read."""
    return set(uids)

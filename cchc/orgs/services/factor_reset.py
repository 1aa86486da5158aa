"""A lost second factor: an administrator asks, a second person or the owner's official mail lets it happen."""

from datetime import datetime, timedelta
from uuid import uuid5

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cchc.audit.services import record
from cchc.core import clock
from cchc.core.clock import VIETNAM, vietnam_date
from cchc.core.errors import DomainError
from cchc.core.jobs import enqueue
from cchc.core.text import squeeze
from cchc.orgs.models import AccountLink, FactorReset, Unit, User
from cchc.orgs.news import News, spread
from cchc.orgs.selectors.accounts import deciding_elsewhere, reset_confirmers
from cchc.orgs.services import links
from cchc.orgs.services.accounts import address_is_fresh

VALID_FOR = timedelta(days=7)
PURPOSE = AccountLink.Purpose.FACTOR_RESET


class NothingToReset(DomainError):
    text = "Người này chưa bật xác thực hai lớp."


class OwnFactor(DomainError):
    text = "Không tự đặt lại cho mình được. Hãy dùng mã dự phòng, hoặc nhờ quản trị viên khác."


class DecidesElsewhere(DomainError):
    """The account has power in an agency that this administrator does not administer."""


class AlreadyAsked(DomainError):
    text = "Đã có yêu cầu đang chờ xác nhận cho người này."


class SettledReset(DomainError):
    text = "Yêu cầu này đã thực hiện, đã hủy hoặc đã hết hạn."


class OnePersonAlone(DomainError):
    text = "Người yêu cầu không tự xác nhận. Cần một quản trị viên khác hoặc lãnh đạo cơ quan."


class TooEarly(DomainError):
    """The link's time has not come."""


@transaction.atomic
def ask_reset(*, user: User, agency: Unit, reason: str, by: User, at: datetime) -> FactorReset:
    """Ask to take a lost second factor from somebody of the agency; nothing is taken yet.

    The owner is told by mail, with a link that works after a delay and by which he can also call it off; leaders and
    other administrators are told in the application. No link goes to an address that was changed within a week.
    Raises OwnFactor, NothingToReset, AlreadyAsked, DecidesElsewhere.
    """
    if user.pk == by.pk:
        raise OwnFactor
    if not Authenticator.objects.filter(user=user).exists():
        raise NothingToReset
    elsewhere = deciding_elsewhere(user, agency, vietnam_date(at))
    if elsewhere is not None:
        raise DecidesElsewhere(
            _(
                "Người này giữ vai trò quyết định tại “%(agency)s”. Hãy đề nghị quản trị của cơ quan đó."
            )
            % {"agency": elsewhere.name}
        )
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    before = user.factor_resets.filter(done_at__isnull=True, cancelled_at__isnull=True)
    if before.filter(expires_at__gt=at).exists():
        raise AlreadyAsked
    before.update(cancelled_at=at)
    link = None
    if links.can_send_to(user) and not address_is_fresh(user, at):
        link = links.make_link(user=user, purpose=PURPOSE, valid_for=VALID_FOR, by=by, at=at)
    reset = FactorReset.objects.create(
        user=user,
        agency=agency,
        reason=squeeze(reason),
        asked_by=by,
        asked_at=at,
        opens_at=at + timedelta(hours=settings.FACTOR_RESET_HOURS),
        expires_at=at + VALID_FOR,
        link=link,
    )
    record(
        action="user.factor_reset_asked", target=user, by=by, at=at, agency_id=agency.pk,
        reason=reset.reason, mailed=link is not None,
    )  # fmt: skip
    title = _("Yêu cầu đặt lại xác thực hai lớp của %(name)s") % {"name": user.full_name}
    text = _("%(who)s yêu cầu: %(reason)s") % {"who": by.full_name, "reason": reset.reason}
    _tell(reset, title, text, at, but=by)
    if link is not None:
        enqueue("orgs.tell_reset", reset.pk)
    return reset


@transaction.atomic
def confirm_reset(*, reset: FactorReset, by: User, at: datetime) -> FactorReset:
    """A second person lets it happen. Raises SettledReset, OnePersonAlone, OwnFactor."""
    reset = _locked(reset, at)
    if by.pk == reset.asked_by_id:
        raise OnePersonAlone
    if by.pk == reset.user_id:
        raise OwnFactor
    return _take_away(reset, by, FactorReset.Way.SECOND_PERSON, at)


@transaction.atomic
def reset_by_link(*, token: str, at: datetime) -> FactorReset:
    """The owner lets it happen, by official mail and after the delay. Raises SpentLink, SettledReset, TooEarly."""
    reset = _locked(find_reset(token, at=at), at)
    if at < reset.opens_at:
        raise TooEarly(
            _("Liên kết dùng được từ %(moment)s, để ai đó không thể làm thay bạn ngay lúc này.")
            % {"moment": _moment(reset.opens_at)}
        )
    return _take_away(reset, reset.user, FactorReset.Way.MAIL, at)


@transaction.atomic
def cancel_by_link(*, token: str, at: datetime) -> FactorReset:
    """The owner did not ask for this. Raises SpentLink, SettledReset."""
    reset = _locked(find_reset(token, at=at), at)
    return _cancel(reset, reset.user, at)


@transaction.atomic
def cancel_reset(*, reset: FactorReset, by: User, at: datetime) -> FactorReset:
    """An administrator or leader calls it off. Raises SettledReset."""
    return _cancel(_locked(reset, at), by, at)


def find_reset(token: str, *, at: datetime) -> FactorReset:
    """The request behind an address in a mail. Raises SpentLink."""
    link = links.find_link(token, purpose=PURPOSE, at=at)
    found = FactorReset.objects.select_related("user", "asked_by", "agency").filter(link=link)
    reset = found.first()
    if reset is None or reset.is_settled:
        raise links.SpentLink
    return reset


def tell_reset(reset_id: int) -> None:
    """The job: tell the owner what is asked, and how to let it happen or call it off."""
    found = FactorReset.objects.select_related("user", "asked_by", "link")
    reset = found.get(pk=reset_id)
    if reset.link is None or reset.is_settled:
        return
    words = _(
        "Kính gửi %(name)s,\n\n%(who)s vừa yêu cầu đặt lại xác thực hai lớp của tài khoản “%(username)s” "
        "(lý do: %(reason)s).\n\n"
        "Yêu cầu có hiệu lực khi một người thứ hai của cơ quan xác nhận, hoặc khi bạn mở liên kết sau, dùng được từ "
        "%(opens)s đến %(until)s:\n\n%(address)s\n\n"
        "KHÔNG PHẢI BẠN YÊU CẦU? Mở liên kết trên ngay bây giờ và bấm “Hủy yêu cầu”."
    ) % {
        "name": reset.user.full_name,
        "who": reset.asked_by.full_name,
        "username": reset.user.username,
        "reason": reset.reason,
        "opens": _moment(reset.opens_at),
        "until": _moment(reset.expires_at),
        "address": links.address_of(reset.link, "account_factor_reset"),
    }
    links.post(to=reset.link.sent_to, subject=_("Yêu cầu đặt lại xác thực hai lớp"), body=words)


def tell_reset_done(reset_id: int) -> None:
    """The job: tell the owner that the second factor is gone."""
    reset = FactorReset.objects.select_related("user", "done_by").get(pk=reset_id)
    if reset.done_at is None or not links.can_send_to(reset.user):
        return
    words = _(
        "Kính gửi %(name)s,\n\nXác thực hai lớp của tài khoản “%(username)s” đã được gỡ lúc %(moment)s; "
        "mọi phiên đăng nhập đã kết thúc. Hãy đăng nhập bằng mật khẩu và bật lại ngay:\n\n%(address)s\n\n"
        "Nếu không phải bạn yêu cầu, hãy báo ngay cho lãnh đạo hoặc quản trị của cơ quan."
    ) % {
        "name": reset.user.full_name,
        "username": reset.user.username,
        "moment": _moment(reset.done_at),
        "address": settings.BASE_URL + reverse("account_login"),
    }
    links.post(to=reset.user.email, subject=_("Đã đặt lại xác thực hai lớp"), body=words)


def _locked(reset: FactorReset, at: datetime) -> FactorReset:
    locked = FactorReset.objects.select_for_update(no_key=True).get(pk=reset.pk)
    if locked.is_settled or locked.expires_at <= at:
        raise SettledReset
    return locked


def _take_away(reset: FactorReset, by: User, way: str, at: datetime) -> FactorReset:
    """Every factor and recovery code goes, every session ends; the password stays and is asked for."""
    user = reset.user
    taken = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    Authenticator.objects.filter(user=user).delete()
    for session in UserSession.objects.filter(user=user):
        session.end()
    reset.done_by, reset.done_at, reset.way = by, at, way
    reset.save(update_fields=["done_by", "done_at", "way"])
    _close_link(reset, at)
    record(
        action="user.factor_reset", target=user, by=by, at=at, agency_id=reset.agency_id, way=way,
        asked_by=reset.asked_by.full_name, taken=sorted(set(taken)),
    )  # fmt: skip
    title = _("Đã đặt lại xác thực hai lớp của %(name)s") % {"name": user.full_name}
    words = {"asked": reset.asked_by.full_name, "way": FactorReset.Way(way).label}
    text = _("%(asked)s yêu cầu; %(way)s. Người này phải bật lại khi đăng nhập.") % words
    _tell(reset, title, text, at, but=by)
    enqueue("orgs.tell_reset_done", reset.pk)
    return reset


def _cancel(reset: FactorReset, by: User, at: datetime) -> FactorReset:
    reset.cancelled_by, reset.cancelled_at = by, at
    reset.save(update_fields=["cancelled_by", "cancelled_at"])
    _close_link(reset, at)
    record(
        action="user.factor_reset_cancelled", target=reset.user, by=by, at=at,
        agency_id=reset.agency_id, asked_by=reset.asked_by.full_name,
    )  # fmt: skip
    title = _("Đã hủy yêu cầu đặt lại xác thực hai lớp của %(name)s") % {
        "name": reset.user.full_name
    }
    _tell(reset, title, _("%(who)s hủy.") % {"who": by.full_name}, at, but=by)
    return reset


def _close_link(reset: FactorReset, at: datetime) -> None:
    if reset.link_id is not None:
        AccountLink.objects.filter(pk=reset.link_id, used_at__isnull=True).update(used_at=at)


def _tell(reset: FactorReset, title: str, text: str, at: datetime, *, but: User) -> None:
    """Leaders, administrators and the owner, each once; not who acts."""
    people = {user.pk for user in reset_confirmers(reset.agency, vietnam_date(at))}
    spread(
        [
            News(
                user_id=pk,
                agency_id=reset.agency_id,
                subject=uuid5(reset.uid, title),  # each step is told, also on one day
                title=title,
                text=text,
                address=reverse("factor_reset", args=[reset.uid])
                if pk != reset.user_id
                else reverse("account"),
            )
            for pk in sorted((people | {reset.user_id}) - {but.pk})
        ],
        at,
    )


def _moment(at: datetime) -> str:
    return f"{at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"


def open_reset(user: User) -> FactorReset | None:
    """The request that waits for this person; None without one."""
    waiting = user.factor_resets.filter(done_at__isnull=True, cancelled_at__isnull=True)
    return waiting.filter(expires_at__gt=clock.now()).select_related("asked_by").first()

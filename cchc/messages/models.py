"""What people are told: notices in the application, one digest a day by mail, and the record of both."""

from datetime import time

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified, Versioned
from cchc.orgs.models import Unit, User


class Mail(Identified):
    """One mail to one person: at most one a day. The record of what was sent: to whom, what, when, with what end.

    `body` is what was last tried. SENDING that lasts means that a worker died in the middle; it is tried again under
    the same Message-ID. WITHDRAWN: everything it would have told was settled before it left.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Chờ gửi")
        SENDING = "sending", _("Đang gửi")
        SENT = "sent", _("Đã gửi")
        FAILED = "failed", _("Chưa gửi được, sẽ thử lại")
        REFUSED = "refused", _("Bị từ chối, không gửi lại")
        WITHDRAWN = "withdrawn", _("Không gửi: việc đã xong")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="mails")
    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("ngày"))
    address = models.EmailField(_("địa chỉ nhận"))
    subject = models.CharField(_("tiêu đề"), max_length=200, blank=True)
    body = models.TextField(_("nội dung"), blank=True)
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("số lần thử"), default=0)
    error = models.CharField(_("lỗi"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("lập lúc"))
    tried_at = models.DateTimeField(_("thử lúc"), null=True)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "day"], name="messages_one_mail_a_day"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="messages_sent_has_its_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-created_at"], name="messages_mail_log"),
            models.Index(fields=["state", "day"], name="messages_mail_open"),
        ]


class Notice(Identified):
    """Something a person is told in the application. Once per person, kind, subject and day.

    `subject_uid` names what it is about to the room that wrote it. `withdrawn_at`: settled before it was read.
    `mail`: the digest that carried it; None while it waits or when the person wants no mail of this kind.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notices")
    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("loại"), max_length=40)
    subject_uid = models.UUIDField()
    day = models.DateField(_("ngày"))
    title = models.CharField(_("tiêu đề"), max_length=200)
    text = models.CharField(_("nội dung"), max_length=600)
    address = models.CharField(max_length=300)
    created_at = models.DateTimeField(_("lúc"))
    read_at = models.DateTimeField(_("đọc lúc"), null=True)
    withdrawn_at = models.DateTimeField(null=True)
    mail = models.ForeignKey(
        Mail, null=True, blank=True, on_delete=models.PROTECT, related_name="notices"
    )

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "subject_uid", "day"], name="messages_told_once_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-day", "-id"], name="messages_of_person"),
            models.Index(
                fields=["user"],
                condition=Q(read_at__isnull=True, withdrawn_at__isnull=True),
                name="messages_unread",
            ),
            models.Index(fields=["agency", "-created_at"], name="messages_notice_log"),
        ]


class MailHours(Identified, Versioned):
    """When an agency's mails leave; an agency without a row follows `rules.Hours` as shipped."""

    agency = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="+")
    quiet_from = models.TimeField(_("yên lặng từ"), default=time(18, 0))
    quiet_to = models.TimeField(_("đến"), default=time(7, 0))
    digest_at = models.TimeField(_("giờ gửi thư tổng hợp"), default=time(7, 30))
    working_days_only = models.BooleanField(_("chỉ gửi vào ngày làm việc"), default=True)


class MessagePreference(models.Model):
    """How one person wants to be told: an hour of one's own, and the kinds that come without mail."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    digest_at = models.TimeField(_("giờ nhận thư"), null=True, blank=True)
    without_mail = models.JSONField(default=list)

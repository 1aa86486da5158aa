"""Taking a lost second factor from an account, which no one person can do alone."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified
from cchc.orgs.models.links import AccountLink
from cchc.orgs.models.people import User
from cchc.orgs.models.units import Unit


class FactorReset(Identified):
    """An administrator's request to take away somebody's lost second factor (đặt lại xác thực hai lớp).

    Done by a second person, or by the owner through a link to the official address once `opens_at` has come; until
    then whoever it concerns can call it off. `link`: None where no mail could be sent.
    """

    class Way(models.TextChoices):
        SECOND_PERSON = "second", _("người thứ hai xác nhận")
        MAIL = "mail", _("qua thư công vụ")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="factor_resets")
    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("lý do, đã xác minh thế nào"), max_length=300)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("yêu cầu lúc"))
    opens_at = models.DateTimeField(_("liên kết dùng được từ"))
    expires_at = models.DateTimeField(_("hết hạn lúc"))
    link = models.OneToOneField(
        AccountLink, null=True, blank=True, on_delete=models.PROTECT, related_name="reset"
    )
    done_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    done_at = models.DateTimeField(_("thực hiện lúc"), null=True, blank=True)
    way = models.CharField(_("cách"), max_length=8, choices=Way, blank=True)
    cancelled_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cancelled_at = models.DateTimeField(_("hủy lúc"), null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(done_at__isnull=True, cancelled_at__isnull=True),
                name="orgs_one_open_factor_reset",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True, way="")
                | (Q(done_at__isnull=False, done_by__isnull=False) & ~Q(way="")),
                name="orgs_factor_reset_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(cancelled_at__isnull=True),
                name="orgs_factor_reset_done_or_cancelled",
            ),
            models.CheckConstraint(
                condition=Q(done_by__isnull=True) | ~Q(done_by=F("asked_by")),
                name="orgs_factor_reset_by_two",
            ),
        ]

    def __str__(self) -> str:
        return self.user.full_name

    @property
    def is_settled(self) -> bool:
        return self.done_at is not None or self.cancelled_at is not None

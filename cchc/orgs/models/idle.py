"""What an agency does with accounts that nobody uses."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified, Versioned
from cchc.orgs.idleness import Terms
from cchc.orgs.models.units import Unit


class IdleRule(Identified, Versioned):
    """After how many days without a sign-in accounts are locked (khóa tài khoản lâu không dùng); 0: never.

    An agency without a row follows the installation's setting.
    """

    agency = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="+")
    lock_after_days = models.PositiveSmallIntegerField(_("khóa sau (ngày)"))
    warn_days = models.PositiveSmallIntegerField(_("báo trước (ngày)"), default=7)
    spare_days = models.PositiveSmallIntegerField(
        _("không khóa trước hạn báo cáo (ngày)"), default=10
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lock_after_days=0) | Q(lock_after_days__gt=F("warn_days")),
                name="orgs_idle_warned_before_locked",
            ),
        ]

    @property
    def terms(self) -> Terms:
        return Terms(self.lock_after_days, self.warn_days, self.spare_days)

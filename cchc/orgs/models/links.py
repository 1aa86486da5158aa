"""Links by which somebody opens the own account."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified
from cchc.orgs.models.people import User


class AccountLink(Identified):
    """A link sent to somebody's official address, by which the owner opens the account; once, and for a time.

    The address holds a signature over `uid` (`orgs.services.links`), so that the row alone opens nothing.
    """

    class Purpose(models.TextChoices):
        INVITATION = "invitation", _("Đặt mật khẩu")
        REOPENING = "reopening", _("Mở tài khoản lâu không dùng")
        FACTOR_RESET = "factor_reset", _("Đặt lại xác thực hai lớp")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="links")
    purpose = models.CharField(
        _("để làm gì"), max_length=12, choices=Purpose, default=Purpose.INVITATION
    )
    sent_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    sent_to = models.EmailField(_("thư công vụ"))
    made_at = models.DateTimeField(_("lập lúc"))
    expires_at = models.DateTimeField(_("hết hạn lúc"))
    used_at = models.DateTimeField(_("dùng lúc"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="orgs_link_expires_later"
            ),
        ]

"""Rates that documents set from a day on: each value stands beside the earlier ones, with what it rests on."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified
from cchc.orgs.models import Unit, User


class Rate(models.Model):
    """What targets are multiples of (mức quy định): "lần lương cơ sở". `phrase`: how units of measure name it."""

    code = models.CharField(_("mã"), max_length=30, unique=True)
    name = models.CharField(_("tên"), max_length=150)
    measure = models.CharField(_("đơn vị tính"), max_length=30)
    phrase = models.CharField(max_length=60)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class RateValue(Identified):
    """The amount from a day on (mức áp dụng từ ngày), until the next one. Shipped rows belong to no agency.

    Never changed: a corrected one is a row of its own, the old one stays with `replaced_at`.
    """

    class Standing(models.TextChoices):
        OFFICIAL = "official", _("Theo văn bản")
        SAMPLE = "sample", _("Mẫu, cần đối chiếu")

    rate = models.ForeignKey(Rate, on_delete=models.PROTECT, related_name="values")
    agency = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    amount = models.DecimalField(_("mức"), max_digits=18, decimal_places=4)
    valid_from = models.DateField(_("áp dụng từ ngày"))
    basis = models.CharField(_("căn cứ"), max_length=250)
    standing = models.CharField(
        _("mức chắc chắn"), max_length=10, choices=Standing, default=Standing.SAMPLE
    )
    entered_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(_("nhập lúc"), null=True, blank=True)
    replaced_at = models.DateTimeField(_("được thay lúc"), null=True, blank=True)

    class Meta:
        ordering = ["valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rate", "agency", "valid_from"],
                condition=Q(replaced_at__isnull=True),
                name="indicators_rate_once",
            ),
            models.UniqueConstraint(
                fields=["rate", "valid_from"],
                condition=Q(agency__isnull=True),
                name="indicators_shipped_rate_once",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=Decimal(0)), name="indicators_rate_is_positive"
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="indicators_rate_has_basis"),
            models.CheckConstraint(
                condition=Q(agency__isnull=True, entered_by__isnull=True, entered_at__isnull=True)
                | Q(agency__isnull=False, entered_by__isnull=False, entered_at__isnull=False),
                name="indicators_own_rate_says_who",
            ),
        ]

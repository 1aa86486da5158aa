"""Which leader looks after which area of reform."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified
from cchc.orgs.models import Unit, User
from cchc.plans.models import ReformArea


class AreaCharge(Identified):
    """A leader in charge of an area from one day to another (phụ trách lĩnh vực); bounds inclusive."""

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="area_charges")
    area = models.ForeignKey(ReformArea, on_delete=models.PROTECT, related_name="+")
    document_number = models.CharField(_("văn bản phân công"), max_length=60, blank=True)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)

    class Meta:
        ordering = ["area__position", "valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="tasks_charge_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user.full_name}: {self.area.name}"

"""What somebody who leaves a unit hands over (bàn giao công việc)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified
from cchc.orgs.models.people import User
from cchc.orgs.models.units import Unit


class Handover(Identified):
    """A person's move from a unit on a day, and who takes the open work; never changed afterwards.

    `to_unit`: None for who leaves the agency. `receiver`: None while the unit's head shares the work out.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="handovers")
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    receiver = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField(_("từ ngày"))
    decision = models.CharField(_("quyết định"), max_length=200, blank=True)
    note = models.TextField(_("nội dung khác"), blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("lập lúc"))

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.user.full_name


class HandoverLine(models.Model):
    """One open piece of work that is handed over, in the words of that day."""

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="lines")
    subject = models.UUIDField()
    text = models.TextField(_("công việc"))
    standing = models.CharField(_("tình trạng"), max_length=300, blank=True)
    due_on = models.DateField(_("hạn"), null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]

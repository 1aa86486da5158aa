"""Where the targets of a plan meet indicators, and the levels that a plan left to another document."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified
from cchc.documents.models import Document
from cchc.indicators.models.figures import Indicator
from cchc.orgs.models import User
from cchc.plans.models import Target


class TargetLink(Identified):
    """That an indicator measures a target of a plan (gắn chỉ tiêu với chỉ số đo); closed, never deleted."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="links")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="target_links")
    linked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["target"], condition=Q(closed_at__isnull=True), name="indicators_link_once"
            ),
        ]


class TargetValue(Identified):
    """The level that a plan left open ("theo chỉ tiêu UBND tỉnh giao"), with the document that sets it."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="levels")
    comparator = models.CharField(_("so sánh"), max_length=2)
    value = models.DecimalField(_("mức"), max_digits=18, decimal_places=4)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["entered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["target"],
                condition=Q(replaced_at__isnull=True),
                name="indicators_one_live_level",
            ),
            models.CheckConstraint(
                condition=Q(comparator__in=[">=", "<=", "=", ">", "<"]),
                name="indicators_level_compares",
            ),
        ]

"""Figures of other systems: sources with their remembered mapping, imports, and what each source says."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified, Versioned
from cchc.indicators.models.figures import Indicator
from cchc.orgs.models import Unit, User
from cchc.periods.models import ReportingPeriod


class DataSource(Identified, Versioned):
    """A system from which an agency imports figures (nguồn số liệu). `mapping`: its columns by their headings, kept."""

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="data_sources")
    name = models.CharField(_("tên nguồn"), max_length=150)
    mapping = models.JSONField(default=dict)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="indicators_source_once"),
        ]

    def __str__(self) -> str:
        return self.name


class FigureImport(Identified):
    """A table that was imported for a period, or waits to be; nothing of it counts until applied. `grid`: its cells."""

    source = models.ForeignKey(DataSource, on_delete=models.PROTECT, related_name="imports")
    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("tên tệp"), max_length=255)
    sha256 = models.CharField(max_length=64)
    grid = models.JSONField(default=list)
    uploaded_at = models.DateTimeField(_("tải lên lúc"))
    extracted_on = models.DateField(_("ngày trích xuất"), null=True, blank=True)
    applied_at = models.DateTimeField(_("ghi lúc"), null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]


class SourceFigure(Identified):
    """What a source says of one indicator, unit and period; it stands beside what the unit said (số liệu theo nguồn).

    `decision`: taken as the agency's figure, or the entered one kept, with the reason; "" while nobody decided.
    """

    class Decision(models.TextChoices):
        NONE = "", _("Chưa chọn")
        TAKEN = "taken", _("Lấy số của nguồn")
        KEPT = "kept", _("Giữ số đã nhập")

    source = models.ForeignKey(DataSource, on_delete=models.PROTECT, related_name="figures")
    imported = models.ForeignKey(FigureImport, on_delete=models.PROTECT, related_name="figures")
    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    numerator = models.DecimalField(max_digits=18, decimal_places=4)
    denominator = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    line = models.PositiveIntegerField(_("dòng"))
    replaced_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=5, choices=Decision, default="", blank=True)
    reason = models.CharField(_("lý do"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "period", "indicator", "unit"],
                condition=Q(replaced_at__isnull=True),
                name="indicators_one_live_of_source",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False) & ~Q(reason="")),
                name="indicators_decided_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(numerator__gte=Decimal(0)), name="indicators_source_not_negative"
            ),
        ]

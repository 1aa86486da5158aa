"""Figures: what is counted and how, who is asked for it, what was said of a period, and which version counts."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified, Listed
from cchc.indicators.models.rates import Rate
from cchc.indicators.rules import Adds, Direction, Frequency, Kind, Scope, Stage
from cchc.orgs.models import Unit, User
from cchc.periods.models import ReportingPeriod


def _choices(
    labels: type[Adds] | type[Direction] | type[Frequency] | type[Kind] | type[Scope] | type[Stage],
) -> list[tuple[str, str]]:
    return [(each.value, each.label) for each in labels]


class IndicatorBlock(models.Model):
    """A part of the statistics annex (nhóm chỉ tiêu), in the order of the report's outline."""

    code = models.CharField(_("mã"), max_length=20, unique=True)
    name = models.CharField(_("tên nhóm"), max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class Indicator(Identified, Listed):
    """What is counted (chỉ tiêu, chỉ số); how stands in its dated versions. Shipped rows belong to no agency."""

    agency = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="indicators"
    )
    block = models.ForeignKey(IndicatorBlock, on_delete=models.PROTECT, related_name="indicators")
    code = models.CharField(_("mã"), max_length=30)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["block__position", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="indicators_code_once"),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(agency__isnull=True),
                name="indicators_shipped_code_once",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class IndicatorVersion(models.Model):
    """How an indicator is counted from a day on: words, measure, parts, and how it adds over time.

    `denominator` "" for a plain number; else the figure is a percentage of numerator by denominator; with a `rate` the
    denominator is persons by the rate of each month. `formula` names the computation of a computed one. `standing`:
    official, or sample until somebody has compared it with the form. Shipped versions belong to no agency and are
    never changed: an agency's own stands beside them from its day on, for itself and the agencies below it.
    `replaced_at`: another version of the same owner took its place, or it was taken back.
    """

    class Standing(models.TextChoices):
        OFFICIAL = "official", _("Theo văn bản")
        SAMPLE = "sample", _("Mẫu, cần đối chiếu")

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="versions")
    agency = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("tên chỉ tiêu"), max_length=300)
    measure = models.CharField(_("đơn vị tính"), max_length=30)
    kind = models.CharField(_("nguồn số"), max_length=10, choices=_choices(Kind))
    formula = models.CharField(_("cách tính tự động"), max_length=40, blank=True)
    numerator = models.CharField(_("tử số"), max_length=200, blank=True)
    denominator = models.CharField(_("mẫu số"), max_length=200, blank=True)
    rate = models.ForeignKey(
        Rate,
        verbose_name=_("mẫu số theo mức quy định"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    adds = models.CharField(_("cộng theo thời gian"), max_length=10, choices=_choices(Adds))
    frequency = models.CharField(
        _("kỳ báo cáo"),
        max_length=10,
        choices=_choices(Frequency),
        default=Frequency.REPORTS.value,
    )
    scope = models.CharField(
        _("phạm vi"), max_length=4, choices=_choices(Scope), default=Scope.OWN.value
    )
    direction = models.CharField(_("chiều tốt"), max_length=5, choices=_choices(Direction))
    decimals = models.PositiveSmallIntegerField(_("số lẻ thập phân"), default=0)
    rule = models.TextField(_("cách đếm"))
    basis = models.CharField(_("căn cứ"), max_length=250, blank=True)
    standing = models.CharField(
        _("mức chắc chắn"), max_length=10, choices=Standing, default=Standing.SAMPLE
    )
    valid_from = models.DateField(_("áp dụng từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    replaced_at = models.DateTimeField(_("được thay lúc"), null=True, blank=True)

    class Meta:
        ordering = ["valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "agency", "valid_from"],
                condition=Q(replaced_at__isnull=True),
                name="indicators_version_begins_once",
            ),
            models.UniqueConstraint(
                fields=["indicator", "valid_from"],
                condition=Q(agency__isnull=True, replaced_at__isnull=True),
                name="indicators_shipped_version_once",
            ),
            models.CheckConstraint(
                condition=Q(agency__isnull=False) | Q(replaced_at__isnull=True),
                name="indicators_shipped_version_stays",
            ),
            models.CheckConstraint(
                condition=Q(rate__isnull=True) | ~Q(denominator=""),
                name="indicators_rate_is_of_a_share",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__lte=F("valid_to")),
                name="indicators_version_in_order",
            ),
            models.CheckConstraint(
                condition=Q(kind="computed", formula__gt="")
                | (~Q(kind="computed") & Q(formula="")),
                name="indicators_computed_has_formula",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FigureDuty(Identified):
    """That an agency asks for an indicator, and whom: one unit, or every unit that reports when `unit` is None."""

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="figure_duties")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="duties")
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "indicator"], name="indicators_duty_once"),
        ]


class PeriodAsk(models.Model):
    """What a period of its own asks instead of the duties (báo cáo đột xuất); `unit` None: every unit."""

    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="asks")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["period", "indicator"], name="indicators_asked_once"),
        ]


class Observation(Identified):
    """What one unit said of one indicator for one period (số liệu): never changed, only followed by a later row.

    Three facts are kept apart: no row (left empty), a numerator of 0, and `is_not_arising` (không phát sinh, with the
    reason in `note`). An estimate (ước) says in `note` what it rests on; the official figure stands beside it as a row
    of its own. `replaced_at`: a later row of the same stage took its place.
    """

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="observations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="observations")
    period = models.ForeignKey(
        ReportingPeriod, on_delete=models.PROTECT, related_name="observations"
    )
    stage = models.CharField(_("loại số"), max_length=10, choices=_choices(Stage))
    numerator = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    is_not_arising = models.BooleanField(_("không phát sinh"), default=False)
    note = models.CharField(_("căn cứ ước, lý do, ghi chú"), max_length=500, blank=True)
    source = models.CharField(_("nguồn số liệu"), max_length=250, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("nhập lúc"))
    on_behalf = models.BooleanField(_("nhập thay"), default=False)
    replaced_at = models.DateTimeField(_("được thay lúc"), null=True, blank=True)

    class Meta:
        ordering = ["entered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "unit", "period", "stage"],
                condition=Q(replaced_at__isnull=True),
                name="indicators_one_live_figure",
            ),
            models.CheckConstraint(
                condition=Q(is_not_arising=False, numerator__isnull=False)
                | (
                    Q(is_not_arising=True, numerator__isnull=True, denominator__isnull=True)
                    & ~Q(note="")
                ),
                name="indicators_figure_or_not_arising",
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True) | Q(numerator__gte=Decimal(0)),
                name="indicators_no_negative_figure",
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | Q(denominator__gte=Decimal(0)),
                name="indicators_no_negative_denominator",
            ),
            models.CheckConstraint(
                condition=~Q(stage="estimated") | ~Q(note=""), name="indicators_estimate_has_basis"
            ),
        ]
        indexes = [
            models.Index(fields=["period", "indicator", "unit"], name="indicators_by_period"),
        ]

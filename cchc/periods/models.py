"""Working days and reporting deadlines: dated data with a source, never derived by code."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified, Versioned
from cchc.documents.models import Document
from cchc.orgs.models import Unit
from cchc.periods.rules import HolidayRule


class CalendarDay(Identified, Versioned):
    """A day that differs from the week's rule: a public holiday, or a Saturday worked for a swapped day.

    One calendar for the whole installation: holidays are the country's, not an agency's.
    """

    class Standing(models.TextChoices):
        OFFICIAL = "official", _("Theo văn bản")
        UNCHECKED = "unchecked", _("Cần đối chiếu văn bản")
        EXPECTED = "expected", _("Dự kiến")

    day = models.DateField(_("ngày"), unique=True)
    is_working = models.BooleanField(_("là ngày làm việc"), default=False)
    name = models.CharField(_("tên"), max_length=150)
    source = models.CharField(_("căn cứ"), max_length=250)
    standing = models.CharField(
        _("mức chắc chắn"), max_length=10, choices=Standing, default=Standing.OFFICIAL
    )

    class Meta:
        ordering = ["day"]


class AgencyCalendar(Identified, Versioned):
    """What an agency does with written deadlines that fall on a day off. No row: the date is kept."""

    agency = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="calendar_choice")
    holiday_rule = models.CharField(
        _("hạn rơi vào ngày nghỉ"),
        max_length=8,
        choices=[(rule.value, rule.label) for rule in HolidayRule],
        default=HolidayRule.KEEP.value,
    )


class ReportingPeriod(Identified, Versioned):
    """One window of figures and its deadline, as the issuing plan words it (kỳ báo cáo).

    Windows are stored, never derived from the calendar, and may overlap. All dates are Vietnam dates, bounds
    inclusive. `due_on` is the last allowed day; the wording stays in `wording`.
    `code`: 2026-Q1, 2026-H1, 2026-9M, 2026, 2026-M03, "" when the plan names none.
    """

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reporting_periods")
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="reporting_periods"
    )
    name = models.CharField(_("kỳ báo cáo"), max_length=150)
    code = models.CharField(_("mã kỳ"), max_length=12, blank=True)
    data_from = models.DateField(_("số liệu từ ngày"), null=True, blank=True)
    data_to = models.DateField(_("thời điểm chốt số liệu"), null=True, blank=True)
    due_on = models.DateField(_("thời hạn gửi"), null=True, blank=True)
    due_written = models.DateField(_("ngày ghi trong văn bản"), null=True, blank=True)
    due_is_before = models.BooleanField(_("trước ngày"), default=False)
    source = models.JSONField(default=dict)
    closed_on = models.DateField(_("thôi áp dụng từ ngày"), null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(data_from__isnull=True)
                | Q(data_to__isnull=True)
                | Q(data_from__lte=F("data_to")),
                name="periods_window_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name

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


class ReportingCalendar(Identified, Versioned):
    """Which periods a year has, with windows and deadlines, and on what legal basis (lịch báo cáo).

    Shipped ones belong to no agency and never change; an agency adopts a copy, cites its own document and edits it.
    `internal_days`: working days that units have after the cut-off where a period names no internal day.
    """

    class Standing(models.TextChoices):
        OFFICIAL = "official", _("Theo văn bản")
        SAMPLE = "sample", _("Mẫu, cần đối chiếu")

    agency = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="reporting_calendars"
    )
    code = models.CharField(_("mã"), max_length=40)
    name = models.CharField(_("tên lịch"), max_length=200)
    basis = models.CharField(_("căn cứ"), max_length=300)
    number = models.CharField(_("số, ký hiệu văn bản"), max_length=60, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=250, blank=True)
    recipient = models.CharField(_("nơi nhận báo cáo"), max_length=250, blank=True)
    standing = models.CharField(
        _("mức chắc chắn"), max_length=10, choices=Standing, default=Standing.SAMPLE
    )
    internal_days = models.PositiveSmallIntegerField(_("ngày làm việc dành cho đơn vị"), default=2)
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    adopted_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_on = models.DateField(_("thôi áp dụng từ ngày"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(agency__isnull=True),
                name="periods_shipped_calendar_once",
            ),
            models.CheckConstraint(
                condition=Q(agency__isnull=True) | Q(document__isnull=False),
                name="periods_own_calendar_has_document",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CalendarPeriod(models.Model):
    """A period of a reporting calendar: days of the year as dd/mm. `code`: Q1, H1, Q3, 9M, Y, M03.

    `due`, `internal`: the day as the document words it, "" where it names none; `..._is_before`: "trước ngày".
    """

    calendar = models.ForeignKey(
        ReportingCalendar, on_delete=models.CASCADE, related_name="periods"
    )
    position = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(_("mã kỳ"), max_length=6)
    name = models.CharField(_("tên kỳ"), max_length=100)
    data_from = models.CharField(_("số liệu từ"), max_length=5)
    from_last_year = models.BooleanField(_("từ năm trước"), default=False)
    data_to = models.CharField(_("chốt số liệu"), max_length=5)
    due = models.CharField(_("hạn gửi"), max_length=5, blank=True)
    due_is_before = models.BooleanField(_("trước ngày"), default=False)
    due_next_year = models.BooleanField(_("năm sau"), default=False)
    internal = models.CharField(_("hạn của đơn vị"), max_length=5, blank=True)
    internal_is_before = models.BooleanField(_("trước ngày"), default=False)
    standing = models.CharField(
        _("mức chắc chắn"),
        max_length=10,
        choices=ReportingCalendar.Standing,
        default=ReportingCalendar.Standing.SAMPLE,
    )
    is_used = models.BooleanField(_("dùng"), default=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "code"], name="periods_code_once"),
        ]

    def __str__(self) -> str:
        return self.name


class ReportingPeriod(Identified, Versioned):
    """One window of figures and its deadline, as the issuing plan words it (kỳ báo cáo).

    Windows are stored, never derived from the calendar, and may overlap. All dates are Vietnam dates, bounds
    inclusive. `due_on` is the last allowed day; the wording stays in `wording`.
    `code`: 2026-Q1, 2026-H1, 2026-9M, 2026, 2026-M03, "" when the plan names none. `internal_due_on`: the last day
    of the agency's own units; before the cut-off their figures are estimates first. `is_ad_hoc`: asked for once
    (đột xuất), with questions of its own.
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
    internal_due_on = models.DateField(_("hạn của đơn vị"), null=True, blank=True)
    recipient = models.CharField(_("nơi nhận"), max_length=250, blank=True)
    calendar_period = models.ForeignKey(
        CalendarPeriod, null=True, blank=True, on_delete=models.SET_NULL, related_name="made"
    )
    is_ad_hoc = models.BooleanField(_("báo cáo đột xuất"), default=False)
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

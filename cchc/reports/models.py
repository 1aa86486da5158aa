"""Periodic reports: forms as dated data, a report with its frozen content, the parts that units give, the texts."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cchc.core.clock import vietnam_date
from cchc.core.models import Identified, Versioned
from cchc.documents.models import DirectionSlip, Document
from cchc.evidence.models import StoredFile
from cchc.orgs.models import Unit, User
from cchc.periods.models import ReportingPeriod
from cchc.reports.states import FROZEN, GIVEN, OPEN, OUT, PartState, ReportState, TransmissionState


class ReportForm(Identified):
    """The outline of a report from a day on (đề cương báo cáo): data, never changed, followed by a later version.

    `outline` in the shape of `rules.outline.parse`. `standing`: sample until somebody has compared it with the paper
    that prescribes it. Shipped forms belong to no agency.
    """

    class Standing(models.TextChoices):
        OFFICIAL = "official", _("Theo văn bản")
        SAMPLE = "sample", _("Mẫu, cần đối chiếu")

    agency = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="report_forms"
    )
    code = models.CharField(_("mã"), max_length=40)
    name = models.CharField(_("tên mẫu"), max_length=200)
    outline = models.JSONField(_("đề cương"))
    basis = models.CharField(_("căn cứ"), max_length=250, blank=True)
    standing = models.CharField(
        _("mức chắc chắn"), max_length=10, choices=Standing, default=Standing.SAMPLE
    )
    valid_from = models.DateField(_("áp dụng từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)

    class Meta:
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "code", "valid_from"], name="reports_form_begins_once"
            ),
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                condition=Q(agency__isnull=True),
                name="reports_shipped_form_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__lte=F("valid_to")),
                name="reports_form_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FormDraft(Identified, Versioned):
    """A form of an agency while it is changed (bản nháp mẫu báo cáo): nobody reports by it until it is made a version.

    `code`: of the form that it will be a version of; one draft at a time.
    """

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="form_drafts")
    code = models.CharField(_("mã"), max_length=40)
    name = models.CharField(_("tên mẫu"), max_length=200)
    outline = models.JSONField(_("đề cương"))
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(_("sửa lúc"))

    class Meta:
        ordering = ["code", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="reports_form_draft_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("report_form_draft", args=[self.uid])


class Report(Identified, Versioned):
    """One report of an agency for a period (báo cáo định kỳ); a correction is a later `edition` beside the earlier.

    `frozen`: everything that is printed, as it stood when it was put before the leader: values, names, form and texts.
    Empty while the report is open. `digest`: its figures that the level above adds, as `rules.digest` keeps them: a
    hundred reports are added without reading what they print. `sent_on` is the day on the document exchange, by which
    it is late or not.
    `adds_bases`: last year's figures of the agencies that it took over are added to its own before they are compared.
    `returned_*`: whose word it is that it came back, of which day, by which document or slip, and who entered it
    (`returned_by`); kept while it is returned, in the log for ever.
    `receipt_number`: the number that the receiver gave it. `answered_*`: what the level above said of it.
    """

    class Answer(models.TextChoices):
        RECEIVED = "received", _("Cấp trên đã nhận")
        RETURNED = "returned", _("Cấp trên trả lại")

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports")
    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="reports")
    form = models.ForeignKey(ReportForm, on_delete=models.PROTECT, related_name="reports")
    edition = models.PositiveSmallIntegerField(_("bản"), default=1)
    state = models.CharField(
        _("trạng thái"), max_length=20, choices=ReportState, default=ReportState.DRAFTING
    )
    parts_due_on = models.DateField(_("hạn của đơn vị"))
    opened_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(_("mở lúc"))
    reason = models.CharField(_("lý do đính chính"), max_length=500, blank=True)
    adds_bases = models.BooleanField(_("cộng cơ sở trước sáp nhập"), default=False)
    note = models.CharField(_("ghi chú khi trình"), max_length=500, blank=True)
    frozen = models.JSONField(_("nội dung đã chốt"), null=True, blank=True)
    digest = models.JSONField(_("số liệu cấp trên cộng"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(_("trình lúc"), null=True, blank=True)
    returned_reason = models.CharField(_("lý do trả lại"), max_length=500, blank=True)
    returned_said_by = models.CharField(_("người trả lại"), max_length=150, blank=True)
    returned_on = models.DateField(_("ngày trả lại"), null=True, blank=True)
    returned_document = models.CharField(_("số, ký hiệu văn bản"), max_length=60, blank=True)
    returned_is_recorded = models.BooleanField(_("ghi nhận thay"), default=False)
    returned_slip = models.ForeignKey(
        DirectionSlip, null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    returned_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    document = models.OneToOneField(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="report"
    )
    sent_on = models.DateField(_("gửi ngày"), null=True, blank=True)
    receiver = models.CharField(_("nơi nhận"), max_length=200, blank=True)
    receipt_number = models.CharField(_("số đến của nơi nhận"), max_length=60, blank=True)
    answer = models.CharField(
        _("ý kiến của cấp trên"), max_length=10, choices=Answer, blank=True, default=""
    )
    answer_note = models.CharField(_("nội dung ý kiến"), max_length=500, blank=True)
    answered_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(_("cho ý kiến lúc"), null=True, blank=True)

    class Meta:
        ordering = ["-period__data_to", "-edition", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "period", "edition"], name="reports_edition_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(OPEN), frozen__isnull=True)
                | Q(state__in=sorted(FROZEN), frozen__isnull=False, submitted_at__isnull=False),
                name="reports_frozen_from_submission_on",
            ),
            models.CheckConstraint(
                condition=Q(frozen__isnull=True, digest__isnull=True)
                | Q(frozen__isnull=False, digest__isnull=False),
                name="reports_digest_beside_what_is_frozen",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(OUT)) | Q(document__isnull=False),
                name="reports_issued_has_a_document",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.SENT) | Q(sent_on__isnull=False),
                name="reports_sent_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="reports_answer_has_who_and_when",
            ),
        ]
        indexes = [models.Index(fields=["period", "edition"], name="reports_by_period")]

    def __str__(self) -> str:
        if self.edition == 1:
            return self.period.name
        facts = {"name": self.period.name, "n": self.edition}
        return gettext("%(name)s (bản %(n)d)") % facts

    def get_absolute_url(self) -> str:
        return reverse("report", args=[self.uid])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_out(self) -> bool:
        return self.state in OUT

    @property
    def days_late(self) -> int:
        """Days from the last allowed day to the one on which it was sent; 0 when in time, not sent or without one."""
        due = self.period.due_on
        return max((self.sent_on - due).days, 0) if due and self.sent_on else 0


class UnitPart(Identified, Versioned):
    """What one unit gives to a report (phần báo cáo của đơn vị).

    `narrative`: text by section code. `task_notes`: the unit's word on a task by its uid: why late, what is expected.
    `given`: its tasks, figures and documents as they stood when it was sent. A division's part is
    sent by the click of its head or deputy (`sent_by`); a unit with a seal gives number, day and signed file.
    `on_behalf`: entered for it.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="parts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="report_parts")
    state = models.CharField(
        _("trạng thái"), max_length=12, choices=PartState, default=PartState.NOT_OPENED
    )
    narrative = models.JSONField(_("nội dung"), default=dict)
    task_notes = models.JSONField(_("giải trình theo nhiệm vụ"), default=dict)
    missing_note = models.CharField(_("giải trình số liệu thiếu"), max_length=1000, blank=True)
    given = models.JSONField(_("số liệu khi gửi"), null=True, blank=True)
    sent_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    on_behalf = models.BooleanField(_("nhập thay"), default=False)
    document_number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    document_on = models.DateField(_("ngày văn bản"), null=True, blank=True)
    stored = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    file_name = models.CharField(_("tên tệp"), max_length=255, blank=True)
    returned_reason = models.CharField(_("lý do trả lại"), max_length=500, blank=True)
    judged_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    judged_at = models.DateTimeField(_("nhận, trả lại lúc"), null=True, blank=True)

    class Meta:
        ordering = ["unit__position", "unit__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "unit"], name="reports_part_once"),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(GIVEN))
                | Q(sent_by__isnull=False, sent_at__isnull=False, given__isnull=False),
                name="reports_given_part_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=PartState.RETURNED) | ~Q(returned_reason=""),
                name="reports_returned_part_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} – {self.report}"

    def get_absolute_url(self) -> str:
        return reverse("report_part", args=[self.uid])

    @property
    def is_given(self) -> bool:
        return self.state in GIVEN

    def days_late(self, today: date) -> int:
        """Days past the unit's deadline: of the sending, or until today while nothing was sent."""
        last = vietnam_date(self.sent_at) if self.is_given and self.sent_at else today
        return max((last - self.report.parts_due_on).days, 0)


class SectionText(Identified, Versioned):
    """What the office says in one section of a report.

    `paragraphs`: a list of paragraphs, each a list of parts: text, or {"key", "shown"} for a figure bound to its fact.
    `drafted`: the sentences that the product proposed when the text was last taken over, in the same shape; equal
    paragraphs were not edited. `is_held`: the office keeps its figures when the data moves.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="texts")
    code = models.CharField(_("mục"), max_length=40)
    paragraphs = models.JSONField(_("nội dung"), default=list)
    drafted = models.JSONField(_("câu gợi ý đã dùng"), default=list)
    is_held = models.BooleanField(_("giữ số đã viết"), default=False)
    changed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField(_("sửa lúc"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "code"], name="reports_section_once"),
        ]


class CopiedFigure(models.Model):
    """That a figure was typed into the receiver's system (bảng chép số): ticked by whom, when, with what value."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="copied")
    key = models.CharField(_("chỉ tiêu"), max_length=80)
    shown = models.CharField(_("số đã chép"), max_length=60)
    ticked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ticked_at = models.DateTimeField(_("chép lúc"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="reports_copied_once"),
        ]


class CopyProof(Identified):
    """A picture or file that shows the figures in the receiver's system (ảnh chụp màn hình)."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="copy_proofs")
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("tên tệp"), max_length=255)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("thêm lúc"))

    class Meta:
        ordering = ["added_at", "pk"]


class Transmission(Identified):
    """One sending of an issued report, as data, to the system of the level above (lượt gửi dữ liệu).

    `key`: of report, edition and figures; the receiver counts it once however often it arrives. `reference`: the number
    that the receiver gave. `is_repeat`: the receiver had it already. `message`: why it did not arrive.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="transmissions")
    key = models.CharField(_("khóa lượt gửi"), max_length=120)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=TransmissionState, default=TransmissionState.WAITING
    )
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("gửi lúc"))
    ended_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("số lần thử"), default=0)
    reference = models.CharField(_("số tiếp nhận"), max_length=100, blank=True)
    is_repeat = models.BooleanField(_("đã có từ trước"), default=False)
    message = models.CharField(_("lý do chưa gửi được"), max_length=500, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(state="waiting"),
                name="reports_one_transmission_waits",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at__isnull=True)
                | (~Q(state="waiting") & Q(ended_at__isnull=False)),
                name="reports_transmission_ends_once",
            ),
        ]


class KeyTurn(models.Model):
    """The use of a declared key: one signing at a time, and none after its PIN was refused (lượt dùng khóa ký).

    `code`: the key's. `taken_at`: while it signs. `refused_pin`: which state of the file or variable held the PIN that
    was refused, never the PIN; the key rests until another state is seen, so that no token locks itself.
    """

    code = models.CharField(_("mã khóa"), max_length=40, unique=True)
    taken_at = models.DateTimeField(_("đang ký từ"), null=True, blank=True)
    refused_pin = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return self.code


class ReceiverSheet(Identified, Versioned):
    """A receiver's own blank for a form, and which of its cells takes which figure (biểu của nơi nhận).

    `stored`, `name`: the blank as it came last; `blank`: its rows and columns. `mapping`: what a person said of rows
    and columns, by their words, kept from period to period. `confirmed`: the rows and columns that were confirmed;
    figures are written only into a blank that is equal to them.
    """

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="receiver_sheets")
    form = models.ForeignKey(ReportForm, on_delete=models.PROTECT, related_name="+")
    receiver = models.CharField(_("nơi nhận"), max_length=150)
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("tên tệp"), max_length=255)
    blank = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    confirmed = models.JSONField(default=list)
    confirmed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), null=True, blank=True)

    class Meta:
        ordering = ["receiver", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "form", "receiver"], name="reports_receiver_sheet_once"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="reports_sheet_confirmed_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return self.receiver

    @property
    def is_confirmed(self) -> bool:
        """Whether a person confirmed the blank as it is now."""
        return self.confirmed_at is not None and self.confirmed == self.blank

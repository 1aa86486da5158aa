"""A plan from the dropped file to the rows that were put in force."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified, Listed, StandingRow, Versioned
from cchc.documents.models import Document
from cchc.evidence.models import StoredFile
from cchc.orgs.models import Unit, UnitGroup, User
from cchc.plans.states import DraftState, PlanState


class ReformArea(models.Model):
    """An area of reform (lĩnh vực). Shipped rows carry the codes of plan-format.md; an agency adds its own."""

    agency = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="reform_areas"
    )
    code = models.CharField(_("mã"), max_length=30)
    name = models.CharField(_("tên lĩnh vực"), max_length=200)
    short_name = models.CharField(_("tên ngắn"), max_length=60)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(_("căn cứ"), max_length=250, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="plans_area_code_once"),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(agency__isnull=True),
                name="plans_shipped_area_code_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AreaHeading(models.Model):
    """The area that an agency gave a heading the reader did not know; its next plans are read with it."""

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="area_headings")
    folded = models.CharField(max_length=400)
    code = models.CharField(max_length=30)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "folded"], name="plans_heading_once"),
        ]


class Draft(Identified, Listed):
    """A reading under review: one JSON value in the shape of plan-format.md, a revision and a log of edits.

    `reading` is the untouched reading; `value` is what the edits made of it. `progress` is
    {"stage": text, "done": n, "total": n} while the file is being read; `refusal` says why it could not be.
    `annex_of`: the plan in force whose annex this is; its rows are paired with that plan's tasks.
    """

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="drafts")
    state = models.CharField(
        _("trạng thái"), max_length=12, choices=DraftState.choices, default=DraftState.READING
    )
    title = models.CharField(_("tên"), max_length=500)
    progress = models.JSONField(default=dict)
    refusal = models.CharField(max_length=500, blank=True)
    reading = models.JSONField(null=True)
    value = models.JSONField(null=True)
    revision = models.PositiveIntegerField(default=0)
    annex_of = models.ForeignKey(
        "Plan", null=True, blank=True, on_delete=models.PROTECT, related_name="annex_drafts"
    )
    year = models.PositiveSmallIntegerField(_("năm"), null=True, blank=True)
    task_count = models.PositiveIntegerField(_("số nhiệm vụ"), default=0)
    target_count = models.PositiveIntegerField(_("số chỉ tiêu"), default=0)
    finding_count = models.PositiveIntegerField(_("điểm cần rà soát"), default=0)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("tạo lúc"))
    changed_at = models.DateTimeField(_("sửa lúc"))

    class Meta:
        indexes = [models.Index(fields=["agency", "state"], name="plans_draft_agency_state")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where a person goes on with it: the progress page, then the review, at last the plan."""
        if self.state in {DraftState.READING, DraftState.UNREADABLE}:
            return reverse("draft_reading", args=[self.uid])
        return reverse("draft_review", args=[self.uid])

    @property
    def issue_url(self) -> str:
        """The step after the review: pairing for an annex, the two doors for a plan."""
        return reverse("annex_pairs" if self.annex_of_id else "draft_issue", args=[self.uid])

    def take_value(self, value: dict[str, Any]) -> None:
        """Hold this value and what lists show of it; the caller saves. Revision and moment are not touched."""
        head = value["document"]
        self.value = value
        self.title = (head.get("title") or self.title)[:500]
        self.year = head.get("year")
        self.task_count = len(value["tasks"])
        self.target_count = len(value["targets"])
        self.finding_count = len(value["findings"])
        self.set_list_keys(self.title, head.get("number") or "", sorted_by=self.title)


class DraftFile(Identified):
    """One of the files a draft was read from: 0 the body, then the annexes."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="files")
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, blank=True)
    pages = models.PositiveIntegerField(default=0)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "position"], name="plans_draft_file_place_once"
            ),
        ]


class DraftEdit(models.Model):
    """One named edit of a draft (set, add, split, merge, move, drop, settle), with what it replaced.

    `revision` is the draft's revision after it. An undone edit keeps its row and the moment of undoing.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="edits")
    revision = models.PositiveIntegerField()
    name = models.CharField(max_length=10)
    args = models.JSONField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["revision"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "revision"], name="plans_edit_per_revision"),
        ]


class DraftUnit(models.Model):
    """What a unit's wording in a draft stands for: a unit, a group, or nothing yet."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="unit_matches")
    wording = models.CharField(max_length=300)
    folded = models.CharField(max_length=300)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    group = models.ForeignKey(
        UnitGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confidence = models.PositiveSmallIntegerField(default=0)
    confirmed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "folded"], name="plans_wording_matched_once"),
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | Q(group__isnull=True),
                name="plans_wording_is_one_thing",
            ),
        ]


class Plan(Identified, Versioned, Listed):
    """A plan of the agency. What was put in force is frozen; misreadings are ReadingCorrections.

    `draft` keeps the value as reviewed; `value` is the same with corrections, late annexes and amendments, for what
    goes out; a task that an amendment dropped stays in it, marked. Document number, date and signer live on the
    document. `closed_on`: the first day on which another plan stood in its place.
    """

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plans")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="plan")
    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, related_name="plan")
    above = models.ForeignKey(
        "self",
        verbose_name=_("kế hoạch cấp trên"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="below",
    )
    state = models.CharField(_("trạng thái"), max_length=12, choices=PlanState.choices)
    title = models.CharField(_("tên kế hoạch"), max_length=500)
    year = models.PositiveSmallIntegerField(_("năm"))
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến ngày"))
    in_force_on = models.DateField(_("đưa vào theo dõi ngày"), null=True, blank=True)
    closed_on = models.DateField(_("kết thúc từ ngày"), null=True, blank=True)
    issued_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    issued_at = models.DateTimeField(_("đưa vào theo dõi lúc"), null=True, blank=True)
    task_count = models.PositiveIntegerField(_("số nhiệm vụ"), default=0)
    target_count = models.PositiveIntegerField(_("số chỉ tiêu"), default=0)
    value = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["agency", "year"], name="plans_plan_agency_year")]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="plans_term_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(state=PlanState.IN_FORCE)
                | Q(in_force_on__isnull=False, issued_by__isnull=False, issued_at__isnull=False),
                name="plans_in_force_has_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plan", args=[self.uid])


class PlanSection(models.Model):
    """A heading of the plan with its area, in the order printed."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="sections")
    position = models.PositiveSmallIntegerField()
    path = models.CharField(_("mục"), max_length=120)
    heading = models.CharField(_("tiêu đề"), max_length=1000)
    area = models.ForeignKey(ReformArea, on_delete=models.PROTECT, related_name="+")
    source = models.JSONField(default=dict)

    class Meta:
        ordering = ["position"]


class Target(Identified, StandingRow):
    """A level asked for, as worded (chỉ tiêu). `value` None when the plan refers to another document.

    `added_on`: the day from which an amendment asks for it. `since_on`: the day from which an amendment set the
    level that stands here; None for what the plan asked for from the beginning.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="targets")
    position = models.PositiveSmallIntegerField()
    path = models.CharField(_("mục"), max_length=120)
    text = models.TextField(_("nội dung"))
    area = models.ForeignKey(ReformArea, on_delete=models.PROTECT, related_name="+")
    comparator = models.CharField(_("so sánh"), max_length=2, blank=True)
    value = models.DecimalField(
        _("giá trị"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    reference = models.CharField(_("theo"), max_length=300, blank=True)
    unit_of_measure = models.CharField(_("đơn vị tính"), max_length=60, blank=True)
    per = models.CharField(_("mỗi"), max_length=10, blank=True)
    source = models.JSONField(default=dict)
    added_on = models.DateField(_("bổ sung từ ngày"), null=True, blank=True)
    since_on = models.DateField(_("mức từ ngày"), null=True, blank=True)

    class Meta:
        ordering = ["position"]

    def take(self, fields: Mapping[str, Any]) -> None:
        """Hold these fields, by their codes in plan-format.md; the caller saves."""
        if "text" in fields:
            self.text = fields["text"]
        if "comparator" in fields:
            self.comparator = fields["comparator"] or ""
        if "value" in fields:
            value = fields["value"]
            self.value = None if value is None else Decimal(str(value))
        if "unit" in fields:
            self.unit_of_measure = (fields["unit"] or "")[:60]
        if "reference" in fields:
            self.reference = (fields["reference"] or "")[:300]


class LegalBasis(StandingRow):
    """A document that the plan rests on, as cited; `added_on`: the day from which an amendment cites it."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="legal_bases")
    position = models.PositiveSmallIntegerField()
    type = models.CharField(_("loại"), max_length=60, blank=True)
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    issued_on = models.DateField(_("ngày"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=250, blank=True)
    subject = models.TextField(_("trích yếu"), blank=True)
    source = models.JSONField(default=dict)
    added_on = models.DateField(_("bổ sung từ ngày"), null=True, blank=True)

    class Meta:
        ordering = ["position"]

    def take(self, fields: Mapping[str, Any]) -> None:
        """Hold these fields, by their codes in plan-format.md; the caller saves."""
        if "type" in fields:
            self.type = (fields["type"] or "")[:60]
        if "number" in fields:
            self.number = (fields["number"] or "")[:60]
        if "date" in fields:
            self.issued_on = date.fromisoformat(fields["date"]) if fields["date"] else None
        if "issuer" in fields:
            self.issuer = (fields["issuer"] or "")[:250]
        if "subject" in fields:
            self.subject = fields["subject"] or ""


class PairingDecision(Identified, Versioned):
    """What a person decided about one task of another plan beside ours (đối chiếu): pairing, none, out of scope.

    `theirs`: the reading of the plan above, or of last year's; `ours`: that of the plan whose agency decides. Both
    name readings, so that a decision made on a draft stays when the draft is put in force. The texts are those that
    stood there at the time: a decision is about words and lapses with them. OPEN: the person took it back.
    """

    class Question(models.TextChoices):
        COVERAGE = "coverage", _("Kế hoạch cấp trên")
        YEARS = "years", _("Kế hoạch năm trước")

    class Choice(models.TextChoices):
        PAIRED = "paired", _("Ghép với nhiệm vụ")
        ABSENT = "absent", _("Chưa có nhiệm vụ tương ứng")
        OUT_OF_SCOPE = "out_of_scope", _("Không thuộc phạm vi")
        OPEN = "open", _("Chưa quyết định")

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    question = models.CharField(_("đối chiếu với"), max_length=10, choices=Question)
    theirs = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="+")
    ours = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="pairing_decisions")
    task_key = models.CharField(max_length=400)
    task_text = models.TextField(_("nhiệm vụ"))
    choice = models.CharField(_("quyết định"), max_length=12, choices=Choice)
    ours_key = models.CharField(max_length=400, blank=True)
    ours_text = models.TextField(_("nhiệm vụ của cơ quan"), blank=True)
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("quyết định lúc"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "ours", "theirs", "task_key"],
                name="plans_pairing_decided_once",
            ),
            models.UniqueConstraint(
                fields=["ours", "theirs", "ours_key"],
                condition=Q(question="years", choice="paired"),
                name="plans_year_pair_one_to_one",
            ),
            models.CheckConstraint(
                condition=~Q(theirs=F("ours")), name="plans_pairing_of_two_readings"
            ),
            models.CheckConstraint(
                condition=(Q(choice="paired") & ~Q(ours_key=""))
                | (~Q(choice="paired") & Q(ours_key="")),
                name="plans_pairing_names_its_task",
            ),
            models.CheckConstraint(
                condition=~Q(choice="out_of_scope") | ~Q(reason=""),
                name="plans_out_of_scope_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.task_text[:200]


class ReadingCorrection(Identified):
    """Đính chính nội dung trích xuất: the plan said this all along, the reading was wrong."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="corrections")
    target_kind = models.CharField(max_length=20)
    target_uid = models.UUIDField()
    target_label = models.CharField(max_length=300)
    field = models.CharField(max_length=30)
    quote = models.TextField(_("nguyên văn trong kế hoạch"))
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

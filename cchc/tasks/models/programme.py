"""Nhiệm vụ: who leads, what is handed in, and each date on which something is due."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified, Listed, StandingRow, Versioned
from cchc.orgs.models import Unit, UnitGroup, User
from cchc.plans.models import Plan, PlanSection, ReformArea
from cchc.tasks.models.instructions import Instruction
from cchc.tasks.models.sums import Counted


class Task(Counted, Identified, Versioned, Listed):
    """One task, of a plan in force or of an instruction outside any: of exactly one of the two.

    Its state is never typed: `rules.state.state_of` derives it from facts and dates.

    The facts columns (`next_due_on` to `products_done`) are sums over its occurrences, rewritten by
    `services.facts.refresh_facts` in the transaction of every change, so that lists filter and count in SQL.
    `nature`: dated (has due dates), continuous (thường xuyên), on_event (khi phát sinh), unscheduled (no time).
    `lead_unit`: the only lead, None when several lead (`lead_count`) or none does. `due_key`: `next_due_on`,
    or the end of time, so that one index serves the usual order. `products_count`: the products that complete
    it, one where they are alternatives.
    """

    class Nature(models.TextChoices):
        DATED = "dated", _("Có thời hạn")
        CONTINUOUS = "continuous", _("Thường xuyên")
        ON_EVENT = "on_event", _("Khi phát sinh, khi có chỉ đạo")
        UNSCHEDULED = "unscheduled", _("Không nêu thời hạn")

    class ProductsRule(models.TextChoices):
        ALL = "all", _("Tất cả sản phẩm")
        ANY = "any", _("Một trong các sản phẩm")

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tasks")
    plan = models.ForeignKey(
        Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    instruction = models.ForeignKey(
        Instruction, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    section = models.ForeignKey(
        PlanSection, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    area = models.ForeignKey(ReformArea, on_delete=models.PROTECT, related_name="tasks")
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    label = models.CharField(_("mã"), max_length=60)
    path = models.CharField(_("mục trong kế hoạch"), max_length=200)
    draft_key = models.CharField(max_length=200)
    text = models.TextField(_("nội dung nhiệm vụ"))
    time_wording = models.TextField(_("thời gian thực hiện"), blank=True)
    products_rule = models.CharField(max_length=3, choices=ProductsRule, default=ProductsRule.ALL)
    is_conditional = models.BooleanField(_("nếu có"), default=False)
    funding = models.TextField(_("kinh phí"), blank=True)
    source = models.JSONField(default=dict)
    quote = models.TextField(_("nguyên văn"), blank=True)
    nature = models.CharField(_("tính chất"), max_length=12, choices=Nature)
    discontinued_on = models.DateField(_("thôi thực hiện từ ngày"), null=True, blank=True)
    awaiting_since = models.DateField(_("chờ hướng dẫn từ ngày"), null=True, blank=True)
    starts_on = models.DateField(_("bắt đầu từ ngày"), null=True, blank=True)
    ends_on = models.DateField(_("hết thời gian của kế hoạch"))
    lead_unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lead_count = models.PositiveSmallIntegerField(default=0)
    products_count = models.PositiveSmallIntegerField(default=0)
    has_standing = models.BooleanField(default=False)

    next_due_on = models.DateField(_("hạn gần nhất"), null=True, blank=True)
    last_due_on = models.DateField(_("hạn cuối"), null=True, blank=True)
    open_count = models.PositiveIntegerField(default=0)
    done_count = models.PositiveIntegerField(default=0)
    late_count = models.PositiveIntegerField(default=0)
    submitted_count = models.PositiveIntegerField(default=0)
    last_done_on = models.DateField(null=True, blank=True)
    result_until = models.DateField(null=True, blank=True)
    unplaced_count = models.PositiveSmallIntegerField(default=0)
    products_done = models.PositiveSmallIntegerField(default=0)
    not_arising_count = models.PositiveIntegerField(default=0)
    unconfirmed_count = models.PositiveIntegerField(default=0)
    asked_back_count = models.PositiveIntegerField(default=0)
    due_key = models.DateField(default=date(9999, 12, 31))
    changed_at = models.DateTimeField(_("cập nhật cuối"))

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "draft_key"], name="tasks_written_once_per_plan"
            ),
            models.CheckConstraint(
                condition=Q(plan__isnull=False, instruction__isnull=True)
                | Q(plan__isnull=True, instruction__isnull=False),
                name="tasks_of_a_plan_or_an_instruction",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "due_key", "id"], name="tasks_agency_due"),
            models.Index(fields=["agency", "lead_unit", "due_key"], name="tasks_agency_lead"),
            models.Index(fields=["agency", "changed_at"], name="tasks_agency_changed"),
            # Covers every column of the state table, so that counts by state read no wide rows.
            models.Index(
                fields=[
                    "agency",
                    "next_due_on",
                    "discontinued_on",
                    "awaiting_since",
                    "submitted_count",
                    "open_count",
                    "nature",
                    "done_count",
                    "starts_on",
                    "unplaced_count",
                    "has_standing",
                    "ends_on",
                    "result_until",
                    "late_count",
                    "not_arising_count",
                ],
                name="tasks_agency_state",
            ),
            models.Index(fields=["agency", "plan", "position"], name="tasks_agency_plan"),
            models.Index(fields=["agency", "area"], name="tasks_agency_area"),
            models.Index(fields=["agency", "sort_key"], name="tasks_agency_sort"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.text[:80]}"

    @property
    def term_starts_on(self) -> date:
        """The first day on which anything of it can have happened: the plan's, or the day it was assigned."""
        if self.plan is not None:
            return self.plan.starts_on
        assert self.instruction is not None  # the database holds exactly one of them
        return self.instruction.assigned_on


class Assignment(models.Model):
    """A unit's part in a task, as of the day of issue; `group` names the collective wording it came from.

    `person`: who in the unit does it (người được phân công), None while the unit has named nobody.
    """

    class Part(models.TextChoices):
        LEAD = "lead", _("Chủ trì")
        COORDINATING = "coordinating", _("Phối hợp")

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assignments")
    part = models.CharField(_("vai trò"), max_length=12, choices=Part)
    group = models.ForeignKey(
        UnitGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    wording = models.CharField(_("cách ghi trong kế hoạch"), max_length=300)
    person = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="entrusted",
        verbose_name=_("người thực hiện"),
    )
    position = models.PositiveSmallIntegerField(default=0)
    from_on = models.DateField(_("từ ngày"))
    to_on = models.DateField(_("đến hết ngày"), null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "unit", "part"],
                condition=Q(to_on__isnull=True),
                name="tasks_one_live_part_per_unit",
            ),
        ]
        indexes = [models.Index(fields=["unit", "part", "task"], name="tasks_by_unit")]


class Deliverable(Identified, StandingRow):
    """A product to hand in. `unit`: the one lead that owes it; None when each lead owes its own."""

    class Issuer(models.TextChoices):
        OWN = "own", _("Cơ quan mình")
        PEOPLES_COMMITTEE = "peoples_committee", _("Ủy ban nhân dân, Chủ tịch Ủy ban nhân dân")
        PEOPLES_COUNCIL = "peoples_council", _("Hội đồng nhân dân")
        OTHER = "other", _("Cấp trên khác")

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="deliverables")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(_("sản phẩm"))
    kind = models.CharField(_("loại sản phẩm"), max_length=30, blank=True)
    is_conditional = models.BooleanField(_("nếu có"), default=False)
    issuer = models.CharField(_("cấp ban hành"), max_length=20, choices=Issuer, default=Issuer.OWN)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["kind", "task"], name="tasks_deliverable_kind")]


class Milestone(models.Model):
    """A time as worded, once or recurring, for one deliverable or for the task as a whole.

    `is_unplaced`: it follows the reporting calendar, which names no day yet, so it has no occurrence.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="milestones")
    deliverable = models.ForeignKey(
        Deliverable, null=True, blank=True, on_delete=models.PROTECT, related_name="milestones"
    )
    position = models.PositiveSmallIntegerField()
    what = models.CharField(_("việc"), max_length=500, blank=True)
    wording = models.TextField(_("cách ghi trong kế hoạch"), blank=True)
    recurrence = models.CharField(_("chu kỳ"), max_length=14, blank=True)
    is_unplaced = models.BooleanField(default=False)
    days = models.JSONField(default=list)
    starts_on = models.DateField(null=True, blank=True)
    written_due = models.DateField(_("ngày ghi trong kế hoạch"), null=True, blank=True)
    is_before = models.BooleanField(_("trước ngày"), default=False)

    class Meta:
        ordering = ["position"]


class Occurrence(Identified, Versioned, StandingRow):
    """The one row that owns a due date: one milestone, one period, one lead unit.

    Lateness, lists, calendar and figures read occurrences only. `due_on` is the last allowed day, None for
    thường xuyên and event-driven work. Submitted (đã trình) is not delivered (đã ban hành, hoàn thành).
    `not_arising_on`: the day on which it was said that nothing arises (không phát sinh), `outcome` then says why.
    `asked_back`: what whoever confirms asked for last, answered by recording again; `asked_back_note` in words.
    A confirmed occurrence is closed: it changes only after it was given back.
    `added_on`: the day from which an amendment asks for it, None for what the plan asked for from the beginning.
    """

    class AskedBack(models.TextChoices):
        EVIDENCE = "evidence", _("Yêu cầu bổ sung minh chứng")
        RETURNED = "returned", _("Trả lại vì chưa đạt")

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="occurrences")
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="occurrences")
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="occurrences"
    )
    period = models.CharField(_("kỳ"), max_length=12, blank=True)
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    ends_on = models.DateField(_("hết kỳ"), null=True, blank=True)
    added_on = models.DateField(_("bổ sung từ ngày"), null=True, blank=True)
    arisen_on = models.DateField(_("phát sinh ngày"), null=True, blank=True)
    submitted_on = models.DateField(_("trình ngày"), null=True, blank=True)
    delivered_on = models.DateField(_("hoàn thành ngày"), null=True, blank=True)
    document_number = models.CharField(_("số, ký hiệu văn bản"), max_length=60, blank=True)
    outcome = models.TextField(_("kết quả thực hiện"), blank=True)
    not_arising_on = models.DateField(_("không phát sinh, báo ngày"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(_("ghi nhận lúc"), null=True, blank=True)
    on_behalf = models.BooleanField(_("nhập thay"), default=False)
    confirmed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), null=True, blank=True)
    asked_back = models.CharField(max_length=10, choices=AskedBack, blank=True)
    asked_back_note = models.TextField(_("nội dung yêu cầu"), blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["milestone", "unit", "period"], name="tasks_one_occurrence_per_period"
            ),
            models.UniqueConstraint(
                fields=["milestone", "period"],
                condition=Q(unit__isnull=True),
                name="tasks_one_unitless_occurrence",
            ),
            models.CheckConstraint(
                condition=Q(submitted_on__isnull=True)
                | Q(delivered_on__isnull=True)
                | Q(submitted_on__lte=F("delivered_on")),
                name="tasks_submitted_before_delivered",
            ),
            models.CheckConstraint(
                condition=Q(recorded_by__isnull=True, recorded_at__isnull=True)
                | Q(recorded_by__isnull=False, recorded_at__isnull=False),
                name="tasks_recorded_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(
                    submitted_on__isnull=True,
                    delivered_on__isnull=True,
                    not_arising_on__isnull=True,
                )
                | Q(recorded_by__isnull=False),
                name="tasks_fact_has_a_recorder",
            ),
            models.CheckConstraint(
                condition=Q(not_arising_on__isnull=True)
                | (Q(submitted_on__isnull=True, delivered_on__isnull=True) & ~Q(outcome="")),
                name="tasks_not_arising_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | (
                    Q(confirmed_by__isnull=False, confirmed_at__isnull=False, asked_back="")
                    & (Q(delivered_on__isnull=False) | Q(not_arising_on__isnull=False))
                ),
                name="tasks_confirmed_has_who_when_what",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("recorded_by")),
                name="tasks_nobody_confirms_his_own",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "due_on"], name="tasks_occurrence_unit_due"),
            models.Index(fields=["due_on"], name="tasks_occurrence_due"),
        ]

"""What is said and shown of a task while it is carried out: proof, progress, later days, difficulties."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified, Versioned
from cchc.documents.models import DirectionSlip
from cchc.evidence.models import StoredFile
from cchc.orgs.models import Unit, User
from cchc.tasks.models.programme import Occurrence, Task


class ResultEvidence(Identified):
    """What proves a result (tài liệu kiểm chứng): a stored file, or where the document is kept elsewhere.

    A link, never a copy: one stored file may prove many results. What is taken out stays, closed, and leaves no more.
    """

    occurrence = models.ForeignKey(Occurrence, on_delete=models.PROTECT, related_name="evidence")
    stored = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("tên tài liệu"), max_length=255)
    document_number = models.CharField(_("số, ký hiệu văn bản"), max_length=60, blank=True)
    document_on = models.DateField(_("ngày văn bản"), null=True, blank=True)
    url = models.URLField(_("đường dẫn"), max_length=500, blank=True)
    pages = models.CharField(_("trang"), max_length=60, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("thêm lúc"))
    removed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(_("gỡ lúc"), null=True, blank=True)

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stored__isnull=False) | ~Q(document_number="") | ~Q(url=""),
                name="tasks_evidence_points_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(removed_by__isnull=True, removed_at__isnull=True)
                | Q(removed_by__isnull=False, removed_at__isnull=False),
                name="tasks_removed_evidence_has_who_and_when",
            ),
            models.UniqueConstraint(
                fields=["occurrence", "stored"],
                condition=Q(removed_at__isnull=True),
                name="tasks_one_live_link_per_file",
            ),
        ]


class Extension(Identified):
    """A later due day for one occurrence (gia hạn): asked by a unit or set by a letter, decided by a leader.

    `from_due` and `to_due` keep both days, so that the first row tells the original one. `said_by`: whose decision it
    is; `decided_by`: who entered it, somebody else where the leader's word was recorded for him (`is_recorded`), which
    a number or a `slip` proves. `document_number`, `document_on` and `document_issuer`: the document that says so;
    where a higher level had set the day (`is_set_above`) it is asked for, and is that level's.
    MOOT: the true day of the plan, once misread, is no earlier than the one asked for or granted. WITHDRAWN: whoever
    asked took it back before anybody decided; he is `said_by` and `decided_by` then.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Chờ quyết định")
        GRANTED = "granted", _("Đồng ý")
        REFUSED = "refused", _("Không đồng ý")
        MOOT = "moot", _("Không còn cần")
        WITHDRAWN = "withdrawn", _("Đã rút")

    occurrence = models.ForeignKey(Occurrence, on_delete=models.PROTECT, related_name="extensions")
    state = models.CharField(_("trạng thái"), max_length=9, choices=State, default=State.ASKED)
    from_due = models.DateField(_("hạn cũ"))
    to_due = models.DateField(_("hạn mới"))
    reason = models.TextField(_("lý do"))
    is_set_above = models.BooleanField(_("hạn do cấp trên ấn định"), default=False)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("đề nghị lúc"))
    said_by = models.CharField(_("người quyết định"), max_length=150, blank=True)
    said_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    document_number = models.CharField(_("số, ký hiệu văn bản"), max_length=60, blank=True)
    document_on = models.DateField(_("ngày văn bản"), null=True, blank=True)
    document_issuer = models.CharField(_("cơ quan ban hành"), max_length=250, blank=True)
    note = models.TextField(_("ý kiến"), blank=True)
    is_recorded = models.BooleanField(_("ghi nhận thay"), default=False)
    slip = models.ForeignKey(
        DirectionSlip, null=True, blank=True, on_delete=models.PROTECT, related_name="extensions"
    )
    decided_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("ghi nhận quyết định lúc"), null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_due__gt=F("from_due")), name="tasks_extension_is_later"
            ),
            models.UniqueConstraint(
                fields=["occurrence"],
                condition=Q(state="asked"),
                name="tasks_one_open_extension",
            ),
            models.CheckConstraint(
                condition=Q(state="asked", decided_by__isnull=True, decided_at__isnull=True)
                | (
                    ~Q(state="asked")
                    & ~Q(said_by="")
                    & Q(decided_by__isnull=False, decided_at__isnull=False, said_on__isnull=False)
                ),
                name="tasks_decided_extension_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="granted", is_set_above=True)
                | (~Q(document_number="") & Q(document_on__isnull=False)),
                name="tasks_day_set_above_moves_by_document",
            ),
        ]


class Obstacle(Identified, Versioned):
    """A difficulty that a unit raises on a task (khó khăn, vướng mắc), and the answer it gets.

    `said_by`: whose answer it is; `answered_by`: who entered it; `is_recorded`: for him, which a number or a `slip`
    proves. `withdrawn_at`: when whoever raised it took it back unanswered; pages and lists leave it out then, the log
    keeps it.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="obstacles")
    text = models.TextField(_("khó khăn, vướng mắc, kiến nghị"))
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(_("nêu lúc"))
    on_behalf = models.BooleanField(_("nhập thay"), default=False)
    answer = models.TextField(_("ý kiến chỉ đạo, giải quyết"), blank=True)
    said_by = models.CharField(_("người cho ý kiến"), max_length=150, blank=True)
    said_on = models.DateField(_("ngày cho ý kiến"), null=True, blank=True)
    document_number = models.CharField(_("số, ký hiệu văn bản"), max_length=60, blank=True)
    is_recorded = models.BooleanField(_("ghi nhận thay"), default=False)
    slip = models.ForeignKey(
        DirectionSlip, null=True, blank=True, on_delete=models.PROTECT, related_name="obstacles"
    )
    answered_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("rút lại lúc"), null=True, blank=True)

    class Meta:
        ordering = ["raised_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | (
                    ~Q(answer="")
                    & ~Q(said_by="")
                    & Q(answered_by__isnull=False, answered_at__isnull=False, said_on__isnull=False)
                ),
                name="tasks_answered_obstacle_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(answer=""),
                name="tasks_withdrawn_obstacle_is_unanswered",
            ),
        ]


class GuidanceWait(Identified, Versioned):
    """That a task waits for the guidance of a higher level (chờ hướng dẫn), with the paper that asked for it.

    `asked_document`: the letter in which guidance was asked for, or the text that announces it; a wait without any
    cannot be. It ends with the guidance (`arrived_on`, `arrived_document`); a task has at most one open wait.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="guidance_waits")
    asked_of = models.CharField(_("cơ quan hướng dẫn"), max_length=200)
    asked_document = models.CharField(_("văn bản xin hoặc hẹn hướng dẫn"), max_length=120)
    since = models.DateField(_("chờ từ ngày"))
    note = models.TextField(_("nội dung cần hướng dẫn"), blank=True)
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(_("ghi nhận lúc"))
    on_behalf = models.BooleanField(_("nhập thay"), default=False)
    arrived_on = models.DateField(_("có hướng dẫn ngày"), null=True, blank=True)
    arrived_document = models.CharField(_("văn bản hướng dẫn"), max_length=120, blank=True)
    ended_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(_("ghi nhận hướng dẫn lúc"), null=True, blank=True)

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(asked_of="") & ~Q(asked_document=""),
                name="tasks_wait_cites_a_document",
            ),
            models.UniqueConstraint(
                fields=["task"], condition=Q(ended_at__isnull=True), name="tasks_one_open_wait"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, arrived_on__isnull=True)
                | (
                    Q(ended_at__isnull=False, ended_by__isnull=False, arrived_on__isnull=False)
                    & ~Q(arrived_document="")
                ),
                name="tasks_ended_wait_has_who_when_what",
            ),
            models.CheckConstraint(
                condition=Q(arrived_on__isnull=True) | Q(arrived_on__gte=F("since")),
                name="tasks_guidance_comes_after_the_wait_began",
            ),
        ]


class ProgressReport(Identified):
    """What one unit says of its part in a task (báo cáo tiến độ); never changed, a later one stands beside it.

    `percent_done`: whole percent of the unit's own part as the unit sees it. No state follows from it: what is due and
    what was delivered stands with the occurrences.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="progress")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    percent_done = models.PositiveSmallIntegerField(_("phần trăm đã làm"))
    note = models.TextField(_("tình hình thực hiện"))
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(_("báo cáo lúc"))
    on_behalf = models.BooleanField(_("nhập thay"), default=False)

    class Meta:
        ordering = ["-reported_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(percent_done__lte=100), name="tasks_progress_at_most_all"
            ),
            models.CheckConstraint(condition=~Q(note=""), name="tasks_progress_says_something"),
        ]

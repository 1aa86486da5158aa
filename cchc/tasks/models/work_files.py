"""Files of work (hồ sơ công việc): what is kept together of one matter, and for how long."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified, Listed, Versioned
from cchc.orgs.models import Unit, User
from cchc.tasks.models.programme import Task


class WorkFile(Identified, Versioned, Listed):
    """A file of work of an agency (hồ sơ công việc); its papers are the documents and the proof of its tasks.

    `years`: how long it is kept after the year in which it was closed; None for ever (vĩnh viễn).
    """

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(_("số, ký hiệu hồ sơ"), max_length=60)
    title = models.CharField(_("tiêu đề hồ sơ"), max_length=500)
    years = models.PositiveSmallIntegerField(_("thời hạn lưu trữ (năm)"), null=True, blank=True)
    opened_on = models.DateField(_("ngày mở"))
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(_("ngày kết thúc"), null=True, blank=True)

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="tasks_work_file_code_once"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="tasks_work_file_closed_after_opened",
            ),
            models.CheckConstraint(
                condition=Q(years__isnull=True) | Q(years__gte=1),
                name="tasks_work_file_kept_for_a_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class FiledTask(models.Model):
    """Which file of work a task stands in; one at a time."""

    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="filed")
    work_file = models.ForeignKey(WorkFile, on_delete=models.PROTECT, related_name="filed")
    filed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField(_("đưa vào hồ sơ lúc"))

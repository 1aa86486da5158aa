"""What an amendment of a plan did to its tasks, so that every earlier day can still be read as it was."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cchc.orgs.models import Unit
from cchc.plans.models import Amendment, Plan
from cchc.tasks.models.programme import Occurrence, Task


class TaskAmendment(models.Model):
    """That an amendment changed, added, dropped or carried over a task, and what stood there before.

    `before`: the columns of the task by which states are judged, as they were; {} for an added task. `from_plan` and
    `from_key`: the plan that a task carried over to another number came from.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="amendments")
    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("loại thay đổi"), max_length=6)
    on = models.DateField(_("từ ngày"))
    before = models.JSONField(default=dict)
    from_plan = models.ForeignKey(
        Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="carried"
    )
    from_key = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["task", "amendment"], name="tasks_amended_once"),
            models.CheckConstraint(
                condition=Q(from_plan__isnull=True, from_key="") | Q(kind="carry"),
                name="tasks_carried_from_a_plan",
            ),
        ]


class OccurrenceAmendment(models.Model):
    """That an amendment moved a due day or handed an occurrence to another unit; both values, before and after."""

    occurrence = models.ForeignKey(Occurrence, on_delete=models.PROTECT, related_name="amendments")
    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("từ ngày"))
    from_due = models.DateField(_("hạn cũ"), null=True, blank=True)
    to_due = models.DateField(_("hạn mới"), null=True, blank=True)
    from_unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    to_unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["occurrence", "amendment"], name="tasks_occurrence_amended_once"
            ),
        ]

"""What people say to each other about a task, and who wants to hear of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified
from cchc.orgs.models import User
from cchc.tasks.models.programme import Task


class Remark(Identified):
    """One thing said in the discussion of a task (trao đổi); never changed, only withdrawn, which leaves a mark."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="remarks")
    text = models.TextField(_("nội dung trao đổi"))
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("gửi lúc"))
    mentioned = models.ManyToManyField(User, related_name="+")
    withdrawn_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="tasks_remark_says_something"),
        ]


class Watch(models.Model):
    """That a person wants to hear of every event of a task (theo dõi)."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="watches")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="watches")
    since = models.DateTimeField(_("từ lúc"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "task"], name="tasks_watched_once"),
        ]

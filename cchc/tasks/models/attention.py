"""What keeps people on time: their own views and calendars, and the reminders of an agency."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified, Versioned
from cchc.orgs.models import Unit, User


class SavedView(Identified):
    """A person's filters, grouping, columns and order of the task list, under a name; shown as a tab."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(_("tên"), max_length=60)
    query = models.CharField(max_length=1000)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="tasks_view_name_once"),
        ]


class ReminderPolicy(Identified, Versioned):
    """An agency's own reminder rules, and whether it reminds at all; without a row the shipped rules hold."""

    agency = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="+")
    is_on = models.BooleanField(_("nhắc việc tự động"), default=True)


class ReminderRule(models.Model):
    """Who is told how many days from the due date; `days` is negative before it. See `rules.reminders`."""

    policy = models.ForeignKey(ReminderPolicy, on_delete=models.CASCADE, related_name="rules")
    days = models.SmallIntegerField(_("số ngày so với hạn"))
    repeat_days = models.PositiveSmallIntegerField(_("nhắc lại sau mỗi"), default=0)
    to_lead = models.BooleanField(default=False)
    to_coordinating = models.BooleanField(default=False)
    to_head = models.BooleanField(default=False)
    to_coordinator = models.BooleanField(default=False)
    to_leader = models.BooleanField(default=False)

    class Meta:
        ordering = ["days"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "days"], name="tasks_one_rule_per_day"),
            models.CheckConstraint(
                condition=Q(repeat_days=0) | Q(days__gt=0), name="tasks_only_late_repeats"
            ),
            models.CheckConstraint(
                condition=Q(to_lead=True)
                | Q(to_coordinating=True)
                | Q(to_head=True)
                | Q(to_coordinator=True)
                | Q(to_leader=True),
                name="tasks_rule_tells_somebody",
            ),
        ]


class CalendarFeed(models.Model):
    """One person's secret address of a calendar; only the hash of the secret is kept, a new one ends the old."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("tạo lúc"))
    fetched_at = models.DateTimeField(_("tải lần cuối"), null=True)

"""Acts of reorganisation: what one decision changed on one day, each row that moved, and where units stood before."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified, Versioned
from cchc.orgs.models.people import User
from cchc.orgs.models.units import Unit


class Reorganisation(Identified, Versioned):
    """One decision that merges, splits, dissolves, moves or renames units from a day on (sắp xếp tổ chức).

    `value`, as `reorganisations.Wanted` reads it: the units that are new, what becomes of which unit, and who
    takes which row where a split lets one choose. A draft changes nothing; done, it changes no more, and `touched`
    are the agencies, ended ones included, in which it is known.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Đang chuẩn bị")
        DONE = "done", _("Đã thực hiện")

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("trạng thái"), max_length=8, choices=State, default=State.DRAFT)
    decision_number = models.CharField(_("số quyết định"), max_length=60)
    decision_on = models.DateField(_("ngày quyết định"))
    subject = models.CharField(_("về việc"), max_length=300)
    effective_on = models.DateField(_("có hiệu lực từ ngày"))
    value = models.JSONField(default=dict)
    touched = models.ManyToManyField(Unit, related_name="+")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("lập lúc"))
    done_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    done_at = models.DateTimeField(_("thực hiện lúc"), null=True, blank=True)

    class Meta:
        ordering = ["-effective_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", done_by__isnull=True, done_at__isnull=True)
                | Q(state="done", done_by__isnull=False, done_at__isnull=False),
                name="orgs_done_act_has_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def decision(self) -> str:
        """The decision as it is cited."""
        return gettext("Quyết định số %(number)s ngày %(day)s") % {
            "number": self.decision_number,
            "day": f"{self.decision_on:%d/%m/%Y}",
        }


class MovedRow(models.Model):
    """One row that an act carried from a unit to its successor; never changed.

    `kind` and `subject` name the row in the room that moved it ("tasks.occurrence" and its uid), so that the room
    can tell to whom it belonged on an earlier day. `text` says it in words, as they stood then.
    """

    act = models.ForeignKey(Reorganisation, on_delete=models.PROTECT, related_name="moved")
    kind = models.CharField(max_length=30)
    subject = models.UUIDField()
    text = models.CharField(max_length=300)
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("từ ngày"))

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["kind", "from_unit", "on"], name="orgs_moved_from")]


class UnitPlace(models.Model):
    """Where a unit stood in the tree up to a day, before an act placed it elsewhere."""

    act = models.ForeignKey(Reorganisation, on_delete=models.PROTECT, related_name="places")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="places")
    parent = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agency = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    path = models.CharField(max_length=120, db_index=True)
    valid_to = models.DateField(_("đến hết ngày"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["act", "unit"], name="orgs_one_place_per_act"),
        ]

"""What changes a plan in force: an amendment with its number, or a plan that replaces it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified, Versioned
from cchc.documents.models import Document
from cchc.orgs.models import Unit, User
from cchc.plans.models.programme import Plan
from cchc.plans.states import AmendmentState


class Amendment(Identified, Versioned):
    """Điều chỉnh, bổ sung kế hoạch: changes gathered as a draft and put in force by a document, all at once.

    `level`: who decided; days that a higher level had set move only by a document of that level. `effective_on` is the
    document's date: from it on the plan reads as amended, before it as it was. `replaced_by`: the plan that took the
    place of this one; its tasks were carried over and the changes say which became which. `about`: what gave rise to
    it in a room above (an obstacle), by uid.
    """

    class Level(models.TextChoices):
        OWN = "own", _("Cơ quan mình")
        ABOVE = "above", _("Cơ quan cấp trên")

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="amendments")
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=AmendmentState.choices, default=AmendmentState.DRAFT
    )
    subject = models.CharField(_("trích yếu"), max_length=300)
    reason = models.TextField(_("lý do"), blank=True)
    about = models.UUIDField(null=True, blank=True)
    level = models.CharField(_("cấp quyết định"), max_length=5, choices=Level, default=Level.OWN)
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="amendments"
    )
    effective_on = models.DateField(_("có hiệu lực từ ngày"), null=True, blank=True)
    replaced_by = models.OneToOneField(
        Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="replaces"
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("soạn lúc"))
    decided_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("đưa vào thực hiện lúc"), null=True, blank=True)

    class Meta:
        ordering = ["effective_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=AmendmentState.IN_FORCE)
                | (
                    Q(
                        document__isnull=False,
                        effective_on__isnull=False,
                        decided_by__isnull=False,
                        decided_at__isnull=False,
                    )
                    & ~Q(reason="")
                ),
                name="plans_amendment_in_force_has_document",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("amendment", args=[self.uid])


class AmendmentChange(Identified):
    """One task, target or legal basis in an amendment: what it said (`old`) and says (`new`), the fields that change.

    A change names its task by key (in the plan's value), a target or basis by its place ("target:3"); of an added one
    `new` is the whole, of a dropped one `reason` says why. Carried: the same task in the plan that replaces this one,
    under `new_key`.
    """

    class Item(models.TextChoices):
        TASK = "task", _("Nhiệm vụ")
        TARGET = "target", _("Chỉ tiêu")
        BASIS = "basis", _("Căn cứ pháp lý")

    class Kind(models.TextChoices):
        CHANGE = "change", _("Điều chỉnh")
        ADD = "add", _("Bổ sung")
        DROP = "drop", _("Thôi thực hiện")
        CARRY = "carry", _("Chuyển tiếp")

    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(_("loại thay đổi"), max_length=6, choices=Kind)
    item = models.CharField(_("nội dung"), max_length=6, choices=Item, default=Item.TASK)
    task_key = models.CharField(max_length=200, blank=True)
    new_key = models.CharField(max_length=200, blank=True)
    label = models.CharField(_("nhiệm vụ"), max_length=300)
    old = models.JSONField(default=dict)
    new = models.JSONField(default=dict)
    reason = models.TextField(_("lý do"), blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["amendment", "task_key"],
                condition=~Q(task_key=""),
                name="plans_task_amended_once",
            ),
            models.CheckConstraint(
                condition=~Q(kind="drop") | ~Q(reason=""), name="plans_dropped_task_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(kind="add") | ~Q(task_key=""), name="plans_change_names_its_task"
            ),
        ]

    def __str__(self) -> str:
        return self.label

"""Lists that went out as workbooks and came back filled in: each upload with its rows and what became of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cchc.orgs.models import User
from cchc.sheets.models import ListLine, ListUpload


class SheetUpload(ListUpload):
    """A filled-in list of tasks (danh sách điền bằng Excel). Each row is written or refused by itself."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta(ListUpload.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(started_at__isnull=False),
                name="tasks_sheet_starts_before_it_ends",
            ),
        ]


class SheetLine(ListLine):
    """A row of such a list with its verdict; `errors`: by heading, what is wrong in a cell."""

    class Verdict(models.TextChoices):
        WAITING = "waiting", _("Chờ cập nhật")
        APPLIED = "applied", _("Đã cập nhật")
        UNCHANGED = "unchanged", _("Không có gì thay đổi")
        REFUSED = "refused", _("Không cập nhật")

    upload = models.ForeignKey(SheetUpload, on_delete=models.CASCADE, related_name="lines")
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.WAITING)
    message = models.TextField(blank=True)
    errors = models.JSONField(default=dict)

    class Meta(ListLine.Meta):
        constraints = [
            models.UniqueConstraint(fields=["upload", "line"], name="tasks_sheet_line_once"),
        ]

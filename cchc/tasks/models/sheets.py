"""Lists that went out as workbooks and came back filled in: each upload with its rows and what became of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified
from cchc.orgs.models import User


class SheetUpload(Identified):
    """A filled-in list (danh sách điền bằng Excel). Nothing is written before the person who sent it has seen the rows.

    `started_at`: told to apply; `ended_at`: every row has its verdict. sha256: of the file as it came.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("tên tệp"), max_length=255)
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(_("tải lên lúc"))
    started_at = models.DateTimeField(_("cập nhật lúc"), null=True, blank=True)
    ended_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(started_at__isnull=False),
                name="tasks_sheet_starts_before_it_ends",
            ),
        ]


class SheetLine(models.Model):
    """A row of an upload that somebody touched: its cells as they came, kept whatever becomes of them."""

    class Verdict(models.TextChoices):
        WAITING = "waiting", _("Chờ cập nhật")
        APPLIED = "applied", _("Đã cập nhật")
        UNCHANGED = "unchanged", _("Không có gì thay đổi")
        REFUSED = "refused", _("Không cập nhật")

    upload = models.ForeignKey(SheetUpload, on_delete=models.CASCADE, related_name="lines")
    line = models.PositiveIntegerField(_("dòng"))
    key = models.CharField(max_length=120)
    values = models.JSONField(default=dict)
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.WAITING)
    message = models.TextField(blank=True)
    errors = models.JSONField(default=dict)

    class Meta:
        ordering = ["line"]
        constraints = [
            models.UniqueConstraint(fields=["upload", "line"], name="tasks_sheet_line_once"),
        ]

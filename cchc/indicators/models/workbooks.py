"""Forms of figures that went out as workbooks and came back: each upload, its files, and what became of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified
from cchc.orgs.models import Unit, User
from cchc.sheets.models import Upload


class FigureUpload(Upload):
    """Some filled-in forms sent at once (biểu số liệu tải lên)."""

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")


class FigureFile(Identified):
    """A filled-in form: its rows as they came, kept whatever becomes of them. It is stored whole or not at all.

    `rows`: line, key and cells of each. `faults`: by line, what is wrong in which cell, or what looks odd. sha256: of
    the file as it came.
    """

    class Verdict(models.TextChoices):
        WAITING = "waiting", _("Đang chờ")
        STORED = "stored", _("Đã ghi")
        UNCHANGED = "unchanged", _("Không có gì thay đổi")
        REFUSED = "refused", _("Chưa ghi, cần sửa")

    upload = models.ForeignKey(FigureUpload, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("tên tệp"), max_length=255)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField(default=list)
    label = models.CharField(_("của"), max_length=300, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.WAITING)
    message = models.TextField(blank=True)
    changed = models.PositiveIntegerField(_("số liệu đã ghi"), default=0)
    faults = models.JSONField(default=dict)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["upload", "position"], name="indicators_file_once"),
        ]

"""Lists of people that came back as a workbook, kept with every row as it was written."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified
from cchc.orgs.models.people import User
from cchc.orgs.models.units import Unit


class PeopleUpload(Identified):
    """A filled-in list of people (danh sách người dùng). Nothing is written before somebody has looked at the rows.

    `started_at`: told to apply; `ended_at`: everything is written, or `refusal` says why nothing is.
    """

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("tên tệp"), max_length=255)
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(_("tải lên lúc"))
    started_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField(_("ghi lúc"), null=True, blank=True)
    ended_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    refusal = models.TextField(_("lý do không ghi"), blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(started_at__isnull=False),
                name="orgs_people_upload_starts_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PeopleLine(models.Model):
    """A row of such a list: its cells as they came. `told`: once written, what became of it."""

    upload = models.ForeignKey(PeopleUpload, on_delete=models.CASCADE, related_name="lines")
    line = models.PositiveIntegerField(_("dòng"))
    key = models.CharField(max_length=120, blank=True)
    values = models.JSONField(default=dict)
    told = models.JSONField(default=dict)

    class Meta:
        ordering = ["line"]
        constraints = [
            models.UniqueConstraint(fields=["upload", "line"], name="orgs_people_line_once"),
        ]

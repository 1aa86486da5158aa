"""Lists of people that came back as a workbook, kept with every row as it was written."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cchc.orgs.models.people import User
from cchc.orgs.models.units import Unit
from cchc.sheets.models import ListLine, ListUpload


class PeopleUpload(ListUpload):
    """A filled-in list of people (danh sách người dùng). It is written whole, or `refusal` says why nothing is."""

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    started_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    refusal = models.TextField(_("lý do không ghi"), blank=True)

    class Meta(ListUpload.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(started_at__isnull=False),
                name="orgs_people_upload_starts_before_it_ends",
            ),
        ]


class PeopleLine(ListLine):
    """A row of such a list. `told`: once written, what became of it."""

    upload = models.ForeignKey(PeopleUpload, on_delete=models.CASCADE, related_name="lines")
    told = models.JSONField(default=dict)

    class Meta(ListLine.Meta):
        constraints = [
            models.UniqueConstraint(fields=["upload", "line"], name="orgs_people_line_once"),
        ]

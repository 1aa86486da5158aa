"""Who may sign a body's documents, as what, and until when."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified
from cchc.orgs.models.people import User
from cchc.orgs.models.units import Unit
from cchc.orgs.signature import FORM_LABELS, Form, document_kinds, lines_of


class SigningRight(Identified):
    """A person's right to sign documents of an agency, or of a unit with a seal of its own, for a time.

    Apart from the right to sign in: `name` may be somebody without an account. `head`: the title of whom the
    person signs for ("GIÁM ĐỐC"); `title`: the person's own. `kinds`: codes of documents, [] for every kind.
    TUQ. needs the document that authorises and an end (NĐ 30/2020).
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="signing_rights")
    name = models.CharField(_("họ và tên"), max_length=150)
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="signing_rights"
    )
    form = models.CharField(_("hình thức ký"), max_length=4, choices=[*FORM_LABELS.items()])
    head = models.CharField(_("ký thay mặt chức danh"), max_length=100)
    title = models.CharField(_("chức vụ người ký"), max_length=150, blank=True)
    kinds = models.JSONField(_("loại văn bản"), default=list, blank=True)
    document_number = models.CharField(_("số văn bản giao quyền"), max_length=60, blank=True)
    document_on = models.DateField(_("ngày văn bản"), null=True, blank=True)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)

    class Meta:
        ordering = ["form", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="orgs_signing_dates_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(form=Form.TUQ)
                | (~Q(document_number="") & Q(document_on__isnull=False, valid_to__isnull=False)),
                name="orgs_authorised_by_document_for_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({' / '.join(self.lines)})"

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the signature block above the name."""
        return tuple(line for line in lines_of(self.form, self.head, self.title) if line)

    @property
    def kind_names(self) -> str:
        """The kinds of documents in words; "" for every kind."""
        names = document_kinds()
        return ", ".join(names.get(code, code) for code in self.kinds)

    def holds_on(self, day: date) -> bool:
        """Whether the right stands on that day; bounds inclusive."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def covers(self, kind: str) -> bool:
        """Whether it covers this kind of document."""
        return not self.kinds or kind in self.kinds

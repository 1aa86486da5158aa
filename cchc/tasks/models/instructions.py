"""Where work outside a plan comes from (sổ nhiệm vụ được giao)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified, Listed, Versioned
from cchc.evidence.models import StoredFile
from cchc.orgs.models import Unit, User


class Instruction(Identified, Versioned, Listed):
    """A letter, a meeting's conclusion or a leader's word that gives work outside a plan (nhiệm vụ phát sinh).

    `year` and `number` are its place in the agency's register. Work runs from `assigned_on`, which never changes;
    `expects_document` with an empty `document_number` means that the document is still to come (chờ văn bản).
    `margin_note`: the leader's words in the margin (bút phê). `file_name` names `stored`.
    """

    class Kind(models.TextChoices):
        LETTER = "letter", _("Văn bản đến")
        CONCLUSION = "conclusion", _("Kết luận cuộc họp")
        WORD = "word", _("Ý kiến chỉ đạo trực tiếp")

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="instructions")
    year = models.PositiveSmallIntegerField(_("năm"))
    number = models.PositiveIntegerField(_("số thứ tự trong sổ"))
    kind = models.CharField(_("nguồn giao"), max_length=10, choices=Kind)
    assigned_on = models.DateField(_("ngày giao"))
    subject = models.CharField(_("trích yếu, nội dung"), max_length=500)
    said_by = models.CharField(_("người giao, người chủ trì họp"), max_length=150, blank=True)
    margin_note = models.TextField(_("bút phê"), blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    received_number = models.CharField(_("số đến"), max_length=30, blank=True)
    received_on = models.DateField(_("ngày đến"), null=True, blank=True)
    expects_document = models.BooleanField(_("có văn bản"), default=False)
    document_number = models.CharField(_("số, ký hiệu văn bản"), max_length=60, blank=True)
    document_on = models.DateField(_("ngày văn bản"), null=True, blank=True)
    stored = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    file_name = models.CharField(_("tên tệp"), max_length=255, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("vào sổ lúc"))

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year", "number"], name="tasks_register_number_once"
            ),
            models.CheckConstraint(
                condition=Q(document_number="", document_on__isnull=True)
                | (~Q(document_number="") & Q(document_on__isnull=False)),
                name="tasks_instruction_document_has_day",
            ),
            models.CheckConstraint(
                condition=Q(expects_document=True) | Q(document_number=""),
                name="tasks_instruction_document_was_expected",
            ),
            models.CheckConstraint(
                condition=Q(stored__isnull=True, file_name="")
                | (Q(stored__isnull=False) & ~Q(file_name="")),
                name="tasks_instruction_file_has_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.subject[:80]}"

    @property
    def label(self) -> str:
        """Its place in the register as printed: GV.12/2026."""
        return f"GV.{self.number}/{self.year}"

    @property
    def awaits_document(self) -> bool:
        """Whether a document is still to come."""
        return self.expects_document and not self.document_number

"""Issued documents: number, date, signer and the files that carry them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified, Listed, Versioned
from cchc.evidence.models import StoredFile
from cchc.orgs.models import Unit, User


class Document(Identified, Versioned, Listed):
    """A document of the agency, or one it cites. The number may come later than the plan it carries.

    `number` as written ("412/KH-SYT"), "" while it is open; `issued_on` None while the date is.
    """

    class Kind(models.TextChoices):
        PLAN = "plan", _("Kế hoạch")
        DECISION = "decision", _("Quyết định")
        RESOLUTION = "resolution", _("Nghị quyết")
        DIRECTIVE = "directive", _("Chỉ thị")
        OFFICIAL_LETTER = "official_letter", _("Công văn")
        DECREE = "decree", _("Nghị định")
        CIRCULAR = "circular", _("Thông tư")
        LAW = "law", _("Luật")
        PROGRAMME = "programme", _("Chương trình")
        REPORT = "report", _("Báo cáo")
        NOTICE = "notice", _("Thông báo")
        OTHER = "other", _("Văn bản khác")

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(_("loại văn bản"), max_length=20, choices=Kind)
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=250, blank=True)
    parent_issuer = models.CharField(_("cơ quan chủ quản"), max_length=250, blank=True)
    place = models.CharField(_("địa danh"), max_length=60, blank=True)
    subject = models.CharField(_("trích yếu"), max_length=1000)
    signer_authority = models.CharField(_("thẩm quyền ký"), max_length=100, blank=True)
    signer_position = models.CharField(_("chức vụ người ký"), max_length=150, blank=True)
    signer_name = models.CharField(_("người ký"), max_length=150, blank=True)
    recipients = models.JSONField(_("nơi nhận"), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "number", "issued_on"],
                condition=~Q(number=""),
                name="documents_number_once_a_day",
            ),
        ]


class DocumentFile(Identified):
    """A file of a document: what was imported, the signed copy, an annex. Replaced ones stay, closed."""

    class Role(models.TextChoices):
        SOURCE = "source", _("Bản gốc nhập vào")
        ANNEX = "annex", _("Phụ lục")
        SIGNED = "signed", _("Bản đã ký")

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="files")
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("vai trò"), max_length=10, choices=Role)
    name = models.CharField(_("tên tệp"), max_length=255)
    position = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField(_("thêm lúc"))
    closed_at = models.DateTimeField(_("thay thế lúc"), null=True, blank=True)


class DirectionSlip(Identified):
    """A photo or scan of the slip on which a leader's word stands (phiếu ý kiến chỉ đạo), recorded for him.

    `about`: the task or report that it speaks of, whose readers may open it. A later word leaves the slip of the
    earlier one be: the history still leads to it.
    """

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    about = models.UUIDField(_("về nhiệm vụ, báo cáo"), db_index=True)
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("tên tệp"), max_length=255)
    said_on = models.DateField(_("ngày cho ý kiến"))
    document_number = models.CharField(_("số văn bản"), max_length=60, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("thêm lúc"))


class ReferenceText(Identified, Versioned):
    """A document that plans cite (văn bản dẫn chiếu): its title and how long it is in force, with the source.

    One list for the whole installation: laws and decrees are the country's, not an agency's. Shipped rows come from
    `cchc/reading/data/documents.toml`; what an office enters or changes by a source is official.
    """

    class Standing(models.TextChoices):
        OFFICIAL = "official", _("Theo văn bản")
        UNCHECKED = "unchecked", _("Cần đối chiếu văn bản")

    kind = models.CharField(_("loại văn bản"), max_length=60)
    number = models.CharField(_("số, ký hiệu"), max_length=60)
    title = models.CharField(_("trích yếu"), max_length=500)
    issued_on = models.DateField(_("ngày ban hành"))
    in_force_from = models.DateField(_("có hiệu lực từ ngày"), null=True, blank=True)
    in_force_to = models.DateField(_("còn hiệu lực đến hết ngày"), null=True, blank=True)
    replaced_by = models.CharField(_("văn bản thay thế"), max_length=200, blank=True)
    source = models.CharField(_("căn cứ"), max_length=250)
    standing = models.CharField(
        _("mức chắc chắn"), max_length=10, choices=Standing, default=Standing.OFFICIAL
    )

    class Meta:
        ordering = ["kind", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number", "issued_on"], name="documents_reference_once"
            ),
            models.CheckConstraint(
                condition=Q(in_force_from__isnull=True)
                | Q(in_force_to__isnull=True)
                | Q(in_force_from__lte=F("in_force_to")),
                name="documents_reference_term_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

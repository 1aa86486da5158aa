"""One store of files by content. Rooms that use a file own their link table; a hash is never an address nor a right.

What the worker finds in a file (pages, text, signatures) belongs to the content, so it is kept once too.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cchc.core.models import Identified
from cchc.orgs.models import User


class StoredFile(Identified):
    """Bytes kept once under their SHA-256 in the store; never changed, never deleted by an edit."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("dung lượng"))
    media_type = models.CharField(_("loại tệp"), max_length=100)
    stored_at = models.DateTimeField(_("lưu lúc"))


class Verdict(models.TextChoices):
    """What can be said of a signature, or of all signatures of a file: then the worst of them."""

    VALID = "valid", _("Chữ ký hợp lệ, không thay đổi sau khi ký")
    UNVERIFIED = "unverified", _("Chưa xác minh được chứng thư")
    REVOKED = "revoked", _("Chứng thư đã bị thu hồi")
    BROKEN = "broken", _("Chữ ký không khớp chứng thư")
    CHANGED = "changed", _("Đã bị thay đổi sau khi ký")
    UNREADABLE = "unreadable", _("Không đọc được chữ ký")


class Examination(models.Model):
    """What the worker found in a file: how many pages, whether it holds text, the worst verdict on its signatures.

    `pages`: None until somebody has drawn it; 0 for what cannot be drawn. `verdict`: "" without a signature.
    """

    class Text(models.TextChoices):
        READ = "read", _("Tìm được theo nội dung")
        NONE = "none", _("Không có chữ để tìm (ảnh, bản quét)")
        UNREADABLE = "unreadable", _("Không đọc được nội dung")

    stored = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="examination")
    examined_at = models.DateTimeField(_("xem xét lúc"))
    pages = models.PositiveIntegerField(_("số trang"), null=True, blank=True)
    text = models.CharField(_("nội dung chữ"), max_length=10, choices=Text)
    verdict = models.CharField(_("chữ ký số"), max_length=10, choices=Verdict, blank=True)


class FilePart(models.Model):
    """The text of one page or part of a file, and its folded key, by which it is found.

    `number`: the page of a PDF; else the part, from 1.
    """

    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveIntegerField(_("trang, phần"))
    text = models.TextField()
    key = models.TextField(editable=False)

    class Meta:
        ordering = ["stored", "number"]
        constraints = [
            models.UniqueConstraint(fields=["stored", "number"], name="evidence_part_once")
        ]


class Signature(models.Model):
    """A digital signature inside a PDF as it was when it was last checked (chữ ký số).

    `signed_at`: what the signer's machine said; `stamped_at`: what a time-stamping authority said. `is_seal`: the
    certificate is an organisation's (con dấu), not a person's. `reason`: the code of why it is not valid.
    """

    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="signatures")
    position = models.PositiveSmallIntegerField()
    verdict = models.CharField(_("kết quả kiểm tra"), max_length=10, choices=Verdict)
    reason = models.CharField(max_length=20, blank=True)
    name = models.CharField(_("người ký"), max_length=250, blank=True)
    organisation = models.CharField(_("cơ quan"), max_length=250, blank=True)
    title = models.CharField(_("chức danh"), max_length=250, blank=True)
    is_seal = models.BooleanField(_("chữ ký số của cơ quan"), default=False)
    issuer = models.CharField(_("nơi cấp chứng thư"), max_length=250, blank=True)
    serial = models.CharField(_("số chứng thư"), max_length=80, blank=True)
    not_before = models.DateTimeField(_("chứng thư có hiệu lực từ"), null=True, blank=True)
    not_after = models.DateTimeField(_("chứng thư có hiệu lực đến"), null=True, blank=True)
    signed_at = models.DateTimeField(_("ký lúc"), null=True, blank=True)
    stamped_at = models.DateTimeField(_("dấu thời gian"), null=True, blank=True)
    is_stamp_trusted = models.BooleanField(default=False)
    checked_at = models.DateTimeField(_("kiểm tra lúc"))

    class Meta:
        ordering = ["stored", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["stored", "position"], name="evidence_signature_place_once"
            )
        ]


class TrustItem(Identified):
    """A certificate or list of revoked ones that this installation believes (danh sách tin cậy).

    Imported and withdrawn by an administrator, with a source; never deleted. `not_after`: of a list, when the next one
    was due. `pem`: the thing itself.
    """

    class Kind(models.TextChoices):
        ROOT = "root", _("Chứng thư gốc")
        INTERMEDIATE = "intermediate", _("Chứng thư trung gian")
        CRL = "crl", _("Danh sách thu hồi")

    kind = models.CharField(_("loại"), max_length=12, choices=Kind)
    name = models.CharField(_("tên"), max_length=250)
    fingerprint = models.CharField(_("dấu vân tay SHA-256"), max_length=64)
    not_before = models.DateTimeField(_("có hiệu lực từ"))
    not_after = models.DateTimeField(_("có hiệu lực đến"), null=True, blank=True)
    pem = models.TextField(editable=False)
    source = models.CharField(_("nguồn"), max_length=250)
    imported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField(_("nhập lúc"))
    withdrawn_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("thôi tin cậy lúc"), null=True, blank=True)

    class Meta:
        ordering = ["kind", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint"],
                condition=Q(withdrawn_at__isnull=True),
                name="evidence_trust_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="evidence_withdrawn_trust_has_who_and_when",
            ),
        ]

"""One store of files by content. Rooms that use a file own their link table; a hash is never an address nor a right.

What the worker finds in a file (pages, text, signatures) belongs to the content, so it is kept once too.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cchc.core.clock import vietnam_date
from cchc.core.models import Identified
from cchc.orgs.models import Unit, User


class StoredFile(Identified):
    """Bytes kept once under their SHA-256 in the store; never changed, never deleted by an edit.

    `erased_on`: the day on which an act of disposal took the bytes away; the row stays as their record.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("dung lượng"))
    media_type = models.CharField(_("loại tệp"), max_length=100)
    stored_at = models.DateTimeField(_("lưu lúc"))
    erased_on = models.DateField(_("tiêu hủy ngày"), null=True, blank=True)


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


class Disposal(Identified):
    """An act of disposal (tiêu hủy tài liệu hết thời hạn lưu trữ): a list, decided by somebody else, carried out.

    The decision is a document of the agency (`decision_number`, `decision_on`). Refused and done acts stay.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Chờ quyết định")
        APPROVED = "approved", _("Đã quyết định, đang tiêu hủy")
        DONE = "done", _("Đã tiêu hủy")
        REFUSED = "refused", _("Không tiêu hủy")

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("trạng thái"), max_length=8, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("lập danh mục lúc"))
    decision_number = models.CharField(_("số, ký hiệu quyết định"), max_length=60, blank=True)
    decision_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    reason = models.TextField(_("lý do không tiêu hủy"), blank=True)
    decided_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("ghi nhận quyết định lúc"), null=True, blank=True)
    done_at = models.DateTimeField(_("tiêu hủy xong lúc"), null=True, blank=True)

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="evidence_nobody_approves_his_own_disposal",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state="proposed") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="evidence_decided_disposal_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "done"])
                | (~Q(decision_number="") & Q(decision_on__isnull=False)),
                name="evidence_disposal_has_a_decision",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""),
                name="evidence_refused_disposal_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}, {vietnam_date(self.proposed_at):%d/%m/%Y}"


class DisposalItem(models.Model):
    """A file in an act of disposal as it was when the list was made: names, hash, size, and why its time is over.

    `is_open`: the act is not finished with it. `kept_because`: why it was left when the act was carried out.
    """

    disposal = models.ForeignKey(Disposal, on_delete=models.PROTECT, related_name="items")
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="disposals")
    names = models.JSONField(_("tên tệp"), default=list)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("dung lượng"))
    basis = models.CharField(_("căn cứ thời hạn"), max_length=500)
    is_open = models.BooleanField(default=True)
    erased_at = models.DateTimeField(_("tiêu hủy lúc"), null=True, blank=True)
    kept_because = models.CharField(_("giữ lại vì"), max_length=250, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["stored"], condition=Q(is_open=True), name="evidence_one_open_disposal"
            ),
        ]

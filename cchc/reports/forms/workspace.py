"""The office's forms: a section's text, submitting, giving back, number and signed file, sending, answering."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cchc.core.forms import SignedCopyForm, day_field
from cchc.documents.services.directions import Word
from cchc.documents.slips import SlipForm
from cchc.publishing.signing import LARGEST
from cchc.reports.forms.opening import reason_field
from cchc.reports.rules.keys import SigningKey
from cchc.reports.selectors.keys import Offer
from cchc.reports.services.deciding import Signed
from cchc.reports.services.signing import CertificateFile

_LONGEST = 40_000


def _text(label: Any, most: int, help_text: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"})
    return forms.CharField(
        label=label, required=False, max_length=most, help_text=help_text, widget=widget
    )


def _version() -> forms.IntegerField:
    return forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class SectionForm(forms.Form):
    """What the office says in one section; `version`: of the text that was on the page."""

    text = forms.CharField(
        label=lazy("Nội dung"),
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"class": "form-control report-text", "rows": 14}),
    )
    is_held = forms.BooleanField(
        label=lazy("Giữ số đã viết khi số liệu thay đổi"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    version = _version()


class SubmitForm(forms.Form):
    """Putting the report before the leader, with a note where units are missing."""

    note = reason_field(
        lazy("Ghi chú khi trình"), lazy("Bắt buộc nếu còn đơn vị chưa gửi báo cáo.")
    )
    omits_empty = forms.BooleanField(
        label=lazy("Bỏ mục chưa có nội dung khỏi bản in, đánh số lại các mục"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    version = _version()


class BasesForm(forms.Form):
    """Whether last year's figures of agencies that were taken over are added."""

    is_added = forms.BooleanField(required=False, widget=forms.HiddenInput)
    version = _version()


class ReturnForm(SlipForm):
    """The leader gives the report back; who records it for him says whose word it is and what proves it."""

    reason = reason_field(lazy("Lý do trả lại"))
    said_by = _text(
        lazy("Người trả lại"), 150, lazy("Họ tên, chức vụ của lãnh đạo đã cho ý kiến trả lại.")
    )
    said_on = day_field(lazy("Ngày cho ý kiến"))
    document_number = _text(lazy("Số, ký hiệu văn bản"), 60)
    version = _version()
    field_order = ("reason", "said_by", "said_on", "document_number", "slip", "version", "whole")

    def __init__(self, *args: Any, is_leader: bool, **kwargs: Any) -> None:
        """is_leader: the person gives it back himself; whose word it is need not be asked."""
        super().__init__(*args, **kwargs)
        if is_leader:
            del self.fields["said_by"], self.fields["said_on"], self.fields["slip"]

    @property
    def facts(self) -> dict[str, Any]:
        """What the service takes of it."""
        given = self.cleaned_data
        word = Word(
            given.get("said_by", ""),
            given.get("said_on"),
            given["document_number"],
            self.new_slip(),
        )
        return {"reason": given["reason"], "word": word, "version": given["version"]}


class IssueForm(SignedCopyForm):
    """Number, day, signer and signed file of the report."""

    number = _text(lazy("Số, ký hiệu"), 60)
    issued_on = day_field(lazy("Ngày ban hành"))
    signer_name = _text(lazy("Người ký"), 150)
    signer_authority = _text(
        lazy("Thẩm quyền ký"), 100, lazy("Ví dụ: KT. GIÁM ĐỐC. Để trống nếu ký trực tiếp.")
    )
    signer_position = _text(lazy("Chức vụ người ký"), 150)
    signed_file = forms.FileField(
        label=lazy("Bản đã ký (PDF)"),
        required=False,
        help_text=lazy("Tối đa 50 MB."),
        widget=forms.ClearableFileInput(attrs={"class": "form-control", "accept": ".pdf"}),
    )
    version = _version()

    @property
    def facts(self) -> dict[str, Any]:
        """What the service takes of it."""
        return {"signed": self._signed(), "version": self.cleaned_data["version"]}

    def _signed(self) -> Signed:
        data = self.cleaned_data
        file: UploadedFile | None = data["signed_file"]
        return Signed(
            number=data["number"],
            issued_on=data["issued_on"],
            signer_name=data["signer_name"],
            signer_authority=data["signer_authority"],
            signer_position=data["signer_position"],
            file_name=PurePath(file.name or "ban-da-ky.pdf").name if file else "",
            chunks=file.chunks() if file else None,
        )


class SignForm(forms.Form):
    """By which key: a declared one on a token, or a certificate and its passphrase, used once and kept nowhere."""

    key = forms.ChoiceField(
        label=lazy("Ký bằng"),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    certificate = forms.FileField(
        label=lazy("Tệp chứng thư (.p12, .pfx)"),
        required=False,
        help_text=lazy("Chỉ dùng trong lần ký này; phần mềm không lưu tệp và mật khẩu."),
        widget=forms.ClearableFileInput(attrs={"class": "form-control", "accept": ".p12,.pfx"}),
    )
    secret = forms.CharField(
        label=lazy("Mật khẩu của tệp chứng thư"),
        required=False,
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    version = _version()

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = {key.code: key for key in offer.keys}
        choices = [(key.code, key.name) for key in offer.keys]
        if not choices:
            del self.fields["key"]
            return
        if offer.takes_files:
            choices.append(("", _("Tệp chứng thư (.p12, .pfx) chọn bên dưới")))
            self.fields["certificate"].help_text = _(
                "Chỉ khi ký bằng tệp. Dùng trong lần ký này; phần mềm không lưu tệp và mật khẩu."
            )
        else:
            del self.fields["certificate"], self.fields["secret"]
        field = self.fields["key"]
        assert isinstance(field, forms.ChoiceField)
        field.choices, field.required = choices, not offer.takes_files
        field.initial = choices[0][0]

    def clean_certificate(self) -> UploadedFile | None:
        """A small file, as certificates are."""
        file: UploadedFile | None = self.cleaned_data["certificate"]
        if file is None and not self.cleaned_data.get("key"):
            raise forms.ValidationError(_("Hãy chọn tệp chứng thư."))
        if file is not None and (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("Tệp quá lớn, không phải tệp chứng thư."))
        return file

    @property
    def facts(self) -> dict[str, Any]:
        """What the service takes of it once the signature is made."""
        return {"version": self.cleaned_data["version"]}

    @property
    def store(self) -> SigningKey | CertificateFile:
        """What holds the key."""
        if code := self.cleaned_data.get("key"):
            return self.keys[code]
        return CertificateFile(self.cleaned_data["certificate"].read(), self.cleaned_data["secret"])


class SentForm(forms.Form):
    """When it left on the document exchange, to whom, and the receiver's number when it is known."""

    sent_on = day_field(
        lazy("Ngày gửi trên trục liên thông"),
        lazy("Đúng hạn hay chậm tính theo ngày này, không theo ngày ghi trên văn bản."),
        required=True,
    )
    receiver = _text(lazy("Nơi nhận"), 200)
    receipt_number = _text(lazy("Số đến của nơi nhận"), 60, lazy("Bổ sung sau nếu chưa có."))
    version = _version()


class AnswerForm(forms.Form):
    """What the level above says of a report."""

    note = reason_field(lazy("Ý kiến, nội dung cần sửa"))
    version = _version()

"""The form by which certificates come into the trust list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.core.forms import UploadingForm, day_field

MOST_BYTES = 5 * 1024 * 1024


class TrustForm(UploadingForm):
    """A file of certificates, and where it comes from."""

    trust_file = forms.FileField(
        label=_("Tệp chứng thư"),
        help_text=_(
            "Chứng thư gốc, trung gian hoặc danh sách thu hồi: .pem, .crt, .cer, .der, .p7b, .crl."
        ),
        widget=forms.ClearableFileInput(
            attrs={"class": "form-control", "accept": ".pem,.crt,.cer,.der,.p7b,.p7c,.crl"}
        ),
    )
    source = forms.CharField(
        label=_("Nguồn"),
        max_length=250,
        help_text=_(
            "Trang chính thức hoặc văn bản công bố, ví dụ: Ban Cơ yếu Chính phủ, ngày tải."
        ),
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )

    def clean_trust_file(self) -> bytes:
        """The bytes of the file; one beyond the bound is no list of certificates."""
        file = self.cleaned_data["trust_file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("Tệp quá lớn so với một danh sách chứng thư."))
        return bytes(file.read())


class DisposalDecisionForm(forms.Form):
    """The decision on an act of disposal: the document that orders it, or why the files are kept."""

    number = forms.CharField(
        label=_("Số, ký hiệu quyết định"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    issued_on = day_field(_("Ngày quyết định"))
    reason = forms.CharField(
        label=_("Lý do không tiêu hủy"),
        required=False,
        max_length=2000,
        help_text=_("Chỉ ghi khi không tiêu hủy."),
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 2}),
    )

"""How a plan was issued: number, date, signer, signed file."""

from datetime import date
from pathlib import PurePath
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from cchc.core import clock
from cchc.core.forms import SignedCopyForm, day_field
from cchc.plans.models import Amendment, Draft
from cchc.plans.services.drafts import NewFile
from cchc.plans.services.issue import Signing
from cchc.plans.services.summary import takes_effect_on


def _text(label: Any, **more: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "form-control"} | more.pop("attrs", {}))
    return forms.CharField(label=label, required=False, widget=widget, **more)


class NumberForm(SignedCopyForm):
    """Number, date, signer and signed file; everything may come later."""

    number = _text(
        lazy("Số, ký hiệu"),
        max_length=60,
        help_text=lazy("Để trống nếu chưa có số; văn thư có thể bổ sung sau."),
    )
    issued_on = day_field(lazy("Ngày ban hành"))
    signer_name = _text(lazy("Người ký"), max_length=150)
    signer_authority = _text(
        lazy("Thẩm quyền ký"),
        max_length=100,
        help_text=lazy("Ví dụ: KT. GIÁM ĐỐC. Để trống nếu ký trực tiếp."),
    )
    signer_position = _text(lazy("Chức vụ người ký"), max_length=150)
    signed_file = forms.FileField(
        label=lazy("Bản đã ký (PDF)"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"class": "form-control", "accept": ".pdf"}),
        help_text=lazy("Không bắt buộc, tối đa 50 MB."),
        allow_empty_file=True,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def signed(self) -> NewFile | None:
        """The signed copy as the service takes it."""
        file = self.cleaned_data["signed_file"]
        if file is None:
            return None
        return NewFile(name=str(PurePath(file.name or "ban-da-ky.pdf").name), chunks=file.chunks())

    def signing(self) -> Signing:
        """What the service takes of it."""
        names = ("number", "issued_on", "signer_name", "signer_position", "signer_authority")
        return Signing(**{name: self.cleaned_data[name] for name in names})


class IssueForm(NumberForm):
    """Putting a plan in force."""

    in_force_on = day_field(
        lazy("Theo dõi từ ngày"),
        required=True,
        help_text=lazy("Ngày kế hoạch có hiệu lực: nhiệm vụ định kỳ tính từ tháng này."),
    )
    field_order = (
        "number",
        "issued_on",
        "signer_authority",
        "signer_position",
        "signer_name",
        "in_force_on",
        "signed_file",
        "seen",
    )


class ReplaceForm(IssueForm):
    """Putting a plan in force in the place of another."""

    reason = forms.CharField(
        label=lazy("Lý do thay thế"),
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 2}),
        error_messages={"required": lazy("Hãy ghi lý do thay thế kế hoạch.")},
    )
    level = forms.ChoiceField(
        label=lazy("Cấp quyết định thay đổi thời hạn"),
        choices=Amendment.Level.choices,
        widget=forms.Select(attrs={"class": "form-select"}),
        help_text=lazy("Thời hạn do cấp trên ấn định chỉ thay đổi theo văn bản của cấp đó."),
    )
    seen_plan = forms.IntegerField(widget=forms.HiddenInput)


class ReturnForm(forms.Form):
    """Why a draft came back unsigned."""

    reason = _text(lazy("Lý do trả lại"), max_length=500)


def issue_initial(draft: Draft) -> dict[str, Any]:
    """What the form of putting in force starts with: what the document itself says."""
    head = (draft.value or {}).get("document", {})
    signer = head.get("signer") or {}
    return {
        "number": head.get("number") or "",
        "issued_on": date.fromisoformat(head["date"]) if head.get("date") else None,
        "signer_authority": signer.get("authority") or "",
        "signer_position": signer.get("position") or "",
        "signer_name": signer.get("name") or "",
        "in_force_on": takes_effect_on(draft, clock.today()),
        "seen": draft.revision,
    }

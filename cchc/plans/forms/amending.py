"""What a person says when a plan is amended."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cchc.core.forms import day_field
from cchc.documents.models import Document
from cchc.plans.forms.issue import NumberForm
from cchc.plans.models import Amendment, Plan
from cchc.plans.rules.amending import ITEM_FIELDS
from cchc.plans.services.amending import KINDS, Deciding


def _words(
    label: Any, rows: int, help_text: Any = "", *, required: bool = False
) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=5000,
        help_text=help_text,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": rows}),
    )


def _line(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=250,
        help_text=help_text,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )


class AmendmentForm(forms.Form):
    """What an amendment is about and why."""

    subject = forms.CharField(
        label=lazy("Trích yếu"),
        max_length=300,
        help_text=lazy("Ví dụ: Điều chỉnh thời gian thực hiện một số nhiệm vụ quý I."),
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"required": lazy("Hãy ghi trích yếu nội dung điều chỉnh.")},
    )
    reason = _words(
        lazy("Lý do điều chỉnh"),
        3,
        lazy("Bắt buộc trước khi đưa vào thực hiện; được in trong văn bản điều chỉnh."),
    )
    key = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    about = forms.UUIDField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ReasonedForm(forms.Form):
    """A change of one task with its reason."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class DropForm(ReasonedForm):
    """Why a task is carried out no longer."""

    reason = _words(lazy("Lý do thôi thực hiện"), 3, required=True)


class ChangeForm(ReasonedForm):
    """The fields of a task as they read after the amendment."""

    text = _words(lazy("Nội dung nhiệm vụ"), 3, required=True)
    lead = _words(
        lazy("Đơn vị chủ trì"), 2, lazy("Mỗi dòng một đơn vị, ghi đúng tên trong danh mục.")
    )
    coordinating = _words(lazy("Đơn vị phối hợp"), 2, lazy("Mỗi dòng một đơn vị."))
    products = _words(lazy("Sản phẩm"), 2, lazy("Mỗi dòng một sản phẩm."))
    time = _words(
        lazy("Thời gian thực hiện"),
        2,
        lazy("Ghi như trong văn bản, ví dụ: Trước ngày 30/4/2026; Quý II năm 2026; Hằng quý."),
    )
    funding = _words(lazy("Kinh phí"), 1)
    reason = _words(lazy("Lý do của thay đổi này (nếu khác lý do chung)"), 2)

    def given(self) -> dict[str, str]:
        """The fields by name, as typed."""
        names = ("text", "lead", "coordinating", "products", "time", "funding")
        return {name: self.cleaned_data[name] for name in names}


class InSectionForm(forms.Form):
    """In which section of the plan something is added."""

    section = forms.TypedChoiceField(
        label=lazy("Thuộc mục"),
        coerce=int,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"required": lazy("Hãy chọn mục của kế hoạch để bổ sung.")},
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        """plan: its sections are the choices."""
        super().__init__(*args, **kwargs)
        chosen = self.fields["section"]
        assert isinstance(chosen, forms.TypedChoiceField)
        chosen.choices = [
            (place, f"{section['path']} {section['heading']}".strip()[:160])
            for place, section in enumerate(plan.value.get("sections", []))
        ]


class AddForm(InSectionForm, ChangeForm):
    """A task that the plan did not have."""

    field_order = ("section",)


class TargetForm(ReasonedForm):
    """The fields of a target as they read after the amendment."""

    text = _words(lazy("Nội dung chỉ tiêu"), 3, required=True)
    comparator = forms.ChoiceField(
        label=lazy("So sánh"),
        required=False,
        choices=[
            ("", lazy("Không nêu")), (">=", lazy("Từ mức này trở lên")), ("<=", lazy("Không quá mức này")),
            ("=", lazy("Bằng mức này")), (">", lazy("Trên mức này")), ("<", lazy("Dưới mức này")),
        ],
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip
    value = _line(lazy("Giá trị"), lazy("Ví dụ: 95 hoặc 1.234,5. Để trống khi theo văn bản khác."))
    unit = _line(lazy("Đơn vị tính"))
    reference = _line(lazy("Theo văn bản"))
    reason = _words(lazy("Lý do của thay đổi này (nếu khác lý do chung)"), 2)

    def given(self) -> dict[str, str]:
        """The fields by their codes, as typed."""
        return {name: self.cleaned_data[name] for name in ITEM_FIELDS["target"]}


class AddTargetForm(InSectionForm, TargetForm):
    """A new target, in a section of the plan."""

    field_order = ("section",)


class BasisForm(ReasonedForm):
    """The fields of a legal basis as they read after the amendment."""

    type = _line(lazy("Loại văn bản"), lazy("Ví dụ: Nghị quyết, Quyết định, Kế hoạch."))
    number = _line(lazy("Số, ký hiệu"))
    date = _line(lazy("Ngày văn bản"), lazy("Ví dụ: 15/7/2021."))
    issuer = _line(lazy("Cơ quan ban hành"))
    subject = _words(lazy("Trích yếu"), 2)
    reason = _words(lazy("Lý do của thay đổi này (nếu khác lý do chung)"), 2)

    def given(self) -> dict[str, str]:
        """The fields by their codes, as typed."""
        return {name: self.cleaned_data[name] for name in ITEM_FIELDS["basis"]}


class DecidingForm(NumberForm):
    """The document that changes the plan."""

    level = forms.ChoiceField(
        label=lazy("Cấp quyết định"),
        choices=Amendment.Level.choices,
        widget=forms.Select(attrs={"class": "form-select"}),
        help_text=lazy("Thời hạn do cấp trên ấn định chỉ thay đổi theo văn bản của cấp đó."),
    )
    issuer = forms.CharField(
        label=lazy("Cơ quan ban hành"),
        required=False,
        max_length=250,
        help_text=lazy("Để trống nếu là văn bản của cơ quan mình."),
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    kind = forms.ChoiceField(
        label=lazy("Loại văn bản"),
        choices=[(kind.value, kind.label) for kind in KINDS],
        initial=Document.Kind.DECISION,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    issued_on = day_field(
        lazy("Ngày văn bản"),
        lazy("Kế hoạch thay đổi từ ngày này; các ngày trước đó giữ nguyên như cũ."),
        required=True,
    )
    signer_name = None  # type: ignore[assignment]  # the amending document's signer is on its signed copy
    signer_authority = None  # type: ignore[assignment]
    signer_position = None  # type: ignore[assignment]
    field_order = ("level", "issuer", "kind", "number", "issued_on", "signed_file", "seen")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        number = self.fields["number"]
        number.required, number.help_text = True, _("Ghi như trên văn bản, ví dụ: 1540/UBND-NC.")
        number.error_messages["required"] = _("Hãy ghi số, ký hiệu văn bản.")

    def deciding(self) -> Deciding:
        """What the service takes of it."""
        given = self.cleaned_data
        return Deciding(
            level=given["level"],
            kind=given["kind"],
            number=given["number"],
            issued_on=given["issued_on"],
            issuer=given["issuer"],
        )

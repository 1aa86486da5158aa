"""Forms of rights to sign."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.core.forms import day_field
from cchc.orgs.forms.units import text_field
from cchc.orgs.models import Unit, User
from cchc.orgs.services.signing import Granted
from cchc.orgs.signature import FORM_LABELS, document_kinds

_SELECT = {"class": "form-select"}


class RightForm(forms.Form):
    """Who signs whose documents, as what, from when to when."""

    unit = forms.ModelChoiceField(
        label=_("Văn bản của"),
        queryset=Unit.objects.none(),
        empty_label=None,
        help_text=_("Cơ quan và các đơn vị có con dấu riêng."),
        widget=forms.Select(attrs=_SELECT),
    )
    user = forms.ModelChoiceField(
        label=_("Người dùng"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Không có tài khoản"),
        widget=forms.Select(attrs=_SELECT),
    )
    name = text_field(
        _("Họ và tên người ký"),
        150,
        required=False,
        help_text=_("Để trống nếu đã chọn người dùng."),
    )
    form = forms.ChoiceField(
        label=_("Hình thức ký"),
        choices=[(form.value, label) for form, label in FORM_LABELS.items()],
        widget=forms.Select(attrs=_SELECT),
    )
    title = text_field(
        _("Chức vụ ghi trên văn bản"), 150, help_text=_("Ví dụ PHÓ GIÁM ĐỐC, CHÁNH VĂN PHÒNG.")
    )
    valid_from = day_field(_("Từ ngày"), required=True)
    valid_to = day_field(_("Đến hết ngày"), _("Bắt buộc khi ký thừa ủy quyền (TUQ.)."))
    document_number = text_field(
        _("Số văn bản giao quyền"), 60, required=False, help_text=_("Ví dụ 05/UQ-SKHCN.")
    )
    document_on = day_field(_("Ngày văn bản"))
    kinds = forms.MultipleChoiceField(
        label=_("Chỉ các loại văn bản"),
        required=False,
        help_text=_("Không chọn loại nào: mọi loại văn bản."),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )

    def __init__(
        self, data: Any, units: Sequence[Unit], people: Any, initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=initial)
        unit, user, kinds = (self.fields[name] for name in ("unit", "user", "kinds"))
        assert isinstance(unit, forms.ModelChoiceField)
        assert isinstance(user, forms.ModelChoiceField)
        assert isinstance(kinds, forms.MultipleChoiceField)
        unit.queryset = Unit.objects.filter(pk__in=[each.pk for each in units])
        user.queryset = people
        kinds.choices = list(document_kinds().items())

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if not found.get("name") and not found.get("user"):
            self.add_error("name", _("Hãy ghi họ và tên người ký, hoặc chọn người dùng."))
        return found

    def granted(self) -> Granted:
        """The right as the valid form says it."""
        found = {name: value for name, value in self.cleaned_data.items() if name != "unit"}
        if not found["name"]:
            found["name"] = found["user"].full_name
        return Granted(**found)


class EndRightForm(forms.Form):
    """The last day of a right."""

    on = day_field(_("Hết hiệu lực sau ngày"), required=True)

"""The form of a cited document."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.core.forms import day_field
from cchc.documents.models import ReferenceText
from cchc.documents.services.references import ReferenceFacts
from cchc.reading import lexicon

KINDS: list[str] = lexicon.table("kinds")["basis"]["kinds"]


def _text(label: Any, most: int, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        help_text=help_text,
        required=required,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )


class ReferenceForm(forms.Form):
    """What the list says of one document."""

    kind = forms.ChoiceField(
        label=_("Loại văn bản"),
        choices=[(kind, kind) for kind in KINDS],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    number = _text(_("Số, ký hiệu"), 60, _("Ví dụ: 60/2021/NĐ-CP."))
    title = _text(_("Trích yếu"), 500)
    issued_on = day_field(_("Ngày ban hành"), required=True)
    in_force_from = day_field(_("Có hiệu lực từ ngày"))
    in_force_to = day_field(
        _("Còn hiệu lực đến hết ngày"), _("Để trống khi văn bản đang còn hiệu lực.")
    )
    replaced_by = _text(
        _("Văn bản thay thế"), 200, _("Ví dụ: Nghị định 118/2025/NĐ-CP."), required=False
    )
    source = _text(_("Căn cứ"), 250, _("Văn bản hoặc trang chính thức đã đối chiếu."))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def facts(self) -> ReferenceFacts:
        """The valid form as a row's facts."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return ReferenceFacts(**given)


def initial_of(row: ReferenceText | None) -> dict[str, Any]:
    """What the form starts from: the row, or nothing."""
    if row is None:
        return {}
    names = [name for name in ReferenceForm.base_fields if name != "version"]
    return {name: getattr(row, name) for name in names} | {"version": row.version}

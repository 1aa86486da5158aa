"""Forms of files of work."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cchc.tasks.models import WorkFile
from cchc.tasks.rules.keeping import terms
from cchc.tasks.services.filing import FileFacts


def term_words(years: int | None) -> str:
    """A term of keeping in words."""
    return gettext("%(years)d năm") % {"years": years} if years else gettext("Vĩnh viễn")


class WorkFileForm(forms.Form):
    """What a file of work says of itself."""

    code = forms.CharField(
        label=_("Số, ký hiệu hồ sơ"),
        max_length=60,
        help_text=_("Theo danh mục hồ sơ của cơ quan, ví dụ: 01.CCHC."),
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    title = forms.CharField(
        label=_("Tiêu đề hồ sơ"),
        max_length=500,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 2}),
    )
    years = forms.TypedChoiceField(
        label=_("Thời hạn lưu trữ"),
        coerce=int,
        help_text=_("Tính từ hết năm kết thúc hồ sơ."),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    closed_on = forms.DateField(
        label=_("Ngày kết thúc hồ sơ"),
        required=False,
        help_text=_("Để trống khi hồ sơ còn đang lập."),
        widget=forms.DateInput(attrs={"class": "form-control", "type": "date"}, format="%Y-%m-%d"),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual, years = terms()
        field = self.fields["years"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(each, term_words(each)) for each in years]
        field.initial = usual

    def facts(self) -> FileFacts:
        """The valid form as the service takes it."""
        given = self.cleaned_data
        return FileFacts(given["code"], given["title"], given["years"], given["closed_on"])


def initial_of(row: WorkFile) -> dict[str, Any]:
    """What the form starts from."""
    return {
        "code": row.code,
        "title": row.title,
        "years": row.years or 0,
        "closed_on": row.closed_on,
        "version": row.version,
    }


class FilingForm(forms.Form):
    """Into which open file of work a task goes."""

    work_file = forms.ModelChoiceField(
        label=_("Hồ sơ công việc"),
        queryset=WorkFile.objects.none(),
        empty_label=_("Chọn hồ sơ đang mở"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, *args: Any, agency_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["work_file"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = WorkFile.objects.filter(agency=agency_id, closed_on__isnull=True)

"""Filled-in forms of figures that come back, several at once."""

from django.utils.translation import gettext_lazy as _

from cchc.core.forms import ManyFiles, ManyFilesInput, UploadingForm


class WorkbooksForm(UploadingForm):
    workbooks = ManyFiles(
        label=_("Biểu Excel đã điền"),
        allow_empty_file=True,
        help_text=_("Chọn được nhiều tệp cùng lúc, mỗi đơn vị một tệp."),
        widget=ManyFilesInput(attrs={"class": "form-control", "accept": ".xlsx"}),
    )

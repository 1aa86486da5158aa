"""An act on the tasks that are ticked in the list."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from cchc.tasks.services.bulk import MOST


class BulkForm(forms.Form):
    act = forms.ChoiceField(
        choices=[(each, each) for each in ("watch", "unwatch", "confirm", "unconfirm", "remind")]
    )
    task = forms.TypedMultipleChoiceField(coerce=str)
    seen_at = forms.CharField()
    done_at = forms.CharField(required=False)

    def __init__(self, *args: Any, uids: list[str], **kwargs: Any) -> None:
        """uids: of the tasks among those posted that the person may read."""
        super().__init__(*args, **kwargs)
        field = self.fields["task"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(uid, uid) for uid in uids]
        field.error_messages["required"] = _("Hãy chọn ít nhất một nhiệm vụ.")

    def clean_task(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["task"]
        if len(chosen) > MOST:
            raise ValidationError(_("Mỗi lần chọn tối đa 200 nhiệm vụ."))
        return chosen

    def clean_done_at(self) -> datetime | None:
        """The moment whose confirmations are taken back; None without any."""
        moment = parse_datetime(self.cleaned_data["done_at"] or "")
        return moment if moment is not None and moment.tzinfo is not None else None

    def clean_seen_at(self) -> datetime:
        """The moment at which the list was shown."""
        moment = parse_datetime(self.cleaned_data["seen_at"])
        if moment is None or moment.tzinfo is None:
            raise ValidationError(_("Hãy tải lại danh sách rồi chọn lại."))
        return moment

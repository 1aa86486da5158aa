"""What is looked for in the log."""

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.audit.presenters import named_kinds, title_of
from cchc.audit.selectors import Asked
from cchc.core.forms import day_field


class LogFilter(forms.Form):
    """Person, action, kind of thing or one thing, days, words. Values that cannot be are ignored, not refused."""

    text = forms.CharField(
        label=_("Tìm trong nhật ký"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "form-control", "type": "search"}),
    )
    person = forms.TypedChoiceField(
        label=_("Người thực hiện"),
        required=False,
        coerce=UUID,
        empty_value=None,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    action = forms.ChoiceField(
        label=_("Hành động"), required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    kind = forms.ChoiceField(
        label=_("Đối tượng"), required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    since = day_field(_("Từ ngày"))
    until = day_field(_("Đến ngày"))

    target = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: object,
        actors: Sequence[tuple[UUID, str]],
        actions: Sequence[str],
        kinds: Sequence[str],
    ) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        people = [(str(uid), name) for uid, name in actors]
        self.fields["person"].choices = [("", _("Tất cả")), *people]  # type: ignore[attr-defined]
        named = sorted(((code, title_of(code)) for code in actions), key=lambda each: each[1])
        self.fields["action"].choices = [("", _("Tất cả")), *named]  # type: ignore[attr-defined]

        known = named_kinds()
        called = sorted((known[kind], kind) for kind in kinds if kind in known)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", _("Tất cả")),
            *((kind, name) for name, kind in called),
        ]

    def asked(self) -> Asked:
        """What the valid fields ask for."""
        self.is_valid()
        found = self.cleaned_data
        return Asked(
            actor=found.get("person"),
            action=found.get("action", ""),
            kind=found.get("kind", ""),
            target=found.get("target"),
            since=found.get("since"),
            until=found.get("until"),
            text=found.get("text", ""),
        )

"""Forms of reminder rules and of papers of urging."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.core.forms import DayField
from cchc.tasks.rules.reminders import Recipient, Rule

_NUMBER = {"class": "form-control", "min": "0", "max": "120", "inputmode": "numeric"}


class RuleForm(forms.Form):
    """One rule as people say it: before, on or after the due date."""

    when = forms.ChoiceField(
        label=_("Khi nào"),
        initial="before",
        choices=(
            ("before", _("Trước hạn")),
            ("on", _("Ngày đến hạn")),
            ("after", _("Sau hạn")),
        ),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    days = forms.IntegerField(
        label=_("Số ngày"),
        min_value=0,
        max_value=120,
        required=False,
        widget=forms.NumberInput(attrs=_NUMBER),
    )
    repeat_days = forms.IntegerField(
        label=_("Nhắc lại mỗi (ngày)"),
        min_value=0,
        max_value=120,
        required=False,
        widget=forms.NumberInput(attrs=_NUMBER),
    )
    to = forms.MultipleChoiceField(
        label=_("Nhắc ai"),
        choices=[(each.value, each.label) for each in Recipient],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"required": _("Hãy chọn ít nhất một người nhận.")},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        when, days = data.get("when"), data.get("days") or 0
        if when in {"before", "after"} and not days and "days" not in self.errors:
            self.add_error("days", _("Hãy nhập số ngày, từ 1 trở lên."))
        if when != "after" and data.get("repeat_days"):
            self.add_error("repeat_days", _("Chỉ nhắc lại được sau hạn; hãy để trống."))
        return data

    def rule(self) -> Rule:
        """What was filled in; call after `is_valid`."""
        data = self.cleaned_data
        sign = {"before": -1, "on": 0, "after": 1}[data["when"]]
        told = frozenset(map(Recipient, data["to"]))
        return Rule(sign * (data["days"] or 0), told, data["repeat_days"] or 0)


class PolicyForm(forms.Form):
    """Whether the agency reminds at all, and the version that was seen."""

    is_on = forms.BooleanField(
        label=_("Nhắc việc tự động"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


RuleSet = forms.formset_factory(RuleForm, extra=1, can_delete=True, max_num=20, validate_max=True)


def initial_rules(rules: Sequence[Rule]) -> list[dict[str, Any]]:
    """What the formset starts from."""
    return [
        {
            "when": "on" if not rule.days else "before" if rule.days < 0 else "after",
            "days": abs(rule.days) or None,
            "repeat_days": rule.repeat_days or None,
            "to": sorted(rule.to),
        }
        for rule in rules
    ]


def rules_in(formset: Any) -> list[Rule]:
    """The rules that were filled in and not struck out, by day; call after `is_valid`."""
    kept = [
        form.rule()
        for form in formset.forms
        if (not form.empty_permitted or form.has_changed()) and not form.cleaned_data.get("DELETE")
    ]
    return sorted(kept, key=lambda rule: rule.days)


class PaperForm(forms.Form):
    """Which paper, and by when an answer is asked for."""

    receiver_kind = forms.RegexField(r"^(own|[0-9a-f-]{36}) (docx|pdf)$")
    answer_by = DayField(error_messages={"required": _("Hãy nhập ngày đề nghị báo cáo.")})
    signer = forms.UUIDField(required=False)

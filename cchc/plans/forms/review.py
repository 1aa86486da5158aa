"""What a person typed into the review, as changes of fields. Each form carries what it showed (`was`)."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cchc.core.templatetags.cchc import number
from cchc.core.text import canonical
from cchc.plans.rules import fields

RECURRENCES = {
    "continuous": lazy("thường xuyên"),
    "monthly": lazy("hằng tháng"),
    "quarterly": lazy("hằng quý"),
    "semiannual": lazy("6 tháng một lần"),
    "annual": lazy("hằng năm"),
    "periodic": lazy("định kỳ"),
    "with_reports": lazy("theo kỳ báo cáo"),
    "on_event": lazy("khi phát sinh"),
    "as_planned": lazy("theo kế hoạch"),
}
_CHOICES: dict[str, list[tuple[str, Any]]] = {
    "products_rule": [
        ("all", lazy("Nộp đủ các sản phẩm")),
        ("any", lazy("Một trong các sản phẩm")),
    ],
    "comparator": [
        ("", lazy("Không so sánh")),
        (">=", lazy("từ … trở lên (≥)")),
        ("<=", lazy("không quá (≤)")),
        ("=", lazy("bằng (=)")),
        (">", lazy("trên (>)")),
        ("<", lazy("dưới (<)")),
    ],
    "per": [("", lazy("Cả năm")), ("month", lazy("Mỗi tháng")), ("quarter", lazy("Mỗi quý"))],
}
_HINTS = {
    "lead": lazy("Mỗi dòng một đơn vị"),
    "coordinating": lazy("Mỗi dòng một đơn vị"),
    "products": lazy("Mỗi dòng một sản phẩm"),
    "recipients": lazy("Mỗi dòng một nơi nhận"),
    "time": lazy("Ghi như trong kế hoạch; mốc thời gian được tính lại khi lưu"),
    "period": lazy("Ví dụ 2026-Q1, 2026-H1, 2026-9M, 2026"),
}
_LONG = (fields.text, fields.optional_text, fields.lines, fields.unit_names)
_MANY = (fields.lines, fields.unit_names)
_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_BLANK_MILESTONES = 1
_MOST_MILESTONES = 40


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """A milestone as text boxes show it."""

    number: int
    what: str
    start: str
    due: str
    before: bool
    recurrence: str
    product: str


class ItemForm(forms.Form):
    """The fields of a task, target, section, report deadline, legal basis or of the document's head.

    `was` holds the values that were shown, so that a save sends only what the person changed and a field that
    somebody else changed meanwhile is noticed.
    """

    was = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        list_name: str,
        item: Mapping[str, Any],
        areas: Mapping[str, str],
        sections: Sequence[str] = (),
    ) -> None:
        """item: the present values by field name (dotted for the head)."""
        super().__init__(data)
        self.list_name = list_name
        self.item = {field: item.get(field) for field in fields.FIELDS[list_name]}
        self._choices = {
            "area": list(areas.items()),
            "section": [(each, each or _("Không thuộc mục nào")) for each in sections],
            **_CHOICES,
        }
        for field, (label, check) in fields.FIELDS[list_name].items():
            if field != "schedule":
                self.fields[_name(field)] = self._field(field, label, check)
        self.fields["was"].initial = json.dumps(self.item, ensure_ascii=False)

    def changes(self) -> dict[str, dict[str, Any]]:
        """field -> {"was", "value"} for what the person changed. Raises Impossible for what cannot be read."""
        was = self._was()
        changed = {}
        for field, (label, check) in fields.FIELDS[self.list_name].items():
            if field == "schedule":
                continue
            typed = str(self.data.get(_name(field), ""))
            if _clean(typed) != _clean(as_text(was.get(field), check)):
                value = _parsed(field, label, check, typed)
                changed[field] = {"was": was.get(field), "value": value}
        if "schedule" in self.item and "milestones" in self.data:
            value = self._schedule()
            if value != was.get("schedule"):
                changed["schedule"] = {"was": was.get("schedule"), "value": value}
        return changed

    def values(self) -> dict[str, Any]:
        """Every field as typed, for a new item; Impossible as above."""
        return {field: change["value"] for field, change in self.changes().items()}

    def shown_again(self, item: Mapping[str, Any]) -> None:
        """After a refusal: what was typed stays, and the next save takes the present values as seen."""
        self.item = {field: item.get(field) for field in fields.FIELDS[self.list_name]}
        assert isinstance(self.data, QueryDict)
        data = self.data.copy()
        data["was"] = json.dumps(self.item, ensure_ascii=False)
        self.data = data

    @property
    def milestones(self) -> list[MilestoneLine]:
        """The task's milestones and one empty line to add another."""
        entries = list(self.item.get("schedule") or [])
        empty = {"what": None, "start": None, "due": None, "recurrence": None, "product": None}
        return [
            _milestone_line(number, entry)
            for number, entry in enumerate([*entries, *[empty] * _BLANK_MILESTONES])
        ]

    @property
    def recurrences(self) -> list[tuple[str, Any]]:
        return [("", _("một lần")), *RECURRENCES.items()]

    @property
    def product_names(self) -> list[str]:
        return list(self.item.get("products") or [])

    def _field(self, field: str, label: str, check: Any) -> forms.Field:
        css = {"class": "form-control form-control-sm"}
        hint = _HINTS.get(field, "")
        if field in self._choices:
            present = self.item[field] or ""
            choices = self._choices[field]
            # A value of no list stays choosable, so that saving another field does not change it.
            if present not in {code for code, _name in choices}:
                choices = [(present, present), *choices]
            return forms.ChoiceField(
                label=label,
                required=False,
                choices=choices,
                initial=present,
                widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
            )
        if check is fields.flag:
            return forms.BooleanField(
                label=label,
                required=False,
                initial=bool(self.item[field]),
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
            )
        text = as_text(self.item[field], check)
        widget: forms.Widget = forms.TextInput(attrs=css)
        if check in _LONG:
            rows = min(8, max(2, text.count("\n") + 1, len(text) // 75 + 1))
            widget = forms.Textarea(attrs=css | {"rows": rows})
        elif check is fields.day:
            widget = forms.TextInput(
                attrs=css | {"placeholder": "31/12/2026", "inputmode": "numeric"}
            )
        return forms.CharField(
            label=label, required=False, initial=text, widget=widget, help_text=hint, strip=False
        )

    def _was(self) -> dict[str, Any]:
        try:
            was = json.loads(self.data.get("was") or "{}")
        except ValueError:
            was = {}
        return was if isinstance(was, dict) else {}

    def _schedule(self) -> list[dict[str, Any]]:
        count = min(_whole(self.data.get("milestones")) or 0, _MOST_MILESTONES)
        entries = [self._milestone(number) for number in range(count)]
        return [entry for entry in entries if entry is not None]

    def _milestone(self, number: int) -> dict[str, Any] | None:
        given = {
            part: str(self.data.get(f"m{number}-{part}", "")).strip()
            for part in ("what", "start", "due", "before", "recurrence", "product")
        }
        if not any(given[part] for part in ("what", "start", "due", "recurrence")):
            return None
        shown = (self._was().get("schedule") or [])[number : number + 1]
        label = _("Mốc thời gian")
        return {
            "what": fields.optional_line(given["what"], label),
            "product": _whole(given["product"]),
            "due": _day(given["due"], label),
            "start": _day(given["start"], label),
            "before": bool(given["before"]),
            "recurrence": given["recurrence"] or None,
            "on": shown[0].get("on") if shown else None,
        }


class SplitForm(forms.Form):
    """Where a task is cut: at a character of its text, or into its products."""

    at = forms.IntegerField(required=False, min_value=1)
    into = forms.CharField(required=False)

    def args(self, key: str) -> dict[str, Any]:
        """Arguments of the split; `was` is the text that was shown."""
        self.is_valid()
        moved = [_whole(each) for each in getattr(self.data, "getlist", lambda _n: [])("product")]
        return {
            "key": key,
            "was": canonical(str(self.data.get("was", ""))).replace("\r\n", "\n"),
            "at": self.cleaned_data.get("at"),
            "into": self.cleaned_data.get("into") or None,
            "products": [each for each in moved if each is not None],
        }


def head_item(value: Mapping[str, Any]) -> dict[str, Any]:
    """The document's head by the dotted names of its fields."""
    document, signer = value["document"], value["document"].get("signer") or {}
    flat = {f"signer.{name}": each for name, each in signer.items()}
    flat |= {f"period.{name}": each for name, each in value["period"].items()}
    return {**document, **flat}


def as_text(value: Any, check: Any) -> str:
    """A stored value as a text box shows it."""
    if value is None:
        return ""
    if check in _MANY:
        return "\n".join(value)
    if check is fields.day:
        year, month, day = str(value).split("-")
        return f"{day}/{month}/{year}"
    if check is fields.flag:
        return "on" if value else ""
    if check is fields.number:
        return number(value)
    return str(value)


def _name(field: str) -> str:
    return field.replace(".", "-")


def _clean(typed: str) -> str:
    return canonical(typed).replace("\r\n", "\n").strip()


def _parsed(field: str, label: str, check: Any, typed: str) -> Any:
    text = _clean(typed)
    if check is fields.flag:
        return bool(text)
    if check in _MANY:
        return check(text.split("\n"), label)
    if check is fields.day:
        return _day(text, label)
    if check is fields.year:
        return check(_number(text, label, int), label)
    if check is fields.number:
        return check(_number(text, label, float), label)
    if field in {"comparator", "per"}:
        return check(text or None, label)
    return check(text, label)


def _day(text: str, label: str) -> str | None:
    match = _DAY.fullmatch(text)
    if match:
        text = f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}"
    return fields.day(text, label)


def _number(text: str, label: str, kind: type[int] | type[float]) -> int | float | None:
    if not text:
        return None
    plain = text.replace(" ", "")
    if "," in plain or kind is int:
        plain = plain.replace(".", "").replace(",", ".")
    try:
        number = kind(plain)
    except ValueError:
        raise fields.Impossible(_("%(label)s phải là số.") % {"label": label}) from None
    return int(number) if number == int(number) else number


def _whole(text: Any) -> int | None:
    return int(text) if str(text or "").isdecimal() else None


def _milestone_line(number: int, entry: Mapping[str, Any]) -> MilestoneLine:
    return MilestoneLine(
        number=number,
        what=entry.get("what") or "",
        start=as_text(entry.get("start"), fields.day),
        due=as_text(entry.get("due"), fields.day),
        before=bool(entry.get("before")),
        recurrence=entry.get("recurrence") or "",
        product="" if entry.get("product") is None else str(entry["product"]),
    )

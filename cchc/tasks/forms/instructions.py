"""Entering an instruction with its tasks, the document that came later, and ending a task of one."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cchc.core.forms import DayField, UploadingForm, day_field
from cchc.evidence.intake import media_type, problem_of
from cchc.evidence.rules import ACCEPTED_ENDINGS
from cchc.orgs.models import Unit, User
from cchc.plans.models import ReformArea
from cchc.tasks.models import Instruction
from cchc.tasks.services.instructing import Source, Work

MOST_TASKS = 30


def _line(
    label: Any, length: int, help_text: Any = "", *, required: bool = False
) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        help_text=help_text,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )


class InstructionForm(UploadingForm):
    """Where the work comes from. Everything but kind, day and subject may be empty or come later."""

    kind = forms.ChoiceField(
        label=_("Nguồn giao"),
        choices=Instruction.Kind.choices,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    assigned_on = day_field(
        _("Ngày giao"), _("Việc tính từ ngày này, kể cả khi văn bản đến sau."), required=True
    )
    subject = _line(_("Trích yếu, nội dung"), 500, required=True)
    said_by = _line(_("Người giao, người chủ trì họp"), 150)
    margin_note = forms.CharField(
        label=_("Bút phê"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 2}),
    )
    received_number = _line(_("Số đến"), 30)
    received_on = day_field(_("Ngày đến"))
    document_number = _line(_("Số, ký hiệu văn bản"), 60)
    document_on = day_field(_("Ngày văn bản"))
    issuer = _line(_("Cơ quan ban hành"), 200)
    expects_document = forms.BooleanField(
        label=_("Chờ văn bản (số, ký hiệu bổ sung sau)"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    file = forms.FileField(
        label=_("Tệp văn bản, ảnh chụp bút phê"),
        required=False,
        allow_empty_file=True,
        help_text=_("PDF, Word hoặc ảnh, tối đa 50 MB."),
        widget=forms.ClearableFileInput(
            # Kinds of pictures beside the endings: a phone offers its camera for a note in the margin.
            attrs={
                "class": "form-control",
                "accept": ",".join(("image/jpeg", "image/png", *ACCEPTED_ENDINGS)),
            }
        ),
    )
    field_order = (
        "kind", "assigned_on", "subject", "said_by", "margin_note", "received_number", "received_on",
        "document_number", "document_on", "issuer", "expects_document", "file", "whole",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A number with its day, a file that is what it seems."""
        cleaned = super().clean()
        if bool(cleaned.get("document_number")) != bool(cleaned.get("document_on")):
            missing = "document_on" if cleaned.get("document_number") else "document_number"
            if not self.errors.get(missing):
                self.add_error(missing, gettext("Số, ký hiệu và ngày văn bản đi cùng nhau."))
        file = cleaned.get("file")
        if file and (problem := problem_of(file)):
            self.add_error("file", f"{file.name}: {problem}")
        return cleaned

    def source(self) -> Source:
        """What the register is to say."""
        given = self.cleaned_data
        file = given.get("file")
        return Source(
            kind=given["kind"],
            assigned_on=given["assigned_on"],
            subject=given["subject"],
            said_by=given["said_by"],
            margin_note=given["margin_note"],
            issuer=given["issuer"],
            received_number=given["received_number"],
            received_on=given["received_on"],
            expects_document=given["expects_document"],
            document_number=given["document_number"],
            document_on=given["document_on"],
            file_name=file.name if file else "",
            media_type=media_type(file) if file else "",
            chunks=file.chunks() if file else None,
        )


class WorkForm(forms.Form):
    """One task: what, who, with whom, what comes of it, by when."""

    text = forms.CharField(
        label=_("Nội dung nhiệm vụ"),
        max_length=4000,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 2}),
    )
    due_on = DayField(label=_("Hạn hoàn thành"), required=False)
    products = forms.CharField(
        label=_("Sản phẩm"),
        required=False,
        max_length=2000,
        help_text=_("Mỗi sản phẩm một dòng."),
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 2}),
    )

    def __init__(
        self,
        *args: Any,
        units: Mapping[Unit, Sequence[User]],
        areas: Sequence[ReformArea],
        **kwargs: Any,
    ) -> None:
        """units: those that may lead, each with who works in it."""
        super().__init__(*args, **kwargs)
        self._units = {str(unit.uid): unit for unit in units}
        self._people = {str(unit.uid): list(people) for unit, people in units.items()}
        self._areas = {area.code: area for area in areas}
        names = [(uid, unit.name) for uid, unit in self._units.items()]
        self.fields["lead"] = forms.ChoiceField(
            label=_("Đơn vị chủ trì"),
            choices=[("", gettext("Chọn đơn vị")), *names],
            error_messages={"required": gettext("Hãy chọn đơn vị chủ trì.")},
            widget=forms.Select(attrs={"class": "form-select"}),
        )
        self.fields["person"] = forms.ChoiceField(
            label=_("Người thực hiện"),
            choices=[("", gettext("Đơn vị tự phân công")), *self._by_unit()],
            required=False,
            widget=forms.Select(attrs={"class": "form-select"}),
        )
        self.fields["coordinating"] = forms.MultipleChoiceField(
            label=_("Đơn vị phối hợp"),
            choices=names,
            required=False,
            widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        )
        self.fields["area"] = forms.ChoiceField(
            label=_("Lĩnh vực"),
            choices=[(code, area.name) for code, area in self._areas.items()],
            widget=forms.Select(attrs={"class": "form-select"}),
        )

    def _by_unit(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Everybody once, below the unit that names him first; a unit without people is left out."""
        seen: set[str] = set()
        groups = []
        for uid, people in self._people.items():
            fresh = [(str(each.uid), each.full_name) for each in people]
            fresh = [pair for pair in fresh if pair[0] not in seen]
            seen.update(key for key, _name in fresh)
            if fresh:
                groups.append((self._units[uid].name, fresh))
        return groups

    def clean(self) -> dict[str, Any]:
        """Who does it works in the unit that leads."""
        cleaned = super().clean() or {}
        if cleaned.get("person") and cleaned.get("lead") and self._person() is None:
            self.add_error("person", gettext("Người được chọn không làm việc ở đơn vị chủ trì."))
        return cleaned

    def check_due(self, assigned_on: date) -> None:
        """A last day before the work was given is refused beside it."""
        due_on = self.cleaned_data.get("due_on")
        if due_on is not None and due_on < assigned_on:
            message = gettext("Hạn hoàn thành không thể trước ngày giao (%(day)s).")
            self.add_error("due_on", message % {"day": f"{assigned_on:%d/%m/%Y}"})

    def _person(self) -> User | None:
        given = self.cleaned_data
        people = self._people[given["lead"]]
        return next((each for each in people if str(each.uid) == given["person"]), None)

    def work(self) -> Work:
        """The task as the service takes it."""
        given = self.cleaned_data
        lead = self._units[given["lead"]]
        others = [self._units[uid] for uid in given["coordinating"] if uid != given["lead"]]
        products = [line for line in given["products"].splitlines() if line.strip()]
        return Work(
            text=given["text"],
            area=self._areas[given["area"]],
            leads=[lead],
            coordinating=others,
            products=products,
            due_on=given["due_on"],
            person=self._person() if given["person"] else None,
        )


_WorkFormSet = forms.formset_factory(
    WorkForm, extra=0, min_num=1, max_num=MOST_TASKS, validate_max=True
)


def work_forms(
    data: Any,
    *,
    units: Mapping[Unit, Sequence[User]],
    areas: Sequence[ReformArea],
    more: bool = False,
) -> "forms.BaseFormSet[WorkForm]":
    """The tasks of an instruction. more: the same input with one line more, for who works without scripts."""
    if data is not None and more:
        data = data.copy()
        count = min(int(data.get("tasks-TOTAL_FORMS") or 1) + 1, MOST_TASKS)
        data["tasks-TOTAL_FORMS"] = str(count)
    return _WorkFormSet(data, prefix="tasks", form_kwargs={"units": units, "areas": areas})


class DocumentForm(forms.Form):
    """The document that an instruction became."""

    number = _line(_("Số, ký hiệu văn bản"), 60, required=True)
    on = day_field(_("Ngày văn bản"), required=True)
    issuer = _line(_("Cơ quan ban hành"), 200)
    version = forms.IntegerField(widget=forms.HiddenInput)


class DiscontinueForm(forms.Form):
    """From when a task is no longer carried out, and why."""

    on = day_field(_("Thôi thực hiện từ ngày"), required=True)
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

"""The review screen and its fragments: source left, draft in the middle, what to look at on the right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cchc.core import clock
from cchc.core.locks import Lock
from cchc.core.pages import Page
from cchc.core.templatetags.cchc import number
from cchc.orgs.models import Unit, UnitGroup
from cchc.orgs.selectors import Candidate
from cchc.plans.forms.review import ItemForm, SplitForm
from cchc.plans.models import Draft, DraftEdit, DraftFile
from cchc.plans.pages.review_rows import (
    NOT_FOUND,
    SUGGESTED,
    Mark,
    Matches,
    Origin,
    Patch,
    Row,
    TaskRow,
    UnitMatch,
    dom_id,
    marks_of,
    origin_of,
    rows_of,
)
from cchc.plans.rules.edits import name_of
from cchc.plans.rules.findings import FIELD_OF
from cchc.plans.rules.labels import label_of
from cchc.plans.selectors.lists import StateMark, draft_mark
from cchc.plans.selectors.locks import lock_on_draft
from cchc.plans.services.matching import wordings_of

SEVERITIES = {
    "error": (lazy("Lỗi"), "alert-circle", "late"),
    "warning": (lazy("Cần kiểm tra"), "alert-triangle", "soon"),
    "note": (lazy("Lưu ý"), "info-circle", "quiet"),
}
_EDIT_NAMES = {
    "set": lazy("sửa"),
    "add": lazy("thêm"),
    "split": lazy("tách"),
    "merge": lazy("gộp"),
    "move": lazy("chuyển chỗ"),
    "drop": lazy("xóa"),
    "settle": lazy("bỏ qua lưu ý"),
}


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of a file's text: its first character's place, and its cells when it is a row of a table."""

    number: int
    start: int
    text: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceFile:
    position: int
    name: str
    uid: str
    pages: range
    lines: list[SourceLine]


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding with what can be done about it. `field`: where it is answered; `better`: the wording offered."""

    code: str
    path: str
    message: str
    label: str
    row_id: str
    field: str
    better: str
    origin: Origin
    is_missing: bool


@dataclass(frozen=True, slots=True)
class FindingGroup:
    code: str
    name: str
    icon: str
    tone: str
    lines: list[FindingLine]


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands beside the tasks: lists of small items, each with its place in the draft."""

    list_name: str
    title: str
    add: str
    items: list["FactLine"]


@dataclass(frozen=True, slots=True)
class FactLine:
    at: int
    dom_id: str
    seen: str
    title: str
    details: list[str]
    origin: Origin
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """Everything the screen shows of one revision of a draft."""

    draft: Draft
    mark: StateMark
    may_edit: bool
    lock: Lock | None
    may_issue: bool
    rows: list[Row]
    finding_groups: list[FindingGroup]
    finding_total: int
    unknown_units: list[UnitMatch]
    suggested_units: list[UnitMatch]
    facts: list[Facts]
    head: list[tuple[str, str]]
    head_marks: tuple[Mark, ...]
    last_edit: DraftEdit | None
    last_edit_name: str

    @property
    def task_count(self) -> int:
        return sum(not row.is_section for row in self.rows)

    @property
    def open_count(self) -> int:
        """Findings and units that a person has still to look at."""
        return self.finding_total + len(self.unknown_units) + len(self.suggested_units)

    @property
    def saved_at(self) -> str:
        """ "14:02", with the day when it was not today."""
        saved = self.draft.changed_at.astimezone(clock.VIETNAM)
        today = saved.date() == clock.today()
        return saved.strftime("%H:%M" if today else "%H:%M %d/%m/%Y")


@dataclass(frozen=True)
class ReviewPage(Page):
    template = "plans/review.html"
    review: Review
    files: list[SourceFile]
    unit_names: list[str]


@dataclass(frozen=True)
class ReviewChange(Page):
    """What an edit changes on the screen. `whole`: the list is sent anew because others edited too."""

    template = "plans/_review_change.html"
    review: Review
    note: str
    patches: list[Patch]
    whole: bool
    facts: list[Facts]
    head_changed: bool


@dataclass(frozen=True)
class TaskFormPage(Page):
    """A task's form: in place of its row, or a page of its own without JavaScript."""

    template = "plans/review_task.html"
    fragment = "plans/_review_task_form.html"
    review: Review
    row: TaskRow | None
    form: ItemForm
    split: SplitForm | None
    after: str
    refusal: str
    quote: str


@dataclass(frozen=True)
class RowFragment(Page):
    template = "plans/_review_row.html"
    row: Row
    review: Review


@dataclass(frozen=True)
class ItemFormPage(Page):
    """The form of a target, a report deadline, a legal basis, a section or the document's head."""

    template = "plans/review_item.html"
    fragment = "plans/_review_item_form.html"
    review: Review
    form: ItemForm
    title: str
    list_name: str
    at: int | None
    seen: str
    address: str
    refusal: str


@dataclass(frozen=True)
class UnitPage(Page):
    """What a wording may stand for, and entering it in the directory."""

    template = "plans/review_unit.html"
    fragment = "plans/_review_unit.html"
    review: Review
    match: UnitMatch
    candidates: list[Candidate]
    units: list[Unit]
    bodies: list[Unit]
    groups: list[UnitGroup]
    kinds: Sequence[tuple[str, Any]]
    likely_kind: str
    may_add_own: bool
    looks_outside: bool
    adds: bool


def review_of(
    draft: Draft,
    *,
    areas: Mapping[str, str],
    matches: Matches,
    may_edit: bool,
    may_issue: bool,
    last_edit: DraftEdit | None,
) -> Review:
    """The screen's content for the draft as it is."""
    value = draft.value or {}
    names = [matches.of(wording) for wording in wordings_of(value)]
    return Review(
        draft=draft,
        mark=draft_mark(draft),
        may_edit=may_edit,
        lock=lock_on_draft(draft, may_edit=may_edit),
        may_issue=may_issue,
        rows=rows_of(value, matches, areas),
        finding_groups=_finding_groups(value),
        finding_total=len(value["findings"]),
        unknown_units=[name for name in names if name.state == NOT_FOUND],
        suggested_units=[name for name in names if name.state == SUGGESTED],
        facts=facts_of(value, areas),
        head=_head(value),
        head_marks=marks_of("head", value["document"].get("marks", {})),
        last_edit=last_edit,
        last_edit_name=_edit_name(last_edit),
    )


def source_files(files: Sequence[DraftFile]) -> list[SourceFile]:
    """The files' texts cut into lines that know where they begin."""
    return [
        SourceFile(
            file.position, file.name, str(file.uid), range(1, file.pages + 1), _lines(file.text)
        )
        for file in files
    ]


def _lines(text: str) -> list[SourceLine]:
    lines, start = [], 0
    for place, line in enumerate(text.split("\n"), 1):
        if line.strip():
            cells = tuple(line.split("\t")) if "\t" in line else ()
            lines.append(SourceLine(place, start, line, cells))
        start += len(line) + 1
    return lines


def _finding_groups(value: Mapping[str, Any]) -> list[FindingGroup]:
    keys = {task["key"]: label_of(task["path"]) or task["key"] for task in value["tasks"]}
    groups = []
    for code, (name, icon, tone) in SEVERITIES.items():
        lines = [
            _finding_line(finding, keys)
            for finding in value["findings"]
            if finding["severity"] == code
        ]
        if lines:
            groups.append(FindingGroup(code, str(name), icon, tone, lines))
    return groups


def _finding_line(finding: Mapping[str, Any], keys: Mapping[str, str]) -> FindingLine:
    path = finding["path"]
    in_task = path in keys
    fix = finding.get("fix") or {}
    better = fix.get("value", "")
    return FindingLine(
        code=finding["code"],
        path=path,
        message=finding["message"],
        label=keys.get(path, path),
        row_id=dom_id("t", path) if in_task else "",
        field=FIELD_OF.get(finding["code"], "text") if in_task else "",
        better="; ".join(better) if isinstance(better, list) else str(better),
        origin=origin_of(finding.get("source")),
        is_missing=finding["code"].startswith("no-"),
    )


def facts_of(value: Mapping[str, Any], areas: Mapping[str, str]) -> list[Facts]:
    """Targets, report deadlines and legal bases as short lines."""
    return [
        _facts(value, "targets", _("Chỉ tiêu"), _("Thêm chỉ tiêu"), _target(areas)),
        _facts(value, "report_deadlines", _("Mốc báo cáo"), _("Thêm mốc báo cáo"), _report_details),
        _facts(value, "legal_bases", _("Căn cứ"), _("Thêm căn cứ"), _basis_details),
    ]


def _facts(value: Mapping[str, Any], list_name: str, title: str, add: str, details: Any) -> Facts:
    items = [
        FactLine(
            at=at,
            dom_id=f"{list_name}-{at}",
            seen=name_of(list_name, item),
            title=_fact_title(list_name, item),
            details=[each for each in details(item) if each],
            origin=origin_of(item.get("source")),
            marks=marks_of(list_name, item.get("marks", {})),
        )
        for at, item in enumerate(value[list_name])
    ]
    return Facts(list_name, title, add, items)


def _fact_title(list_name: str, item: Mapping[str, Any]) -> str:
    if list_name == "legal_bases":
        parts = (item["type"], item["number"] and _("số %(number)s") % {"number": item["number"]})
        return " ".join(part for part in parts if part) or _("Văn bản chưa rõ số")
    return name_of(list_name, item)


def _target(areas: Mapping[str, str]) -> Any:
    def details(item: Mapping[str, Any]) -> list[str]:
        signs = {">=": "≥", "<=": "≤", None: ""}
        sign = signs.get(item["comparator"], item["comparator"])
        value, unit = number(item["value"]), item["unit"] or ""
        level = f"{sign} {value}{'' if unit == '%' else ' '}{unit}".strip() if value else ""
        return [item["path"], level, item["reference"] or "", areas.get(item["area"], "")]

    return details


def _report_details(item: Mapping[str, Any]) -> list[str]:
    window = " – ".join(_day(item[end]) for end in ("from", "to") if item[end])
    due = _day(item["due"])
    word = _("hạn gửi trước %(day)s") if item["before"] else _("hạn gửi %(day)s")
    return [
        _("số liệu %(window)s") % {"window": window} if window else "",
        word % {"day": due} if due else _("chưa rõ hạn gửi"),
    ]


def _basis_details(item: Mapping[str, Any]) -> list[str]:
    cited = _("nhắc đến ở mục %(path)s") % {"path": item["path"]} if item["path"] else ""
    return [_day(item["date"]), item["issuer"] or "", item["subject"] or "", cited]


def _head(value: Mapping[str, Any]) -> list[tuple[str, str]]:
    head, signer = value["document"], value["document"].get("signer") or {}
    term = " – ".join(_day(value["period"].get(end)) for end in ("from", "to"))
    signed = " ".join(filter(None, (signer.get("authority"), signer.get("position"))))
    by = ", ".join(filter(None, (signed, signer.get("name"))))
    return [
        (_("Số, ký hiệu"), head.get("number") or ""),
        (_("Ngày ban hành"), _day(head.get("date"))),
        (_("Cơ quan ban hành"), head.get("issuer") or ""),
        (_("Cơ quan chủ quản"), head.get("parent_issuer") or ""),
        (_("Trích yếu"), head.get("title") or ""),
        (_("Năm"), str(head.get("year") or "")),
        (_("Kỳ kế hoạch"), term.strip(" –")),
        (_("Người ký"), by),
        (_("Nơi nhận"), "; ".join(head.get("recipients") or [])),
    ]


def _day(iso: str | None) -> str:
    return date.fromisoformat(iso).strftime("%d/%m/%Y") if iso else ""


def _edit_name(edit: DraftEdit | None) -> str:
    """What would be undone: "sửa II.1.a (Nguyễn Tiến Dũng)"."""
    if edit is None:
        return ""
    place = edit.args.get("key") or edit.args.get("path") or edit.args.get("seen") or ""
    name = str(_EDIT_NAMES.get(edit.name, edit.name))
    return f"{name} {place[:40]}".strip() + f" ({edit.by.full_name})"

"""Examples of every address that names an object, for the test that walks all doors.

A room adds its addresses here: the name of the address, what its parts are for an object of the cast's agency, and
whether only that agency (and those above) may reach it. An address without an example is walked with invented
parts: then only who must be refused is checked.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from uuid import uuid4

from allauth.mfa.models import Authenticator
from PIL import Image

from cchc.core import clock
from cchc.documents.models import Document, ReferenceText
from cchc.documents.services import attach_file, create_document
from cchc.evidence.services.pictures import draw_pages
from cchc.evidence.services.trusting import import_trust
from cchc.indicators.models import FigureImport, FigureUpload, Indicator, SourceFigure
from cchc.indicators.services.imports import take_table
from cchc.indicators.services.workbooks import Came, take_workbooks
from cchc.orgs.models import FactorReset, Handover, UnitAlias
from cchc.orgs.rules import Permission, Role
from cchc.orgs.services.factor_reset import ask_reset
from cchc.orgs.services.people_sheets import take_people
from cchc.orgs.services.signing import Granted, grant_right
from cchc.orgs.services.transfers import Transfer, move_person
from cchc.periods.models import ReportingCalendar, ReportingPeriod
from cchc.periods.services.reporting import Basis, adopt_calendar
from cchc.plans.models import Target
from cchc.plans.services.amendment_drafts import start_amendment
from cchc.reading.filled import FilledRow
from cchc.reports.models import ReportForm
from cchc.reports.services.deciding import Signed, issue_report, submit_report
from cchc.reports.services.opening import open_report
from cchc.tasks.models import AreaCharge
from cchc.tasks.services.feeds import make_feed
from cchc.tasks.services.filing import FileFacts, open_work_file
from tests.factories.cast import Cast
from tests.factories.plans import make_draft
from tests.factories.programme import area, due, make_plan, write_one
from tests.factories.reorganising import do, prepare, renames
from tests.factories.signed import Authority

AT = datetime(2026, 3, 10, 9, 0, tzinfo=clock.VIETNAM)
_codes = count(1)
Parts = Callable[[Cast], Mapping[str, object]]


@dataclass(frozen=True)
class Example:
    """`private`: the same role in another agency finds nothing. `needs`: what the object itself asks for."""

    parts: Parts
    private: bool = True
    needs: Permission | None = None


def _draft(cast: Cast) -> dict[str, object]:
    return {"uid": make_draft(agency=cast.agency, by=cast.coordinator, at=AT).uid}


def _plan(cast: Cast) -> dict[str, object]:
    return {"uid": make_plan(cast).uid}


def _two_drafts(cast: Cast) -> dict[str, object]:
    """A draft and another to compare it with."""
    one, other = (make_draft(agency=cast.agency, by=cast.coordinator, at=AT) for _ in range(2))
    return {"uid": one.uid, "question": "coverage", "other": other.uid}


def _their_task(cast: Cast) -> dict[str, object]:
    return _two_drafts(cast) | {"key": "II.1.a"}


def _task(cast: Cast) -> dict[str, object]:
    task = write_one(make_plan(cast), [cast.office], times=[due(date(2026, 3, 31))])
    return {"uid": task.uid}


def _occurrence(cast: Cast) -> dict[str, object]:
    task = write_one(make_plan(cast), [cast.office], times=[due(date(2026, 3, 31))])
    return {"uid": task.occurrences.get().uid}


def _file(cast: Cast) -> dict[str, object]:
    document = create_document(
        agency=cast.agency, kind="plan", subject="Kế hoạch", by=cast.coordinator, at=AT
    )
    link = attach_file(
        document=document, role="source", name="a.txt", chunks=[b"x"], by=cast.coordinator, at=AT
    )
    return {"kind": "document", "uid": link.uid}


def _file_page(cast: Cast) -> dict[str, object]:
    """A page that is drawn already: a small picture of one page."""
    held = io.BytesIO()
    Image.new("RGB", (8, 8)).save(held, "PNG")
    document = create_document(
        agency=cast.agency, kind="plan", subject="Kế hoạch", by=cast.coordinator, at=AT
    )
    link = attach_file(
        document=document, role="source", name="a.png", chunks=[held.getvalue()],
        media_type="image/png", by=cast.coordinator, at=AT,
    )  # fmt: skip
    draw_pages(link.stored_id, 1)
    return {"kind": "document", "uid": link.uid, "number": 1}


def _trust_item(cast: Cast) -> dict[str, object]:
    (row,) = import_trust(
        content=Authority().holder.der, source="Trang thử", by=cast.administrator, at=AT
    )
    return {"uid": row.uid}


def _work_file(cast: Cast) -> dict[str, object]:
    facts = FileFacts(f"{next(_codes)}.CCHC", "Cải cách hành chính", 10)
    return {"uid": open_work_file(agency=cast.agency, facts=facts, by=cast.minh, at=AT).uid}


def _alias(cast: Cast) -> dict[str, object]:
    alias = UnitAlias.objects.create(
        agency=cast.agency, wording="HC-TH", folded="hc th", unit=cast.office
    )
    return {"uid": alias.uid}


def _reference(cast: Cast) -> dict[str, object]:
    return {"uid": ReferenceText.objects.filter(number="60/2021/NĐ-CP").get().uid}


def _act(cast: Cast) -> dict[str, object]:
    """An act of reorganisation that was done: known to whoever keeps the directory of an agency it touched."""
    act = prepare(cast, AT, renames(cast.division, "Phòng Chuyên môn"), on=AT.date())
    return {"uid": do(act, AT, cast.administrator).uid}


def _prepared_act(cast: Cast) -> dict[str, object]:
    return {"uid": prepare(cast, AT, renames(cast.division, "Phòng Chuyên môn")).uid}


def _right(cast: Cast) -> dict[str, object]:
    granted = Granted("Đỗ Thị Thanh", "head", "GIÁM ĐỐC", AT.date())
    right = grant_right(unit=cast.agency, granted=granted, by=cast.administrator, at=AT)
    return {"uid": right.uid}


def _handover(cast: Cast) -> dict[str, object]:
    transfer = Transfer(cast.division, cast.office, Role.SPECIALIST, AT.date())
    made = Handover.objects.filter(user=cast.minh).first() or move_person(
        user=cast.minh, transfer=transfer, handed=(), by=cast.administrator, at=AT
    )
    return {"uid": made.uid}


def _charge(cast: Cast) -> dict[str, object]:
    charge = AreaCharge.objects.create(
        agency=cast.agency, user=cast.leader, area=area(), valid_from=AT.date()
    )
    return {"uid": charge.uid}


def _period(cast: Cast) -> dict[str, object]:
    document = Document.objects.create(
        agency=cast.agency, kind=Document.Kind.PLAN, number=f"{next(_codes)}/KH-SKHCN",
        subject="Kế hoạch", issuer=cast.agency.name,
    )  # fmt: skip
    period = ReportingPeriod.objects.create(
        agency=cast.agency, document=document, name="Quý I", code="2026-Q1",
        data_from=date(2025, 12, 15), data_to=date(2026, 3, 14), due_on=date(2026, 3, 18),
    )  # fmt: skip
    return {"uid": period.uid}


def _calendar(cast: Cast) -> dict[str, object]:
    basis = Basis("decision", f"{next(_codes)}/QĐ-UBND", None, "UBND tỉnh", "Chế độ báo cáo")
    own = adopt_calendar(
        shipped=ReportingCalendar.objects.get(agency=None, code="periodic"), agency=cast.agency,
        basis=basis, by=cast.coordinator, at=AT,
    )  # fmt: skip
    return {"uid": own.uid}


def _import(cast: Cast) -> dict[str, object]:
    row = take_table(
        agency=cast.agency, period=ReportingPeriod.objects.get(uid=_period(cast)["uid"]),
        source_name=f"Nguồn {next(_codes)}", name="bang.csv", sha256="0" * 64,
        grid=[["Đơn vị", "Tin"]], extracted_on=None, by=cast.coordinator, at=AT,
    )  # fmt: skip
    return {"uid": row.uid}


def _source_figure(cast: Cast) -> dict[str, object]:
    taken = FigureImport.objects.get(uid=_import(cast)["uid"])
    figure = SourceFigure.objects.create(
        source=taken.source, imported=taken, period=taken.period, unit=cast.office, numerator=1,
        indicator=Indicator.objects.filter(agency=None)[0], line=2,
    )  # fmt: skip
    return {"uid": figure.uid}


def _target(cast: Cast) -> dict[str, object]:
    row = Target.objects.create(
        plan=make_plan(cast), position=1, path="II", text="Chỉ tiêu", area=area()
    )
    return {"uid": row.uid}


def _own_version(cast: Cast) -> dict[str, object]:
    indicator = Indicator.objects.filter(agency=None)[0]
    base = indicator.versions.get()
    base.pk, base.agency, base.valid_from = None, cast.agency, date(2025, 1, 1)
    base.save()
    return {"uid": indicator.uid, "number": base.pk}


def _unit_of_period(cast: Cast) -> dict[str, object]:
    return _period(cast) | {"unit_uid": cast.office.uid}


def _figure_upload(cast: Cast) -> dict[str, object]:
    row = take_workbooks(
        files=[Came("bieu.xlsx", "0" * 64)], agency=cast.agency, by=cast.lan, at=AT
    )
    return {"uid": row.uid}


def _figure_file(cast: Cast) -> dict[str, object]:
    upload = FigureUpload.objects.get(uid=_figure_upload(cast)["uid"])
    return {"uid": upload.files.get().uid}


def _people_upload(cast: Cast) -> dict[str, object]:
    rows = [FilledRow(2, "", {"Họ và tên": "Ngô Thu Hà"})]
    made = take_people(
        name="nhan-su.xlsx",
        sha256="0" * 64,
        rows=rows,
        agency=cast.agency,
        by=cast.administrator,
        at=AT,
    )
    return {"uid": made.uid}


def _factor_reset(cast: Cast) -> dict[str, object]:
    """The one request about Minh's second factor; a test that walks all addresses asks for it several times."""
    secret = {"secret": "JBSWY3DPEHPK3PXP"}
    Authenticator.objects.get_or_create(user=cast.minh, type="totp", defaults={"data": secret})
    made = FactorReset.objects.filter(user=cast.minh).first() or ask_reset(
        user=cast.minh, agency=cast.agency, reason="Mất điện thoại", by=cast.administrator, at=AT
    )
    FactorReset.objects.filter(pk=made.pk).update(expires_at=clock.now() + timedelta(days=1))
    return {"uid": made.uid}


def _report_period(cast: Cast) -> ReportingPeriod:
    document = create_document(
        agency=cast.agency, kind="plan", subject="Kế hoạch", by=cast.coordinator, at=AT
    )
    return ReportingPeriod.objects.create(
        agency=cast.agency, document=document, name="Quý I", data_from=date(2025, 12, 15),
        data_to=date(2026, 3, 9),
    )  # fmt: skip


def _report(cast: Cast) -> dict[str, object]:
    """A report that was submitted and issued without any unit's part."""
    section = {"code": "I.1", "number": "1.", "title": "Mục", "level": 1, "kind": "narrative"}
    form, _fresh = ReportForm.objects.get_or_create(
        code="vi-du", valid_from=date(2024, 1, 1), agency=None,
        defaults={"name": "Mẫu", "outline": {"code": "vi-du", "name": "Mẫu", "section": [section]}},
    )  # fmt: skip
    report = open_report(
        period=_report_period(cast), form=form, parts_due_on=date(2026, 3, 10),
        by=cast.coordinator, at=AT,
    )  # fmt: skip
    report = submit_report(
        report=report, note="Chưa đơn vị nào gửi", version=1, by=cast.coordinator, at=AT,
        omits_empty=True,
    )  # fmt: skip
    signed = Signed(number=f"{next(_codes)}/BC", issued_on=AT.date())
    report = issue_report(
        report=report, signed=signed, version=report.version, by=cast.coordinator, at=AT
    )
    return {"uid": report.uid}


def _amendment(cast: Cast) -> dict[str, object]:
    """A draft of an amendment: known to whoever reads drafts."""
    draft = start_amendment(
        plan=make_plan(cast), subject="Điều chỉnh thời gian", reason="", by=cast.coordinator, at=AT
    )
    return {"uid": draft.uid}


def _amendment_change(cast: Cast) -> dict[str, object]:
    return _amendment(cast) | {"change_uid": uuid4()}


def _replacement(cast: Cast) -> dict[str, object]:
    return _draft(cast) | {"plan_uid": make_plan(cast).uid}


EXAMPLES: dict[str, Example] = {
    "unit": Example(lambda cast: {"uid": cast.division.uid}, private=False),
    "unit_change": Example(lambda cast: {"uid": cast.division.uid}),
    "unit_rename": Example(lambda cast: {"uid": cast.division.uid}),
    "unit_close": Example(lambda cast: {"uid": cast.division.uid}),
    "unit_group": Example(lambda cast: {"uid": cast.all_units.uid}),
    "unit_alias_forget": Example(_alias),
    "act": Example(_act),
    "act_change": Example(_prepared_act),
    "act_choose": Example(_prepared_act),
    "act_do": Example(_prepared_act),
    "act_discard": Example(_prepared_act),
    "person_move": Example(lambda cast: {"uid": cast.minh.uid}),
    "person_stand_in": Example(lambda cast: {"uid": cast.minh.uid}),
    "handover": Example(_handover, needs=Permission.USER_MANAGE),
    "handover_docx": Example(_handover, needs=Permission.USER_MANAGE),
    "handover_pdf": Example(_handover, needs=Permission.USER_MANAGE),
    "area_charge_end": Example(_charge),
    "signing_right_end": Example(_right),
    "person": Example(lambda cast: {"uid": cast.minh.uid}),
    "people_sheet_preview": Example(_people_upload),
    "people_sheet_write": Example(_people_upload),
    "people_sheet_result": Example(_people_upload),
    "person_roles": Example(lambda cast: {"uid": cast.minh.uid}),
    "person_password": Example(lambda cast: {"uid": cast.minh.uid}),
    "person_factor_reset": Example(lambda cast: {"uid": cast.minh.uid}),
    "factor_reset": Example(_factor_reset, needs=Permission.USER_MANAGE),
    "factor_reset_confirm": Example(_factor_reset, needs=Permission.USER_MANAGE),
    "factor_reset_cancel": Example(_factor_reset, needs=Permission.USER_MANAGE),
    "person_sso_unlink": Example(lambda cast: {"uid": cast.minh.uid}),
    "person_reopen": Example(lambda cast: {"uid": cast.minh.uid}),
    "person_switch": Example(lambda cast: {"uid": cast.minh.uid}),
    "calendar_day": Example(lambda cast: {"day": "2026-01-02"}, private=False),
    "calendar_day_remove": Example(lambda cast: {"day": "2026-01-02"}, private=False),
    "file": Example(_file, needs=Permission.PLAN_READ),
    "file_view": Example(_file, needs=Permission.PLAN_READ),
    "file_page": Example(_file_page, needs=Permission.PLAN_READ),
    "trust_withdraw": Example(_trust_item, private=False),
    "draft_reading": Example(_draft),
    "draft_review": Example(_draft),
    "draft_retry": Example(_draft),
    "draft_discard": Example(_draft),
    "draft_issue": Example(_draft),
    "draft_sign": Example(_draft),
    "draft_changes": Example(_draft),
    "draft_check": Example(_draft),
    "plan_check": Example(_plan),
    "reference": Example(_reference, private=False),
    "reference_remove": Example(_reference, private=False),
    "draft_edit": Example(_draft),
    "draft_units": Example(_draft),
    "draft_head": Example(_draft),
    "plan": Example(_plan),
    "plan_number": Example(_plan),
    "plan_amend": Example(_plan),
    "draft_replace": Example(_replacement),
    "amendment": Example(_amendment, needs=Permission.DRAFT_READ),
    "amendment_word": Example(_amendment),
    "amendment_export": Example(
        lambda cast: _amendment(cast) | {"what": "decision", "kind": "docx"},
        needs=Permission.DRAFT_READ,
    ),
    "amendment_add": Example(_amendment),
    "amendment_item_add": Example(_amendment),
    "amendment_discard": Example(_amendment),
    "amendment_enter": Example(_amendment),
    "amendment_remove": Example(_amendment_change),
    "plan_compare": Example(_draft, needs=Permission.DRAFT_READ),
    "comparison": Example(_two_drafts, needs=Permission.DRAFT_READ),
    "comparison_export": Example(_two_drafts, needs=Permission.DRAFT_READ),
    "comparison_task": Example(_their_task),
    "reporting_calendar": Example(_calendar),
    "reporting_year": Example(lambda cast: _calendar(cast) | {"year": 2027}),
    "reporting_period": Example(_period),
    "figures_import": Example(_import),
    "figures_import_apply": Example(_import),
    "figures_decide": Example(_source_figure),
    "figures_differences": Example(_period),
    "figures_target": Example(_target),
    "figures_tree_behind": Example(
        lambda cast: {
            "code": "2026-Q1",
            "uid": Indicator.objects.filter(agency=None)[0].uid,
        },
        private=False,
    ),
    "figures_indicator": Example(
        lambda _cast: {"uid": Indicator.objects.filter(agency=None)[0].uid}, private=False
    ),
    "figures_version": Example(
        lambda _cast: {"uid": Indicator.objects.filter(agency=None)[0].uid}, private=False
    ),
    "figures_version_back": Example(_own_version),
    "figures_form": Example(_unit_of_period),
    "figures_forms": Example(_period),
    "figures_export": Example(_period),
    "figures_upload": Example(_figure_upload),
    "figures_result": Example(_figure_file),
    "task": Example(_task),
    "task_feed_file": Example(
        lambda cast: {"secret": make_feed(user=cast.minh, at=AT)}, private=False
    ),
    "task_event": Example(_task),
    "task_entrust": Example(_task),
    "task_filing": Example(_task),
    "work_file": Example(_work_file),
    "work_file_change": Example(_work_file),
    "work_file_papers": Example(lambda cast: _work_file(cast) | {"kind": "xlsx"}),
    "report_open": Example(lambda cast: {"uid": _report_period(cast).uid}),
    "report": Example(_report),
    "report_section": Example(lambda cast: _report(cast) | {"code": "I.1"}),
    "report_consolidate": Example(_report),
    "report_bases": Example(_report),
    "report_fact": Example(lambda cast: _report(cast) | {"key": "task.all.total"}),
    "report_submit": Example(_report),
    "report_return": Example(_report),
    "report_issue": Example(_report),
    "report_send": Example(_report),
    "report_correct": Example(_report),
    "report_paper": Example(_report),
    "report_remind": Example(_report),
    "report_copying": Example(_report),
    "report_tick": Example(_report),
    "report_transmissions": Example(_report),
    "report_export": Example(lambda cast: _report(cast) | {"kind": "json"}),
    "task_record": Example(_occurrence),
    "task_undo": Example(_occurrence),
}

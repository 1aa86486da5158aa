"""An agency's own forms: copied, changed in the browser, in force from a day on; reports of one's own questions."""

from datetime import date

import pytest
from django.urls import reverse

from cchc.core.errors import Stale
from cchc.indicators.services.adhoc import AdHoc, NewQuestion, ask_once
from cchc.periods.services.reporting import Basis
from cchc.reports.models import FormDraft, Report, ReportForm
from cchc.reports.rules.editing import moved
from cchc.reports.rules.outline import OutlineRefused
from cchc.reports.selectors.content import content_of, outline_in, snapshot_in
from cchc.reports.selectors.opening import forms_of
from cchc.reports.selectors.titles import title_of
from cchc.reports.services import refusals
from cchc.reports.services.opening import open_due_reports, open_report
from cchc.reports.services.outlining import change_draft, copy_form, publish_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def shipped(db):
    return ReportForm.objects.get(agency=None, code="periodic-department")


@pytest.fixture
def draft(cast, shipped, at):
    return copy_form(agency=cast.agency, source=shipped, by=cast.coordinator, at=at)


def publish(draft, cast, at, day=date(2026, 3, 1), basis="", name="Đề cương riêng"):
    return publish_form(
        draft=draft, name=name, basis=basis, valid_from=day, version=draft.version,
        by=cast.coordinator, at=at,
    )  # fmt: skip


def post(client, address, data=None, page=None):
    token = client.get(page or address).context["new_token"]()
    return client.post(address, {"submit_token": token} | (data or {}), follow=True)


def test_a_form_is_copied_changed_looked_at_and_put_in_force_in_the_browser(
    client, cast, shipped, period
):
    before = dict(shipped.outline)
    client.force_login(cast.coordinator)
    page = post(client, reverse("report_form_copy", args=[shipped.uid]), page=reverse("report_forms"))  # fmt: skip
    draft = FormDraft.objects.get()
    assert "mẫu gốc giữ nguyên" in page.content.decode()

    part = reverse("report_form_part", args=[draft.uid, "I.1"])
    assert "Xây dựng, ban hành kế hoạch" in client.get(part).content.decode()
    row = {"title": "Ban hành kế hoạch năm", "level": "2", "kind": "narrative", "max_words": "120",
           "guidance": "Nêu số kế hoạch.", "areas": ["steering"], "indicators": ["CDDH.10"],
           "version": draft.version}  # fmt: skip
    page = post(client, part, row).content.decode()
    for words in ("Ban hành kế hoạch năm", "Nêu số kế hoạch.", "Tối đa 120 chữ", "CDDH.10"):
        assert words in page

    draft.refresh_from_db()
    new = reverse("report_form_part", args=[draft.uid, "new-section"])
    row = {"title": "Chuyên đề của Sở", "level": "1", "kind": "narrative", "after": "II",
           "version": draft.version}  # fmt: skip
    assert "Chuyên đề của Sở" in post(client, new, row).content.decode()
    draft.refresh_from_db()
    acts = draft.get_absolute_url()
    page = post(client, acts, {"code": "m1", "version": draft.version, "up": "1"}).content.decode()
    assert "II. Chuyên đề của Sở" in page
    draft.refresh_from_db()
    table = reverse("report_form_part", args=[draft.uid, "PL1"])
    row = {"title": "Biểu số liệu", "kind": "statistics", "indicators": ["TTHC.07"],
           "version": draft.version}  # fmt: skip
    post(client, table, row)
    draft.refresh_from_db()

    put = reverse("report_form_publish", args=[draft.uid])
    row = {"name": "Đề cương của Sở", "basis": "Công văn 15/SNV ngày 02/02/2026",
           "valid_from": "01/03/2026", "version": draft.version}  # fmt: skip
    assert "Đề cương của Sở" in post(client, put, row).content.decode()
    own = ReportForm.objects.get(agency=cast.agency)
    assert (own.code, own.standing) == ("periodic-department", "official")
    assert own.outline["annex"][0]["indicators"] == ["TTHC.07"]
    assert "blocks" not in own.outline["annex"][0]
    assert not FormDraft.objects.exists()
    shipped.refresh_from_db()
    assert shipped.outline == before
    assert forms_of(period)[0] == own


def test_reports_already_made_keep_the_version_they_were_opened_with(
    cast, shipped, period, draft, at
):
    report = open_report(
        period=period, form=shipped, parts_due_on=date(2026, 3, 17), by=cast.coordinator, at=at
    )
    draft = change_draft(
        draft=draft, outline=moved(draft.outline, "IV", 1), version=draft.version,
        by=cast.coordinator, at=at,
    )  # fmt: skip
    publish(draft, cast, at)
    report.refresh_from_db()
    assert report.form == shipped
    assert outline_in(content_of(report, at)).section("IV").number == "IV."


def test_a_version_counts_from_its_day_and_is_followed_never_changed(cast, period, draft, at):
    first = publish(draft, cast, at, date(2026, 1, 1))
    again = copy_form(agency=cast.agency, source=first, by=cast.coordinator, at=at)
    with pytest.raises(refusals.FormNotLater):
        publish(again, cast, at, date(2026, 1, 1))
    again.refresh_from_db()
    later = publish(again, cast, at, date(2026, 4, 1), name="Từ quý II")
    assert first in forms_of(period)
    assert later not in forms_of(period)
    assert first.outline["name"] == "Đề cương riêng"


def test_one_draft_of_a_form_at_a_time(cast, shipped, draft, at):
    with pytest.raises(refusals.DraftStands):
        copy_form(agency=cast.agency, source=shipped, by=cast.coordinator, at=at)


def test_what_does_not_exist_is_refused_and_nothing_changes(client, cast, draft, at):
    section = {**draft.outline["section"][1], "level": 1, "blocks": ["khong-co"]}
    outline = {**draft.outline, "section": [section]}
    with pytest.raises(OutlineRefused, match="khong-co"):
        change_draft(
            draft=draft, outline=outline, version=draft.version, by=cast.coordinator, at=at
        )
    client.force_login(cast.coordinator)
    row = {"code": "I", "version": draft.version, "remove": "1"}
    refused = client.post(draft.get_absolute_url(), row)
    assert refused.status_code == 422
    assert "còn mục con" in refused.content.decode()


def test_who_was_slower_is_told(cast, draft, at):
    seen = draft.version
    stale = FormDraft.objects.get(pk=draft.pk)
    change_draft(draft=draft, outline=draft.outline, version=seen, by=cast.coordinator, at=at)
    with pytest.raises(Stale):
        change_draft(draft=stale, outline=draft.outline, version=seen, by=cast.coordinator, at=at)


def test_drafts_are_the_offices_own(client, cast, draft, shipped):
    client.force_login(cast.leader)
    assert client.get(reverse("report_forms")).status_code == 200
    assert client.get(reverse("report_form", args=[shipped.uid])).status_code == 200
    assert client.get(draft.get_absolute_url()).status_code in {403, 404}
    client.force_login(cast.outsider)
    assert client.get(draft.get_absolute_url()).status_code == 404


@pytest.fixture
def asked_once(cast, at):
    asked = AdHoc(
        name="Rà soát trang thiết bị một cửa",
        basis=Basis("official_letter", "15/CV", date(2026, 3, 2), "UBND tỉnh", "Rà soát"),
        data_from=date(2026, 1, 1), data_to=date(2026, 3, 14), internal_due_on=date(2026, 3, 17),
        due_on=date(2026, 3, 20), unit=None, indicators=[],
        questions=[NewQuestion("Máy lấy số tự động", "máy")],
    )  # fmt: skip
    return ask_once(agency=cast.agency, asked=asked, by=cast.coordinator, at=at)


def test_a_report_asked_for_once_is_made_of_its_own_questions(client, cast, asked_once, at, say):
    client.force_login(cast.coordinator)
    address = reverse("report_open", args=[asked_once.uid])
    assert "Theo câu hỏi của yêu cầu" in client.get(address).content.decode()
    post(client, address, {"form": "", "parts_due_on": "17/03/2026"})
    report = Report.objects.get(period=asked_once)
    (code,) = [fact.key for fact in snapshot_in(content_of(report, at)).facts if "DX" in fact.key]
    outline = outline_in(content_of(report, at))
    assert outline.annexes[0].indicators == (code.removeprefix("indicator."),)
    assert title_of(content_of(report, at)) == "Rà soát trang thiết bị một cửa đến ngày 14/3/2026"
    assert report.form.basis.endswith("15/CV")


def test_its_outline_can_be_written_first(client, cast, asked_once, period):
    client.force_login(cast.coordinator)
    opening = reverse("report_open", args=[asked_once.uid])
    post(client, reverse("report_form_asked", args=[asked_once.uid]), page=opening)
    draft = FormDraft.objects.get()
    put = reverse("report_form_publish", args=[draft.uid])
    row = {"name": "Đề cương rà soát", "basis": "", "valid_from": "01/01/2026",
           "version": draft.version}  # fmt: skip
    post(client, put, row)
    own = ReportForm.objects.get(agency=cast.agency)
    assert forms_of(asked_once)[0] == own
    assert own not in forms_of(period)
    assert "Theo câu hỏi của yêu cầu" not in client.get(opening).content.decode()


def test_the_clock_opens_it_with_its_own_questions(cast, asked_once, asked, at):
    open_due_reports(today=date(2026, 3, 16), at=at)
    report = Report.objects.get(period=asked_once)
    assert report.form.outline["report"] == "asked"

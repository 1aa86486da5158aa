"""What was put before the leader never changes: later data, names and forms stand beside it."""

from datetime import date

import pytest
from django.urls import reverse

from cchc.documents.services.directions import Word
from cchc.evidence.models import StoredFile
from cchc.indicators.rules import Stage
from cchc.orgs.models import Unit
from cchc.reports.models import Report
from cchc.reports.rules.digest import digest_of
from cchc.reports.selectors.content import content_of, later_figures, snapshot_in, table_value
from cchc.reports.selectors.files import paper_of
from cchc.reports.services import refusals
from cchc.reports.services.deciding import (
    Signed,
    issue_report,
    return_report,
    send_report,
    submit_report,
)
from cchc.reports.services.opening import correct_report
from cchc.reports.services.parts import return_part
from cchc.reports.services.writing import consolidate, save_section
from cchc.reports.states import PartState, ReportState
from cchc.tasks.services.proving import NewEvidence, add_evidence, remove_evidence
from cchc.tasks.services.recording import Result, record_fact
from tests.factories import programme as p

pytestmark = pytest.mark.django_db


def value(report, key, at):
    fact = snapshot_in(content_of(report, at)).get(key)
    return None if fact is None else table_value(fact)


def test_an_estimate_stays_in_the_report_while_the_official_figure_stands_beside_it(
    opened, give_all, submit, send_out, say, articles, at, cast
):
    """Case 26: 40 (ước) on 03/3, 43 on 14/3; the signed report keeps 40."""
    say(articles, 40, stage=Stage.ESTIMATED, note="Ước theo hai tháng đầu")
    give_all()
    report = send_out(submit(opened))
    say(articles, 43)
    assert value(report, "indicator.CDDH.10", at) == "40 (ước)"
    assert "40 (ước)" in str(report.frozen["texts"]["I.1"]) or "ước" in str(report.frozen["texts"])
    ((then, now),) = [
        pair for pair in later_figures(report, at) if pair[0].key == "indicator.CDDH.10"
    ]
    assert (table_value(then), table_value(now)) == ("40 (ước)", "43")


def test_whatever_changes_later_a_frozen_report_does_not(
    opened, give, submit, say, articles, at, cast, report_form
):
    plan = p.make_plan(cast)
    task = p.write_one(plan, [cast.office], times=[p.due(date(2026, 3, 10))])
    say(articles, 12)
    for part in opened.parts.select_related("unit", "report__period"):
        give(part, notes={str(task.uid): "Chờ kinh phí"})
    report = submit(opened)
    kept = content_of(Report.objects.get(pk=report.pk), at)
    row = task.occurrences.get()
    record_fact(
        occurrence=row, result=Result(delivered_on=date(2026, 3, 9)), by=cast.lan, at=at,
        seen=row.version,
    )  # fmt: skip
    say(articles, 99)
    Unit.objects.filter(pk=cast.office.pk).update(name="Văn phòng khác")
    Unit.objects.filter(pk=cast.agency.pk).update(name="Sở khác")
    report_form.outline = {**report_form.outline, "subject": "Tên khác"}
    report_form.save()
    assert content_of(Report.objects.get(pk=report.pk), at) == kept
    keys = {then.key for then, _now in later_figures(report, at)}
    assert {"task.all.done", "indicator.CDDH.10"} <= keys


def test_a_return_unfreezes_and_takes_the_data_of_the_day(
    opened, give_all, submit, say, articles, at, cast
):
    say(articles, 12)
    give_all()
    report = submit(opened)
    say(articles, 15)
    assert value(report, "indicator.CDDH.10", at) == "12"
    assert report.digest == digest_of(snapshot_in(report.frozen))
    returned = return_report(
        report=report, reason="Bổ sung nguyên nhân", version=report.version,
        word=Word("Giám đốc", date(2026, 3, 16), "90/TB-SKHCN"), by=cast.coordinator, at=at,
    )  # fmt: skip
    kept = (returned.state, returned.frozen, returned.digest)
    assert kept == (ReportState.RETURNED, None, None)
    assert value(returned, "indicator.CDDH.10", at) == "15"
    again = submit(returned, together=False)
    assert value(again, "indicator.CDDH.10", at) == "15"


def test_nothing_is_written_into_a_frozen_report(opened, give_all, submit, at, cast):
    give_all()
    report = submit(opened)
    part = report.parts.select_related("unit", "report__period").first()
    with pytest.raises(refusals.NotOpen):
        save_section(
            report=report, code="I.1", text="khác", is_held=False, version=1, by=cast.coordinator,
            at=at,
        )  # fmt: skip
    with pytest.raises(refusals.NotOpen):
        consolidate(report=report, by=cast.coordinator, at=at)
    with pytest.raises(refusals.NotOpen):
        return_part(part=part, reason="x", version=part.version, by=cast.coordinator, at=at)


def test_a_unit_that_has_not_given_is_left_out_named_and_noted(
    opened, part_of, give, submit, say, articles, at, cast
):
    """Case 28: the sum leaves it out and names it; it can still be submitted with a note."""
    say(articles, 12)
    say(articles, 30, unit=cast.centre)
    for unit in (cast.office, cast.division, cast.sub_department):
        give(part_of(unit))
    with pytest.raises(refusals.UnitsMissing, match=cast.centre.name):
        submit(opened)
    report = submit(opened, note="Trung tâm gửi bổ sung trước 20/3")
    fact = snapshot_in(content_of(report, at)).get("indicator.CDDH.10")
    assert table_value(fact) == "12"
    assert set(fact.missing) == {
        cast.division.name, cast.sub_department.name, cast.centre.name
    }  # fmt: skip
    assert cast.centre.name in str(report.frozen["texts"])
    assert report.note == "Trung tâm gửi bổ sung trước 20/3"


def test_it_is_late_by_the_day_on_the_exchange_not_by_the_printed_one(
    opened, give_all, submit, cast, at, settings
):
    from tests.reports.conftest import on

    settings.CCHC_TODAY = date(2026, 3, 21)
    give_all()
    report = submit(opened)
    signed = Signed(number="25/BC-SKHCN", issued_on=date(2026, 3, 17))
    issued = issue_report(
        report=report,
        signed=signed,
        version=report.version,
        by=cast.clerk,
        at=on(date(2026, 3, 20)),
    )
    with pytest.raises(refusals.SentTooEarly):
        send_report(
            report=issued, sent_on=date(2026, 3, 16), receiver="", receipt_number="",
            version=issued.version, by=cast.clerk, at=on(date(2026, 3, 20)),
        )  # fmt: skip
    sent = send_report(
        report=issued, sent_on=date(2026, 3, 20), receiver="Sở Nội vụ", receipt_number="1234",
        version=issued.version, by=cast.clerk, at=on(date(2026, 3, 20)),
    )  # fmt: skip
    assert (sent.state, sent.days_late, sent.receipt_number) == (ReportState.SENT, 2, "1234")


def test_a_correction_is_a_new_edition_beside_the_old(
    opened, give_all, submit, send_out, say, articles, at, cast
):
    say(articles, 12)
    give_all()
    report = send_out(submit(opened))
    kept = Report.objects.get(pk=report.pk).frozen
    fresh = correct_report(report=report, reason="Sửa số tin, bài", by=cast.coordinator, at=at)
    say(articles, 15)
    assert fresh.edition == 2
    assert {part.state for part in fresh.parts.all()} == {PartState.ACCEPTED}
    second = send_out(submit(fresh, together=False), number="26/BC-SKHCN")
    assert value(second, "indicator.CDDH.10", at) == "15"
    report.refresh_from_db()
    assert report.frozen == kept
    assert value(report, "indicator.CDDH.10", at) == "12"
    with pytest.raises(refusals.CorrectionOpen):
        correct_report(report=report, reason="nữa", by=cast.coordinator, at=at)


def test_two_who_submit_at_once(opened, give_all, submit, cast, at):
    give_all()
    seen = opened.version
    submit(opened)
    with pytest.raises(refusals.NotOpen):
        submit_report(report=opened, note="", version=seen, by=cast.coordinator, at=at)


def test_a_report_says_which_file_it_used_and_a_corrected_one_leaves_it_be(
    opened, give_all, submit, send_out, at, cast, client
):
    """Case 31: the signed file is replaced by a corrected one with the same number; both stay in the store."""
    row = p.write_one(
        p.make_plan(cast), [cast.division], times=[p.due(date(2026, 3, 31))]
    ).occurrences.get()
    first = prove(row, cast, at, "quyet-dinh.pdf", b"%PDF-1.4 ban dau")
    done = Result(delivered_on=date(2026, 3, 12), document_number="31/QĐ-SKHCN")
    record_fact(occurrence=row, result=done, by=cast.minh, at=at, seen=row.version)
    give_all()
    sent = send_out(submit(opened))
    remove_evidence(evidence=first, by=cast.minh, at=at)
    second = prove(row, cast, at, "quyet-dinh-sua.pdf", b"%PDF-1.4 ban sua")

    (paper,) = content_of(Report.objects.get(pk=sent.pk), at)["papers"]
    assert [each["sha256"] for each in paper["files"]] == [first.stored.sha256]
    later = correct_report(report=sent, reason="Sửa tệp", by=cast.coordinator, at=at)
    (now,) = content_of(later, at)["papers"]
    assert (now["number"], now["files_replaced"]) == (paper["number"], 1)
    assert [each["sha256"] for each in now["files"]] == [second.stored.sha256]
    assert StoredFile.objects.filter(pk__in=[first.stored_id, second.stored_id]).count() == 2

    used = {sent: first, later: second}
    for report, link in used.items():
        note = paper_of(report, content_of(report, at)).annexes[-1].rows[0].note
        assert f"Tệp: {link.name}, tải lên 16/03/2026, mã {link.stored.sha256[:12]}" in note
        assert ("thay 1 bản trước" in note) is (report == later)
        client.force_login(cast.coordinator)
        data = client.get(reverse("report_export", args=[report.uid, "json"])).content.decode()
        assert link.stored.sha256[:12] in data


def prove(row, cast, at, name, content):
    new = NewEvidence(name, [content], "application/pdf")
    return add_evidence(occurrence=row, new=new, by=cast.minh, at=at)

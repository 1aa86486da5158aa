"""The level above takes in accepted reports of agencies below: figures added, words gathered, the missing named."""

from datetime import date
from decimal import Decimal
from importlib import import_module
from random import Random

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cchc.documents.models import Document
from cchc.orgs.models import Unit
from cchc.orgs.rules import Role
from cchc.orgs.selectors import valid_on
from cchc.periods.models import ReportingPeriod
from cchc.publishing.report import StatisticsAnnex
from cchc.reports.models import Report, SectionText
from cchc.reports.rules.digest import digest_of
from cchc.reports.rules.snapshot import Fact, Scope, Snapshot, from_json, to_json
from cchc.reports.selectors.content import content_of, later_figures, snapshot_in
from cchc.reports.selectors.files import paper_of
from cchc.reports.services import refusals
from cchc.reports.services.deciding import answer_report, submit_report
from cchc.reports.services.opening import correct_report, open_report
from cchc.reports.services.writing import consolidate
from cchc.reports.states import ReportState
from tests.factories.cast import person

pytestmark = pytest.mark.django_db

ARTICLES, ON_TIME = "indicator.CDDH.10", "indicator.TTHC.07"
FIRST, LAST = date(2025, 12, 15), date(2026, 3, 14)


@pytest.fixture
def clerk_above(cast):
    return person("tinh.dau.moi", "Người Tỉnh", cast.province, Role.COORDINATOR)


@pytest.fixture
def make_agency(cast):
    def make(name, kind=Unit.Kind.COMMUNE, parent=None):
        parent = parent or cast.province
        unit = Unit.objects.create(
            parent=parent, kind=kind, name=name, is_agency=True, valid_from=date(2020, 1, 1),
            path=f"{parent.path}{90000000 + Unit.objects.count()}", sort_key=name,
        )  # fmt: skip
        unit.agency = unit
        unit.save(update_fields=["agency"])
        return unit

    return make


@pytest.fixture
def given_by(make_period, report_form, at, cast):
    """`given_by(agency, 12, (3, 4))`: its sent report with articles and dossiers in time of all, and its words."""

    def make(agency, articles=None, dossiers=None, *, answer="received", words=None, **more):
        period = more.pop("period", None) or make_period(agency=agency)
        facts = [
            _fact(ARTICLES, "Tin, bài tuyên truyền cải cách hành chính", articles, **more),
            _share(dossiers),
        ]
        snapshot = Snapshot(FIRST, LAST, LAST, at, tuple(filter(None, facts)))
        document = Document.objects.create(
            agency=agency, kind=Document.Kind.REPORT, number=f"1/BC-{agency.pk}", subject="Báo cáo"
        )
        report = Report.objects.create(
            agency=agency, period=period, form=report_form, state=ReportState.SENT,
            edition=Report.objects.filter(period=period).count() + 1, parts_due_on=LAST,
            opened_at=at, submitted_at=at, document=document, sent_on=date(2026, 3, 16),
            frozen={"snapshot": to_json(snapshot)}, digest=digest_of(snapshot),
            **({"answer": answer, "answered_by": cast.hoa, "answered_at": at} if answer else {}),
        )  # fmt: skip
        for code, paragraphs in (words or {}).items():
            SectionText.objects.create(report=report, code=code, paragraphs=paragraphs)
        return report

    return make


def _label(key):
    from cchc.indicators.models import IndicatorVersion

    return IndicatorVersion.objects.get(
        indicator__code=key.removeprefix("indicator."), indicator__agency=None
    )


def _fact(key, _name, value, **more):
    version = _label(key)
    return Fact(
        key, version.name, version.measure, None if value is None else Decimal(value),
        group=version.indicator.block.code, **more,
    )  # fmt: skip


def _share(parts):
    if parts is None:
        return None
    version = _label(ON_TIME)
    some, whole = map(Decimal, parts)
    return Fact(
        ON_TIME, version.name, "%", 100 * some / whole if whole else None, some, whole,
        decimals=version.decimals, group=version.indicator.block.code,
    )  # fmt: skip


@pytest.fixture
def above(cast, make_period, report_form, clerk_above, at):
    """The province's open report of the quarter."""
    return open_report(
        period=make_period(agency=cast.province), form=report_form,
        parts_due_on=date(2026, 3, 17), by=clerk_above, at=at,
    )  # fmt: skip


def facts_of(report, at):
    return snapshot_in(content_of(report, at))


def text_of(report):
    rows = SectionText.objects.filter(report=report)
    return " ".join(
        part if isinstance(part, str) else part["shown"]
        for row in rows
        for each in row.paragraphs
        for part in each["parts"]
    )


def test_a_province_of_fifteen_departments_and_a_hundred_communes_is_added_up(
    cast, above, make_agency, given_by, make_period, clerk_above, at
):
    """113 accepted reports: number i says i articles, and i of i + 1 dossiers in time; two are not in the sum."""
    departments = [make_agency(f"Sở số {n:02}", Unit.Kind.DEPARTMENT) for n in range(13)]
    departments += [cast.agency, cast.other_agency]
    communes = [make_agency(f"Xã số {n:03}") for n in range(100)]
    agencies = [*departments, *communes]
    for number, agency in enumerate(agencies[:-2], start=1):
        given_by(agency, number, (number, number + 1))
    given_by(agencies[-2], 1000, (1, 1), answer="")
    make_period(agency=agencies[-1])

    consolidate(report=above, by=clerk_above, at=at)

    articles, on_time = (facts_of(above, at).get(key) for key in (ARTICLES, ON_TIME))
    assert articles.value == sum(range(1, 114))
    assert (on_time.numerator, on_time.denominator) == (sum(range(1, 114)), sum(range(2, 115)))
    assert articles.scope is Scope.PROVINCE
    assert articles.missing == ("Xã số 098", "Xã số 099")
    text = text_of(above)
    assert "Trên toàn tỉnh" in text
    assert "6.441" in text
    assert "Xã số 098 và Xã số 099 do chưa có báo cáo được nhận" in text


def test_the_sum_opens_into_the_agencies_behind_it(
    client, cast, above, make_agency, given_by, clerk_above
):
    report = given_by(cast.agency, 7, (3, 4))
    given_by(cast.other_agency, 5, answer="")
    make_agency("Xã Không Gửi")
    client.force_login(clerk_above)
    page = client.get(reverse("report_fact", args=[above.uid, ARTICLES])).content.decode()
    assert "Theo cơ quan trực thuộc" in page
    for words in ("Sở Khoa học và Công nghệ", "Sở Nội vụ", "đã gửi, chờ nhận", "Xã Không Gửi"):
        assert words in page
    assert reverse("report_paper", args=[report.uid]) in page
    share = client.get(reverse("report_fact", args=[above.uid, ON_TIME])).content.decode()
    assert "3/4" in share
    assert '<b class="report-fact-value">75,00%</b> <span' in share
    assert "báo cáo không có chỉ tiêu này" not in share.partition("Xã Không Gửi")[2]


def test_the_workspace_says_how_many_agencies_are_in_the_report(
    client, cast, above, given_by, clerk_above
):
    client.force_login(clerk_above)
    assert "đã nhận 0/" not in client.get(above.get_absolute_url()).content.decode()
    given_by(cast.agency, 7)
    given_by(cast.other_agency, 5, answer="")
    assert "đã nhận 1/2" in client.get(above.get_absolute_url()).content.decode()


def test_a_draft_on_paper_says_of_an_empty_section_that_it_is_empty(client, above, clerk_above):
    client.force_login(clerk_above)
    page = client.get(reverse("report_paper", args=[above.uid])).content.decode()
    assert page.count("Chưa có nội dung.") == 3


def test_difficulties_and_proposals_come_with_the_agency_that_raised_them(
    cast, above, given_by, clerk_above, at
):
    drafted = {"about": "drafted", "parts": ["Trong kỳ có ", {"key": "obstacle.all.total", "shown": "02"}]}  # fmt: skip
    said = {"about": "", "parts": ["- Thiếu máy quét tại một cửa (nhiệm vụ 3.b)"]}
    report = given_by(cast.agency, 7, words={"II": [drafted, said], "I.1": [said]})
    SectionText.objects.filter(report=report, code="II").update(drafted=[drafted, said])
    consolidate(report=above, by=clerk_above, at=at)
    rows = {row.code: str(row.paragraphs) for row in SectionText.objects.filter(report=above)}
    assert "- Sở Khoa học và Công nghệ: Thiếu máy quét tại một cửa" in rows["II"]
    assert "Trong kỳ có" not in rows["II"]
    assert "máy quét" not in rows["I.1"]


def test_nobody_is_counted_as_zero_and_a_report_without_them_needs_a_note(
    cast, above, given_by, give, clerk_above, at, make_agency
):
    given_by(cast.agency, 7)
    given_by(cast.other_agency, None)
    make_agency("Xã Không Gửi")
    for part in above.parts.select_related("unit", "report__period"):
        give(part)
    consolidate(report=above, by=clerk_above, at=at)
    fact = facts_of(above, at).get(ARTICLES)
    assert (fact.value, set(fact.missing)) == (7, {"Sở Nội vụ", "Xã Không Gửi"})
    above.refresh_from_db()
    ask = {
        "report": above,
        "version": above.version,
        "by": clerk_above,
        "at": at,
        "omits_empty": True,
    }
    with pytest.raises(refusals.UnitsMissing, match="Xã Không Gửi"):
        submit_report(note="", **ask)
    frozen = submit_report(note="Xã mới thành lập", **ask)
    paper = paper_of(frozen, frozen.frozen)
    assert any("Xã Không Gửi" in str(line) for line in paper.parts[-1].lines)
    annex = next(each for each in paper.annexes if isinstance(each, StatisticsAnnex))
    rows = {row.code: row for block in annex.blocks for row in block.rows}
    assert rows["CDDH.10"].scope == "Toàn tỉnh"
    assert "Xã Không Gửi" in rows["CDDH.10"].remark


def test_what_is_accepted_later_stands_beside_a_frozen_report(
    client, cast, above, given_by, give, clerk_above, at
):
    given_by(cast.agency, 7)
    late = given_by(cast.other_agency, 5, answer="")
    for part in above.parts.select_related("unit", "report__period"):
        give(part)
    above.refresh_from_db()
    frozen = submit_report(
        report=above,
        note="Chờ Sở Nội vụ",
        version=above.version,
        by=clerk_above,
        at=at,
        omits_empty=True,
    )
    answer_report(
        report=late, answer=Report.Answer.RECEIVED, note="", version=late.version,
        by=clerk_above, at=at,
    )  # fmt: skip
    assert facts_of(frozen, at).get(ARTICLES).value == 7
    ((then, now),) = [pair for pair in later_figures(frozen, at) if pair[0].key == ARTICLES]
    assert (then.value, now.value) == (7, 12)
    client.force_login(clerk_above)
    page = client.get(reverse("report_fact", args=[frozen.uid, ARTICLES])).content.decode()
    assert "đã gửi, chờ nhận" in page


def test_a_returned_report_is_out_and_its_accepted_correction_is_in(
    cast, above, given_by, clerk_above, at
):
    first = given_by(cast.agency, 7, answer="returned")
    assert ARTICLES not in {fact.key for fact in facts_of(above, at).facts if fact.value}
    given_by(cast.agency, 9, period=first.period)
    assert facts_of(above, at).get(ARTICLES).value == 9


def test_an_accepted_edition_counts_until_its_correction_is_accepted_too(cast, above, given_by, at):
    first = given_by(cast.agency, 7)
    given_by(cast.agency, 9, answer="", period=first.period)
    assert facts_of(above, at).get(ARTICLES).value == 7


def test_a_department_with_agencies_of_its_own_says_whose_figure_it_is(
    cast, make_agency, make_period, given_by, say, articles, opened, give_all, at
):
    below = make_agency("Chi cục Kiểm lâm", Unit.Kind.SUB_DEPARTMENT, parent=cast.agency)
    given_by(below, 4)
    say(articles, 10)
    give_all()
    fact = facts_of(opened, at).get(ARTICLES)
    assert (fact.value, fact.scope) == (14, Scope.WHOLE)
    assert "Phòng Nghiệp vụ" in fact.missing


def test_figures_of_a_whole_province_are_never_added(cast, above, given_by, at):
    given_by(cast.agency, 7, scope=Scope.PROVINCE)
    given_by(cast.other_agency, 5)
    assert facts_of(above, at).get(ARTICLES).value == 5


def test_a_departments_real_report_goes_up_once_it_is_accepted(
    client, cast, above, opened, say, articles, give_all, submit, send_out, clerk_above, at
):
    say(articles, 12)
    give_all()
    report = send_out(submit(opened))
    assert facts_of(above, at).get(ARTICLES) is None or not facts_of(above, at).get(ARTICLES).value
    answer_report(
        report=report, answer=Report.Answer.RECEIVED, note="", version=report.version,
        by=clerk_above, at=at,
    )  # fmt: skip
    client.force_login(clerk_above)
    page = client.get(above.get_absolute_url())
    token = page.context["new_token"]()
    data = {"submit_token": token, "version": above.version}
    done = client.post(reverse("report_consolidate", args=[above.uid]), data, follow=True)
    assert "1/2 báo cáo đã nhận" in done.content.decode()
    assert facts_of(above, at).get(ARTICLES).value == 12
    assert "Sở Nội vụ" in done.content.decode()


def test_statements_do_not_grow_with_agencies(
    client, cast, above, make_agency, given_by, clerk_above
):
    client.force_login(clerk_above)
    given_by(cast.agency, 7, (1, 2))
    given_by(cast.other_agency, 7, (1, 2))
    client.get(above.get_absolute_url())
    with CaptureQueriesContext(connection) as few:
        client.get(above.get_absolute_url())
    for number in range(8):
        given_by(make_agency(f"Xã {number}"), 1, (1, 2))
    with CaptureQueriesContext(connection) as many:
        client.get(above.get_absolute_url())
    assert len(many) == len(few)


def test_a_correction_of_the_provinces_report_takes_in_what_came_meanwhile(
    cast, above, given_by, give, send_out, clerk_above, at
):
    given_by(cast.agency, 7)
    for part in above.parts.select_related("unit", "report__period"):
        give(part)
    above.refresh_from_db()
    frozen = submit_report(
        report=above,
        note="Chờ Sở Nội vụ",
        version=above.version,
        by=clerk_above,
        at=at,
        omits_empty=True,
    )
    sent = send_out(frozen, number="9/BC-UBND")
    given_by(cast.other_agency, 5)
    fresh = correct_report(report=sent, reason="Bổ sung Sở Nội vụ", by=clerk_above, at=at)
    consolidate(report=fresh, by=clerk_above, at=at)
    assert facts_of(fresh, at).get(ARTICLES).value == 12
    assert ReportingPeriod.objects.filter(agency=cast.province).count() == 1


def _recounted(province, period):
    """The sums of articles and of dossiers from what the reports print, agency by agency, by hand."""
    sums, silent = {ARTICLES: [], ON_TIME: []}, set()
    for agency in Unit.objects.filter(valid_on(period.data_to), parent=province, is_agency=True):
        taken = Report.objects.filter(
            agency=agency, period__code=period.code, state=ReportState.SENT, answer="received"
        )
        last = taken.order_by("-edition").first()
        if last is None:
            silent.add(agency.name)
        for fact in from_json(last.frozen["snapshot"]).facts if last else ():
            sums[fact.key].append(fact)
    numbers = [fact.value for fact in sums[ARTICLES] if fact.value is not None]
    shares = [fact for fact in sums[ON_TIME] if fact.denominator is not None]
    return (
        sum(numbers) if numbers else None,
        sum(fact.numerator for fact in shares) if shares else None,
        sum(fact.denominator for fact in shares) if shares else None,
        silent,
    )


@pytest.mark.parametrize("seed", range(4))
def test_sums_equal_a_recount_of_what_the_reports_print_after_any_course_of_events(
    seed, cast, above, make_agency, given_by, clerk_above, at
):
    """Accepted, given back after it was accepted, corrected, corrected again; an agency that ends."""
    chance = Random(seed)
    agencies = [cast.agency, cast.other_agency, *(make_agency(f"Xã {n}") for n in range(6))]
    latest = {}

    def send(agency, period=None):
        more = {"period": period} if period else {}
        parts = (chance.randint(0, 9), chance.randint(9, 20))
        latest[agency] = given_by(agency, chance.randint(0, 99), parts, answer="", **more)

    def answer(agency, verdict):
        report = Report.objects.get(pk=latest[agency].pk)
        answer_report(
            report=report, answer=verdict, note="Xem lại", version=report.version,
            by=clerk_above, at=at,
        )  # fmt: skip

    for _step in range(30):
        agency = chance.choice(agencies)
        act = chance.choice(["accept", "accept", "accept", "return", "correct", "end"])
        if agency not in latest:
            send(agency)
        elif act == "correct":
            send(agency, latest[agency].period)
        elif act == "end" and len(agencies) > 5 and agency != cast.agency:
            Unit.objects.filter(pk=agency.pk).update(valid_to=date(2026, 2, 28))
            agencies.remove(agency)
        else:
            answer(agency, "returned" if act == "return" else "received")
        found = facts_of(above, at)
        number, some, whole, silent = _recounted(cast.province, above.period)
        articles, share = found.get(ARTICLES), found.get(ON_TIME)
        assert (articles.value if articles else None) == number
        assert (share.numerator, share.denominator) == (some, whole) if share else not whole
        if articles is not None:
            assert set(articles.missing) == silent


def test_reports_frozen_before_there_was_a_digest_are_given_one(cast, given_by):
    report = given_by(cast.agency, 7, (3, 4), words={"II": []})
    kept = report.digest
    assert set(kept) == {ARTICLES, ON_TIME}
    Report.objects.update(digest={})
    fill = import_module("cchc.reports.migrations.0007_digest_of_frozen").fill
    fill(apps, None)
    assert Report.objects.get().digest == kept


def test_a_frozen_report_without_a_digest_cannot_be_kept(cast, given_by):
    given_by(cast.agency, 7)
    with pytest.raises(IntegrityError, match="digest"), transaction.atomic():
        Report.objects.update(digest=None)


def test_statements_behind_a_sum_do_not_grow_with_agencies(
    client, cast, above, make_agency, given_by, clerk_above
):
    client.force_login(clerk_above)
    address = reverse("report_fact", args=[above.uid, ARTICLES])
    given_by(cast.agency, 7, (1, 2))
    given_by(cast.other_agency, 7, (1, 2))
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(8):
        given_by(make_agency(f"Xã {number}"), 1, (1, 2))
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)
    assert not any(
        '"reports_report"."frozen"' in row["sql"] for row in many[1:] if "IN (" in row["sql"]
    )

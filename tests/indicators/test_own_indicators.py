"""Indicators of an agency's own, and versions beside the shipped ones: earlier days and other agencies keep theirs."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cchc.audit.selectors import history_of
from cchc.indicators.models import Indicator, IndicatorBlock, IndicatorVersion, Observation
from cchc.indicators.selectors import library_of, questions_of
from cchc.indicators.selectors.library import effect_of, free_code, version_on
from cchc.indicators.services import Entry, Stage, assign_duties, record_figures
from cchc.indicators.services import library as services

pytestmark = pytest.mark.django_db
APRIL = date(2026, 4, 1)


def facts(base=None, valid_from=APRIL, **changed):
    columns = {
        "name": "Máy lấy số tự động", "measure": "máy", "kind": "entered", "numerator": "",
        "denominator": "", "rate": None, "adds": "state", "frequency": "reports", "scope": "own",
        "direction": "up", "decimals": 0, "rule": "Đếm máy đang dùng.", "basis": "", "formula": "",
    }  # fmt: skip
    if base is not None:
        columns = {name: getattr(base, name) for name in columns}
    return services.Facts(columns | changed, valid_from)


@pytest.fixture
def act(cast, at):
    return {"by": cast.coordinator, "at": at}


@pytest.fixture
def block(db):
    return IndicatorBlock.objects.get(code="tthc")


@pytest.fixture
def own(cast, block, act):
    return services.create_indicator(
        agency=cast.agency, code="CQ.01", block=block, facts=facts(), **act
    )


def name_on(indicator, agency, day):
    found = version_on(indicator, agency, day)
    return found.name if found else None


def test_a_shipped_indicator_gets_a_version_beside_it_from_a_day_on(cast, articles, act):
    shipped = articles.versions.get()
    services.add_version(
        indicator=articles, agency=cast.agency,
        facts=facts(shipped, name="Tin, bài đã đăng", rule="Đếm bài đã đăng."), **act,
    )  # fmt: skip
    assert name_on(articles, cast.agency, date(2026, 3, 31)) == shipped.name
    assert name_on(articles, cast.agency, APRIL) == "Tin, bài đã đăng"
    assert name_on(articles, cast.other_agency, APRIL) == shipped.name
    shipped.refresh_from_db()
    assert (shipped.replaced_at, shipped.valid_to) == (None, None)
    sentence = history_of(articles.uid)[0].sentence
    assert "từ 01/04/2026" in sentence
    assert "“Tin, bài đã đăng”" in sentence


def test_what_the_province_says_counts_below_until_the_agency_says_something_later(
    cast, articles, act
):
    shipped = articles.versions.get()
    for agency, day, name in (
        (cast.province, APRIL, "Theo tỉnh"),
        (cast.agency, date(2026, 5, 1), "Theo Sở"),
    ):
        services.add_version(
            indicator=articles, agency=agency, facts=facts(shipped, day, name=name), **act
        )
    assert name_on(articles, cast.other_agency, date(2026, 6, 1)) == "Theo tỉnh"
    assert name_on(articles, cast.agency, APRIL) == "Theo tỉnh"
    assert name_on(articles, cast.agency, date(2026, 6, 1)) == "Theo Sở"


def test_a_period_is_asked_by_the_version_of_its_cut_off(asked, cast, make_period, articles, act):
    services.add_version(
        indicator=articles, agency=cast.agency,
        facts=facts(articles.versions.get(), name="Tin, bài đã đăng"), **act,
    )  # fmt: skip
    names = {
        name: {each.indicator: each.version.name for each in questions_of(period)}[articles]
        for name, period in (
            ("Quý I", make_period()),
            ("6 tháng", make_period("6 tháng", data_to=date(2026, 6, 14))),
        )
    }
    assert names == {
        "Quý I": "Tin, bài tuyên truyền cải cách hành chính",
        "6 tháng": "Tin, bài đã đăng",
    }


@pytest.mark.parametrize(
    "changed",
    [{"numerator": "Đăng", "denominator": "Viết"}, {"adds": "state"}, {"scope": "area"}],
)
def test_a_shared_indicator_keeps_what_sums_above_rest_on(cast, articles, act, changed):
    with pytest.raises(services.SharedShape):
        services.add_version(
            indicator=articles, agency=cast.agency,
            facts=facts(articles.versions.get(), **changed), **act,
        )  # fmt: skip
    assert articles.versions.count() == 1


def test_nothing_is_written_that_changes_nothing_or_belongs_to_others(cast, articles, own, act):
    with pytest.raises(services.NothingChanges):
        services.add_version(
            indicator=articles, agency=cast.agency, facts=facts(articles.versions.get()), **act
        )
    with pytest.raises(services.NotYours):
        services.add_version(
            indicator=own, agency=cast.other_agency, facts=facts(name="Khác"), **act
        )
    with pytest.raises(services.NotYours):
        services.take_back_version(version=articles.versions.get(), agency=cast.agency, **act)


def test_an_own_version_of_the_same_day_is_replaced_and_stays_in_the_table(cast, own, act):
    services.add_version(indicator=own, agency=cast.agency, facts=facts(name="Máy xếp hàng"), **act)
    assert name_on(own, cast.agency, APRIL) == "Máy xếp hàng"
    assert own.versions.filter(replaced_at__isnull=False).get().name == "Máy lấy số tự động"


def test_a_version_taken_back_leaves_the_word_to_the_one_before(cast, articles, own, act):
    version = services.add_version(
        indicator=articles, agency=cast.agency,
        facts=facts(articles.versions.get(), name="Khác"), **act,
    )  # fmt: skip
    services.take_back_version(version=version, agency=cast.agency, **act)
    assert name_on(articles, cast.agency, APRIL) == "Tin, bài tuyên truyền cải cách hành chính"
    assign_duties(agency=cast.agency, asked={own.pk: None}, **act)
    with pytest.raises(services.StillAsked):
        services.take_back_version(version=own.versions.get(), agency=cast.agency, **act)
    assert own.versions.get().replaced_at is None


@pytest.fixture
def told(cast, own, make_period, act):
    """The office has said 5 of its own indicator for half a year."""
    assign_duties(agency=cast.agency, asked={own.pk: None}, **act)
    period = make_period("6 tháng", data_to=date(2026, 6, 14))
    record_figures(
        period=period, unit=cast.office, entries={own.pk: Entry(Stage.OFFICIAL, Decimal(5))},
        seen=0, on_behalf=True, **act,
    )  # fmt: skip
    return period


def test_parts_do_not_change_under_figures_that_were_given(cast, own, told, act):
    share = {"numerator": "Đang dùng", "denominator": "Được cấp", "measure": "%"}
    with pytest.raises(services.FiguresUnderway, match="6 tháng"):
        services.add_version(indicator=own, agency=cast.agency, facts=facts(**share), **act)
    later = facts(valid_from=date(2026, 6, 15), **share)
    services.add_version(indicator=own, agency=cast.agency, facts=later, **act)
    assert Observation.objects.get().denominator is None


def test_the_preview_tells_fields_periods_and_until_when(cast, own, told, act):
    services.add_version(
        indicator=own, agency=cast.agency,
        facts=facts(valid_from=date(2027, 1, 1), name="Từ năm sau"), **act,
    )  # fmt: skip
    given = facts(valid_from=date(2026, 5, 1), name="Máy xếp hàng", direction="none")
    effect = effect_of(own, cast.agency, dict(given.columns), given.valid_from)
    assert [(each.label, each.new) for each in effect.changes] == [
        ("Tên chỉ tiêu", "Máy xếp hàng"),
        ("Chiều tốt", "Không xét"),
    ]
    assert list(effect.periods) == [told]
    assert effect.until == date(2027, 1, 1)


def test_codes_are_taken_once_up_and_down_the_tree(cast, block, own, act):
    for code, agency in (
        ("TTHC.01", cast.agency),
        ("CQ.01", cast.province),
        ("cq.01", cast.agency),
    ):
        with pytest.raises(services.CodeTaken):
            services.create_indicator(agency=agency, code=code, block=block, facts=facts(), **act)
    assert free_code(cast.agency) == "CQ.02"
    neighbour = services.create_indicator(
        agency=cast.other_agency, code="CQ.01", block=block, facts=facts(), **act
    )
    assert neighbour.pk != own.pk


def test_an_indicator_of_the_province_is_known_below_and_not_beside(cast, block, own, act):
    shared = services.create_indicator(
        agency=cast.province, code="TINH.01", block=block, facts=facts(), **act
    )
    known = {each.indicator for each in library_of(cast.other_agency, APRIL)}
    assert shared in known
    assert own not in known


def test_the_database_keeps_shipped_versions(articles, at):
    with pytest.raises(IntegrityError), transaction.atomic():
        articles.versions.update(replaced_at=at)


FIELDS = {
    "name": "Máy lấy số tự động", "measure": "máy", "kind": "entered", "numerator": "",
    "denominator": "", "rate": "", "adds": "state", "frequency": "reports", "scope": "own",
    "direction": "up", "decimals": "0", "rule": "Đếm máy đang dùng.", "basis": "Công văn 12",
    "valid_from": "01/01/2026",
}  # fmt: skip


def test_the_coordinator_makes_an_indicator_and_a_share_needs_both_parts(client, cast):
    client.force_login(cast.coordinator)
    address = reverse("figures_indicator_new")
    form = client.get(address).context["form"]
    assert form.initial["code"] == "CQ.01"
    data = FIELDS | {"code": "cq.01", "block": "tthc"}
    bad = client.post(address, data | {"denominator": "Được cấp"})
    assert bad.status_code == 422
    assert "Tỷ lệ cần cả tử số và mẫu số" in bad.content.decode()
    assert client.post(address, data).status_code == 302
    made = Indicator.objects.get(code="CQ.01")
    assert made.agency == cast.agency
    assert "Máy lấy số tự động" in client.get(reverse("figures_library")).content.decode()
    taken = client.post(address, data)
    assert "Mã này đã dùng" in taken.content.decode()


def test_a_change_is_looked_at_before_it_is_written(client, cast, articles):
    client.force_login(cast.coordinator)
    address = reverse("figures_version", args=[articles.uid])
    data = client.get(address).context["form"].initial
    data = {name: "" if value is None else value for name, value in data.items()}
    data |= {"name": "Tin, bài đã đăng", "valid_from": "01/04/2026"}
    seen = client.post(address, data | {"act": "look"})
    text = seen.content.decode()
    assert "Những gì thay đổi" in text
    assert "Tin, bài đã đăng" in text
    assert not IndicatorVersion.objects.filter(agency=cast.agency).exists()
    client.post(address, data | {"act": "save"})
    version = IndicatorVersion.objects.get(agency=cast.agency)
    page = client.get(reverse("figures_indicator", args=[articles.uid])).content.decode()
    assert "Từ ngày 01/04/2026" in page
    assert cast.agency.name in page
    back = reverse("figures_version_back", args=[articles.uid, version.pk])
    assert client.post(back).status_code == 302
    assert client.post(back).status_code == 404


def test_leaders_look_and_do_not_write(client, cast, articles):
    client.force_login(cast.leader)
    page = client.get(reverse("figures_indicator", args=[articles.uid]))
    assert "Đổi cách đếm" not in page.content.decode()
    assert client.get(reverse("figures_version", args=[articles.uid])).status_code == 404
    client.force_login(cast.lan)
    assert client.get(reverse("figures_indicator", args=[articles.uid])).status_code == 404


def test_a_request_asks_for_a_share_in_one_line(client, cast):
    client.force_login(cast.coordinator)
    data = {
        "name": "Rà soát máy", "issuer": "UBND tỉnh", "data_from": "01/01/2026",
        "data_to": "31/01/2026", "internal_due_on": "02/02/2026",
        "questions": "Tỷ lệ máy còn dùng được | máy còn dùng / máy được cấp\nSố máy hỏng | máy",
    }  # fmt: skip
    assert client.post(reverse("figures_ad_hoc"), data).status_code == 302
    versions = IndicatorVersion.objects.filter(agency=cast.agency).order_by("pk")
    assert [(each.measure, each.numerator, each.denominator) for each in versions] == [
        ("%", "máy còn dùng", "máy được cấp"),
        ("máy", "", ""),
    ]

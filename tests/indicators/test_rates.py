"""Rates that change on a day (lương cơ sở): each month by the rate then in force, entered beside the old ones."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cchc.audit.selectors import history_of
from cchc.indicators import shipped
from cchc.indicators.models import Indicator, Rate, RateValue
from cchc.indicators.rules import Figure, Stage, rounded, value_of, written
from cchc.indicators.rules.rates import (
    Step,
    amount_on,
    base_of,
    by_month,
    doubts_of_base,
    in_words,
    months_in,
)
from cchc.indicators.selectors.versions import amounts_of, steps_of
from cchc.indicators.services import Entry, assign_duties, record_figures
from cchc.indicators.services.rates import Amount, set_rate
from cchc.indicators.services.targets import NotInRate, link_target
from cchc.plans.models import Target
from tests.factories import programme as p
from tests.indicators.test_rules import CASES, unhurried

STEPS = [
    Step(value["from"], Decimal(value["amount"]))
    for rate in shipped.rates()
    for value in rate["value"]
]


@pytest.mark.parametrize("case", CASES["rate"], ids=lambda case: case["says"])
def test_worked_rates_come_out_as_counted_by_hand(case):
    months = by_month(STEPS, *map(date.fromisoformat, case["window"]))
    assert in_words(months) == case["words"]
    base = base_of(months, case.get("persons", []))
    assert base == case["base"]
    if "paid" in case:
        value = value_of(Figure(Decimal(case["paid"]), base))
        assert written(value, 1) == case["shown"]
        assert doubts_of_base(Figure(Decimal(1), base), months) == []


def test_persons_are_told_for_every_month():
    months = by_month(STEPS, date(2024, 6, 15), date(2024, 9, 14))
    with pytest.raises(ValueError, match="2 numbers for 3 months"):
        base_of(months, [1, 2])


def test_a_number_of_persons_in_place_of_money_is_doubted():
    months = by_month(STEPS, date(2024, 6, 15), date(2024, 9, 14))
    assert doubts_of_base(Figure(Decimal(1), Decimal(74)), months)
    assert doubts_of_base(Figure(Decimal(1), Decimal(74)), []) == []


days = st.dates(date(2019, 7, 1), date(2027, 12, 31))


@unhurried
@given(days, days, days)
def test_windows_that_follow_each_other_share_no_month_and_lose_none(a, b, c):
    first, second, last = sorted((a, b, c))
    whole = months_in(first, last)
    parts = months_in(first, second) + months_in(second + timedelta(days=1), last)
    assert parts == whole
    assert [amount for _month, amount in by_month(STEPS, first, last)] == [
        amount_on(STEPS, month) for month in whole
    ]


@pytest.fixture
def rate(db):
    return Rate.objects.get(code="luong_co_so")


@pytest.fixture
def income(db):
    return Indicator.objects.get(code="TCC.03")


RAISED = Amount(Decimal(2_500_000), date(2026, 7, 1), "Nghị định số 01/2026/NĐ-CP")


def test_an_agency_enters_a_new_rate_and_corrects_it_beside_the_old(cast, rate, at):
    wrong = Amount(Decimal(3_000_000), RAISED.valid_from, RAISED.basis)
    set_rate(rate=rate, agency=cast.agency, given=wrong, by=cast.coordinator, at=at)
    row = set_rate(rate=rate, agency=cast.agency, given=RAISED, by=cast.coordinator, at=at)
    steps = steps_of(rate, cast.agency)
    assert amount_on(steps, date(2026, 6, 30)) == 2_340_000
    assert amount_on(steps, date(2026, 7, 1)) == 2_500_000
    assert RateValue.objects.filter(agency=cast.agency).count() == 2
    assert amount_on(steps_of(rate, cast.other_agency), date(2026, 7, 1)) == 2_340_000
    assert "2.500.000 đồng/tháng từ 01/07/2026" in history_of(row.uid)[0].sentence


def test_what_the_province_enters_counts_below_until_the_agency_says_otherwise(cast, rate, at):
    set_rate(rate=rate, agency=cast.province, given=RAISED, by=cast.coordinator, at=at)
    assert amount_on(steps_of(rate, cast.agency), date(2026, 8, 1)) == 2_500_000
    own = Amount(Decimal(2_600_000), RAISED.valid_from, "Quyết định số 5/QĐ-UBND")
    set_rate(rate=rate, agency=cast.agency, given=own, by=cast.coordinator, at=at)
    assert amount_on(steps_of(rate, cast.agency), date(2026, 8, 1)) == 2_600_000
    told = [(row.basis, counts) for row, counts in amounts_of(rate, cast.agency)]
    assert told[-2:] == [(RAISED.basis, False), (own.basis, True)]


@pytest.mark.parametrize(
    "wrong", [{"amount": 0}, {"basis": ""}, {"valid_from": date(2024, 7, 1)}, {"entered_at": True}]
)
def test_the_database_refuses_impossible_rates(rate, at, wrong):
    facts = {"rate": rate, "amount": 1, "valid_from": date(2030, 1, 1), "basis": "x"} | wrong
    if wrong.get("entered_at"):
        facts["entered_at"] = at
    with pytest.raises(IntegrityError), transaction.atomic():
        RateValue.objects.create(**facts)


@pytest.fixture
def year(cast, make_period, income, rate, at):
    """The year in which the rate rises, half of it at each; the office alone is asked for its income."""
    assign_duties(agency=cast.agency, asked={income.pk: cast.office}, by=cast.coordinator, at=at)
    set_rate(rate=rate, agency=cast.agency, given=RAISED, by=cast.coordinator, at=at)
    row = make_period("Năm 2026", date(2025, 12, 15), date(2026, 12, 14))
    row.code = "2026"
    row.save()
    return row


@pytest.fixture
def target(cast, db):
    plan = p.make_plan(cast)
    plan.target_count = 1
    plan.save(update_fields=["target_count"])
    return Target.objects.create(
        plan=plan, position=1, path="II.6", area=p.area(), comparator=">=", value=1,
        text="Thu nhập tăng thêm từ 01 lần lương cơ sở/người/tháng trở lên",
        unit_of_measure="lần lương cơ sở/người/tháng",
    )  # fmt: skip


def test_the_entry_page_tells_each_months_rate_and_doubts_a_count_of_persons(
    year, cast, client, income, at
):
    client.force_login(cast.lan)
    address = reverse("figures_entry", args=[year.uid, cast.office.uid])
    text = client.get(address).content.decode()
    assert "tháng 01 đến tháng 06/2026: 2.340.000; tháng 07 đến tháng 12/2026: 2.500.000" in text
    record_figures(
        period=year, unit=cast.office,
        entries={income.pk: Entry(Stage.OFFICIAL, Decimal(600_000_000), Decimal(24))},
        seen=0, by=cast.lan, at=at, on_behalf=False,
    )  # fmt: skip
    text = client.get(address).content.decode()
    assert "không khớp với số người nhân mức của từng tháng" in text
    assert "trên 100%" not in text


def test_a_target_in_times_of_the_rate_is_met_by_months_and_not_by_the_last_rate(
    year, cast, client, income, target, at
):
    # 10 persons all year: 10 x (6 x 2.340.000 + 6 x 2.500.000) = 290.400.000, exactly one time the rate.
    months = by_month(
        steps_of(income.versions.get().rate, cast.agency), year.data_from, year.data_to
    )
    base = base_of(months, [10] * 12)
    assert base == 290_400_000
    record_figures(
        period=year, unit=cast.office,
        entries={income.pk: Entry(Stage.OFFICIAL, Decimal(290_400_000), base)},
        seen=0, by=cast.lan, at=at, on_behalf=False,
    )  # fmt: skip
    link_target(target=target, indicator=income, by=cast.coordinator, at=at)
    client.force_login(cast.leader)
    page = client.get(reverse("figures_target", args=[target.uid]))
    line = page.context["line"]
    assert (line.aim, line.now, line.light.value) == ("≥ 100,0%", "100,0%", "met")
    assert "1 lần lương cơ sở/người/tháng, mỗi tháng theo mức của tháng đó" in page.content.decode()
    assert rounded(Decimal(100) * 290_400_000 / (12 * 10 * 2_500_000), 1) < 100


def test_a_target_in_times_of_a_rate_is_not_measured_by_something_else(cast, target, articles, at):
    with pytest.raises(NotInRate, match="lương cơ sở"):
        link_target(target=target, indicator=articles, by=cast.coordinator, at=at)


def test_the_coordinator_enters_a_rate_on_its_page(client, cast, rate):
    client.force_login(cast.coordinator)
    address = reverse("figures_rates")
    bad = client.post(address, {"rate": rate.code, "amount": "0", "valid_from": "1/7/2026"})
    assert bad.status_code == 422
    text = bad.content.decode()
    assert "lớn hơn 0" in text
    data = {"rate": rate.code, "amount": "2.500.000", "valid_from": "01/07/2026", "basis": "NĐ 1"}
    assert client.post(address, data).status_code == 302
    text = client.get(address).content.decode()
    assert "2.500.000" in text
    assert "(mẫu, cần đối chiếu văn bản)" in text
    client.force_login(cast.leader)
    assert client.get(address).status_code == 404

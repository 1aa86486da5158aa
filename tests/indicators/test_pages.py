"""The pages of figures: who enters what, the sums with their sources, and who is asked."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cchc.indicators.models import FigureDuty, Observation
from tests.factories import programme as p

pytestmark = pytest.mark.django_db


def entry_url(period, unit):
    return reverse("figures_entry", args=[period.uid, unit.uid])


def form(client, period, unit):
    """The hidden fields of the form as drawn."""
    page = client.get(entry_url(period, unit))
    assert page.status_code == 200
    context = page.context
    return {"submit_token": context["new_token"](), "seen": str(context["seen"])}


def test_a_unit_enters_its_figures_and_sees_what_looks_odd(
    asked, client, period, cast, articles, make_period
):
    half = make_period("6 tháng", date(2025, 12, 15), date(2026, 6, 14))
    client.force_login(cast.lan)
    field = f"i{articles.pk}"
    data = form(client, period, cast.office) | {
        f"{field}-numerator": "1.254",
        f"{field}-said": "official",
    }
    answer = client.post(entry_url(period, cast.office), data, follow=True)
    assert "Đã lưu số liệu." in answer.content.decode()
    assert Observation.objects.get().numerator == 1254
    data = form(client, half, cast.office) | {
        f"{field}-numerator": "12",
        f"{field}-said": "official",
    }
    page = client.post(entry_url(half, cast.office), data, follow=True).content.decode()
    assert "Nhỏ hơn số đã báo cáo của Quý I (1.254)" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"numerator": "mười hai"}, "Hãy nhập số không âm"),
        ({"numerator": "-3"}, "Hãy nhập số không âm"),
        ({"numerator": "12", "said": "estimated"}, "Số ước cần nêu căn cứ."),
        ({"said": "not_arising"}, "Hãy nêu lý do không phát sinh."),
        ({"numerator": "0", "said": "not_arising", "note": "vì"}, "để trống số liệu"),
    ],
)
def test_bad_input_is_answered_at_its_field_and_nothing_is_saved(
    asked, client, period, cast, articles, typed, sentence
):
    client.force_login(cast.lan)
    given = {f"i{articles.pk}-{name}": value for name, value in typed.items()}
    answer = client.post(entry_url(period, cast.office), form(client, period, cast.office) | given)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Observation.objects.exists()


def test_a_share_needs_both_parts(asked, client, period, cast, on_time):
    client.force_login(cast.coordinator)
    data = form(client, period, cast.centre) | {f"i{on_time.pk}-numerator": "12"}
    answer = client.post(entry_url(period, cast.centre), data)
    assert "Tỷ lệ cần cả tử số và mẫu số." in answer.content.decode()


def test_a_form_sent_twice_is_saved_once(asked, client, period, cast, articles):
    client.force_login(cast.lan)
    data = form(client, period, cast.office) | {f"i{articles.pk}-numerator": "12"}
    for _ in range(2):
        assert client.post(entry_url(period, cast.office), data).status_code == 302
    assert Observation.objects.count() == 1


def test_the_slower_of_two_is_told_and_keeps_his_text(asked, client, period, cast, articles):
    client.force_login(cast.lan)
    mine = form(client, period, cast.office) | {f"i{articles.pk}-numerator": "15"}
    theirs = form(client, period, cast.office) | {f"i{articles.pk}-numerator": "12"}
    client.post(entry_url(period, cast.office), theirs)
    page = client.post(entry_url(period, cast.office), mine)
    assert page.status_code == 422
    text = page.content.decode()
    assert "người khác vừa nhập" in text
    assert 'value="15"' in text


def test_sums_show_who_is_missing_and_where_each_came_from(asked, client, period, cast, articles):
    client.force_login(cast.lan)
    data = form(client, period, cast.office) | {f"i{articles.pk}-numerator": "12"}
    client.post(entry_url(period, cast.office), data)
    client.force_login(cast.leader)
    page = client.get(reverse("figures_sums", args=[period.uid])).content.decode()
    assert cast.division.name in page
    behind = reverse("figures_behind", args=[period.uid, articles.uid])
    assert behind in page
    source = client.get(behind).content.decode()
    assert "chưa có số" in source
    assert cast.lan.full_name in source


def test_what_is_computed_counts_as_of_the_cut_off(client, cast, make_period, at):
    """Done after the cut-off is not done in the period (case 15: due later is still in time)."""
    from cchc.indicators.models import Indicator
    from cchc.indicators.services import assign_duties
    from cchc.tasks.services.recording import Result, record_fact

    plan = p.make_plan(cast)
    period = make_period("Tháng 2", date(2026, 1, 15), date(2026, 2, 14))
    done, later = (
        p.write_one(plan, [cast.division], times=[p.due(date(2026, 3, 1))]) for _ in "ab"
    )
    for task, day in ((done, date(2026, 2, 10)), (later, date(2026, 2, 20))):
        row = task.occurrences.get()
        record_fact(
            occurrence=row, result=Result(delivered_on=day), by=cast.minh, at=at, seen=row.version
        )
    assign_duties(
        agency=cast.agency, asked={Indicator.objects.get(code="CDDH.02").pk: None},
        by=cast.coordinator, at=at,
    )  # fmt: skip
    client.force_login(cast.coordinator)
    page = client.get(reverse("figures_sums", args=[period.uid])).content.decode()
    assert "50,0%" in page
    assert "1/2" in page


def test_what_does_not_arise_is_out_of_the_percentage_once_somebody_else_has_confirmed_it(
    client, cast, make_period, at
):
    from cchc.indicators.models import Indicator
    from cchc.indicators.services import assign_duties
    from cchc.tasks.services.confirming import confirm_result
    from cchc.tasks.services.recording import Result, record_fact

    plan, period = p.make_plan(cast), make_period("Tháng 2", date(2026, 2, 1), date(2026, 3, 10))
    done, never, _left = (
        p.write_one(plan, [cast.division], times=[p.due(date(2026, 3, 31))]) for _ in "abc"
    )
    for task, result in (
        (done, Result(delivered_on=date(2026, 3, 2))),
        (never, Result(not_arising_on=date(2026, 3, 2), outcome="Không có phản ánh nào")),
    ):
        row = task.occurrences.get()
        record_fact(occurrence=row, result=result, by=cast.minh, at=at, seen=row.version)
    asked = {Indicator.objects.get(code="CDDH.02").pk: None}
    assign_duties(agency=cast.agency, asked=asked, by=cast.coordinator, at=at)
    client.force_login(cast.coordinator)
    address = reverse("figures_sums", args=[period.uid])
    assert "1/3" in client.get(address).content.decode()
    row = never.occurrences.get()
    confirm_result(occurrence=row, by=cast.leader, at=at, seen=row.version)
    assert "1/2" in client.get(address).content.decode()


def test_the_coordinator_says_who_gives_what(client, cast, articles):
    client.force_login(cast.coordinator)
    page = client.get(reverse("figures_library"))
    data = {"submit_token": page.context["new_token"](), f"i{articles.pk}": str(cast.centre.uid)}
    client.post(reverse("figures_library"), data)
    assert FigureDuty.objects.get().unit == cast.centre
    client.post(reverse("figures_library"), {"submit_token": ""} | {f"i{articles.pk}": ""})
    assert not FigureDuty.objects.exists()


def test_nobody_reaches_the_figures_of_others(asked, client, period, cast):
    sums = reverse("figures_sums", args=[period.uid])
    for user, address in (
        (cast.lan, sums),
        (cast.lan, entry_url(period, cast.division)),
        (cast.minh, entry_url(period, cast.office)),
        (cast.outsider, sums),
        (cast.outsider, entry_url(period, cast.office)),
        (cast.leader, reverse("figures_library")),
    ):
        client.force_login(user)
        assert client.get(address).status_code == 404, (user, address)


def test_statements_do_not_grow_with_figures(asked, client, period, cast, articles, at):
    client.force_login(cast.coordinator)
    address = reverse("figures_sums", args=[period.uid])

    def say(number, unit):
        Observation.objects.create(
            agency=cast.agency, indicator=articles, unit=unit, period=period, stage="official",
            numerator=number, entered_by=cast.lan, entered_at=at,
        )  # fmt: skip

    say(1, cast.office)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number, unit in enumerate((cast.division, cast.centre, cast.sub_department)):
        say(number, unit)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)

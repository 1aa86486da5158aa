"""A unit enters its figures, the coordinator sees the sum and what stands behind it."""

from datetime import date

import pytest
from playwright.sync_api import expect

from cchc.core import clock
from cchc.documents.models import Document
from cchc.indicators.models import Indicator
from cchc.indicators.services import assign_duties
from cchc.periods.models import ReportingPeriod
from tests.factories.cast import make_cast


@pytest.fixture
def cast(transactional_db):
    return make_cast()


@pytest.fixture
def period(cast):
    document = Document.objects.create(
        agency=cast.agency, kind=Document.Kind.PLAN, number="86/KH-SKHCN", subject="Kế hoạch",
        issuer=cast.agency.name,
    )  # fmt: skip
    codes = {"CDDH.10": None, "CDDH.11": None, "TTHC.07": cast.office}
    keys = dict(Indicator.objects.values_list("code", "pk"))
    assign_duties(
        agency=cast.agency, asked={keys[code]: unit for code, unit in codes.items()},
        by=cast.coordinator, at=clock.now(),
    )  # fmt: skip
    return ReportingPeriod.objects.create(
        agency=cast.agency, document=document, name="Quý I", data_from=date(2025, 12, 15),
        data_to=date(2026, 3, 14), due_on=date(2026, 3, 18),
    )  # fmt: skip


def test_figures_go_from_a_unit_to_the_sum(page_for, cast, period, axe, look):
    unit = page_for(cast.lan)
    unit.goto("/figures/")
    axe(unit)
    look(unit, "figures-periods")
    unit.get_by_role("link", name="Nhập số liệu").click()
    axe(unit)
    unit.get_by_label("Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn: Hồ sơ giải quyết").fill(
        "1.240"
    )
    unit.get_by_label("Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn: Hồ sơ đã").fill("1.234")
    unit.get_by_role("button", name="Lưu số liệu").click()
    expect(unit.get_by_text("trên 100%")).to_be_visible()
    axe(unit)
    look(unit, "figures-entry")

    coordinator = page_for(cast.coordinator)
    coordinator.goto("/figures/")
    axe(coordinator)
    coordinator.get_by_role("link", name="Quý I", exact=True).click()
    axe(coordinator)
    look(coordinator, "figures-sums")
    coordinator.get_by_role("link", name="100,49%").click()
    axe(coordinator)
    look(coordinator, "figures-behind")
    expect(coordinator.get_by_text(cast.lan.full_name).first).to_be_visible()
    coordinator.goto("/figures/library/")
    axe(coordinator)
    look(coordinator, "figures-library")

"""Nobody is asked for figures of a period whose report was put before the leader; whoever looks is told why."""

import pytest
from django.urls import reverse

from cchc.documents.services.directions import Word
from cchc.reports.services.deciding import return_report
from cchc.reports.services.opening import correct_report

pytestmark = pytest.mark.django_db
ASKED, OPEN = "Nhập số liệu", "Xem, sửa số liệu"


@pytest.fixture
def pages(client, cast, period):
    """The list of periods and the unit's form, as the division's specialist sees them."""

    def get():
        client.force_login(cast.minh)
        addresses = (
            reverse("figures"),
            reverse("figures_entry", args=[period.uid, cast.division.uid]),
        )
        return [
            " ".join(client.get(address).content.decode().partition("<main")[2].split())
            for address in addresses
        ]

    return get


@pytest.fixture
def submitted(opened, give_all, submit):
    give_all()
    return submit(opened)


def test_while_the_report_is_open_figures_are_asked_for(opened, pages):
    listed, form = pages()
    assert ASKED in listed
    assert "btn btn-sm btn-primary" in listed
    assert "Kỳ này đã chốt" not in listed + form


def test_before_the_leader_it_says_when_and_who_opens_it_again(submitted, pages, cast, at):
    listed, form = pages()
    for page in (listed, form):
        assert "Kỳ này đã chốt: báo cáo trình lãnh đạo lúc 09:00 16/03/2026." in page
        assert "trả lại báo cáo thì kỳ mở lại" in page
    assert OPEN in listed
    assert ASKED not in listed
    assert "btn btn-sm btn-primary" not in listed

    return_report(
        report=submitted, reason="Thiếu số", word=Word(), version=submitted.version,
        by=cast.leader, at=at,
    )  # fmt: skip
    assert ASKED in pages()[0]


def test_after_it_went_out_a_correction_opens_the_period_again(
    submitted, send_out, pages, cast, at
):
    sent = send_out(submitted)
    listed, form = pages()
    for page in (listed, form):
        assert f"báo cáo {sent.document.number} ngày 16/03/2026 đã ban hành." in page
        assert "lập bản đính chính" in page
    assert ASKED not in listed

    correct_report(report=sent, reason="Nhầm số", by=cast.coordinator, at=at)
    listed, form = pages()
    assert ASKED in listed
    assert "Kỳ này đã chốt" not in listed + form

"""A report that is asked for once has its own questions, its own units and its own deadline."""

import pytest
from django.urls import reverse

from cchc.audit.models import AuditEvent
from cchc.indicators.models import Indicator
from cchc.indicators.selectors import progress_of, questions_for, questions_of
from cchc.messages.models import Notice
from cchc.periods.models import ReportingPeriod

pytestmark = pytest.mark.django_db
ASKED = {
    "name": "Rà soát trang thiết bị một cửa", "number": "45/SNV-CCHC", "issued_on": "09/03/2026",
    "issuer": "Sở Nội vụ", "data_from": "01/01/2026", "data_to": "09/03/2026",
    "internal_due_on": "12/03/2026", "due_on": "13/03/2026", "unit": "",
    "questions": "Số máy lấy số tự động | máy\n\nSố màn hình cần thay | chiếc\n",
}  # fmt: skip


def test_own_questions_are_asked_at_once_and_answered_like_any_other(client, cast, asked):
    client.force_login(cast.coordinator)
    answer = client.post(reverse("figures_ad_hoc"), ASKED)
    period = ReportingPeriod.objects.get()
    assert answer["Location"] == reverse("figures_sums", args=[period.uid])
    assert (period.is_ad_hoc, period.document.number) == (True, "45/SNV-CCHC")
    assert [each.version.name for each in questions_of(period)] == [
        "Số máy lấy số tự động", "Số màn hình cần thay",
    ]  # fmt: skip
    assert questions_of(period)[0].version.measure == "máy"
    assert progress_of([period])[0].asked == 4
    assert Notice.objects.filter(user=cast.lan, kind="figures.open").count() == 1
    assert AuditEvent.objects.get(action="figures.asked_once").data["asked"] == 2
    client.force_login(cast.lan)
    page = client.get(reverse("figures_entry", args=[period.uid, cast.office.uid])).content.decode()
    assert "Số màn hình cần thay" in page
    assert "Tin, bài" not in page


def test_known_indicators_may_be_asked_of_one_unit(client, cast, articles):
    client.force_login(cast.coordinator)
    client.post(
        reverse("figures_ad_hoc"),
        ASKED | {"questions": "", "indicators": [articles.pk], "unit": str(cast.centre.uid)},
    )
    period = ReportingPeriod.objects.get()
    assert len(questions_for(period, cast.centre)) == 1
    assert questions_for(period, cast.office) == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"questions": ""}, "ít nhất một câu hỏi"),
        ({"data_to": "31/12/2025"}, "trước ngày bắt đầu"),
        ({"questions": "\n".join(f"Câu {n}" for n in range(61))}, "Tối đa 60"),
    ],
)
def test_what_cannot_be_asked_is_said_and_nothing_is_opened(client, cast, wrong, sentence):
    client.force_login(cast.coordinator)
    answer = client.post(reverse("figures_ad_hoc"), ASKED | wrong)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not ReportingPeriod.objects.exists()
    assert not Indicator.objects.filter(agency=cast.agency).exists()

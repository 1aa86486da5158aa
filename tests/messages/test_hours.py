"""When mail may leave: pure rules, and the page where a coordinator sets them."""

from datetime import time

import pytest

from cchc.audit.models import AuditEvent
from cchc.core.errors import Stale
from cchc.messages.models import MailHours
from cchc.messages.rules import Hours, digest_is_due, is_quiet, may_send
from cchc.messages.services.settings import QuietDigest, set_hours

SHIPPED = Hours()


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        (time(17, 59), False),
        (time(18, 0), True),
        (time(23, 59), True),
        (time(0, 0), True),
        (time(6, 59), True),
        (time(7, 0), False),
    ],
)
def test_quiet_hours_reach_over_midnight(moment, quiet):
    assert is_quiet(moment, SHIPPED) is quiet


def test_quiet_hours_within_a_day_and_none_at_all():
    noon = Hours(quiet_from=time(11, 30), quiet_to=time(13, 30))
    assert is_quiet(time(12, 0), noon)
    assert not is_quiet(time(13, 30), noon)
    assert not is_quiet(time(3, 0), Hours(quiet_from=time(0, 0), quiet_to=time(0, 0)))


def test_a_day_off_is_quiet_unless_the_agency_says_otherwise():
    assert not may_send(time(9), SHIPPED, is_working_day=False)
    assert may_send(time(9), Hours(working_days_only=False), is_working_day=False)


def test_ones_own_hour_comes_before_the_agencys_but_not_before_quiet_ends():
    assert not digest_is_due(time(9, 59), SHIPPED, time(10), is_working_day=True)
    assert digest_is_due(time(10), SHIPPED, time(10), is_working_day=True)
    assert not digest_is_due(time(6, 30), SHIPPED, time(6), is_working_day=True)
    assert digest_is_due(time(7), SHIPPED, time(6), is_working_day=True)


POSTED = {"digest_at": "08:15", "working_days_only": "on", "quiet_from": "17:30",
          "quiet_to": "07:00", "version": "0"}  # fmt: skip


def test_the_coordinator_sets_the_hours_and_the_log_tells(client, cast):
    client.force_login(cast.coordinator)
    assert "giờ gửi mặc định" in client.get("/messages/hours/").content.decode()
    assert client.post("/messages/hours/", POSTED).status_code == 302
    row = MailHours.objects.get(agency=cast.agency)
    assert (row.digest_at, row.quiet_from) == (time(8, 15), time(17, 30))
    page = client.get("/messages/hours/").content.decode()
    assert "đặt giờ gửi thư tổng hợp 08:15, chỉ ngày làm việc" in page


@pytest.mark.parametrize("who", ["lan", "head", "leader", "administrator"])
def test_nobody_else_finds_the_page(client, cast, who):
    client.force_login(getattr(cast, who))
    assert client.post("/messages/hours/", POSTED).status_code == 404
    assert not MailHours.objects.exists()


def test_a_digest_in_the_quiet_time_is_refused_in_words(client, cast):
    client.force_login(cast.coordinator)
    answer = client.post("/messages/hours/", POSTED | {"digest_at": "05:00"})
    assert answer.status_code == 422
    assert "nằm trong giờ yên lặng" in answer.content.decode()
    assert not MailHours.objects.exists()


def test_two_people_cannot_set_the_hours_over_each_other(cast, at):
    facts = {"agency": cast.agency, "by": cast.coordinator, "at": at}
    row = set_hours(hours=SHIPPED, version=0, **facts)
    set_hours(hours=Hours(digest_at=time(9)), version=row.version, **facts)
    with pytest.raises(Stale):
        set_hours(hours=Hours(digest_at=time(10)), version=row.version, **facts)
    with pytest.raises(QuietDigest):
        set_hours(hours=Hours(digest_at=time(20)), version=3, **facts)
    assert MailHours.objects.get().digest_at == time(9)
    assert AuditEvent.objects.filter(action="messages.hours_set").count() == 2

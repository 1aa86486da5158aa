"""The bell: told once a day, read by oneself alone, taken back when settled."""

import pytest
from django.db import IntegrityError, transaction

from cchc.messages.models import Notice
from cchc.messages.selectors import unread_count
from cchc.messages.services.telling import tell, withdraw_settled
from tests.messages.conftest import moment
from tests.queries import assert_constant_queries


def test_the_bell_counts_what_is_unread(client, cast, told):
    told(cast.lan, "1.a")
    told(cast.lan, "1.b", kind="t.late")
    client.force_login(cast.lan)
    page = client.get("/messages/").content.decode()
    assert "app-sign-count" in page
    assert "Ban hành 1.a" in page
    assert page.index("1.b") < page.index("1.a")
    client.force_login(cast.minh)
    page = client.get("/messages/").content.decode()
    assert "Chưa có thông báo" in page
    assert "app-sign-count" not in page


def test_the_same_thing_is_told_once_a_day_and_again_the_next(cast, told):
    notice = told(cast.lan, "1.a")
    tell(notices=[notice], at=moment(9))
    assert Notice.objects.count() == 1
    tell(notices=[notice], at=moment(6, 30, day=11))
    assert Notice.objects.count() == 2


def test_the_database_refuses_a_second_row_for_the_same_day(cast, told):
    told(cast.lan, "1.a")
    row = Notice.objects.get()
    row.pk = row.id = None
    row.uid = "00000000-0000-4000-8000-000000000000"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_opening_a_notice_reads_it_and_leads_on(client, cast, told):
    notice = told(cast.lan, "1.a")
    row = Notice.objects.get()
    client.force_login(cast.lan)
    answer = client.get(f"/messages/{row.uid}/open/")
    assert answer["Location"] == notice.address
    assert unread_count(cast.lan) == 0


def test_nobody_opens_anothers_notice(client, cast, told):
    told(cast.lan, "1.a")
    row = Notice.objects.get()
    client.force_login(cast.coordinator)
    assert client.get(f"/messages/{row.uid}/open/").status_code == 404
    assert unread_count(cast.lan) == 1


def test_reading_all_reads_ones_own_only(client, cast, told):
    told(cast.lan, "1.a")
    told(cast.minh, "1.a")
    client.force_login(cast.lan)
    client.post("/messages/read/")
    assert (unread_count(cast.lan), unread_count(cast.minh)) == (0, 1)
    assert "Không có thông báo chưa đọc" in client.get("/messages/?show=unread").content.decode()


def test_what_is_settled_leaves_the_bell_and_stays_on_record(client, cast, told, open_subjects):
    done, kept = told(cast.lan, "1.a"), told(cast.lan, "1.b")
    open_subjects.remove(done.subject_uid)
    assert withdraw_settled(at=moment(7)) == 1
    assert unread_count(cast.lan) == 1
    assert Notice.objects.get(subject_uid=kept.subject_uid).withdrawn_at is None
    client.force_login(cast.lan)
    assert "(đã giải quyết)" in client.get("/messages/").content.decode()


def test_a_kind_that_no_room_knows_any_more_is_taken_back_and_still_drawn(client, cast, told):
    told(cast.lan, "1.a", kind="t.gone")
    assert withdraw_settled(at=moment(7)) == 1
    client.force_login(cast.lan)
    assert "Ban hành 1.a" in client.get("/messages/").content.decode()


def test_the_page_asks_the_same_however_many_there_are(client, cast, told):
    told(cast.lan, "0")
    client.force_login(cast.lan)
    assert_constant_queries(
        client, "/messages/", lambda: [told(cast.lan, f"1.{n}") for n in range(20)]
    )

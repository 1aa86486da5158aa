"""One digest a day a person, through a real SMTP server on this machine."""

from datetime import time, timedelta
from email import message_from_bytes, policy
from smtplib import SMTPException

import pytest
from django.db import IntegrityError, transaction

from cchc.core.clock import VIETNAM
from cchc.messages import jobs
from cchc.messages.models import Mail, Notice
from cchc.messages.services import mailing
from cchc.messages.services.settings import set_preference
from cchc.orgs.models import Membership
from tests.messages.conftest import moment
from tests.queries import assert_constant_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_at(mail_server, django_capture_on_commit_callbacks):
    """One round of the worker at a moment: digests are made, and sent after commit."""

    def act(at):
        with django_capture_on_commit_callbacks(execute=True):
            return mailing.make_digests(at=at)

    return act


def letters(server):
    return [(to, message_from_bytes(text, policy=policy.default)) for to, text in server.letters]


def test_a_person_gets_one_mail_with_all_of_the_day(reachable, told, round_at, mail_server):
    told(reachable.lan, "1.a")
    told(reachable.lan, "1.b", kind="t.late")
    assert round_at(moment(7, 30)) == 1
    told(reachable.lan, "1.c")
    assert round_at(moment(7, 40)) == 0
    [(to, letter)] = letters(mail_server)
    body = letter.get_content()
    assert to == "lan@lamson.example"
    assert letter["Subject"].strip() == "[CCHC] 2 việc cần lưu ý, ngày 10/03/2026"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "Kính gửi Trần Thị Lan" in body
    assert "- 1.a: Ban hành 1.a" in body
    assert "https://cchc.lamson.example/tasks/" in body
    mail = Mail.objects.get()
    assert (mail.state, mail.attempts, mail.notices.count()) == ("sent", 1, 2)


def test_what_came_after_the_digest_goes_out_with_tomorrows(reachable, told, round_at, mail_server):
    told(reachable.lan, "1.a")
    round_at(moment(7, 30))
    told(reachable.lan, "1.b", at=moment(9))
    assert round_at(moment(7, 30, day=11)) == 1
    assert "1.b" in letters(mail_server)[1][1].get_content()
    assert "1.a" not in letters(mail_server)[1][1].get_content()


@pytest.mark.parametrize(
    "at",
    [moment(7, 29), moment(18, 0), moment(22, 0), moment(9, 0, day=14)],
    ids=["before the hour", "quiet begins", "night", "Saturday"],
)
def test_nothing_leaves_in_quiet_time_or_on_a_day_off(reachable, told, round_at, mail_server, at):
    told(reachable.lan, "1.a", at=at - timedelta(minutes=20))
    assert round_at(at) == 0
    assert not mail_server.letters


def test_a_public_holiday_is_a_day_off_by_the_calendar(reachable, told, round_at):
    holiday = moment(9, day=30, month=4)
    told(reachable.lan, "1.a", at=holiday)
    assert round_at(holiday) == 0


def test_ones_own_hour_and_kinds_are_kept(client, reachable, told, round_at, mail_server):
    told(reachable.lan, "1.a")
    told(reachable.lan, "1.b", kind="t.late")
    client.force_login(reachable.lan)
    client.post("/messages/settings/", {"digest_at": "10", "by_mail": ["t.late"]})
    assert round_at(moment(9, 50)) == 0
    assert round_at(moment(10)) == 1
    body = letters(mail_server)[0][1].get_content()
    assert "1.b" in body
    assert "1.a" not in body


def test_who_wants_no_mail_or_has_no_address_or_is_gone_gets_none(reachable, told, round_at):
    told(reachable.lan, "1.a")
    told(reachable.coordinator, "1.a")
    told(reachable.minh, "1.a")
    set_preference(user=reachable.lan, digest_at=None, without_mail=["t.due", "t.late"])
    reachable.minh.is_active = False
    reachable.minh.save(update_fields=["is_active"])
    assert round_at(moment(8)) == 0


def test_what_was_read_in_the_application_is_not_mailed(client, reachable, told, round_at):
    told(reachable.lan, "1.a")
    client.force_login(reachable.lan)
    client.post("/messages/read/")
    assert round_at(moment(8)) == 0


def test_nobody_is_reminded_of_what_was_done_meanwhile(
    reachable, told, mail_server, open_subjects, settings, django_capture_on_commit_callbacks
):
    done = told(reachable.lan, "1.a")
    open_subjects.remove(done.subject_uid)
    with django_capture_on_commit_callbacks(execute=True):
        jobs.digest()
    assert not Mail.objects.exists()
    assert not mail_server.letters


def test_without_a_mail_server_no_mail_is_made(reachable, told, settings):
    settings.EMAIL_HOST = ""
    told(reachable.lan, "1.a")
    assert mailing.make_digests(at=moment(8)) == 0
    assert not Mail.objects.exists()


def waiting_mail(told, user):
    """A mail that was made while its server is away."""
    told(user, "1.a")
    mailing.make_digests(at=moment(8))
    return Mail.objects.get(user=user)


def test_a_server_that_is_away_is_tried_again_and_the_record_says_so(
    reachable, told, mail_server, settings, django_capture_on_commit_callbacks
):
    mail = waiting_mail(told, reachable.lan)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    with pytest.raises(OSError, match="refused"):
        mailing.send_mail(mail_id=mail.pk, at=moment(8))
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("failed", 1)
    assert mail.error.startswith("Không kết nối được máy chủ thư (")
    settings.EMAIL_PORT = port
    with django_capture_on_commit_callbacks(execute=True):
        assert mailing.try_again(at=moment(8, 5)) == 0
        assert mailing.try_again(at=moment(19)) == 0
        assert mailing.try_again(at=moment(8, 10)) == 1
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.error) == ("sent", 2, "")
    assert len(mail_server.letters) == 1


def test_a_recipient_that_the_server_refuses_is_not_tried_again(reachable, told, mail_server):
    mail = waiting_mail(told, reachable.lan)
    mail_server.refuses = "550 no such mailbox"
    mailing.send_mail(mail_id=mail.pk, at=moment(8))
    mail.refresh_from_db()
    assert mail.state == "refused"
    assert mail.error == "Máy chủ thư không nhận địa chỉ này (550 no such mailbox)"
    assert mailing.try_again(at=moment(9)) == 0


def test_a_mailbox_that_is_busy_is_tried_again(reachable, told, mail_server):
    mail = waiting_mail(told, reachable.lan)
    mail_server.refuses = "450 mailbox busy"
    with pytest.raises(SMTPException):
        mailing.send_mail(mail_id=mail.pk, at=moment(8))
    mail.refresh_from_db()
    assert mail.state == "failed"


def test_sending_twice_sends_once(reachable, told, mail_server):
    mail = waiting_mail(told, reachable.lan)
    for _ in range(2):
        mailing.send_mail(mail_id=mail.pk, at=moment(8))
    assert len(mail_server.letters) == 1


def test_a_worker_that_died_while_sending_is_followed_by_another(
    reachable, told, mail_server, django_capture_on_commit_callbacks
):
    mail = waiting_mail(told, reachable.lan)
    Mail.objects.filter(pk=mail.pk).update(state="sending", tried_at=moment(8), attempts=1)
    assert mailing.try_again(at=moment(8, 15)) == 0
    assert mailing.try_again(at=moment(8, 30)) == 1
    mailing.send_mail(mail_id=mail.pk, at=moment(8, 30))
    [(_to, letter)] = letters(mail_server)
    assert letter["Message-ID"] == f"<{mail.uid}@lamson.example>"


def test_a_mail_whose_work_was_done_while_it_waited_is_not_sent(reachable, told, mail_server):
    mail = waiting_mail(told, reachable.lan)
    Notice.objects.update(withdrawn_at=moment(8, 1))
    mailing.send_mail(mail_id=mail.pk, at=moment(8, 10))
    mail.refresh_from_db()
    assert mail.state == "withdrawn"
    assert not mail_server.letters


def test_the_record_shows_to_whom_what_and_with_what_end(
    client, reachable, told, round_at, mail_server
):
    told(reachable.lan, "1.a")
    round_at(moment(8))
    client.force_login(reachable.coordinator)
    page = client.get("/messages/sent/").content.decode()
    assert "lan@lamson.example" in page
    assert "[CCHC] 1 việc cần lưu ý" in page
    assert "Đã gửi" in page
    assert "Ban hành 1.a" in client.get("/messages/sent/?by=app&q=tran+lan").content.decode()
    assert "Không có lần gửi nào khớp" in client.get("/messages/sent/?q=khong").content.decode()


def test_the_record_of_an_agency_is_not_anothers(client, reachable, told, round_at):
    told(reachable.lan, "1.a")
    round_at(moment(8))
    client.force_login(reachable.outsider)
    page = client.get("/messages/sent/").content.decode()
    assert "Trần Thị Lan" not in page
    assert "Chưa gửi lần nào" in page
    client.force_login(reachable.lan)
    assert client.get("/messages/sent/").status_code == 404


def test_the_record_asks_the_same_however_long_it_is(client, reachable, told, round_at):
    told(reachable.lan, "1.a")
    round_at(moment(8))
    client.force_login(reachable.coordinator)

    def grow():
        for day in (11, 12, 13):
            for user in (reachable.lan, reachable.minh):
                told(user, f"{day}", at=moment(7, day=day))
            round_at(moment(8, day=day))

    assert_constant_queries(client, "/messages/sent/", grow)


def test_making_digests_asks_the_same_of_a_person_with_much_to_do(
    reachable, told, mail_server, django_assert_max_num_queries
):
    assert Membership.objects.filter(user=reachable.lan).exists()
    for number in range(30):
        told(reachable.lan, f"1.{number}")
    with django_assert_max_num_queries(12):
        mailing.make_digests(at=moment(8))


@pytest.mark.parametrize(
    "facts",
    [{"day": moment(8).date()}, {"day": moment(8, day=11).date(), "state": "sent"}],
    ids=["a second mail of the day", "sent without its moment"],
)
def test_the_database_refuses_impossible_mails(reachable, told, mail_server, facts):
    waiting_mail(told, reachable.lan)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mail.objects.create(
            user=reachable.lan,
            agency=reachable.agency,
            address="lan@lamson.example",
            created_at=moment(8),
            **facts,
        )


def test_the_settings_page_keeps_what_was_chosen(client, reachable, open_subjects):
    client.force_login(reachable.lan)
    page = client.get("/messages/settings/").content.decode()
    assert "chưa được nối với máy chủ thư" in page
    client.post("/messages/settings/", {"digest_at": "", "by_mail": ["t.due"]})
    page = client.get("/messages/settings/").content.decode()
    assert page.count("checked") == 1
    assert client.post("/messages/settings/", {"digest_at": "3"}).status_code == 422


def test_hours_are_those_of_vietnam(reachable, told, round_at):
    """00:30 UTC is 7:30 here."""
    told(reachable.lan, "1.a")
    at = moment(7, 30)
    assert at.astimezone(VIETNAM).time() == time(7, 30)
    assert round_at(at) == 1

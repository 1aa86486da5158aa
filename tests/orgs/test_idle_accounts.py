"""Accounts that nobody uses are warned, locked after a week, and reopened by their owner through official mail."""

import re
from datetime import date, datetime, timedelta
from smtplib import SMTPServerDisconnected

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import sentence
from cchc.core import clock
from cchc.orgs.idleness import Step, Terms, locks_on, step
from cchc.orgs.models import AccountLink, IdleRule, User
from cchc.orgs.services import idle
from tests.factories.cast import Cast
from tests.factories.programme import make_plan, report_deadline

TERMS = Terms(45, 7, 10)
MORNING = datetime(2026, 3, 10, 5, 30, tzinfo=clock.VIETNAM)
PASSWORD = "mat-khau-thu-nghiem"


@pytest.fixture
def posted(settings):
    settings.EMAIL_HOST = "smtp.lamson.example"
    settings.BASE_URL = "https://cchc.lamson.example"


@pytest.fixture
def idle_since(cast, posted):
    """Nobody but Lan has been away; `idle_since(days)`: since so many days before 10/3/2026."""
    User.objects.update(date_joined=MORNING, last_login=MORNING)

    def set_back(days, warned=None, user=cast.lan):
        user.email = f"{user.username}@so.lamson.example"
        user.date_joined = user.last_login = MORNING - timedelta(days=days)
        user.idle_warned_at = None if warned is None else MORNING - timedelta(days=warned)
        user.save()
        return user

    return set_back


@pytest.fixture
def night(django_capture_on_commit_callbacks):
    """The round of the morning with the mails that it sends."""

    def go(at=MORNING):
        with django_capture_on_commit_callbacks(execute=True):
            return idle.look_after_idle(at=at)

    return go


def link_in(message):
    return re.search(r"https://cchc\.lamson\.example(/account/reopen/\S+/)", message.body).group(1)


def deadline(cast: Cast, day: date, closed_on=None):
    period = report_deadline(make_plan(cast), "2026-Q1", date(2026, 3, 1), day)
    period.closed_on = closed_on
    period.save()


U = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("today", "warned", "near", "due"),
    [
        (date(2026, 2, 7), None, False, Step.NONE),
        (date(2026, 2, 8), None, False, Step.WARN),
        (date(2026, 5, 1), None, False, Step.WARN),
        (date(2026, 2, 14), date(2026, 2, 8), False, Step.NONE),
        (date(2026, 2, 15), date(2026, 2, 8), False, Step.LOCK),
        (date(2026, 2, 15), date(2026, 2, 8), True, Step.NONE),
        (date(2026, 2, 26), date(2026, 2, 20), False, Step.NONE),
        (date(2026, 2, 27), date(2026, 2, 20), False, Step.LOCK),
        (date(2026, 2, 8), date(2025, 12, 1), False, Step.WARN),
    ],
)
def test_the_table_of_days(today, warned, near, due):
    got = step(last_used=U, warned_on=warned, today=today, terms=TERMS, near_deadline=near)
    assert got is due


def test_zero_days_means_never():
    got = step(
        last_used=U, warned_on=None, today=date(2030, 1, 1), terms=Terms(0), near_deadline=False
    )
    assert got is Step.NONE
    assert locks_on(U, date(2026, 2, 20), TERMS) == date(2026, 2, 27)


def test_a_warning_leaves_a_week_before_and_says_the_day(cast, idle_since, night):
    lan = idle_since(38)
    assert night().warned == 1
    [letter] = mail.outbox
    assert letter.to == ["lan@so.lamson.example"]
    assert "sẽ bị khóa từ 17/03/2026" in letter.body
    lan.refresh_from_db()
    assert lan.idle_warned_at is not None
    assert lan.idle_locked_at is None
    assert AuditEvent.objects.get(action="user.idle_warned").actor_name == "Hệ thống"
    assert night().warned == 0


def test_a_day_too_early_nobody_is_warned(cast, idle_since, night):
    idle_since(37)
    assert night().warned == 0


def test_a_mail_that_does_not_leave_is_no_warning(cast, idle_since, night, monkeypatch):
    lan = idle_since(60)

    def away(self, fail_silently=False):
        raise SMTPServerDisconnected("away")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
    with pytest.raises(SMTPServerDisconnected):
        idle.warn_idle(lan.pk)
    lan.refresh_from_db()
    assert lan.idle_warned_at is None


def test_a_week_after_the_warning_the_account_is_locked_and_its_sessions_end(
    client, cast, idle_since, night
):
    lan = idle_since(45, warned=7)
    client.post("/account/login/", {"login": "lan", "password": PASSWORD})
    assert UserSession.objects.filter(user=lan).exists()
    User.objects.filter(pk=lan.pk).update(last_login=MORNING - timedelta(days=45))
    assert night().locked == 1
    assert client.get("/account/")["Location"].startswith("/account/login/")
    lan.refresh_from_db()
    assert (lan.idle_locked_at, lan.is_active) == (MORNING, True)
    assert AuditEvent.objects.get(action="user.idle_locked").data["days"] == 45
    assert night().locked == 0


@pytest.mark.parametrize(("days", "is_locked"), [(0, False), (10, False), (11, True), (-1, True)])
def test_nobody_is_locked_in_the_ten_days_before_a_reporting_deadline(
    cast, idle_since, night, days, is_locked
):
    lan = idle_since(60, warned=20)
    deadline(cast, date(2026, 3, 10) + timedelta(days=days))
    night()
    lan.refresh_from_db()
    assert (lan.idle_locked_at is not None) is is_locked


def test_a_deadline_that_applies_no_more_spares_nobody(cast, idle_since, night):
    lan = idle_since(60, warned=20)
    deadline(cast, date(2026, 3, 15), closed_on=date(2026, 3, 1))
    night()
    lan.refresh_from_db()
    assert lan.idle_locked_at is not None


def test_without_an_address_nobody_is_warned_nor_locked_and_the_administrator_sees_it(
    client, cast, idle_since, night
):
    lan = idle_since(400)
    User.objects.filter(pk=lan.pk).update(email="")
    night()
    lan.refresh_from_db()
    assert (lan.idle_warned_at, lan.idle_locked_at) == (None, None)
    client.force_login(cast.administrator)
    page = client.get("/people/idle/").content.decode()
    assert "chưa báo được" in page
    assert "Trần Thị Lan" in page


def test_without_a_mail_server_nobody_is_locked(cast, idle_since, night, settings):
    settings.EMAIL_HOST = ""
    idle_since(400)
    assert night() == idle.Round(0, 0)


def test_the_right_password_of_a_locked_account_brings_the_link_and_nothing_else(
    client, cast, idle_since, night, django_capture_on_commit_callbacks
):
    lan = idle_since(60, warned=20)
    night()
    AccountLink.objects.all().delete()
    sent = len(mail.outbox)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/account/login/", {"login": "lan", "password": PASSWORD})
    assert answer["Location"] == "/account/reopen/"
    assert client.get("/tasks/").status_code == 302
    assert len(mail.outbox) == sent + 1
    address = link_in(mail.outbox[-1])
    assert "Trần Thị Lan" in client.get(address).content.decode()
    lan.refresh_from_db()
    assert lan.idle_locked_at is not None
    assert client.post(address)["Location"] == "/account/login/"
    assert client.post("/account/login/", {"login": "lan", "password": PASSWORD})["Location"] == "/"
    assert AuditEvent.objects.get(action="user.idle_reopened").data["way"] == "mail"
    assert client.get(address).status_code == 410


def test_the_page_answers_the_same_whoever_asks(
    client, cast, idle_since, night, django_capture_on_commit_callbacks
):
    idle_since(60, warned=20)
    night()
    AccountLink.objects.all().delete()
    answers, sent = set(), len(mail.outbox)
    for name in ("lan@so.lamson.example", "minh", "khong-co-ai"):
        with django_capture_on_commit_callbacks(execute=True):
            page = client.post("/account/reopen/", {"name": name}).content.decode()
        answers.add(re.search(r"<h1.*?</main>", page, re.S).group(0))
    assert len(answers) == 1
    assert len(mail.outbox) == sent + 1


def test_a_second_request_within_minutes_sends_nothing(
    cast, idle_since, night, django_capture_on_commit_callbacks
):
    idle_since(60, warned=20)
    night()
    AccountLink.objects.all().delete()
    for _each in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            idle.ask_to_reopen(name="LAN", at=clock.now())
    assert AccountLink.objects.count() == 1


def test_an_invitation_is_no_link_to_reopen_with(client, cast, idle_since, night):
    idle_since(60, warned=20)
    night()
    address = link_in(mail.outbox[-1])
    token = address.split("/")[-2]
    assert client.get(f"/account/invitation/{token}/").status_code == 410


def test_the_administrator_reopens_and_the_round_leaves_it_open(client, cast, idle_since, night):
    lan = idle_since(60, warned=20)
    night()
    client.force_login(cast.administrator)
    assert "Khóa vì lâu không dùng" in client.get("/people/").content.decode()
    page = client.post(f"/people/{lan.uid}/reopen/", follow=True).content.decode()
    assert "Đã mở lại tài khoản" in page
    night()
    lan.refresh_from_db()
    assert lan.idle_locked_at is None


def test_an_agency_sets_its_own_days_and_another_keeps_its_own(client, cast, idle_since, night):
    client.force_login(cast.administrator)
    form = {"lock_after": "90", "warn_before": "14", "spare": "5", "version": "0"}
    assert client.post("/people/idle/", form)["Location"] == "/people/idle/"
    assert IdleRule.objects.get().terms == Terms(90, 14, 5)
    event = AuditEvent.objects.get(action="idle_rule.changed")
    assert "đặt khóa tài khoản sau 90 ngày" in sentence(event)
    User.objects.update(last_login=MORNING, date_joined=MORNING)
    idle_since(60)
    idle_since(60, user=cast.stranger)
    assert night().warned == 1
    assert mail.outbox[-1].to == ["son@so.lamson.example"]


def test_a_stale_rule_is_refused_and_days_must_fit(client, cast):
    client.force_login(cast.administrator)
    form = {"lock_after": "90", "warn_before": "14", "spare": "5", "version": "0"}
    client.post("/people/idle/", form)
    assert client.post("/people/idle/", form).status_code == 409
    wrong = client.post("/people/idle/", form | {"lock_after": "10", "version": "1"})
    assert "phải ít hơn" in wrong.content.decode()


def test_the_round_asks_the_same_however_many_people(
    cast, idle_since, django_assert_max_num_queries
):
    for user in (cast.lan, cast.minh, cast.head, cast.clerk):
        idle_since(20, user=user)
    with django_assert_max_num_queries(4):
        idle.look_after_idle(at=MORNING)

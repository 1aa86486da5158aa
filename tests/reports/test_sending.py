"""An issued report is sent as data to the level above: once, in the background, with its end written down."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cchc.audit.models import AuditEvent
from cchc.reports.jobs import transmit
from cchc.reports.models import Transmission
from cchc.reports.services import refusals
from cchc.reports.services.deciding import send_report
from cchc.reports.services.sending import ask_to_transmit
from cchc.reports.states import TransmissionState
from tests.factories.receiver import TOKEN, Fault, receiver

pytestmark = pytest.mark.django_db


@pytest.fixture
def above(settings):
    with receiver() as server:
        settings.REPORTS_URL, settings.REPORTS_TOKEN = server.address, TOKEN
        yield server


@pytest.fixture
def sent(opened, give_all, submit, send_out):
    give_all()
    return send_out(submit(opened))


@pytest.fixture
def ask(cast, at, django_capture_on_commit_callbacks):
    def act(report, *, has_receiver=True):
        with django_capture_on_commit_callbacks(execute=True):
            return ask_to_transmit(
                report=report, has_receiver=has_receiver, by=cast.coordinator, at=at
            )

    return act


def test_a_report_arrives_with_its_frozen_figures_and_the_receivers_number(above, sent, ask):
    row = ask(sent)

    row.refresh_from_db()
    assert (row.state, row.reference) == (TransmissionState.DELIVERED, "01/TN")
    [(key, body)] = above.taken.items()
    assert key == row.key
    assert body["number"] == "25"
    assert body["shape"] == "cchc-report/1"
    actions = list(AuditEvent.objects.values_list("action", flat=True).order_by("pk"))
    assert actions[-2:] == ["report.transmission_asked", "report.transmission_ended"]


def test_sending_again_counts_once_with_the_receiver(above, sent, ask):
    ask(sent)
    again = ask(sent)

    again.refresh_from_db()
    assert again.is_repeat
    assert len(above.taken) == 1


def test_a_refusal_is_written_down_in_the_receivers_words(above, sent, ask):
    above.faults = [Fault(422, body='{"message": "thiếu kỳ báo cáo"}'.encode())]
    row = ask(sent)

    row.refresh_from_db()
    assert row.state == TransmissionState.FAILED
    assert "thiếu kỳ báo cáo" in row.message
    assert above.taken == {}


def test_a_job_that_runs_twice_sends_once(above, sent, ask):
    row = ask(sent)
    transmit(row.pk)
    assert above.asked == 1


def test_without_a_receiver_nothing_begins(sent, ask):
    with pytest.raises(refusals.NoReceiver):
        ask(sent, has_receiver=False)
    assert not Transmission.objects.exists()


def test_a_draft_is_not_sent(above, opened, ask):
    with pytest.raises(refusals.NotOutYet):
        ask(opened)
    assert above.asked == 0


def test_while_one_is_underway_no_other_begins(sent, cast, at):
    facts = {"report": sent, "key": "k", "asked_by": cast.coordinator, "asked_at": at}
    Transmission.objects.create(**facts)
    with pytest.raises(refusals.AlreadyUnderway):
        ask_to_transmit(report=sent, has_receiver=True, by=cast.coordinator, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Transmission.objects.create(**facts)


def test_an_end_needs_its_moment(sent, cast, at):
    with pytest.raises(IntegrityError), transaction.atomic():
        Transmission.objects.create(
            report=sent, key="k", asked_by=cast.coordinator, asked_at=at, state="delivered"
        )


def test_the_receiver_taken_out_of_the_settings_meanwhile_is_said(sent, cast, at, settings):
    settings.REPORTS_URL = ""
    row = Transmission.objects.create(report=sent, key="k", asked_by=cast.coordinator, asked_at=at)
    transmit(row.pk)
    row.refresh_from_db()
    assert row.state == TransmissionState.FAILED
    assert "địa chỉ hệ thống nhận" in row.message


def test_the_page_sends_by_one_click_and_shows_how_it_ended(
    client, cast, above, sent, django_capture_on_commit_callbacks
):
    client.force_login(cast.coordinator)
    address = reverse("report_transmissions", args=[sent.uid])
    token = client.get(address).context["new_token"]()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"submit_token": token})

    page = client.get(address).content.decode()
    assert "01/TN" in page
    assert "Đã nhận" in page
    assert "Gửi lại" in page


def test_a_report_whose_receipt_was_lost_is_sent_again_and_counts_once(
    above, sent, ask, client, cast, monkeypatch, at
):
    monkeypatch.setattr("cchc.reports.connectors.web.FIRST_WAIT", 0.0)
    above.faults = [Fault(200, takes=True, cut="all")] * 4
    first = ask(sent)
    first.refresh_from_db()
    assert (first.state, first.attempts) == (TransmissionState.FAILED, 4)
    client.force_login(cast.coordinator)
    page = client.get(reverse("report_transmissions", args=[sent.uid])).content.decode()
    assert "chỉ tính một lần" in page
    assert "thử 4 lần" in page
    assert "Gửi lại" in page

    sent.refresh_from_db()
    send_report(
        report=sent, sent_on=at.date(), receiver="UBND tỉnh", receipt_number="12",
        version=sent.version, by=cast.clerk, at=at,
    )  # fmt: skip
    again = ask(sent)
    again.refresh_from_db()
    assert (again.state, again.is_repeat) == (TransmissionState.DELIVERED, True)
    assert len(above.taken) == 1


def test_a_wrong_token_is_told_and_can_be_sent_again(above, sent, ask, settings):
    settings.REPORTS_TOKEN = "het-han"
    row = ask(sent)
    row.refresh_from_db()
    assert row.state == TransmissionState.FAILED
    assert "mã truy cập" in row.message
    assert "het-han" not in row.message
    settings.REPORTS_TOKEN = TOKEN
    again = ask(sent)
    again.refresh_from_db()
    assert again.state == TransmissionState.DELIVERED


def test_an_address_that_cannot_be_used_is_told(sent, cast, at, settings):
    settings.REPORTS_URL = "http://localhost.example/nhan"
    row = Transmission.objects.create(report=sent, key="k", asked_by=cast.coordinator, asked_at=at)
    transmit(row.pk)
    row.refresh_from_db()
    assert row.state == TransmissionState.FAILED
    assert "báo quản trị sửa địa chỉ" in row.message


def test_a_fault_of_our_own_leaves_no_sending_underway(above, sent, ask, monkeypatch, cast, at):
    def broken(*args):
        raise RuntimeError

    monkeypatch.setattr("cchc.reports.jobs.the_connector", broken)
    row = Transmission.objects.create(report=sent, key="k", asked_by=cast.coordinator, asked_at=at)
    with pytest.raises(RuntimeError):
        transmit(row.pk)
    row.refresh_from_db()
    assert row.state == TransmissionState.FAILED
    assert "Hãy thử lại" in row.message


def test_without_an_address_the_page_says_what_to_do(client, cast, sent, settings):
    settings.REPORTS_URL = ""
    client.force_login(cast.coordinator)
    page = client.get(reverse("report_transmissions", args=[sent.uid])).content.decode()
    assert "đề nghị quản trị hệ thống khai báo" in page
    assert reverse("report_copying", args=[sent.uid]) in page
    assert "Gửi dữ liệu</button>" not in page


def test_who_only_reads_may_look_and_not_send(client, cast, above, sent):
    client.force_login(cast.leader)
    address = reverse("report_transmissions", args=[sent.uid])
    assert client.get(address).status_code == 200
    assert client.post(address, {"submit_token": "x"}).status_code in {403, 404}
    assert above.asked == 0

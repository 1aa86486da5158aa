"""A report sent to a web address arrives once, whatever happens on the way; no test waits or leaves the loopback."""

import socket
import ssl
import threading
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from cchc.core import clock
from cchc.publishing.report_files import report_json
from cchc.reports.connectors import Delivery, NotDelivered, delivery_key
from cchc.reports.connectors.chosen import the_connector
from cchc.reports.connectors.web import WebConnector
from tests.factories.receiver import TOKEN, Fault, receiver
from tests.publishing.reports import REPORT

BODY = report_json(REPORT)
DELIVERY = Delivery(delivery_key("r1", 1, BODY), BODY)


@pytest.fixture
def above():
    with receiver() as server:
        yield server


@pytest.fixture
def waits():
    return []


@pytest.fixture
def connector(above, waits):
    return WebConnector(above.address, TOKEN, pause=waits.append, timeout=(2, 5))


def test_a_report_arrives_whole_and_the_receivers_number_comes_back(above, connector, waits):
    receipt = connector.send(DELIVERY)

    assert (receipt.reference, receipt.is_repeat, receipt.attempts) == ("01/TN", False, 1)
    assert above.taken == {DELIVERY.key: BODY}
    assert waits == []


def test_sending_twice_counts_once(above, connector):
    connector.send(DELIVERY)
    again = connector.send(DELIVERY)

    assert (again.reference, again.is_repeat) == ("01/TN", True)
    assert len(above.taken) == 1


def test_passing_faults_are_tried_again_after_longer_and_longer_waits(above, connector, waits):
    above.faults = [Fault(503), Fault(500), Fault(429, {"Retry-After": "7"})]

    assert connector.send(DELIVERY).attempts == 4
    assert waits == [1.0, 2.0, 7.0]


def test_a_receiver_cannot_make_us_wait_for_ever(above, connector, waits):
    above.faults = [Fault(503, {"Retry-After": "86400"})]
    connector.send(DELIVERY)
    assert waits == [30.0]


def test_a_report_taken_whose_answer_was_lost_counts_once(above, connector):
    above.faults = [Fault(502, takes=True)]
    receipt = connector.send(DELIVERY)

    assert (receipt.is_repeat, receipt.attempts) == (True, 2)
    assert len(above.taken) == 1


def test_what_the_receiver_already_has_is_a_receipt_and_what_it_works_on_is_asked_again(
    above, connector, waits
):
    above.faults = [Fault(409), Fault(409, body=b'{"id": 412}')]
    receipt = connector.send(DELIVERY)
    assert (receipt.reference, receipt.is_repeat, waits) == ("412", True, [1.0])


def test_after_the_last_attempt_it_says_so_and_may_be_tried_later(above, connector):
    above.faults = [Fault(503)] * 4
    with pytest.raises(NotDelivered) as refused:
        connector.send(DELIVERY)
    assert refused.value.is_temporary
    assert "lỗi 503, đã thử 4 lần" in refused.value.message
    assert above.taken == {}


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault(400, body='{"message": "thiếu kỳ"}'.encode()), "mã 400): thiếu kỳ"),
        (Fault(422, body=b"<html>"), "mã 422). Hãy sửa"),
        (Fault(403), "từ chối quyền gửi"),
        (Fault(302, {"Location": "http://127.0.0.1:1/"}), "mã 302"),
    ],
)
def test_a_refusal_is_final_and_is_told_with_the_receivers_words(above, connector, fault, words):
    above.faults = [fault]
    with pytest.raises(NotDelivered) as refused:
        connector.send(DELIVERY)
    assert words in refused.value.message
    assert not refused.value.is_temporary
    assert above.asked == 1


def test_a_wrong_token_is_refused_and_never_told(above, waits):
    wrong = WebConnector(above.address, "nham", pause=waits.append)
    with pytest.raises(NotDelivered) as refused:
        wrong.send(DELIVERY)
    assert "mã truy cập" in refused.value.message
    assert "nham" not in repr(wrong)


def test_nobody_answering_is_a_passing_fault(waits):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    silent = WebConnector(f"http://127.0.0.1:{port}/", attempts=2, pause=waits.append)
    with pytest.raises(NotDelivered, match="không kết nối được") as refused:
        silent.send(DELIVERY)
    assert refused.value.is_temporary
    assert waits == [1.0]


def test_an_answer_that_never_comes_is_a_passing_fault(waits):
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        port = deaf.getsockname()[1]
        slow = WebConnector(
            f"http://127.0.0.1:{port}/", attempts=1, pause=waits.append, timeout=(1, 0.05)
        )
        with pytest.raises(NotDelivered, match="không trả lời kịp"):
            slow.send(DELIVERY)


@pytest.mark.parametrize("cut", ["all", "half"])
def test_a_connection_cut_after_the_report_was_stored_counts_once(above, connector, cut):
    above.faults = [Fault(200, takes=True, cut=cut)]
    receipt = connector.send(DELIVERY)

    assert (receipt.reference, receipt.is_repeat, receipt.attempts) == ("01/TN", True, 2)
    assert above.taken == {DELIVERY.key: BODY}


@pytest.mark.parametrize("cut", ["all", "half"])
def test_a_connection_that_is_always_cut_says_that_sending_again_is_harmless(above, connector, cut):
    above.faults = [Fault(200, takes=True, cut=cut)] * 4
    with pytest.raises(NotDelivered, match="kết nối đứt") as refused:
        connector.send(DELIVERY)
    assert (refused.value.is_temporary, refused.value.attempts) == (True, 4)
    assert "chỉ tính một lần" in refused.value.message

    assert connector.send(DELIVERY).is_repeat
    assert len(above.taken) == 1


def test_an_answer_that_stops_in_its_middle_is_a_passing_fault(waits):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def half():
            taken, _ = server.accept()
            with taken:
                taken.recv(1 << 20)
                taken.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
                done.wait(5)

        done = threading.Event()
        thread = threading.Thread(target=half)
        thread.start()
        slow = WebConnector(f"http://127.0.0.1:{port}/", attempts=1, timeout=(1, 0.2))
        with pytest.raises(NotDelivered, match="không trả lời kịp") as refused:
            slow.send(DELIVERY)
        assert refused.value.is_temporary
        done.set()
        thread.join()


@pytest.fixture
def unknown(tmp_path):
    """TLS with a certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(clock.now() - timedelta(days=1))
        .not_valid_after(clock.now() + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "tls.pem"
    file.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + made.public_bytes(Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def test_a_receiver_whose_certificate_nobody_vouches_for_is_sent_nothing(unknown, waits):
    with receiver(unknown) as server:
        connector = WebConnector(server.address, TOKEN, pause=waits.append, timeout=(2, 5))
        with pytest.raises(
            NotDelivered, match="báo quản trị kiểm tra địa chỉ và chứng thư"
        ) as refused:
            connector.send(DELIVERY)
        assert server.asked == 0
    assert not refused.value.is_temporary
    assert waits == []


@pytest.mark.parametrize(
    "address",
    ["http://tinh.example/nhan", "ftp://tinh.example", "https://", "https://a:b@tinh.example", ""],
)
def test_only_a_safe_address_is_sent_to(address):
    with pytest.raises(ValueError, match="https"):
        WebConnector(address)


def test_the_key_is_that_of_report_edition_and_figures():
    assert delivery_key("r1", 1, BODY) == delivery_key("r1", 1, dict(reversed(BODY.items())))
    other = [delivery_key("r2", 1, BODY), delivery_key("r1", 2, BODY), delivery_key("r1", 1, {})]
    assert len({DELIVERY.key, *other}) == 4


def test_the_settings_name_the_receiver(settings):
    settings.REPORTS_URL = ""
    assert the_connector() is None
    settings.REPORTS_URL, settings.REPORTS_TOKEN = "https://tinh.example/nhan", "ma"
    assert the_connector() == WebConnector("https://tinh.example/nhan", "ma")

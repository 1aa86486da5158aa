"""A report is signed by declared keys on a token: the leader's by himself, then the seal by who numbers."""

import os
from datetime import timedelta

import pytest
from django.urls import reverse

from cchc.audit.models import AuditEvent
from cchc.core.errors import Stale
from cchc.documents.models import DocumentFile
from cchc.evidence.models import Signature as Seen
from cchc.evidence.services import examining
from cchc.evidence.services.trusting import import_trust
from cchc.publishing.tokens import REASONS
from cchc.reports.models import KeyTurn, Report
from cchc.reports.rules.keys import BadKeys, keys_in
from cchc.reports.services import refusals, signing
from tests.factories import signed
from tests.factories.tokens import PIN, SoftToken, library

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("softhsm")]

KEYS = """
[[key]]
code = "lanh-dao"
name = "Chữ ký số của Giám đốc"
agency = "{agency}"
holder = "{leader}"
module = "{module}"
token = "SKHCN"
label = "lanh dao"
environment = {{ SOFTHSM2_CONF = "{conf}" }}
pin_variable = "PIN_LANH_DAO"

[[key]]
code = "con-dau"
name = "Chữ ký số của Sở (con dấu)"
agency = "{agency}"
module = "{module}"
token = "SKHCN"
label = "con dau"
environment = {{ SOFTHSM2_CONF = "{conf}" }}
pin_file = "{pin}"
"""


@pytest.fixture(scope="module")
def ca():
    return signed.Authority()


@pytest.fixture
def pin_file(tmp_path):
    file = tmp_path / "pin"
    file.write_text(PIN + "\n")
    return file


@pytest.fixture
def token(softhsm, tmp_path, ca):
    made = SoftToken.make(tmp_path / "hsm")
    made.keep(ca.issue("Đỗ Thị Thanh"), "lanh dao", mark="01")
    made.keep(ca.issue("Sở Khoa học và Công nghệ tỉnh Lam Sơn"), "con dau", mark="02")
    return made


@pytest.fixture
def keys(cast, token, pin_file, tmp_path, settings, monkeypatch):
    text = KEYS.format(
        agency=cast.agency.uid, leader=cast.leader.username, module=library(),
        conf=token.environment["SOFTHSM2_CONF"], pin=pin_file,
    )  # fmt: skip
    settings.SIGNING_KEYS = tmp_path / "keys.toml"
    settings.SIGNING_KEYS.write_text(text)
    monkeypatch.setenv("PIN_LANH_DAO", PIN)
    return {key.code: key for key in keys_in(text)}


@pytest.fixture
def sent(opened, give_all, submit, send_out):
    give_all()
    return send_out(submit(opened))


@pytest.fixture
def post(client, sent):
    def act(person, key):
        client.force_login(person)
        address = reverse("report_sign", args=[sent.uid])
        page = client.get(address)
        data = {
            "submit_token": page.context["new_token"](),
            "version": Report.objects.get(pk=sent.pk).version,
            "key": key,
        }
        return client.post(address, data, follow=True)

    return act


@pytest.fixture
def make(cast, sent, at):
    def act(key, **change):
        report = Report.objects.get(pk=sent.pk)
        given = {"report": report, "version": report.version, "by": cast.clerk, "at": at}
        return signing.make_signature(store=key, **(given | change))

    return act


def copies(report):
    return DocumentFile.objects.filter(document=report.document, role="signed", closed_at=None)


def test_the_leader_signs_and_then_the_seal(cast, sent, keys, post, ca, at):
    import_trust(content=ca.holder.der, source="Thử", by=cast.administrator, at=at)
    import_trust(content=ca.crl(), source="Thử", by=cast.administrator, at=at)
    assert "Đã ký số" in post(cast.leader, "lanh-dao").content.decode()
    assert "Đã ký số" in post(cast.clerk, "con-dau").content.decode()
    stored = copies(sent).get().stored
    examining.examine(stored=stored, at=signed.NOW)
    rows = Seen.objects.filter(stored=stored)
    assert [(row.name, row.is_seal, row.verdict) for row in rows] == [
        ("Đỗ Thị Thanh", False, "valid"),
        ("Sở Khoa học và Công nghệ tỉnh Lam Sơn", True, "valid"),
    ]
    events = AuditEvent.objects.filter(action="report.signed").order_by("pk")
    assert [event.data["key"] for event in events] == ["lanh-dao", "con-dau"]
    assert PIN not in str(list(AuditEvent.objects.values_list("data", flat=True)))


def test_the_seal_does_not_stand_on_a_paper_that_nobody_signed(cast, sent, keys, post):
    page = post(cast.clerk, "con-dau")
    assert page.status_code == 422
    assert "Hãy ký của lãnh đạo trước" in page.content.decode()
    assert not copies(sent).exists()


def test_everybody_sees_his_own_keys_alone(client, cast, sent, keys):
    address = reverse("report_sign", args=[sent.uid])
    client.force_login(cast.leader)
    page = client.get(address).content.decode()
    assert "Chữ ký số của Giám đốc" in page
    assert "con dấu" not in page
    assert 'type="file"' not in page
    client.force_login(cast.clerk)
    page = client.get(address).content.decode()
    assert '<option value="con-dau" selected>' in page
    assert "Chữ ký số của Giám đốc" not in page
    assert 'type="file"' in page
    client.force_login(cast.coordinator)
    assert "Chữ ký số của Giám đốc" not in client.get(address).content.decode()
    client.force_login(cast.outsider)
    assert client.get(address).status_code == 404


def test_nobody_signs_with_the_key_of_another(client, cast, sent, keys, post):
    page = post(cast.clerk, "lanh-dao")
    assert page.status_code == 422
    assert not copies(sent).exists()


def test_a_leader_without_a_key_has_nothing_to_sign_with(client, cast, sent):
    client.force_login(cast.leader)
    assert client.get(reverse("report_sign", args=[sent.uid])).status_code == 404
    page = client.get(sent.get_absolute_url()).content.decode()
    assert reverse("report_sign", args=[sent.uid]) not in page


def test_a_key_of_another_agency_is_not_offered(client, cast, sent, keys, settings):
    text = settings.SIGNING_KEYS.read_text()
    settings.SIGNING_KEYS.write_text(text.replace(str(cast.agency.uid), str(cast.other_agency.uid)))
    client.force_login(cast.clerk)
    page = client.get(reverse("report_sign", args=[sent.uid])).content.decode()
    assert "con dấu" not in page


def test_a_refused_pin_is_recorded_and_rests_until_it_is_set_anew(
    cast, sent, keys, make, pin_file, at
):
    first = make(keys["lanh-dao"], by=cast.leader)
    signing.keep_signature(
        report=sent, made=first, file_name="ky.pdf", version=sent.version, by=cast.leader, at=at
    )
    pin_file.write_text("000000")
    with pytest.raises(refusals.NotSigned, match="không nhận mã PIN"):
        make(keys["con-dau"])
    with pytest.raises(refusals.NotSigned, match="vừa bị thiết bị ký từ chối"):
        make(keys["con-dau"])
    event = AuditEvent.objects.get(action="report.pin_refused")
    assert event.data["key"] == "con-dau"
    assert "000000" not in str(event.data)
    assert "000000" not in str(list(KeyTurn.objects.values()))
    assert copies(sent).count() == 1

    pin_file.write_text(PIN)
    os.utime(pin_file, (1, 1))
    assert make(keys["con-dau"]).signed.name.startswith("Sở Khoa học")


def test_a_pin_that_is_not_set_is_told(cast, keys, make, monkeypatch):
    monkeypatch.delenv("PIN_LANH_DAO")
    with pytest.raises(refusals.NotSigned, match="Chưa đọc được mã PIN"):
        make(keys["lanh-dao"])


def test_a_key_signs_one_paper_at_a_time(cast, keys, make, at):
    KeyTurn.objects.create(code="lanh-dao", taken_at=at - timedelta(seconds=20))
    with pytest.raises(refusals.NotSigned, match="đang ký một văn bản khác"):
        make(keys["lanh-dao"])
    KeyTurn.objects.update(taken_at=at - timedelta(minutes=3))
    assert make(keys["lanh-dao"])
    assert KeyTurn.objects.get().taken_at is None


def test_a_signature_over_what_has_changed_meanwhile_is_not_kept(cast, sent, keys, make, at):
    first, second = make(keys["lanh-dao"]), make(keys["lanh-dao"])
    given = {"report": sent, "file_name": "ky.pdf", "by": cast.leader, "at": at}
    signing.keep_signature(made=first, version=sent.version, **given)
    kept = copies(sent).get().stored_id
    for version in (sent.version, Report.objects.get(pk=sent.pk).version):
        with pytest.raises(Stale):
            signing.keep_signature(made=second, version=version, **given)
    assert copies(sent).get().stored_id == kept


@pytest.mark.parametrize("reason", sorted(REASONS | {"mismatch", "no_pin", "resting", "busy"}))
def test_every_failure_is_a_sentence_that_says_what_to_do(reason):
    said = str(refusals.NotSigned(reason).message)
    assert "Hãy" in said
    assert said.endswith(".")


def test_a_file_of_keys_that_cannot_be_read_leaves_the_certificate_file(
    client, cast, sent, keys, settings
):
    settings.SIGNING_KEYS.write_text("[[key]]\ncode = 1")
    client.force_login(cast.clerk)
    page = client.get(reverse("report_sign", args=[sent.uid])).content.decode()
    assert "không đọc được" in page
    assert 'type="file"' in page


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('code = "con-dau"', 'code = "lanh-dao"'),
        ('name = "Chữ ký số của Sở (con dấu)"', 'name = ""'),
        ("pin_file", "pin"),
        ("pin_file", "pin_variable = 'A'\npin_file"),
        ('label = "con dau"', 'label = "con dau"\nslot = "0"'),
        ("[[key]]", "[key]"),
        ("agency", 'agency = "so-kh"\n# '),
    ],
)
def test_a_file_of_keys_is_taken_whole_or_not_at_all(cast, old, new):
    text = KEYS.format(agency=cast.agency.uid, leader="a", module="m", conf="c", pin="p")
    assert len(keys_in(text)) == 2
    with pytest.raises(BadKeys):
        keys_in(text.replace(old, new))

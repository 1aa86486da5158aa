"""Signatures inside PDFs: by whom, when, changed or not; never more than can be known."""

import pytest

from cchc.audit.models import AuditEvent
from cchc.evidence.models import Examination, Signature, TrustItem, Verdict
from cchc.evidence.rules import is_seal, worst_verdict
from cchc.evidence.services import examining, store
from cchc.evidence.services.trusting import (
    NoSource,
    NotAnAuthority,
    NotCertificates,
    NothingNew,
    import_trust,
    read_trust,
    withdraw_trust,
)
from cchc.reading.inputs import programs
from tests.factories import signed


@pytest.fixture(scope="module")
def ca():
    return signed.Authority()


@pytest.fixture(scope="module")
def leader(ca):
    return ca.issue("Nguyễn Văn A")


@pytest.fixture(scope="module")
def seal(ca):
    return ca.issue("Sở Khoa học và Công nghệ tỉnh Lam Sơn")


@pytest.fixture(scope="module")
def both(ca, leader, seal):
    """Signed by the leader, then by the agency, each with what proves that nothing was revoked."""
    one = signed.sign(signed.plain_pdf(), leader, ca, with_crl=True)
    return signed.sign(one, seal, ca, name="Ky2", with_crl=True)


@pytest.fixture
def trust(cast):
    def give(*contents, at=signed.NOW):
        for content in contents:
            import_trust(content=content, source="Ban Cơ yếu", by=cast.administrator, at=at)

    return give


def examined(content, at=signed.NOW):
    stored = store(chunks=[content], media_type="application/pdf", at=at)
    examining.examine(stored=stored, at=at)
    return stored


def told(stored):
    return [(row.verdict, row.reason) for row in Signature.objects.filter(stored=stored)]


def test_leader_and_seal_are_told_apart_with_their_days(trust, ca, both):
    """Case 32: the leader's signature and the agency's seal are listed apart."""
    trust(ca.holder.der)
    stored = examined(both)
    person, office = Signature.objects.filter(stored=stored)
    assert (person.name, person.is_seal) == ("Nguyễn Văn A", False)
    assert (office.name, office.is_seal) == ("Sở Khoa học và Công nghệ tỉnh Lam Sơn", True)
    assert person.issuer == "CA thử nghiệm"
    assert person.signed_at is not None
    assert person.stamped_at is None
    assert told(stored) == [("valid", ""), ("valid", "")]
    assert Examination.objects.get(stored=stored).verdict == Verdict.VALID


def test_signatures_are_found_wherever_the_reading_of_the_file_breaks(db, both, monkeypatch):
    monkeypatch.setattr(examining, "_BLOCK", 7)
    assert len(told(examined(both))) == 2


def test_an_unknown_root_is_unverified_and_not_invalid(db, both):
    """Case 32: nothing is known of the authority; the content is as it was signed."""
    assert told(examined(both)) == [("unverified", "root"), ("unverified", "root")]


def test_a_revocation_that_cannot_be_asked_is_unverified_until_a_list_comes(trust, ca, leader):
    """Case 32: the file brings no list, nothing is fetched; a list that is imported settles it."""
    trust(ca.holder.der)
    stored = examined(signed.sign(signed.plain_pdf(), leader, ca))
    assert told(stored) == [("unverified", "revocation")]
    trust(ca.crl())
    examining.recheck_from(after=0, at=signed.NOW)
    assert told(stored) == [("valid", "")]
    assert Examination.objects.get(stored=stored).verdict == Verdict.VALID


def test_a_revoked_certificate_is_told(trust):
    ca = signed.Authority("CA thu hồi")
    left = ca.issue("Trần Thị B")
    ca.revoked.append(left.cert.serial_number)
    trust(ca.holder.der, ca.crl())
    assert told(examined(signed.sign(signed.plain_pdf(), left, ca))) == [("revoked", "revoked")]


def test_what_was_changed_after_signing_is_told_as_changed(trust, ca, leader):
    """An added revision leaves the signed bytes whole: only the bottom line and the modification level show it."""
    trust(ca.holder.der)
    whole = signed.sign(signed.plain_pdf(), leader, ca, with_crl=True)
    assert told(examined(signed.spoil(whole))) == [("changed", "content")]
    assert told(examined(signed.add_after(whole))) == [("changed", "added")]


def test_a_certificate_out_of_its_term_proves_nothing_without_a_stamp(trust, ca):
    expired = ca.issue("Lê Văn C", days=(-400, -30))
    trust(ca.holder.der, ca.crl())
    assert told(examined(signed.sign(signed.plain_pdf(), expired, ca))) == [("unverified", "term")]


def test_a_trusted_stamp_proves_that_it_was_signed_in_term(trust, ca):
    """A year later the certificate is over; the stamp says that it was good when it signed."""
    short, stamp = ca.issue("Phạm Thị D", days=(-30, 60)), ca.issue("Dấu thời gian", stamps=True)
    stamped = signed.sign(signed.plain_pdf(), short, ca, stamp=stamp, with_crl=True)
    bare = signed.sign(signed.plain_pdf(), short, ca, with_crl=True)
    later = signed.NOW + signed.YEAR
    trust(ca.holder.der, ca.crl(later), at=later)
    stored = examined(stamped, at=later)
    assert told(stored) == [("valid", "")]
    row = Signature.objects.get(stored=stored)
    assert (row.stamped_at, row.is_stamp_trusted) == (signed.NOW, True)
    assert told(examined(bare, at=later)) == [("unverified", "term")]


@pytest.mark.parametrize("content", [signed.plain_pdf(), b"%PDF-1.7 hong", b"%PDF-"])
def test_a_file_without_a_signature_has_none_and_a_broken_one_stops_nobody(db, content):
    stored = examined(content)
    assert told(stored) == []
    assert Examination.objects.get(stored=stored).verdict == ""


def test_looking_twice_changes_nothing_and_a_lost_file_waits(db, both):
    stored = examined(both)
    first = Examination.objects.get(stored=stored)
    assert examining.examine(stored=stored, at=signed.NOW) == first
    assert Signature.objects.count() == 2


def test_a_new_file_is_examined_by_the_worker_once(db, at, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        stored = store(chunks=[b"Ke hoach"], media_type="text/plain", at=at)
        store(chunks=[b"Ke hoach"], media_type="text/plain", at=at)
    assert Examination.objects.get().stored == stored


def test_files_that_nobody_examined_are_queued_at_night(db, at, django_capture_on_commit_callbacks):
    store(chunks=[b"Ke hoach"], media_type="text/plain", at=at)
    with django_capture_on_commit_callbacks(execute=True):
        assert examining.examine_waiting() == 1
    assert examining.examine_waiting() == 0


def test_a_program_that_is_killed_leaves_an_answer(db, both, monkeypatch):
    """The reader of signatures may die of a crafted file: the file then has none that could be read."""
    monkeypatch.setattr(programs, "run", lambda *_args, **_kwargs: False)
    assert told(examined(both)) == []


class TestTrustList:
    def test_pem_der_and_p7b_are_taken_and_recorded(self, cast, ca, at):
        other = signed.Authority("CA khác")
        both_pem = (ca.holder.pem + other.holder.pem).encode()
        rows = import_trust(content=both_pem, source="Trang A", by=cast.administrator, at=at)
        assert [(row.kind, row.name) for row in rows] == [
            ("root", "CA thử nghiệm"),
            ("root", "CA khác"),
        ]
        third = signed.Authority("CA trong gói")
        bundle = signed.p7b(third)
        (row,) = import_trust(content=bundle, source="Trang B", by=cast.administrator, at=at)
        assert (row.name, row.source, row.imported_at) == ("CA trong gói", "Trang B", at)
        assert AuditEvent.objects.filter(action="trust.imported").count() == 3

    def test_what_is_known_is_passed_over_and_nothing_new_is_refused(self, cast, ca, at):
        given = {"source": "Trang A", "by": cast.administrator, "at": at}
        import_trust(content=ca.holder.der, **given)
        with pytest.raises(NothingNew):
            import_trust(content=ca.holder.der, **given)
        assert TrustItem.objects.count() == 1

    def test_a_newer_list_takes_the_place_of_the_older(self, cast, ca, at):
        given = {"source": "Trang A", "by": cast.administrator, "at": at}
        import_trust(content=ca.crl(), **given)
        import_trust(content=ca.crl(signed.NOW + signed.YEAR / 12), **given)
        older, newer = TrustItem.objects.order_by("not_before")
        assert (older.withdrawn_at, newer.withdrawn_at) == (at, None)

    def test_what_is_no_authority_or_no_certificate_is_refused(self, cast, leader, at):
        given = {"source": "Trang A", "by": cast.administrator, "at": at}
        with pytest.raises(NotAnAuthority):
            import_trust(content=leader.der, **given)
        for content in (b"", b"xin chao", b"\x30\x03\x02\x01\x01", b"-----BEGIN X-----\nAA==\n"):
            with pytest.raises(NotCertificates):
                read_trust(content)
        with pytest.raises(NoSource):
            import_trust(content=leader.der, source="  ", by=cast.administrator, at=at)
        assert not TrustItem.objects.exists()

    def test_what_is_believed_no_more_is_asked_again(
        self, cast, ca, both, trust, django_capture_on_commit_callbacks
    ):
        trust(ca.holder.der)
        stored = examined(both)
        with django_capture_on_commit_callbacks(execute=True):
            withdraw_trust(item=TrustItem.objects.get(), by=cast.administrator, at=signed.NOW)
        assert told(stored) == [("unverified", "root"), ("unverified", "root")]
        assert AuditEvent.objects.filter(action="trust.withdrawn").count() == 1

    def test_a_root_comes_and_goes_by_the_page_of_the_administrator(self, client, cast, ca):
        client.force_login(cast.administrator)
        page = client.get("/files/trust/").content.decode()
        assert "Danh sách tin cậy đang trống" in page
        sent = {"source": "Ban Cơ yếu Chính phủ", "whole": 1}
        answer = client.post(
            "/files/trust/", {**sent, "trust_file": signed.upload(ca.holder.pem.encode())}
        )
        assert answer.status_code == 302
        assert "CA thử nghiệm" in client.get("/files/trust/").content.decode()
        again = client.post(
            "/files/trust/", {**sent, "trust_file": signed.upload(ca.holder.pem.encode())}
        )
        assert again.status_code == 422
        assert NothingNew.text in again.content.decode()
        item = TrustItem.objects.get()
        client.post(f"/files/trust/{item.uid}/withdraw/")
        assert "1 mục đã thôi tin cậy" in client.get("/files/trust/").content.decode()

    def test_only_who_administers_the_whole_installation_keeps_the_list(self, client, cast):
        for person in (cast.coordinator, cast.leader, cast.lan):
            client.force_login(person)
            assert client.get("/files/trust/").status_code == 404


@pytest.mark.parametrize(
    ("name", "organisation", "has_person", "seal"),
    [
        ("Sở Khoa học và Công nghệ", "", False, True),
        ("UBND TỈNH LAM SƠN", "", False, True),
        ("Nguyễn Văn Sở", "Sở Nội vụ", False, False),
        ("Công Thị Sơn", "", False, False),
        ("Vườn quốc gia Lam Sơn", "Vườn quốc gia Lam Sơn", False, True),
        ("Ban Văn Phúc", "", True, False),
    ],
)
def test_a_seal_is_told_by_the_words_of_its_certificate(name, organisation, has_person, seal):
    assert is_seal(name, organisation, ["sở", "ubnd", "ban"], has_person=has_person) is seal


def test_the_worst_verdict_stands_for_the_file():
    assert worst_verdict(["valid", "changed", "unverified"]) == "changed"
    assert worst_verdict([]) == ""

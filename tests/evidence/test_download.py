"""Files leave by one address, as attachments, to those who may read what they belong to."""

from uuid import uuid4

import pytest

from cchc.documents import services as documents
from cchc.evidence.stores import the_store


@pytest.fixture
def link(cast, at):
    document = documents.create_document(
        agency=cast.agency, kind="plan", subject="Kế hoạch", by=cast.coordinator, at=at
    )
    return documents.attach_file(
        document=document,
        role="source",
        name="Kế hoạch số 19 – đợt 1.html",
        chunks=[b"<script>alert(1)</script>"],
        media_type="text/html",
        by=cast.coordinator,
        at=at,
    )


def ask(client, who, uid, kind="document"):
    client.force_login(who)
    return client.get(f"/files/{kind}/{uid}/")


def test_a_file_leaves_as_an_attachment_that_runs_nowhere(client, cast, link):
    answer = ask(client, cast.lan, link.uid)
    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"
    assert answer["Content-Disposition"].startswith("attachment")
    assert (
        "filename*=utf-8''K%E1%BA%BF%20ho%E1%BA%A1ch%20s%E1%BB%91%2019"
        in answer["Content-Disposition"]
    )
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Length"] == "25"
    assert "no-store" in answer["Cache-Control"]
    assert answer.streaming


@pytest.mark.parametrize("who", ["stranger", "outsider", "administrator"])
def test_who_may_not_read_the_document_finds_no_file(client, cast, link, who):
    assert ask(client, getattr(cast, who), link.uid).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, link):
    assert client.get(f"/files/document/{link.uid}/").status_code == 302


def test_unknown_links_kinds_and_hashes_are_no_files(client, cast, link):
    assert ask(client, cast.lan, uuid4()).status_code == 404
    assert ask(client, cast.lan, link.uid, kind="plans").status_code == 404
    assert ask(client, cast.lan, link.stored.uid).status_code == 404
    assert client.get(f"/files/document/{link.stored.sha256}/").status_code == 404


def test_a_file_that_is_lost_from_disk_is_no_page_of_errors(client, cast, link):
    the_store().path(link.stored.sha256).unlink()
    assert ask(client, cast.lan, link.uid).status_code == 404


def test_a_file_is_only_read(client, cast, link):
    client.force_login(cast.lan)
    assert client.post(f"/files/document/{link.uid}/").status_code == 405

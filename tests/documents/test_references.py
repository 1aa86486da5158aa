"""The list of documents that plans cite: shipped with sources, read by all, kept by who imports plans."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from cchc.audit.models import AuditEvent
from cchc.audit.presenters import sentence
from cchc.core.errors import Stale
from cchc.documents.models import ReferenceText
from cchc.documents.selectors import library, reference_lines
from cchc.documents.services.references import (
    ReferenceFacts,
    ReferenceTaken,
    TermBackwards,
    add_reference,
    change_reference,
    load_references,
    remove_reference,
)

pytestmark = pytest.mark.django_db
FACTS = ReferenceFacts(
    kind="Nghị định",
    number="61/2018/NĐ-CP",
    title="về thực hiện cơ chế một cửa",
    issued_on=date(2018, 4, 23),
    in_force_from=None,
    in_force_to=None,
    replaced_by="",
    source="Công báo",
)


@pytest.fixture
def who(cast, at):
    return {"agency": cast.agency, "by": cast.coordinator, "at": at}


@pytest.fixture
def row():
    return ReferenceText.objects.get(number="61/2018/NĐ-CP")


def facts(**given):
    return ReferenceFacts(
        **{name: given.get(name, getattr(FACTS, name)) for name in FACTS.__slots__}
    )


def form(**given):
    sent = {name: value or "" for name, value in FACTS.as_fields().items()}
    return {**sent, "issued_on": FACTS.issued_on.isoformat(), **given}


def test_the_shipped_rows_are_there_with_their_sources_and_are_not_loaded_twice(at):
    assert ReferenceText.objects.filter(source="").count() == 0
    assert load_references(at=at) == 0
    assert not AuditEvent.objects.exists()
    assert library().numbered("60/2021/NĐ-CP", None).title.startswith("quy định cơ chế tự chủ")


def test_what_a_release_ships_newly_reaches_the_list_by_migrating_and_the_log_names_it(row, capsys):
    row.delete()  # as if the release before had not known it
    call_command("load_references")
    assert ReferenceText.objects.get(number="61/2018/NĐ-CP").source
    assert "Đã thêm 1 văn bản dẫn chiếu" in capsys.readouterr().out
    told = sentence(AuditEvent.objects.get(action="references.shipped"))
    assert told == "thêm 1 văn bản dẫn chiếu của bản phát hành: Nghị định 61/2018/NĐ-CP."
    call_command("load_references")
    assert capsys.readouterr().out == ""


def test_a_row_that_an_office_took_out_or_renumbered_does_not_come_back(row, who, at):
    renumbered = ReferenceText.objects.get(number="34/2016/NĐ-CP")
    given = facts(number="34a/2016/NĐ-CP", issued_on=renumbered.issued_on)
    change_reference(row=renumbered, facts=given, version=1, **who)
    remove_reference(row=row, version=1, **who)
    assert load_references(at=at) == 0
    assert not ReferenceText.objects.filter(number__in=["61/2018/NĐ-CP", "34/2016/NĐ-CP"]).exists()


def test_what_an_office_changed_by_a_source_is_official_and_stays(who, at):
    unchecked = ReferenceText.objects.get(number="34/2016/NĐ-CP")
    assert unchecked.standing == "unchecked"
    given = facts(
        number="34/2016/NĐ-CP", issued_on=date(2016, 5, 14), in_force_to=date(2025, 3, 31)
    )
    change_reference(row=unchecked, facts=given, version=1, **who)
    load_references(at=at)
    unchecked.refresh_from_db()
    assert (unchecked.standing, unchecked.source) == ("official", "Công báo")
    with pytest.raises(Stale):
        change_reference(row=unchecked, facts=given, version=1, **who)


def test_the_same_number_of_the_same_day_stands_once(who):
    with pytest.raises(ReferenceTaken):
        add_reference(facts=FACTS, **who)
    other = add_reference(facts=facts(issued_on=date(2019, 4, 23)), **who)
    with pytest.raises(ReferenceTaken):
        change_reference(row=other, facts=FACTS, version=1, **who)


def test_a_term_that_ends_before_it_begins_is_refused_in_words_and_by_the_database(who, row):
    with pytest.raises(TermBackwards):
        add_reference(facts=facts(number="1/2018/NĐ-CP", in_force_to=date(2018, 4, 22)), **who)
    row.in_force_from, row.in_force_to = date(2020, 1, 2), date(2020, 1, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def found(words, today=date(2026, 6, 10)):
    return {line.row.number: line for line in reference_lines(today, words)}


def test_the_list_is_found_by_number_and_by_words_without_accents():
    assert "76/NQ-CP" in found("76 nq cp")
    assert "13/2023/NĐ-CP" in found("bao ve du lieu")
    assert found("thủy lợi") == {}


def test_a_document_is_over_on_the_day_after_its_last():
    assert not found("1001", date(2026, 12, 31))["1001/QĐ-BNV"].is_over
    assert found("1001", date(2027, 1, 1))["1001/QĐ-BNV"].is_over


def test_everybody_who_reads_plans_reads_the_list_and_only_importers_keep_it(client, cast, row):
    client.force_login(cast.lan)
    page = client.get(reverse("references")).content.decode()
    assert "61/2018/NĐ-CP" in page
    assert "hết hiệu lực sau 30/06/2025" in page
    assert "Thêm văn bản" not in page
    for address in (reverse("reference", args=[row.uid]), reverse("reference_new")):
        assert client.get(address).status_code == 404
    client.force_login(cast.coordinator)
    assert "Thêm văn bản" in client.get(reverse("references")).content.decode()
    assert (
        "Không có văn bản phù hợp"
        in client.get(reverse("references"), {"q": "thủy lợi"}).content.decode()
    )


def test_a_document_is_entered_changed_and_taken_out_on_its_page_with_history(client, cast):
    client.force_login(cast.coordinator)
    answer = client.post(
        reverse("reference_new"), form(number="5/2026/NĐ-CP", issued_on="2026-01-10")
    )
    assert answer["Location"] == reverse("references")
    row = ReferenceText.objects.get(number="5/2026/NĐ-CP")
    address = reverse("reference", args=[row.uid])
    sent = form(
        number="5/2026/NĐ-CP", issued_on="2026-01-10", in_force_to="2026-12-31", version="1"
    )
    assert client.post(address, sent).status_code == 302
    page = client.get(address).content.decode()
    assert "đang có hiệu lực" in page
    assert "hiệu lực đến hết 31/12/2026" in page
    client.post(reverse("reference_remove", args=[row.uid]), {"version": "2"})
    assert not ReferenceText.objects.filter(pk=row.pk).exists()


def test_a_document_without_a_source_is_refused_in_words(client, cast):
    client.force_login(cast.coordinator)
    answer = client.post(reverse("reference_new"), form(number="5/2026/NĐ-CP", source=""))
    assert answer.status_code == 422
    taken = client.post(reverse("reference_new"), form())
    assert "Danh mục đã có văn bản mang số, ký hiệu và ngày này" in taken.content.decode()

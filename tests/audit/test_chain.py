"""Tampering with the log shows, however it is done: here through SQL, past every service."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import IntegrityError

from cchc.audit import chain as chain_module
from cchc.audit.chain import verify_all, verify_chain, verify_heads, write_heads
from cchc.audit.models import AuditEvent, AuditHead
from cchc.audit.services import Act, record, record_acts


@pytest.fixture
def chain(cast, at):
    with transaction.atomic():
        for number in range(1, 6):
            record(
                action="unit.changed",
                target=cast.office,
                by=cast.coordinator,
                at=at,
                agency_id=cast.agency.pk,
                new={"position": number, "tên": "Đổi"},
            )
    return cast.agency.pk


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def problems(agency_id):
    return [problem.seq for problem in verify_chain(agency_id)]


def test_a_whole_chain_has_no_problems(chain):
    assert verify_chain(chain) == []
    assert AuditEvent.objects.filter(agency_id=chain).count() == 5


def test_acts_written_at_once_carry_the_chain_on_as_if_one_by_one(chain, cast, at):
    def act(agency_id, number):
        return Act("x.y", cast.office, cast.coordinator, at, agency_id, "Nhãn", {"number": number})

    other = cast.other_agency.pk
    with transaction.atomic():
        record_acts([act(chain, 1), act(other, 2), act(chain, 3)])
        record(
            action="x.y", target=cast.office, by=cast.coordinator, at=at, agency_id=chain,
            label="Nhãn", number=4,
        )  # fmt: skip
    assert list(verify_all()) == []
    added = AuditEvent.objects.filter(action="x.y").order_by("agency_id", "seq")
    assert [(each.agency_id, each.seq, each.data["number"]) for each in added] == [
        (chain, 6, 1),
        (chain, 7, 3),
        (chain, 8, 4),
        (other, 1, 2),
    ]
    alike = {
        (e.target_kind, e.target_uid, e.target_label, e.actor_uid, e.actor_name, e.search_key)
        for e in added
    }
    assert len(alike) == 1


@pytest.mark.django_db(transaction=True)
def test_acts_outside_the_transaction_of_what_they_tell_of_are_refused(at):
    with pytest.raises(transaction.TransactionManagementError):
        record_acts([Act("x.y", None, None, at, 1)])
    assert not AuditHead.objects.exists()


@pytest.mark.parametrize(
    "column", ["action", "target_kind", "target_label", "actor_name", "actor_unit"]
)
def test_a_changed_event_no_longer_fits_its_hash(chain, column):
    sql(f"UPDATE audit_auditevent SET {column} = 'khác' WHERE seq = 3")
    assert problems(chain) == [3]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("target_uid", "00000000000000000000000000000001"),
        ("actor_uid", "00000000000000000000000000000001"),
        ("at", "2026-03-09 00:00:00+00:00"),
        ("search_key", "khac"),
        ("hash_before", "c" * 64),
    ],
)
def test_a_changed_key_moment_or_search_word_is_found(chain, column, value):
    sql(f"UPDATE audit_auditevent SET {column} = %s WHERE seq = 3", value)
    assert set(problems(chain)) == {3}


def test_an_event_moved_to_another_chain_is_missed_there_and_strange_here(chain):
    sql("UPDATE audit_auditevent SET agency_id = 0 WHERE seq = 3")
    assert {(each.agency_id, each.seq) for each in verify_all()} == {(chain, 4), (0, 3)}


def test_changed_values_are_found(chain):
    event = AuditEvent.objects.get(agency_id=chain, seq=2)
    event.data["new"]["position"] = 9
    sql("UPDATE audit_auditevent SET data = %s WHERE seq = 2", json.dumps(event.data))
    assert problems(chain) == [2]


def test_an_event_changed_together_with_its_hash_breaks_the_next(chain):
    sql("UPDATE audit_auditevent SET hash = %s WHERE seq = 3", "a" * 64)
    assert problems(chain) == [3, 4]


def test_a_removed_event_leaves_a_gap(chain):
    sql("DELETE FROM audit_auditevent WHERE seq = 3")
    assert problems(chain) == [4]


def test_an_inserted_event_does_not_link(chain, at):
    event = AuditEvent.objects.get(agency_id=chain, seq=5)
    event.pk, event.seq, event.hash_before = None, 6, "b" * 64
    event.save(force_insert=True)
    assert set(problems(chain)) == {6}


def test_a_cut_tail_leaves_the_head_ahead(chain):
    sql("DELETE FROM audit_auditevent WHERE seq > 3")
    assert problems(chain) == [5]


def test_a_tail_cut_together_with_its_head_shows_against_the_written_heads(chain, at, tmp_path):
    written = tmp_path / "heads.jsonl"
    assert write_heads(written, at) == 1
    last = AuditEvent.objects.get(agency_id=chain, seq=3)
    sql("DELETE FROM audit_auditevent WHERE seq > 3")
    sql("UPDATE audit_audithead SET count = 3, hash = %s", last.hash)
    assert verify_chain(chain) == []
    assert [problem.seq for problem in verify_heads(written)] == [5]


def test_heads_written_earlier_stay_true_as_the_log_grows(chain, cast, at, tmp_path):
    written = tmp_path / "heads.jsonl"
    write_heads(written, at)
    with transaction.atomic():
        record(action="x.y", target=None, by=None, at=at, agency_id=chain)
    write_heads(written, at)
    assert verify_heads(written) == []


def test_a_lost_head_shows(chain):
    AuditHead.objects.filter(agency_id=chain).delete()
    assert [problem.seq for problem in verify_all()] == [5]


def test_the_command_writes_heads_outside_the_database_while_the_log_is_whole(
    chain, cast, at, capsys, settings
):
    call_command("check_audit")
    assert "nguyên vẹn" in capsys.readouterr().out
    with transaction.atomic():
        record(action="x.y", target=None, by=None, at=at, agency_id=chain)
    call_command("check_audit")
    lines = settings.AUDIT_HEADS.read_text().splitlines()
    assert [json.loads(line)["heads"][0]["count"] for line in lines] == [5, 6]


def test_the_command_names_agency_and_place_and_writes_no_heads(chain, cast, capsys, settings):
    sql("DELETE FROM audit_auditevent WHERE seq = 2")
    with pytest.raises(CommandError, match="1 chỗ") as refusal:
        call_command("check_audit")
    told = capsys.readouterr().err
    assert f"{cast.agency.name} (chuỗi {chain}), sự kiện số 3: thiếu sự kiện từ số 2" in told
    assert refusal.value.returncode == 1
    assert not settings.AUDIT_HEADS.exists()


def test_the_command_finds_a_whole_chain_that_is_gone(chain, capsys):
    call_command("check_audit")
    sql("DELETE FROM audit_auditevent")
    sql("DELETE FROM audit_audithead")
    assert verify_all() == []
    with pytest.raises(CommandError):
        call_command("check_audit")
    assert "sự kiện số 5" in capsys.readouterr().err


def test_the_command_compares_with_a_copy_kept_elsewhere(chain, capsys, settings, tmp_path):
    copy = tmp_path / "usb" / "heads.jsonl"
    call_command("check_audit")
    copy.parent.mkdir()
    settings.AUDIT_HEADS.rename(copy)
    sql("DELETE FROM audit_auditevent")
    sql("DELETE FROM audit_audithead")
    with pytest.raises(CommandError, match="1 chỗ"):
        call_command("check_audit", heads=copy)


@pytest.mark.parametrize("line", ["hỏng", "{}", '{"at": "x", "heads": [{"agency_id": 1}]}', "[1]"])
def test_a_file_of_heads_that_is_not_ours_is_refused_with_its_line(chain, settings, line):
    call_command("check_audit")
    with settings.AUDIT_HEADS.open("a") as file:
        file.write(line + "\n")
    with pytest.raises(CommandError, match="dòng 2"):
        call_command("check_audit")


def test_the_file_of_heads_is_compared_in_few_statements(
    chain, at, tmp_path, django_assert_num_queries
):
    written = tmp_path / "heads.jsonl"
    for _each in range(40):
        with transaction.atomic():
            record(action="x.y", target=None, by=None, at=at, agency_id=chain)
        write_heads(written, at)
    with django_assert_num_queries(1):
        assert verify_heads(written) == []


def test_an_event_that_arrives_during_the_check_is_no_fault(chain, at, monkeypatch):
    walk_on = chain_module._Walk.on

    def one_more_behind_it(walk):
        walk_on(walk)
        if walk.seq == 5:
            with transaction.atomic():
                record(action="x.y", target=None, by=None, at=at, agency_id=chain)

    monkeypatch.setattr(chain_module._Walk, "on", one_more_behind_it)
    assert verify_chain(chain) == []


def test_two_events_cannot_take_one_place(chain):
    event = AuditEvent.objects.get(agency_id=chain, seq=5)
    event.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        event.save(force_insert=True)


def test_an_event_outside_a_transaction_is_refused(cast, at, transactional_db):
    with pytest.raises(transaction.TransactionManagementError):
        record(action="x.y", target=None, by=None, at=at, agency_id=cast.agency.pk)

"""Tampering with the log shows, however it is done: here through SQL, past every service."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import IntegrityError

from cchc.audit.chain import verify_all, verify_chain, verify_heads, write_heads
from cchc.audit.models import AuditEvent, AuditHead
from cchc.audit.services import record


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


@pytest.mark.parametrize("column", ["action", "target_label", "actor_name", "actor_unit"])
def test_a_changed_event_no_longer_fits_its_hash(chain, column):
    sql(f"UPDATE audit_auditevent SET {column} = 'khác' WHERE seq = 3")
    assert problems(chain) == [3]


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


def test_the_command_says_where_and_fails(chain, capsys, tmp_path):
    call_command("check_audit", write_heads=tmp_path / "heads")
    assert "nguyên vẹn" in capsys.readouterr().out
    sql("DELETE FROM audit_auditevent WHERE seq = 2")
    with pytest.raises(CommandError, match="1 chỗ"):
        call_command("check_audit", heads=tmp_path / "heads")
    assert "thiếu sự kiện từ số 2" in capsys.readouterr().err


def test_two_events_cannot_take_one_place(chain):
    event = AuditEvent.objects.get(agency_id=chain, seq=5)
    event.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        event.save(force_insert=True)


def test_an_event_outside_a_transaction_is_refused(cast, at, transactional_db):
    with pytest.raises(transaction.TransactionManagementError):
        record(action="x.y", target=None, by=None, at=at, agency_id=cast.agency.pk)

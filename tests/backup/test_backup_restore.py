"""A backup put back is the same office: row by row, file by file; or nothing is touched."""

import os
import shutil
import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from cchc.audit import chain
from cchc.audit.models import AuditEvent
from cchc.audit.services import record
from cchc.backup import rows
from cchc.backup.archive import ArchiveWriter
from cchc.backup.sealed import Changed, Cut, WrongPassphrase
from cchc.backup.services import restore_backup, restoring, save_backup, saving
from cchc.evidence.models import StoredFile
from cchc.evidence.services import store, verify_store
from cchc.evidence.stores import the_store
from cchc.evidence.stores.disk import Disk
from cchc.orgs.models import Unit, User
from tests.backup.conftest import FILES, PASSPHRASE, every_file, every_row

OF_THE_ACT = {
    "audit.AuditEvent",
    "audit.AuditHead",
}  # the act of backing up or restoring is recorded


@pytest.fixture
def backup(office, tmp_path, at):
    return save_backup(path=tmp_path / "so.cchc-backup", passphrase=PASSPHRASE, at=at).path


def put_back(path, at, *, passphrase=PASSPHRASE, replace=True):
    return restore_backup(path=path, passphrase=passphrase, replace=replace, at=at)


def test_rows_and_files_come_back_one_by_one(office, at, settings, tmp_path):
    rows_then, files_then = every_row(), every_file()
    path = save_backup(path=tmp_path / "b", passphrase=PASSPHRASE, at=at).path
    rows.empty_all()
    shutil.rmtree(settings.EVIDENCE_DIR)

    restored = put_back(path, at, replace=False)

    rows_now = every_row()
    assert {label: rows_now[label] for label in rows_now if label not in OF_THE_ACT} == {
        label: rows_then[label] for label in rows_then if label not in OF_THE_ACT
    }
    new_events = [
        row for row in rows_now["audit.AuditEvent"] if row not in rows_then["audit.AuditEvent"]
    ]
    assert len(rows_now["audit.AuditEvent"]) == len(rows_then["audit.AuditEvent"]) + 1
    assert len(new_events) == 1
    assert every_file() == files_then
    assert sum(map(len, rows_then.values())) == restored.end.row_count
    assert chain.verify_all() == []
    assert list(verify_store()) == []


def test_people_can_go_on_after_a_restore(office, backup, at):
    put_back(backup, at)
    unit = Unit.objects.create(name="Phòng mới", kind=Unit.Kind.DIVISION, parent=office.cast.agency)
    assert unit.pk > office.cast.all_units.pk
    with transaction.atomic():
        record(action="x.y", target=None, by=None, at=at, agency_id=office.cast.agency.pk)
    assert chain.verify_all() == []


def test_the_restore_is_told_in_the_log_in_words(office, backup, at):
    put_back(backup, at)
    event = AuditEvent.objects.get(action="installation.restored")
    assert event.agency_id == 0
    assert event.target_label == backup.name


def test_everybody_signs_in_again(client, office, backup, at):
    client.force_login(office.cast.leader)
    assert client.get("/audit/").status_code == 200
    put_back(backup, at)
    assert client.get("/audit/").status_code == 302


def test_files_that_arrive_while_rows_are_read_belong_to_the_next_backup(
    office, at, tmp_path, monkeypatch
):
    table_of = ArchiveWriter.table

    def somebody_uploads(self, label, found):
        if label == "core.SubmitToken":
            store(chunks=[b"den muon"], media_type="text/plain", at=at)
        table_of(self, label, found)

    monkeypatch.setattr(ArchiveWriter, "table", somebody_uploads)
    end = save_backup(path=tmp_path / "b", passphrase=PASSPHRASE, at=at).end
    assert StoredFile.objects.count() == len(FILES) + 1
    assert end.files == len(FILES)
    assert end.rows["evidence.StoredFile"][0] == len(FILES)


def test_the_heads_of_the_log_are_in_the_backup(office, at, tmp_path):
    end = save_backup(path=tmp_path / "b", passphrase=PASSPHRASE, at=at).end
    heads = {head["agency_id"]: head["count"] for head in end.heads}
    assert (
        heads[office.cast.agency.pk]
        == AuditEvent.objects.filter(agency_id=office.cast.agency.pk).count()
    )


def test_a_file_of_heads_that_is_ahead_is_kept_aside(office, backup, at, settings):
    chain.write_heads(settings.AUDIT_HEADS, at)  # knows of the event that tells of the backup
    told = settings.AUDIT_HEADS.read_text()
    restored = put_back(backup, at)
    assert restored.heads_set_aside.read_text() == told
    call_command("check_audit")


def test_data_are_not_written_over_without_being_told_so(office, backup, at):
    before = every_row()
    with pytest.raises(restoring.HasData, match="--replace"):
        put_back(backup, at, replace=False)
    assert every_row() == before


@pytest.mark.parametrize("spoil", ["middle", "end", "passphrase"])
def test_a_backup_that_is_not_sound_touches_nothing(office, backup, at, spoil):
    data = bytearray(backup.read_bytes())
    if spoil == "middle":
        data[len(data) // 2] ^= 1
    elif spoil == "end":
        del data[-1000:]
    backup.write_bytes(data)
    words = "một mật khẩu khác hẳn" if spoil == "passphrase" else PASSPHRASE
    before = every_row(), every_file()
    refusal = {"middle": Changed, "end": Cut, "passphrase": WrongPassphrase}[spoil]
    with pytest.raises(refusal):
        put_back(backup, at, passphrase=words)
    assert (every_row(), every_file()) == before


@pytest.mark.parametrize("where", ["insert", "place", "record"])
def test_a_failure_in_the_middle_leaves_everything_as_it_was(
    office, backup, at, monkeypatch, where
):
    User.objects.filter(pk=office.cast.lan.pk).update(position="sau bản sao lưu")
    before = every_row(), every_file()

    def breaks(*_args, **_kwargs):
        raise OSError("đĩa hỏng")

    module = {"insert": rows, "place": Disk, "record": restoring}[where]
    monkeypatch.setattr(module, where, breaks)
    with pytest.raises(OSError, match="đĩa hỏng"):
        put_back(backup, at)
    assert (every_row(), every_file()) == before


def test_rows_that_read_otherwise_than_they_were_written_undo_the_restore(
    office, backup, at, monkeypatch
):
    insert = rows.insert

    def one_is_lost(model, found):
        insert(model, found[1:] if model is User else found)

    monkeypatch.setattr(rows, "insert", one_is_lost)
    before = every_row()
    with pytest.raises(IntegrityError):
        put_back(backup, at)
    assert every_row() == before


def test_a_backup_of_another_version_is_refused_by_the_names_of_its_migrations(office, backup, at):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) "
                       "VALUES ('plans', '0999_later', '2026-01-01 00:00:00+00:00')")  # fmt: skip
    try:
        with pytest.raises(restoring.OtherVersion, match=r"plans\.0999_later"):
            put_back(backup, at)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE name = '0999_later'")


def test_a_store_without_room_is_refused_before_anything_is_touched(
    office, backup, at, monkeypatch
):
    before = every_row()
    monkeypatch.setattr(restoring, "_ROOM_TO_SPARE", 1 << 60)
    with pytest.raises(restoring.NoRoom):
        put_back(backup, at)
    assert every_row() == before


def test_damaged_files_are_named_and_the_rest_is_saved(office, at, tmp_path, settings):
    lost, changed = (StoredFile.objects.get(sha256=sha256) for sha256 in office.files[:2])
    the_store().path(lost.sha256).unlink()
    content = bytearray(the_store().path(changed.sha256).read_bytes())
    content[-1] ^= 1
    the_store().path(changed.sha256).write_bytes(content)
    end = save_backup(path=tmp_path / "b", passphrase=PASSPHRASE, at=at).end
    assert sorted(end.damaged) == sorted([lost.sha256, changed.sha256])
    shutil.rmtree(settings.EVIDENCE_DIR)
    put_back(tmp_path / "b", at)
    assert [Path(place).name for place in every_file()] == [office.files[2]]


def test_an_existing_file_is_never_overwritten(office, at, tmp_path):
    taken = tmp_path / "b"
    taken.write_text("quan trọng")
    with pytest.raises(saving.Exists):
        save_backup(path=taken, passphrase=PASSPHRASE, at=at)
    assert taken.read_text() == "quan trọng"


def test_a_file_that_takes_the_name_meanwhile_is_not_overwritten(office, at, tmp_path, monkeypatch):
    path = tmp_path / "b"
    verify = saving._verify

    def somebody_is_faster(*args):
        verify(*args)
        path.write_text("của người khác")

    monkeypatch.setattr(saving, "_verify", somebody_is_faster)
    with pytest.raises(saving.Exists):
        save_backup(path=path, passphrase=PASSPHRASE, at=at)
    assert path.read_text() == "của người khác"
    assert list(tmp_path.glob("*.part")) == []


def test_a_backup_that_reads_back_otherwise_is_not_kept(office, at, tmp_path, monkeypatch):
    def disk_lies(part, passphrase, end):
        data = bytearray(part.read_bytes())
        data[200] ^= 1
        part.write_bytes(data)
        verify(part, passphrase, end)

    verify = saving._verify
    monkeypatch.setattr(saving, "_verify", disk_lies)
    with pytest.raises(Changed):
        save_backup(path=tmp_path / "b", passphrase=PASSPHRASE, at=at)
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith("b")] == []
    assert not AuditEvent.objects.filter(action="installation.backed_up").exists()


def test_a_backup_is_for_its_owner_alone(backup):
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_a_short_passphrase_is_refused(office, at, tmp_path):
    with pytest.raises(saving.TooShort):
        save_backup(path=tmp_path / "b", passphrase="ngắn quá", at=at)


def test_the_commands_take_the_passphrase_from_a_file_or_the_environment(
    office, settings, tmp_path, capsys
):
    words = tmp_path / "words"
    words.write_text(f"{PASSPHRASE}\nghi chú\n")
    call_command("backup", tmp_path / "b", passphrase_file=words)
    assert "Đã sao lưu và đọc lại để kiểm tra" in capsys.readouterr().out
    settings.BACKUP_PASSPHRASE = PASSPHRASE
    call_command("restore", tmp_path / "b", replace=True)
    assert "Mọi người cần đăng nhập lại" in capsys.readouterr().out


def test_a_folder_gets_a_file_named_for_the_moment(office, settings, tmp_path, capsys):
    settings.BACKUP_PASSPHRASE = PASSPHRASE
    folder = tmp_path / "backups"
    folder.mkdir()
    call_command("backup", folder)
    assert [path.name[:13] for path in folder.iterdir()] == ["cchc-20260310"]


def test_without_a_passphrase_the_commands_say_where_it_comes_from(office, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.stdin", open(os.devnull))  # noqa: PTH123, SIM115
    with pytest.raises(CommandError, match="CCHC_BACKUP_PASSPHRASE_FILE"):
        call_command("backup", tmp_path / "b")


@pytest.mark.parametrize("typed", [["mot hai ba bon nam", "mot hai ba bon sau"], ["", ""]])
def test_a_passphrase_that_is_typed_is_typed_twice(office, tmp_path, monkeypatch, typed):
    words = iter(typed)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(words))
    with pytest.raises(CommandError):
        call_command("backup", tmp_path / "b")


def test_the_restore_command_says_what_is_wrong_and_that_nothing_was_touched(
    office, backup, settings
):
    settings.BACKUP_PASSPHRASE = "một mật khẩu khác hẳn"
    with pytest.raises(CommandError, match=r"không đúng.*không bị động tới") as refusal:
        call_command("restore", backup, replace=True)
    assert refusal.value.returncode == 1
    with pytest.raises(CommandError, match="không bị động tới"):
        call_command("restore", backup.with_name("khong-co"))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda data: data[: len(data) // 2], "bị cắt cụt"),
        (lambda data: data[:5000] + bytes([data[5000] ^ 1]) + data[5001:], "bị thay đổi hoặc hỏng"),
        (lambda data: b"PK" + data[2:], "không phải bản sao lưu"),
        (lambda data: data[:15] + b"\x02" + data[16:], "định dạng mà phiên bản cchc này chưa biết"),
    ],
)
def test_the_restore_command_tells_cut_changed_strange_and_later_files_apart(
    office, backup, settings, spoil, said
):
    settings.BACKUP_PASSPHRASE = PASSPHRASE
    backup.write_bytes(spoil(backup.read_bytes()))
    with pytest.raises(CommandError, match=said):
        call_command("restore", backup, replace=True)


def test_a_backup_with_damaged_files_ends_with_a_fault(office, settings, tmp_path, capsys):
    settings.BACKUP_PASSPHRASE = PASSPHRASE
    the_store().path(office.files[0]).unlink()
    with pytest.raises(CommandError, match="thiếu 1 tệp"):
        call_command("backup", tmp_path / "b")
    assert office.files[0] in capsys.readouterr().err

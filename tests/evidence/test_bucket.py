"""Proof on S3-compatible storage: the same store, the same checks, the same backup."""

import hashlib
import io

import pytest
from django.core.management import CommandError, call_command

from cchc.backup.services import save_backup
from cchc.backup.services.restoring import restore_backup
from cchc.documents import services as documents
from cchc.evidence.models import StoredFile
from cchc.evidence.services import local_copy, open_stored, store
from cchc.evidence.stores import StoreUnavailable, the_store
from tests.factories.storage import setting, storage

LARGE = b"0123456789abcdef" * (1 << 20)  # 16 MiB: goes up in two parts


@pytest.fixture
def bucket(settings):
    with storage() as server:
        settings.EVIDENCE_S3 = setting(server)
        yield server


def keep(at, content=b"noi dung"):
    return store(chunks=[content], media_type="text/plain", at=at)


def test_bytes_go_into_the_bucket_once_and_come_back(db, at, bucket, settings):
    row = keep(at)
    assert keep(at) == row
    assert open_stored(row).read() == b"noi dung"
    assert list(bucket.objects) == [f"{row.sha256[:2]}/{row.sha256[2:4]}/{row.sha256}"]
    assert bucket.refused == 0
    assert not list((settings.VAR_DIR / "incoming").iterdir())
    assert not settings.EVIDENCE_DIR.exists()


def test_what_is_disposed_of_leaves_the_bucket_and_twice_does_no_harm(db, at, bucket):
    row = keep(at)
    for _time in range(2):
        the_store().erase(row.sha256)
        assert not bucket.objects
    with pytest.raises(FileNotFoundError):
        open_stored(row).read()


def test_a_large_file_goes_up_in_parts_and_is_read_from_any_place(db, at, bucket):
    row = keep(at, LARGE)
    assert not bucket.parts
    with open_stored(row) as file:
        assert hashlib.file_digest(file, "sha256").hexdigest() == row.sha256
        file.seek(-3, io.SEEK_END)
        assert file.read() == LARGE[-3:]


def test_programs_get_a_file_that_is_gone_afterwards(db, at, bucket):
    row = keep(at)
    with local_copy(row) as path:
        assert path.read_bytes() == b"noi dung"
    assert not path.exists()


def test_a_download_streams_out_of_the_bucket(client, cast, at, bucket):
    document = documents.create_document(
        agency=cast.agency, kind="plan", subject="Kế hoạch", by=cast.coordinator, at=at
    )
    link = documents.attach_file(
        document=document, role="source", name="a.txt", chunks=[b"mot hai"],
        media_type="text/plain", by=cast.coordinator, at=at,
    )  # fmt: skip
    client.force_login(cast.lan)
    answer = client.get(f"/files/document/{link.uid}/")
    assert b"".join(answer.streaming_content) == b"mot hai"
    assert answer["Content-Length"] == "7"
    bucket.objects.clear()
    assert client.get(f"/files/document/{link.uid}/").status_code == 404


def test_the_check_names_what_the_bucket_lost_changed_or_should_not_hold(db, at, bucket, capsys):
    sound, lost, changed, same_size = (keep(at, text) for text in (b"a", b"bb", b"ccc", b"dddd"))
    name = {name.rpartition("/")[2]: name for name in bucket.objects}
    del bucket.objects[name[lost.sha256]]
    bucket.objects[name[changed.sha256]] = b"cccc"
    bucket.objects[name[same_size.sha256]] = b"dxdd"
    bucket.objects["xx/yy/la"] = b"thua"
    bucket.objects[f"aa/{sound.sha256}"] = b"a"
    with pytest.raises(CommandError, match="3 tệp hỏng hoặc mất, 2 tệp thừa"):
        call_command("check_evidence")
    told = capsys.readouterr().err
    assert f"{lost.sha256}: không còn trong kho" in told
    assert f"{changed.sha256}: dài 4 byte, khi lưu là 3 byte" in told
    assert f"{same_size.sha256}: nội dung không còn như khi lưu" in told
    assert "xx/yy/la: tệp thừa, 4 byte" in told


def test_a_wrong_secret_stores_nothing(db, at, bucket, settings):
    settings.EVIDENCE_S3 = setting(bucket, secret="khac")
    with pytest.raises(StoreUnavailable):
        keep(at)
    assert bucket.refused
    assert not StoredFile.objects.exists()
    assert not list((settings.VAR_DIR / "incoming").iterdir())


@pytest.mark.django_db(transaction=True)
def test_a_backup_of_a_bucket_is_put_back_into_a_folder(at, bucket, settings, tmp_path):
    row = keep(at, LARGE)
    saved = save_backup(path=tmp_path / "sao-luu", passphrase="mat khau du dai", at=at)
    assert (saved.end.files, saved.end.damaged) == (1, [])
    settings.EVIDENCE_S3 = None
    restore_backup(path=saved.path, passphrase="mat khau du dai", replace=True, at=at)
    assert the_store().size(row.sha256) == len(LARGE)
    call_command("check_evidence")


@pytest.mark.django_db(transaction=True)
def test_a_backup_of_a_folder_is_put_back_into_a_bucket(at, settings, tmp_path):
    row = keep(at)
    saved = save_backup(path=tmp_path / "sao-luu", passphrase="mat khau du dai", at=at)
    with storage() as server:
        settings.EVIDENCE_S3 = setting(server)
        restore_backup(path=saved.path, passphrase="mat khau du dai", replace=True, at=at)
        assert open_stored(row).read() == b"noi dung"
        call_command("check_evidence")

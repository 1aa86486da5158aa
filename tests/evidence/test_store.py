"""Bytes are kept once, whole or not at all, and damage is found."""

import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.utils import IntegrityError

from cchc.evidence.models import StoredFile
from cchc.evidence.rules import leaving_name, media_type_of
from cchc.evidence.services import store, verify_store
from cchc.evidence.stores import the_store
from cchc.plans.models import Draft, DraftFile


def keep(at, content=b"noi dung"):
    return store(chunks=[content], media_type="text/plain", at=at)


def files_in(settings):
    return [each for each in Path(settings.EVIDENCE_DIR).rglob("*") if each.is_file()]


def test_the_same_content_is_stored_once(db, at, settings):
    assert keep(at) == keep(at)
    assert StoredFile.objects.count() == 1
    assert len(files_in(settings)) == 1


def test_a_break_in_the_upload_leaves_nothing(db, at, settings):
    def broken():
        yield b"nua dau"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        store(chunks=broken(), media_type="text/plain", at=at)
    assert files_in(settings) == []
    assert not StoredFile.objects.exists()


def test_two_people_who_store_the_same_file_at_once_share_it(db, at, settings):
    others = []

    def slow_upload():
        yield b"cung mot "
        others.append(keep(at, b"cung mot tep"))
        yield b"tep"

    mine = store(chunks=slow_upload(), media_type="text/plain", at=at)
    assert others == [mine]
    assert len(files_in(settings)) == 1


def test_one_hash_stands_for_one_row(db, at):
    row = keep(at)
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.create(sha256=row.sha256, size=1, media_type="x", stored_at=at)


def test_a_sound_store_has_nothing_to_tell(db, at, capsys):
    keep(at)
    assert list(verify_store()) == []
    call_command("check_evidence")
    assert "1 tệp" in capsys.readouterr().out


def test_lost_and_changed_files_are_named(db, at, capsys):
    lost, changed, same_size = keep(at, b"mot"), keep(at, b"hai"), keep(at, b"ba tep")
    the_store().path(lost.sha256).unlink()
    the_store().path(changed.sha256).write_bytes(b"hai va them")
    the_store().path(same_size.sha256).write_bytes(b"ba tap")
    assert {damage.sha256 for damage in verify_store()} == {
        lost.sha256,
        changed.sha256,
        same_size.sha256,
    }
    with pytest.raises(CommandError, match="3 tệp hỏng"):
        call_command("check_evidence")
    told = capsys.readouterr().err
    assert f"{lost.sha256}: không còn trong kho" in told
    assert f"{changed.sha256}: dài 11 byte, khi lưu là 3 byte" in told
    assert f"{same_size.sha256}: nội dung không còn như khi lưu" in told


def test_a_damaged_file_is_called_by_the_names_that_people_gave_it(cast, at, capsys):
    lost = keep(at)
    draft = Draft.objects.create(
        agency=cast.agency, title="x", created_by=cast.coordinator, created_at=at, changed_at=at
    )
    for position, name in enumerate(["Kế hoạch.txt", "Bản sao.txt"]):
        DraftFile.objects.create(draft=draft, stored=lost, name=name, position=position)
    the_store().path(lost.sha256).unlink()
    with pytest.raises(CommandError):
        call_command("check_evidence")
    assert "không còn trong kho (Bản sao.txt, Kế hoạch.txt)" in capsys.readouterr().err


def test_files_that_no_row_knows_are_named_unless_they_are_just_arriving(db, at, capsys, settings):
    kept, forgotten, arriving = keep(at, b"mot"), keep(at, b"hai"), keep(at, b"ba")
    root = Path(settings.EVIDENCE_DIR)
    misplaced = root / "aa" / kept.sha256
    misplaced.parent.mkdir()
    misplaced.write_bytes(b"mot")
    left_over = root / ".new-abc"
    left_over.write_bytes(b"nua")
    StoredFile.objects.filter(pk__in=[forgotten.pk, arriving.pk]).delete()
    for path in (
        the_store().path(kept.sha256),
        the_store().path(forgotten.sha256),
        misplaced,
        left_over,
    ):
        os.utime(path, (1, 1))
    with pytest.raises(CommandError, match="0 tệp hỏng hoặc mất, 3 tệp thừa") as refusal:
        call_command("check_evidence")
    told = capsys.readouterr().err
    assert refusal.value.returncode == 1
    assert f"{forgotten.sha256}: tệp thừa, 3 byte" in told
    assert f"aa/{kept.sha256}: tệp thừa" in told
    assert ".new-abc: tệp thừa" in told
    assert arriving.sha256 not in told


@pytest.mark.parametrize(
    ("head", "name", "media_type"),
    [
        (b"%PDF-1.7 ...", "ke hoach.docx", "application/pdf"),
        (b"PK\x03\x04....", "a.docx", media_type_of(b"PK\x03\x04", "x.DOCX")),
        (b"PK\x03\x04....", "a.pdf", "application/zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "application/msword"),
        (b"\xff\xd8\xff\xe0", "anh.pdf", "image/jpeg"),
        ("Kế hoạch".encode(), "a.txt", "text/plain"),
        (b"<html>", "a.html", "text/html"),
        (b"MZ\x90\x00", "a.txt", "application/octet-stream"),
        (b"", "a.txt", "application/octet-stream"),
        (b"#!/bin/sh", "a.sh", "application/octet-stream"),
    ],
)
def test_bytes_say_what_a_file_is_before_its_name_does(head, name, media_type):
    assert media_type_of(head, name) == media_type


@pytest.mark.parametrize(
    ("name", "leaves_as"),
    [
        ("Kế hoạch CCHC năm 2026.pdf", "Kế hoạch CCHC năm 2026.pdf"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ('a"b\r\nSet-Cookie: x.pdf', "a-b Set-Cookie- x.pdf"),
        ("", "tai-lieu"),
        ("...", "tai-lieu"),
    ],
)
def test_a_name_leaves_without_what_could_hurt(name, leaves_as):
    assert leaving_name(name) == leaves_as

"""Files are looked at before they are read; what is unsafe or unreadable is refused in words."""

import contextlib
import io
import struct
import subprocess
import sys
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.reading.errors import UnreadableFile
from cchc.reading.inputs import docx, guard, load, pdf, stopwatch, xlsx
from tests.factories.compounds import BOOK, compound

Write = Callable[[str, bytes], Path]
PARAGRAPH = "<w:p><w:r><w:t>Kế hoạch</w:t></w:r></w:p>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TYPES = {"[Content_Types].xml": b"<Types/>"}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def build(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return build


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def open_document(kind: str, more: dict[str, bytes] | None = None) -> bytes:
    label = f"application/vnd.oasis.opendocument.{kind}".encode()
    return packed({"mimetype": label, "content.xml": b"<x/>"} | (more or {}))


def code(path: Path) -> str:
    with pytest.raises(UnreadableFile) as refused:
        guard.check(path)
    assert refused.value.message.endswith(".")
    assert "hãy" in refused.value.message
    return refused.value.code


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", "Kế hoạch".encode(), "txt"),
        ("a.md", b"# Muc", "md"),
        ("a.html", b"<p>x</p>", "html"),
        ("a.txt", b"<table><tr><td>x</td></tr></table>", "txt"),
        ("noname", b"<!DOCTYPE html><html></html>", "html"),
        ("noname", "Kế hoạch".encode("utf-16"), "txt"),
        ("a.docx", packed({**TYPES, "word/document.xml": b"<x/>"}), "docx"),
        ("A.XLSX", packed({**TYPES, "xl/workbook.xml": b"<x/>"}), "xlsx"),
        ("noname", packed({**TYPES, "xl/workbook.xml": b"<x/>"}), "xlsx"),
        ("a.pdf", b"%PDF-1.7\n", "pdf"),
        ("a.txt", b"<!DOCTYPE html><p>x", "txt"),
    ],
)
def test_the_kind_is_told_by_content_then_name(write, name, data, kind):
    assert guard.check(write(name, data)) == kind


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.doc", compound({"WordDocument": b"\xec\xa5" + b"\0" * 20}), "doc"),
        ("a.doc", compound({"WordDocument": b"\xec\xa5" + b"\0" * 5000}), "doc"),
        ("a.xls", compound({"Workbook": BOOK}), "xls"),
        ("a.xls", compound({"Book": BOOK}), "xls"),
        ("a.rtf", b"{\\rtf1 x}", "rtf"),
        ("a.doc", b"{\\rtf1 x}", "rtf"),
        ("a.odt", open_document("text"), "odt"),
        ("a.ods", open_document("spreadsheet"), "ods"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "png"),
        ("a.png", b"\xff\xd8\xff\xe0 JFIF", "jpg"),
        ("a.tif", b"II*\x00", "tiff"),
    ],
)
def test_kinds_that_other_programs_open_are_told_in_the_same_way(
    write, libreoffice, tesseract, name, data, kind
):
    assert guard.check(write(name, data)) == kind


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.docx", b"", "empty"),
        ("a.txt", b" \r\n\n", "empty"),
        ("a.docx", b"PK\x03\x04 cut off", "damaged"),
        ("a.docx", packed({"word/document.xml": b"<x/>"}), "damaged"),
        ("a.docx", b"just text", "damaged"),
        ("a.pdf", b"just text", "damaged"),
        ("a.doc", OLE + b"\0" * 600, "damaged"),
        ("a.doc", OLE, "damaged"),
        ("a.ppt", compound({"PowerPoint Document": b"x"}), "unknown-kind"),
        ("a.docx", compound({"EncryptedPackage": b"x"}), "encrypted"),
        ("a.doc", compound({"WordDocument": b"\xec\xa5" + b"\0" * 9 + b"\x01" * 9}), "encrypted"),
        ("a.xls", compound({"Workbook": BOOK[:8] + b"\x2f\0\x02\0ab"}), "encrypted"),
        ("a.doc", compound({"WordDocument": b"\0" * 20, "_VBA_PROJECT": b"x"}), "macros"),
        ("a.doc", b"<html><body>x</body></html>", "wrong-name"),
        ("a.zip", packed({"ke-hoach.docx": b"x"}), "archive"),
        ("a.rar", b"Rar!\x1a\x07\x00", "archive"),
        ("a.gif", b"GIF89a", "image"),
        ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "image"),
        ("a.jpg", b"\0\0\0\x1cftypavif\0\0\0\0avifmif1", "image"),
        ("a.mp4", b"\0\0\0\x18ftypisom\0\0\0\0isom", "unknown-kind"),
        ("a.pdf", b"\xff\xd8\xff\xe0 JFIF", "wrong-name"),
        ("a.rtf", b"just text", "damaged"),
        ("a.exe", b"MZ\x90\x00", "unknown-kind"),
        ("a.csv", b"a,b", "unknown-kind"),
        ("a.bin", b"\x00\x01\x02", "unknown-kind"),
        ("a.pptx", packed({**TYPES, "ppt/presentation.xml": b"x"}), "unknown-kind"),
        ("a.odg", packed({"mimetype": b"x", "content.xml": b"x"}), "unknown-kind"),
        ("a.odt", open_document("text", {"Basic/Standard/Module1.xml": b"x"}), "macros"),
        ("a.odt", open_document("text", {"Scripts/python/a.py": b"x"}), "macros"),
        (
            "a.ods",
            open_document("spreadsheet", {"META-INF/manifest.xml": b"<encryption-data"}),
            "encrypted",
        ),
        ("a.xlsb", packed({**TYPES, "xl/workbook.bin": b"x"}), "legacy"),
        ("a.docm", b"anything", "macros"),
        (
            "a.docx",
            packed({**TYPES, "word/document.xml": b"x", "word/vbaProject.bin": b"x"}),
            "macros",
        ),
        ("a.docx", packed({**TYPES, "word/document.xml": b"x", "word/a.zip": b"x"}), "bomb"),
        ("a.docx", b"%PDF-1.4\n", "wrong-name"),
        ("a.xlsx", packed({**TYPES, "word/document.xml": b"x"}), "wrong-name"),
        ("a.doc", packed({**TYPES, "word/document.xml": b"x"}), "wrong-name"),
        ("a.xls", open_document("text"), "wrong-name"),
    ],
)
def test_each_bad_file_is_refused_with_its_own_sentence(write, name, data, expected):
    assert code(write(name, data)) == expected


def test_every_reading_passes_the_guard_first(word):
    with pytest.raises(UnreadableFile) as refused:
        load(word(PARAGRAPH, extra={"word/vbaProject.bin": b"x"}))
    assert refused.value.code == "macros"


@pytest.mark.parametrize(
    ("name", "data", "expected", "package"),
    [
        ("a.doc", compound({"WordDocument": b"\0" * 20}), "no-office", "LibreOffice"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "scan", "tesseract-ocr-vie"),
    ],
)
def test_a_kind_whose_program_is_missing_is_refused_with_its_name(
    write, monkeypatch, tmp_path, name, data, expected, package
):
    monkeypatch.setenv("PATH", str(tmp_path))
    path = write(name, data)
    assert code(path) == expected
    with pytest.raises(UnreadableFile, match=package):
        guard.check(path)


@pytest.mark.parametrize("start", [30, 44, 48, 56, 60, 68, 76, 512, 1024, 1140])
def test_a_compound_file_with_wild_numbers_is_refused_and_never_followed_without_end(write, start):
    data = bytearray(compound({"WordDocument": b"\xec\xa5" + b"\0" * 20}))
    for number in (b"\0\0\0\0", b"\x01\0\0\0", b"\xf0\xff\xff\x7f", b"\xff\xff\xff\xff"):
        changed = bytes(data[:start]) + number + bytes(data[start + 4 :])
        with contextlib.suppress(UnreadableFile):
            guard.check(write("a.doc", changed))


def test_a_compound_file_whose_tables_bite_their_tail_costs_no_more_than_its_size(write):
    """Each table names itself as its continuation: followed blindly, a megabyte would become a gigabyte."""
    data = bytearray(compound({"WordDocument": b"\xec\xa5" + b"\0" * 20}).ljust(1 << 20, b"\0"))
    data[68:72] = struct.pack("<I", 100)
    data[512 * 101 : 512 * 102] = struct.pack("<128I", *[0] * 127, 100)
    path = write("a.doc", bytes(data))
    tracemalloc.start()
    with contextlib.suppress(UnreadableFile):
        guard.check(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 8 << 20


def test_a_wrong_name_is_told_with_the_right_one(write):
    with pytest.raises(UnreadableFile) as refused:
        guard.check(write("ke-hoach.docx", b"%PDF-1.4\n"))
    assert "đổi đuôi tệp thành .pdf" in refused.value.message


def test_a_file_that_is_gone_is_refused(tmp_path):
    assert code(tmp_path / "khong-co.docx") == "missing"


def test_a_file_over_the_limit_is_refused_without_reading_it(tmp_path):
    path = tmp_path / "a.docx"
    with path.open("wb") as file:
        file.truncate(guard.limits.MAX_FILE_BYTES + 1)
    assert code(path) == "too-large"


def test_an_archive_that_unpacks_to_far_too_much_is_refused(write):
    bomb = packed({**TYPES, "word/document.xml": b"\x00" * 20_000_000})
    assert code(write("a.docx", bomb)) == "bomb"


def test_an_archive_with_too_many_members_is_refused(write, monkeypatch):
    monkeypatch.setattr(guard.limits, "MAX_MEMBERS", 3)
    members = {f"word/{n}.xml": b"x" for n in range(4)}
    assert code(write("a.docx", packed({**TYPES, **members}))) == "bomb"


def test_an_archive_locked_with_a_password_is_refused(write):
    data = bytearray(packed({**TYPES, "word/document.xml": b"x"}, zipfile.ZIP_STORED))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = -1
        while (position := data.find(mark, position + 1)) >= 0:
            data[position + offset] |= 1
    assert code(write("a.docx", bytes(data))) == "encrypted"


@pytest.mark.parametrize("times", [1, 2])
def test_a_pdf_whose_stream_unpacks_to_far_too_much_is_refused(write, monkeypatch, times):
    monkeypatch.setattr(guard.limits, "MAX_PDF_UNPACKED_BYTES", 5_000_000)
    stream = b"\x00" * 50_000_000
    for _ in range(times):
        stream = zlib.compress(stream)
    data = b"%PDF-1.4\n1 0 obj <<>> stream\r\n" + stream + b"\nendstream"
    assert code(write("a.pdf", data)) == "bomb"


def test_document_types_and_entities_are_refused(word):
    prolog = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    path = word(PARAGRAPH.replace("Kế hoạch", "&b;"), prolog=prolog)
    with pytest.raises(UnreadableFile) as refused:
        docx.read(path, 0)
    assert refused.value.code == "entities"


def test_an_outside_entity_is_never_fetched(word, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật", encoding="utf-8")
    prolog = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    with pytest.raises(UnreadableFile) as refused:
        docx.read(word(PARAGRAPH.replace("Kế hoạch", "&x;"), prolog=prolog), 0)
    assert refused.value.code == "entities"


def test_a_link_to_an_outside_part_is_ignored(write):
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="a" Type="x/officeDocument" TargetMode="External"'
        b' Target="http://127.0.0.1/word/document.xml"/></Relationships>'
    )
    path = write("a.docx", packed({**TYPES, "_rels/.rels": relations, "word/a.xml": b"<x/>"}))
    for reader in (docx, xlsx):
        with pytest.raises(UnreadableFile) as refused:
            reader.read(path, 0)
        assert refused.value.code == "damaged"


def test_a_pdf_locked_with_a_password_is_refused(tmp_path):
    locked = tmp_path / "a.pdf"
    locked.write_bytes(LOCKED_PDF)
    assert guard.check(locked) == "pdf"
    with pytest.raises(UnreadableFile) as refused:
        pdf.read(locked, 0)
    assert refused.value.code == "encrypted"


def drawing_without_end() -> bytes:
    """A page whose form draws ten forms that draw ten forms, twelve deep."""
    deep = 12
    page = (
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R"
        "/Resources<</XObject<</F 5 0 R>>>>>>"
    )
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page]
    objects.append("<</Length 6>>stream\n/F Do \nendstream")
    for number in range(5, 5 + deep):
        objects.append(
            f"<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</F {number + 1} 0 R>>>>"
            f"/Length 60>>stream\n{'/F Do ' * 10}\nendstream"
        )
    objects.append("<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/Length 4>>stream\nq Q \nendstream")
    data, table = "%PDF-1.4\n", "0000000000 65535 f \n"
    for number, text in enumerate(objects, start=1):
        table += f"{len(data):010d} 00000 n \n"
        data += f"{number} 0 obj\n{text}\nendobj\n"
    size = len(objects) + 1
    end = f"trailer\n<</Root 1 0 R/Size {size}>>\nstartxref\n{len(data)}\n%%EOF\n"
    return f"{data}xref\n0 {size}\n{table}{end}".encode()


def test_a_page_that_draws_itself_without_end_is_given_up(write, monkeypatch):
    monkeypatch.setattr("cchc.reading.inputs.limits.MAX_SECONDS", 0.5)
    with pytest.raises(UnreadableFile) as refused:
        pdf.read(write("a.pdf", drawing_without_end()), 0)
    assert refused.value.code == "too-slow"


def test_a_reading_in_time_is_left_alone():
    with stopwatch.time_limit(0.2):
        done = True
    time.sleep(0.3)
    assert done


def test_a_time_limit_leaves_nothing_behind_in_the_interpreter():
    """An interruption that is taken back keeps the interpreter asking for it: a profiler then never ends."""
    program = (
        "import sys; from cchc.reading.inputs.stopwatch import time_limit\n"
        "with time_limit(60): pass\n"
        "sys.setprofile(lambda *event: None); (lambda: None)(); print('went on')"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=60
    )
    assert ran.stdout == "went on\n"


# An empty page locked with a password that nobody knows: the keys match no password.
LOCKED_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\n"
    b"4 0 obj<</Filter/Standard/V 1/R 2/P -4/O<"
    + b"41" * 32
    + b">/U<"
    + b"42" * 32
    + b">>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]/Size 5>>\n%%EOF\n"
)

"""Old Office, OpenDocument and RTF files, made by LibreOffice from ours, say what the originals said."""

import subprocess
import tempfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import docx
import pytest
import xlsxwriter

from cchc.reading import read_file
from cchc.reading.blocks import Paragraph, Table
from cchc.reading.errors import UnreadableFile
from cchc.reading.inputs import limits, load, office, programs

ROWS = [
    ["TT", "Nội dung công việc", "Chủ trì", "Thời gian"],
    ["1", "Rà soát thủ tục hành chính", "Văn phòng Sở", "Quý III/2026"],
    ["2", "Kiểm tra kỷ luật, kỷ cương", "Thanh tra Sở", "Trước ngày 15/9/2026"],
]
_PARTS = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="/" '
    'm:media-type="application/vnd.oasis.opendocument.text"/><m:file-entry m:full-path="content.xml" '
    'm:media-type="text/xml"/></m:manifest>'
)
Convert = Callable[[Path, str], Path]


@pytest.fixture(scope="module")
def convert(libreoffice, tmp_path_factory) -> Convert:
    """`convert(path, "doc")` as a clerk's own LibreOffice saves it."""
    folder = tmp_path_factory.mktemp("clerk")

    def run(path: Path, kind: str) -> Path:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        subprocess.run(
            [programs.OFFICE, profile, "--headless", "--convert-to", kind, "--outdir", folder, path],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        return folder / f"{path.stem}.{kind.partition(':')[0]}"

    return run


@pytest.fixture
def temporary(tmp_path, monkeypatch) -> Path:
    """The folder in which temporary folders are made, so that what stays behind is seen."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def left_in(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir() if not each.name.endswith(".lock")]


def open_document(folder: Path, content: str, parts: str) -> Path:
    path = folder / "a.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", parts)
    return path


def written_document(folder: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("KẾ HOẠCH")
    document.add_paragraph("Cải cách hành chính năm 2026 của Sở Xây dựng")
    for item in ("Mục đích", "Nhiệm vụ"):
        document.add_paragraph(item, style="List Number")
    table = document.add_table(len(ROWS), len(ROWS[0]), style="Table Grid")
    for row, texts in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("Kế hoạch này có hiệu lực từ ngày ký./.")
    document.save(str(folder / "ke-hoach.docx"))
    return folder / "ke-hoach.docx"


def written_book(folder: Path) -> Path:
    with xlsxwriter.Workbook(folder / "phu-luc.xlsx") as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(ROWS):
            sheet.write_row(at, 0, row)
    return folder / "phu-luc.xlsx"


@pytest.mark.parametrize("kind", ["doc", "odt", "rtf"])
def test_a_text_document_is_read_with_its_numbers_tables_and_places(
    kind, convert, tmp_path, temporary
):
    original = written_document(tmp_path)
    found, wanted = load(convert(original, kind), 1), load(original, 1)

    assert (found.name, found.kind) == (f"ke-hoach.{kind}", kind)
    assert found.text == wanted.text
    numbered = next(block for block in found.blocks if "Nhiệm vụ" in getattr(block, "text", ""))
    assert isinstance(numbered, Paragraph)
    assert numbered.text == "2. Nhiệm vụ"
    (grid,) = [block for block in found.blocks if isinstance(block, Table)]
    place = grid.rows[2][1].place
    assert (place.file, place.cell, place.line) == (1, "1.3.2", 7)
    assert found.text[slice(*place.span)] == "Kiểm tra kỷ luật, kỷ cương"
    assert left_in(temporary) == []


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_workbook_is_read_with_the_addresses_of_its_cells(kind, convert, tmp_path):
    plan = read_file(convert(written_book(tmp_path), kind))

    assert [task.text for task in plan.tasks] == [row[1] for row in ROWS[1:]]
    assert plan.tasks[1].lead == ["Thanh tra Sở"]
    assert plan.tasks[0].source.cell == "B2"


def test_a_document_that_is_none_is_refused_and_nothing_stays_behind(
    libreoffice, tmp_path, temporary
):
    path = open_document(tmp_path, "<no document", _PARTS)
    with pytest.raises(UnreadableFile) as refused:
        load(path)
    assert refused.value.code == "damaged"
    assert left_in(temporary) == []


def test_a_document_locked_with_a_password_is_refused_in_words(tmp_path):
    """What LibreOffice locks says so in its list of parts, as ours does here."""
    path = open_document(tmp_path, "noise", "<m:encryption-data/>")
    with pytest.raises(UnreadableFile, match="mật khẩu"):
        load(path)


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """An address on this machine, and what was asked of it."""
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def _note(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_GET = do_HEAD = do_OPTIONS = do_PROPFIND = _note  # noqa: N815

        def log_message(self, *arguments) -> None:
            pass

    listening = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{listening.server_port}", asked
    listening.shutdown()
    listening.server_close()


def test_links_in_a_document_are_never_followed(libreoffice, server, tmp_path):
    address, asked = server
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật", encoding="utf-8")
    names = {"office": "office", "text": "text", "draw": "drawing", "svg": "svg-compatible"}
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in names.items()
    )
    link = 'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'
    content = (
        f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink" '
        'office:version="1.2"><office:body><office:text><text:p>Kế hoạch<draw:frame '
        f'text:anchor-type="as-char"><draw:image xlink:href="{address}/a.png" {link}/></draw:frame>'
        f'</text:p><text:section text:name="S"><text:section-source xlink:href="{secret.as_uri()}" '
        f"{link}/><text:p>Đoạn liên kết</text:p></text:section></office:text></office:body>"
        "</office:document-content>"
    )
    file = load(open_document(tmp_path, content, _PARTS))
    assert [block.text for block in file.blocks] == ["Kế hoạch", "Đoạn liên kết"]
    assert asked == []


def test_a_program_that_runs_too_long_is_given_up(tmp_path):
    with pytest.raises(UnreadableFile) as refused:
        programs.run(["/bin/sleep", "600"], tmp_path, seconds=1, megabytes=100)
    assert refused.value.code == "too-slow"


def test_what_a_program_started_and_left_behind_is_ended_with_it(tmp_path):
    script = "sleep 600 & echo $! > child"
    assert programs.run(["/bin/sh", "-c", script], tmp_path, seconds=60, megabytes=100)
    child = int((tmp_path / "child").read_text())
    while _is_running(child):  # killed, and gone as soon as the kernel comes to it
        pass


def _is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_program_gets_no_more_memory_than_it_is_given(tmp_path):
    command = programs.python("timeit", "-n1", "-r1", "bytearray(300_000_000)")
    assert programs.run(command, tmp_path, seconds=30, megabytes=1000)
    assert not programs.run(command, tmp_path, seconds=30, megabytes=200)


def test_a_program_learns_nothing_of_our_surroundings(tmp_path, monkeypatch):
    monkeypatch.setenv("CCHC_SECRET_KEY", "x" * 50)
    programs.run(["/bin/sh", "-c", "env > seen"], tmp_path, seconds=10, megabytes=100)
    seen = (tmp_path / "seen").read_text()
    assert "CCHC_SECRET_KEY" not in seen
    assert f"HOME={tmp_path}" in seen


def test_conversions_wait_for_each_other(temporary):
    """The second asks for the lock only when the first gave it back."""
    order: list[str] = []
    with office._alone():
        other = threading.Thread(target=lambda: _note_when_alone(order))
        other.start()
        while not _waits_for_lock(temporary):
            assert other.is_alive()
        order.append("first")
    other.join(timeout=limits.CONVERT_SECONDS)
    assert order == ["first", "second"]


def _note_when_alone(order: list[str]) -> None:
    with office._alone():
        order.append("second")


def _waits_for_lock(folder: Path) -> bool:
    (lock,) = folder.glob("*.lock")
    waiting = [line for line in Path("/proc/locks").read_text().splitlines() if "->" in line]
    return any(line.split()[-3].endswith(f":{lock.stat().st_ino}") for line in waiting)

"""Whatever goes wrong inside, only a refusal with a sentence leaves the reader."""

import logging
from pathlib import Path

import pytest

from cchc.reading import UnreadableFile, read_blocks, read_file
from cchc.reading.blocks import Cell, Paragraph, Place, ReadFile, Table
from cchc.reading.inputs import load


def test_a_file_that_breaks_its_reader_is_refused_and_the_trace_is_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    page = tmp_path / "ke-hoach.html"
    page.write_bytes(b'<html><head><meta charset="punycode"></head><body>abc-99999</body></html>')
    for read in (load, read_file):
        with pytest.raises(UnreadableFile) as refusal:
            read(page)
        assert refusal.value.code == "damaged"
        assert "lưu lại thành tệp .docx" in refusal.value.message
    assert [record.levelno for record in caplog.records] == [logging.ERROR, logging.ERROR]
    assert caplog.records[0].exc_info is not None
    assert "ke-hoach.html" in caplog.records[0].getMessage()


def test_blocks_that_break_the_meaning_step_are_refused_too(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def cells(*texts: str) -> tuple[Cell, ...]:
        return tuple(Cell((text,), Place()) for text in texts)

    ragged = Table(
        (cells("Nhiệm vụ", "Chủ trì"), cells("Rà soát"), (*cells("Sửa"), None, None)), Place()
    )
    file = ReadFile("a.docx", "docx", (Paragraph("I. NHIỆM VỤ", Place()), ragged), "")
    with pytest.raises(UnreadableFile) as refusal:
        read_blocks([file])
    assert refusal.value.code == "damaged"
    assert caplog.records[0].exc_info is not None


def test_digits_of_other_scripts_break_nothing(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(
        '<table><tr><td rowspan="²" colspan="٣">TT</td><td>Nhiệm vụ</td><td>Chủ trì</td></tr>'
        "<tr><td>²</td><td>Ngày ²/٣/²٠٢٥</td><td>Phòng A</td></tr></table>",
        encoding="utf-8",
    )
    assert read_file(page).document.year is None

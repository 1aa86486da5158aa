"""Whatever kind of file it comes in, text is normalised once, and places point into what was kept."""

import unicodedata
from pathlib import Path

import docx
import pytest
import xlsxwriter

from cchc.reading.blocks import Paragraph, Place, ReadFile
from cchc.reading.inputs import load

# Decomposed accents, Icelandic Ð, oi for ư, hyphens and spaces that do not break, marks that nobody sees.
AS_WRITTEN = (
    "Ke\u0302\u0301 hoa\u0323ch \u0111a\u0302\u0309y ma\u0323nh"
    "\u00a0Ðề án đ\u01a3ợc duy\u200bệt s\u00adố 19/KH\u2011UBND"
)
AS_KEPT = "Kế hoạch đẩy mạnh Đề án được duyệt số 19/KH-UBND"
TEXT_KINDS = {
    "a.txt": "{0}\n",
    "a.md": "{0}\n\n|TT|Việc|\n|---|---|\n|1|{0}|\n",
    "a.html": "<p>{0}</p>",
}


def written(folder: Path, name: str, pdf) -> Path:
    path = folder / name
    if name in TEXT_KINDS:
        path.write_text("Trước\n" + TEXT_KINDS[name].format(AS_WRITTEN), encoding="utf-8")
    elif name == "a.docx":
        document = docx.Document()
        document.add_paragraph("Trước")
        document.add_paragraph(AS_WRITTEN)
        document.add_table(1, 2).cell(0, 1).text = AS_WRITTEN
        document.save(str(path))
    elif name == "a.xlsx":
        with xlsxwriter.Workbook(path) as book:
            book.add_worksheet().write_column("B2", ["Trước", AS_WRITTEN])
    else:
        return pdf(f"Trước\n\n{AS_WRITTEN}\n", name)
    return path


def texts_with_places(file: ReadFile) -> list[tuple[str, Place]]:
    found = []
    for block in file.blocks:
        if isinstance(block, Paragraph):
            found.append((block.text, block.place))
        else:
            found += [(cell.text, cell.place) for row in block.rows for cell in row if cell]
    return found


@pytest.mark.parametrize("name", [*TEXT_KINDS, "a.docx", "a.xlsx", "a.pdf"])
def test_text_is_canonical_and_its_place_shows_the_same_words(name, tmp_path, pdf):
    file = load(written(tmp_path, name, pdf))

    seen = [(text, place) for text, place in texts_with_places(file) if "19/KH" in text]

    assert seen
    for text, place in seen:
        assert AS_KEPT in text
        start, end = place.span
        assert AS_KEPT in file.text[start:end]
    assert unicodedata.is_normalized("NFC", file.text)

"""Word files (.docx): paragraphs with their printed numbers, and tables, in reading order."""

from pathlib import Path

from cchc.reading.blocks import ReadFile
from cchc.reading.errors import UnreadableFile
from cchc.reading.inputs.archive import Archive
from cchc.reading.inputs.assembly import Assembly, Progress
from cchc.reading.inputs.docx.body import Body
from cchc.reading.inputs.docx.names import W
from cchc.reading.inputs.docx.numbering import Numbering
from cchc.reading.inputs.docx.styles import Styles
from cchc.reading.inputs.refusals import refusal

_REVISED = "Văn bản còn dấu theo dõi sửa đổi; đã đọc như khi chấp nhận mọi sửa đổi."
_PICTURES = "Văn bản có hình ảnh; chữ trong hình chưa được đọc."
_OLD_FONTS = "Văn bản dùng phông chữ cũ (TCVN3 hoặc VNI); hãy chuyển sang Unicode rồi tải lên lại."
_OTHER_FILES = "Văn bản chèn tệp khác bên trong; nội dung của tệp chèn chưa được đọc."


def read(path: Path, file_index: int, progress: Progress | None = None) -> ReadFile:
    """Blocks of one Word file; `file_index` counts the files of one reading from 0.

    Page headers and footers, footnotes, comments, hidden and deleted text and the table of contents
    are left out; insertions are kept. Raises UnreadableFile, and nothing else, on any bytes.
    """
    try:
        return _read(path, file_index)
    except UnreadableFile:
        raise
    except Exception as error:
        raise refusal("damaged") from error


def _read(path: Path, file_index: int) -> ReadFile:
    with Archive(path) as archive:
        main = archive.main_part()
        data = archive.data(main)
        root = archive.xml(main)
        styles = Styles(archive.xml(archive.related(main, "styles")))
        numbering = Numbering(archive.xml(archive.related(main, "numbering")), styles)
    content = root.find(W + "body") if root is not None else None
    if content is None or data is None:
        raise refusal("damaged")
    assembly = Assembly(file_index)
    body = Body(assembly, styles, numbering)
    body.read(content)
    if assembly.is_empty:
        raise refusal("no-text")
    said = (
        (body.is_revised, _REVISED),
        (body.has_pictures, _PICTURES),
        (b'"VNI-' in data or b'".Vn' in data, _OLD_FONTS),
        (body.has_other_files, _OTHER_FILES),
    )
    assembly.warnings.extend(sentence for holds, sentence in said if holds)
    return assembly.finish(path, "docx")

"""What a person is told when a file is refused: per code, what is wrong and what to do."""

from cchc.reading.errors import UnreadableFile
from cchc.reading.inputs.limits import MAX_CELLS, MAX_PAGES

_READABLE = "Word (.docx), Excel (.xlsx), PDF có chữ, .html, .md hoặc .txt"
_SENTENCES = {
    "empty": "Tệp rỗng, không có nội dung; hãy kiểm tra lại tệp gốc rồi tải lên lần nữa.",
    "too-large": (
        "Tệp lớn hơn 50 MB; hãy bỏ bớt hình ảnh hoặc tách thành nhiều tệp rồi tải lên lại."
    ),
    "missing": "Không tìm thấy tệp; hãy chọn lại tệp rồi tải lên.",
    "unknown-kind": f"Không nhận ra loại tệp này; hãy dùng tệp {_READABLE}.",
    "legacy": (
        "Tệp Office đời cũ (.doc, .xls) chưa đọc được; hãy mở bằng Word hoặc Excel, lưu lại "
        "thành .docx hoặc .xlsx rồi tải lên."
    ),
    "open-document": (
        "Tệp OpenDocument (.odt, .ods) chưa đọc được; hãy lưu lại thành .docx hoặc .xlsx rồi "
        "tải lên."
    ),
    "image": (
        "Tệp là hình ảnh, chưa đọc được chữ trong ảnh; hãy dùng bản Word hoặc PDF có chữ của "
        "văn bản này."
    ),
    "archive": "Tệp là tệp nén; hãy giải nén rồi tải lên từng văn bản bên trong.",
    "encrypted": "Tệp được đặt mật khẩu; hãy bỏ mật khẩu rồi tải lên lại.",
    "macros": (
        "Tệp có chứa macro nên không được nhận; hãy lưu lại thành .docx hoặc .xlsx không có "
        "macro rồi tải lên."
    ),
    "damaged": (
        "Tệp bị hỏng, không mở được; hãy mở lại bằng phần mềm đã tạo ra nó, lưu thành tệp "
        "mới rồi tải lên."
    ),
    "bomb": (
        "Tệp nén bất thường, có thể gây hại cho hệ thống nên không được nhận; hãy sao chép "
        "nội dung sang một tệp mới rồi tải lên."
    ),
    "entities": (
        "Tệp có khai báo XML không an toàn nên không được nhận; hãy mở tệp, lưu thành tệp "
        "mới rồi tải lên."
    ),
    "scan": (
        "Tệp PDF chỉ có ảnh chụp, không có chữ; bản quét sẽ đọc được khi có nhận dạng chữ, "
        "hiện nay hãy dùng tệp Word hoặc PDF có chữ."
    ),
    "unmapped": (
        "Phông chữ trong tệp PDF không cho biết chữ tiếng Việt nên không đọc được; hãy dùng tệp "
        "Word hoặc xuất lại PDF từ tệp Word."
    ),
    "no-text": (
        "Tệp không có chữ nào để đọc; hãy kiểm tra lại, có thể nội dung là hình ảnh; hãy "
        "dùng bản có chữ."
    ),
    "too-many-pages": (
        f"Tệp có quá nhiều trang (giới hạn {MAX_PAGES} trang); hãy tách riêng phần kế hoạch "
        "và phụ lục rồi tải lên."
    ),
    "too-many-cells": (
        f"Bảng trong tệp quá lớn (giới hạn {MAX_CELLS} ô); hãy chỉ giữ lại phần kế hoạch rồi "
        "tải lên."
    ),
    "too-slow": (
        "Tệp quá phức tạp, đọc quá lâu nên đã dừng; hãy lưu lại thành tệp Word (.docx) hoặc "
        "tách nhỏ rồi tải lên."
    ),
}


def refusal(code: str) -> UnreadableFile:
    """The refusal with this stable code and its sentence."""
    return UnreadableFile(code, _SENTENCES[code])

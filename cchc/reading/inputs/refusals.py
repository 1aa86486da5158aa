"""What a person is told when a file is refused: per code, what is wrong and what to do."""

from cchc.reading.errors import UnreadableFile
from cchc.reading.inputs.limits import MAX_CELLS, MAX_PAGES, MAX_SCANNED_PAGES

_READABLE = (
    "Word (.docx, .doc), Excel (.xlsx, .xls), OpenDocument (.odt, .ods), PDF, .rtf, .html, .md, .txt, hoặc ảnh "
    "quét .png, .jpg, .tiff"
)
_SENTENCES = {
    "empty": "Tệp rỗng, không có nội dung; hãy kiểm tra lại tệp gốc rồi tải lên lần nữa.",
    "too-large": (
        "Tệp lớn hơn 50 MB; hãy bỏ bớt hình ảnh hoặc tách thành nhiều tệp rồi tải lên lại."
    ),
    "missing": "Không tìm thấy tệp; hãy chọn lại tệp rồi tải lên.",
    "unknown-kind": f"Không nhận ra loại tệp này; hãy dùng tệp {_READABLE}.",
    "legacy": "Tệp Excel nhị phân (.xlsb) chưa đọc được; hãy lưu lại thành .xlsx rồi tải lên.",
    "no-office": (
        "Máy chủ chưa cài LibreOffice nên chưa đọc được tệp .doc, .odt, .rtf, .xls, .ods; hãy lưu lại thành "
        ".docx hoặc .xlsx rồi tải lên, hoặc báo quản trị hệ thống cài LibreOffice."
    ),
    "image": (
        "Loại hình ảnh này (như .heic của điện thoại) chưa đọc được; hãy lưu lại thành .png, .jpg, .tiff hoặc PDF "
        "rồi tải lên."
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
        "Tệp là bản quét (ảnh chụp), không có chữ, mà máy chủ chưa cài phần nhận dạng chữ tiếng Việt; hãy dùng "
        "tệp Word hoặc PDF có chữ, hoặc báo quản trị hệ thống cài tesseract-ocr và tesseract-ocr-vie."
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
    "too-many-scans": (
        f"Tệp có quá nhiều trang ảnh quét (giới hạn {MAX_SCANNED_PAGES} trang); hãy tách riêng phần kế hoạch và phụ "
        "lục rồi tải lên."
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

"""Headings, help and guidance of forms of figures and of the workbook of sums."""

from cchc.indicators.rules import workbook as cells
from cchc.publishing.fill_in import FillColumn
from cchc.publishing.sheets import SheetColumn

VERDICT = FillColumn("Kết quả", 46)
COLUMNS = (
    FillColumn("Mã", 10),
    FillColumn("Chỉ tiêu thống kê", 46),
    FillColumn("Đơn vị tính", 10),
    FillColumn("Tử số / mẫu số", 34),
    FillColumn("Kỳ trước", 14),
    FillColumn(cells.NUMERATOR, 14, "number", True, "Để trống là chưa có số; số 0 là một số liệu."),
    FillColumn(cells.DENOMINATOR, 14, "number", True, "Chỉ điền với chỉ tiêu là tỷ lệ."),
    FillColumn(
        cells.SAID, 16, "choice", True, "Ước: nêu căn cứ ở Ghi chú. Không phát sinh: nêu lý do ở Ghi chú.",
        tuple(cells.SAID_WORDS.values()),
    ),
    FillColumn(cells.NOTE, 36, "text", True, "Căn cứ ước, lý do, giải thích."),
    FillColumn("Cách đếm", 50),
)  # fmt: skip
GUIDANCE = (
    "1. Chỉ điền vào các cột tiêu đề màu xanh, ô nền trắng. Mỗi dòng là một chỉ tiêu.",
    "2. Để trống là chưa có số. Số 0 là một số liệu. Không phát sinh: chọn ở cột Loại số, để trống số liệu và ghi lý "
    "do ở cột Ghi chú.",
    "3. Chỉ tiêu là tỷ lệ cần cả tử số và mẫu số; phần mềm tự tính tỷ lệ.",
    "4. Số ước: chọn Ước ở cột Loại số và ghi căn cứ ở cột Ghi chú. Khi có số chính thức, điền tiếp; số ước vẫn "
    "được giữ.",
    "5. Có thể sắp xếp, xóa bớt dòng. Không xóa cột, không sửa cột khóa đang ẩn.",
    "6. Lưu tệp rồi tải lên ở trang Nhập bằng Excel. Tệp có một ô sai thì cả tệp chưa được ghi; tệp kết quả "
    "đánh dấu từng ô cần sửa.",
)
SUM_COLUMNS = (
    SheetColumn("Mã", 10), SheetColumn("Chỉ tiêu thống kê", 46), SheetColumn("Đơn vị tính", 10),
    SheetColumn("Số liệu", 12, "number"), SheetColumn("Tử số", 12, "number"),
    SheetColumn("Mẫu số", 12, "number"), SheetColumn("Loại số", 12),
    SheetColumn("Chưa có số", 34), SheetColumn("Không phát sinh", 34), SheetColumn("Phạm vi", 14),
)  # fmt: skip
UNIT_COLUMNS = (
    SheetColumn("Mã", 10), SheetColumn("Chỉ tiêu thống kê", 46), SheetColumn("Đơn vị", 34),
    SheetColumn("Tử số", 12, "number"), SheetColumn("Mẫu số", 12, "number"), SheetColumn("Loại số", 16),
    SheetColumn("Ghi chú", 34), SheetColumn("Người nhập", 24),
)  # fmt: skip

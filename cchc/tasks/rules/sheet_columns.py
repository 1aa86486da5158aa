"""Headings, help and guidance of the list of tasks that people fill in with Excel."""

from cchc.publishing.fill_in import FillColumn
from cchc.tasks.rules import sheet as cells

VERDICT = FillColumn("Kết quả cập nhật", 50)
COLUMNS = (
    FillColumn("Mã", 9),
    FillColumn("Nội dung nhiệm vụ", 46),
    FillColumn("Sản phẩm", 22),
    FillColumn("Kỳ", 12),
    FillColumn("Đơn vị", 20),
    FillColumn("Hạn", 12, "date"),
    FillColumn(cells.SUBMITTED, 12, "date", True, "Ngày trình cấp có thẩm quyền; để trống nếu không phải trình."),
    FillColumn(
        cells.DELIVERED, 13, "date", True,
        "Ngày của văn bản hoặc ngày hoàn thành; để trống nếu còn chờ ban hành.",
    ),
    FillColumn(cells.NUMBER, 16, "text", True, "Ví dụ 12/KH-SKHCN."),
    FillColumn(cells.OUTCOME, 34, "text", True, "Đã làm gì, đạt đến đâu. Khi không phát sinh, ghi lý do ở đây."),
    FillColumn(cells.NOT_ARISING, 9, "mark", True, "Đánh dấu x khi không phát sinh trong kỳ."),
    FillColumn(cells.PERCENT, 11, "percent", True, "Số nguyên từ 0 đến 100; đi cùng cột Tình hình thực hiện."),
    FillColumn(cells.NOTE, 34, "text", True, "Đã làm gì, còn gì, dự kiến khi nào xong."),
    FillColumn("Ghi chú", 34),
)  # fmt: skip
GUIDANCE = (
    "1. Chỉ điền vào các cột tiêu đề màu xanh, ô nền trắng. Ô nền xám là nội dung của kế hoạch hoặc ô bạn "
    "không được sửa; cột Ghi chú nói vì sao.",
    "2. Ngày nhập theo dạng ngày/tháng/năm, ví dụ 14/01/2026. Ngày trình là ngày trình cấp có thẩm quyền; "
    "ngày ban hành, hoàn thành là ngày của văn bản.",
    "3. Không phát sinh trong kỳ: đánh dấu x ở cột Không phát sinh và ghi lý do ở cột Kết quả thực hiện.",
    "4. Báo cáo tiến độ: điền cả % đã làm và Tình hình thực hiện; báo cáo mới đứng cạnh báo cáo cũ, không "
    "thay báo cáo cũ.",
    "5. Có thể lọc, sắp xếp, xóa bớt dòng. Không xóa cột, không sửa cột khóa đang ẩn.",
    "6. Lưu tệp rồi tải lên ở trang Cập nhật bằng Excel. Trước khi ghi, trang ấy cho xem từng dòng sẽ sửa "
    "gì, dòng nào không sửa được và vì sao.",
    "7. Dòng đã được người khác sửa sau khi bạn tải về sẽ không bị ghi đè; nội dung bạn điền vẫn được giữ để xem lại.",
)

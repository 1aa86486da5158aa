"""Why an act on a report is refused, and what to do."""

from collections.abc import Sequence

from cchc.core.errors import DomainError

_NAMED = 10


class AlreadyOpen(DomainError):
    text = "Kỳ này đã mở báo cáo. Hãy mở báo cáo đó trong danh sách."


class DeadlineOutside(DomainError):
    text = "Hạn của đơn vị phải nằm trong kỳ số liệu hoặc sau đó, và không sau hạn gửi của cơ quan."


class BasesUnknown(DomainError):
    """Last year's figures of agencies that were taken over cannot be added."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            f"Không có số liệu cùng kỳ năm trước của: {'; '.join(names)}. Chỉ cộng được cơ sở khi mọi cơ quan "
            "sáp nhập đều có kỳ báo cáo này."
        )


class FormNotForAgency(DomainError):
    text = "Mẫu báo cáo này không áp dụng cho cơ quan vào ngày chốt số liệu. Hãy chọn mẫu khác."


class DraftStands(DomainError):
    text = "Mẫu này đang có một bản nháp. Hãy sửa tiếp hoặc bỏ bản nháp đó trước."


class FormNotLater(DomainError):
    text = "Mẫu này đã có phiên bản áp dụng từ ngày đó hoặc sau đó. Hãy chọn ngày muộn hơn."


class NothingAsked(DomainError):
    text = "Kỳ báo cáo này không có câu hỏi riêng. Hãy chọn một mẫu có sẵn."


class NotOpen(DomainError):
    text = (
        "Báo cáo đã trình lãnh đạo, số liệu và nội dung đã chốt. Muốn sửa, lãnh đạo trả lại báo cáo; "
        "báo cáo đã ban hành thì lập bản đính chính."
    )


class PartGiven(DomainError):
    text = (
        "Đơn vị đã gửi phần báo cáo này nên không ai sửa được nội dung đã gửi. "
        "Muốn sửa, đầu mối trả lại cho đơn vị kèm lý do."
    )


class HeadSends(DomainError):
    text = (
        "Phần báo cáo của phòng do trưởng phòng hoặc phó trưởng phòng bấm gửi. "
        "Nội dung đã lưu; hãy báo trưởng phòng mở trang này và bấm Gửi."
    )


class SealMissing(DomainError):
    text = (
        "Đơn vị có con dấu riêng gửi báo cáo bằng văn bản: hãy nhập số, ngày và tệp đã ký "
        "của văn bản."
    )


class WrongDay(DomainError):
    text = "Ngày văn bản không thể sau hôm nay."


class ReasonMissing(DomainError):
    text = "Hãy nêu lý do để người nhận biết cần sửa gì."


class NotGiven(DomainError):
    text = "Đơn vị chưa gửi phần báo cáo này nên chưa nhận hay trả lại được."


class UnexplainedLateness(DomainError):
    """Late tasks without a word of the unit."""

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__(
            f"Chưa nêu lý do của nhiệm vụ quá hạn: {', '.join(labels)}. Hãy ghi lý do ở cột giải trình."
        )


class UnexplainedGaps(DomainError):
    """Figures that were asked for and not given, without an explanation."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            f"Chưa có số liệu: {'; '.join(names)}. Hãy nhập số (số 0 hoặc không phát sinh cũng phải nhập), "
            "hoặc giải trình vì sao chưa có."
        )


class UnitsMissing(DomainError):
    """Units that have not given their part, and nothing is said about it."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            f"Chưa có báo cáo: {_some(names)}. Vẫn trình được nếu ghi chú lý do ở ô ghi chú khi trình; "
            "số liệu tổng hợp không tính các cơ quan, đơn vị này."
        )


class EmptySections(DomainError):
    """Sections without a word; the paper would show their bare headings."""

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__(
            f"Mục chưa có nội dung: {_some(titles)}. Hãy viết nội dung, hoặc chọn bỏ các mục này khỏi bản in."
        )


def _some(names: Sequence[str]) -> str:
    shown = "; ".join(names[:_NAMED])
    return f"{shown} và {len(names) - _NAMED} tên khác" if names[_NAMED:] else shown


class NoSuchSection(DomainError):
    text = "Mẫu báo cáo không có mục này."


class WrongMove(DomainError):
    text = "Báo cáo không còn ở bước này. Hãy tải lại trang để xem trạng thái hiện nay."


class SentTooEarly(DomainError):
    text = "Ngày gửi không thể trước ngày ban hành hoặc sau hôm nay."


class NumberMissing(DomainError):
    text = "Hãy nhập số, ký hiệu và ngày ban hành của báo cáo."


class CorrectionOpen(DomainError):
    text = "Kỳ này đã có bản đính chính sau bản này. Hãy mở bản mới nhất."


class NotOut(DomainError):
    text = (
        "Chỉ đính chính báo cáo đã ban hành; báo cáo chưa ban hành thì sửa ngay trên bản đang làm."
    )


class NoReceiver(DomainError):
    text = "Chưa đặt địa chỉ hệ thống nhận báo cáo. Hãy báo quản trị đặt địa chỉ, hoặc dùng Bảng chép số."


class SheetUnreadable(DomainError):
    text = "Tệp không phải biểu .xlsx đọc được. Hãy lưu lại bằng Excel rồi chọn lại."


class SheetWithoutRows(DomainError):
    text = "Biểu không có dòng nào đọc được. Hãy chọn đúng biểu trống của nơi nhận."


class SheetTooLong(DomainError):
    text = "Biểu có quá 500 dòng. Hãy bỏ các trang không cần điền rồi chọn lại."


class SheetNotConfirmed(DomainError):
    text = "Biểu này chưa được xác nhận. Hãy xem từng dòng ghi số nào rồi bấm Xác nhận."


class NotOutYet(DomainError):
    text = "Chỉ làm được với báo cáo đã ban hành. Hãy ghi số, ngày ban hành trước."


_ASK = "Hãy báo quản trị"
_NOT_SIGNED = {
    "unreadable": "Tệp không phải chứng thư PKCS#12 (.p12, .pfx) có khóa riêng.",
    "passphrase": "Mật khẩu của tệp chứng thư chưa đúng.",
    "expired": "Chứng thư đã hết hạn. Hãy dùng chứng thư còn hiệu lực.",
    "not_yet": "Chứng thư chưa đến ngày có hiệu lực.",
    "usage": "Chứng thư này không được cấp để ký văn bản.",
    "damaged": "Bản PDF hiện có không ký thêm được. Hãy tải bản PDF về và ký bằng công cụ của cơ quan.",
    "mismatch": f"Khóa riêng không phải của chứng thư nên chưa ký. {_ASK} kiểm tra khóa và chứng thư đã khai báo.",
    "module": f"Không nạp được phần mềm điều khiển của thiết bị ký. {_ASK} cài đặt và kiểm tra đường dẫn.",
    "token": "Không thấy thiết bị ký trên máy chủ. Hãy cắm thiết bị rồi ký lại; vẫn không thấy thì báo quản trị.",
    "certificate": f"Trên thiết bị ký không có đúng một chứng thư mang tên đã khai báo. {_ASK} kiểm tra tên chứng thư.",
    "key": f"Trên thiết bị ký không có khóa riêng của chứng thư đã khai báo. {_ASK} kiểm tra tên khóa.",
    "pin": f"Thiết bị ký không nhận mã PIN; phần mềm không thử lại để thiết bị khỏi tự khóa. {_ASK} sửa mã PIN đã đặt.",
    "locked": "Thiết bị ký đã bị khóa mã PIN. Hãy mở khóa bằng công cụ của nhà cung cấp rồi ký lại.",
    "last_try": (
        "Thiết bị ký chỉ còn một lần thử mã PIN nên phần mềm không thử. "
        "Hãy đăng nhập đúng một lần bằng công cụ của nhà cung cấp rồi ký lại."
    ),
    "pulled": "Thiết bị ký bị rút hoặc ngừng giữa chừng nên chưa ký. Hãy cắm lại thiết bị rồi ký lại.",
    "unable": "Thiết bị ký không ký được theo cách này. Hãy tải bản PDF về và ký bằng công cụ của nhà cung cấp.",
    "no_answer": "Thiết bị ký không trả lời trong thời gian cho phép nên chưa ký. Hãy cắm lại thiết bị rồi ký lại.",
    "crashed": f"Phần mềm điều khiển của thiết bị ký dừng đột ngột nên chưa ký. {_ASK} kiểm tra phần mềm rồi ký lại.",
    "no_pin": f"Chưa đọc được mã PIN của thiết bị ký. {_ASK} đặt mã PIN vào tệp hoặc biến môi trường đã khai báo.",
    "resting": f"Mã PIN đã đặt vừa bị thiết bị ký từ chối nên không thử lại. {_ASK} sửa mã PIN đã đặt rồi ký lại.",
    "busy": "Khóa này đang ký một văn bản khác. Hãy đợi một phút, tải lại trang báo cáo rồi ký nếu chưa thấy chữ ký.",
}


class NotSigned(DomainError):
    """Why nothing was signed; `reason` as `publishing.signing.CannotSign` has it, or no_pin, resting, busy."""

    def __init__(self, reason: str) -> None:
        super().__init__(_NOT_SIGNED[reason])
        self.reason = reason


class SealFirst(DomainError):
    text = (
        "Chữ ký số của cơ quan đứng sau chữ ký của lãnh đạo. "
        "Hãy ký của lãnh đạo trước, hoặc tải lên bản đã ký khi ghi số."
    )


class AlreadyUnderway(DomainError):
    text = "Đang có một lượt gửi chưa xong. Hãy đợi kết quả rồi gửi lại nếu cần."

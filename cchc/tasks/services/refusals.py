"""Why an act on a task is refused, in words."""

from datetime import datetime

from cchc.core.clock import VIETNAM
from cchc.core.errors import DomainError
from cchc.tasks.rules.due_moves import Move


class NotYourUnit(DomainError):
    text = "Chỉ đơn vị chủ trì, đơn vị phối hợp hoặc đầu mối CCHC được ghi nhận kết quả của nhiệm vụ này."


class InTheFuture(DomainError):
    text = "Ngày ghi nhận không được sau ngày hôm nay."


class BeforeThePlan(DomainError):
    text = "Ngày ghi nhận không được trước ngày bắt đầu của kế hoạch hoặc ngày giao việc."


class DeliveredBeforeSubmitted(DomainError):
    text = "Ngày hoàn thành không được trước ngày trình."


class NothingRecorded(DomainError):
    text = "Hãy nhập ngày trình, ngày hoàn thành, hoặc đánh dấu không phát sinh."


class EitherOr(DomainError):
    text = "Đã không phát sinh thì không có ngày trình, ngày hoàn thành. Hãy bỏ một trong hai."


class ReasonMissing(DomainError):
    text = "Hãy ghi lý do không phát sinh để người khác xác nhận."


class AlreadyConfirmed(DomainError):
    text = (
        "Kết quả này đã được xác nhận nên không sửa được nữa. Nếu cần sửa, hãy đề nghị đầu mối CCHC "
        "hoặc lãnh đạo trả lại."
    )


class NothingToConfirm(DomainError):
    text = "Chưa có kết quả nào được ghi nhận để xác nhận."


class NotYoursToConfirm(DomainError):
    text = (
        "Kết quả của đơn vị khác do đầu mối CCHC xác nhận; kết quả của chính bộ phận đầu mối do lãnh "
        "đạo phụ trách lĩnh vực hoặc người đứng đầu bộ phận đó xác nhận."
    )


class OwnResult(DomainError):
    text = "Bạn là người ghi nhận kết quả này; người khác phải xác nhận."


class NoteMissing(DomainError):
    text = "Hãy ghi rõ cần bổ sung hoặc làm lại điều gì."


class EvidenceTwice(DomainError):
    text = "Tệp này đã có trong tài liệu kiểm chứng của kết quả."


class EvidencePointsNowhere(DomainError):
    text = "Hãy chọn tệp, hoặc ghi số văn bản hay đường dẫn nơi lưu tài liệu."


class NothingToUndo(DomainError):
    text = "Không còn lần ghi nhận nào để hoàn tác."


class UndoOver(DomainError):
    def __init__(self, until: datetime) -> None:
        moment = until.astimezone(VIETNAM)
        super().__init__(
            f"Chỉ hoàn tác được đến {moment:%H:%M %d/%m/%Y}. Hãy sửa kết quả, hoặc đề nghị đầu mối CCHC hoàn tác."
        )


class NotYourAct(DomainError):
    """Somebody else did it."""

    text = "Chỉ người đã làm việc này hoàn tác được."


class TooLateToUndo(DomainError):
    """The hours for taking an act back are over; `instead`: what can still be done."""

    def __init__(self, until: datetime, instead: str) -> None:
        moment = until.astimezone(VIETNAM)
        super().__init__(f"Chỉ hoàn tác được đến {moment:%H:%M %d/%m/%Y}. {instead}")


class ChangedSince(DomainError):
    """Something else happened after the act; taking it back would undo that too."""

    text = "Đã có thay đổi sau đó nên không hoàn tác được. Hãy tải lại trang để xem."


class UndoneAlready(DomainError):
    """The last act was taken back, or there was none."""

    text = "Việc này đã được hoàn tác. Hãy tải lại trang để xem."


class WithdrawnAlready(DomainError):
    """It was taken back meanwhile."""

    text = "Nội dung này đã được rút lại. Hãy tải lại trang để xem."


class AnsweredAlready(DomainError):
    """A difficulty that was answered cannot be taken back."""

    text = (
        "Khó khăn, vướng mắc này đã có ý kiến nên không rút lại được. Hãy trao đổi thêm ở nhiệm vụ."
    )


class ConfirmedByAnother(DomainError):
    text = "Chỉ người đã xác nhận hoàn tác được việc xác nhận này."


class NoLongerCarriedOut(DomainError):
    text = "Nhiệm vụ đã thôi thực hiện, không ghi nhận thêm kết quả."


class NotEventDriven(DomainError):
    text = "Chỉ nhiệm vụ thực hiện khi phát sinh mới ghi nhận việc phát sinh."


class DueBeforeEvent(DomainError):
    text = "Thời hạn không được trước ngày phát sinh."


class NothingToExtend(DomainError):
    text = "Chỉ gia hạn việc có thời hạn và chưa hoàn thành."


class AskedTooLate(DomainError):
    text = "Đã quá hạn nên không đề nghị gia hạn được nữa; hãy báo đầu mối CCHC để trình lãnh đạo."


class NotLater(DomainError):
    text = "Hạn mới phải sau hạn hiện tại."


class ExtensionAsked(DomainError):
    text = "Đã có đề nghị gia hạn đang chờ quyết định cho việc này."


class WhyMissing(DomainError):
    text = "Hãy ghi lý do gia hạn."


class DecidedAlready(DomainError):
    text = "Đề nghị gia hạn này đã có quyết định."


class DueMoved(DomainError):
    text = "Thời hạn đã thay đổi sau khi đề nghị. Hãy tải lại trang và xem lại đề nghị."


class NotYoursToDecide(DomainError):
    text = "Chỉ lãnh đạo cơ quan cho ý kiến, hoặc đầu mối CCHC ghi nhận ý kiến thay lãnh đạo."


class DayOfAbove(DomainError):
    def __init__(self, label: str, _move: Move) -> None:
        super().__init__(
            f"Nhiệm vụ {label}: thời hạn do cấp trên ấn định chỉ thay đổi theo văn bản của cấp đó. Hãy ghi số, "
            "ký hiệu, ngày và cơ quan cấp trên đã ban hành văn bản, hoặc giữ nguyên thời hạn này."
        )


class DayPassed(DomainError):
    def __init__(self, label: str, move: Move) -> None:
        super().__init__(
            f"Nhiệm vụ {label}: hạn mới {move.to_due:%d/%m/%Y} trước ngày văn bản hoặc ý kiến "
            f"({move.said_on:%d/%m/%Y}). Không ai làm kịp một việc có hạn đã qua; hãy kiểm tra lại hai ngày này."
        )


class BeyondThePlan(DomainError):
    def __init__(self, label: str, move: Move) -> None:
        super().__init__(
            f"Nhiệm vụ {label}: hạn mới {move.to_due:%d/%m/%Y} sau ngày kết thúc kế hoạch ({move.ends_on:%d/%m/%Y}). "
            "Hãy ghi lý do riêng của thay đổi này."
        )


class DoneAlready(DomainError):
    def __init__(self, label: str) -> None:
        super().__init__(
            f"Nhiệm vụ {label} đã hoàn thành nên không thể ghi thôi thực hiện. Hãy bỏ thay đổi này."
        )


class WordsMissing(DomainError):
    text = "Hãy ghi rõ nội dung."


class NotAPart(DomainError):
    text = "Hãy chọn đơn vị chủ trì hoặc phối hợp mà bạn được báo cáo tiến độ."


class NotYoursToEntrust(DomainError):
    text = "Trưởng đơn vị phân công việc của đơn vị mình; đầu mối CCHC phân công thay khi cần."


class NotInTheUnit(DomainError):
    text = "Người được phân công không còn làm việc tại đơn vị này. Hãy chọn người khác."


class WrongPercent(DomainError):
    text = "Phần trăm đã làm là số nguyên từ 0 đến 100."


class CodeTaken(DomainError):
    text = "Cơ quan đã có hồ sơ mang số, ký hiệu này. Hãy chọn số khác."


class WrongTerm(DomainError):
    text = "Thời hạn lưu trữ không có trong danh mục. Hãy chọn lại."


class OtherAgency(DomainError):
    text = "Hồ sơ thuộc cơ quan khác. Hãy chọn hồ sơ của cơ quan giao nhiệm vụ."


class FileClosed(DomainError):
    text = "Hồ sơ đã kết thúc nên không thêm, bớt nhiệm vụ được. Hãy mở lại hồ sơ trước."


class NotInDiscussion(DomainError):
    text = "Trao đổi dành cho đơn vị chủ trì, đơn vị phối hợp, đầu mối CCHC và lãnh đạo cơ quan."


class NotYourWords(DomainError):
    text = "Chỉ người viết thu hồi được nội dung của mình."


class RecordedSince(DomainError):
    text = "được ghi nhận lại sau khi bạn mở danh sách; hãy mở nhiệm vụ để xem rồi xác nhận."


class NotYoursToRemind(DomainError):
    text = "Chỉ đầu mối CCHC của cơ quan nhắc việc của đơn vị khác."


class NobodyToRemind(DomainError):
    text = "Không còn việc phải nộp, hoặc đơn vị chưa có ai để nhắc."


class RemindedToday(DomainError):
    text = "Hôm nay đã nhắc rồi."


class TooManyRows(DomainError):
    text = "Danh sách có hơn 5.000 dòng. Hãy lọc bớt rồi tải từng phần."


class NothingFilledIn(DomainError):
    text = (
        "Không có dòng nào được sửa so với lúc tải về. Hãy điền vào các cột nền trắng rồi lưu tệp."
    )


class NothingIsDue(DomainError):
    text = "Nhiệm vụ chưa có mốc nào để ghi nhận kết quả; chỉ báo cáo tiến độ được."


class ChangedMeanwhile(DomainError):
    text = "Dòng này đã được người khác sửa sau khi bạn tải danh sách về."


class NotTheRegister(DomainError):
    """Somebody who does not keep the register."""

    text = "Chỉ đầu mối hoặc lãnh đạo cơ quan ghi sổ nhiệm vụ được giao."


class NothingAssigned(DomainError):
    """An instruction without a task."""

    text = "Hãy ghi ít nhất một nhiệm vụ."


class DueBeforeAssigned(DomainError):
    """A day before the work was assigned."""

    text = "Hạn hoàn thành hoặc ngày thôi thực hiện không thể trước ngày giao."


class AssignedInTheFuture(DomainError):
    """Work assigned on a day that has not come."""

    text = "Ngày giao không thể ở tương lai."


class NotOurUnit(DomainError):
    """A lead of another agency."""

    text = "Đơn vị chủ trì phải thuộc cơ quan mình."


class DocumentKnown(DomainError):
    """The number of the document is in the register already."""

    text = "Văn bản này đã có số, ký hiệu trong sổ. Hãy tải lại trang để xem."


class PlanTaskEndsByAmendment(DomainError):
    """A plan's task cannot be dropped by itself."""

    text = "Nhiệm vụ của kế hoạch chỉ thôi thực hiện khi kế hoạch được điều chỉnh."


class WaitsAlready(DomainError):
    """A second wait beside an open one."""

    text = "Nhiệm vụ đang chờ hướng dẫn rồi. Hãy ghi nhận hướng dẫn đã có trước."


class WaitIsOver(DomainError):
    """The guidance was recorded meanwhile."""

    text = "Hướng dẫn đã được ghi nhận. Hãy tải lại trang để xem."


class GuidanceBeforeWait(DomainError):
    """Guidance that came before it was waited for."""

    text = "Ngày có hướng dẫn không được trước ngày bắt đầu chờ."

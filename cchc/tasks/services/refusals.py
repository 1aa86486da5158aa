"""Why an act on a task is refused, in words."""

from cchc.core.errors import DomainError


class NotYourUnit(DomainError):
    text = "Chỉ đơn vị chủ trì, đơn vị phối hợp hoặc đầu mối CCHC được ghi nhận kết quả của nhiệm vụ này."


class InTheFuture(DomainError):
    text = "Ngày ghi nhận không được sau ngày hôm nay."


class BeforeThePlan(DomainError):
    text = "Ngày ghi nhận không được trước ngày bắt đầu của kế hoạch."


class DeliveredBeforeSubmitted(DomainError):
    text = "Ngày hoàn thành không được trước ngày trình."


class NothingRecorded(DomainError):
    text = "Hãy nhập ngày trình hoặc ngày hoàn thành."


class NothingToUndo(DomainError):
    text = "Không còn lần ghi nhận nào để hoàn tác."


class NoLongerCarriedOut(DomainError):
    text = "Nhiệm vụ đã thôi thực hiện, không ghi nhận thêm kết quả."


class NotEventDriven(DomainError):
    text = "Chỉ nhiệm vụ thực hiện khi phát sinh mới ghi nhận việc phát sinh."


class DueBeforeEvent(DomainError):
    text = "Thời hạn không được trước ngày phát sinh."

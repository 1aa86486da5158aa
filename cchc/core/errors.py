"""Refusals: what a person is told when an act cannot be done. Plain Python."""


class DomainError(Exception):
    """An act that the rules refuse. `message` is a Vietnamese sentence: what is wrong and what to do.

    Subclasses set a default text; pass another when the place or a name makes the answer clearer.
    """

    text = "Không thực hiện được yêu cầu."

    def __init__(self, message: str | None = None) -> None:
        self.message = message or self.text
        super().__init__(self.message)


class Stale(DomainError):
    """Somebody else changed the row after this page was opened."""

    text = (
        "Nội dung đã được người khác thay đổi sau khi bạn mở trang. Hãy tải lại trang rồi sửa tiếp."
    )

"""Why a file is not read: one Vietnamese sentence saying what is wrong and what to do."""

from cchc.core.errors import DomainError


class UnreadableFile(DomainError):
    """The only exception that leaves the reader; `code` is stable, the message is for people."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)

"""Why a file is not read: one Vietnamese sentence saying what is wrong and what to do."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from cchc.core.errors import DomainError

log = logging.getLogger(__name__)
_UNEXPECTED = (
    "Tệp có nội dung bất thường nên chưa đọc được; hãy mở tệp bằng Word, lưu lại thành tệp .docx mới "
    "rồi thử lại."
)


class UnreadableFile(DomainError):
    """The only exception that leaves the reader; `code` is stable, the message is for people."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


@contextmanager
def only_refusals(what: str) -> Iterator[None]:
    """Turn whatever goes wrong inside into `UnreadableFile("damaged")`, its trace kept in the log.

    what: the file or step, for the log. A refusal that hides another exception is logged too, and passed on.
    """
    try:
        yield
    except UnreadableFile as refusal:
        if refusal.code == "damaged" and refusal.__cause__ is not None:
            log.warning("%s is damaged", what, exc_info=refusal)
        raise
    except Exception as error:
        log.exception("%s could not be read", what)
        raise UnreadableFile("damaged", _UNEXPECTED) from error

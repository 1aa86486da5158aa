"""Ways out to the system of the level above: one interface, a spreadsheet of theirs to fill in, a web address.

A connector gets plain values and knows nothing of reports' rows; who calls it keeps what it answers.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from cchc.core.errors import DomainError

_KEY_LETTERS: Final = 32


class NotDelivered(DomainError):
    """The receiver did not take the report, or did not say so. attempts: how often it was tried.

    `is_temporary`: the same delivery may be tried again later.
    """

    text = "Chưa gửi được báo cáo đến hệ thống của cấp trên. Hãy thử lại sau ít phút."

    def __init__(
        self, message: str | None = None, *, is_temporary: bool = False, attempts: int = 0
    ) -> None:
        super().__init__(message)
        self.is_temporary, self.attempts = is_temporary, attempts


@dataclass(frozen=True, slots=True)
class Delivery:
    """One report as it leaves. key: the same for every attempt, another for another edition (`delivery_key`).

    body: what `publishing.report_files.report_json` gives: figures with state, stage and scope, tasks, documents, text.
    """

    key: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the receiver answered. reference: its own number, "" when it gave none. is_repeat: it had it already."""

    reference: str = ""
    is_repeat: bool = False
    attempts: int = 1
    answer: Mapping[str, Any] = field(default_factory=dict)


class Connector(Protocol):
    """Hands a delivery to a receiver. Sending the same delivery twice counts once with the receiver."""

    @property
    def name(self) -> str: ...

    def send(self, delivery: Delivery) -> Receipt:
        """Raises NotDelivered, whose sentence says why and what to do."""
        ...


def delivery_key(report: str, edition: int, body: Mapping[str, Any]) -> str:
    """The key of an edition: the same report, edition and figures give the same key on any machine and day.

    report: the report's uid. A change of any figure gives another key, so that a receiver never takes new figures for
    a repetition of the old ones.
    """
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(f"{report}\n{edition}\n{text}".encode()).hexdigest()
    return f"{report}-{edition}-{digest[:_KEY_LETTERS]}"

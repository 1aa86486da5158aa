"""A report sent to a web address: idempotent, tried again after passing faults, never to an address of a form.

Address and token come from the settings alone. The body is JSON; the key of the delivery travels as `Idempotency-Key`,
so that an attempt whose answer was lost is not counted twice.
"""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

import requests
import urllib3

from cchc.reports.connectors import Delivery, NotDelivered, Receipt

ATTEMPTS: Final = 4
FIRST_WAIT: Final = 1.0
LONGEST_WAIT: Final = 30.0
TIMEOUT: Final = (5.0, 60.0)
# 409 without a number: the first attempt is still being worked on there.
_PASSING: Final = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_CONFLICT: Final = 409
_REFUSED: Final = frozenset({401, 403})
_MOST_ANSWER: Final = 1 << 20
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_REFERENCES: Final = ("reference", "id", "number")
_CUT: Final = "kết nối đứt khi đang chờ hệ thống nhận trả lời"
_NOT_TRUSTED: Final = (
    "Chứng thư bảo mật (TLS) của hệ thống nhận không tin cậy được nên chưa gửi gì. "
    "Hãy báo quản trị kiểm tra địa chỉ và chứng thư của hệ thống nhận."
)


@dataclass(frozen=True, slots=True)
class WebConnector:
    """POSTs deliveries to one address. pause: how waiting is done; tests hand in their own.

    Raises ValueError for an address that is not https (http is for the loopback alone).
    """

    address: str
    token: str = field(default="", repr=False)
    attempts: int = ATTEMPTS
    pause: Callable[[float], None] = time.sleep
    timeout: tuple[float, float] = TIMEOUT
    name: str = "web"

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        is_safe = parts.scheme == "https" or (
            parts.scheme == "http" and parts.hostname in _LOOPBACK
        )
        if not is_safe or parts.username or not parts.hostname:
            raise ValueError("the receiver's address must be https://host/...")

    def send(self, delivery: Delivery) -> Receipt:
        """Send; a passing fault is tried again after 1, 2, 4 ... seconds, or as long as the receiver asks.

        Raises NotDelivered: temporary when every attempt met a passing fault, else final (refused, wrong address).
        """
        body = json.dumps(delivery.body, ensure_ascii=False).encode()
        wait = FIRST_WAIT
        reason = ""
        for attempt in range(1, self.attempts + 1):
            asked: float | None = None
            try:
                status, headers, answer = self._post(delivery.key, body)
            except requests.exceptions.SSLError as error:
                raise NotDelivered(_NOT_TRUSTED, attempts=attempt) from error
            except (requests.Timeout, urllib3.exceptions.TimeoutError):
                reason = "hệ thống nhận không trả lời kịp"
            except (requests.ConnectionError, urllib3.exceptions.HTTPError) as error:
                reason = _CUT if _was_cut(error) else "không kết nối được đến hệ thống nhận"
            except requests.RequestException as error:
                raise NotDelivered(
                    "Địa chỉ hệ thống nhận báo cáo không dùng được; hãy báo quản trị.",
                    attempts=attempt,
                ) from error
            else:
                if 200 <= status < 300:
                    return _receipt(answer, attempt, is_repeat=_says_repeat(headers))
                known = _receipt(answer, attempt, is_repeat=True)
                if status == _CONFLICT and known.reference:
                    return known
                if status not in _PASSING:
                    raise NotDelivered(_refusal(status, answer), attempts=attempt)
                reason = f"hệ thống nhận báo lỗi {status}"
                asked = _asked_wait(headers)
            if attempt < self.attempts:
                self.pause(min(asked if asked is not None else wait, LONGEST_WAIT))
                wait *= 2
        raise NotDelivered(
            f"Chưa gửi được báo cáo: {reason}, đã thử {self.attempts} lần. Hãy gửi lại sau ít phút; "
            "nơi nhận đã có bản này thì cũng chỉ tính một lần.",
            is_temporary=True,
            attempts=self.attempts,
        )

    def _post(self, key: str, body: bytes) -> tuple[int, Mapping[str, str], dict[str, Any]]:
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Accept": "application/json",
            "Idempotency-Key": key,
        }
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        with (
            requests.Session() as session,
            session.post(
                self.address,
                data=body,
                headers=headers,
                timeout=self.timeout,
                allow_redirects=False,
                stream=True,
            ) as answer,
        ):
            content = answer.raw.read(_MOST_ANSWER, decode_content=True)
            return answer.status_code, dict(answer.headers), _parsed(content)


def _was_cut(error: Exception) -> bool:
    """Whether the receiver was reached, so that it may have taken the report before the connection ended."""
    inner = error.args[0] if error.args else None
    return isinstance(
        inner if isinstance(inner, Exception) else error, urllib3.exceptions.ProtocolError
    )


def _parsed(content: bytes) -> dict[str, Any]:
    try:
        value = json.loads(content)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _receipt(answer: Mapping[str, Any], attempts: int, *, is_repeat: bool) -> Receipt:
    named = (answer.get(name) for name in _REFERENCES)
    reference = next((str(value) for value in named if value not in {None, ""}), "")
    return Receipt(reference[:100], is_repeat, attempts, answer)


def _says_repeat(headers: Mapping[str, str]) -> bool:
    lower = {name.lower(): value for name, value in headers.items()}
    return lower.get("idempotent-replayed", "").lower() == "true"


def _asked_wait(headers: Mapping[str, str]) -> float | None:
    asked = {name.lower(): value for name, value in headers.items()}.get("retry-after", "")
    return float(asked) if asked.isascii() and asked.isdecimal() else None


def _refusal(status: int, answer: Mapping[str, Any]) -> str:
    if status in _REFUSED:
        return "Hệ thống nhận từ chối quyền gửi; hãy báo quản trị kiểm tra mã truy cập."
    said = str(answer.get("message") or answer.get("detail") or "").strip()
    what = f": {said[:200]}" if said else ""
    return f"Hệ thống nhận không chấp nhận báo cáo (mã {status}){what}. Hãy sửa theo thông báo rồi gửi lại."

"""A PDF signed by a token or HSM (PKCS#11), in a process of its own.

The vendor's library never enters the web server: it may hang, crash, and keeps one state a process. What it is to do
goes in by a pipe, the PIN too, so that neither arguments nor variables show it; the program is `token_program`.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

import cchc
from cchc.publishing.signing import CannotSign, Signed

SECONDS: Final = 30.0
PIN_REFUSED: Final = frozenset({"pin", "locked", "last_try"})
REASONS: Final = PIN_REFUSED | {
    "module", "token", "certificate", "key", "pulled", "unable", "no_answer", "crashed",
}  # fmt: skip
_PACKAGES = Path(next(iter(cchc.__path__))).parent
_KEPT = ("PATH", "HOME", "TMPDIR")


@dataclass(frozen=True, slots=True)
class Token:
    """Where a key lies. module: path of the vendor's library. token: its label. label: of certificate and key.

    slot: its number, where several tokens bear the same label. environment: variables that the library wants.
    """

    module: str
    token: str
    label: str
    slot: int | None = None
    environment: Mapping[str, str] = field(default_factory=dict)


def sign_with_token(
    pdf: bytes,
    *,
    token: Token,
    pin: str,
    at: datetime,
    reason: str,
    place: str,
    seconds: float = SECONDS,
) -> Signed:
    """The PDF with one more signature by the key of a token; the PIN is tried once, or not at all.

    at: the certificate must be good then, else the PIN is not tried. Raises CannotSign, whose reason is one of the
    certificate's, "damaged", or: module (no such library), token (not plugged in), certificate, key (not on it, or
    several), pin, locked, last_try (one try is left, not used up here), pulled (gone in mid-way), unable (signs in
    another way), crashed, no_answer (within `seconds`).
    """
    asked = {
        "token": asdict(token) | {"environment": {}},
        "pin": pin,
        "at": at.isoformat(),
        "reason": reason,
        "place": place,
    }
    given = json.dumps(asked).encode() + b"\n" + pdf
    head, _, body = _run(given, token.environment, seconds).partition(b"\n")
    try:
        told = json.loads(head)
    except ValueError as error:
        raise CannotSign("crashed") from error
    if "failed" in told:
        raise CannotSign(told["failed"])
    if len(body) != told["size"]:
        raise CannotSign("crashed")
    return Signed(body=body, name=told["name"], serial=told["serial"], issuer=told["issuer"])


def _run(given: bytes, environment: Mapping[str, str], seconds: float) -> bytes:
    """What the program writes; it and all it started are gone afterwards."""
    ours = {name: os.environ[name] for name in _KEPT if name in os.environ}
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "cchc.publishing.token_program"],
        env=ours | {"LANG": "C.UTF-8", "PYTHONPATH": str(_PACKAGES)} | dict(environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.communicate(given, timeout=seconds)[0]
    except subprocess.TimeoutExpired as error:
        raise CannotSign("no_answer") from error
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
